"""An index of carve-outs by what they rest on: taking an entry back asks for them."""

from __future__ import annotations

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    """Adds the index; lines that rest on nothing, nearly all, are not in it."""

    dependencies = [("books", "0002_append_only")]

    operations = [
        migrations.AddIndex(
            "line",
            models.Index(fields=["carves"], condition=Q(carves__isnull=False), name="line_carves"),
        )
    ]
