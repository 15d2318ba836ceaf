"""Screens in Wagtail for what chiefs look after: the templates of answers."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.ui.tables import BooleanColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permissions import policy_registry

from community.core.fields import WardsField
from community.taxonomy.models import ReplyTemplate


class TemplateForm(WagtailAdminModelForm):
    def clean_wards(self) -> list[str]:
        """Nobody makes or leaves a template that they could not change afterwards."""
        wards = self.cleaned_data["wards"]
        policy = policy_registry.get_by_type(ReplyTemplate)
        if not policy.user_has_permission_for_instance(self.for_user, "change", ReplyTemplate(wards=wards)):
            raise ValidationError(_("あなたの担当の区だけを、えらんでください。"))
        return wards


class OwnOnly:
    """Wagtail asks for the right on the model alone; here it is asked of the one that is opened."""

    def get_object(self, *args: Any, **kwargs: Any) -> ReplyTemplate:
        found = super().get_object(*args, **kwargs)
        if not self.user_has_permission_for_instance(self.permission_required, found):
            raise PermissionDenied
        return found


class TemplateIndexView(generic.IndexView):
    """Chiefs read all templates, to copy them; links to change one are only with their own."""

    def get_edit_url(self, instance: ReplyTemplate) -> str | None:
        return super().get_edit_url(instance) if self.user_has_permission_for_instance("change", instance) else None

    def get_delete_url(self, instance: ReplyTemplate) -> str | None:
        return super().get_delete_url(instance) if self.user_has_permission_for_instance("delete", instance) else None


class TemplateEditView(OwnOnly, generic.EditView):
    pass


class TemplateDeleteView(OwnOnly, generic.DeleteView):
    pass


class TemplateCopyView(generic.CopyView):
    def get_initial_form_instance(self) -> ReplyTemplate:
        """A new one: Wagtail would write what is sent to this address over the one that is copied."""
        found = super().get_initial_form_instance()
        found.pk, found._state.adding = None, True
        return found


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
    index_view_class = TemplateIndexView
    edit_view_class = TemplateEditView
    delete_view_class = TemplateDeleteView
    copy_view_class = TemplateCopyView

    def get_form_class(self, for_update: bool = False) -> type[TemplateForm]:
        return forms.modelform_factory(
            self.model, TemplateForm, fields=self.form_fields, formfield_callback=self.formfield_for_dbfield
        )

    def formfield_for_dbfield(self, db_field: Any, **kwargs: Any) -> Any:
        if db_field.name == "wards":
            return WardsField(label=db_field.verbose_name)
        if db_field.name == "text":
            kwargs["widget"] = forms.Textarea(attrs={"rows": 8})
        return super().formfield_for_dbfield(db_field, **kwargs)
