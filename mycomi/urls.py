"""Every address of the site. Order matters: closed doors first, then ours, Wagtail's pages last."""

from django.conf import settings
from django.urls import include, path, re_path
from django.views.generic import RedirectView
from django.views.i18n import JavaScriptCatalog
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.contrib.sitemaps.views import index, sitemap
from wagtail.documents import urls as wagtaildocs_urls

from community.core import api
from community.core import views as core
from community.pages.sitemaps import SITEMAPS

handler400 = "community.core.views.bad_request"
handler403 = "community.core.views.permission_denied"
handler404 = "community.core.views.page_not_found"
handler500 = "community.core.views.server_error"

to_login = RedirectView.as_view(pattern_name="account_login", query_string=True)
to_reset = RedirectView.as_view(url="/accounts/password/reset/")

urlpatterns = [
    path("healthz", core.healthz, name="healthz"),
    path("readyz", core.readyz, name="readyz"),
    path("metrics", core.metrics_page, name="metrics"),
    path("robots.txt", core.robots_txt, name="robots"),
    path("sitemap.xml", index, {"sitemaps": SITEMAPS, "sitemap_url_name": "sitemap"}, name="sitemap_index"),
    path("sitemap-<section>.xml", sitemap, {"sitemaps": SITEMAPS}, name="sitemap"),
    path(".well-known/security.txt", core.security_txt, name="security"),
    # Wagtail's own log-in and password reset know no second factor and no rate limits.
    path("cms/login/", to_login, name="wagtailadmin_login"),
    path("cms/password_reset/", to_reset),
    path("cms/password_reset/<path:rest>", to_reset),
    path("_util/login/", to_login),
    path("cms/jsi18n/", JavaScriptCatalog.as_view()),  # with our Japanese, which Wagtail's own view leaves out
    path("cms/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("media/images/<path:path>", core.editors_image, name="editors_image"),
    path("", include("community.accounts.urls")),
    path("", include("community.areas.urls")),
    path("", include("community.photos.urls")),
    path("", include("community.notifications.urls")),
    path("", include("community.moderation.urls")),
    path("", include("community.organisations.urls")),
    path("", include("community.discussion.urls")),
    path("", include("community.efforts.urls")),
    path("", include("community.resources.urls")),
    path("", include("community.people.urls")),
    path("", include("community.matching.urls")),
    path("", include("community.projects.urls")),
    path("", include("community.opendata.urls")),
    path("", include("community.issues.urls")),
    path("", include("community.finding.urls")),
    re_path(r"^api/", api.unknown, name="api_unknown"),
]

if settings.DEBUG:
    urlpatterns += [path("styleguide/", core.styleguide, name="styleguide")]

urlpatterns += [path("", include(wagtail_urls))]
