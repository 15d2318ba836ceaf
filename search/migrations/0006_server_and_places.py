"""What the search server still has to hear of, its generations; and places, so that the engines narrow by them."""

from django.db import migrations, models

import search.clock

# A tree of places rounds outwards: whoever asks it looks at the exact place once more.
SQLITE = (
    "CREATE VIRTUAL TABLE search_place USING rtree(id, south, north, west, east)",
    "INSERT INTO search_place SELECT id, lat, lat, lng, lng FROM search_entry WHERE lat IS NOT NULL AND lng IS NOT NULL",
    "CREATE TRIGGER search_place_new AFTER INSERT ON search_entry WHEN new.lat IS NOT NULL AND new.lng IS NOT NULL BEGIN"
    " INSERT INTO search_place VALUES (new.id, new.lat, new.lat, new.lng, new.lng); END",
    "CREATE TRIGGER search_place_gone AFTER DELETE ON search_entry BEGIN"
    " DELETE FROM search_place WHERE id = old.id; END",
    "CREATE TRIGGER search_place_changed AFTER UPDATE OF lat, lng ON search_entry"
    " WHEN new.lat IS NOT old.lat OR new.lng IS NOT old.lng BEGIN"
    " DELETE FROM search_place WHERE id = old.id;"
    " INSERT INTO search_place SELECT new.id, new.lat, new.lat, new.lng, new.lng"
    " WHERE new.lat IS NOT NULL AND new.lng IS NOT NULL; END",
)
SQLITE_BACK = (
    "DROP TRIGGER search_place_new",
    "DROP TRIGGER search_place_gone",
    "DROP TRIGGER search_place_changed",
    "DROP TABLE search_place",
)
POSTGRES = ("CREATE INDEX search_entry_place ON search_entry USING gist (point(lng, lat))",)
POSTGRES_BACK = ("DROP INDEX search_entry_place",)


def make(apps, schema_editor):
    _run(schema_editor, POSTGRES, SQLITE)


def drop(apps, schema_editor):
    _run(schema_editor, POSTGRES_BACK, SQLITE_BACK)


def _run(schema_editor, postgres, sqlite):
    for sql in postgres if schema_editor.connection.vendor == "postgresql" else sqlite:
        schema_editor.execute(sql)


class Migration(migrations.Migration):
    dependencies = [("search", "0005_unanswered")]
    operations = [
        migrations.CreateModel(
            name="ServerItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=20)),
                ("key", models.CharField(max_length=40)),
                ("due_at", models.DateTimeField(default=search.clock.now)),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("noted_at", models.DateTimeField(db_index=True, default=search.clock.now)),
            ],
            options={"abstract": False},
        ),
        migrations.CreateModel(
            name="Generation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=80, unique=True)),
                (
                    "state",
                    models.CharField(
                        choices=[("filling", "Filling"), ("live", "Live"), ("old", "Old")],
                        default="filling",
                        max_length=10,
                    ),
                ),
                ("mapping", models.PositiveIntegerField()),
                ("model", models.CharField(max_length=60)),
                ("filled_to", models.BigIntegerField(default=0)),
                ("version", models.BigIntegerField(default=0)),
                ("changed_at", models.DateTimeField(default=search.clock.now)),
            ],
        ),
        migrations.AddIndex("entry", models.Index(fields=["digest"], name="search_entry_digest")),
        migrations.RunPython(make, drop),
    ]
