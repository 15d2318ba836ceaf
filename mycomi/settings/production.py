"""A public site behind TLS. Refuses to start half-configured."""

from django.core.exceptions import ImproperlyConfigured

from .base import *  # noqa: F403 - settings modules are meant to be read into one name space
from .base import ALLOW_TEST_ACCOUNTS, CACHES, EXEMPT_TEST_ACCOUNTS, LOGGING, SECRET_KEY, env

if len(SECRET_KEY) < 40:
    raise ImproperlyConfigured("SECRET_KEY is missing or short: set 50 random characters.")
if "TRUSTED_PROXY_COUNT" not in env.ENVIRON:
    raise ImproperlyConfigured(
        "TRUSTED_PROXY_COUNT is not set: say how many proxies of yours stand in front (0 is an answer)."
    )
if ALLOW_TEST_ACCOUNTS or EXEMPT_TEST_ACCOUNTS:
    raise ImproperlyConfigured("MYCOMI_ALLOW_TEST_ACCOUNTS and MYCOMI_EXEMPT_TEST_ACCOUNTS are for tests only.")
if "locmem" in CACHES["default"]["BACKEND"] or "dummy" in CACHES["default"]["BACKEND"]:
    raise ImproperlyConfigured("The default cache must be shared by all processes: rate limits live in it.")

SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=True)
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.bool("SECURE_HSTS_INCLUDE_SUBDOMAINS", default=True)
SECURE_HSTS_PRELOAD = env.bool("SECURE_HSTS_PRELOAD", default=True)
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
LANGUAGE_COOKIE_SECURE = True
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https"
LOGGING["handlers"]["console"]["formatter"] = env("LOG_FORMAT", default="json")
