"""Why a thing was found, in words: 「街灯」→「夜道が暗い」."""

from .analysis.analyzer import Analyzer, Asked, Group
from .documents import Hit, Reason

HOW = {"#": "synonym", "@": "concept", "~": "concept", "^": "concept", "!": "word"}
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
    wanted = {token for group in asked.groups for token, weight in group.weights.items() if weight >= 0.5}
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
    return max(held & group.weights.keys(), key=group.weights.__getitem__, default=None)
