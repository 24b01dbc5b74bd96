"""Copies every table from one database to another, row for row, and proves that both hold the same.

Goes through Django's own models, so it knows every app without importing one. Lines go before
entries, entries before what points to them, so that the target's triggers check the book once more.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import json
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connections, transaction

from jiedui.books.models import Entry, Line
from jiedui.kernel.moment import stamp
from jiedui.kernel.problem import refuse

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from django.db import models
    from django.db.backends.base.base import BaseDatabaseWrapper

CHUNK = 10_000
"""Rows read and written at a time."""

SOURCE = "default"
"""The alias of the database that is copied."""


@contextlib.contextmanager
def opened(alias: str, database: dict[str, Any]) -> Iterator[BaseDatabaseWrapper]:
    """Open a second database under an alias for a while."""
    connections.settings[alias] = connections.configure_settings({"default": database})["default"]
    try:
        yield connections[alias]
    finally:
        connections[alias].close()
        del connections[alias]
        del connections.settings[alias]


def copy_all(target: str) -> int:
    """Copy every row to the empty database `target` and prove it; return how many rows there are.

    Nobody writes to the source meanwhile. Either everything arrives or nothing does.

    Raises:
        Refused: The target already holds rows, or a table differs after copying.
    """
    refuse_filled(target)
    call_command("migrate", database=target, verbosity=0, interactive=False)
    with transaction.atomic(using=SOURCE), transaction.atomic(using=target):
        hold_still(connections[SOURCE])
        _clear(target)
        digests = {model: _copy_table(model, target) for model in _tables()}
        _reset_sequences(target)
        for model, (rows, digest) in digests.items():
            _refuse_difference(model, (rows, digest), _digest_of(model, target))
    return sum(rows for rows, _ in digests.values())


def hold_still(connection: BaseDatabaseWrapper) -> None:
    """Let nobody else write while the present transaction lasts; SQLite's already sees to that."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            names = ", ".join(connection.ops.quote_name(_table(model)) for model in _tables())
            cursor.execute(f"LOCK TABLE {names} IN EXCLUSIVE MODE")


def refuse_filled(target: str) -> None:
    """Refuse a database in which there is a table with rows of ours.

    Raises:
        Refused: It holds rows.
    """
    connection = connections[target]
    there = set(connection.introspection.table_names())
    for model in _tables():
        table = _table(model)
        if table in there and model.__module__.startswith("jiedui.") and _any_row(model, target):
            raise refuse(
                "TARGET_FILLED",
                found=f"a database with rows in {table}",
                expected="an empty database",
                hint="Create a new database and name it.",
            )


def _table(model: type[models.Model]) -> str:
    return model._meta.db_table  # noqa: SLF001


def _any_row(model: type[models.Model], target: str) -> bool:
    return model._base_manager.using(target).exists()  # noqa: SLF001


def _tables() -> list[type[models.Model]]:
    """Return every model with a table, lines and entries first."""
    found = [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy  # noqa: SLF001
    ]
    return sorted(found, key=lambda model: (model is not Line, model is not Entry, _depth(model)))


def _depth(model: type[models.Model], seen: frozenset[type[models.Model]] = frozenset()) -> int:
    """Return how many tables a model's foreign keys lead through."""
    above = [
        field.related_model
        for field in model._meta.concrete_fields  # noqa: SLF001
        if field.is_relation
        and isinstance(field.related_model, type)
        and field.related_model not in seen
    ]
    return max(
        (1 + _depth(other, seen | {model}) for other in above if other is not model), default=0
    )


def _clear(target: str) -> None:
    """Remove the few rows that migrating made, so that the source's own take their place."""
    for model in reversed(_tables()):
        if _any_row(model, target):
            model._base_manager.using(target).all().delete()  # noqa: SLF001


def _names(model: type[models.Model]) -> list[str]:
    return [field.attname for field in model._meta.concrete_fields]  # noqa: SLF001


def _rows(model: type[models.Model], alias: str) -> Iterator[tuple[Any, ...]]:
    rows = model._base_manager.using(alias).order_by(*_order(model)).values_list(*_names(model))  # noqa: SLF001
    return iter(rows.iterator(chunk_size=CHUNK))


def _order(model: type[models.Model]) -> tuple[str, ...]:
    return ("entry_id", "line") if model is Line else ("pk",)


def _copy_table(model: type[models.Model], target: str) -> tuple[int, str]:
    digest = hashlib.sha256()
    count = 0
    chunk: list[tuple[Any, ...]] = []
    for row in _rows(model, SOURCE):
        digest.update(_told(row))
        chunk.append(row)
        count += 1
        if len(chunk) >= CHUNK:
            _insert(model, chunk, target)
            chunk = []
    _insert(model, chunk, target)
    return count, digest.hexdigest()


def _told(row: tuple[Any, ...]) -> bytes:
    """Return a row as bytes that are the same whichever engine it was read from.

    One engine hands bytes out as a view and keeps the members of JSON in an order of its own.
    """
    return repr([_plain(value) for value in row]).encode()


def _plain(value: Any) -> Any:  # noqa: ANN401  whatever a column holds
    if isinstance(value, memoryview):
        return bytes(value)
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False, sort_keys=True)
    return value


def _insert(model: type[models.Model], rows: Iterable[tuple[Any, ...]], target: str) -> None:
    connection = connections[target]
    fields = model._meta.concrete_fields  # noqa: SLF001
    prepared = [
        tuple(_prepared(field, value, connection) for field, value in zip(fields, row, strict=True))
        for row in rows
    ]
    if not prepared:
        return
    quote = connection.ops.quote_name
    columns = ", ".join(quote(str(field.column)) for field in fields)
    table = quote(_table(model))
    if connection.vendor == "postgresql":
        with (
            connection.cursor() as cursor,
            cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy,
        ):
            for row in prepared:
                copy.write_row(row)
        return
    marks = ", ".join(["%s"] * len(fields))
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", prepared)  # noqa: S608  names of ours


def _prepared(field: models.Field[Any, Any], value: Any, connection: BaseDatabaseWrapper) -> Any:  # noqa: ANN401
    """Return a value as the target stores it; moments on SQLite in the book's canonical form."""
    if isinstance(value, dt.datetime) and connection.vendor == "sqlite":
        return stamp(value)
    return field.get_db_prep_save(value, connection=connection)


def _digest_of(model: type[models.Model], alias: str) -> tuple[int, str]:
    digest = hashlib.sha256()
    count = 0
    for row in _rows(model, alias):
        digest.update(_told(row))
        count += 1
    return count, digest.hexdigest()


def _refuse_difference(
    model: type[models.Model], here: tuple[int, str], there: tuple[int, str]
) -> None:
    if here != there:
        raise refuse(
            "COPY_DIFFERS",
            found=f"{there[0]} rows with digest {there[1][:12]} in {_table(model)}",
            expected=f"{here[0]} rows with digest {here[1][:12]}",
            hint="Nothing was changed here; try another database.",
        )


def _reset_sequences(target: str) -> None:
    connection = connections[target]
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), _tables()):
            cursor.execute(statement)
