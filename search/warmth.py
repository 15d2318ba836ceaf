"""Loads what search needs before somebody searches."""

import logging

from django.db import connections

from .analysis.site import analyzer
from .meaning.asking import vector_of

log = logging.getLogger(__name__)


def warm() -> None:
    """Dictionary, thesaurus and model, beside the first requests. A database that is away is no reason to fail."""
    try:
        analyzer().query("街灯")
        vector_of("街灯", patience=10)
    except Exception:
        log.warning("search could not be made ready before its first use", exc_info=True)
    finally:
        connections.close_all()
