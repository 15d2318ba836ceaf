"""The form of a project: plain words, whole without script. Six rows say whom it looks for; an empty one nothing."""

from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.areas.models import Ward
from community.core.ids import token
from community.core.text import asked_number, clean_text
from community.issues.models import Issue
from community.organisations.speaking import VoiceField
from community.photos.models import Photo
from community.photos.uploads import PhotosField, photos_named
from community.resources.filterbar import code_groups
from community.resources.forms_days import rows_of
from community.taxonomy.reference import usable_codes

from .actions.what import COLUMNS, MOST_CODES, MOST_DATASETS, MOST_HOURS, MOST_ROLES, TEXTS, RoleSaid
from .events import open_events
from .models import Challenge, Dataset, EventPage, Project, ProjectDataset, Role, Stage
from .models.projects import LONGEST_BODY, LONGEST_DOES, LONGEST_MESSAGE, LONGEST_TITLE

LINES = {"does": (LONGEST_DOES, False), "title": (LONGEST_TITLE, False)} | TEXTS


class CoverField(PhotosField):
    most = 1
    too_many = gettext_lazy("写真は1枚です。1枚えらびなおしてください。")


def _line(label: Any, longest: int, required: str | Any = "", **more: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=bool(required),
        widget=forms.TextInput(attrs={"maxlength": longest, "autocomplete": "off"}),
        error_messages={"required": required},
        **more,
    )


def _link(label: Any) -> forms.URLField:
    return forms.URLField(
        label=label,
        required=False,
        max_length=200,
        assume_scheme="https",
        widget=forms.URLInput(attrs={"maxlength": 200, "placeholder": "https://"}),
        error_messages={"invalid": gettext_lazy("リンクは https:// からはじまるアドレスを入れてください。")},
    )


class DatasetsField(forms.ModelMultipleChoiceField):
    def clean(self, value: Any) -> Any:
        """No database looks for a number that no column could hold."""
        if any(asked_number(str(one)) is None for one in value or ()):
            raise forms.ValidationError(self.error_messages["invalid_choice"], code="invalid_choice")
        return super().clean(value)


def _several(label: Any) -> DatasetsField:
    wrong = gettext_lazy("データは、一覧の中からえらんでください。")
    return DatasetsField(
        label=label,
        queryset=Dataset.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": wrong, "invalid_pk_value": wrong},
    )


