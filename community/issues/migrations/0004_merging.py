import community.core.clock
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('issues', '0003_school_and_cell'),
        ('taxonomy', '0004_templates_and_authorities'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='issue',
            name='first_promised_on',
            field=models.DateField(blank=True, editable=False, null=True, verbose_name='はじめの約束の日'),
        ),
        migrations.AddField(
            model_name='issue',
            name='status_before_merge',
            field=models.CharField(blank=True, choices=[('received', '受付'), ('in_review', '確認中'), ('assigned', '担当決定'), ('scheduled', '対応予定'), ('in_progress', '対応中'), ('resolved', '対応済み'), ('resolved_by_community', 'みんなで解決'), ('not_actionable', '対応しない'), ('not_ours', '管轄外'), ('duplicate', '重複'), ('withdrawn', '取下げ'), ('info_requested', '確認をお願い中'), ('reopen_requested', '再確認の依頼'), ('taken_up', '取り入れます')], editable=False, max_length=22),
        ),
        migrations.AddField(
            model_name='statuschange',
            name='authority',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='taxonomy.authority'),
        ),
        migrations.RemoveIndex(model_name='issue', name='issue_unanswered'),
        migrations.AddIndex(
            model_name='issue',
            index=models.Index(fields=['promised_on', 'number'], name='issue_due'),
        ),
        migrations.AddIndex(
            model_name='issue',
            index=models.Index(fields=['first_answer_at', 'promised_on', 'number'], name='issue_unanswered_due'),
        ),
        migrations.AddIndex(
            model_name='issue',
            index=models.Index(fields=['kind', 'promised_on', 'number'], name='issue_kind_due'),
        ),
        migrations.AddIndex(
            model_name='issue',
            index=models.Index(fields=['visibility', 'promised_on', 'number'], name='issue_seen_due'),
        ),
        migrations.AddIndex(
            model_name='issue',
            index=models.Index(fields=['ward', 'promised_on', 'number'], name='issue_ward_due'),
        ),
        migrations.AddIndex(
            model_name='issue',
            index=models.Index(fields=['category', 'promised_on', 'number'], name='issue_category_due'),
        ),
        migrations.AddIndex(
            model_name='issue',
            index=models.Index(fields=['department', 'promised_on', 'number'], name='issue_department_due'),
        ),
        migrations.AddIndex(
            model_name='issue',
            index=models.Index(fields=['category', 'lat'], name='issue_near'),
        ),
        migrations.CreateModel(
            name='PromiseMove',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('was_on', models.DateField()),
                ('promised_on', models.DateField(verbose_name='約束の日')),
                ('sentence', models.CharField(max_length=400, verbose_name='みんなに見える文')),
                ('at', models.DateTimeField(default=community.core.clock.now)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('issue', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='promise_move', to='issues.issue')),
            ],
            options={
                'verbose_name': '約束の日の変更',
                'verbose_name_plural': '約束の日の変更',
            },
        ),
    ]
