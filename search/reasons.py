"""Why a thing was found, in words: 「街灯」→「夜道が暗い」."""

from .analysis.analyzer import Analyzer, Asked, Group
from .documents import Hit, Reason

HOW = {"#": "synonym", "@": "concept", "~": "concept", "!": "word"}
MOST = 3
LONGEST_MARK = 14  # letters; what is described stands in half a sentence


def reasons_of(asked: Asked, hit: Hit, text: str, analyzer: Analyzer) -> list[Reason]:
    """One reason for each part of the query that the thing answers, the telling ones first."""
    spans, reasons = analyzer.spans(text), []
    for group in asked.groups:
        token = _best(group, {word for span in spans for word in span.words})
        if token is None:
            continue
        span = next(span for span in spans if token in span.words)
        reasons.append(Reason(HOW.get(token[0], "word"), group.asked, text[span.begin : span.end]))
    if not reasons and hit.meaning:
        reasons.append(Reason("meaning"))
    told = {(reason.how, reason.found): reason for reason in reversed(reasons)}  # one of each thing found
    return list(reversed(told.values()))[:MOST]


def marks(asked: Asked, text: str, analyzer: Analyzer) -> list[tuple[int, int]]:
    """Where what answers the query stands in a text; what overlaps becomes one."""
    weights = (pair for group in asked.groups for pair in group.weights.items())
    wanted = {token for token, weight in weights if weight >= 0.5 and token[0] != "^"}
    spans = (span for span in analyzer.spans(text) if span.words & wanted and span.end - span.begin <= LONGEST_MARK)
    found = sorted((span.begin, span.end) for span in spans)
    apart: list[tuple[int, int]] = []
    for begin, end in found:
        if apart and begin <= apart[-1][1]:
            apart[-1] = (apart[-1][0], max(end, apart[-1][1]))
        else:
            apart.append((begin, end))
    return apart


def _best(group: Group, held: set[str]) -> str | None:
    """The word that answers best; that a narrower thing is spoken of is no reason to give."""
    found = (token for token in held & group.weights.keys() if token[0] != "^")
    return max(found, key=lambda token: (group.weights[token], token), default=None)
