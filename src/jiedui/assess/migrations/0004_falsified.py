"""A verifier may find an item falsified; SQLite makes the table anew, so its triggers are set again."""

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from jiedui.access.telling import TellDatabase

TABLE = "assess_verification"


def freeze(apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Set the triggers that SQLite has dropped with the old table."""
    if schema_editor.connection.vendor != "sqlite":
        return
    for verb in ("UPDATE", "DELETE"):
        name = f"{TABLE}_no_{verb.lower()}"
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {name}", params=None)
        schema_editor.execute(
            f"CREATE TRIGGER {name} BEFORE {verb} ON {TABLE} BEGIN "
            f"SELECT RAISE(ABORT, 'JIEDUI stands: {verb} on {TABLE}'); END",
            params=None,
        )


class Migration(migrations.Migration):
    dependencies = [("assess", "0003_duties")]

    operations = [
        migrations.AddField(
            model_name="verification",
            name="is_falsified",
            field=models.BooleanField(default=False),
        ),
        TellDatabase(freeze),
    ]
