"""Editors' screens for the list of datasets."""

from typing import Any

from django import forms
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import BooleanColumn
from wagtail.admin.views.generic import CreateView, EditView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies import ModelPermissionPolicy

from community.core.fields import WardsField

from .actions.data import note_dataset
from .models import Dataset


class KeptPolicy(ModelPermissionPolicy):
    """Projects stand on them: one is taken off the list, never deleted."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action != "delete" and super().user_has_permission(user, action)


class CreateDataset(CreateView):
    def save_instance(self) -> Dataset:
        with transaction.atomic():
            dataset = super().save_instance()
            note_dataset(act="dataset.make", dataset=dataset, by=self.request.user)
        return dataset


class EditDataset(EditView):
    def save_instance(self) -> Dataset:
        with transaction.atomic():
            dataset = super().save_instance()
            note_dataset(act="dataset.change", dataset=dataset, by=self.request.user)
        return dataset


class DatasetViewSet(ModelViewSet):
    model = Dataset
    icon = "table"
    menu_label = _("データの一覧")
    menu_order = 312
    add_to_admin_menu = True
    add_to_reference_index = False
    add_view_class = CreateDataset
    edit_view_class = EditDataset
    copy_view_enabled = False
    list_display = ["title", "publisher", "format", "licence", BooleanColumn("listed", label=_("公開する"))]
    list_filter = ["format", "listed"]
    search_fields = ["title", "title_en", "publisher", "about"]
    search_backend_name = None
    form_fields = [
        "title", "title_en", "publisher", "publisher_en", "about", "about_en", "licence", "format", "url", "wards",
        "listed",
    ]  # fmt: skip

    def formfield_for_dbfield(self, db_field: Any, **kwargs: Any) -> Any:
        if db_field.name == "wards":
            return WardsField(label=db_field.verbose_name)
        if db_field.name in ("about", "about_en"):
            kwargs["widget"] = forms.Textarea(attrs={"rows": 3})
        if db_field.name == "url":
            kwargs["assume_scheme"] = "https"
        return super().formfield_for_dbfield(db_field, **kwargs)
