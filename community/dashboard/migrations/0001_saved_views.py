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
            name='SavedView',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=20, verbose_name='見かたの名前')),
                ('query', models.CharField(max_length=400)),
                ('at', models.DateTimeField(default=community.core.clock.now)),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': '保存した見かた',
                'verbose_name_plural': '保存した見かた',
                'ordering': ('id',),
                'constraints': [models.UniqueConstraint(fields=('owner', 'name'), name='one_saved_view_of_a_name')],
            },
        ),
    ]
