"""Plain values that every room shares. No input, no output, no framework."""
