"""Django's database engine for SQLite, with a shorter way into and out of a transaction."""
