"""Blank forms that were taken in."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("forms", "0002_frozen")]

    operations = [
        migrations.CreateModel(
            name="BlankForm",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("name", models.CharField(max_length=200)),
                ("received_by", models.CharField(max_length=64)),
                ("received_at", models.DateTimeField()),
            ],
        ),
    ]
