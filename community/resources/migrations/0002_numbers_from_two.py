from django.db import migrations


def forwards(apps, schema_editor):
    """Numbers begin at 2: number 1 is kept for the offer of the accounts that tests log in with."""
    table = apps.get_model("resources", "Resource")._meta.db_table
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"ALTER TABLE {table} ALTER COLUMN id RESTART WITH 2")
    else:
        schema_editor.execute(f"INSERT INTO sqlite_sequence (name, seq) VALUES ('{table}', 1)")


class Migration(migrations.Migration):
    dependencies = [("resources", "0001_resources")]
    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
