from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import include, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from community.accounts.permissions import is_on_desk
from community.projects.permissions import sets_challenges

from .viewsets import TemplateViewSet


class DeskMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return is_on_desk(request.user)


@hooks.register("register_admin_urls")
def desk_urls() -> list[Any]:
    return [path("desk/", include("community.dashboard.urls"))]


@hooks.register("register_admin_menu_item")
def desk_menu_item() -> MenuItem:
    return DeskMenuItem(_("デスク"), reverse("desk:queue"), name="desk", icon_name="mail", order=10)


class ChallengesMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return sets_challenges(request.user)


@hooks.register("register_admin_menu_item")
def challenges_menu_item() -> MenuItem:
    return ChallengesMenuItem(_("お題"), reverse("desk:challenges"), name="challenges", icon_name="pick", order=120)


@hooks.register("register_admin_viewset")
def templates() -> TemplateViewSet:
    return TemplateViewSet()


@hooks.register("insert_global_admin_css")
def our_colours() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("css/desk/cms.css"))


@hooks.register("insert_global_admin_js")
def press_after_the_draft() -> SafeString:
    return format_html('<script type="module" src="{}"></script>', static("js/cms/draft.js"))
