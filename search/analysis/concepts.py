"""Text → concepts of city life, by the thesaurus: the same concept for 街灯, 防犯灯, street light, 路灯 and 가로등.

A concept is named by one of its terms, or described by a symptom: 夜道が暗い. Japanese terms must begin and end where
words do (京都 is not in 東京都), Korean and Latin ones begin where words do. Chinese is written without spaces and its
terms are looked for everywhere. A text in hiragana alone is read by the readings of the terms: がいとう.
"""

import difflib
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from ..thesaurus.concepts import Concept, Thesaurus
from .letters import fold
from .words import Word, has_dictionary, words_of

MOST_WORDS = 7  # of a term
ALONE = 0.7  # how sure a symptom of a single word is
NEAR = 9  # words within which the parts of a symptom must stand
KANA = re.compile(r"[぀-ゟー\s]+")
HANGUL = re.compile(r"[가-힣]")
SHORTEST_SOUND, SOUNDS = 4, 0.6  # kana; how sure
SHORTEST_NEAR, LONGEST_NEAR, LIKE, NEARLY = 5, 16, 0.84, 0.8  # letters; how like; how sure
MOST_NEAR = 8  # terms that are compared


@dataclass(frozen=True, slots=True)
class Found:
    """A concept in a text at `begin`–`end` (characters); `is_named` or else described."""

    concept: str
    begin: int
    end: int
    is_named: bool = True
    weight: float = 1.0  # how sure
    is_read: bool = False  # from kana alone: whatever else the letters seem to say does not count


class Terms(defaultdict[str, list[str]]):
    """Term → concepts. All terms are in before the first question."""

    @cached_property
    def _longest(self) -> dict[str, int]:
        longest: dict[str, int] = {}
        for term in self:
            longest[term[:1]] = max(longest.get(term[:1], 0), len(term))
        return longest

    def reach(self, letters: str) -> int:
        """How long the longest term is that begins with the first of these letters."""
        return self._longest.get(letters[:1], 0)


