"""SQLite as Django drives it, but a transaction begins and ends without the log of statements.

A small posting is a few inserts: the layers around BEGIN and COMMIT took longer than any of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import DatabaseError, Error
from django.db.backends.sqlite3 import base
from django.db.transaction import Atomic

if TYPE_CHECKING:
    from types import TracebackType


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection to SQLite."""

    def outermost(self) -> Outermost:
        """Return a transaction, to be entered while there is none."""
        return Outermost(self)

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


class Outermost(Atomic):
    """One transaction from BEGIN to COMMIT, or to ROLLBACK after an exception.

    It leaves the connection in the states in which Django's `atomic` would leave it, so that atomic
    blocks inside make savepoints and what waits for the commit runs after it. `atomic` itself looks
    the connection up twice, and asks on its way what is known here.
    """

    def __init__(self, own: DatabaseWrapper) -> None:
        """Keep the connection."""
        super().__init__(own.alias, savepoint=True, durable=False)
        self._own = own

    def __enter__(self) -> None:
        """Begin."""
        own = self._own
        if own.connection is None:
            own.ensure_connection()
        own.commit_on_exit, own.needs_rollback = True, False
        own._start_transaction_under_autocommit()  # noqa: SLF001  Its own module.
        own.autocommit, own.in_atomic_block = False, True
        own.atomic_blocks.append(self)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Make what was written durable, or take it back."""
        own = self._own
        own.atomic_blocks.pop()
        own.in_atomic_block = False
        try:
            if own.closed_in_transaction:
                return  # Closing it took everything back.
            if kind is None and not own.needs_rollback:
                self._make_durable()
            else:
                self._take_back()
        finally:
            own.autocommit = True
            if own.closed_in_transaction:
                own.connection = None
        if own.run_on_commit:
            own.run_and_clear_commit_hooks()

    def _make_durable(self) -> None:
        try:
            with self._own.wrap_database_errors:
                self._own.connection.execute("COMMIT")
        except DatabaseError:
            self._take_back()
            raise
        self._own.errors_occurred = False

    def _take_back(self) -> None:
        try:
            self._own.rollback()
        except Error:
            self._own.close()
