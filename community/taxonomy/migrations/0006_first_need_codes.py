import json
from pathlib import Path

from django.db import migrations

FIRST = Path(__file__).resolve().parent.parent / "data" / "need_codes.json"


def forwards(apps, schema_editor):
    NeedCode = apps.get_model("taxonomy", "NeedCode")
    rows = json.loads(FIRST.read_text(encoding="utf-8"))
    for wanted in (True, False):  # groups first: the others point to them
        some = [row for row in rows if (row["group"] is None) is wanted]
        NeedCode.objects.bulk_create(
            NeedCode(**{name: value for name, value in row.items() if name != "group"}, group_id=row["group"])
            for row in some
        )


def backwards(apps, schema_editor):
    NeedCode = apps.get_model("taxonomy", "NeedCode")
    NeedCode.objects.exclude(group=None).delete()
    NeedCode.objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("taxonomy", "0005_need_codes")]
    operations = [migrations.RunPython(forwards, backwards)]
