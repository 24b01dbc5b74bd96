"""A step that was taken, and what a household got, are fixed like events, on both engines."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from jiedui.access.telling import TellDatabase

TABLES = ("registry_casestep", "registry_measure")


def freeze(apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Set the triggers of this engine."""
    for statement in _STATEMENTS[schema_editor.connection.vendor]:
        schema_editor.execute(statement, params=None)


_STATEMENTS = {
    "sqlite": [
        f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} BEGIN "
        f"SELECT RAISE(ABORT, 'JIEDUI recorded: {verb} on {table}'); END"
        for table in TABLES
        for verb in ("UPDATE", "DELETE")
    ],
    "postgresql": [
        f"CREATE TRIGGER {table}_recorded BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION registry_recorded()"
        for table in TABLES
    ],
}


class Migration(migrations.Migration):
    dependencies = [("registry", "0003_cases_and_measures")]

    operations = [TellDatabase(freeze)]
