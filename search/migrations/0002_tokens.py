from django.db import migrations

# Tokens hold letters and digits only; accents must count, so that every engine finds the same.
SQLITE = "CREATE VIRTUAL TABLE search_tokens USING fts5(text, tokenize = \"unicode61 remove_diacritics 0\")"
POSTGRES = """
ALTER TABLE search_entry ADD COLUMN tokens text[];
CREATE INDEX search_entry_tokens ON search_entry USING gin (tokens);
"""


def forwards(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(POSTGRES)
    else:
        schema_editor.execute(SQLITE)


def backwards(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("ALTER TABLE search_entry DROP COLUMN tokens")
    else:
        schema_editor.execute("DROP TABLE search_tokens")


class Migration(migrations.Migration):
    dependencies = [("search", "0001_entries_and_outbox")]
    operations = [migrations.RunPython(forwards, backwards)]
