"""Editors' screens for the words of search. A concept with the sign of a shipped one takes its place."""

from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.urls import path, reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from wagtail.admin.ui.tables import BooleanColumn, Column, UpdatedAtColumn
from wagtail.admin.views.generic import CreateView, EditView, IndexView
from wagtail.admin.views.reports import ReportView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import HeaderButton

from . import tally
from .analysis.letters import fold
from .models import LONGEST_UNANSWERED, ConceptChange
from .proposals import concept_of, nearest
from .thesaurus.concepts import LISTS, Concept, shipped

CONCEPTS, UNANSWERED = "さがすことば", "見つからなかったことば"


class AddConcept(CreateView):
    """`?slug=` begins with what came with the product, `?ja=` adds words to it, or begins a concept of its own."""

    def get_initial(self) -> dict[str, Any]:
        concept = shipped().concepts.get(self.request.GET.get("slug", ""))
        lists = {name: "\n".join(getattr(concept, name)) for name in LISTS} if concept else {"ja": ""}
        lists["ja"] = _with(lists["ja"], self.request.GET.get("ja", ""))
        return super().get_initial() | ({"slug": concept.id, "broader": concept.broader} if concept else {}) | lists


class EditConcept(EditView):
    """`?ja=` adds words to its names, for whoever saves them."""

    def get_initial(self) -> dict[str, Any]:
        words = self.request.GET.get("ja", "")
        return super().get_initial() | ({"ja": _with(self.object.ja, words)} if words else {})


class ConceptIndex(IndexView):
    @cached_property
    def header_buttons(self) -> list[Any]:
        report = HeaderButton(UNANSWERED, url=reverse("concepts:unanswered"), icon_name="help")
        return [*super().header_buttons, report]


def _harmless(words: str) -> str:
    """No spreadsheet may take what strangers typed for a formula."""
    return f"'{words}" if words[:1] in set("=+-@") else words


class UnansweredReport(ReportView):
    """What was asked for more than once and not found, with the concepts that it could be a name of."""

    model = ConceptChange
    any_permission_required = IndexView.any_permission_required
    index_url_name = "concepts:unanswered"
    index_results_url_name = "concepts:unanswered_results"
    page_title = UNANSWERED
    header_icon = "help"
    paginate_by = 20
    export_headings = {"words": "ことば", "times": "30日間の回数", "days": "日数"}
    list_export = ["words", "times", "days"]
    export_filename = "unanswered"
    custom_field_preprocess = {"words": {"csv": _harmless}}

    def get_queryset(self) -> Any:
        return tally.asked_often()

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        here = {"url": "", "label": UNANSWERED}
        return [*self.breadcrumbs_items, {"url": reverse("concepts:index"), "label": CONCEPTS}, here]

    @cached_property
    def columns(self) -> list[Column]:
        names = [Column(name, label=label) for name, label in self.export_headings.items()]
        return [*names, Column("add", label="ことばを足す", accessor=self._links)]

    def _links(self, row: dict[str, Any]) -> SafeString | str:
        words = row["words"]
        known = concept_of(words)
        if known:
            return f"「{known.name}」に入っています。"
        links = [(self._address(concept, words), f"「{concept.name}」に足す") for concept in nearest(words)]
        if self.user_has_permission("add"):
            links.append((f"{reverse('concepts:add')}?{urlencode({'ja': words})}", "新しい概念にする"))
        return format_html_join("、", '<a href="{}">{}</a>', [link for link in links if link[0]])

    def _address(self, concept: Concept, words: str) -> str:
        """The screen of the concept with the words among its names; none where this person may not change it."""
        changed = self._changed.get(concept.id)
        if not self.user_has_permission("change" if changed else "add"):
            return ""
        if changed:
            return f"{reverse('concepts:edit', args=[changed])}?{urlencode({'ja': words})}"
        return f"{reverse('concepts:add')}?{urlencode({'slug': concept.id, 'ja': words})}"

    @cached_property
    def _changed(self) -> dict[str, int]:
        return dict(ConceptChange.objects.values_list("slug", "pk"))


class ConceptViewSet(ModelViewSet):
    model = ConceptChange
    name = "concepts"
    icon = "search"
    menu_label = CONCEPTS
    menu_order = 700
    add_to_settings_menu = True
    add_to_reference_index = False
    index_view_class = ConceptIndex
    add_view_class = AddConcept
    edit_view_class = EditConcept
    list_display = ["ja", "slug", BooleanColumn("is_removed", label="使わない"), UpdatedAtColumn(accessor="changed_at")]
    search_fields = ["slug", "ja", "official", "en"]
    search_backend_name = None
    form_fields = ["slug", "broader", *LISTS, "is_removed"]

    def formfield_for_dbfield(self, db_field: Any, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, **kwargs)
        if isinstance(field.widget, forms.Textarea):
            field.widget.attrs["rows"] = 4
        return field

    def get_urlpatterns(self) -> list[Any]:
        report = self.construct_view(UnansweredReport)
        results = self.construct_view(UnansweredReport, results_only=True)
        return [
            *super().get_urlpatterns(),
            path("unanswered/", report, name="unanswered"),
            path("unanswered/results/", results, name="unanswered_results"),
        ]


def _with(names: str, words: str) -> str:
    """Names of a concept, one a line, with these words behind them, each once."""
    words = " ".join(words.split())[:LONGEST_UNANSWERED]
    known = {fold(name.strip()) for name in names.splitlines()}
    return names if fold(words) in known or not words else "\n".join(filter(None, (names.rstrip(), words)))
