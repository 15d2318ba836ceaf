"""Editors' screens for categories, departments and boards."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup

from community.core.fields import WardsField

from .models import Authority, Board, Category, Department


class NamedViewSet(ModelViewSet):
    """A thing whose slug others have written down: addresses, posts, exports. It is chosen once, and then stays."""

    add_to_reference_index = False

    def get_form_class(self, for_update: bool = False) -> type[forms.ModelForm]:
        if not for_update:
            return super().get_form_class()
        stays_open = [name for name in self.get_form_fields() if name != "slug"]
        return forms.modelform_factory(self.model, fields=stays_open, formfield_callback=self.formfield_for_dbfield)


class CategoryViewSet(NamedViewSet):
    model = Category
    icon = "tag"
    menu_order = 10
    list_display = ["name", "name_en", "promised_days", "department", "active"]
    search_fields = ["name", "name_en", "words"]
    search_backend_name = None
    ordering = ["order"]
    form_fields = [
        "slug", "name", "name_en", "icon", "words", "emergency", "emergency_en", "emergency_phone",
        "promised_days", "department", "active", "order",
    ]  # fmt: skip


class DepartmentViewSet(NamedViewSet):
    model = Department
    icon = "group"
    menu_order = 20
    list_display = ["name", "name_en", "note", "active"]
    search_fields = ["name", "name_en"]
    search_backend_name = None
    ordering = ["order"]
    form_fields = ["slug", "name", "name_en", "note", "active", "order"]


class BoardViewSet(NamedViewSet):
    model = Board
    icon = "list-ul"
    menu_order = 30
    list_display = ["name", "slug", "accepts_posts", "opens_at", "closes_at"]
    form_fields = [
        "slug", "name", "name_en", "accepts_posts", "accepts_comments", "opens_at", "closes_at", "wards",
        "categories", "moderation",
    ]  # fmt: skip

    def formfield_for_dbfield(self, db_field: Any, **kwargs: Any) -> Any:
        if db_field.name == "wards":
            return WardsField(label=db_field.verbose_name)
        if db_field.name == "categories":
            kwargs["widget"] = forms.CheckboxSelectMultiple
        return super().formfield_for_dbfield(db_field, **kwargs)


class AuthorityViewSet(NamedViewSet):
    model = Authority
    icon = "globe"
    menu_order = 40
    list_display = ["name", "answers_for", "phone", "note", "active"]
    search_fields = ["name", "name_en", "answers_for"]
    search_backend_name = None
    ordering = ["order"]
    form_fields = [
        "slug", "name", "name_en", "answers_for", "answers_for_en", "phone", "url", "note", "categories", "active",
        "order",
    ]  # fmt: skip

    def formfield_for_dbfield(self, db_field: Any, **kwargs: Any) -> Any:
        if db_field.name == "categories":
            kwargs["widget"] = forms.CheckboxSelectMultiple
        if db_field.name == "url":
            kwargs["assume_scheme"] = "https"
        return super().formfield_for_dbfield(db_field, **kwargs)


class TaxonomyGroup(ModelViewSetGroup):
    items = (CategoryViewSet, DepartmentViewSet, BoardViewSet, AuthorityViewSet)
    menu_label = _("分類")
    menu_icon = "tag"
    menu_order = 300
