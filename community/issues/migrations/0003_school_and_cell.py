import django.db.models.deletion
from django.db import migrations, models

BATCH = 20_000
WEST, SOUTH, WIDTH, SIDE = 135.31, 34.53, 360 / 2**16, 64
HEIGHT = WIDTH * 421 / 512


def _bits(number, shift):
    """SQL: the six bits of a number with a gap between them."""
    return " | ".join(f"(({number} & {1 << bit}) << {bit + shift})" for bit in range(6))


def fill_cells(apps, schema_editor):
    """The grid's cell of every shown place, a stretch of keys at a time, computed by the database."""
    issues = apps.get_model("issues", "Issue").objects
    last = issues.aggregate(last=models.Max("pk"))["last"] or 0
    whole = "CAST(floor({}) AS integer)" if schema_editor.connection.vendor == "postgresql" else "CAST({} AS integer)"
    column = whole.format(f"(shown_lng - {WEST!r}) / {WIDTH!r}")
    row = whole.format(f"(shown_lat - {SOUTH!r}) / {HEIGHT!r}")
    for first in range(1, last + 1, BATCH):
        with schema_editor.connection.cursor() as cursor:
            cursor.execute(
                f"UPDATE issues_issue SET cell = {_bits(column, 0)} | {_bits(row, 1)} WHERE id BETWEEN %s AND %s "
                "AND shown_lng >= %s AND shown_lng < %s AND shown_lat >= %s AND shown_lat < %s",
                [first, first + BATCH - 1, WEST, WEST + SIDE * WIDTH, SOUTH, SOUTH + SIDE * HEIGHT],
            )


def drop_triggers(apps, schema_editor):
    """They read and write what goes next; receivers.keep_tally makes them after every `migrate` that leaves the tally."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP TRIGGER IF EXISTS issue_tally ON issues_issue")
        return
    for name in ("insert", "update", "delete"):
        schema_editor.execute(f"DROP TRIGGER IF EXISTS issue_tally_{name}")


class Migration(migrations.Migration):
    atomic = False  # so that no batch waits for, or holds up, the others

    dependencies = [("issues", "0002_number_sequence"), ("areas", "0003_school_districts")]

    operations = [
        migrations.AddField("issue", "cell", models.IntegerField(blank=True, editable=False, null=True)),
        migrations.AddField(
            "issue",
            "school",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="areas.schooldistrict",
                verbose_name="校区",
            ),
        ),
        migrations.RunPython(fill_cells, migrations.RunPython.noop),
        migrations.AddIndex(
            "issue",
            models.Index(fields=["visibility", "merged_into", "-posted_at", "-number"], name="issue_posted"),
        ),
        migrations.AddIndex(
            "issue",
            models.Index(
                fields=[
                    "visibility", "merged_into", "cell", "shown_lat", "shown_lng", "number", "ward", "category", "kind",
                    "status", "board", "school", "posted_at",
                ],
                name="issue_cell",
            ),
        ),
        migrations.CreateModel(
            name="Tally",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("cell", models.IntegerField()),
                ("ward", models.CharField(max_length=5)),
                ("category", models.CharField(max_length=20)),
                ("kind", models.CharField(max_length=7)),
                ("status", models.CharField(max_length=22)),
                ("board", models.BigIntegerField()),
                ("school", models.CharField(max_length=20)),
                ("n", models.IntegerField()),
                ("lat", models.BigIntegerField()),
                ("lng", models.BigIntegerField()),
                ("numbers", models.BigIntegerField()),
                ("fresh", models.BooleanField(default=True)),
            ],
        ),
        migrations.AddIndex(
            "tally",
            models.Index(
                fields=[
                    "cell", "ward", "category", "kind", "status", "board", "school", "n", "lat", "lng", "numbers",
                ],
                name="tally_cell",
            ),
        ),
        migrations.AddIndex(
            "tally",
            models.Index(condition=models.Q(("fresh", True)), fields=["cell", "ward"], name="tally_fresh"),
        ),
        migrations.RunPython(migrations.RunPython.noop, drop_triggers),
        # What already stands on the board is counted by receivers.keep_tally, after the last migration.
    ]
