from django.db import migrations

SQLITE = """
CREATE TRIGGER core_journalentry_no_{verb} BEFORE {VERB} ON core_journalentry
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END
"""
POSTGRES = """
CREATE FUNCTION core_journal_is_append_only() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'the journal is append-only'; END $$;
CREATE TRIGGER core_journalentry_append_only BEFORE UPDATE OR DELETE ON core_journalentry
FOR EACH ROW EXECUTE FUNCTION core_journal_is_append_only();
"""
POSTGRES_BACK = """
DROP TRIGGER core_journalentry_append_only ON core_journalentry;
DROP FUNCTION core_journal_is_append_only();
"""


def forwards(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(POSTGRES)
    else:
        for verb in ("update", "delete"):
            schema_editor.execute(SQLITE.format(verb=verb, VERB=verb.upper()))


def backwards(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(POSTGRES_BACK)
    else:
        for verb in ("update", "delete"):
            schema_editor.execute(f"DROP TRIGGER core_journalentry_no_{verb}")


class Migration(migrations.Migration):
    dependencies = [("core", "0001_journal_and_outbox")]
    operations = [migrations.RunPython(forwards, backwards, elidable=False)]
