"""The Word files of publications that an office's own template made; as fixed as the rest."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from jiedui.access.telling import TellDatabase

_TABLE = "publish_publicationpaper"
_STATEMENTS = {
    "sqlite": [
        f"CREATE TRIGGER {_TABLE}_no_{verb.lower()} BEFORE {verb} ON {_TABLE} BEGIN "
        f"SELECT RAISE(ABORT, 'JIEDUI frozen: {verb} on {_TABLE}'); END"
        for verb in ("UPDATE", "DELETE")
    ],
    "postgresql": [
        f"CREATE TRIGGER {_TABLE}_frozen BEFORE UPDATE OR DELETE OR TRUNCATE ON {_TABLE} "
        "FOR EACH STATEMENT EXECUTE FUNCTION publish_frozen()",
    ],
}


def freeze(apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Set the triggers of this engine."""
    for statement in _STATEMENTS[schema_editor.connection.vendor]:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):

    dependencies = [
        ('publish', '0003_objections'),
    ]

    operations = [
        migrations.CreateModel(
            name='PublicationPaper',
            fields=[
                ('publication', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='paper', serialize=False, to='publish.publication')),
                ('template', models.CharField(max_length=64)),
                ('name', models.CharField(max_length=200)),
                ('subject_kind', models.CharField(blank=True, max_length=16)),
                ('subject', models.CharField(blank=True, max_length=300)),
                ('is_typed_allowed', models.BooleanField()),
                ('content', models.BinaryField()),
            ],
        ),
        TellDatabase(freeze),
    ]
