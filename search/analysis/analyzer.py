"""What an entry stores and what a query looks for, out of words, concepts and pairs of letters."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from ..thesaurus.concepts import Thesaurus
from .concepts import Finder, Found
from .letters import MOST_WORDS, RUN, fold, tokens, word_tokens
from .words import Word, clean, has_dictionary, words_of

VERSION = 2  # of what entries hold: raise it when the same thing gives another entry
LONGEST_QUERY = 200  # characters
LONGEST_TEXT = 20_000  # characters of a document that are analysed
MOST_GROUPS = 24

# How much a word of an entry counts for a word of the query: as written, by synonym, by what it is about.
EXACT, SYNONYM, NAMED, DESCRIBED, NARROWER, WIDER = 1.0, 0.6, 0.9, 0.7, 0.6, 0.3
DESCRIBES = 0.8  # times that, where the query itself only describes
LACK, THERE = 1.0, 0.75  # ベンチがない: where it is lacking, and where it is only spoken of
PART = 0.5  # of a long word, times its share of the letters
FOREIGN = 0.6  # a word in Latin letters as written: what it means counts more


@dataclass(frozen=True)
class Tokens:
    """What an entry stores: its words, each once, and its pairs of letters in a row."""

    words: list[str]
    pairs: list[str]


@dataclass(frozen=True)
class Group:
    """One thing that a query asks for, and what answers it: word of an entry → weight, 0–1."""

    asked: str
    begin: int
    end: int
    weights: dict[str, float] = field(hash=False)


@dataclass(frozen=True)
class Asked:
    """A query, understood. `phrases`: its runs of letters, as pairs in a row and whether the last is a beginning."""

    groups: list[Group]
    pairs: list[str]
    phrases: list[tuple[list[str], bool]]
    concepts: list[str]


@dataclass(frozen=True)
class Span:
    """Words of an entry that stand at `begin`–`end` of its text."""

    begin: int
    end: int
    words: frozenset[str]


class Analyzer:
    """Analyses texts and queries by one thesaurus; safe to use from many threads."""

    def __init__(self, thesaurus: Thesaurus) -> None:
        self.thesaurus = thesaurus
        self.finder = Finder(thesaurus)

    @property
    def fingerprint(self) -> str:
        """Entries made under another fingerprint must be made anew."""
        return f"{VERSION}{'s' if has_dictionary() else 'p'}-{self.thesaurus.fingerprint}"

    def document(self, text: str) -> Tokens:
        text = text[:LONGEST_TEXT]
        found = dict.fromkeys(token for span in self.spans(text) for token in sorted(span.words))
        return Tokens(list(found), tokens(text))

    def spans(self, text: str) -> list[Span]:
        """Where in a text which words of its entry come from, for showing why it was found."""
        text = clean(text)
        words = words_of(text)
        spans = [Span(word.begin, word.end, frozenset(_tokens_of(word))) for word in words if word.is_content]
        spans += [Span(it.begin, it.end, frozenset(self._said(it))) for it in self.finder.find(text, words)]
        return spans

    def query(self, words: str) -> Asked:
        """Understands a query; an empty one has no groups and no pairs."""
        text = clean(words[:LONGEST_QUERY])
        parts = words_of(text)
        concepts = self.finder.find(text, parts)
        unknown = [word for word in parts if not any(it.begin < word.end and word.begin < it.end for it in concepts)]
        concepts += self.finder.read(text, unknown)
        concepts = _widest(concepts)
        units = _joined(_units(parts), concepts)
        groups = [self._group(unit, concepts, text) for unit in units if not _is_read(unit, concepts)]
        groups += self._only_concepts(concepts, groups, text)
        return Asked(
            groups=sorted(groups, key=lambda group: group.begin)[:MOST_GROUPS],
            pairs=list(dict.fromkeys(token for token in tokens(text) if len(token) > 1)),
            phrases=[word_tokens(run) for run in RUN.findall(fold(text))[:MOST_WORDS]],
            concepts=list(dict.fromkeys(found.concept for found in sorted(concepts, key=lambda it: -it.weight))),
        )

    def _said(self, found: Found) -> Iterable[str]:
        yield f"{'@' if found.is_named else '~'}{found.concept}"
        yield from (f"^{wider}" for wider in self.thesaurus.wider(found.concept))

    def _group(self, unit: list[Word], concepts: list[Found], text: str) -> Group:
        """One long word of a query with all that may stand for it."""
        begin, end = unit[0].begin, unit[-1].end
        weights: dict[str, float] = {}
        is_lacking = any(word.is_lacking for word in unit)
        is_one = len({word.unit for word in unit}) == 1
        if is_one:
            _raise(weights, unit[0].unit_lemma or unit[0].lemma, FOREIGN if unit[0].is_latin else EXACT)
        for word in unit:
            share = 1.0 if len(unit) == 1 else PART * (word.end - word.begin) / (end - begin)
            share = FOREIGN if word.is_latin and len(unit) == 1 else share
            _raise(weights, word.lemma, share)
            for group in word.synonyms:
                _raise(weights, f"#{group}", SYNONYM * share)
        for found in concepts:
            if found.begin < end and found.end > begin:
                self._add(weights, found)
        if is_lacking:
            lacking = {f"!{token}": LACK * weight for token, weight in weights.items() if token[0] not in "#@~^"}
            weights = {token: THERE * weight for token, weight in weights.items()} | lacking
        return Group(text[begin:end], begin, end, weights)

    def _add(self, weights: dict[str, float], found: Found) -> None:
        times = found.weight * (1.0 if found.is_named else DESCRIBES)
        _raise(weights, f"@{found.concept}", NAMED * times)
        _raise(weights, f"~{found.concept}", DESCRIBED * times)
        _raise(weights, f"^{found.concept}", NARROWER * times)
        for wider in self.thesaurus.wider(found.concept)[:1]:
            _raise(weights, f"@{wider}", WIDER * times)

    def _only_concepts(self, concepts: list[Found], groups: list[Group], text: str) -> list[Group]:
        """What no word of the query stands for: Chinese, Korean, hiragana, or Japanese without its dictionary."""
        found: dict[tuple[int, int], dict[str, float]] = {}
        for concept in concepts:
            if not any(group.begin < concept.end and group.end > concept.begin for group in groups):
                self._add(found.setdefault((concept.begin, concept.end), {}), concept)
        return [Group(text[begin:end], begin, end, weights) for (begin, end), weights in found.items()]


def _raise(weights: dict[str, float], token: str, weight: float) -> None:
    if token:
        weights[token] = max(weight, weights.get(token, 0.0))


def _tokens_of(word: Word) -> Iterable[str]:
    yield word.lemma
    if word.unit_lemma and word.unit_lemma != word.lemma:
        yield word.unit_lemma
    if word.is_lacking:
        yield f"!{word.lemma}"
    yield from (f"#{group}" for group in word.synonyms)


def _units(words: list[Word]) -> list[list[Word]]:
    """Long words as lists of their parts, with what is joined to them; those that mean nothing are left out."""
    units: list[list[Word]] = []
    is_open = False  # the last one waits for the word after it
    for word in words:
        if not word.is_content:
            is_open = False
            continue
        is_same = bool(units) and units[-1][-1].end == word.begin
        if is_same and (is_open or word.joins < 0 or units[-1][-1].unit == word.unit):
            units[-1].append(word)
        else:
            units.append([word])
        is_open = word.joins > 0
    return units


def _joined(units: list[list[Word]], concepts: list[Found]) -> list[list[Word]]:
    """Words that name one thing together are one thing that is asked for: 横断 + 歩道."""
    for found in sorted(concepts, key=lambda it: it.begin - it.end):
        inside = [unit for unit in units if found.begin <= unit[0].begin and unit[-1].end <= found.end]
        if found.is_named and len(inside) > 1:
            units = [unit for unit in units if unit not in inside] + [[word for unit in inside for word in unit]]
    return sorted(units, key=lambda unit: unit[0].begin)


def _widest(concepts: list[Found]) -> list[Found]:
    """Without terms that are only letters of a longer one: くさ (smell) in くさぼうぼう (weeds)."""
    spans = {(it.begin, it.end) for it in concepts if it.is_named}
    return [
        it
        for it in concepts
        if not any(begin <= it.begin and it.end <= end and end - begin > it.end - it.begin for begin, end in spans)
    ]


def _is_read(unit: list[Word], concepts: list[Found]) -> bool:
    """Kana that make no word of their own once they are read as one: し・ゃ in じてんしゃ."""
    return any(it.is_read and it.begin <= unit[0].begin and unit[-1].end <= it.end for it in concepts)