class RoleRow(forms.Form):
    """Somebody whom the project looks for."""

    prefix = "role"
    known = forms.IntegerField(required=False, widget=forms.HiddenInput)
    title = _line(gettext_lazy("だれを"), 40)
    code = forms.ChoiceField(label=gettext_lazy("できること"), required=False)
    hours = forms.IntegerField(
        label=gettext_lazy("週に何時間"),
        required=False,
        min_value=1,
        max_value=MOST_HOURS,
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "min": 1, "max": MOST_HOURS}),
        error_messages=dict.fromkeys(
            ("invalid", "min_value", "max_value"), gettext_lazy("時間は、週に1から60までの数字で入れてください。")
        ),
    )
    remote = forms.BooleanField(label=gettext_lazy("はなれていてもできる"), required=False)
    closed = forms.BooleanField(label=gettext_lazy("もう見つかりました"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].choices = [("", _("きめていません")), *code_groups()]

    @staticmethod
    def initials(roles: Iterable[Role]) -> list[dict[str, Any]]:
        return [
            {
                "known": role.pk, "title": role.title, "hours": role.hours_a_week, "remote": role.remote,
                "closed": not role.open, "code": next((code.pk for code in role.codes.all()), ""),
            }
            for role in roles
        ]  # fmt: skip

    def complaints(self) -> Iterator[str]:
        """What is wrong with the row, as sentences."""
        if not self.is_valid():
            yield from (str(error) for errors in self.errors.values() for error in errors)
            return
        try:
            self.cleaned_data["title"] = clean_text(self.cleaned_data["title"], limit=40, lines=False)
        except forms.ValidationError as error:
            yield error.messages[0]
        if not self.cleaned_data["title"] and (self.cleaned_data["hours"] or self.cleaned_data["code"]):
            yield _("だれをさがしているか、ひとこと書いてください。")

    def said(self) -> RoleSaid | None:
        if not self.is_valid() or not self.cleaned_data["title"]:
            return None
        given = self.cleaned_data
        codes = [usable_codes()[given["code"]]] if given["code"] else []
        return RoleSaid(
            given["title"],
            codes=codes,
            hours=given["hours"],
            remote=given["remote"],
            open=not given["closed"],
            known=given["known"],
        )


class ProjectForm(forms.Form):
    """Fields in the order of the page. `kept` is a picture of an earlier try, `drop` gives up the one it has."""

    organisation = VoiceField(label=gettext_lazy("だれとして始めますか"))
    title = _line(gettext_lazy("名前"), LONGEST_TITLE, gettext_lazy("プロジェクトの名前を書いてください。"))
    does = forms.CharField(
        label=gettext_lazy("ひとことで、何をするもの"),
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": LONGEST_DOES}),
        error_messages={"required": gettext_lazy("何をするものか、ひとことで書いてください。")},
    )
    body = forms.CharField(
        label=gettext_lazy("くわしく"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 5, "maxlength": LONGEST_BODY}),
    )
    title_en = _line(gettext_lazy("名前（英語）"), 60)
    stage = forms.ChoiceField(
        label=gettext_lazy("段階"),
        choices=Stage.choices,
        initial=Stage.IDEA,
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), gettext_lazy("段階を1つえらんでください。")),
    )
    photos = CoverField(label=gettext_lazy("写真"), required=False)
    kept = forms.CharField(required=False, widget=forms.HiddenInput)
    drop = forms.BooleanField(label=gettext_lazy("いまの写真を外す"), required=False)
    repository = _link(gettext_lazy("コードの場所"))
    demo = _link(gettext_lazy("ためせる場所"))
    licence = _line(gettext_lazy("ライセンス"), 40)
    codes = forms.MultipleChoiceField(
        label=gettext_lazy("できること"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": gettext_lazy("できることは、一覧の中からえらんでください。")},
    )
    ward = forms.ModelChoiceField(
        label=gettext_lazy("区"),
        queryset=Ward.objects.none(),
        required=False,
        empty_label=gettext_lazy("大阪市ぜんぶ"),
        error_messages={"invalid_choice": gettext_lazy("区を24区からえらんでください。")},
    )
    event = forms.ModelChoiceField(
        label=gettext_lazy("催し"),
        queryset=EventPage.objects.none(),
        required=False,
        empty_label=gettext_lazy("えらびません"),
        error_messages={"invalid_choice": gettext_lazy("催しを、一覧の中からえらんでください。")},
    )
    challenge = forms.ModelChoiceField(
        label=gettext_lazy("お題"),
        queryset=Challenge.objects.none(),
        required=False,
        empty_label=gettext_lazy("えらびません"),
        error_messages={"invalid_choice": gettext_lazy("お題を、一覧の中からえらんでください。")},
    )
    uses = _several(gettext_lazy("使っているデータ"))
    needs = _several(gettext_lazy("ほしいデータ"))
    data_wanted = _line(gettext_lazy("まだどこにもない、ほしいデータ"), 120)
    issue = forms.IntegerField(required=False, min_value=1, max_value=2**53, widget=forms.HiddenInput)
    key = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, user: Any, project: Project | None = None, **kwargs: Any) -> None:
        """`project` is what is being changed; its voice stays."""
        super().__init__(*args, **kwargs)
        self.project, self.user = project, user
        if project is not None or not self.fields["organisation"].of(user):
            del self.fields["organisation"]
        self.fields["codes"].choices = [(slug, code.label) for slug, code in usable_codes().items()]
        self.fields["ward"].queryset = Ward.objects.listed()
        self.fields["event"].queryset = open_events().order_by("-starts_at")
        self.fields["challenge"].queryset = Challenge.objects.visible_to(user).select_related("event")
        for name in ("uses", "needs"):
            self.fields[name].queryset = Dataset.objects.visible_to(user)
        initials = RoleRow.initials(project.roles.prefetch_related("codes")) if project else []
        self.roles = rows_of(RoleRow, MOST_ROLES, self.data if self.is_bound else None, initials)
        self.initial.setdefault("key", token())

    @property
    def old_cover(self) -> Photo | None:
        return self.project.cover if self.project else None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        for name, (longest, lines) in LINES.items():
            try:
                cleaned[name] = clean_text(cleaned.get(name) or "", limit=longest, lines=lines)
            except forms.ValidationError as error:
                self.add_error(name, error)
        self._at_most(cleaned, "codes", MOST_CODES, _("できることは%(most)dつまでです。"))
        for name in ("uses", "needs"):
            self._at_most(cleaned, name, MOST_DATASETS, _("データは%(most)dつまでです。"))
        for nth, row in enumerate(self.roles):
            for sentence in row.complaints():
                self.add_error(None, _("さがす人の%(nth)d行め：%(wrong)s") % {"nth": nth + 1, "wrong": sentence})
        return cleaned

    def clean_issue(self) -> int | None:
        """An issue from whose page the project was begun; one that is gone meanwhile stands in nobody's way."""
        number = self.cleaned_data["issue"]
        known = number and Issue.objects.visible_to(self.user).listed().filter(number=number).exists()
        return number if known else None

    def _at_most(self, cleaned: dict[str, Any], name: str, most: int, sentence: str) -> None:
        if len(cleaned.get(name) or ()) > most:
            self.add_error(name, sentence % {"most": most})

    def what(self) -> dict[str, Any]:
        """The fields of `actions.what.What`."""
        cleaned = self.cleaned_data
        return {name: cleaned[name] for name in COLUMNS} | {
            "codes": [usable_codes()[slug] for slug in cleaned["codes"]],
            "uses": list(cleaned["uses"]),
            "needs": list(cleaned["needs"]),
            "roles": [said for row in self.roles if (said := row.said())],
        }

    def kept_photos(self, author: Any) -> list[Photo]:
        """A picture of an earlier try of this form."""
        return photos_named(self.data.get("kept"), author=author, most=1)


