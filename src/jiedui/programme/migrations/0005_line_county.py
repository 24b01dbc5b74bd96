"""Tell beside each copied line the county of its project; indexes follow in a step of their own."""

from typing import TYPE_CHECKING

from django.db import migrations, models
from django.db.models import OuterRef, Subquery

if TYPE_CHECKING:
    from django.apps.registry import Apps
    from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def tell_county(apps: "Apps", schema_editor: "BaseDatabaseSchemaEditor") -> None:
    """Give every copied line the county of its project."""
    alias = schema_editor.connection.alias
    project = apps.get_model("programme", "Project").objects.using(alias)
    lines = apps.get_model("programme", "ProjectLine").objects.using(alias)
    county = project.filter(pk=OuterRef("project_id")).values("county")[:1]
    lines.update(county=Subquery(county))


class Migration(migrations.Migration):
    """A county beside each line."""

    dependencies = [("programme", "0004_responsible")]

    operations = [
        migrations.AddField(
            model_name="projectline",
            name="county",
            field=models.CharField(default="", max_length=200),
            preserve_default=False,
        ),
        migrations.RunPython(tell_county, migrations.RunPython.noop),
    ]
