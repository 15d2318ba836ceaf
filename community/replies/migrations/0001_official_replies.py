import community.core.clock
import django.db.models.deletion
import wagtail.models.preview
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('issues', '0001_issues'),
        ('taxonomy', '0001_categories_and_boards'),
        ('wagtailcore', '0098_apitoken'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='OfficialReply',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('live', models.BooleanField(default=True, editable=False, verbose_name='live')),
                ('has_unpublished_changes', models.BooleanField(default=False, editable=False, verbose_name='has unpublished changes')),
                ('first_published_at', models.DateTimeField(blank=True, db_index=True, null=True, verbose_name='first published at')),
                ('last_published_at', models.DateTimeField(editable=False, null=True, verbose_name='last published at')),
                ('go_live_at', models.DateTimeField(blank=True, null=True, verbose_name='go live date/time')),
                ('expire_at', models.DateTimeField(blank=True, null=True, verbose_name='expiry date/time')),
                ('expired', models.BooleanField(default=False, editable=False, verbose_name='expired')),
                ('locked', models.BooleanField(default=False, editable=False, verbose_name='locked')),
                ('locked_at', models.DateTimeField(editable=False, null=True, verbose_name='locked at')),
                ('subject', models.CharField(max_length=80, verbose_name='件名')),
                ('voice', models.TextField(blank=True, max_length=600, verbose_name='市民の声')),
                ('view', models.TextField(max_length=4000, verbose_name='市の考え方')),
                ('kind', models.CharField(choices=[('will_do', '対応予定'), ('done', '対応済み'), ('explained', '説明'), ('studying', '検討します'), ('not_ours', '管轄外'), ('not_doing', '対応しない')], default='will_do', max_length=10, verbose_name='対応の種別')),
                ('received_on', models.DateField(verbose_name='受付日')),
                ('answered_on', models.DateField(blank=True, null=True, verbose_name='回答日')),
                ('created_at', models.DateTimeField(default=community.core.clock.now)),
                ('returned_note', models.CharField(blank=True, max_length=400, verbose_name='もどした理由')),
                ('approver', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('author', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('department', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='taxonomy.department', verbose_name='担当部署')),
                ('issue', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='replies', to='issues.issue', verbose_name='投稿')),
                ('latest_revision', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailcore.revision', verbose_name='latest revision')),
                ('live_revision', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailcore.revision', verbose_name='live revision')),
                ('locked_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='locked_%(class)ss', to=settings.AUTH_USER_MODEL, verbose_name='locked by')),
            ],
            options={
                'verbose_name': '公式の回答',
                'verbose_name_plural': '公式の回答',
                'ordering': ('id',),
                'constraints': [models.UniqueConstraint(condition=models.Q(('live', False)), fields=('issue',), name='one_draft_an_issue')],
            },
            bases=(wagtail.models.preview.PreviewableMixin, models.Model),
        ),
    ]