class JoinForm(forms.Form):
    """手を挙げる."""

    role = forms.TypedChoiceField(
        label=gettext_lazy("どの役で"),
        required=False,
        coerce=int,
        empty_value=None,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": gettext_lazy("この役は、もうさがしていません。ほかの役をえらんでください。")},
    )
    message = forms.CharField(
        label=gettext_lazy("ひとこと"),
        required=False,
        max_length=LONGEST_MESSAGE,
        widget=forms.Textarea(attrs={"rows": 4, "maxlength": LONGEST_MESSAGE}),
        help_text=gettext_lazy("できること、使える時間。プロジェクトを始めた人だけが読みます。なくても送れます。"),
    )

    def __init__(self, *args: Any, project: Project, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        wanted = [(role.pk, role.title) for role in project.roles.wanted()]
        self.fields["role"].choices = [*wanted, ("", _("役をきめずに"))]

    def clean_message(self) -> str:
        return clean_text(self.cleaned_data["message"], limit=LONGEST_MESSAGE)


def initial_of(project: Project) -> dict[str, Any]:
    """What the form says of a project as it is."""
    data = list(project.data.all())
    names = (*COLUMNS, "version")
    return {name: getattr(project, name) for name in names} | {
        "codes": [code.pk for code in project.codes.all()],
        "uses": [row.dataset_id for row in data if row.use == ProjectDataset.Use.USES],
        "needs": [row.dataset_id for row in data if row.use == ProjectDataset.Use.NEEDS],
    }
