"""Settings that hold everywhere. The README's table says what each environment variable does."""

from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

BASE_DIR = Path(__file__).resolve().parent.parent.parent
env = environ.Env()
VAR_DIR = Path(env("MYCOMI_VAR", default=str(BASE_DIR / "var")))
for folder in ("spool", "tmp", "mail", "run"):
    (VAR_DIR / folder).mkdir(parents=True, exist_ok=True)

DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env("SECRET_KEY", default="")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
# How many proxies of ours stand in front. The request gate alone reads their headers; everything else sees the result.
TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=0)
WEB_THREADS = env.int("WEB_THREADS", default=4)

INSTALLED_APPS = [
    "community.core",
    "community.accounts",
    "community.areas",
    "community.taxonomy",
    "community.photos",
    "community.notifications",
    "community.moderation",
    "community.organisations",
    "community.discussion",
    "community.issues",
    "community.resources",
    "community.people",
    "community.projects",
    "community.efforts",
    "community.replies",
    "community.matching",
    "community.pages",
    "community.opendata",
    "community.dashboard",
    "community.finding",
    "community.demo",
    "search",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.embeds",
    "wagtail.sites",
    "community.accounts.apps.StaffUsersConfig",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "leaflet",
    "channels",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
]

MIDDLEWARE = [
    "community.core.middleware.measure.MeasureMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "community.core.middleware.headers.HeadersMiddleware",
    "community.core.middleware.errors.ErrorMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "community.core.middleware.language.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "community.accounts.middleware.DutyMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

ROOT_URLCONF = "mycomi.urls"
ASGI_APPLICATION = "mycomi.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "community.core.context.site",
            ],
            "builtins": ["community.core.templatetags.components"],
        },
    },
]

# ── Data ────────────────────────────────────────────────────────────────────────────────────────────────────────
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    # FULL: a reply to a person means the bytes are on the disk.
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous="
        + env("SQLITE_SYNCHRONOUS", default="FULL")
        + "; PRAGMA temp_store=MEMORY; PRAGMA cache_size=-4000;"
    ),
}
DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'db.sqlite3'}")}
# The thread pool is fixed, so a kept connection per thread is bounded; opening one costs more than a page.
DATABASES["default"] |= {"CONN_MAX_AGE": None, "CONN_HEALTH_CHECKS": True}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = SQLITE_OPTIONS
else:
    given = DATABASES["default"].get("OPTIONS", {})  # `?sslmode=…` of the address
    DATABASES["default"]["OPTIONS"] = {"connect_timeout": 2, "options": "-c lock_timeout=5s"} | given
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = env("REDIS_URL", default="")
if REDIS_URL:
    SHARED_CACHE = {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}
else:
    # All processes must share rate limits, so without Redis the cache is a table in an SQLite file of its own.
    DATABASES["cache"] = {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": VAR_DIR / "cache.sqlite3",
        "CONN_MAX_AGE": None,
        "OPTIONS": SQLITE_OPTIONS | {"init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;"},
        "TEST": {"DEPENDENCIES": []},
    }
    DATABASE_ROUTERS = ["community.core.cachedb.CacheRouter"]
    SHARED_CACHE = {
        "BACKEND": "community.core.cachedb.CountingCache",
        "LOCATION": "cache",
        "TIMEOUT": 90_000,  # seconds; a count that goes up gets this age again, and the longest window is a day
        "OPTIONS": {"MAX_ENTRIES": 50_000},
    }
CACHES = {
    "default": SHARED_CACHE,
    # Rendered pieces that are named after their content and so can never be stale; each process has its own.
    "pieces": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "pieces",
        "OPTIONS": {"MAX_ENTRIES": 6000},
    },
}

METRICS_TOKEN = env("METRICS_TOKEN", default="")  # opens /metrics to others than this machine
METRICS_SHARED = env("PROMETHEUS_MULTIPROC_DIR", default="")  # a folder in which web processes share their counts
# What was taken out of sight, outside the database: a restored older copy must not show it again.
TAKEDOWN_LOG = Path(env("TAKEDOWN_LOG", default=str(VAR_DIR / "takedowns.jsonl")))

