import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='River',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=20, unique=True, verbose_name='名前')),
                ('width', models.FloatField(default=1.0, verbose_name='太さ')),
                ('lines', models.JSONField(default=list, verbose_name='線')),
            ],
            options={
                'verbose_name': '川',
                'verbose_name_plural': '川',
            },
        ),
        migrations.CreateModel(
            name='Ward',
            fields=[
                ('code', models.CharField(max_length=5, primary_key=True, serialize=False, verbose_name='コード')),
                ('code6', models.CharField(max_length=6, unique=True, verbose_name='6桁コード')),
                ('name', models.CharField(max_length=10, unique=True, verbose_name='名前')),
                ('kana', models.CharField(max_length=20, verbose_name='かな')),
                ('romaji', models.CharField(max_length=30, verbose_name='ローマ字')),
                ('lat', models.FloatField(verbose_name='中心の緯度')),
                ('lng', models.FloatField(verbose_name='中心の経度')),
                ('office_lat', models.FloatField(verbose_name='区役所の緯度')),
                ('office_lng', models.FloatField(verbose_name='区役所の経度')),
                ('shape', models.JSONField(default=list, verbose_name='正確な形')),
                ('outline', models.JSONField(default=list, verbose_name='描くための形')),
            ],
            options={
                'verbose_name': '区',
                'verbose_name_plural': '区',
                'ordering': ('code',),
            },
        ),
        migrations.CreateModel(
            name='Town',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=40, verbose_name='名前')),
                ('key', models.CharField(db_index=True, editable=False, max_length=60)),
                ('lat', models.FloatField(verbose_name='緯度')),
                ('lng', models.FloatField(verbose_name='経度')),
                ('ward', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='towns', to='areas.ward', verbose_name='区')),
            ],
            options={
                'verbose_name': '町',
                'verbose_name_plural': '町',
                'ordering': ('ward', 'id'),
                'constraints': [models.UniqueConstraint(fields=('ward', 'name'), name='one_town_of_a_name_in_a_ward')],
            },
        ),
        migrations.CreateModel(
            name='SchoolDistrict',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=40, verbose_name='名前')),
                ('shape', models.JSONField(blank=True, default=list, verbose_name='形')),
                ('ward', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='school_districts', to='areas.ward', verbose_name='区')),
            ],
            options={
                'verbose_name': '校区',
                'verbose_name_plural': '校区',
                'constraints': [models.UniqueConstraint(fields=('ward', 'name'), name='one_district_of_a_name_in_a_ward')],
            },
        ),
    ]
