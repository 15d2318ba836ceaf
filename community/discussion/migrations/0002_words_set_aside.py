from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('discussion', '0001_threads_and_events'),
    ]

    operations = [
        migrations.AlterField(
            model_name='message',
            name='state',
            field=models.CharField(choices=[('shown', '表示'), ('aside', '確認まち'), ('hidden', '非表示')], default='shown', max_length=6),
        ),
    ]