ELASTICSEARCH_URL = env("ELASTICSEARCH_URL", default="")  # empty: search inside the database
ELASTICSEARCH_INDEX = env("ELASTICSEARCH_INDEX", default="mycomi")  # sites that share a server take different names
EMBEDDINGS_URL = env("EMBEDDINGS_URL", default="")  # empty: the model that comes with the product; or none
SEARCH_FILES = VAR_DIR / "search"  # copies of vectors for speed; made anew when they are gone

# ── Languages, time ─────────────────────────────────────────────────────────────────────────────────────────────
LANGUAGE_CODE = "ja"
LANGUAGES = [("ja", "日本語"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale", BASE_DIR / "locale/wagtail"]  # the second: what Wagtail’s own Japanese lacks
USE_I18N = True
TIME_ZONE = "Asia/Tokyo"
USE_TZ = True
WAGTAILADMIN_PERMITTED_LANGUAGES = [("ja", "日本語"), ("en", "English")]
WAGTAIL_USER_TIME_ZONES = ["Asia/Tokyo"]

# ── Files ───────────────────────────────────────────────────────────────────────────────────────────────────────
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
FILES = Path(env("MEDIA_ROOT", default=str(VAR_DIR / "media")))
MEDIA_URL, MEDIA_ROOT = "/media/", str(FILES / "editors")  # Wagtail's pictures and documents
PHOTO_ROOT = FILES / "photos"  # residents' photos: beside it, so that no rule for /media/ can ever reach them
SPOOL_DIR = VAR_DIR / "spool"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "community.core.staticfiles.ModuleStorage"},
}
WHITENOISE_MAX_AGE = 3600
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024  # bytes of a form without its files
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
DATA_UPLOAD_MAX_NUMBER_FILES = 10
FILE_UPLOAD_MAX_MEMORY_SIZE = 512 * 1024
FILE_UPLOAD_TEMP_DIR = str(VAR_DIR / "tmp")

# ── People ──────────────────────────────────────────────────────────────────────────────────────────────────────
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]  # Django's own with e-mail
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"

ACCOUNT_ADAPTER = "community.accounts.adapter.AccountAdapter"
SOCIALACCOUNT_ADAPTER = "community.accounts.adapter.SocialAccountAdapter"
MFA_ADAPTER = "community.accounts.adapter.MFAAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_SIGNUP_FORM_CLASS = "community.accounts.forms.SignupExtras"
ACCOUNT_SIGNUP_FORM_HONEYPOT_FIELD = "contact_time"
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True  # a code, not a link: it also works inside LINE's browser
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_CHANGE = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_RATE_LIMITS = {  # allauth's own, and a day's worth of six-figure codes that cannot be guessed
    "request_login_code": "20/m/ip,3/m/key,12/d/key",
    "reset_password": "20/m/ip,5/m/key,12/d/key",
}
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ALLAUTH_TRUSTED_PROXY_COUNT = 0  # the gate has already put the visitor's address into REMOTE_ADDR
ALLAUTH_USER_CODE_FORMAT = {"numeric": True, "length": 6}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "マイコミおおさか"
MFA_TOTP_TOLERANCE = 1
USERSESSIONS_TRACK_ACTIVITY = False  # it would write on every read
SOCIALACCOUNT_PROVIDERS: dict = {}
SOCIALACCOUNT_ONLY = False

PERSON_COOKIE_NAME = "person"  # わたしも of those without an account
HOLDER_COOKIE_NAME = "held"  # what was begun without an account
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 30
STAFF_SESSION_AGE = 60 * 60 * 8  # seconds; a second factor older than this is asked for again
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "community.core.views.csrf_failure"
LANGUAGE_COOKIE_SAMESITE = "Lax"

ALLOW_TEST_ACCOUNTS = DEBUG or env.bool("MYCOMI_ALLOW_TEST_ACCOUNTS", default=False)
EXEMPT_TEST_ACCOUNTS = env.bool("MYCOMI_EXEMPT_TEST_ACCOUNTS", default=False)

