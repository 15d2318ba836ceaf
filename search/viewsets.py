"""Editors' screen for the words of search. One that has the sign of a shipped concept takes its place."""

from typing import Any

from django import forms
from wagtail.admin.ui.tables import BooleanColumn, UpdatedAtColumn
from wagtail.admin.views.generic import CreateView
from wagtail.admin.viewsets.model import ModelViewSet

from .models import ConceptChange
from .thesaurus.concepts import LISTS, shipped


class AddConcept(CreateView):
    """`?slug=` begins with what came with the product."""

    def get_initial(self) -> dict[str, Any]:
        concept = shipped().concepts.get(self.request.GET.get("slug", ""))
        if concept is None:
            return super().get_initial()
        lists = {name: "\n".join(getattr(concept, name)) for name in LISTS}
        return {"slug": concept.id, "broader": concept.broader, **lists}


class ConceptViewSet(ModelViewSet):
    model = ConceptChange
    name = "concepts"
    icon = "search"
    menu_label = "さがすことば"
    menu_order = 700
    add_to_settings_menu = True
    add_to_reference_index = False
    add_view_class = AddConcept
    list_display = ["ja", "slug", BooleanColumn("is_removed", label="使わない"), UpdatedAtColumn(accessor="changed_at")]
    search_fields = ["slug", "ja", "official", "en"]
    search_backend_name = None
    form_fields = ["slug", "broader", *LISTS, "is_removed"]

    def formfield_for_dbfield(self, db_field: Any, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, **kwargs)
        if isinstance(field.widget, forms.Textarea):
            field.widget.attrs["rows"] = 4
        return field
