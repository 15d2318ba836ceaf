"""allauth's pages, with our words in their forms and what our templates show beside them."""

from datetime import UTC, datetime
from typing import Any

from allauth.account import views as account
from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.adapter import get_adapter as get_mfa_adapter
from allauth.mfa.base import views as factors
from allauth.mfa.models import Authenticator
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as keys
from allauth.socialaccount import views as social
from allauth.socialaccount.adapter import get_adapter as get_social_adapter
from allauth.utils import get_request_param
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views import View

from . import door_forms as forms
from .words import speak

FIRST_STEPS = {"password": _("パスワード"), "code": _("メールの番号"), "socialaccount": _("ほかのサービスのアカウント")}


class Spoken:
    """A page whose form speaks our words."""

    def get_form(self, form_class: Any = None) -> Any:
        return speak(super().get_form(form_class))


class WithWaysIn:
    """A page that also offers the log-ins of others, LINE and Google, where they are set up."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"ways_in": ways_in(self.request)}


def ways_in(request: HttpRequest, *, process: str = "login") -> list[dict[str, str]]:
    """The name and the address of every log-in of others that is set up."""
    if not settings.SOCIALACCOUNT_PROVIDERS:
        return []
    query = {"process": process, "next": get_request_param(request, "next")}
    given = {name: value for name, value in query.items() if value}
    providers = get_social_adapter().list_providers(request)
    return [{"name": provider.name, "url": provider.get_login_url(request, **given)} for provider in providers]


class Login(WithWaysIn, Spoken, account.LoginView):
    pass


class Signup(WithWaysIn, Spoken, account.SignupView):
    form_class = forms.SignupForm


class CodePage(Spoken):
    """A page that waits for the six figures of a mail: how long, and how many tries are left."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        process = self._process
        return super().get_context_data(**kwargs) | {
            "tries": process.max_attempts - process.state["failed_attempts"],
            "until": datetime.fromtimestamp(process.state["at"] + process.timeout, tz=UTC),
            "sent_again": process.state["resend_count"] > 0,
        }


class ConfirmLoginCode(CodePage, account.ConfirmLoginCodeView):
    pass


class ConfirmResetCode(CodePage, account.ConfirmPasswordResetCodeView):
    pass


class ConfirmMailCode(CodePage, account.ConfirmEmailVerificationCodeView):
    @property
    def _action(self) -> str:
        """allauth changes the address here only for new accounts, which would tell which addresses are taken."""
        again = self.request.POST.get("action") == "resend" and self._process.can_resend
        return "resend" if again else "verify"


class SpareCodes:
    """A page that takes a code of the app, and in a field of its own one of the spare codes."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """allauth takes a spare code where it takes the app's."""
        if "recovery" in request.POST:
            request.POST = request.POST.copy()
            request.POST["code"] = request.POST["recovery"]
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        person = self.person()
        if "recovery" in self.request.POST:
            spare, fresh = context["form"], self.get_form_class()(user=person)
            context |= {"spare_form": spare, "form": speak(fresh)}
        office = person.desk_role.office_name if person.desk_role else ""
        return context | factors_of(person) | {"office": office}


class SecondFactor(SpareCodes, factors.AuthenticateView):
    """The second step of a log-in: a key, a code of the app, or a spare code, each where there is one."""

    form_class = forms.SecondFactorForm
    webauthn_form_class = forms.KeyForm

    def person(self) -> Any:
        return self.stage.login.user

    def _build_forms(self) -> Any:
        posted = super()._build_forms()
        speak(self.auth_form)
        return posted

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        person = self.person()
        steps = get_authentication_records(self.request, person)
        return super().get_context_data(**kwargs) | {
            "person": person,
            "first_step": FIRST_STEPS.get(steps[-1]["method"], "") if steps else "",
            "hours": settings.STAFF_SESSION_AGE // 3600,
        }


class SecondFactorAgain(SpareCodes, Spoken, factors.ReauthenticateView):
    form_class = forms.SecondFactorAgainForm

    def person(self) -> Any:
        return self.request.user


def factors_of(person: Any) -> dict[str, Any]:
    """What this person can use as a second step: an app, keys, spare codes that are left."""
    own = list(Authenticator.objects.filter(user=person))
    spare = [one.wrap() for one in own if one.type == Authenticator.Type.RECOVERY_CODES]
    return {
        "has_app": any(one.type == Authenticator.Type.TOTP for one in own),
        "keys": [one for one in own if one.type == Authenticator.Type.WEBAUTHN],
        "spare_codes": len(spare[0].get_unused_codes()) if spare else 0,
    }


class RemoveKey(keys.RemoveWebAuthnView):
    def form_valid(self, form: Any) -> HttpResponse:
        """allauth asks only for the app whether the last factor may go."""
        mfa = get_mfa_adapter()
        if mfa.can_delete_authenticator(self.object):
            return super().form_valid(form)
        messages.error(self.request, mfa.error_messages["cannot_delete_authenticator"])
        return redirect("mfa_list_webauthn")


class Connections(social.ConnectionsView):
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"ways_in": ways_in(self.request, process="connect")}


class ActivateApp(Spoken, totp.ActivateTOTPView):
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The secret also in groups of four, as people copy it."""
        context = super().get_context_data(**kwargs)
        secret = context["form"].secret
        return context | {"secret_groups": [secret[at : at + 4] for at in range(0, len(secret), 4)]}


def spoken(view: type[View], **options: Any) -> Any:
    """One of allauth's pages that needs nothing but our words."""
    return type(view.__name__, (Spoken, view), {}).as_view(**options)
