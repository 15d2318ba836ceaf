import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Category',
            fields=[
                ('slug', models.SlugField(max_length=20, primary_key=True, serialize=False, verbose_name='記号')),
                ('name', models.CharField(max_length=20, unique=True, verbose_name='名前')),
                ('name_en', models.CharField(blank=True, max_length=40, verbose_name='名前（英語）')),
                ('icon', models.CharField(help_text='しるしの一覧にある名前。', max_length=20, verbose_name='しるし')),
                ('words', models.TextField(blank=True, help_text='住民が使うことば。読点か改行で区切ります。', verbose_name='ことば')),
                ('emergency', models.CharField(blank=True, help_text='書きはじめる前に出します。空なら出ません。', max_length=200, verbose_name='急ぎのときの案内')),
                ('emergency_en', models.CharField(blank=True, max_length=300, verbose_name='急ぎのときの案内（英語）')),
                ('emergency_phone', models.CharField(blank=True, max_length=20, verbose_name='急ぎのときの電話')),
                ('promised_days', models.PositiveSmallIntegerField(default=5, help_text='最初の返事まで。営業日。', verbose_name='約束する日数')),
                ('active', models.BooleanField(default=True, verbose_name='使う')),
                ('order', models.PositiveSmallIntegerField(default=100, verbose_name='並び')),
            ],
            options={
                'verbose_name': '種類',
                'verbose_name_plural': '種類',
                'ordering': ('order', 'slug'),
            },
        ),
        migrations.CreateModel(
            name='Department',
            fields=[
                ('slug', models.SlugField(max_length=20, primary_key=True, serialize=False, verbose_name='記号')),
                ('name', models.CharField(max_length=40, unique=True, verbose_name='名前')),
                ('name_en', models.CharField(blank=True, max_length=80, verbose_name='名前（英語）')),
                ('note', models.CharField(blank=True, help_text='職員だけが見ます。', max_length=120, verbose_name='メモ')),
                ('active', models.BooleanField(default=True, verbose_name='使う')),
                ('order', models.PositiveSmallIntegerField(default=100, verbose_name='並び')),
            ],
            options={
                'verbose_name': '部署',
                'verbose_name_plural': '部署',
                'ordering': ('order', 'slug'),
            },
        ),
        migrations.CreateModel(
            name='Board',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(max_length=40, unique=True, verbose_name='アドレス')),
                ('name', models.CharField(max_length=40, verbose_name='名前')),
                ('name_en', models.CharField(blank=True, max_length=60, verbose_name='名前（英語）')),
                ('accepts_posts', models.BooleanField(default=True, verbose_name='投稿を受け付ける')),
                ('accepts_comments', models.BooleanField(default=True, verbose_name='話を受け付ける')),
                ('opens_at', models.DateTimeField(blank=True, null=True, verbose_name='はじまり')),
                ('closes_at', models.DateTimeField(blank=True, null=True, verbose_name='おわり')),
                ('wards', models.JSONField(blank=True, default=list, help_text='区のコード。空なら全区。', verbose_name='区')),
                ('moderation', models.CharField(blank=True, choices=[('all', 'すべての投稿を確認してから公開する'), ('newcomers', 'はじめての人の投稿を確認してから公開する'), ('none', 'すべてすぐに公開する')], help_text='えらばなければサイトの設定のとおり。', max_length=10, verbose_name='投稿の確認')),
                ('categories', models.ManyToManyField(blank=True, help_text='えらばなければ全部。', related_name='+', to='taxonomy.category', verbose_name='種類')),
            ],
            options={
                'verbose_name': 'ボード',
                'verbose_name_plural': 'ボード',
                'ordering': ('id',),
            },
        ),
        migrations.AddField(
            model_name='category',
            name='department',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='taxonomy.department', verbose_name='いつもの担当'),
        ),
    ]
