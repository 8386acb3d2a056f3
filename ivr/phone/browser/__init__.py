"""DOOR: the phone on a web page. The player runs here, the page hears and is pressed."""
