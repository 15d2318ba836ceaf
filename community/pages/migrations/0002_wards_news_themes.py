import django.db.models.deletion
import django.utils.timezone
import modelcluster.fields
import wagtail.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('areas', '0002_osaka'),
        ('pages', '0001_pages_and_images'),
        ('taxonomy', '0003_themes'),
        ('wagtailcore', '0098_apitoken'),
    ]

    operations = [
        migrations.CreateModel(
            name='NewsIndexPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('title_en', models.CharField(blank=True, max_length=120, verbose_name='題名（英語）')),
                ('body', wagtail.fields.StreamField([('heading', 0), ('text', 1), ('image', 2), ('steps', 6), ('questions', 10), ('contact', 14)], blank=True, block_lookup={0: ('wagtail.blocks.CharBlock', (), {'icon': 'title', 'label': '見出し', 'max_length': 60, 'template': 'pages/blocks/heading.html'}), 1: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'link', 'ol', 'ul', 'h3', 'document-link'], 'label': '文章', 'template': 'pages/blocks/text.html'}), 2: ('wagtail.images.blocks.ImageBlock', [], {'label': '写真', 'template': 'pages/blocks/image.html'}), 3: ('wagtail.blocks.CharBlock', (), {'label': '見出し', 'max_length': 40}), 4: ('wagtail.blocks.TextBlock', (), {'label': '説明', 'max_length': 300}), 5: ('wagtail.blocks.StructBlock', [[('title', 3), ('text', 4)]], {}), 6: ('wagtail.blocks.ListBlock', (5,), {'icon': 'list-ol', 'label': '手順', 'template': 'pages/blocks/steps.html'}), 7: ('wagtail.blocks.CharBlock', (), {'label': '問い', 'max_length': 80}), 8: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'link', 'ol', 'ul', 'h3', 'document-link'], 'label': '答え'}), 9: ('wagtail.blocks.StructBlock', [[('question', 7), ('answer', 8)]], {}), 10: ('wagtail.blocks.ListBlock', (9,), {'icon': 'help', 'label': 'よくある質問', 'template': 'pages/blocks/questions.html'}), 11: ('wagtail.blocks.CharBlock', (), {'label': '窓口', 'max_length': 60}), 12: ('wagtail.blocks.CharBlock', (), {'label': '電話', 'max_length': 20, 'required': False}), 13: ('wagtail.blocks.CharBlock', (), {'label': '受付時間', 'max_length': 80, 'required': False}), 14: ('wagtail.blocks.StructBlock', [[('office', 11), ('phone', 12), ('hours', 13)]], {'template': 'pages/blocks/contact.html'})}, verbose_name='本文')),
                ('body_en', wagtail.fields.StreamField([('heading', 0), ('text', 1), ('image', 2), ('steps', 6), ('questions', 10), ('contact', 14)], blank=True, block_lookup={0: ('wagtail.blocks.CharBlock', (), {'icon': 'title', 'label': '見出し', 'max_length': 60, 'template': 'pages/blocks/heading.html'}), 1: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'link', 'ol', 'ul', 'h3', 'document-link'], 'label': '文章', 'template': 'pages/blocks/text.html'}), 2: ('wagtail.images.blocks.ImageBlock', [], {'label': '写真', 'template': 'pages/blocks/image.html'}), 3: ('wagtail.blocks.CharBlock', (), {'label': '見出し', 'max_length': 40}), 4: ('wagtail.blocks.TextBlock', (), {'label': '説明', 'max_length': 300}), 5: ('wagtail.blocks.StructBlock', [[('title', 3), ('text', 4)]], {}), 6: ('wagtail.blocks.ListBlock', (5,), {'icon': 'list-ol', 'label': '手順', 'template': 'pages/blocks/steps.html'}), 7: ('wagtail.blocks.CharBlock', (), {'label': '問い', 'max_length': 80}), 8: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'link', 'ol', 'ul', 'h3', 'document-link'], 'label': '答え'}), 9: ('wagtail.blocks.StructBlock', [[('question', 7), ('answer', 8)]], {}), 10: ('wagtail.blocks.ListBlock', (9,), {'icon': 'help', 'label': 'よくある質問', 'template': 'pages/blocks/questions.html'}), 11: ('wagtail.blocks.CharBlock', (), {'label': '窓口', 'max_length': 60}), 12: ('wagtail.blocks.CharBlock', (), {'label': '電話', 'max_length': 20, 'required': False}), 13: ('wagtail.blocks.CharBlock', (), {'label': '受付時間', 'max_length': 80, 'required': False}), 14: ('wagtail.blocks.StructBlock', [[('office', 11), ('phone', 12), ('hours', 13)]], {'template': 'pages/blocks/contact.html'})}, verbose_name='本文（英語）')),
            ],
            options={
                'verbose_name': 'お知らせの一覧',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='WardIndexPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('title_en', models.CharField(blank=True, max_length=120, verbose_name='題名（英語）')),
                ('body', wagtail.fields.StreamField([('heading', 0), ('text', 1), ('image', 2), ('steps', 6), ('questions', 10), ('contact', 14)], blank=True, block_lookup={0: ('wagtail.blocks.CharBlock', (), {'icon': 'title', 'label': '見出し', 'max_length': 60, 'template': 'pages/blocks/heading.html'}), 1: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'link', 'ol', 'ul', 'h3', 'document-link'], 'label': '文章', 'template': 'pages/blocks/text.html'}), 2: ('wagtail.images.blocks.ImageBlock', [], {'label': '写真', 'template': 'pages/blocks/image.html'}), 3: ('wagtail.blocks.CharBlock', (), {'label': '見出し', 'max_length': 40}), 4: ('wagtail.blocks.TextBlock', (), {'label': '説明', 'max_length': 300}), 5: ('wagtail.blocks.StructBlock', [[('title', 3), ('text', 4)]], {}), 6: ('wagtail.blocks.ListBlock', (5,), {'icon': 'list-ol', 'label': '手順', 'template': 'pages/blocks/steps.html'}), 7: ('wagtail.blocks.CharBlock', (), {'label': '問い', 'max_length': 80}), 8: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'link', 'ol', 'ul', 'h3', 'document-link'], 'label': '答え'}), 9: ('wagtail.blocks.StructBlock', [[('question', 7), ('answer', 8)]], {}), 10: ('wagtail.blocks.ListBlock', (9,), {'icon': 'help', 'label': 'よくある質問', 'template': 'pages/blocks/questions.html'}), 11: ('wagtail.blocks.CharBlock', (), {'label': '窓口', 'max_length': 60}), 12: ('wagtail.blocks.CharBlock', (), {'label': '電話', 'max_length': 20, 'required': False}), 13: ('wagtail.blocks.CharBlock', (), {'label': '受付時間', 'max_length': 80, 'required': False}), 14: ('wagtail.blocks.StructBlock', [[('office', 11), ('phone', 12), ('hours', 13)]], {'template': 'pages/blocks/contact.html'})}, verbose_name='本文')),
                ('body_en', wagtail.fields.StreamField([('heading', 0), ('text', 1), ('image', 2), ('steps', 6), ('questions', 10), ('contact', 14)], blank=True, block_lookup={0: ('wagtail.blocks.CharBlock', (), {'icon': 'title', 'label': '見出し', 'max_length': 60, 'template': 'pages/blocks/heading.html'}), 1: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'link', 'ol', 'ul', 'h3', 'document-link'], 'label': '文章', 'template': 'pages/blocks/text.html'}), 2: ('wagtail.images.blocks.ImageBlock', [], {'label': '写真', 'template': 'pages/blocks/image.html'}), 3: ('wagtail.blocks.CharBlock', (), {'label': '見出し', 'max_length': 40}), 4: ('wagtail.blocks.TextBlock', (), {'label': '説明', 'max_length': 300}), 5: ('wagtail.blocks.StructBlock', [[('title', 3), ('text', 4)]], {}), 6: ('wagtail.blocks.ListBlock', (5,), {'icon': 'list-ol', 'label': '手順', 'template': 'pages/blocks/steps.html'}), 7: ('wagtail.blocks.CharBlock', (), {'label': '問い', 'max_length': 80}), 8: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'link', 'ol', 'ul', 'h3', 'document-link'], 'label': '答え'}), 9: ('wagtail.blocks.StructBlock', [[('question', 7), ('answer', 8)]], {}), 10: ('wagtail.blocks.ListBlock', (9,), {'icon': 'help', 'label': 'よくある質問', 'template': 'pages/blocks/questions.html'}), 11: ('wagtail.blocks.CharBlock', (), {'label': '窓口', 'max_length': 60}), 12: ('wagtail.blocks.CharBlock', (), {'label': '電話', 'max_length': 20, 'required': False}), 13: ('wagtail.blocks.CharBlock', (), {'label': '受付時間', 'max_length': 80, 'required': False}), 14: ('wagtail.blocks.StructBlock', [[('office', 11), ('phone', 12), ('hours', 13)]], {'template': 'pages/blocks/contact.html'})}, verbose_name='本文（英語）')),
            ],
            options={
                'verbose_name': '24区の一覧',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.AddField(
            model_name='boardpage',
            name='call',
            field=models.TextField(blank=True, help_text='何を、どんなふうに出してほしいか。テーマの上に出ます。', max_length=400, verbose_name='集めたい投稿'),
        ),
        migrations.AddField(
            model_name='boardpage',
            name='call_en',
            field=models.TextField(blank=True, max_length=600, verbose_name='集めたい投稿（英語）'),
        ),
        migrations.AddField(
            model_name='boardpage',
            name='picture',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='pages.siteimage', verbose_name='写真'),
        ),
        migrations.AlterField(
            model_name='boardpage',
            name='board',
            field=models.OneToOneField(help_text='期間・区・種類は、ボードのほうで決めます。新しいテーマは、ここで作れます。', on_delete=django.db.models.deletion.PROTECT, related_name='page', to='taxonomy.board', verbose_name='ボード'),
        ),
        migrations.CreateModel(
            name='NewsPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('title_en', models.CharField(blank=True, max_length=120, verbose_name='題名（英語）')),
                ('body', wagtail.fields.StreamField([('heading', 0), ('text', 1), ('image', 2), ('steps', 6), ('questions', 10), ('contact', 14)], blank=True, block_lookup={0: ('wagtail.blocks.CharBlock', (), {'icon': 'title', 'label': '見出し', 'max_length': 60, 'template': 'pages/blocks/heading.html'}), 1: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'link', 'ol', 'ul', 'h3', 'document-link'], 'label': '文章', 'template': 'pages/blocks/text.html'}), 2: ('wagtail.images.blocks.ImageBlock', [], {'label': '写真', 'template': 'pages/blocks/image.html'}), 3: ('wagtail.blocks.CharBlock', (), {'label': '見出し', 'max_length': 40}), 4: ('wagtail.blocks.TextBlock', (), {'label': '説明', 'max_length': 300}), 5: ('wagtail.blocks.StructBlock', [[('title', 3), ('text', 4)]], {}), 6: ('wagtail.blocks.ListBlock', (5,), {'icon': 'list-ol', 'label': '手順', 'template': 'pages/blocks/steps.html'}), 7: ('wagtail.blocks.CharBlock', (), {'label': '問い', 'max_length': 80}), 8: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'link', 'ol', 'ul', 'h3', 'document-link'], 'label': '答え'}), 9: ('wagtail.blocks.StructBlock', [[('question', 7), ('answer', 8)]], {}), 10: ('wagtail.blocks.ListBlock', (9,), {'icon': 'help', 'label': 'よくある質問', 'template': 'pages/blocks/questions.html'}), 11: ('wagtail.blocks.CharBlock', (), {'label': '窓口', 'max_length': 60}), 12: ('wagtail.blocks.CharBlock', (), {'label': '電話', 'max_length': 20, 'required': False}), 13: ('wagtail.blocks.CharBlock', (), {'label': '受付時間', 'max_length': 80, 'required': False}), 14: ('wagtail.blocks.StructBlock', [[('office', 11), ('phone', 12), ('hours', 13)]], {'template': 'pages/blocks/contact.html'})}, verbose_name='本文')),
                ('body_en', wagtail.fields.StreamField([('heading', 0), ('text', 1), ('image', 2), ('steps', 6), ('questions', 10), ('contact', 14)], blank=True, block_lookup={0: ('wagtail.blocks.CharBlock', (), {'icon': 'title', 'label': '見出し', 'max_length': 60, 'template': 'pages/blocks/heading.html'}), 1: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'link', 'ol', 'ul', 'h3', 'document-link'], 'label': '文章', 'template': 'pages/blocks/text.html'}), 2: ('wagtail.images.blocks.ImageBlock', [], {'label': '写真', 'template': 'pages/blocks/image.html'}), 3: ('wagtail.blocks.CharBlock', (), {'label': '見出し', 'max_length': 40}), 4: ('wagtail.blocks.TextBlock', (), {'label': '説明', 'max_length': 300}), 5: ('wagtail.blocks.StructBlock', [[('title', 3), ('text', 4)]], {}), 6: ('wagtail.blocks.ListBlock', (5,), {'icon': 'list-ol', 'label': '手順', 'template': 'pages/blocks/steps.html'}), 7: ('wagtail.blocks.CharBlock', (), {'label': '問い', 'max_length': 80}), 8: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'link', 'ol', 'ul', 'h3', 'document-link'], 'label': '答え'}), 9: ('wagtail.blocks.StructBlock', [[('question', 7), ('answer', 8)]], {}), 10: ('wagtail.blocks.ListBlock', (9,), {'icon': 'help', 'label': 'よくある質問', 'template': 'pages/blocks/questions.html'}), 11: ('wagtail.blocks.CharBlock', (), {'label': '窓口', 'max_length': 60}), 12: ('wagtail.blocks.CharBlock', (), {'label': '電話', 'max_length': 20, 'required': False}), 13: ('wagtail.blocks.CharBlock', (), {'label': '受付時間', 'max_length': 80, 'required': False}), 14: ('wagtail.blocks.StructBlock', [[('office', 11), ('phone', 12), ('hours', 13)]], {'template': 'pages/blocks/contact.html'})}, verbose_name='本文（英語）')),
                ('lead', models.CharField(blank=True, help_text='一覧で題名の下に出ます。', max_length=160, verbose_name='一行で')),
                ('lead_en', models.CharField(blank=True, max_length=240, verbose_name='一行で（英語）')),
                ('day', models.DateField(db_index=True, default=django.utils.timezone.localdate, verbose_name='日付')),
                ('picture', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='pages.siteimage', verbose_name='写真')),
                ('wards', modelcluster.fields.ParentalManyToManyField(blank=True, help_text='えらばなければ、全部の区です。', related_name='+', to='areas.ward', verbose_name='区')),
            ],
            options={
                'verbose_name': 'お知らせ',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='WardPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('title_en', models.CharField(blank=True, max_length=120, verbose_name='題名（英語）')),
                ('body', wagtail.fields.StreamField([('heading', 0), ('text', 1), ('image', 2), ('steps', 6), ('questions', 10), ('contact', 14)], blank=True, block_lookup={0: ('wagtail.blocks.CharBlock', (), {'icon': 'title', 'label': '見出し', 'max_length': 60, 'template': 'pages/blocks/heading.html'}), 1: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'link', 'ol', 'ul', 'h3', 'document-link'], 'label': '文章', 'template': 'pages/blocks/text.html'}), 2: ('wagtail.images.blocks.ImageBlock', [], {'label': '写真', 'template': 'pages/blocks/image.html'}), 3: ('wagtail.blocks.CharBlock', (), {'label': '見出し', 'max_length': 40}), 4: ('wagtail.blocks.TextBlock', (), {'label': '説明', 'max_length': 300}), 5: ('wagtail.blocks.StructBlock', [[('title', 3), ('text', 4)]], {}), 6: ('wagtail.blocks.ListBlock', (5,), {'icon': 'list-ol', 'label': '手順', 'template': 'pages/blocks/steps.html'}), 7: ('wagtail.blocks.CharBlock', (), {'label': '問い', 'max_length': 80}), 8: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'link', 'ol', 'ul', 'h3', 'document-link'], 'label': '答え'}), 9: ('wagtail.blocks.StructBlock', [[('question', 7), ('answer', 8)]], {}), 10: ('wagtail.blocks.ListBlock', (9,), {'icon': 'help', 'label': 'よくある質問', 'template': 'pages/blocks/questions.html'}), 11: ('wagtail.blocks.CharBlock', (), {'label': '窓口', 'max_length': 60}), 12: ('wagtail.blocks.CharBlock', (), {'label': '電話', 'max_length': 20, 'required': False}), 13: ('wagtail.blocks.CharBlock', (), {'label': '受付時間', 'max_length': 80, 'required': False}), 14: ('wagtail.blocks.StructBlock', [[('office', 11), ('phone', 12), ('hours', 13)]], {'template': 'pages/blocks/contact.html'})}, verbose_name='本文')),
                ('body_en', wagtail.fields.StreamField([('heading', 0), ('text', 1), ('image', 2), ('steps', 6), ('questions', 10), ('contact', 14)], blank=True, block_lookup={0: ('wagtail.blocks.CharBlock', (), {'icon': 'title', 'label': '見出し', 'max_length': 60, 'template': 'pages/blocks/heading.html'}), 1: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'link', 'ol', 'ul', 'h3', 'document-link'], 'label': '文章', 'template': 'pages/blocks/text.html'}), 2: ('wagtail.images.blocks.ImageBlock', [], {'label': '写真', 'template': 'pages/blocks/image.html'}), 3: ('wagtail.blocks.CharBlock', (), {'label': '見出し', 'max_length': 40}), 4: ('wagtail.blocks.TextBlock', (), {'label': '説明', 'max_length': 300}), 5: ('wagtail.blocks.StructBlock', [[('title', 3), ('text', 4)]], {}), 6: ('wagtail.blocks.ListBlock', (5,), {'icon': 'list-ol', 'label': '手順', 'template': 'pages/blocks/steps.html'}), 7: ('wagtail.blocks.CharBlock', (), {'label': '問い', 'max_length': 80}), 8: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'link', 'ol', 'ul', 'h3', 'document-link'], 'label': '答え'}), 9: ('wagtail.blocks.StructBlock', [[('question', 7), ('answer', 8)]], {}), 10: ('wagtail.blocks.ListBlock', (9,), {'icon': 'help', 'label': 'よくある質問', 'template': 'pages/blocks/questions.html'}), 11: ('wagtail.blocks.CharBlock', (), {'label': '窓口', 'max_length': 60}), 12: ('wagtail.blocks.CharBlock', (), {'label': '電話', 'max_length': 20, 'required': False}), 13: ('wagtail.blocks.CharBlock', (), {'label': '受付時間', 'max_length': 80, 'required': False}), 14: ('wagtail.blocks.StructBlock', [[('office', 11), ('phone', 12), ('hours', 13)]], {'template': 'pages/blocks/contact.html'})}, verbose_name='本文（英語）')),
                ('desk', models.CharField(blank=True, help_text='例：市民協働課（4階 41番）', max_length=60, verbose_name='窓口の名前')),
                ('desk_en', models.CharField(blank=True, max_length=100, verbose_name='窓口の名前（英語）')),
                ('phone', models.CharField(blank=True, max_length=20, verbose_name='窓口の電話')),
                ('hours', wagtail.fields.StreamField([('row', 5)], blank=True, block_lookup={0: ('wagtail.blocks.CharBlock', (), {'help_text': '例：月–木、第4日曜', 'label': '曜日のことば', 'max_length': 20}), 1: ('wagtail.blocks.CharBlock', (), {'label': '曜日のことば（英語）', 'max_length': 40, 'required': False}), 2: ('wagtail.blocks.MultipleChoiceBlock', [], {'choices': [('0', '月'), ('1', '火'), ('2', '水'), ('3', '木'), ('4', '金'), ('5', '土'), ('6', '日')], 'help_text': '「いま開いています」の計算に使います。毎週でない日は、えらばないでください。', 'label': '毎週開いている曜日', 'required': False}), 3: ('wagtail.blocks.TimeBlock', (), {'label': '開く時刻'}), 4: ('wagtail.blocks.TimeBlock', (), {'label': '閉まる時刻'}), 5: ('wagtail.blocks.StructBlock', [[('days', 0), ('days_en', 1), ('weekdays', 2), ('opens', 3), ('closes', 4)]], {})}, verbose_name='窓口の時間')),
                ('note', models.CharField(blank=True, max_length=160, verbose_name='窓口のひとこと')),
                ('note_en', models.CharField(blank=True, max_length=240, verbose_name='窓口のひとこと（英語）')),
                ('way_url', models.URLField(blank=True, verbose_name='行きかたのページ')),
                ('ward', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='page', to='areas.ward', verbose_name='区')),
            ],
            options={
                'verbose_name': '区のページ',
            },
            bases=('wagtailcore.page',),
        ),
    ]
