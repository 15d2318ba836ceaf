"""The form of Wagtail's screen for accounts: who a person is, and what the city lets them do."""

from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.users.forms import UserForm

from community.core.fields import WardsField

from . import actions
from .forms import NameField
from .models import DeskRole, Standing

User = get_user_model()
NO_DESK = ""
WAGTAILS_GROUPS = {"Editors": _("書く人"), "Moderators": _("書いて、公開する人")}
RIGHTS = ("is_superuser", "groups")
DESK = ("desk", "wards", "office", "office_en")
ACCOUNT = ("email", "last_name", "first_name", "display_name", "standing", "is_active")
PARTS = (
    ("account", _("人"), "user", ACCOUNT),
    ("desk", _("デスク"), "mail", DESK),
    ("rights", _("権限"), "key", RIGHTS),
)


class GroupsField(forms.ModelMultipleChoiceField):
    """Wagtail's own groups under words of ours; those that editors made keep their names."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, group: Group) -> str:
        return str(WAGTAILS_GROUPS.get(group.name, group.name))


class StaffForm(UserForm):
    """Rights and the desk are no columns of the account: they are saved by actions, which write the journal."""

    last_name = forms.CharField(label=_("姓"), max_length=150, help_text=_("同じ職場の人だけが見ます。"))
    first_name = forms.CharField(label=_("名"), max_length=150, required=False)
    display_name = NameField(required=False)
    is_superuser = forms.BooleanField(
        label=_("管理者"), required=False, help_text=_("すべてを見て、すべてを変えられます。")
    )
    groups = GroupsField(
        label=_("ページの役割"),
        queryset=Group.objects.order_by("name"),
        required=False,
        help_text=_("ページや画像を直す人の役割です。"),
    )
    desk = forms.ChoiceField(
        label=_("デスクの役割"),
        choices=[(NO_DESK, _("なし")), *DeskRole.Role.choices],
        required=False,
        widget=forms.RadioSelect,
        help_text=_("責任者は、公式の回答を公開できます。"),
    )
    wards = WardsField(label=_("担当する区"))
    office = forms.CharField(
        label=_("名のる部署"),
        max_length=40,
        required=False,
        help_text=_("住民には、名前のかわりにこの部署が見えます。例：北区役所 まちづくり課"),
    )
    office_en = forms.CharField(label=_("名のる部署（英語）"), max_length=60, required=False)

    def __init__(self, *args: Any, by: Any, **kwargs: Any) -> None:
        """`by` is who fills it in: what they may not decide is not asked."""
        super().__init__(*args, **kwargs)
        self.by, user = by, self.instance
        desk = DeskRole.objects.filter(user=user).first() if user.pk else None
        self.initial |= {
            "is_superuser": user.is_superuser,
            "groups": user.groups.all() if user.pk else [],
            "desk": desk.role if desk else NO_DESK,
            "wards": desk.wards if desk else [],
            "office": desk.office if desk else "",
            "office_en": desk.office_en if desk else "",
        }
        for name in self._not_for(by):
            del self.fields[name]

    def _not_for(self, by: Any) -> tuple[str, ...]:
        if by.is_superuser:
            return ("is_superuser",) if by.pk == self.instance.pk else ()
        return (*RIGHTS, *DESK) if by.pk == self.instance.pk else ("is_superuser",)

    @property
    def parts(self) -> list[dict[str, Any]]:
        """The screen's parts, each with its fields; what is not asked of this person is missing."""
        asked = [
            {"id": name, "heading": heading, "icon": icon, "fields": [self[one] for one in names if one in self.fields]}
            for name, heading, icon, names in PARTS
        ]
        return [part for part in asked if part["fields"]]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("desk") and not cleaned.get("office") and not self.has_error("office"):
            self.add_error("office", _("名のる部署を書いてください。例：北区役所 まちづくり課"))
        return cleaned

    @transaction.atomic
    def save(self, commit: bool = True) -> Any:
        """Wagtail's screens save at once; there is nothing to keep for later."""
        act = "user.change" if self.instance.pk else "user.make"
        user = super().save()
        account = set(self.changed_data) - {*RIGHTS, *DESK}
        if account or act == "user.make":
            actions.note_account(user=user, by=self.by, act=act, changed=account)
        self._save_rights(user)
        self._save_desk(user)
        return user

    def _save_rights(self, user: Any) -> None:
        if "groups" not in self.fields:
            return
        superuser = self.cleaned_data.get("is_superuser", user.is_superuser)
        actions.give_rights(user=user, by=self.by, superuser=superuser, groups=self.cleaned_data["groups"])

    def _save_desk(self, user: Any) -> None:
        if not set(self.changed_data) & set(DESK):
            return
        if not self.cleaned_data["desk"]:
            actions.take_desk(user=user, by=self.by)
            return
        given = {name: self.cleaned_data[name] for name in ("wards", "office", "office_en")}
        actions.give_desk(user=user, by=self.by, role=self.cleaned_data["desk"], **given)


class StaffCreationForm(StaffForm):
    """A new colleague. No password is set here: with their address they choose one at the log-in."""

    email = forms.EmailField(
        label=_("メールアドレス"),
        help_text=_("本人が、ログインの画面で番号をこのアドレスに受け取って入り、2つめの確かめかたを決めます。"),
    )

    class Meta:
        model = User
        fields = ("email", "last_name", "first_name", "display_name")

    def clean_email(self) -> str:
        return self.cleaned_data["email"].lower()

    @transaction.atomic
    def save(self, commit: bool = True) -> Any:
        self.instance.set_unusable_password()
        user = super().save()
        actions.note_address(user=user)
        return user


class StaffEditForm(StaffForm):
    """An account that is there: a colleague's or a resident's."""

    email = forms.EmailField(
        label=_("メールアドレス"), required=False, disabled=True, help_text=_("本人だけが変えられます。")
    )
    last_name = forms.CharField(
        label=_("姓"), max_length=150, required=False, help_text=_("同じ職場の人だけが見ます。")
    )
    standing = forms.ChoiceField(
        label=_("信頼"),
        choices=Standing.choices,
        required=False,
        help_text=_("「いつも確認する」人の投稿は、公開のまえに読みます。"),
    )
    is_active = forms.BooleanField(
        label=_("ログインできる"), required=False, help_text=_("外すと、開いている画面もすぐに閉じます。")
    )

    class Meta:
        model = User
        fields = ("email", "last_name", "first_name", "display_name", "standing", "is_active")

    def __init__(self, *args: Any, editing_self: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if editing_self:
            del self.fields["is_active"]

    def _clean_username(self) -> None:
        """The address is not asked here; many people have none, and that is no duplicate."""
