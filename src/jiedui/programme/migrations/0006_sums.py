"""Let the sums of projects and of their lines be made along indexes that hold all they need."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Wider indexes of projects, lines and idle lots."""

    dependencies = [("programme", "0005_line_county")]

    operations = [
        migrations.RemoveIndex(model_name="idlelot", name="idle_lot_since"),
        migrations.AddIndex(
            model_name="idlelot",
            index=models.Index(fields=["since", "project", "amount_fen"], name="idle_lot_age"),
        ),
        migrations.AddIndex(
            model_name="idlelot",
            index=models.Index(fields=["source", "since"], name="idle_lot_source"),
        ),
        migrations.AddIndex(
            model_name="projectline",
            index=models.Index(
                fields=["county", "source", "account", "project", "amount"],
                name="project_line_sums",
            ),
        ),
        migrations.AddIndex(
            model_name="project",
            index=models.Index(
                fields=[
                    "county",
                    "year",
                    "category",
                    "state",
                    "planned_fen",
                    "contributed_fen",
                    "allotted_fen",
                    "disbursed_fen",
                    "spent_fen",
                    "returned_fen",
                    "own_fen",
                    "idle_fen",
                    "idle_since",
                ],
                name="project_sums",
            ),
        ),
    ]
