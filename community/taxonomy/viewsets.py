"""Editors' screens for categories, departments, boards and sorts of help."""

from typing import Any

from django import forms
from django.db.models import ProtectedError, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.ui.tables import BooleanColumn
from wagtail.admin.views.generic import DeleteView
from wagtail.admin.views.generic.chooser import ChooseResultsView, ChooseView
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup
from wagtail.admin.widgets import AdminDateTimeInput

from community.core.fields import WardsField

from .models import Authority, Board, Category, Department, NeedCode

TAKES_POSTS = BooleanColumn("accepts_posts", label=_("投稿を受け付ける"))
IN_USE = BooleanColumn("active", label=_("使う"))
SENSITIVE = BooleanColumn("sensitive", label=_("人にかかわる"))
IN_USE_WORDS = _("「%(name)s」は使われているため、消せません。「使う」や受付を切ってください。")


class DeleteUnused(DeleteView):
    """What posts stand on stays; the screen says so and what to do instead."""

    def form_valid(self, form: forms.Form) -> HttpResponse:
        try:
            return super().form_valid(form)
        except ProtectedError:
            messages.error(self.request, IN_USE_WORDS % {"name": self.object})
            return redirect(self.get_success_url())


class NamedViewSet(ModelViewSet):
    """A thing whose slug others have written down: addresses, posts, exports. It is chosen once, and then stays."""

    add_to_reference_index = False
    delete_view_class = DeleteUnused

    def get_form_class(self, for_update: bool = False) -> type[forms.ModelForm]:
        if not for_update:
            return super().get_form_class()
        stays_open = [name for name in self.get_form_fields() if name != "slug"]
        return forms.modelform_factory(self.model, fields=stays_open, formfield_callback=self.formfield_for_dbfield)


class CategoryViewSet(NamedViewSet):
    model = Category
    icon = "tag"
    menu_order = 10
    list_display = ["name", "name_en", "promised_days", "department", IN_USE]
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
    list_display = ["name", "name_en", "note", IN_USE]
    search_fields = ["name", "name_en"]
    search_backend_name = None
    ordering = ["order"]
    form_fields = ["slug", "name", "name_en", "note", "active", "order"]


class BoardViewSet(NamedViewSet):
    model = Board
    icon = "list-ul"
    menu_order = 30
    list_display = ["name", "slug", "kind", TAKES_POSTS, "opens_at", "closes_at"]
    search_fields = ["name", "name_en", "slug"]
    search_backend_name = None
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


class NewThemeForm(forms.ModelForm):
    """A theme made while its page is written. What is not asked here is on the board's own screen."""

    wards = WardsField(label=_("区"))

    class Meta:
        model = Board
        fields = ("name", "name_en", "slug", "opens_at", "closes_at", "wards", "categories", "moderation")
        help_texts = {
            "opens_at": _("例：2026-12-01 09:00。空なら、もうはじまっています。"),
            "closes_at": _("例：2026-12-20 17:00。空なら、おわりを決めていません。"),
        }
        widgets = {
            "opens_at": AdminDateTimeInput,
            "closes_at": AdminDateTimeInput,
            "categories": forms.CheckboxSelectMultiple,
        }


class BoardFilterForm(BaseFilterForm):
    q = forms.CharField(label=_("名前でさがす"), required=False)

    def filter(self, objects: QuerySet[Board]) -> QuerySet[Board]:
        words = self.cleaned_data.get("q")
        if words:
            self.is_searching, self.search_query = True, words
            objects = objects.filter(Q(name__icontains=words) | Q(name_en__icontains=words) | Q(slug__icontains=words))
        return super().filter(objects)


class BoardChooseView(ChooseView):
    filter_form_class = BoardFilterForm


class BoardChooseResultsView(ChooseResultsView):
    filter_form_class = BoardFilterForm


class BoardChooserViewSet(ChooserViewSet):
    model = Board
    icon = "list-ul"
    choose_one_text = _("ボードをえらぶ")
    choose_another_text = _("ほかのボードをえらぶ")
    edit_item_text = _("このボードを直す")
    search_tab_label = _("さがす")
    creation_tab_label = _("新しいテーマを作る")
    create_action_label = _("テーマを作る")
    choose_view_class = BoardChooseView
    choose_results_view_class = BoardChooseResultsView
    creation_form_class = NewThemeForm


class AuthorityViewSet(NamedViewSet):
    model = Authority
    icon = "globe"
    menu_order = 40
    list_display = ["name", "answers_for", "phone", "note", IN_USE]
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


class DeleteUnlinked(DeleteUnused):
    """A code that anything carries stays, also where the database would let it go: what is offered keeps its sort."""

    def form_valid(self, form: forms.Form) -> HttpResponse:
        links = [it for it in NeedCode._meta.get_fields(include_hidden=True) if it.one_to_many and it.auto_created]
        if any(it.related_model._base_manager.filter(**{it.field.name: self.object}).exists() for it in links):
            messages.error(self.request, IN_USE_WORDS % {"name": self.object})
            return redirect(self.get_success_url())
        return super().form_valid(form)


class NeedCodeViewSet(NamedViewSet):
    model = NeedCode
    icon = "pick"
    menu_order = 50
    delete_view_class = DeleteUnlinked
    list_display = ["name", "kind", "group", SENSITIVE, IN_USE]
    list_filter = ["kind", "group"]
    search_fields = ["name", "name_en", "wanted", "offered"]
    search_backend_name = None
    ordering = ["order"]
    form_fields = [
        "slug", "kind", "group", "name", "name_en", "wanted", "offered", "hint", "hint_en", "sensitive", "active",
        "order",
    ]  # fmt: skip

    def formfield_for_dbfield(self, db_field: Any, **kwargs: Any) -> Any:
        if db_field.name == "group":
            kwargs["queryset"] = NeedCode.objects.filter(group=None)
        return super().formfield_for_dbfield(db_field, **kwargs)


class TaxonomyGroup(ModelViewSetGroup):
    items = (CategoryViewSet, DepartmentViewSet, BoardViewSet, AuthorityViewSet, NeedCodeViewSet)
    menu_label = _("分類")
    menu_icon = "tag"
    menu_order = 300
