import json
from pathlib import Path

from django.db import migrations

FIRST = Path(__file__).resolve().parent.parent / "data" / "first.json"


def forwards(apps, schema_editor):
    Category, Department, Board = (apps.get_model("taxonomy", name) for name in ("Category", "Department", "Board"))
    first = json.loads(FIRST.read_text(encoding="utf-8"))
    Department.objects.bulk_create(Department(**row) for row in first["departments"])
    Category.objects.bulk_create(
        Category(department_id=row.pop("department"), **row) for row in first["categories"]
    )
    Board.objects.create(slug="main", name="大阪の課題ボード", name_en="Osaka issue board")


def backwards(apps, schema_editor):
    for name in ("Board", "Category", "Department"):
        apps.get_model("taxonomy", name).objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("taxonomy", "0001_categories_and_boards")]
    operations = [migrations.RunPython(forwards, backwards)]
