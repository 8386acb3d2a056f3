"""A command that many tests run."""

from conftest import ANNA, ANNAS_PIN, BELGIUM

CALL = ["call", "--from", ANNA, "--to", BELGIUM, "--keys", f"1 {ANNAS_PIN}"]
"""Anna calls, and hears her balance."""
