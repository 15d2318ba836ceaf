"""`manage.py init_site`: the first pages of a new site, and on an older one those that it lacks."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management.base import BaseCommand

from community.pages import actions
from community.replies.actions.approval import plant_workflow


class Command(BaseCommand):
    help = "Plants the first pages; adds only those that are missing."

    def handle(self, *args: Any, **options: Any) -> None:
        site = urlsplit(settings.WAGTAILADMIN_BASE_URL)
        actions.plant_first_pages(hostname=site.hostname or "localhost", port=site.port or 80)
        plant_workflow()
