"""Steps of migrations that only tell the database something make no models, and ask for none."""

from __future__ import annotations

import inspect

import pytest
from django.db import connection
from django.db.migrations import RunPython
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState

from jiedui.access.telling import TellDatabase


@pytest.mark.usefixtures("sqlite_office")
def test_such_a_step_finds_no_model() -> None:
    step = TellDatabase(lambda apps, _: apps.get_model("books", "Entry"))
    with connection.schema_editor() as editor, pytest.raises(LookupError):
        step.database_forwards("books", editor, ProjectState(), ProjectState())


def test_every_other_step_asks_for_models() -> None:
    """Models as they were then cost as much as all else that a migration does."""
    steps = [
        step
        for migration in MigrationLoader(None).disk_migrations.values()
        for step in migration.operations
        if isinstance(step, RunPython) and type(migration).__module__.startswith("jiedui.")
    ]
    tell = [step for step in steps if isinstance(step, TellDatabase)]
    assert len(tell) > 10
    others = [step for step in steps if step not in tell]
    assert [step for step in others if "get_model" not in inspect.getsource(step.code)] == []
