"""What is recorded is fixed: the database refuses changes and deletions, on both engines."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from jiedui.access.telling import TellDatabase

TABLES = ("registry_event", "registry_eventperson", "registry_look", "registry_export")


def freeze(apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Set the triggers of this engine, and the row that writers of the register hold."""
    for statement in _STATEMENTS[schema_editor.connection.vendor]:
        schema_editor.execute(statement, params=None)
    schema_editor.execute("INSERT INTO registry_counter (name, value) VALUES ('register', 0)")


_STATEMENTS = {
    "sqlite": [
        f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} BEGIN "
        f"SELECT RAISE(ABORT, 'JIEDUI recorded: {verb} on {table}'); END"
        for table in TABLES
        for verb in ("UPDATE", "DELETE")
    ],
    "postgresql": [
        """CREATE FUNCTION registry_recorded() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION 'JIEDUI recorded: % on %', TG_OP, TG_TABLE_NAME
          USING ERRCODE = 'integrity_constraint_violation'; END $$""",
        *(
            f"CREATE TRIGGER {table}_recorded BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION registry_recorded()"
            for table in TABLES
        ),
    ],
}


class Migration(migrations.Migration):
    dependencies = [("registry", "0001_initial")]

    operations = [TellDatabase(freeze)]
