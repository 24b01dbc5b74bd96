"""SQL templates kept beside the facts: the compiler is loaded for a new kind of question only.

A template is kept under what it was made from: the function, what it was given, the engine, and the
code and the libraries that made it. They may be thrown away at any time. Knows no Django.
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib.metadata
import os
import tempfile
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import jiedui

if TYPE_CHECKING:
    from collections.abc import Callable

FOLDER = "templates"
"""The name of the folder of templates."""

HELD_MAX = 2_048
"""How many templates one process holds."""

KEPT_MAX = 4_000
"""How many templates are kept; past it the folder is emptied and fills anew."""

_MADE_BY = ("ibis-framework", "sqlglot")
_MADE_IN = ("facts", "figures")


_held: dict[tuple[object, ...], str] = {}
"""Templates this process has seen, whatever folder they came from."""

_compiled: dict[tuple[object, ...], str] = {}
"""Templates this process has compiled itself: no file of any folder can have changed them."""


def template(
    build: Callable[..., str], given: tuple[object, ...], engine: str, *, folder: Path
) -> str:
    """Return the SQL that `build(*given, engine)` compiles, from where it is kept if it is.

    Args:
        build: A function of a module; its name, not its code, is part of the key.
        given: What it is given: values whose `repr` says all that decides the SQL.
        engine: `duckdb` or `spark`.
        folder: The folder of the facts.
    """
    key = (build, given, engine)
    if key not in _held:
        if len(_held) >= HELD_MAX:
            _held.clear()
            _compiled.clear()
        _held[key] = _read_or_made(build, given, engine, folder=folder)
    return _held[key]


def _read_or_made(
    build: Callable[..., str], given: tuple[object, ...], engine: str, *, folder: Path
) -> str:
    made_from = f"{build.__module__}.{build.__qualname__}{given!r}{engine}{_fingerprint()}"
    name = hashlib.sha256(made_from.encode()).hexdigest()
    path = kept_in(folder) / f"{name}.sql"
    with contextlib.suppress(OSError, UnicodeDecodeError):
        return path.read_text("utf-8")
    sql = _compiled[build, given, engine] = build(*given, engine)
    with contextlib.suppress(OSError):
        _keep(path, sql)
    return sql


def kept_in(folder: Path) -> Path:
    """Return where templates lie: beside the folder of the facts."""
    return folder.with_name(FOLDER)


def forget(folder: Path) -> None:
    """Throw away every template that was read from a file, so that the next question compiles anew.

    What this process compiled itself stays: it is what would be compiled now.
    """
    _empty(kept_in(folder))
    _held.clear()
    _held.update(_compiled)


def _empty(folder: Path) -> None:
    for path in folder.glob("*"):
        path.unlink(missing_ok=True)


def _keep(path: Path, sql: str) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if len(os.listdir(path.parent)) >= KEPT_MAX:  # noqa: PTH208  Names only, no objects.
        _empty(path.parent)
    handle, name = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(sql)
    Path(name).replace(path)


@cache
def _fingerprint() -> str:
    """Return what changes when the code or a library that makes templates changes."""
    digest = hashlib.sha256()
    for name in _MADE_BY:
        digest.update(importlib.metadata.version(name).encode())
    root = Path(jiedui.__file__).parent
    for folder in _MADE_IN:
        for path in sorted((root / folder).glob("*.py")):
            digest.update(path.read_bytes())
    return digest.hexdigest()
