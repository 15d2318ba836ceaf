import community.core.clock
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('areas', '0002_osaka'),
        ('issues', '0002_number_sequence'),
        ('photos', '0001_photos'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Effort',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('visibility', models.CharField(choices=[('draft', '下書き'), ('pending', '公開まち'), ('public', '公開'), ('hidden', '非表示'), ('private', 'あなたと市だけ'), ('erased', '取消し')], default='draft', max_length=8, verbose_name='公開範囲')),
                ('kind', models.CharField(choices=[('progress', '取り組み報告'), ('solved', 'かいけつ報告')], default='progress', max_length=8, verbose_name='しゅるい')),
                ('state', models.CharField(choices=[('waiting', '未確認'), ('confirmed', '確認ずみ'), ('declined', 'まだ直っていません'), ('hidden', '非表示')], default='waiting', max_length=9, verbose_name='様子')),
                ('held', models.BooleanField(default=False, verbose_name='公開まち')),
                ('body', models.TextField(blank=True, max_length=1000, verbose_name='したこと')),
                ('done_on', models.DateField(default=community.core.clock.today, verbose_name='した日')),
                ('people', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='人数')),
                ('official', models.BooleanField(default=False)),
                ('office', models.CharField(blank=True, max_length=40)),
                ('office_en', models.CharField(blank=True, max_length=60)),
                ('word', models.CharField(blank=True, max_length=400, verbose_name='ひとこと')),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('asked_at', models.DateTimeField(blank=True, null=True)),
                ('key', models.CharField(blank=True, max_length=64)),
                ('version', models.PositiveIntegerField(default=1)),
                ('created_at', models.DateTimeField(default=community.core.clock.now, verbose_name='報告')),
                ('author', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='書いた人')),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('issue', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='efforts', to='issues.issue', verbose_name='投稿')),
                ('ward', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.ward', verbose_name='区')),
            ],
            options={
                'verbose_name': '取り組み',
                'verbose_name_plural': '取り組み',
                'ordering': ('id',),
            },
        ),
        migrations.CreateModel(
            name='EffortPhoto',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('before', 'まえ'), ('after', 'あと')], max_length=6)),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('effort', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='photos', to='efforts.effort')),
                ('photo', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='photos.photo')),
            ],
            options={
                'ordering': ('position',),
            },
        ),
        migrations.AddIndex(
            model_name='effort',
            index=models.Index(condition=models.Q(('state', 'waiting')), fields=['created_at'], name='effort_unconfirmed'),
        ),
        migrations.AddConstraint(
            model_name='effort',
            constraint=models.UniqueConstraint(condition=models.Q(('key', ''), _negated=True), fields=('author', 'key'), name='one_effort_of_a_key'),
        ),
    ]
