"""What is wrong with the database, in an operator's words."""


class DatabaseError(Exception):
    """The database is not there, or not ready to be used."""
