"""A step of a migration that only tells the database something, such as what it must refuse."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import router
from django.db.migrations.operations import RunPython
from django.db.migrations.state import StateApps

if TYPE_CHECKING:
    from django.db.backends.base.schema import BaseDatabaseSchemaEditor
    from django.db.migrations.state import ProjectState


class TellDatabase(RunPython):
    """Code that uses the connection and no model.

    For each `RunPython` Django makes all models anew as they were then; with a step for every app
    that took half the time in which a book is begun. The code gets a registry without models, so
    that it fails if it asks for one.
    """

    def database_forwards(  # noqa: PLR0917  As Django calls every step.
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Run the code on the connection."""
        del from_state, to_state
        if router.allow_migrate(schema_editor.connection.alias, app_label, **self.hints):
            self.code(StateApps([], {}), schema_editor)
