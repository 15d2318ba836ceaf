from django.db import migrations


def forwards(apps, schema_editor):
    """SQLite keeps one line a table for its next number; the table had one already when 0002 wrote another."""
    if schema_editor.connection.vendor != "sqlite":
        return
    table = apps.get_model("resources", "Resource")._meta.db_table
    schema_editor.execute(f"DELETE FROM sqlite_sequence WHERE name = '{table}'")
    schema_editor.execute(
        f"INSERT INTO sqlite_sequence (name, seq) SELECT '{table}', max(1, coalesce(max(id), 1)) FROM {table}"
    )


class Migration(migrations.Migration):
    dependencies = [("resources", "0002_numbers_from_two")]
    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
