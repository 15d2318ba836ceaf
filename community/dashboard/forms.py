"""One form a verb. Each carries the version the officer had on the screen and a key for one press of the button."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.text import Truncator
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from community.accounts.models import DeskRole, User
from community.discussion.models import Message
from community.issues.sentences import PREFILLED
from community.issues.workflow import Status
from community.replies.models import LONGEST_SUBJECT, LONGEST_VIEW, LONGEST_VOICE, ReplyKind
from community.taxonomy.models import Authority, Department
from community.taxonomy.reference import authorities

MOST_TO_HIDE = 200  # messages


class VerbForm(forms.Form):
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    key = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)


class ApproveForm(VerbForm):
    note = forms.CharField(label=_("メモ"), required=False, max_length=400)


class ReasonForm(VerbForm):
    reason = forms.CharField(
        label=_("理由"),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("理由を書いてください。")},
    )


class AssignForm(VerbForm):
    department = forms.ModelChoiceField(
        label=_("担当部署"),
        queryset=Department.objects.filter(active=True),
        required=False,
        empty_label=_("未定"),
        error_messages={"invalid_choice": _("部署を一覧からえらんでください。")},
    )
    officer = forms.ModelChoiceField(
        label=_("担当者"),
        queryset=User.objects.none(),
        to_field_name="public_id",
        required=False,
        empty_label=_("未定"),
        error_messages={"invalid_choice": _("担当者を一覧からえらんでください。")},
    )

    def __init__(
        self, *args: Any, ward: str | None = None, departments: Sequence[Department] = (), **kwargs: Any
    ) -> None:
        """`departments` (all there are) spares the question for them where they are known."""
        super().__init__(*args, **kwargs)
        officers = officers_of(ward)
        officer, department = self.fields["officer"], self.fields["department"]
        officer.queryset = User.objects.filter(pk__in=[user.pk for user in officers])
        officer.choices = [("", officer.empty_label), *((user.public_id, user.staff_name) for user in officers)]
        if departments:
            known = ((each.pk, each.label) for each in departments if each.active)
            department.choices = [("", department.empty_label), *known]


class StatusForm(VerbForm):
    to = forms.CharField(label=_("つぎの様子"), error_messages={"required": _("つぎの様子をえらんでください。")})
    sentence = forms.CharField(
        label=_("みんなに見える文"), required=False, max_length=400, widget=forms.Textarea(attrs={"rows": 3})
    )
    date = forms.DateField(
        label=_("予定の日"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"invalid": _("日付を 2026-11-29 のように入れてください。")},
    )
    authority = forms.ModelChoiceField(
        label=_("案内先の窓口"),
        queryset=Authority.objects.filter(active=True),
        required=False,
        empty_label=_("えらばない"),
        error_messages={"invalid_choice": _("案内先の窓口を一覧からえらんでください。")},
    )

    def __init__(self, *args: Any, category: str = "", **kwargs: Any) -> None:
        """`category`: the windows that know of such things come first."""
        super().__init__(*args, **kwargs)
        if category:
            known = sorted(authorities().values(), key=lambda one: category not in {c.pk for c in one.categories.all()})
            field = self.fields["authority"]
            field.choices = [("", field.empty_label), *((one.pk, f"{one.label}（{one.answers}）") for one in known)]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("to") == Status.SCHEDULED and not cleaned.get("date") and "date" not in self.errors:
            self.add_error("date", _("対応予定の日を入れてください。"))
        says_where = cleaned.get("sentence", "").strip() not in ("", PREFILLED[Status.NOT_OURS])
        if cleaned.get("to") == Status.NOT_OURS and not cleaned.get("authority") and not says_where:
            self.add_error("authority", _("案内先の窓口をえらぶか、どこへ頼めばよいかを文で書いてください。"))
        return cleaned


class ReplyForm(VerbForm):
    subject = forms.CharField(
        label=_("件名"), max_length=LONGEST_SUBJECT, error_messages={"required": _("件名を書いてください。")}
    )
    voice = forms.CharField(
        label=_("市民の声"), required=False, max_length=LONGEST_VOICE, widget=forms.Textarea(attrs={"rows": 2})
    )
    view = forms.CharField(
        label=_("市の考え方"),
        max_length=LONGEST_VIEW,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("市の考え方を書いてください。")},
    )
    kind = forms.ChoiceField(
        label=_("対応の種別"),
        choices=ReplyKind.choices,
        initial=ReplyKind.WILL_DO,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("対応の種別を1つえらんでください。"),
            "invalid_choice": _("対応の種別を1つえらんでください。"),
        },
    )


class CorrectForm(ReplyForm):
    reply = forms.IntegerField(widget=forms.HiddenInput, error_messages={"required": _("どの回答か、わかりません。")})


class NoteForm(VerbForm):
    body = forms.CharField(
        label=_("内部メモ"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("メモを書いてください。")},
    )


class ReturnForm(VerbForm):
    note = forms.CharField(
        label=_("もどす理由"), max_length=400, error_messages={"required": _("もどす理由を書いてください。")}
    )


class CloseFlagsForm(VerbForm):
    note = forms.CharField(label=_("メモ"), required=False, max_length=400)


class HideMessageForm(ReasonForm):
    """Whether the words are hidden already is for the action to say: a second press is no mistake."""

    message = forms.ModelChoiceField(
        label=_("隠すひとこと"),
        queryset=Message.objects.none(),
        empty_label=_("えらんでください"),
        error_messages={
            "required": _("ひとことを1つえらんでください。"),
            "invalid_choice": _("このひとことは、この話にありません。"),
        },
    )
    field_order = ("message", "reason")

    def __init__(
        self, *args: Any, thread: int | None = None, said: Sequence[Message] | None = None, **kwargs: Any
    ) -> None:
        """`said`, where they are known, are the messages to choose among; `()` means that `initial` names the one."""
        super().__init__(*args, **kwargs)
        field = self.fields["message"]
        field.queryset = Message.objects.filter(thread=thread)
        if said == ():
            field.widget = forms.HiddenInput()
            return
        known = messages_of(thread) if said is None else said
        field.choices = [("", field.empty_label), *((one.pk, line_of(one)) for one in known if can_be_hidden(one))]


def messages_of(thread: int | None) -> list[Message]:
    """What was said, the latest first; what was said long ago is found through its flags."""
    said = Message.objects.filter(thread=thread).select_related("event", "author")
    return list(said.order_by("-pk")[:MOST_TO_HIDE])


def can_be_hidden(message: Message) -> bool:
    """Also what was set aside: the desk then says for good that it stays away."""
    return message.state not in (Message.State.HIDDEN, Message.State.DELETED)


def line_of(message: Message) -> str:
    return f"{Truncator(message.body).chars(40) or message.first_line}（{localtime(message.at):%m/%d %H:%M}）"


def officers_of(ward: str | None) -> list[User]:
    """Accounts with a desk for this ward, by name. Desks are few; the wards of each are a short list."""
    roles = DeskRole.objects.select_related("user").filter(user__is_active=True).order_by("user__last_name", "user")
    return [role.user for role in roles if ward is None or ward in role.served]