# ── Mail: letters go into the outbox with the act that causes them; the worker posts them ───────────────────────
EMAIL_BACKEND = "community.core.mail.OutboxBackend"
EMAIL_TIMEOUT = 10  # seconds for each answer of the mail server
OUTBOX_EMAIL = env.email_url("EMAIL_URL", default=f"filemail:///{VAR_DIR / 'mail'}")
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", default="マイコミおおさか <noreply@mycomi.example>")

# ── What browsers may load and reveal ───────────────────────────────────────────────────────────────────────────
TILE_SERVERS = {
    "gsi": {
        "url": "https://cyberjapandata.gsi.go.jp/xyz/pale/{z}/{x}/{y}.png",
        "name": _("地理院タイル"),
        "link": "https://maps.gsi.go.jp/development/ichiran.html",
    },
    "osm": {
        "url": "https://tile.openstreetmap.org/{z}/{x}/{y}.png",
        "name": "© OpenStreetMap contributors",
        "link": "https://www.openstreetmap.org/copyright",
    },
}
MAP_TILES_NAME = env("MAP_TILES", default="gsi")
MAP_TILES = TILE_SERVERS.get(
    MAP_TILES_NAME, None if MAP_TILES_NAME == "none" else {"url": MAP_TILES_NAME, "name": "", "link": ""}
)
TILE_ORIGINS = ["/".join(MAP_TILES["url"].split("/")[:3])] if MAP_TILES else []

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:", *TILE_ORIGINS],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
    }
}
# Wagtail's editing widgets carry inline scripts and styles, frame previews and fetch pages of this site.
CONTENT_SECURITY_POLICY_CMS = {
    "script-src": [SELF, "'unsafe-inline'"],
    "style-src": [SELF, "'unsafe-inline'"],
    "frame-src": [SELF],
    "frame-ancestors": [SELF],
    "media-src": [SELF],
}
PERMISSIONS_POLICY = "geolocation=(self), camera=(self), microphone=(), payment=(), usb=(), browsing-topics=()"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"  # tile servers refuse requests without a referrer
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

# ── Wagtail ─────────────────────────────────────────────────────────────────────────────────────────────────────
WAGTAIL_SITE_NAME = "マイコミおおさか"
WAGTAILADMIN_BASE_URL = env("SITE_URL", default="http://localhost:8000")
WAGTAILADMIN_LOGIN_URL = "account_login"
WAGTAIL_FRONTEND_LOGIN_URL = "/accounts/login/"
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAILUSERS_PASSWORD_ENABLED = False
WAGTAIL_ENABLE_UPDATE_CHECK = False  # nothing calls home
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_WORKFLOW_ENABLED = True
WAGTAIL_FINISH_WORKFLOW_ACTION = "community.replies.finish.publish_finished"
WAGTAILIMAGES_IMAGE_MODEL = "pages.SiteImage"
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 50_000_000
WAGTAILIMAGES_FORMAT_CONVERSIONS = {"jpeg": "webp", "png": "webp", "heic": "webp"}  # WebP alone drops place and device
WAGTAILDOCS_MAX_UPLOAD_SIZE = 20 * 1024 * 1024
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "community.core.cms_search"}}
TAGGIT_CASE_INSENSITIVE = True

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "community.core.logs.LineFormatter",
            "format": "{asctime} {levelname} {name} {message}",
            "style": "{",
        },
        "json": {
            "()": "community.core.logs.ObjectFormatter",
            "format": "%(asctime)s %(levelname)s %(name)s %(message)s",
            "rename_fields": {"asctime": "time", "levelname": "level", "name": "logger"},
        },
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": env("LOG_FORMAT", default="line")}},
    "root": {"handlers": ["console"], "level": "INFO"},
    # The server's own access lines and Django's would repeat each other.
    "loggers": {
        "django": {"handlers": [], "level": "INFO", "propagate": True},
        "django.server": {"handlers": [], "propagate": False},
        "wagtail": {"level": "WARNING"},
        "django_tasks": {"level": "WARNING"},
        "elastic_transport": {"level": "ERROR"},  # the breaker says once what each request would
    },
}
