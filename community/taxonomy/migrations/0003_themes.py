from django.db import migrations, models


def mark_the_main_board(apps, schema_editor):
    apps.get_model('taxonomy', 'Board').objects.filter(slug='main').update(kind='main')


class Migration(migrations.Migration):

    dependencies = [
        ('taxonomy', '0002_first_categories'),
    ]

    operations = [
        migrations.AddField(
            model_name='board',
            name='kind',
            field=models.CharField(choices=[('main', 'いつものボード'), ('theme', 'テーマ')], default='theme', max_length=8, verbose_name='種別'),
        ),
        migrations.RunPython(mark_the_main_board, migrations.RunPython.noop),
        migrations.AlterField(
            model_name='board',
            name='closes_at',
            field=models.DateTimeField(blank=True, help_text='空なら、おわりを決めていません。', null=True, verbose_name='おわり'),
        ),
        migrations.AlterField(
            model_name='board',
            name='opens_at',
            field=models.DateTimeField(blank=True, help_text='空なら、もうはじまっています。', null=True, verbose_name='はじまり'),
        ),
        migrations.AlterField(
            model_name='board',
            name='slug',
            field=models.SlugField(help_text='英字と数字とハイフン。あとで変えられません。', max_length=40, unique=True, verbose_name='アドレス'),
        ),
    ]
