"""What is published is fixed: the database refuses changes and deletions, on both engines."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from jiedui.access.telling import TellDatabase

TABLES = ("publish_publication", "publish_publishedfigure", "publish_publicationact")


def freeze(apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Set the triggers of this engine."""
    for statement in _STATEMENTS[schema_editor.connection.vendor]:
        schema_editor.execute(statement, params=None)


_STATEMENTS = {
    "sqlite": [
        f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} BEGIN "
        f"SELECT RAISE(ABORT, 'JIEDUI frozen: {verb} on {table}'); END"
        for table in TABLES
        for verb in ("UPDATE", "DELETE")
    ],
    "postgresql": [
        """CREATE FUNCTION publish_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION 'JIEDUI frozen: % on %', TG_OP, TG_TABLE_NAME
          USING ERRCODE = 'integrity_constraint_violation'; END $$""",
        *(
            f"CREATE TRIGGER {table}_frozen BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION publish_frozen()"
            for table in TABLES
        ),
    ],
}


class Migration(migrations.Migration):
    dependencies = [("publish", "0001_initial")]

    operations = [TellDatabase(freeze)]
