"""Where a book is kept, as Django's settings: embedded, or on a server. Knows no Django."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, unquote, urlsplit

if TYPE_CHECKING:
    from pathlib import Path

BUSY_SECONDS = 20
"""How long a command waits for another writer before it refuses."""


def sqlite_database(file: Path | str) -> dict[str, Any]:
    """Return the settings of the embedded database in `file`: durable, one writer at a time."""
    return {
        "ENGINE": "jiedui.access.sqlite",
        "NAME": str(file),
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "timeout": BUSY_SECONDS,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
            " PRAGMA cache_size=-32768",
        },
    }


def postgres_database(url: str) -> dict[str, Any]:
    """Return the settings of the database that `postgresql://user:password@host:port/name` names.

    A socket's directory may stand in `?host=/path`.
    """
    parts = urlsplit(url)
    options = dict(parse_qsl(parts.query))
    host = options.pop("host", parts.hostname or "")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": options.pop("port", str(parts.port or "")),
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            **options,
            "options": f"-c lock_timeout={BUSY_SECONDS}s -c synchronous_commit=on -c DateStyle=ISO",
        },
    }
