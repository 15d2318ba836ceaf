"""Names that cannot be guessed. Lower case, without letters that are mistaken for one another."""

import secrets

ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"


def public_id() -> str:
    """A short name for a person: 12 letters, about 59 bits."""
    return token(12)


def token(length: int = 26) -> str:
    """An unguessable name; 26 letters carry about 128 bits."""
    return "".join(secrets.choice(ALPHABET) for _ in range(length))
