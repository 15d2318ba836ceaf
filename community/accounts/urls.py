"""Addresses of people. Those that allauth has too come first, with our words; the rest is allauth's own."""

from allauth.account import views as account
from allauth.mfa.webauthn import views as keys
from allauth.socialaccount import views as social
from django.urls import include, path

from . import door_forms as forms
from . import doors, views, views_mine, views_tokens
from .doors import spoken

WORDED = [
    path("login/", doors.Login.as_view(), name="account_login"),
    path("login/code/", spoken(account.RequestLoginCodeView), name="account_request_login_code"),
    path("login/code/confirm/", doors.ConfirmLoginCode.as_view(), name="account_confirm_login_code"),
    path("signup/", doors.Signup.as_view(), name="account_signup"),
    path("confirm-email/", doors.ConfirmMailCode.as_view(), name="account_email_verification_sent"),
    path("password/reset/", spoken(account.PasswordResetView), name="account_reset_password"),
    path("password/reset/confirm/", doors.ConfirmResetCode.as_view(), name="account_confirm_password_reset_code"),
    path(
        "password/reset/complete/",
        spoken(account.CompletePasswordResetView, form_class=forms.ResetPasswordForm),
        name="account_complete_password_reset",
    ),
    path(
        "password/change/",
        spoken(account.PasswordChangeView, form_class=forms.ChangePasswordForm),
        name="account_change_password",
    ),
    path(
        "password/set/",
        spoken(account.PasswordSetView, form_class=forms.SetPasswordForm),
        name="account_set_password",
    ),
    path("email/", spoken(account.EmailView), name="account_email"),
    path("reauthenticate/", spoken(account.ReauthenticateView), name="account_reauthenticate"),
    path("2fa/authenticate/", doors.SecondFactor.as_view(), name="mfa_authenticate"),
    path("2fa/reauthenticate/", doors.SecondFactorAgain.as_view(), name="mfa_reauthenticate"),
    path("2fa/totp/activate/", doors.ActivateApp.as_view(), name="mfa_activate_totp"),
    path("2fa/webauthn/add/", spoken(keys.AddWebAuthnView), name="mfa_add_webauthn"),
    path(
        "2fa/webauthn/login/", keys.LoginWebAuthnView.as_view(form_class=forms.KeyAloneForm), name="mfa_login_webauthn"
    ),
    path(
        "2fa/webauthn/reauthenticate/",
        keys.ReauthenticateWebAuthnView.as_view(form_class=forms.KeyAgainForm),
        name="mfa_reauthenticate_webauthn",
    ),
    path("2fa/webauthn/keys/<int:pk>/edit/", spoken(keys.EditWebAuthnView), name="mfa_edit_webauthn"),
    path("2fa/webauthn/keys/<int:pk>/remove/", doors.RemoveKey.as_view(), name="mfa_remove_webauthn"),
    path("3rdparty/", doors.Connections.as_view(), name="socialaccount_connections"),
    path("3rdparty/signup/", spoken(social.SignupView), name="socialaccount_signup"),
]

urlpatterns = [
    path("accounts/profile/", views.profile, name="profile"),
    path("accounts/data/", views_mine.data, name="mydata"),
    path("accounts/data/export/", views_mine.export, name="mydata_export"),
    path("accounts/delete/", views_mine.delete, name="account_delete"),
    path("accounts/tokens/", views_tokens.tokens, name="tokens"),
    path("accounts/tokens/<int:number>/end/", views_tokens.end, name="token_end"),
    path("accounts/language/", views.choose_language, name="language"),
    path("accounts/", include(WORDED)),
    path("accounts/", include("allauth.urls")),
    path("users/<slug:public_id>/", views.person, name="user"),
]
