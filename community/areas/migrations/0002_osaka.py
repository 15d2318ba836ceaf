import csv
import json
from pathlib import Path

from django.db import migrations

DATA = Path(__file__).resolve().parent.parent / "data"
POINTS = ("lat", "lng", "office_lat", "office_lng")


def _rows(name):
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def forwards(apps, schema_editor):
    Ward, Town, River = (apps.get_model("areas", name) for name in ("Ward", "Town", "River"))
    shapes = json.loads((DATA / "shapes.json").read_text(encoding="utf-8"))
    Ward.objects.bulk_create(
        Ward(**row | {name: float(row[name]) for name in POINTS} | shapes["wards"][row["code"]])
        for row in _rows("wards.csv")
    )
    River.objects.bulk_create(River(**river) for river in shapes["rivers"])
    Town.objects.bulk_create(
        (
            Town(ward_id=row["ward"], name=row["name"], key=row["key"], lat=float(row["lat"]), lng=float(row["lng"]))
            for row in _rows("towns.csv")
        ),
        batch_size=500,
    )


def backwards(apps, schema_editor):
    for name in ("Town", "River", "Ward"):
        apps.get_model("areas", name).objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("areas", "0001_wards_and_towns")]
    operations = [migrations.RunPython(forwards, backwards)]
