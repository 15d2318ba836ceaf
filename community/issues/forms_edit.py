"""The post form for its author afterwards: the same fields, without those that stay as they were sent."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext as _

from community.photos.models import Photo
from community.photos.uploads import photos_named
from community.taxonomy.models import Category

from .forms import MOST_PHOTOS, PostForm
from .models import Issue, IssuePhoto

FIXED = ("kind", "ward", "lat", "lng", "private")
SAID = ("title", "body", "address", "precision", "anonymous", "version")


class EditForm(PostForm):
    """`version` is the one on the screen, `drop` its photos that go, `kept` those of an earlier try of this form."""

    drop = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, issue: Issue, **kwargs: Any) -> None:
        said = {name: getattr(issue, name) for name in SAID} | {"category": issue.category_id}
        super().__init__(*args, initial=said, **kwargs)
        joins = issue.photos.filter(role=IssuePhoto.Role.POST).select_related("photo")
        self.old_photos = [join.photo for join in joins]
        for name in FIXED:
            self.fields.pop(name, None)
        self.fields["category"].queryset = Category.objects.filter(Q(active=True) | Q(pk=issue.category_id))
        self.fields["drop"].choices = [(photo.token, photo.token) for photo in self.old_photos]

    def clean_precision(self) -> str:
        """What was not said stays: nothing is shown more exactly by leaving a field out."""
        return self.cleaned_data["precision"] or self.initial["precision"]

    def clean(self) -> dict[str, Any]:
        """The place stays; only what goes and what comes has to fit together."""
        cleaned = forms.Form.clean(self)
        left = len(self.old_photos) - len(cleaned.get("drop") or ())
        if left + len(cleaned.get("photos") or ()) > MOST_PHOTOS:
            self.add_error("photos", _("写真は5枚までです。いまの写真を外してから、足してください。"))
        return cleaned

    def kept_photos(self, author: Any) -> list[Photo]:
        """The post's own, but for those that go, then those of an earlier try of this form."""
        dropped = set(self.cleaned_data.get("drop") or ())
        old = [photo for photo in self.old_photos if photo.token not in dropped]
        return old + photos_named(self.data.get("kept"), author=author, most=MOST_PHOTOS)

    def stands_on(self, version: int) -> None:
        """What is there now was seen: the next press decides."""
        self.data = self.data.copy()
        self.data["version"] = str(version)
