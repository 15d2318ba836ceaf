"""`python -m tests.patterns`: the databases and files that tests copy, made ahead for the engine of DATABASE_URL."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mycomi.settings.test")

import django

if __name__ == "__main__":
    django.setup()

    from tests.cities import make_patterns

    make_patterns()
