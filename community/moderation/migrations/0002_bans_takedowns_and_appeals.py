import community.core.clock
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('moderation', '0001_flags'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Appeal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('words', models.TextField(max_length=1000, verbose_name='申し立て')),
                ('at', models.DateTimeField(default=community.core.clock.now)),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('outcome', models.CharField(blank=True, choices=[('upheld', '決定はそのまま'), ('reversed', '決定を取り消し')], max_length=8, verbose_name='結果')),
                ('answer', models.CharField(blank=True, max_length=400, verbose_name='答え')),
            ],
            options={
                'verbose_name': '不服の申し立て',
                'verbose_name_plural': '不服の申し立て',
                'ordering': ('id',),
            },
        ),
        migrations.CreateModel(
            name='Ban',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.CharField(max_length=400, verbose_name='理由')),
                ('note', models.CharField(blank=True, max_length=400, verbose_name='職員へのメモ')),
                ('at', models.DateTimeField(default=community.core.clock.now)),
                ('until', models.DateTimeField(blank=True, null=True, verbose_name='いつまで')),
                ('lifted_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'verbose_name': '利用のお休み',
                'verbose_name_plural': '利用のお休み',
                'ordering': ('-id',),
            },
        ),
        migrations.CreateModel(
            name='Takedown',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=20)),
                ('number', models.PositiveBigIntegerField()),
                ('part', models.PositiveBigIntegerField(default=0)),
                ('reason', models.CharField(max_length=400, verbose_name='理由')),
                ('at', models.DateTimeField(default=community.core.clock.now)),
                ('undone_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'verbose_name': '隠したもの',
                'verbose_name_plural': '隠したもの',
                'ordering': ('-id',),
            },
        ),
        migrations.AddField(
            model_name='flag',
            name='fresh',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='flag',
            name='outcome',
            field=models.CharField(blank=True, choices=[('fine', '問題なし'), ('hidden', '隠した')], max_length=6, verbose_name='結果'),
        ),
        migrations.AddField(
            model_name='flag',
            name='weight',
            field=models.PositiveSmallIntegerField(default=10, verbose_name='重さ'),
        ),
        migrations.AddIndex(
            model_name='flag',
            index=models.Index(fields=['reporter', '-closed_at'], name='flag_of_a_reporter'),
        ),
        migrations.AddField(
            model_name='appeal',
            name='author',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='appeal',
            name='decided_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='ban',
            name='by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='ban',
            name='lifted_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='ban',
            name='user',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='bans', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='appeal',
            name='ban',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='appeal', to='moderation.ban'),
        ),
        migrations.AddField(
            model_name='takedown',
            name='author',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='takedown',
            name='by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='appeal',
            name='takedown',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='appeal', to='moderation.takedown'),
        ),
        migrations.AddConstraint(
            model_name='ban',
            constraint=models.CheckConstraint(condition=models.Q(('until', None), ('until__gt', models.F('at')), _connector='OR'), name='ban_ends_after_it_begins'),
        ),
        migrations.AddConstraint(
            model_name='takedown',
            constraint=models.UniqueConstraint(condition=models.Q(('undone_at', None)), fields=('kind', 'number', 'part'), name='one_takedown_at_a_time'),
        ),
        migrations.AddIndex(
            model_name='appeal',
            index=models.Index(condition=models.Q(('decided_at', None)), fields=['id'], name='appeal_open'),
        ),
        migrations.AddConstraint(
            model_name='appeal',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ban__isnull', False), ('takedown', None)), models.Q(('ban', None), ('takedown__isnull', False)), _connector='OR'), name='appeal_against_one_act'),
        ),
    ]
