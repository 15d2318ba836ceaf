"""Wagtail's screens for accounts. Its acts on many at once are closed: they would pass by our actions."""

from functools import cached_property
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import OuterRef, Subquery
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn
from wagtail.users.views.users import CreateView, DeleteView, EditView, IndexView, UserColumn, UserViewSet

from . import actions
from .models import DeskRole, User
from .staff_forms import StaffCreationForm, StaffEditForm


class StaffIndexView(IndexView):
    """Colleagues first, under the names that colleagues know, with what each of them does."""

    page_title, add_item_label = _("人"), _("人をふやす")

    @cached_property
    def columns(self) -> list[Column]:
        name = self._get_title_column_class(UserColumn)
        return [
            name("name", accessor="staff_name", label=_("名前"), sort_key="name", get_url=self.get_edit_url),
            Column("email", label=_("メールアドレス"), sort_key="email", width="25%"),
            Column("role", accessor=_role, label=_("役割"), width="25%"),
            BooleanColumn("is_active", label=_("ログインできる"), sort_key="is_active", width="10%"),
            DateColumn("last_login", label=_("最後のログイン"), sort_key="last_login", width="15%"),
        ]

    def get_base_queryset(self) -> Any:
        office = DeskRole.objects.filter(user=OuterRef("pk")).values("office")[:1]
        return super().get_base_queryset().annotate(office=Subquery(office))


def _role(user: Any) -> str | Promise:
    """What a person does for the city, in a word; empty for residents."""
    if user.is_superuser:
        return _("管理者")
    return user.office or (_("ページ") if user.is_staff else "")


class StaffCreateView(CreateView):
    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"by": self.request.user}


class StaffEditView(EditView):
    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        if self.object.is_superuser and not request.user.is_superuser:
            raise PermissionDenied

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"by": self.request.user}


class StaffDeleteView(DeleteView):
    @transaction.atomic
    def form_valid(self, form: forms.Form) -> Any:
        actions.note_deleted_account(user=self.object, by=self.request.user)
        return super().form_valid(form)


class StaffViewSet(UserViewSet):
    menu_label = _("人")
    ordering = ["-is_staff", "last_name", "pk"]
    index_view_class = StaffIndexView
    add_view_class = StaffCreateView
    edit_view_class = StaffEditView
    delete_view_class = StaffDeleteView

    def get_form_class(self, for_update: bool = False) -> type[forms.ModelForm]:
        return StaffEditForm if for_update else StaffCreationForm


def refuse_many_at_once(request: HttpRequest, action_type: str, objects: list[Any], action: Any) -> None:
    """Roles, locks and deletions are given one by one, where they are checked and written down."""
    if action.model is User:
        raise PermissionDenied
