"""Sources of accounts, and the PINs that prove whose they are."""
