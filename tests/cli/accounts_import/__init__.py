"""Tests of `ivr accounts import`."""