class Finder:
    """Finds the concepts of one thesaurus. Building it analyses every term once; it does not change afterwards."""

    def __init__(self, thesaurus: Thesaurus) -> None:
        self.terms, self.latin, self.anywhere, self.readings = Terms(list), Terms(list), Terms(list), Terms(list)
        self.symptoms: dict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
        for concept in thesaurus.concepts.values():
            self._learn(concept)

    def find(self, text: str, words: list[Word]) -> list[Found]:
        """All concepts of a text and of its words, in no order; of terms within terms only the longest."""
        found = list(self._named(words))
        inside = [(it.begin, it.end) for it in found]
        free = [
            it
            for it in words
            if not any(
                begin <= it.begin and it.end < end or begin < it.begin and it.end <= end for begin, end in inside
            )
        ]
        found += self._described(free)
        if not has_dictionary():
            found += self._scan(fold(text), self.terms)
        letters = fold(text) if text.isascii() is False else ""
        if letters and len(letters) == len(text):
            found += self._scan(letters, self.anywhere)
        return found

    def read(self, text: str, words: list[Word]) -> list[Found]:
        """Concepts by how a query sounds (がいとう, 公演 for 公園), and by words that are nearly known."""
        if KANA.fullmatch(text):
            found = self._scan(fold(text), self.readings)
            return [Found(it.concept, it.begin, it.end, is_read=True) for it in found]
        return [*self._sounding(words), *self._nearly(words)]

    def _sounding(self, words: list[Word]) -> Iterator[Found]:
        """Runs of words that sound like a term of at least four kana."""
        for here in range(len(words)):
            sound = ""
            for there in range(here, min(here + MOST_WORDS, len(words))):
                if words[there].is_latin or there > here and words[there].begin != words[there - 1].end:
                    break
                sound += words[there].reading
                for concept in self.readings.get(sound, ()) if len(sound) >= SHORTEST_SOUND else ():
                    yield Found(concept, words[here].begin, words[there].end, weight=SOUNDS)

    def _nearly(self, words: list[Word]) -> Iterator[Found]:
        """Long words that nobody knows, by the term they differ from in a letter or two: エレベター."""
        for word in words:
            letters = word.lemma if word.is_latin else word.surface
            if len(letters) < SHORTEST_NEAR or not word.is_content or letters in self.terms or letters in self.latin:
                continue
            known = self.latin if word.is_latin else self.terms
            alike = Counter(
                term for pair in map("".join, pairwise(letters)) for term in self._by_pair[word.is_latin].get(pair, ())
            )
            near = [term for term, shared in alike.items() if shared >= len(letters) / 2 - 0.5]
            near.sort(key=lambda term: (-alike[term], abs(len(term) - len(letters)), term))
            for term in difflib.get_close_matches(letters, near[:MOST_NEAR], n=1, cutoff=LIKE):
                yield from (Found(concept, word.begin, word.end, weight=NEARLY) for concept in known[term])

    @cached_property
    def _by_pair(self) -> tuple[dict[str, set[str]], dict[str, set[str]]]:
        """Pair of letters → single terms that hold it; of Japanese, and of Latin letters."""
        found: tuple[dict[str, set[str]], dict[str, set[str]]] = (defaultdict(set), defaultdict(set))
        for place, terms in enumerate((self.terms, self.latin)):
            for term in terms:
                if SHORTEST_NEAR <= len(term) <= LONGEST_NEAR and " " not in term:
                    for pair in map("".join, pairwise(term)):
                        found[place][pair].add(term)
        return found

    def _learn(self, concept: Concept) -> None:
        for term in (*concept.ja, *concept.official):
            self._learn_japanese(term, concept.id)
        for term in (*concept.en, *concept.vi):
            self.latin[" ".join(word.lemma for word in words_of(term) if word.is_latin)].append(concept.id)
        for term in (*concept.zh, *concept.ko):
            self.anywhere[fold(term).replace(" ", "") if not HANGUL.search(term) else fold(term)].append(concept.id)
        for reading in {
            *map(fold, concept.readings),
            *filter(KANA.fullmatch, map(fold, (*concept.ja, *concept.official))),
        }:
            if len(reading) > 1:
                self.readings[reading].append(concept.id)
        for symptom in concept.symptoms:
            lemmas = tuple(dict.fromkeys(_said(word) for word in words_of(symptom) if word.is_content))
            if lemmas:
                self.symptoms[lemmas[0]].append((lemmas, concept.id))

    def _learn_japanese(self, term: str, concept: str) -> None:
        words = words_of(term)
        for key in {fold(term), "".join(word.lemma for word in words)}:
            if key and concept not in self.terms[key]:
                self.terms[key].append(concept)
        if words and all(word.is_latin for word in words):
            self.latin[" ".join(word.lemma for word in words)].append(concept)

    def _named(self, words: list[Word]) -> Iterator[Found]:
        """Terms that are runs of whole words, as written or in their dictionary forms, each the longest there."""
        here = 0
        while here < len(words):
            concepts, there = self._longest_run(words, here)
            yield from (Found(concept, words[here].begin, words[there].end) for concept in concepts)
            here = there + 1

    def _longest_run(self, words: list[Word], here: int) -> tuple[Iterable[str], int]:
        """The concepts of the longest term that begins at this word, and the word it ends with."""
        first = words[here]
        written, lemmas, latin, is_latin = "", "", "", True
        most = max(self.terms.reach(first.surface), self.terms.reach(first.lemma))
        most_latin = self.latin.reach(first.lemma) if first.is_latin else 0
        found: tuple[Iterable[str], int] = ((), here)
        for there in range(here, min(here + MOST_WORDS, len(words))):
            word = words[there]
            if there > here and word.begin - words[there - 1].end > 1:
                most = 0  # what stands apart is no term, but for words in Latin letters
            is_latin = is_latin and word.is_latin
            written, lemmas = written + word.surface, lemmas + word.lemma
            latin = f"{latin} {word.lemma}" if there > here else word.lemma
            if is_latin:
                concepts: Iterable[str] = self.latin.get(latin, ())
            else:
                concepts = (self.terms.get(written) or self.terms.get(lemmas, ())) if most else ()
            if concepts:
                found = (concepts, there)
            if min(len(written), len(lemmas)) >= most and not (is_latin and len(latin) < most_latin):
                break
        return found

    def _described(self, words: list[Word]) -> Iterator[Found]:
        for here, word in enumerate(words):
            at: dict[str, Word] = {}
            for lemmas, concept in self.symptoms.get(_said(word), ()):
                if len(lemmas) == 1:
                    yield Found(concept, word.begin, word.end, is_named=False, weight=ALONE)
                    continue
                at = at or {_said(near): near for near in words[max(0, here - NEAR) : here + NEAR + 1]}
                if all(lemma in at for lemma in lemmas):
                    parts = [at[lemma] for lemma in lemmas]
                    yield Found(concept, min(p.begin for p in parts), max(p.end for p in parts), is_named=False)

    def _scan(self, letters: str, known: "Terms") -> Iterator[Found]:
        """Terms anywhere among the letters, the longest first; those of Hangul only where a word begins."""
        here = 0
        while here < len(letters):
            for there in range(min(here + known.reach(letters[here]), len(letters)), here + 1, -1):
                piece = letters[here:there]
                if piece in known and not (HANGUL.match(piece) and here and HANGUL.match(letters[here - 1])):
                    yield from (Found(concept, here, there) for concept in known[piece])
                    here = there - 1
                    break
            here += 1


def _said(word: Word) -> str:
    """A word with whether it is said to be lacking: 通れない is not 通れる."""
    return f"!{word.lemma}" if word.is_lacking else word.lemma
