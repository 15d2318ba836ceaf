"""As many posts as wanted, for measuring search: sentences of the labelled set, put together anew.

A post takes its title and about half of its sentences from one post of the set and the rest from others of the same
language, and stands somewhere else. The same key is always the same post; nothing is kept, so any number fits.
"""

import random
import re
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property, lru_cache
from typing import Any

import numpy as np
from django.utils import timezone

from search.analysis.analyzer import Analyzer, Tokens
from search.documents import Document
from search.meaning.embedders import embedder
from search.registry import SearchSource
from search.thesaurus.concepts import Thesaurus

KIND = "post"
SEED = 1
EMBEDDED = 300  # posts of the set whose vectors are truly made, and whose titles are used
NEWEST, AGE = datetime(2026, 11, 29, tzinfo=timezone.get_fixed_timezone(9 * 60)), timedelta(days=3 * 365)
SOUTH, NORTH, WEST, EAST = 34.59, 34.76, 135.41, 135.60
STATUSES = ("received", "in_review", "in_progress", "done")
HIDDEN = 0.03  # of all posts
OTHER, NOISE = 0.4, 0.25  # how far a vector lies from that of the post it is made of
SENTENCES = re.compile(r"(?<=[。．!?！？\n])|(?<=\.\s)")
PIECES = re.compile(SENTENCES.pattern + r"|(?<=\s)|(?=（)|(?=\d丁目)")


@dataclass(frozen=True)
class Piece:
    """A post of the set, taken apart."""

    lang: str
    title: str
    sentences: list[str]
    ward: str
    place: str
    category: str

    @property
    def text(self) -> str:
        return "\n".join([self.title, "".join(self.sentences), f"{self.ward} {self.place} {self.category}"])


class Posts(SearchSource):
    """Everybody may see what is public: what the site's own check of each hit costs is not search's."""

    kind = KIND

    def __init__(self, posts: Iterable[dict[str, Any]], count: int) -> None:
        self.count, self.seconds = count, 0.0  # spent on putting posts together, which no site has to do
        self._pieces = [_piece(post) for post in posts]
        self._titled = self._pieces[:: max(len(self._pieces) // EMBEDDED, 1)][:EMBEDDED]
        self._alike: dict[str, list[Piece]] = defaultdict(list)
        for piece in self._pieces:
            self._alike[piece.lang].append(piece)
        self._wards = sorted({piece.ward for piece in self._pieces if piece.ward})

    def documents(self, keys: Iterable[str]) -> Iterator[Document]:
        for key in keys:
            begun = time.process_time()
            document = self._document(int(key))
            self.seconds += time.process_time() - begun
            yield document

    def visible(self, keys: Iterable[str], user: Any) -> set[str]:
        return set(keys)

    def all_keys(self) -> Iterator[str]:
        return map(str, range(1, self.count + 1))

    def pieces(self) -> Iterator[str]:
        """All that posts are made of."""
        return (piece.text for piece in self._pieces)

    def vectors(self, keys: list[str]) -> np.ndarray:
        """A vector for each: near that of the post its title is from, as far from the query as real ones are."""
        numbers = [self._title_of(int(key)) for key in keys]
        chance = np.random.default_rng(int(keys[0]))
        other = self._known[chance.integers(len(self._titled), size=len(keys))]
        noise = chance.standard_normal((len(keys), self._known.shape[1])).astype(np.float32)
        noise /= np.linalg.norm(noise, axis=1, keepdims=True)
        found = self._known[numbers] + OTHER * other + NOISE * noise
        return found / np.linalg.norm(found, axis=1, keepdims=True)

    @cached_property
    def _known(self) -> np.ndarray:
        return embedder().passages([piece.text for piece in self._titled])

    def _title_of(self, number: int) -> int:
        return random.Random(SEED * 1_000_003 + number).randrange(len(self._titled))

    def _document(self, number: int) -> Document:
        chance = random.Random(SEED * 1_000_003 + number)
        own = self._titled[chance.randrange(len(self._titled))]
        where = chance.choice(self._pieces)
        mixed = [one if chance.random() < 0.5 else self._sentence(own.lang, chance) for one in own.sentences]
        mixed.append(self._sentence(own.lang, chance))
        address = f"{where.place}{chance.randint(1, 9)}丁目{chance.randint(1, 40)}"
        return Document(
            kind=KIND,
            key=str(number),
            title=f"{own.title}（{where.place}）" if chance.random() < 0.5 else own.title,
            body=f"{''.join(mixed)}\n{where.ward} {address} {own.category}",
            at=NEWEST - AGE * (1 - number / self.count),
            ward=f"{27102 + self._wards.index(where.ward)}" if where.ward else "",
            category=own.category[:20],
            status=chance.choice(STATUSES),
            lang=own.lang,
            lat=chance.uniform(SOUTH, NORTH),
            lng=chance.uniform(WEST, EAST),
            public=chance.random() >= HIDDEN,
        )

    def _sentence(self, lang: str, chance: random.Random) -> str:
        return chance.choice(chance.choice(self._alike[lang]).sentences)


class ByPieces(Analyzer):
    """Reads every sentence once in its life: an index of a million would take hours else. Nearly the same words."""

    def __init__(self, thesaurus: Thesaurus) -> None:
        super().__init__(thesaurus)
        self._read = lru_cache(maxsize=50_000)(super().document)

    def document(self, text: str) -> Tokens:
        read = [self._read(piece) for piece in PIECES.split(text) if piece]
        words = dict.fromkeys(word for tokens in read for word in tokens.words)
        return Tokens(list(words), [pair for tokens in read for pair in tokens.pairs])


def _piece(post: dict[str, Any]) -> Piece:
    sentences = [one for one in SENTENCES.split(post["body"]) if one] or [""]
    named = {name: str(post.get(name) or "") for name in ("lang", "title", "ward", "place", "category")}
    return Piece(sentences=sentences, **named)
