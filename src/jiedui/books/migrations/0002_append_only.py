"""The book keeps itself: what the database refuses, on both engines."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from jiedui.access.telling import TellDatabase
from jiedui.books.migrations import _postgresql, _sqlite


def keep(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Cluster the lines on SQLite, then set the triggers."""
    if schema_editor.connection.vendor == "sqlite":
        with schema_editor.connection.cursor() as cursor:
            cursor.execute("SELECT sql FROM sqlite_master WHERE type = 'table' AND name = 'books_line'")
            create_sql = cursor.fetchone()[0]
        schema_editor.execute("DROP TABLE books_line")
        schema_editor.execute(_sqlite.clustered(create_sql), params=None)
    statements = {"sqlite": _sqlite.UP, "postgresql": _postgresql.UP}[schema_editor.connection.vendor]
    for statement in statements:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("books", "0001_initial")]

    operations = [TellDatabase(keep)]
