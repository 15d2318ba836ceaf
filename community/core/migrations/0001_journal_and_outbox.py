import community.core.clock
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='JobRun',
            fields=[
                ('name', models.CharField(max_length=60, primary_key=True, serialize=False)),
                ('due_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='SiteSettings',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(default='マイコミおおさか', max_length=40, verbose_name='サイトの名前')),
                ('name_en', models.CharField(default='My Community Osaka', max_length=40, verbose_name='サイトの名前（英語）')),
                ('contact_email', models.EmailField(blank=True, max_length=254, verbose_name='問い合わせ先のメール')),
                ('contact_phone', models.CharField(blank=True, max_length=20, verbose_name='問い合わせ先の電話')),
                ('banner', models.CharField(blank=True, help_text='全ページの上に出ます。空なら出ません。', max_length=140, verbose_name='お知らせの帯')),
                ('banner_en', models.CharField(blank=True, max_length=200, verbose_name='お知らせの帯（英語）')),
                ('moderation_mode', models.CharField(choices=[('all', 'すべての投稿を確認してから公開する'), ('newcomers', 'はじめての人の投稿を確認してから公開する'), ('none', 'すべてすぐに公開する')], default='newcomers', max_length=10, verbose_name='投稿の確認')),
                ('is_demo', models.BooleanField(default=False, editable=False)),
            ],
            options={
                'verbose_name': 'サイトの設定',
            },
        ),
        migrations.CreateModel(
            name='JournalEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(default=community.core.clock.now, verbose_name='時')),
                ('actor', models.CharField(blank=True, max_length=12, verbose_name='だれが')),
                ('act', models.CharField(max_length=40, verbose_name='何を')),
                ('kind', models.CharField(max_length=20, verbose_name='何に')),
                ('number', models.CharField(max_length=40, verbose_name='番号')),
                ('ward', models.CharField(blank=True, max_length=5, verbose_name='区')),
                ('before', models.JSONField(default=dict, verbose_name='前')),
                ('after', models.JSONField(default=dict, verbose_name='後')),
                ('note', models.TextField(blank=True, verbose_name='理由')),
                ('key', models.CharField(blank=True, max_length=64)),
            ],
            options={
                'verbose_name': '記録',
                'verbose_name_plural': '記録',
                'ordering': ('id',),
                'indexes': [models.Index(fields=['kind', 'number', 'id'], name='journal_object'), models.Index(fields=['actor', 'id'], name='journal_actor')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('key', ''), _negated=True), fields=('kind', 'number', 'actor', 'act', 'key'), name='one_act_of_a_key')],
            },
        ),
        migrations.CreateModel(
            name='OutboxItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('channel', models.CharField(max_length=30)),
                ('key', models.CharField(blank=True, max_length=80, null=True, unique=True)),
                ('payload', models.JSONField(default=dict)),
                ('due_at', models.DateTimeField(default=community.core.clock.now)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('leased_until', models.DateTimeField(blank=True, null=True)),
                ('done_at', models.DateTimeField(blank=True, null=True)),
                ('failed_at', models.DateTimeField(blank=True, null=True)),
                ('error', models.CharField(blank=True, max_length=300)),
            ],
            options={
                'ordering': ('id',),
                'indexes': [models.Index(condition=models.Q(('done_at__isnull', True), ('failed_at__isnull', True)), fields=['due_at'], name='outbox_waiting')],
            },
        ),
    ]
