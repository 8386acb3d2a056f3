"""Tests of the phone page in a browser."""
