import community.core.clock
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('areas', '0001_wards_and_towns'),
        ('photos', '0001_photos'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Message',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(blank=True, max_length=64)),
                ('body', models.TextField(max_length=2000, verbose_name='本文')),
                ('at', models.DateTimeField(default=community.core.clock.now)),
                ('state', models.CharField(choices=[('shown', '表示'), ('hidden', '非表示')], default='shown', max_length=6)),
                ('links', models.BooleanField(default=False)),
                ('official', models.BooleanField(default=False)),
                ('office', models.CharField(blank=True, max_length=40)),
                ('office_en', models.CharField(blank=True, max_length=60)),
                ('author', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('reply_to', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='replies', to='discussion.message')),
            ],
            options={
                'verbose_name': 'ひとこと',
                'verbose_name_plural': 'ひとこと',
            },
        ),
        migrations.CreateModel(
            name='MessagePhoto',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('message', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='photos', to='discussion.message')),
                ('photo', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='photos.photo')),
            ],
            options={
                'ordering': ('position',),
            },
        ),
        migrations.CreateModel(
            name='Thread',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('visibility', models.CharField(choices=[('draft', '下書き'), ('pending', '公開まち'), ('public', '公開'), ('hidden', '非表示'), ('private', 'あなたと市だけ'), ('erased', '取消し')], default='draft', max_length=8, verbose_name='公開範囲')),
                ('kind', models.CharField(max_length=20)),
                ('number', models.PositiveBigIntegerField(blank=True, null=True)),
                ('last_seq', models.PositiveIntegerField(default=0)),
                ('message_count', models.PositiveIntegerField(default=0)),
                ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='閉じた時')),
                ('author', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='書いた人')),
                ('ward', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.ward', verbose_name='区')),
            ],
            options={
                'verbose_name': '話',
                'verbose_name_plural': '話',
            },
        ),
        migrations.AddField(
            model_name='message',
            name='thread',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='messages', to='discussion.thread'),
        ),
        migrations.CreateModel(
            name='Event',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('seq', models.PositiveIntegerField()),
                ('type', models.CharField(max_length=20)),
                ('at', models.DateTimeField(default=community.core.clock.now)),
                ('data', models.JSONField(default=dict)),
                ('author', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('message', models.OneToOneField(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='event', to='discussion.message')),
                ('thread', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='events', to='discussion.thread')),
            ],
            options={
                'ordering': ('seq',),
            },
        ),
        migrations.AddConstraint(
            model_name='thread',
            constraint=models.UniqueConstraint(fields=('kind', 'number'), name='one_thread_of_a_thing'),
        ),
        migrations.AddConstraint(
            model_name='message',
            constraint=models.UniqueConstraint(condition=models.Q(('key', ''), _negated=True), fields=('thread', 'author', 'key'), name='one_message_of_a_key'),
        ),
        migrations.AddConstraint(
            model_name='event',
            constraint=models.UniqueConstraint(fields=('thread', 'seq'), name='one_event_of_a_number'),
        ),
    ]
