"""The log of what was done is never changed or shortened, on both engines."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from jiedui.access.telling import TellDatabase

SQLITE = [
    f"""CREATE TRIGGER access_actionlog_no_{verb.lower()} BEFORE {verb} ON access_actionlog BEGIN
    SELECT RAISE(ABORT, 'JIEDUI append-only: {verb} on access_actionlog');
    END"""
    for verb in ("UPDATE", "DELETE")
]
POSTGRESQL = [
    """CREATE FUNCTION access_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'JIEDUI append-only: % on %', TG_OP, TG_TABLE_NAME
      USING ERRCODE = 'integrity_constraint_violation'; END $$""",
    """CREATE TRIGGER access_actionlog_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON access_actionlog
    FOR EACH STATEMENT EXECUTE FUNCTION access_append_only()""",
]


def keep(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Set the triggers."""
    for statement in {"sqlite": SQLITE, "postgresql": POSTGRESQL}[schema_editor.connection.vendor]:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("access", "0001_initial")]

    operations = [TellDatabase(keep)]
