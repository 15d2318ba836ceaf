"""Pieces of a page by their meaning; how they look is the templates' business."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageBlock

RICH = ["bold", "link", "ol", "ul", "h3", "document-link"]


class StepBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("見出し"), max_length=40)
    text = blocks.TextBlock(label=_("説明"), max_length=300)

    class Meta:
        label = _("手順")
        icon = "list-ol"


class QuestionBlock(blocks.StructBlock):
    question = blocks.CharBlock(label=_("問い"), max_length=80)
    answer = blocks.RichTextBlock(label=_("答え"), features=RICH)

    class Meta:
        label = _("よくある質問")
        icon = "help"


class ContactBlock(blocks.StructBlock):
    office = blocks.CharBlock(label=_("窓口"), max_length=60)
    phone = blocks.CharBlock(label=_("電話"), max_length=20, required=False)
    hours = blocks.CharBlock(label=_("受付時間"), max_length=80, required=False)

    class Meta:
        label = _("窓口")
        icon = "mail"


class BodyBlock(blocks.StreamBlock):
    heading = blocks.CharBlock(label=_("見出し"), max_length=60, icon="title", template="pages/blocks/heading.html")
    text = blocks.RichTextBlock(label=_("文章"), features=RICH, template="pages/blocks/text.html")
    image = ImageBlock(label=_("写真"), template="pages/blocks/image.html")
    steps = blocks.ListBlock(StepBlock(), label=_("手順"), icon="list-ol", template="pages/blocks/steps.html")
    questions = blocks.ListBlock(
        QuestionBlock(), label=_("よくある質問"), icon="help", template="pages/blocks/questions.html"
    )
    contact = ContactBlock(template="pages/blocks/contact.html")
