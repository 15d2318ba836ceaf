import community.core.clock
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Flag',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=20)),
                ('number', models.PositiveBigIntegerField()),
                ('part', models.PositiveBigIntegerField(default=0)),
                ('reason', models.CharField(choices=[('personal', '個人のことが書かれている'), ('harmful', '人を傷つける'), ('place', '場所や内容がちがう'), ('spam', '宣伝・いたずら'), ('other', 'そのほか')], max_length=10, verbose_name='理由')),
                ('note', models.CharField(blank=True, max_length=400, verbose_name='くわしく')),
                ('at', models.DateTimeField(default=community.core.clock.now)),
                ('closed_at', models.DateTimeField(blank=True, null=True)),
                ('reporter', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': '気になる投稿',
                'verbose_name_plural': '気になる投稿',
                'ordering': ('-id',),
                'indexes': [models.Index(fields=['kind', 'number'], name='flag_of_a_thing')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('closed_at', None)), fields=('kind', 'number', 'part', 'reporter'), name='one_flag_a_person')],
            },
        ),
    ]
