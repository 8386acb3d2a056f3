"""The door for text messages: the same phrases, written."""
