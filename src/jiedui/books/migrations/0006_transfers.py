"""On SQLite, a view that takes a plain transfer in one statement: the entry and its two lines."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from jiedui.access.telling import TellDatabase
from jiedui.books.migrations import _sqlite


def offer(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Make the view; PostgreSQL copies whole tables in and needs none."""
    if schema_editor.connection.vendor == "sqlite":
        for statement in _sqlite.TRANSFER:
            schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("books", "0005_corrections_together")]

    operations = [TellDatabase(offer)]
