"""電話・窓口・手紙: a post for somebody who does not come to this site, written while they speak."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from community.accounts.permissions import desk_wards
from community.areas.models import Ward
from community.areas.reference import wards
from community.core.errors import CommunityError, InvalidInput, NotAllowed
from community.core.shown_again import shown_again
from community.core.text import clean_text
from community.issues.actions import receive_issue
from community.issues.forms import PostForm
from community.issues.models import Source

from .frame import menu
from .guards import for_desk

LONGEST_CONTACT = 200
GIVEN = ("title", "body", "kind", "category", "ward", "address", "precision", "private", "key", "source", "contact")


class ReceiveForm(PostForm):
    """The post form without its photos, in the order of a conversation: what, where, by which way, who."""

    source = forms.ChoiceField(
        label=gettext_lazy("受けた手段"),
        choices=[choice for choice in Source.choices if choice[0] != Source.WEB],
        initial=Source.PHONE,
        widget=forms.RadioSelect,
    )
    contact = forms.CharField(label=gettext_lazy("連絡先"), required=False)
    photos = anonymous = lat = lng = None

    def __init__(self, *args: Any, by: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mine = desk_wards(by)
        served = Ward.objects.listed().filter(pk__in=[code for code in wards() if code in mine])
        self.fields["ward"].queryset = served
        category = self.fields["category"]
        category.widget, category.empty_label = forms.Select(), _("えらんでください")
        category.queryset = category.queryset  # the new widget learns of its choices
        if len(served) == 1:
            self.initial.setdefault("ward", served[0].pk)

    def clean_contact(self) -> str:
        return clean_text(self.cleaned_data["contact"], limit=LONGEST_CONTACT, lines=False)


@for_desk
@require_http_methods(["GET", "HEAD", "POST"])
def receive(request: HttpRequest) -> HttpResponse:
    """One screen; after a press it is empty again, and says the number that the caller is told."""
    form = ReceiveForm(*((request.POST,) if request.method == "POST" else ()), by=request.user)
    refusal: CommunityError | None = InvalidInput() if form.is_bound else None
    if form.is_bound and form.is_valid():
        given = {name: form.cleaned_data[name] for name in GIVEN}
        try:
            issue = receive_issue(by=request.user, **given)
        except (InvalidInput, NotAllowed) as error:
            form.add_error(None, str(error))
            refusal = error
        else:
            messages.success(request, _("受けつけました。受付番号は %(number)d です。") % {"number": issue.number})
            return redirect("desk:receive")
    return shown_again(request, "dashboard/receive.html", {"form": form, "menu": menu(request)}, refusal)
