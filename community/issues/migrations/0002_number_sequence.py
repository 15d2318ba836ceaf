from django.db import migrations


def forwards(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("CREATE SEQUENCE issues_number OWNED BY issues_issue.number")


def backwards(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP SEQUENCE issues_number")


class Migration(migrations.Migration):
    dependencies = [("issues", "0001_issues")]
    operations = [migrations.RunPython(forwards, backwards)]
