
import community.core.clock
import django.db.models.deletion
from django.db import migrations, models


def look_again(apps, schema_editor):
    """Lists that were made before know of no projects and data: the worker makes them anew."""
    apps.get_model("matching", "SuggestionList").objects.update(version="")


class Migration(migrations.Migration):

    dependencies = [
        ('issues', '0005_desk_of_a_ward'),
        ('matching', '0003_fit_answers'),
        ('projects', '0002_projects_and_data'),
    ]

    operations = [
        migrations.CreateModel(
            name='SuggestedWork',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('place', models.PositiveSmallIntegerField()),
                ('score', models.FloatField()),
                ('label', models.CharField(max_length=6)),
                ('signals', models.JSONField(default=dict)),
                ('reasons', models.JSONField(default=list)),
                ('misfits', models.JSONField(default=list)),
                ('made_at', models.DateTimeField(default=community.core.clock.now)),
                ('dataset', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='projects.dataset')),
                ('issue', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='issues.issue')),
                ('project', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='projects.project')),
            ],
            options={
                'ordering': ('place',),
                'indexes': [models.Index(fields=['project', '-score'], name='suggested_project')],
                'constraints': [models.CheckConstraint(condition=models.Q(('project', None), ('dataset', None), _connector='XOR'), name='suggested_one_work'), models.UniqueConstraint(fields=('issue', 'project'), name='suggested_project_once'), models.UniqueConstraint(fields=('issue', 'dataset'), name='suggested_dataset_once')],
            },
        ),
        migrations.RunPython(look_again, migrations.RunPython.noop),
    ]
