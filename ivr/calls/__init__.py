"""Calls between their turns: kept in the database, conducted by the dialogue."""
