"""The studio makes and measures recordings; only the command line enters it."""
