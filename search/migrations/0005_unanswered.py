from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('search', '0004_thesaurus'),
    ]

    operations = [
        migrations.CreateModel(
            name='Unanswered',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('words', models.CharField(max_length=40)),
                ('day', models.DateField()),
                ('count', models.PositiveIntegerField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('day', 'words'), name='one_count_of_words_a_day')],
            },
        ),
    ]
