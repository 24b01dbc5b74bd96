"""What was decided is never changed or removed, on both engines."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from jiedui.access.telling import TellDatabase

TABLES = ("programme_passed", "programme_version", "programme_moneyact")

SQLITE = [
    statement
    for table in TABLES
    for statement in (
        f"""CREATE TRIGGER {table}_kept BEFORE DELETE ON {table} BEGIN
        SELECT RAISE(ABORT, 'JIEDUI append-only: DELETE on {table}');
        END""",
        f"""CREATE TRIGGER {table}_decided BEFORE UPDATE ON {table}
        WHEN OLD.is_approved IS NOT NULL BEGIN
        SELECT RAISE(ABORT, 'JIEDUI append-only: UPDATE on {table}');
        END""",
    )
]
POSTGRESQL = [
    """CREATE FUNCTION programme_kept() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF TG_OP = 'UPDATE' AND OLD.is_approved IS NULL THEN RETURN NEW; END IF;
      RAISE EXCEPTION 'JIEDUI append-only: % on %', TG_OP, TG_TABLE_NAME
      USING ERRCODE = 'integrity_constraint_violation';
    END $$""",
    *(
        f"""CREATE TRIGGER {table}_kept BEFORE UPDATE OR DELETE ON {table}
        FOR EACH ROW EXECUTE FUNCTION programme_kept()"""
        for table in TABLES
    ),
]


def keep(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Set the triggers."""
    for statement in {"sqlite": SQLITE, "postgresql": POSTGRESQL}[schema_editor.connection.vendor]:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("programme", "0001_initial")]

    operations = [TellDatabase(keep)]
