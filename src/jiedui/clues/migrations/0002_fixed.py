"""Steps, looks and evidence are never changed or deleted: both engines refuse it themselves."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from jiedui.access.telling import TellDatabase

TABLES = ("clues_taken", "clues_seen", "clues_evidence", "clues_paper")


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
        "CREATE FUNCTION clues_recorded() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "RAISE EXCEPTION 'JIEDUI recorded: % on %', TG_OP, TG_TABLE_NAME "
        "USING ERRCODE = 'integrity_constraint_violation'; END $$",
        *(
            f"CREATE TRIGGER {table}_recorded BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION clues_recorded()"
            for table in TABLES
        ),
    ],
}


class Migration(migrations.Migration):
    dependencies = [("clues", "0001_initial")]

    operations = [TellDatabase(freeze)]
