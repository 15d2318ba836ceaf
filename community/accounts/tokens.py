"""What a token looks like, and whose it is."""

import hashlib

from community.core.ids import token

from .models import ApiToken

MARK = "mycomi_"  # by which people and programs that look for lost secrets know it
LETTERS = 32  # about 158 bits: nobody guesses one, and its digest needs no salt


def new_secret() -> str:
    return MARK + token(LETTERS)


def prefix_of(secret: str) -> str:
    """As much of it as may be shown: the mark and four letters."""
    return secret[: len(MARK) + 4]


def digest_of(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def find(secret: str) -> ApiToken | None:
    """The token of this secret with its person, if it is in force.

    What is compared in the database are digests: how long that takes says nothing of any secret.
    """
    if not secret.startswith(MARK) or len(secret) != len(MARK) + LETTERS:
        return None
    return ApiToken.objects.in_force().select_related("person").filter(digest=digest_of(secret)).first()
