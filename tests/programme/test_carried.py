"""A row of every table of the working records goes with a move to the other engine, and back."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest
from django.apps import apps
from django.db import connection, models

from jiedui.books.archive import move_database
from jiedui.books.verify import verify_book
from tests.conftest import Office
from tests.programme import world

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.postgres import Cluster

APPS = ("programme", "cooperation", "attention", "giving")
FITTING: dict[str, dict[str, object]] = {
    "cooperation.Attachment": {"visit": 1},
    "cooperation.Proposal": {"state": "open", "decided_by": "", "decided_at": None},
    "giving.Wish": {"held": 0, "quantity": 1, "reviewed_by": "other"},
    "giving.Donor": {"kind": "unit"},
    "giving.Campaign": {"kind": "needs", "state": "draft"},
}
"""What a table's own conditions ask of a row."""


def tables() -> list[type[models.Model]]:
    """The tables of the working records, those that others point to first."""
    found = [model for name in APPS for model in apps.get_app_config(name).get_models()]
    done: list[type[models.Model]] = []
    while found:
        ready = [
            model
            for model in found
            if all(
                field.related_model in (*done, model) or field.related_model not in found
                for field in model._meta.concrete_fields
                if field.is_relation
            )
        ]
        assert ready, found
        done += ready
        found = [model for model in found if model not in ready]
    return done


def value_of(field: models.Field[Any, Any], model: type[models.Model]) -> object:
    """A value a field may hold; a second row where a row may not point to itself."""
    if field.is_relation:
        if field.null:
            return None
        related = field.related_model
        assert isinstance(related, type)
        rows = list(related._base_manager.values_list("pk", flat=True).order_by("pk"))
        return rows[-1] if field.name == "absorbed" else rows[0]
    plain: dict[type[models.Field[Any, Any]], object] = {
        models.BooleanField: True,
        models.DateTimeField: world.NOW,
        models.DateField: dt.date(2018, 1, 1),
        models.BinaryField: b"\x00\x01",
    }
    for kind, value in plain.items():
        if isinstance(field, kind):
            return value
    if isinstance(field, models.IntegerField | models.BigIntegerField | models.SmallIntegerField):
        return field.get_default() if field.has_default() else 1
    count = model._base_manager.count()
    return f"甲{count}"[: field.max_length or 20]


def fill(model: type[models.Model]) -> None:
    told = FITTING.get(model._meta.label, {})
    values = {
        field.attname: told.get(field.name, value_of(field, model))
        for field in model._meta.concrete_fields
        if not field.primary_key
    }
    model._base_manager.bulk_create([model(**values)])


def rows() -> dict[str, list[dict[str, Any]]]:
    return {
        model._meta.label: [
            {name: bytes(one) if isinstance(one, memoryview) else one for name, one in row.items()}
            for row in model._base_manager.order_by("pk").values()
        ]
        for model in tables()
    }


@pytest.mark.postgres
def test_every_table_moves_there_and_back(
    sqlite_office: Office, cluster: Cluster, opened: Callable[[Office], None]
) -> None:
    assert sqlite_office.vendor == "sqlite"
    world.people()
    for model in tables():
        for _ in range(2 if model._meta.label == "giving.Donor" else 1):
            fill(model)
    before = rows()
    assert all(before.values()), [name for name, found in before.items() if not found]
    url = cluster.create("jiedui_work_moved")
    move_database(url)
    opened(Office(sqlite_office.data_dir, url))
    assert connection.vendor == "postgresql"
    assert rows() == before
    move_database("sqlite")
    opened(Office(sqlite_office.data_dir, ""))
    assert rows() == before
    assert verify_book().ok
