"""One machine over plain http: what `manage.py` and `script/server` use unless told otherwise."""

from .base import *  # noqa: F403 - settings modules are meant to be read into one name space
from .base import DEBUG, SECRET_KEY, VAR_DIR

if not SECRET_KEY:
    secret_file = VAR_DIR / "secret_key"
    if not secret_file.exists():
        from django.core.management.utils import get_random_secret_key

        secret_file.write_text(get_random_secret_key())
        secret_file.chmod(0o600)
    SECRET_KEY = secret_file.read_text()

MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True  # passkeys on http://localhost
WHITENOISE_AUTOREFRESH = DEBUG
WHITENOISE_USE_FINDERS = DEBUG
