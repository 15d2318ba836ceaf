from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0002_append_only_journal'),
    ]

    operations = [
        migrations.AddField(
            model_name='sitesettings',
            name='flag_threshold',
            field=models.PositiveSmallIntegerField(default=60, help_text='はじめての人の投稿やひとことは、知らせの重さの合計がここまで来ると、デスクが確かめるまで見えなくなります。信頼された人の知らせは1つ20、はじめての人は10。0にすると、自動では見えなくなりません。', verbose_name='知らせの重さ'),
        ),
    ]
