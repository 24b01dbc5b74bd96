"""SQLite as Django drives it, but a transaction begins and ends without the log of statements.

A small posting is two inserts: the layers around BEGIN and COMMIT took longer than either.
"""

from __future__ import annotations

from django.db.backends.sqlite3 import base


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection to SQLite."""

    def _start_transaction_under_autocommit(self) -> None:
        """Begin a transaction that holds the writer's lock from its start."""
        with self.wrap_database_errors:
            self.connection.execute("BEGIN IMMEDIATE")

    def _set_autocommit(self, autocommit: bool) -> None:  # noqa: FBT001  Django's own signature.
        """Leave the mode as it is: a transaction begun by BEGIN never changed it."""
        if not autocommit or self.connection.isolation_level is not None:
            super()._set_autocommit(autocommit)  # type: ignore[misc]

    def _commit(self) -> None:
        """Make what was written durable."""
        if self.connection is not None:
            with self.wrap_database_errors:
                self.connection.commit()
