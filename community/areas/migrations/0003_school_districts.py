import django.db.models.deletion
from django.db import migrations, models

# The table of 0001 had no code and nothing could fill it; districts are named by their code now.


class Migration(migrations.Migration):
    dependencies = [("areas", "0002_osaka")]

    operations = [
        migrations.DeleteModel(name="SchoolDistrict"),
        migrations.CreateModel(
            name="SchoolDistrict",
            fields=[
                ("code", models.CharField(max_length=20, primary_key=True, serialize=False, verbose_name="コード")),
                ("name", models.CharField(max_length=40, verbose_name="名前")),
                ("kana", models.CharField(blank=True, max_length=80, verbose_name="かな")),
                ("shape", models.JSONField(blank=True, default=list, verbose_name="正確な形")),
                ("outline", models.JSONField(blank=True, default=list, verbose_name="描くための形")),
                (
                    "ward",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="school_districts",
                        to="areas.ward",
                        verbose_name="区",
                    ),
                ),
            ],
            options={
                "verbose_name": "校区",
                "verbose_name_plural": "校区",
                "ordering": ("ward", "kana", "code"),
                "constraints": [
                    models.UniqueConstraint(fields=("ward", "name"), name="one_district_of_a_name_in_a_ward")
                ],
            },
        ),
    ]
