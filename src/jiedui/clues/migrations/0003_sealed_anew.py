"""What is recorded stays fixed, but may be sealed anew with other keys."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from jiedui.access.telling import TellDatabase

FIXED = {
    "clues_taken": "id, clue_id, round, step, code, explanation, signer, at, day, due_on, token",
    "clues_evidence": "id, clue_id, run_id, token, mark",
    "clues_paper": "id, clue_id, round, upload, sha256, size, token, added_by, added_at",
}
"""Columns that nobody changes, by table; `sealed` alone is not among them."""


def thaw(apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Set the triggers of this engine."""
    for statement in _STATEMENTS[schema_editor.connection.vendor]:
        schema_editor.execute(statement, params=None)


_STATEMENTS = {
    "sqlite": [
        statement
        for table, columns in FIXED.items()
        for statement in (
            f"DROP TRIGGER {table}_no_update",
            f"CREATE TRIGGER {table}_no_update BEFORE UPDATE OF {columns} ON {table} BEGIN "
            f"SELECT RAISE(ABORT, 'JIEDUI recorded: UPDATE on {table}'); END",
        )
    ],
    "postgresql": [
        statement
        for table, columns in FIXED.items()
        for statement in (
            f"DROP TRIGGER {table}_recorded ON {table}",
            f"CREATE TRIGGER {table}_recorded BEFORE DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION clues_recorded()",
            f"CREATE TRIGGER {table}_fixed BEFORE UPDATE OF {columns} ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION clues_recorded()",
        )
    ],
}


class Migration(migrations.Migration):
    dependencies = [("clues", "0002_fixed")]

    operations = [TellDatabase(thaw)]
