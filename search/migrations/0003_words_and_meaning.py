"""Words beside pairs of letters, facts that narrow, vectors; the index itself is made anew by `search_rebuild`."""

from django.db import migrations, models

NEW = {
    "words": models.TextField(blank=True, default=""),
    "pairs": models.TextField(blank=True, default=""),
    "status": models.CharField(blank=True, default="", max_length=30),
    "lang": models.CharField(blank=True, default="", max_length=5),
    "public": models.BooleanField(default=True),
    "digest": models.CharField(blank=True, default="", max_length=32),
}

# The ascii tokenizer takes every letter beyond ASCII as it is: the words were made by us already.
SQLITE = (
    "CREATE VIRTUAL TABLE search_index USING fts5(words, pairs, content='search_entry', content_rowid='id',"
    " tokenize=\"ascii tokenchars '#@~^!=_:-.'\")",
    "CREATE VIRTUAL TABLE search_vocabulary USING fts5vocab(search_index, col)",
    "CREATE TRIGGER search_entry_new AFTER INSERT ON search_entry BEGIN"
    " INSERT INTO search_index (rowid, words, pairs) VALUES (new.id, new.words, new.pairs); END",
    "CREATE TRIGGER search_entry_gone AFTER DELETE ON search_entry BEGIN"
    " INSERT INTO search_index (search_index, rowid, words, pairs)"
    " VALUES ('delete', old.id, old.words, old.pairs); END",
    "CREATE TRIGGER search_entry_changed AFTER UPDATE ON search_entry BEGIN"
    " INSERT INTO search_index (search_index, rowid, words, pairs)"
    " VALUES ('delete', old.id, old.words, old.pairs);"
    " INSERT INTO search_index (rowid, words, pairs) VALUES (new.id, new.words, new.pairs); END",
)
SQLITE_BACK = ("DROP TABLE search_vocabulary", "DROP TABLE search_index")
SQLITE_OLD = 'CREATE VIRTUAL TABLE search_tokens USING fts5(text, tokenize = "unicode61 remove_diacritics 0")'
TRIGGERS = ("search_entry_new", "search_entry_gone", "search_entry_changed")

POSTGRES = (
    "ALTER TABLE search_entry ADD COLUMN word_list text[] GENERATED ALWAYS AS (string_to_array(words, ' ')) STORED",
    "ALTER TABLE search_entry ADD COLUMN pair_list text[] GENERATED ALWAYS AS (string_to_array(pairs, ' ')) STORED",
    "CREATE INDEX search_entry_words ON search_entry USING gin (word_list)",
    "CREATE INDEX search_entry_pairs ON search_entry USING gin (pair_list)",
    "CREATE TABLE search_frequency (term text PRIMARY KEY, entries integer NOT NULL)",
)
POSTGRES_BACK = (
    "DROP TABLE search_frequency",
    "ALTER TABLE search_entry DROP COLUMN pair_list",
    "ALTER TABLE search_entry DROP COLUMN word_list",
)
POSTGRES_OLD = (
    "ALTER TABLE search_entry ADD COLUMN tokens text[]",
    "CREATE INDEX search_entry_tokens ON search_entry USING gin (tokens)",
)


def drop_old(apps, schema_editor):
    apps.get_model("search", "Entry").objects.all().delete()
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("ALTER TABLE search_entry DROP COLUMN tokens")
    else:
        schema_editor.execute("DROP TABLE search_tokens")


def bring_old(apps, schema_editor):
    apps.get_model("search", "Entry").objects.all().delete()
    _run(schema_editor, POSTGRES_OLD, (SQLITE_OLD,))


def make(apps, schema_editor):
    _run(schema_editor, POSTGRES, SQLITE)


def drop(apps, schema_editor):
    for name in () if schema_editor.connection.vendor == "postgresql" else TRIGGERS:
        schema_editor.execute(f"DROP TRIGGER {name}")
    _run(schema_editor, POSTGRES_BACK, SQLITE_BACK)


def _run(schema_editor, postgres, sqlite):
    for sql in postgres if schema_editor.connection.vendor == "postgresql" else sqlite:
        schema_editor.execute(sql)


class Migration(migrations.Migration):
    dependencies = [("search", "0002_tokens")]
    operations = [
        migrations.RunPython(drop_old, bring_old),
        migrations.RemoveField("entry", "text"),
        *(migrations.AddField("entry", name, field, preserve_default=name == "public") for name, field in NEW.items()),
        migrations.CreateModel(
            name="Vector",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("digest", models.CharField(max_length=32)),
                ("model", models.CharField(max_length=60)),
                ("data", models.BinaryField()),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("digest", "model"), name="one_vector_of_a_text")],
            },
        ),
        migrations.CreateModel(
            name="IndexState",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("engine", models.CharField(max_length=20, unique=True)),
                ("fingerprint", models.CharField(max_length=40)),
                ("built_at", models.DateTimeField()),
            ],
        ),
        migrations.RunPython(make, drop),
    ]
