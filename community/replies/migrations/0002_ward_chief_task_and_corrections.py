import community.core.clock
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('replies', '0001_official_replies'),
        ('wagtailcore', '0098_apitoken'),
    ]

    operations = [
        migrations.CreateModel(
            name='WardChiefTask',
            fields=[
                ('task_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='wagtailcore.task')),
            ],
            options={
                'verbose_name': '区の責任者の確認',
                'verbose_name_plural': '区の責任者の確認',
            },
            bases=('wagtailcore.task',),
        ),
        migrations.AddField(
            model_name='officialreply',
            name='corrected_on',
            field=models.DateField(blank=True, null=True, verbose_name='訂正'),
        ),
        migrations.CreateModel(
            name='EarlierReply',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('subject', models.CharField(max_length=80)),
                ('voice', models.TextField(blank=True, max_length=600)),
                ('view', models.TextField(max_length=4000)),
                ('kind', models.CharField(choices=[('will_do', '対応予定'), ('done', '対応済み'), ('explained', '説明'), ('studying', '検討します'), ('not_ours', '管轄外'), ('not_doing', '対応しない')], max_length=10)),
                ('said_on', models.DateField()),
                ('replaced_at', models.DateTimeField(default=community.core.clock.now)),
                ('reply', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='earlier', to='replies.officialreply')),
            ],
            options={
                'verbose_name': '訂正まえの回答',
                'verbose_name_plural': '訂正まえの回答',
                'ordering': ('-id',),
            },
        ),
    ]
