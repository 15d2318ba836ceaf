"""Editors' screens for calls, and who has answered them."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.generic import IndexView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies import ModelPermissionPolicy

from community.core.text import asked_number

from .models import Call, CallAnswer
from .permissions import sees_some_answers


class CallViewSet(ModelViewSet):
    model = Call
    icon = "group"
    menu_label = _("サポーター募集")
    menu_order = 310
    add_to_admin_menu = True
    add_to_reference_index = False
    list_display = ["title", "board", "event", "places", "closes_at"]
    search_fields = ["title", "title_en", "what", "where"]
    search_backend_name = None
    form_fields = [
        "board", "event", "ward", "title", "title_en", "what", "what_en", "when", "when_en", "where", "where_en",
        "places", "closes_at", "office", "office_en",
    ]  # fmt: skip

    def formfield_for_dbfield(self, db_field: Any, **kwargs: Any) -> Any:
        if db_field.name in ("what", "what_en"):
            kwargs["widget"] = forms.Textarea(attrs={"rows": 3})
        return super().formfield_for_dbfield(db_field, **kwargs)


class AnswersPolicy(ModelPermissionPolicy):
    """Answers are read by editors and by the desk of the call's ward, and changed by nobody but their people."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action == "view" and sees_some_answers(user)

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        return "view" in actions and sees_some_answers(user)

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Any) -> bool:
        return self.user_has_permission(user, action)

    def user_has_any_permission_for_instance(self, user: Any, actions: Any, instance: Any) -> bool:
        return self.user_has_any_permission(user, actions)


class AnswersView(IndexView):
    any_permission_required = ["view"]

    def get_base_queryset(self) -> QuerySet[CallAnswer]:
        answers = CallAnswer.objects.at_desk_of(self.request.user).filter(state=CallAnswer.State.JOINED)
        if (call := asked_number(self.request.GET.get("call"))) is not None:
            answers = answers.filter(call=call)
        return answers.select_related("call", "person")


class CallAnswerViewSet(ModelViewSet):
    """Below the desk's address, so that officers reach it too."""

    model = CallAnswer
    icon = "group"
    menu_label = _("応募した人")
    menu_order = 311
    add_to_admin_menu = True
    add_to_reference_index = False
    url_prefix = "desk/calls"
    index_view_class = AnswersView
    list_display = [
        Column("person", label=_("応募した人"), accessor="person.display_name"),
        Column("call", label=_("サポーター募集"), accessor="call"),
        Column("email", label=_("メール"), accessor="person.email"),
        Column("message", label=_("ひとこと"), accessor="message"),
        DateColumn("at", label=_("応募した日時"), accessor="at"),
    ]
    search_fields = ["person__display_name", "message", "call__title"]
    search_backend_name = None
    form_fields = ["message"]

    def get_urlpatterns(self) -> list[Any]:
        """The list alone."""
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
        ]
