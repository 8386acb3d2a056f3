"""Tests of the phones."""
