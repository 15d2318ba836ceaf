import community.core.clock
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import wagtail.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('areas', '0002_osaka'),
        ('pages', '0001_pages_and_images'),
        ('taxonomy', '0003_themes'),
        ('wagtailcore', '0098_apitoken'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='EventIndexPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('title_en', models.CharField(blank=True, max_length=120, verbose_name='題名（英語）')),
                ('body', wagtail.fields.StreamField([('heading', 0), ('text', 1), ('image', 2), ('steps', 6), ('questions', 10), ('contact', 14)], blank=True, block_lookup={0: ('wagtail.blocks.CharBlock', (), {'icon': 'title', 'label': '見出し', 'max_length': 60, 'template': 'pages/blocks/heading.html'}), 1: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'link', 'ol', 'ul', 'h3', 'document-link'], 'label': '文章', 'template': 'pages/blocks/text.html'}), 2: ('wagtail.images.blocks.ImageBlock', [], {'label': '写真', 'template': 'pages/blocks/image.html'}), 3: ('wagtail.blocks.CharBlock', (), {'label': '見出し', 'max_length': 40}), 4: ('wagtail.blocks.TextBlock', (), {'label': '説明', 'max_length': 300}), 5: ('wagtail.blocks.StructBlock', [[('title', 3), ('text', 4)]], {}), 6: ('wagtail.blocks.ListBlock', (5,), {'icon': 'list-ol', 'label': '手順', 'template': 'pages/blocks/steps.html'}), 7: ('wagtail.blocks.CharBlock', (), {'label': '問い', 'max_length': 80}), 8: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'link', 'ol', 'ul', 'h3', 'document-link'], 'label': '答え'}), 9: ('wagtail.blocks.StructBlock', [[('question', 7), ('answer', 8)]], {}), 10: ('wagtail.blocks.ListBlock', (9,), {'icon': 'help', 'label': 'よくある質問', 'template': 'pages/blocks/questions.html'}), 11: ('wagtail.blocks.CharBlock', (), {'label': '窓口', 'max_length': 60}), 12: ('wagtail.blocks.CharBlock', (), {'label': '電話', 'max_length': 20, 'required': False}), 13: ('wagtail.blocks.CharBlock', (), {'label': '受付時間', 'max_length': 80, 'required': False}), 14: ('wagtail.blocks.StructBlock', [[('office', 11), ('phone', 12), ('hours', 13)]], {'template': 'pages/blocks/contact.html'})}, verbose_name='本文')),
                ('body_en', wagtail.fields.StreamField([('heading', 0), ('text', 1), ('image', 2), ('steps', 6), ('questions', 10), ('contact', 14)], blank=True, block_lookup={0: ('wagtail.blocks.CharBlock', (), {'icon': 'title', 'label': '見出し', 'max_length': 60, 'template': 'pages/blocks/heading.html'}), 1: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'link', 'ol', 'ul', 'h3', 'document-link'], 'label': '文章', 'template': 'pages/blocks/text.html'}), 2: ('wagtail.images.blocks.ImageBlock', [], {'label': '写真', 'template': 'pages/blocks/image.html'}), 3: ('wagtail.blocks.CharBlock', (), {'label': '見出し', 'max_length': 40}), 4: ('wagtail.blocks.TextBlock', (), {'label': '説明', 'max_length': 300}), 5: ('wagtail.blocks.StructBlock', [[('title', 3), ('text', 4)]], {}), 6: ('wagtail.blocks.ListBlock', (5,), {'icon': 'list-ol', 'label': '手順', 'template': 'pages/blocks/steps.html'}), 7: ('wagtail.blocks.CharBlock', (), {'label': '問い', 'max_length': 80}), 8: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'link', 'ol', 'ul', 'h3', 'document-link'], 'label': '答え'}), 9: ('wagtail.blocks.StructBlock', [[('question', 7), ('answer', 8)]], {}), 10: ('wagtail.blocks.ListBlock', (9,), {'icon': 'help', 'label': 'よくある質問', 'template': 'pages/blocks/questions.html'}), 11: ('wagtail.blocks.CharBlock', (), {'label': '窓口', 'max_length': 60}), 12: ('wagtail.blocks.CharBlock', (), {'label': '電話', 'max_length': 20, 'required': False}), 13: ('wagtail.blocks.CharBlock', (), {'label': '受付時間', 'max_length': 80, 'required': False}), 14: ('wagtail.blocks.StructBlock', [[('office', 11), ('phone', 12), ('hours', 13)]], {'template': 'pages/blocks/contact.html'})}, verbose_name='本文（英語）')),
            ],
            options={
                'verbose_name': '催しの一覧',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='StoryIndexPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('title_en', models.CharField(blank=True, max_length=120, verbose_name='題名（英語）')),
                ('body', wagtail.fields.StreamField([('heading', 0), ('text', 1), ('image', 2), ('steps', 6), ('questions', 10), ('contact', 14)], blank=True, block_lookup={0: ('wagtail.blocks.CharBlock', (), {'icon': 'title', 'label': '見出し', 'max_length': 60, 'template': 'pages/blocks/heading.html'}), 1: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'link', 'ol', 'ul', 'h3', 'document-link'], 'label': '文章', 'template': 'pages/blocks/text.html'}), 2: ('wagtail.images.blocks.ImageBlock', [], {'label': '写真', 'template': 'pages/blocks/image.html'}), 3: ('wagtail.blocks.CharBlock', (), {'label': '見出し', 'max_length': 40}), 4: ('wagtail.blocks.TextBlock', (), {'label': '説明', 'max_length': 300}), 5: ('wagtail.blocks.StructBlock', [[('title', 3), ('text', 4)]], {}), 6: ('wagtail.blocks.ListBlock', (5,), {'icon': 'list-ol', 'label': '手順', 'template': 'pages/blocks/steps.html'}), 7: ('wagtail.blocks.CharBlock', (), {'label': '問い', 'max_length': 80}), 8: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'link', 'ol', 'ul', 'h3', 'document-link'], 'label': '答え'}), 9: ('wagtail.blocks.StructBlock', [[('question', 7), ('answer', 8)]], {}), 10: ('wagtail.blocks.ListBlock', (9,), {'icon': 'help', 'label': 'よくある質問', 'template': 'pages/blocks/questions.html'}), 11: ('wagtail.blocks.CharBlock', (), {'label': '窓口', 'max_length': 60}), 12: ('wagtail.blocks.CharBlock', (), {'label': '電話', 'max_length': 20, 'required': False}), 13: ('wagtail.blocks.CharBlock', (), {'label': '受付時間', 'max_length': 80, 'required': False}), 14: ('wagtail.blocks.StructBlock', [[('office', 11), ('phone', 12), ('hours', 13)]], {'template': 'pages/blocks/contact.html'})}, verbose_name='本文')),
                ('body_en', wagtail.fields.StreamField([('heading', 0), ('text', 1), ('image', 2), ('steps', 6), ('questions', 10), ('contact', 14)], blank=True, block_lookup={0: ('wagtail.blocks.CharBlock', (), {'icon': 'title', 'label': '見出し', 'max_length': 60, 'template': 'pages/blocks/heading.html'}), 1: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'link', 'ol', 'ul', 'h3', 'document-link'], 'label': '文章', 'template': 'pages/blocks/text.html'}), 2: ('wagtail.images.blocks.ImageBlock', [], {'label': '写真', 'template': 'pages/blocks/image.html'}), 3: ('wagtail.blocks.CharBlock', (), {'label': '見出し', 'max_length': 40}), 4: ('wagtail.blocks.TextBlock', (), {'label': '説明', 'max_length': 300}), 5: ('wagtail.blocks.StructBlock', [[('title', 3), ('text', 4)]], {}), 6: ('wagtail.blocks.ListBlock', (5,), {'icon': 'list-ol', 'label': '手順', 'template': 'pages/blocks/steps.html'}), 7: ('wagtail.blocks.CharBlock', (), {'label': '問い', 'max_length': 80}), 8: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'link', 'ol', 'ul', 'h3', 'document-link'], 'label': '答え'}), 9: ('wagtail.blocks.StructBlock', [[('question', 7), ('answer', 8)]], {}), 10: ('wagtail.blocks.ListBlock', (9,), {'icon': 'help', 'label': 'よくある質問', 'template': 'pages/blocks/questions.html'}), 11: ('wagtail.blocks.CharBlock', (), {'label': '窓口', 'max_length': 60}), 12: ('wagtail.blocks.CharBlock', (), {'label': '電話', 'max_length': 20, 'required': False}), 13: ('wagtail.blocks.CharBlock', (), {'label': '受付時間', 'max_length': 80, 'required': False}), 14: ('wagtail.blocks.StructBlock', [[('office', 11), ('phone', 12), ('hours', 13)]], {'template': 'pages/blocks/contact.html'})}, verbose_name='本文（英語）')),
            ],
            options={
                'verbose_name': 'ものがたりの一覧',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='EventPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('title_en', models.CharField(blank=True, max_length=120, verbose_name='題名（英語）')),
                ('body', wagtail.fields.StreamField([('heading', 0), ('text', 1), ('image', 2), ('steps', 6), ('questions', 10), ('contact', 14)], blank=True, block_lookup={0: ('wagtail.blocks.CharBlock', (), {'icon': 'title', 'label': '見出し', 'max_length': 60, 'template': 'pages/blocks/heading.html'}), 1: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'link', 'ol', 'ul', 'h3', 'document-link'], 'label': '文章', 'template': 'pages/blocks/text.html'}), 2: ('wagtail.images.blocks.ImageBlock', [], {'label': '写真', 'template': 'pages/blocks/image.html'}), 3: ('wagtail.blocks.CharBlock', (), {'label': '見出し', 'max_length': 40}), 4: ('wagtail.blocks.TextBlock', (), {'label': '説明', 'max_length': 300}), 5: ('wagtail.blocks.StructBlock', [[('title', 3), ('text', 4)]], {}), 6: ('wagtail.blocks.ListBlock', (5,), {'icon': 'list-ol', 'label': '手順', 'template': 'pages/blocks/steps.html'}), 7: ('wagtail.blocks.CharBlock', (), {'label': '問い', 'max_length': 80}), 8: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'link', 'ol', 'ul', 'h3', 'document-link'], 'label': '答え'}), 9: ('wagtail.blocks.StructBlock', [[('question', 7), ('answer', 8)]], {}), 10: ('wagtail.blocks.ListBlock', (9,), {'icon': 'help', 'label': 'よくある質問', 'template': 'pages/blocks/questions.html'}), 11: ('wagtail.blocks.CharBlock', (), {'label': '窓口', 'max_length': 60}), 12: ('wagtail.blocks.CharBlock', (), {'label': '電話', 'max_length': 20, 'required': False}), 13: ('wagtail.blocks.CharBlock', (), {'label': '受付時間', 'max_length': 80, 'required': False}), 14: ('wagtail.blocks.StructBlock', [[('office', 11), ('phone', 12), ('hours', 13)]], {'template': 'pages/blocks/contact.html'})}, verbose_name='本文')),
                ('body_en', wagtail.fields.StreamField([('heading', 0), ('text', 1), ('image', 2), ('steps', 6), ('questions', 10), ('contact', 14)], blank=True, block_lookup={0: ('wagtail.blocks.CharBlock', (), {'icon': 'title', 'label': '見出し', 'max_length': 60, 'template': 'pages/blocks/heading.html'}), 1: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'link', 'ol', 'ul', 'h3', 'document-link'], 'label': '文章', 'template': 'pages/blocks/text.html'}), 2: ('wagtail.images.blocks.ImageBlock', [], {'label': '写真', 'template': 'pages/blocks/image.html'}), 3: ('wagtail.blocks.CharBlock', (), {'label': '見出し', 'max_length': 40}), 4: ('wagtail.blocks.TextBlock', (), {'label': '説明', 'max_length': 300}), 5: ('wagtail.blocks.StructBlock', [[('title', 3), ('text', 4)]], {}), 6: ('wagtail.blocks.ListBlock', (5,), {'icon': 'list-ol', 'label': '手順', 'template': 'pages/blocks/steps.html'}), 7: ('wagtail.blocks.CharBlock', (), {'label': '問い', 'max_length': 80}), 8: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'link', 'ol', 'ul', 'h3', 'document-link'], 'label': '答え'}), 9: ('wagtail.blocks.StructBlock', [[('question', 7), ('answer', 8)]], {}), 10: ('wagtail.blocks.ListBlock', (9,), {'icon': 'help', 'label': 'よくある質問', 'template': 'pages/blocks/questions.html'}), 11: ('wagtail.blocks.CharBlock', (), {'label': '窓口', 'max_length': 60}), 12: ('wagtail.blocks.CharBlock', (), {'label': '電話', 'max_length': 20, 'required': False}), 13: ('wagtail.blocks.CharBlock', (), {'label': '受付時間', 'max_length': 80, 'required': False}), 14: ('wagtail.blocks.StructBlock', [[('office', 11), ('phone', 12), ('hours', 13)]], {'template': 'pages/blocks/contact.html'})}, verbose_name='本文（英語）')),
                ('lead', models.CharField(blank=True, help_text='一覧で題名の下に出ます。', max_length=160, verbose_name='一行で')),
                ('lead_en', models.CharField(blank=True, max_length=240, verbose_name='一行で（英語）')),
                ('starts_at', models.DateTimeField(db_index=True, verbose_name='はじまり')),
                ('ends_at', models.DateTimeField(blank=True, null=True, verbose_name='おわり')),
                ('place', models.CharField(max_length=80, verbose_name='場所')),
                ('place_en', models.CharField(blank=True, max_length=120, verbose_name='場所（英語）')),
                ('lat', models.FloatField(blank=True, null=True, verbose_name='緯度')),
                ('lng', models.FloatField(blank=True, null=True, verbose_name='経度')),
                ('capacity', models.CharField(blank=True, help_text='例：30人（先着）', max_length=60, verbose_name='定員')),
                ('capacity_en', models.CharField(blank=True, max_length=80, verbose_name='定員（英語）')),
                ('organiser', models.CharField(max_length=80, verbose_name='主催')),
                ('organiser_en', models.CharField(blank=True, max_length=120, verbose_name='主催（英語）')),
                ('signup_url', models.URLField(blank=True, verbose_name='申しこみのページ')),
                ('cancelled', models.BooleanField(default=False, help_text='ページは残り、カレンダーにも中止と伝わります。', verbose_name='中止')),
                ('picture', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='pages.siteimage', verbose_name='写真')),
                ('ward', models.ForeignKey(blank=True, help_text='えらばなければ、全部の区です。', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='areas.ward', verbose_name='区')),
            ],
            options={
                'verbose_name': '催し',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='Call',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=60, verbose_name='題名')),
                ('title_en', models.CharField(blank=True, max_length=100, verbose_name='題名（英語）')),
                ('what', models.TextField(max_length=400, verbose_name='すること')),
                ('what_en', models.TextField(blank=True, max_length=600, verbose_name='すること（英語）')),
                ('when', models.CharField(max_length=80, verbose_name='いつ')),
                ('when_en', models.CharField(blank=True, max_length=120, verbose_name='いつ（英語）')),
                ('where', models.CharField(max_length=80, verbose_name='どこで')),
                ('where_en', models.CharField(blank=True, max_length=120, verbose_name='どこで（英語）')),
                ('places', models.PositiveSmallIntegerField(blank=True, help_text='空なら、何人でも。', null=True, verbose_name='席の数')),
                ('closes_at', models.DateTimeField(blank=True, null=True, verbose_name='しめきり')),
                ('office', models.CharField(max_length=80, verbose_name='問い合わせの窓口')),
                ('office_en', models.CharField(blank=True, max_length=120, verbose_name='問い合わせの窓口（英語）')),
                ('board', models.ForeignKey(blank=True, help_text='テーマか催しの、どちらかをえらびます。', null=True, on_delete=django.db.models.deletion.CASCADE, related_name='calls', to='taxonomy.board', verbose_name='テーマ')),
                ('ward', models.ForeignKey(blank=True, help_text='この区の窓口も、応募した人を見られます。', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='areas.ward', verbose_name='区')),
                ('event', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='calls', to='projects.eventpage', verbose_name='催し')),
            ],
            options={
                'verbose_name': 'サポーター募集',
                'verbose_name_plural': 'サポーター募集',
                'ordering': ('-id',),
            },
        ),
        migrations.CreateModel(
            name='StoryPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('title_en', models.CharField(blank=True, max_length=120, verbose_name='題名（英語）')),
                ('body', wagtail.fields.StreamField([('heading', 0), ('text', 1), ('image', 2), ('steps', 6), ('questions', 10), ('contact', 14)], blank=True, block_lookup={0: ('wagtail.blocks.CharBlock', (), {'icon': 'title', 'label': '見出し', 'max_length': 60, 'template': 'pages/blocks/heading.html'}), 1: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'link', 'ol', 'ul', 'h3', 'document-link'], 'label': '文章', 'template': 'pages/blocks/text.html'}), 2: ('wagtail.images.blocks.ImageBlock', [], {'label': '写真', 'template': 'pages/blocks/image.html'}), 3: ('wagtail.blocks.CharBlock', (), {'label': '見出し', 'max_length': 40}), 4: ('wagtail.blocks.TextBlock', (), {'label': '説明', 'max_length': 300}), 5: ('wagtail.blocks.StructBlock', [[('title', 3), ('text', 4)]], {}), 6: ('wagtail.blocks.ListBlock', (5,), {'icon': 'list-ol', 'label': '手順', 'template': 'pages/blocks/steps.html'}), 7: ('wagtail.blocks.CharBlock', (), {'label': '問い', 'max_length': 80}), 8: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'link', 'ol', 'ul', 'h3', 'document-link'], 'label': '答え'}), 9: ('wagtail.blocks.StructBlock', [[('question', 7), ('answer', 8)]], {}), 10: ('wagtail.blocks.ListBlock', (9,), {'icon': 'help', 'label': 'よくある質問', 'template': 'pages/blocks/questions.html'}), 11: ('wagtail.blocks.CharBlock', (), {'label': '窓口', 'max_length': 60}), 12: ('wagtail.blocks.CharBlock', (), {'label': '電話', 'max_length': 20, 'required': False}), 13: ('wagtail.blocks.CharBlock', (), {'label': '受付時間', 'max_length': 80, 'required': False}), 14: ('wagtail.blocks.StructBlock', [[('office', 11), ('phone', 12), ('hours', 13)]], {'template': 'pages/blocks/contact.html'})}, verbose_name='本文')),
                ('body_en', wagtail.fields.StreamField([('heading', 0), ('text', 1), ('image', 2), ('steps', 6), ('questions', 10), ('contact', 14)], blank=True, block_lookup={0: ('wagtail.blocks.CharBlock', (), {'icon': 'title', 'label': '見出し', 'max_length': 60, 'template': 'pages/blocks/heading.html'}), 1: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'link', 'ol', 'ul', 'h3', 'document-link'], 'label': '文章', 'template': 'pages/blocks/text.html'}), 2: ('wagtail.images.blocks.ImageBlock', [], {'label': '写真', 'template': 'pages/blocks/image.html'}), 3: ('wagtail.blocks.CharBlock', (), {'label': '見出し', 'max_length': 40}), 4: ('wagtail.blocks.TextBlock', (), {'label': '説明', 'max_length': 300}), 5: ('wagtail.blocks.StructBlock', [[('title', 3), ('text', 4)]], {}), 6: ('wagtail.blocks.ListBlock', (5,), {'icon': 'list-ol', 'label': '手順', 'template': 'pages/blocks/steps.html'}), 7: ('wagtail.blocks.CharBlock', (), {'label': '問い', 'max_length': 80}), 8: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'link', 'ol', 'ul', 'h3', 'document-link'], 'label': '答え'}), 9: ('wagtail.blocks.StructBlock', [[('question', 7), ('answer', 8)]], {}), 10: ('wagtail.blocks.ListBlock', (9,), {'icon': 'help', 'label': 'よくある質問', 'template': 'pages/blocks/questions.html'}), 11: ('wagtail.blocks.CharBlock', (), {'label': '窓口', 'max_length': 60}), 12: ('wagtail.blocks.CharBlock', (), {'label': '電話', 'max_length': 20, 'required': False}), 13: ('wagtail.blocks.CharBlock', (), {'label': '受付時間', 'max_length': 80, 'required': False}), 14: ('wagtail.blocks.StructBlock', [[('office', 11), ('phone', 12), ('hours', 13)]], {'template': 'pages/blocks/contact.html'})}, verbose_name='本文（英語）')),
                ('lead', models.CharField(blank=True, help_text='一覧で題名の下に出ます。', max_length=160, verbose_name='一行で')),
                ('lead_en', models.CharField(blank=True, max_length=240, verbose_name='一行で（英語）')),
                ('day', models.DateField(db_index=True, default=django.utils.timezone.localdate, verbose_name='日付')),
                ('issue_numbers', models.CharField(blank=True, help_text='例：12、34。公開の投稿だけが、リンクになります。', max_length=120, validators=[django.core.validators.RegexValidator('^\\s*\\d+(\\s*[,、 ]\\s*\\d+)*\\s*$', '番号を、読点かコンマで区切って書いてください。')], verbose_name='投稿の番号')),
                ('thanks', models.TextField(blank=True, max_length=400, verbose_name='お礼')),
                ('thanks_en', models.TextField(blank=True, max_length=600, verbose_name='お礼（英語）')),
                ('after', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='pages.siteimage', verbose_name='あとの写真')),
                ('before', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='pages.siteimage', verbose_name='まえの写真')),
                ('ward', models.ForeignKey(blank=True, help_text='えらばなければ、全部の区です。', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='areas.ward', verbose_name='区')),
            ],
            options={
                'verbose_name': 'ものがたり',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='CallAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('message', models.CharField(blank=True, max_length=400, verbose_name='ひとこと')),
                ('state', models.CharField(choices=[('joined', '参加します'), ('withdrawn', '取りやめました')], default='joined', max_length=10, verbose_name='状態')),
                ('key', models.CharField(blank=True, editable=False, max_length=64)),
                ('at', models.DateTimeField(default=community.core.clock.now, verbose_name='応募した日時')),
                ('call', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='projects.call', verbose_name='サポーター募集')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='応募した人')),
            ],
            options={
                'verbose_name': '応募',
                'verbose_name_plural': '応募',
                'ordering': ('-at',),
                'constraints': [models.UniqueConstraint(fields=('call', 'person'), name='one_answer_of_a_person_to_a_call')],
            },
        ),
        migrations.AddConstraint(
            model_name='call',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('board', None), ('event__isnull', False)), models.Q(('board__isnull', False), ('event', None)), _connector='OR'), name='call_belongs_to_a_theme_or_to_an_event'),
        ),
    ]
