import json
from pathlib import Path

import django.db.models.deletion
from django.db import migrations, models

FIRST = Path(__file__).resolve().parent.parent / "data" / "authorities.json"


def plant(apps, schema_editor):
    Authority, ReplyTemplate = (apps.get_model("taxonomy", name) for name in ("Authority", "ReplyTemplate"))
    known = set(apps.get_model("taxonomy", "Category").objects.values_list("pk", flat=True))
    first = json.loads(FIRST.read_text(encoding="utf-8"))
    for row in first["authorities"]:
        categories = row.pop("categories")
        Authority.objects.create(**row).categories.set(known.intersection(categories))
    for row in first["templates"]:
        category = row.pop("category")
        ReplyTemplate.objects.create(category_id=category if category in known else None, **row)


class Migration(migrations.Migration):

    dependencies = [
        ('taxonomy', '0003_themes'),
    ]

    operations = [
        migrations.CreateModel(
            name='Authority',
            fields=[
                ('slug', models.SlugField(max_length=20, primary_key=True, serialize=False, verbose_name='記号')),
                ('name', models.CharField(max_length=60, unique=True, verbose_name='名前')),
                ('name_en', models.CharField(blank=True, max_length=100, verbose_name='名前（英語）')),
                ('answers_for', models.CharField(max_length=120, verbose_name='担当していること')),
                ('answers_for_en', models.CharField(blank=True, max_length=200, verbose_name='担当していること（英語）')),
                ('phone', models.CharField(blank=True, max_length=20, verbose_name='電話')),
                ('url', models.URLField(blank=True, verbose_name='ページ')),
                ('note', models.CharField(blank=True, help_text='職員だけが見ます。', max_length=120, verbose_name='メモ')),
                ('active', models.BooleanField(default=True, verbose_name='使う')),
                ('order', models.PositiveSmallIntegerField(default=100, verbose_name='並び')),
                ('categories', models.ManyToManyField(blank=True, help_text='この種類のとき、先に出ます。', related_name='+', to='taxonomy.category', verbose_name='種類')),
            ],
            options={
                'verbose_name': '管轄外の窓口',
                'verbose_name_plural': '管轄外の窓口',
                'ordering': ('order', 'slug'),
            },
        ),
        migrations.CreateModel(
            name='ReplyTemplate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=40, unique=True, verbose_name='名前')),
                ('use', models.CharField(choices=[('reply', '公式の回答'), ('status', '様子を変えるときの文')], default='reply', max_length=6, verbose_name='使うところ')),
                ('wards', models.JSONField(blank=True, default=list, help_text='区のコード。空なら全区。', verbose_name='区')),
                ('subject', models.CharField(blank=True, help_text='すきま：{{番号}} {{場所}} {{部署}} {{日}} {{種類}}。課題ごとに、その言葉が入ります。', max_length=80, verbose_name='件名')),
                ('text', models.TextField(help_text='すきま：{{番号}} {{場所}} {{部署}} {{日}} {{種類}}。課題ごとに、その言葉が入ります。', max_length=4000, verbose_name='文')),
                ('active', models.BooleanField(default=True, verbose_name='使う')),
                ('order', models.PositiveSmallIntegerField(default=100, verbose_name='並び')),
                ('category', models.ForeignKey(blank=True, help_text='えらばなければ、どの種類にも。', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='taxonomy.category', verbose_name='種類')),
            ],
            options={
                'verbose_name': '回答のひな形',
                'verbose_name_plural': '回答のひな形',
                'ordering': ('order', 'id'),
            },
        ),
        migrations.RunPython(plant, migrations.RunPython.noop),
    ]
