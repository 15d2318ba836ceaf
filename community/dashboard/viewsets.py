"""Screens in Wagtail for what chiefs look after: the templates of answers."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import BooleanColumn
from wagtail.admin.viewsets.model import ModelViewSet

from community.core.fields import WardsField
from community.taxonomy.models import ReplyTemplate


class TemplateViewSet(ModelViewSet):
    model = ReplyTemplate
    add_to_reference_index = False
    add_to_admin_menu = True
    icon = "doc-full"
    menu_order = 310
    list_display = ["name", "use", "category", BooleanColumn("active", label=_("使う"))]
    search_fields = ["name", "text"]
    search_backend_name = None
    ordering = ["order"]
    form_fields = ["name", "use", "category", "wards", "subject", "text", "active", "order"]

    def formfield_for_dbfield(self, db_field: Any, **kwargs: Any) -> Any:
        if db_field.name == "wards":
            return WardsField(label=db_field.verbose_name)
        if db_field.name == "text":
            kwargs["widget"] = forms.Textarea(attrs={"rows": 8})
        return super().formfield_for_dbfield(db_field, **kwargs)
