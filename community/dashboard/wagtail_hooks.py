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


@hooks.register("register_admin_viewset")
def templates() -> TemplateViewSet:
    return TemplateViewSet()


@hooks.register("insert_global_admin_css")
def our_colours() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("css/desk/cms.css"))
