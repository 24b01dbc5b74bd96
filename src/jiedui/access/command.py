"""`@command`: one verb, one permission, one transaction, one line in the log.

The outermost command opens the transaction (on SQLite it takes the write lock at once, so nothing
read inside it can be stale) and turns the database's own refusals, a lock held too long or a full
disk, into a sentence. A command called by a command joins its transaction.
"""

from __future__ import annotations

import datetime as dt
import functools
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from django.db import OperationalError, connection, transaction

from jiedui.access.permissions import PERMISSIONS
from jiedui.kernel.problem import Refused, refuse

if TYPE_CHECKING:
    from collections.abc import Callable

    from jiedui.access.scope import Actor

P = ParamSpec("P")
R = TypeVar("R")

_ATTEMPTS = 3
_SQLITE_BUSY = (5, 6)
_SQLITE_FULL = (13, 10)
_PG_RETRY = ("40001", "40P01")
_PG_LOCKED = ("55P03",)
_PG_FULL = ("53100", "53200")


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
                raise _not_allowed(actor, rule.en, rule.zh)

            def once() -> R:
                with transaction.atomic(savepoint=False):
                    result = function(*args, **kwargs)
                    _write_log(now, actor, permission, str(getattr(result, "subject", "")))
                return result

            return once() if connection.in_atomic_block else _with_sentences(once)

        return guarded

    return decorated


def _not_allowed(actor: Actor, en: str, zh: str) -> Refused:
    roles = ", ".join(sorted({held.role for held in actor.grants})) or "no role"
    return refuse(
        "NOT_ALLOWED",
        found=f"{actor.username or 'nobody signed in'} ({roles})",
        expected=f"somebody who may {en} ({zh})",
        hint="Ask a person with that role, or an administrator to grant it.",
    )


def _write_log(at: dt.datetime, actor: Actor, permission: str, subject: str) -> None:
    at_utc = at.astimezone(dt.UTC)
    when = at_utc.strftime("%Y-%m-%d %H:%M:%S.%f") if connection.vendor == "sqlite" else at_utc
    mark = "?" if connection.vendor == "sqlite" else "%s"
    connection.ensure_connection()
    cursor = connection.connection.cursor()
    cursor.execute(
        "INSERT INTO access_actionlog (at, actor, permission, subject) "
        f"VALUES ({mark}, {mark}, {mark}, {mark})",  # noqa: S608  marks only
        (when, actor.username, permission, subject[:200]),
    )
    cursor.close()


def _with_sentences(once: Callable[[], R]) -> R:
    """Run a transaction; try again where the engine asks for it, refuse where it cannot be written."""
    for attempt in range(1, _ATTEMPTS + 1):
        try:
            return once()
        except Exception as error:
            fault = _fault(error)
            if fault is None or (fault == "retry" and attempt == _ATTEMPTS):
                raise
            if fault != "retry":
                raise _sentences(fault) from error
    raise AssertionError  # pragma: no cover  the last attempt returns or raises
