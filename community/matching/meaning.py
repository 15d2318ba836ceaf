"""What an issue is after, as a vector to hold offers against.

Its text is joined by the Japanese names of what it is about and of the help it asks for, so that a question in any
language, or in words that no offer uses, lies nearer to what helps. What all questions in that language have in common
is taken away.
"""

from collections.abc import Iterable

import numpy as np

from community.taxonomy.codes import CodeBook
from search.analysis.letters import language
from search.meaning.embedders import Embedder

USUAL = 0.6  # of it is taken away
MOST_NAMED = 4  # codes


def aim(text: str, codes: Iterable[str], *, book: CodeBook, by: Embedder, lang: str = "") -> np.ndarray | None:
    """None without a model, or while what is usual is not known yet. `codes` by how sure they are.

    It takes a tenth of a second: for workers. Raises NoMeaning when a server does not answer.
    """
    usual = book.usual(lang or language(text)) if by.is_there else None
    return None if usual is None else by.query(question(text, codes, book=book)) - USUAL * usual


def question(text: str, codes: Iterable[str], *, book: CodeBook) -> str:
    """The text with the names that belong to it."""
    return f"{text}\n{'、'.join(book.names(text, list(codes)[:MOST_NAMED]))}"
