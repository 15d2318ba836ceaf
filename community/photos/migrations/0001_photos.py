import community.core.clock
import community.core.ids
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('areas', '0001_wards_and_towns'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Photo',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('visibility', models.CharField(choices=[('draft', '下書き'), ('pending', '公開まち'), ('public', '公開'), ('hidden', '非表示'), ('private', 'あなたと市だけ'), ('erased', '取消し')], default='draft', max_length=8, verbose_name='公開範囲')),
                ('token', models.CharField(default=community.core.ids.token, max_length=26, unique=True)),
                ('draft_key', models.CharField(blank=True, db_index=True, max_length=64)),
                ('state', models.CharField(choices=[('waiting', '大きさを作っています'), ('ready', 'できました'), ('failed', '作れませんでした')], default='waiting', max_length=8)),
                ('width', models.PositiveIntegerField()),
                ('height', models.PositiveIntegerField()),
                ('alt', models.CharField(blank=True, max_length=200, verbose_name='写っているもの')),
                ('alt_en', models.CharField(blank=True, max_length=200, verbose_name='写っているもの（英語）')),
                ('created_at', models.DateTimeField(default=community.core.clock.now)),
                ('author', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='書いた人')),
                ('ward', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.ward', verbose_name='区')),
            ],
            options={
                'verbose_name': '写真',
                'verbose_name_plural': '写真',
                'ordering': ('id',),
            },
        ),
    ]
