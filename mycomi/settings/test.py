"""What the test suite runs on: quick hashes, no manifest, everything else as in production."""

import os
import tempfile

os.environ.setdefault("MYCOMI_VAR", tempfile.mkdtemp(prefix="mycomi-test-"))
os.environ.setdefault("MAP_TILES", "none")

from .base import *  # noqa: F403 - the lines above must come first
from .base import DATABASES, ELASTICSEARCH_URL, STORAGES, VAR_DIR

(VAR_DIR / "static").mkdir(exist_ok=True)

SECRET_KEY = "test-" + "x" * 50
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "testserver"]
ALLOW_TEST_ACCOUNTS = True
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
CACHES = {  # each test process is its own city; limits across processes are tested on the real server
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "shared"},
    "pieces": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "pieces"},
}
DATABASES = {"default": DATABASES["default"]}
DATABASE_ROUTERS: list[str] = []
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True
ELASTICSEARCH_SERVER, ELASTICSEARCH_URL = ELASTICSEARCH_URL, ""  # asked where a test is about it
EMBEDDINGS_URL = "none"  # the model is asked where a test is about it
