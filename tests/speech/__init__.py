"""Tests of the speech."""
