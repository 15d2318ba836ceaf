import django.db.models.deletion
import modelsearch.index
import taggit.managers
import wagtail.fields
import wagtail.images.models
import wagtail.models.media
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('taggit', '0006_rename_taggeditem_content_type_object_id_taggit_tagg_content_8fc721_idx'),
        ('taxonomy', '0001_categories_and_boards'),
        ('wagtailcore', '0098_apitoken'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='HomePage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('title_en', models.CharField(blank=True, max_length=120, verbose_name='題名（英語）')),
                ('body', wagtail.fields.StreamField([('heading', 0), ('text', 1), ('image', 2), ('steps', 6), ('questions', 10), ('contact', 14)], blank=True, block_lookup={0: ('wagtail.blocks.CharBlock', (), {'icon': 'title', 'label': '見出し', 'max_length': 60, 'template': 'pages/blocks/heading.html'}), 1: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'link', 'ol', 'ul', 'h3', 'document-link'], 'label': '文章', 'template': 'pages/blocks/text.html'}), 2: ('wagtail.images.blocks.ImageBlock', [], {'label': '写真', 'template': 'pages/blocks/image.html'}), 3: ('wagtail.blocks.CharBlock', (), {'label': '見出し', 'max_length': 40}), 4: ('wagtail.blocks.TextBlock', (), {'label': '説明', 'max_length': 300}), 5: ('wagtail.blocks.StructBlock', [[('title', 3), ('text', 4)]], {}), 6: ('wagtail.blocks.ListBlock', (5,), {'icon': 'list-ol', 'label': '手順', 'template': 'pages/blocks/steps.html'}), 7: ('wagtail.blocks.CharBlock', (), {'label': '問い', 'max_length': 80}), 8: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'link', 'ol', 'ul', 'h3', 'document-link'], 'label': '答え'}), 9: ('wagtail.blocks.StructBlock', [[('question', 7), ('answer', 8)]], {}), 10: ('wagtail.blocks.ListBlock', (9,), {'icon': 'help', 'label': 'よくある質問', 'template': 'pages/blocks/questions.html'}), 11: ('wagtail.blocks.CharBlock', (), {'label': '窓口', 'max_length': 60}), 12: ('wagtail.blocks.CharBlock', (), {'label': '電話', 'max_length': 20, 'required': False}), 13: ('wagtail.blocks.CharBlock', (), {'label': '受付時間', 'max_length': 80, 'required': False}), 14: ('wagtail.blocks.StructBlock', [[('office', 11), ('phone', 12), ('hours', 13)]], {'template': 'pages/blocks/contact.html'})}, verbose_name='本文')),
                ('body_en', wagtail.fields.StreamField([('heading', 0), ('text', 1), ('image', 2), ('steps', 6), ('questions', 10), ('contact', 14)], blank=True, block_lookup={0: ('wagtail.blocks.CharBlock', (), {'icon': 'title', 'label': '見出し', 'max_length': 60, 'template': 'pages/blocks/heading.html'}), 1: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'link', 'ol', 'ul', 'h3', 'document-link'], 'label': '文章', 'template': 'pages/blocks/text.html'}), 2: ('wagtail.images.blocks.ImageBlock', [], {'label': '写真', 'template': 'pages/blocks/image.html'}), 3: ('wagtail.blocks.CharBlock', (), {'label': '見出し', 'max_length': 40}), 4: ('wagtail.blocks.TextBlock', (), {'label': '説明', 'max_length': 300}), 5: ('wagtail.blocks.StructBlock', [[('title', 3), ('text', 4)]], {}), 6: ('wagtail.blocks.ListBlock', (5,), {'icon': 'list-ol', 'label': '手順', 'template': 'pages/blocks/steps.html'}), 7: ('wagtail.blocks.CharBlock', (), {'label': '問い', 'max_length': 80}), 8: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'link', 'ol', 'ul', 'h3', 'document-link'], 'label': '答え'}), 9: ('wagtail.blocks.StructBlock', [[('question', 7), ('answer', 8)]], {}), 10: ('wagtail.blocks.ListBlock', (9,), {'icon': 'help', 'label': 'よくある質問', 'template': 'pages/blocks/questions.html'}), 11: ('wagtail.blocks.CharBlock', (), {'label': '窓口', 'max_length': 60}), 12: ('wagtail.blocks.CharBlock', (), {'label': '電話', 'max_length': 20, 'required': False}), 13: ('wagtail.blocks.CharBlock', (), {'label': '受付時間', 'max_length': 80, 'required': False}), 14: ('wagtail.blocks.StructBlock', [[('office', 11), ('phone', 12), ('hours', 13)]], {'template': 'pages/blocks/contact.html'})}, verbose_name='本文（英語）')),
                ('promise', models.CharField(default='困りごとに、橋をかけよう。', max_length=60, verbose_name='約束のことば')),
                ('promise_en', models.CharField(default='Let’s bridge what troubles us.', max_length=80, verbose_name='約束のことば（英語）')),
                ('lead', models.CharField(default='写真を1枚出すだけ。ご近所さん、お店、団体、市の担当者が、同じ板の上で話して、直るところまで見とどけます。', max_length=160, verbose_name='説明')),
                ('lead_en', models.CharField(default='One photo is enough. Neighbours, shops and city staff talk on one board until it is fixed.', max_length=240, verbose_name='説明（英語）')),
            ],
            options={
                'verbose_name': 'ホーム',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='StandardPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('title_en', models.CharField(blank=True, max_length=120, verbose_name='題名（英語）')),
                ('body', wagtail.fields.StreamField([('heading', 0), ('text', 1), ('image', 2), ('steps', 6), ('questions', 10), ('contact', 14)], blank=True, block_lookup={0: ('wagtail.blocks.CharBlock', (), {'icon': 'title', 'label': '見出し', 'max_length': 60, 'template': 'pages/blocks/heading.html'}), 1: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'link', 'ol', 'ul', 'h3', 'document-link'], 'label': '文章', 'template': 'pages/blocks/text.html'}), 2: ('wagtail.images.blocks.ImageBlock', [], {'label': '写真', 'template': 'pages/blocks/image.html'}), 3: ('wagtail.blocks.CharBlock', (), {'label': '見出し', 'max_length': 40}), 4: ('wagtail.blocks.TextBlock', (), {'label': '説明', 'max_length': 300}), 5: ('wagtail.blocks.StructBlock', [[('title', 3), ('text', 4)]], {}), 6: ('wagtail.blocks.ListBlock', (5,), {'icon': 'list-ol', 'label': '手順', 'template': 'pages/blocks/steps.html'}), 7: ('wagtail.blocks.CharBlock', (), {'label': '問い', 'max_length': 80}), 8: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'link', 'ol', 'ul', 'h3', 'document-link'], 'label': '答え'}), 9: ('wagtail.blocks.StructBlock', [[('question', 7), ('answer', 8)]], {}), 10: ('wagtail.blocks.ListBlock', (9,), {'icon': 'help', 'label': 'よくある質問', 'template': 'pages/blocks/questions.html'}), 11: ('wagtail.blocks.CharBlock', (), {'label': '窓口', 'max_length': 60}), 12: ('wagtail.blocks.CharBlock', (), {'label': '電話', 'max_length': 20, 'required': False}), 13: ('wagtail.blocks.CharBlock', (), {'label': '受付時間', 'max_length': 80, 'required': False}), 14: ('wagtail.blocks.StructBlock', [[('office', 11), ('phone', 12), ('hours', 13)]], {'template': 'pages/blocks/contact.html'})}, verbose_name='本文')),
                ('body_en', wagtail.fields.StreamField([('heading', 0), ('text', 1), ('image', 2), ('steps', 6), ('questions', 10), ('contact', 14)], blank=True, block_lookup={0: ('wagtail.blocks.CharBlock', (), {'icon': 'title', 'label': '見出し', 'max_length': 60, 'template': 'pages/blocks/heading.html'}), 1: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'link', 'ol', 'ul', 'h3', 'document-link'], 'label': '文章', 'template': 'pages/blocks/text.html'}), 2: ('wagtail.images.blocks.ImageBlock', [], {'label': '写真', 'template': 'pages/blocks/image.html'}), 3: ('wagtail.blocks.CharBlock', (), {'label': '見出し', 'max_length': 40}), 4: ('wagtail.blocks.TextBlock', (), {'label': '説明', 'max_length': 300}), 5: ('wagtail.blocks.StructBlock', [[('title', 3), ('text', 4)]], {}), 6: ('wagtail.blocks.ListBlock', (5,), {'icon': 'list-ol', 'label': '手順', 'template': 'pages/blocks/steps.html'}), 7: ('wagtail.blocks.CharBlock', (), {'label': '問い', 'max_length': 80}), 8: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'link', 'ol', 'ul', 'h3', 'document-link'], 'label': '答え'}), 9: ('wagtail.blocks.StructBlock', [[('question', 7), ('answer', 8)]], {}), 10: ('wagtail.blocks.ListBlock', (9,), {'icon': 'help', 'label': 'よくある質問', 'template': 'pages/blocks/questions.html'}), 11: ('wagtail.blocks.CharBlock', (), {'label': '窓口', 'max_length': 60}), 12: ('wagtail.blocks.CharBlock', (), {'label': '電話', 'max_length': 20, 'required': False}), 13: ('wagtail.blocks.CharBlock', (), {'label': '受付時間', 'max_length': 80, 'required': False}), 14: ('wagtail.blocks.StructBlock', [[('office', 11), ('phone', 12), ('hours', 13)]], {'template': 'pages/blocks/contact.html'})}, verbose_name='本文（英語）')),
            ],
            options={
                'verbose_name': 'ふつうのページ',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='BoardPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('title_en', models.CharField(blank=True, max_length=120, verbose_name='題名（英語）')),
                ('body', wagtail.fields.StreamField([('heading', 0), ('text', 1), ('image', 2), ('steps', 6), ('questions', 10), ('contact', 14)], blank=True, block_lookup={0: ('wagtail.blocks.CharBlock', (), {'icon': 'title', 'label': '見出し', 'max_length': 60, 'template': 'pages/blocks/heading.html'}), 1: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'link', 'ol', 'ul', 'h3', 'document-link'], 'label': '文章', 'template': 'pages/blocks/text.html'}), 2: ('wagtail.images.blocks.ImageBlock', [], {'label': '写真', 'template': 'pages/blocks/image.html'}), 3: ('wagtail.blocks.CharBlock', (), {'label': '見出し', 'max_length': 40}), 4: ('wagtail.blocks.TextBlock', (), {'label': '説明', 'max_length': 300}), 5: ('wagtail.blocks.StructBlock', [[('title', 3), ('text', 4)]], {}), 6: ('wagtail.blocks.ListBlock', (5,), {'icon': 'list-ol', 'label': '手順', 'template': 'pages/blocks/steps.html'}), 7: ('wagtail.blocks.CharBlock', (), {'label': '問い', 'max_length': 80}), 8: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'link', 'ol', 'ul', 'h3', 'document-link'], 'label': '答え'}), 9: ('wagtail.blocks.StructBlock', [[('question', 7), ('answer', 8)]], {}), 10: ('wagtail.blocks.ListBlock', (9,), {'icon': 'help', 'label': 'よくある質問', 'template': 'pages/blocks/questions.html'}), 11: ('wagtail.blocks.CharBlock', (), {'label': '窓口', 'max_length': 60}), 12: ('wagtail.blocks.CharBlock', (), {'label': '電話', 'max_length': 20, 'required': False}), 13: ('wagtail.blocks.CharBlock', (), {'label': '受付時間', 'max_length': 80, 'required': False}), 14: ('wagtail.blocks.StructBlock', [[('office', 11), ('phone', 12), ('hours', 13)]], {'template': 'pages/blocks/contact.html'})}, verbose_name='本文')),
                ('body_en', wagtail.fields.StreamField([('heading', 0), ('text', 1), ('image', 2), ('steps', 6), ('questions', 10), ('contact', 14)], blank=True, block_lookup={0: ('wagtail.blocks.CharBlock', (), {'icon': 'title', 'label': '見出し', 'max_length': 60, 'template': 'pages/blocks/heading.html'}), 1: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'link', 'ol', 'ul', 'h3', 'document-link'], 'label': '文章', 'template': 'pages/blocks/text.html'}), 2: ('wagtail.images.blocks.ImageBlock', [], {'label': '写真', 'template': 'pages/blocks/image.html'}), 3: ('wagtail.blocks.CharBlock', (), {'label': '見出し', 'max_length': 40}), 4: ('wagtail.blocks.TextBlock', (), {'label': '説明', 'max_length': 300}), 5: ('wagtail.blocks.StructBlock', [[('title', 3), ('text', 4)]], {}), 6: ('wagtail.blocks.ListBlock', (5,), {'icon': 'list-ol', 'label': '手順', 'template': 'pages/blocks/steps.html'}), 7: ('wagtail.blocks.CharBlock', (), {'label': '問い', 'max_length': 80}), 8: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'link', 'ol', 'ul', 'h3', 'document-link'], 'label': '答え'}), 9: ('wagtail.blocks.StructBlock', [[('question', 7), ('answer', 8)]], {}), 10: ('wagtail.blocks.ListBlock', (9,), {'icon': 'help', 'label': 'よくある質問', 'template': 'pages/blocks/questions.html'}), 11: ('wagtail.blocks.CharBlock', (), {'label': '窓口', 'max_length': 60}), 12: ('wagtail.blocks.CharBlock', (), {'label': '電話', 'max_length': 20, 'required': False}), 13: ('wagtail.blocks.CharBlock', (), {'label': '受付時間', 'max_length': 80, 'required': False}), 14: ('wagtail.blocks.StructBlock', [[('office', 11), ('phone', 12), ('hours', 13)]], {'template': 'pages/blocks/contact.html'})}, verbose_name='本文（英語）')),
                ('board', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='page', to='taxonomy.board', verbose_name='ボード')),
            ],
            options={
                'verbose_name': 'ボードのページ',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='SiteImage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=255, verbose_name='title')),
                ('file', wagtail.images.models.WagtailImageField(height_field='height', upload_to=wagtail.images.models.get_upload_to, verbose_name='file', width_field='width')),
                ('description', models.CharField(blank=True, default='', max_length=255, verbose_name='description')),
                ('width', models.IntegerField(editable=False, verbose_name='width')),
                ('height', models.IntegerField(editable=False, verbose_name='height')),
                ('created_at', models.DateTimeField(auto_now_add=True, db_index=True, verbose_name='created at')),
                ('focal_point_x', models.PositiveIntegerField(blank=True, null=True)),
                ('focal_point_y', models.PositiveIntegerField(blank=True, null=True)),
                ('focal_point_width', models.PositiveIntegerField(blank=True, null=True)),
                ('focal_point_height', models.PositiveIntegerField(blank=True, null=True)),
                ('file_size', models.PositiveIntegerField(editable=False, null=True)),
                ('file_hash', models.CharField(blank=True, db_index=True, editable=False, max_length=40)),
                ('credit', models.CharField(blank=True, max_length=120, verbose_name='出典')),
                ('collection', models.ForeignKey(default=wagtail.models.media.get_root_collection_id, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='wagtailcore.collection', verbose_name='collection')),
                ('tags', taggit.managers.TaggableManager(blank=True, help_text=None, through='taggit.TaggedItem', to='taggit.Tag', verbose_name='tags')),
                ('uploaded_by_user', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, to=settings.AUTH_USER_MODEL, verbose_name='uploaded by user')),
            ],
            options={
                'verbose_name': '画像',
                'verbose_name_plural': '画像',
                'abstract': False,
            },
            bases=(wagtail.images.models.ImageFileMixin, modelsearch.index.Indexed, models.Model),
        ),
        migrations.CreateModel(
            name='SiteRendition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('filter_spec', models.CharField(db_index=True, max_length=255)),
                ('file', wagtail.images.models.WagtailImageField(height_field='height', storage=wagtail.images.models.get_rendition_storage, upload_to=wagtail.images.models.get_rendition_upload_to, width_field='width')),
                ('width', models.IntegerField(editable=False)),
                ('height', models.IntegerField(editable=False)),
                ('focal_point_key', models.CharField(blank=True, default='', editable=False, max_length=16)),
                ('image', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='renditions', to='pages.siteimage')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('image', 'filter_spec', 'focal_point_key'), name='one_rendition_of_a_kind')],
            },
            bases=(wagtail.images.models.ImageFileMixin, models.Model),
        ),
    ]
