"""Wagtail's screens for staff accounts."""

from django import forms
from django.contrib.auth import get_user_model
from wagtail.users.forms import UserCreationForm, UserEditForm
from wagtail.users.views.users import UserViewSet

User = get_user_model()
FIELDS = {"email", "display_name", "first_name", "last_name", "is_superuser", "groups"}


class StaffCreationForm(UserCreationForm):
    class Meta(UserCreationForm.Meta):
        fields = FIELDS
        widgets = {"groups": forms.CheckboxSelectMultiple}


class StaffEditForm(UserEditForm):
    class Meta(UserEditForm.Meta):
        fields = FIELDS | {"is_active", "standing"}
        widgets = {"groups": forms.CheckboxSelectMultiple}


class StaffViewSet(UserViewSet):
    def get_form_class(self, for_update: bool = False) -> type[forms.ModelForm]:
        return StaffEditForm if for_update else StaffCreationForm
