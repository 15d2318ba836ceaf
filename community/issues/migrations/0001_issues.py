import community.core.clock
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('areas', '0001_wards_and_towns'),
        ('discussion', '0001_threads_and_events'),
        ('photos', '0001_photos'),
        ('taxonomy', '0001_categories_and_boards'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Issue',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('visibility', models.CharField(choices=[('draft', '下書き'), ('pending', '公開まち'), ('public', '公開'), ('hidden', '非表示'), ('private', 'あなたと市だけ'), ('erased', '取消し')], default='draft', max_length=8, verbose_name='公開範囲')),
                ('number', models.PositiveBigIntegerField(blank=True, null=True, unique=True, verbose_name='番号')),
                ('key', models.CharField(blank=True, max_length=64)),
                ('version', models.PositiveIntegerField(default=1)),
                ('kind', models.CharField(choices=[('problem', '課題'), ('idea', 'アイデア'), ('good', 'これはいいね！')], default='problem', max_length=7, verbose_name='しゅるい')),
                ('title', models.CharField(max_length=60, verbose_name='ひとことで')),
                ('body', models.TextField(blank=True, max_length=4000, verbose_name='くわしく')),
                ('anonymous', models.BooleanField(default=False, verbose_name='名前を出さない')),
                ('status', models.CharField(blank=True, choices=[('received', '受付'), ('in_review', '確認中'), ('assigned', '担当決定'), ('scheduled', '対応予定'), ('in_progress', '対応中'), ('resolved', '対応済み'), ('resolved_by_community', 'みんなで解決'), ('not_actionable', '対応しない'), ('not_ours', '管轄外'), ('duplicate', '重複'), ('withdrawn', '取下げ'), ('info_requested', '確認をお願い中'), ('reopen_requested', '再確認の依頼'), ('taken_up', '取り入れます')], max_length=22, verbose_name='様子')),
                ('town', models.CharField(blank=True, max_length=40, verbose_name='町')),
                ('address', models.CharField(blank=True, max_length=100, verbose_name='目印')),
                ('precision', models.CharField(choices=[('exact', 'そのままの場所'), ('100m', 'およそ100m'), ('town', '町名まで')], default='exact', max_length=5, verbose_name='場所の細かさ')),
                ('lat', models.FloatField(blank=True, null=True)),
                ('lng', models.FloatField(blank=True, null=True)),
                ('shown_lat', models.FloatField(blank=True, null=True)),
                ('shown_lng', models.FloatField(blank=True, null=True)),
                ('source', models.CharField(choices=[('web', 'サイト'), ('phone', '電話'), ('counter', '窓口'), ('letter', '手紙')], default='web', max_length=7, verbose_name='受けた手段')),
                ('promised_on', models.DateField(blank=True, null=True, verbose_name='約束の日')),
                ('scheduled_on', models.DateField(blank=True, null=True, verbose_name='予定の日')),
                ('support_count', models.PositiveIntegerField(default=0)),
                ('hidden_reason', models.CharField(blank=True, max_length=400, verbose_name='理由')),
                ('posted_at', models.DateTimeField(default=community.core.clock.now, verbose_name='投稿')),
                ('first_answer_at', models.DateTimeField(blank=True, null=True, verbose_name='最初の返事')),
                ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='おわり')),
                ('author', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='書いた人')),
                ('board', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='taxonomy.board', verbose_name='ボード')),
                ('category', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='taxonomy.category', verbose_name='種類')),
                ('cover', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='photos.photo')),
                ('department', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='taxonomy.department', verbose_name='担当部署')),
                ('merged_into', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='merged', to='issues.issue')),
                ('officer', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='担当者')),
                ('thread', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='discussion.thread')),
                ('ward', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.ward', verbose_name='区')),
            ],
            options={
                'verbose_name': '投稿',
                'verbose_name_plural': '投稿',
            },
        ),
        migrations.CreateModel(
            name='IssuePhoto',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('role', models.CharField(choices=[('post', '投稿の写真'), ('before', 'まえ'), ('after', 'あと')], default='post', max_length=6)),
                ('issue', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='photos', to='issues.issue')),
                ('photo', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='photos.photo')),
            ],
            options={
                'ordering': ('position',),
            },
        ),
        migrations.CreateModel(
            name='Note',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('body', models.TextField(max_length=2000)),
                ('at', models.DateTimeField(default=community.core.clock.now)),
                ('author', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('issue', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notes', to='issues.issue')),
            ],
            options={
                'verbose_name': '内部メモ',
                'verbose_name_plural': '内部メモ',
                'ordering': ('id',),
            },
        ),
        migrations.CreateModel(
            name='StatusChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('status', models.CharField(choices=[('received', '受付'), ('in_review', '確認中'), ('assigned', '担当決定'), ('scheduled', '対応予定'), ('in_progress', '対応中'), ('resolved', '対応済み'), ('resolved_by_community', 'みんなで解決'), ('not_actionable', '対応しない'), ('not_ours', '管轄外'), ('duplicate', '重複'), ('withdrawn', '取下げ'), ('info_requested', '確認をお願い中'), ('reopen_requested', '再確認の依頼'), ('taken_up', '取り入れます')], max_length=22)),
                ('sentence', models.CharField(blank=True, max_length=400, verbose_name='みんなに見える文')),
                ('expected_on', models.DateField(blank=True, null=True, verbose_name='予定の日')),
                ('at', models.DateTimeField(default=community.core.clock.now)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('department', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='taxonomy.department')),
                ('issue', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='changes', to='issues.issue')),
            ],
            options={
                'verbose_name': '様子の変化',
                'verbose_name_plural': '様子の変化',
                'ordering': ('id',),
            },
        ),
        migrations.CreateModel(
            name='Support',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('person', models.CharField(blank=True, max_length=64)),
                ('at', models.DateTimeField(default=community.core.clock.now)),
                ('issue', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='supports', to='issues.issue')),
                ('user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'わたしも',
                'verbose_name_plural': 'わたしも',
            },
        ),
        migrations.AddIndex(
            model_name='issue',
            index=models.Index(fields=['visibility', 'merged_into', '-number'], name='issue_board'),
        ),
        migrations.AddIndex(
            model_name='issue',
            index=models.Index(fields=['visibility', 'ward', 'merged_into', '-number'], name='issue_ward'),
        ),
        migrations.AddIndex(
            model_name='issue',
            index=models.Index(fields=['visibility', 'ward', 'category', 'merged_into', '-number'], name='issue_ward_category'),
        ),
        migrations.AddIndex(
            model_name='issue',
            index=models.Index(fields=['visibility', 'category', 'merged_into', '-number'], name='issue_category'),
        ),
        migrations.AddIndex(
            model_name='issue',
            index=models.Index(fields=['visibility', 'status', 'merged_into', '-number'], name='issue_status'),
        ),
        migrations.AddIndex(
            model_name='issue',
            index=models.Index(fields=['visibility', 'merged_into', '-support_count', '-number'], name='issue_support'),
        ),
        migrations.AddIndex(
            model_name='issue',
            index=models.Index(fields=['visibility', 'merged_into', '-first_answer_at'], name='issue_answered'),
        ),
        migrations.AddIndex(
            model_name='issue',
            index=models.Index(fields=['author', '-number'], name='issue_author'),
        ),
        migrations.AddIndex(
            model_name='issue',
            index=models.Index(condition=models.Q(('first_answer_at', None)), fields=['promised_on'], name='issue_unanswered'),
        ),
        migrations.AddConstraint(
            model_name='issue',
            constraint=models.UniqueConstraint(condition=models.Q(('key', ''), _negated=True), fields=('author', 'key'), name='one_issue_of_a_key'),
        ),
        migrations.AddConstraint(
            model_name='support',
            constraint=models.UniqueConstraint(condition=models.Q(('user__isnull', False)), fields=('issue', 'user'), name='one_support_an_account'),
        ),
        migrations.AddConstraint(
            model_name='support',
            constraint=models.UniqueConstraint(condition=models.Q(('person', ''), _negated=True), fields=('issue', 'person'), name='one_support_a_cookie'),
        ),
        migrations.AddConstraint(
            model_name='support',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('person', ''), ('user__isnull', False)), models.Q(('user', None), models.Q(('person', ''), _negated=True)), _connector='OR'), name='support_of_one_person'),
        ),
    ]
