"""The door for operators: what they, and their machines, look at."""
