"""What people and officers have to say, cleaned."""

from django.core.exceptions import ValidationError

from community.core.errors import InvalidInput
from community.core.text import clean_text


def said(text: str, limit: int, missing: str = "") -> str:
    """The text as plain text of ours; `missing` asks for it when there is nothing. Raises InvalidInput."""
    try:
        text = clean_text(text, limit=limit)
    except ValidationError as error:
        raise InvalidInput(error.messages[0]) from error
    if missing and not text:
        raise InvalidInput(missing)
    return text
