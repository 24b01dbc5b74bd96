"""`@command`: one verb, one permission, one transaction, one line in the log.

The outermost command opens the transaction (on SQLite it takes the write lock at once, so nothing
read inside it can be stale) and turns the database's own refusals, a lock held too long or a full
disk, into a sentence. A command called by a command joins its transaction.
"""

from __future__ import annotations

import functools
import sqlite3
import sys
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections, transaction

from jiedui.access.permissions import PERMISSIONS
from jiedui.access.sqlite import base as sqlite
from jiedui.kernel.moment import stamp
from jiedui.kernel.problem import refuse

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from types import ModuleType

    from django.db.backends.base.base import BaseDatabaseWrapper

    from jiedui.access.permissions import Permission
    from jiedui.access.scope import Actor
    from jiedui.kernel.problem import Refused

P = ParamSpec("P")
R = TypeVar("R")

ATTEMPTS = 3
"""How often a transaction is tried that the engine itself asks to repeat (a deadlock)."""

LOCK = 4_605_362
"""PostgreSQL's advisory lock that every command shares; one that renews keys has it alone."""

_LOG_SQL = {
    "sqlite": "INSERT INTO access_actionlog (at, actor, permission, subject) VALUES (?, ?, ?, ?)",
    "postgresql": "INSERT INTO access_actionlog (at, actor, permission, subject) "
    "VALUES (%s, %s, %s, %s)",
}

_REASONS: dict[int | str, str] = {
    5: "locked",
    6: "locked",
    "55P03": "locked",
    13: "full",
    10: "full",
    "53100": "full",
    "53200": "full",
    8: "readonly",
    14: "readonly",
    "25006": "readonly",
    "40001": "repeat",
    "40P01": "repeat",
    "08000": "gone",
    "08001": "gone",
    "08003": "gone",
    "08006": "gone",
    "57P01": "gone",
    "57P03": "gone",
}
"""SQLite's primary result codes and PostgreSQL's SQLSTATEs that are answers, not bugs."""

_SENTENCES: dict[str, tuple[str, str, str, str]] = {
    "locked": (
        "DATABASE_LOCKED",
        "another program is writing to the book and did not finish in time",
        "the book free to write",
        "Nothing was written. Try again; if it lasts, stop the other program.",
    ),
    "full": (
        "DISK_FULL",
        "the disk took no more data",
        "room on the disk of the data directory",
        "Nothing was written. Make room and do it again.",
    ),
    "readonly": (
        "DATABASE_READ_ONLY",
        "the database cannot be written",
        "a data directory this user may write",
        "Nothing was written. Mend the rights of the directory and do it again.",
    ),
    "gone": (
        "DATABASE_GONE",
        "the database server did not answer",
        "a running database server",
        "Nothing was written, unless the server stopped while it answered: look, then do it again.",
    ),
}


def command(permission: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Return the decorator of a command that needs `permission`.

    The function takes its `actor` and the moment `now` as keywords. Its result may carry a
    `subject`: what the log says it was done to, without any personal data.

    Raises:
        KeyError: The permission is not in the table; found when the module is imported.
    """
    rule = PERMISSIONS[permission]

    def decorated(function: Callable[P, R]) -> Callable[P, R]:
        @functools.wraps(function)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
            actor: Actor = kwargs["actor"]  # type: ignore[assignment]
            now: dt.datetime = kwargs["now"]  # type: ignore[assignment]
            if not actor.allows(permission):
                raise not_allowed(actor, rule)
            own = connections[DEFAULT_DB_ALIAS]

            def once() -> R:
                with _transaction(own):
                    _hold(own, "pg_advisory_xact_lock_shared")
                    result = function(*args, **kwargs)
                    subject = str(getattr(result, "subject", ""))
                    _write_log(own, now, actor, permission=permission, subject=subject)
                return result

            return once() if own.in_atomic_block else _with_sentences(once)

        return guarded

    return decorated


def _transaction(own: BaseDatabaseWrapper) -> AbstractContextManager[None]:
    """Return the transaction of a command; a savepoint where it is called inside another."""
    if isinstance(own, sqlite.DatabaseWrapper) and not own.in_atomic_block:
        return own.outermost()
    return transaction.atomic()


def hold_alone(own: BaseDatabaseWrapper) -> None:
    """Wait until no other command is at work, and keep new ones waiting until this one ends.

    On SQLite a command is alone from its beginning.
    """
    _hold(own, "pg_advisory_xact_lock")


def _hold(own: BaseDatabaseWrapper, lock: str) -> None:
    if own.vendor == "postgresql":
        own.connection.execute(f"SELECT {lock}({LOCK})").close()


def not_allowed(actor: Actor, rule: Permission) -> Refused:
    """Return the refusal of what no role of an actor allows: who asks, and who may."""
    roles = ", ".join(sorted({held.role for held in actor.grants})) or "no role"
    held = [one.place for one in actor.grants if one.role in rule.roles]
    near = rule.everywhere_only and held
    within = f" within {', '.join(sorted(held))}" if near else ""
    en, zh = (" in all places", ", 不限地区") if near else ("", "")
    return refuse(
        "NOT_ALLOWED",
        found=f"{actor.username or 'nobody signed in'} ({roles}{within})",
        expected=f"somebody who may {rule.en}{en} ({rule.zh}{zh})",
        hint="Ask a person with that role, or an administrator to grant it.",
    )


def _write_log(
    own: BaseDatabaseWrapper, at: dt.datetime, actor: Actor, *, permission: str, subject: str
) -> None:
    moment: object = stamp(at) if own.vendor == "sqlite" else at
    values = (moment, actor.username, permission, subject[:200])
    own.connection.execute(_LOG_SQL[own.vendor], values).close()


def engine_errors() -> tuple[type[Exception], ...]:
    """Return what Django's cursors and the drivers' own cursors raise.

    A driver that is not loaded raises nothing, so a book on SQLite never loads PostgreSQL's.
    """
    driver = _postgresql()
    return (DatabaseError, sqlite3.Error, *([driver.Error] if driver is not None else []))


def _postgresql() -> ModuleType | None:
    """Return PostgreSQL's driver, None where it is not loaded."""
    return sys.modules.get("psycopg")


def _with_sentences(once: Callable[[], R]) -> R:
    """Run a transaction; again where the engine asks for it, refuse where it cannot be written."""
    for attempt in range(1, ATTEMPTS + 1):
        try:
            return once()
        except engine_errors() as error:
            reason = reason_of(error)
            if reason is None or (reason == "repeat" and attempt == ATTEMPTS):
                raise
            if reason != "repeat":
                raise refused(reason) from error
    raise AssertionError  # pragma: no cover  the last attempt returns or raises


def reason_of(error: BaseException) -> str | None:
    """Return why the engine could not do it, a key of `_SENTENCES` or `repeat`; None for a bug."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, sqlite3.Error):
            return _REASONS.get(getattr(cause, "sqlite_errorcode", -1) & 0xFF)
        driver = _postgresql()
        if driver is not None and isinstance(cause, driver.Error):
            state: str | None = getattr(cause, "sqlstate", None)
            lost = isinstance(cause, driver.OperationalError) and state is None
            return "gone" if lost else _REASONS.get(state or "")
        cause = cause.__cause__
    return None


def refused(reason: str) -> Refused:
    """Return the refusal that says a reason of the engine in a sentence."""
    code, found, expected, hint = _SENTENCES[reason]
    return refuse(code, found=found, expected=expected, hint=hint)
