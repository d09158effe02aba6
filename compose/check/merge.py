"""Makes one finding of several engines' findings on the same words; an engine never hides its own."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace

from compose.model.finding import Finding
from compose.model.words import RANK

# What two engines can both object to. Tone, apology, length and the like are our rules' alone, so that
# a slip of grammar inside a conditional apology stands beside it.
LANGUAGE = frozenset({"spelling", "grammar", "mix", "typography", "greynir", "languagetool"})
# The engine that knows most about its finding first: a rule of ours names the mistake and its mend.
_SPECIFIC = {"rules": 4, "tokens": 4, "greynir": 3, "languagetool": 2, "words": 1}
_LONGEST = 6
_WORD = re.compile(r"[\w\u0300-\u036f]+(?:[-'’][\w\u0300-\u036f]+)*")

_Place = tuple[str, int]


def merge(text: str, findings: Iterable[Finding]) -> list[Finding]:
    """Keep the most specific of the findings that different engines have on the same words, in text order.

    Two findings are about the same words when both are about language, touch a common word and span at
    most six, or when both are of one rule (ours, run by another engine too). What is kept has the higher
    level of the two, so that a hint hides no error, and its twin's suggestion where it has none itself.
    """
    ranked = sorted(findings, key=_rank)
    words = [word.span() for word in _WORD.finditer(text)] if ranked else []
    kept: list[Finding] = []
    owner: dict[_Place, list[int]] = {}
    for finding in ranked:
        places = _places(finding, words)
        owners = (index for place in places for index in owner.get(place, ()))
        twin = next((index for index in owners if kept[index].engine != finding.engine), None)
        if twin is None:
            for place in places:
                owner.setdefault(place, []).append(len(kept))
            kept.append(finding)
        else:
            kept[twin] = _enrich(kept[twin], finding)
    return sorted(kept, key=lambda finding: (finding.start, finding.end, finding.rule, finding.engine))


def _rank(finding: Finding) -> tuple[object, ...]:
    return (
        -_SPECIFIC.get(finding.engine, 0),
        -RANK[finding.level],
        finding.end - finding.start,
        finding.start,
        finding.rule,
    )


def _places(finding: Finding, words: Sequence[tuple[int, int]]) -> list[_Place]:
    """Name the words that a finding touches by where they start; blanks and marks by their own places."""
    first = bisect_right(words, finding.start, key=lambda word: word[1])
    last = bisect_left(words, finding.end, key=lambda word: word[0])
    starts = [start for start, _ in words[first : min(last, first + _LONGEST + 1)]]
    if not starts:
        starts = list(range(finding.start, min(finding.end, finding.start + _LONGEST)))
    places = [(finding.rule, start) for start in starts[:1]]
    if finding.rule.partition(".")[0] in LANGUAGE and len(starts) <= _LONGEST:
        places += [("", start) for start in starts]
    return places


def _enrich(kept: Finding, twin: Finding) -> Finding:
    level = max(kept.level, twin.level, key=lambda level: RANK[level])
    same = (kept.start, kept.end) == (twin.start, twin.end)
    suggestions = twin.suggestions if same and not kept.suggestions else kept.suggestions
    return replace(kept, level=level, suggestions=suggestions)
