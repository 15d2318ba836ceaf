"""Editors' screens for categories, departments and boards."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup

from .models import Board, Category, Department


class CategoryViewSet(ModelViewSet):
    model = Category
    icon = "tag"
    menu_order = 10
    add_to_reference_index = False
    list_display = ["name", "name_en", "promised_days", "department", "active"]
    search_fields = ["name", "name_en", "words"]
    search_backend_name = None
    ordering = ["order"]
    form_fields = [
        "slug", "name", "name_en", "icon", "words", "emergency", "emergency_en", "emergency_phone",
        "promised_days", "department", "active", "order",
    ]  # fmt: skip


class DepartmentViewSet(ModelViewSet):
    model = Department
    icon = "group"
    menu_order = 20
    add_to_reference_index = False
    list_display = ["name", "name_en", "note", "active"]
    search_fields = ["name", "name_en"]
    search_backend_name = None
    ordering = ["order"]
    form_fields = ["slug", "name", "name_en", "note", "active", "order"]


class BoardViewSet(ModelViewSet):
    model = Board
    icon = "list-ul"
    menu_order = 30
    add_to_reference_index = False
    list_display = ["name", "slug", "accepts_posts", "opens_at", "closes_at"]
    form_fields = [
        "slug", "name", "name_en", "accepts_posts", "accepts_comments", "opens_at", "closes_at", "wards",
        "categories", "moderation",
    ]  # fmt: skip


class TaxonomyGroup(ModelViewSetGroup):
    items = (CategoryViewSet, DepartmentViewSet, BoardViewSet)
    menu_label = _("分類")
    menu_icon = "tag"
    menu_order = 300
