"""Corrections are let into a closed period, in books whose triggers were made before."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from jiedui.access.telling import TellDatabase
from jiedui.books.migrations import _postgresql, _sqlite


def renew(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Set the trigger that checks an entry again."""
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TRIGGER books_entry_insert")
    entry = {"sqlite": _sqlite.ENTRY, "postgresql": _postgresql.ENTRY}[schema_editor.connection.vendor]
    schema_editor.execute(entry, params=None)


class Migration(migrations.Migration):
    dependencies = [("books", "0003_carves")]

    operations = [TellDatabase(renew)]
