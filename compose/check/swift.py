"""A quick and certain yes: whether the built-in engines have nothing to say of a draft, from what its pieces were.

A piece that was looked at once, on its own, is not looked at again, whatever digits stand in it: the rules that tell
one digit from another look each time. Where anything is found, or cannot be ruled out, the answer is no.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from compose.check.kinds import FINDERS, cancelling, patterns_of, sources_of
from compose.check.length import bounds
from compose.check.literals import Sift, digit_classes
from compose.check.metrics import PAUSE, segments, words
from compose.check.rules import Rules, bench_of
from compose.check.segment import APOLOGY, cue_patterns, cut, segment
from compose.check.sentences import CUE, sentences
from compose.check.spot import LINE, ODD, Spot, spots
from compose.check.tokens import Tokens, digits_sign, name_sign
from compose.check.words import judge_of
from compose.model.draft import SUBJECT
from compose.model.finding import Metrics

if TYPE_CHECKING:
    from compose.model.draft import Draft
    from compose.model.locale import Locale
    from compose.model.message import Message
    from compose.model.settings import Settings

REMEMBERED = 1_000
_DIGIT = re.compile("[0-9]")
_BRACKET = re.compile(r"[\[\]{}]")
_WORD = re.compile(r"\w+(?:[-'’]\w+)*")
_ALIKE = {ord(digit): "0" for digit in "123456789"}
_ALL: dict[int, str] = {}


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of one piece: nothing was found in it, its size, and what the rules that add up saw in it."""

    clean: bool
    words: int
    sentences: int
    longest: int
    counts: tuple[tuple[str, tuple[int, ...]], ...]
    moves: tuple[str, ...]
    met: frozenset[int]
    told: frozenset[int]


# The metrics that the summary of a piece does not hold.
_UNKNOWN: dict[str, Callable[[Draft], float]] = {
    "characters": lambda draft: len(draft.body),
    "segments": lambda draft: segments(draft.body)[0],
    "subject_characters": lambda draft: len(draft.subject),
}


def _blind(patterns: Iterable[re.Pattern[str]]) -> bool:
    table = digit_classes(patterns)
    return table is not None and len(set(table.values())) == 1


def _equals(text: str) -> list[int]:
    """Of each word of a text, the first that is equal to it."""
    words = [word.lower() for word in _WORD.findall(text)]
    return list(map(words.index, words))


class Swift:
    """The memory of one locale's pieces, in one process."""

    def __init__(self, locale: Locale, settings: Settings) -> None:
        self._locale, self._settings = locale, settings
        self._bench = bench_of(locale, settings)
        self._rules = Rules(settings)
        self._tokens = Tokens(frozenset(settings.disabled))
        self._judge = judge_of(locale)
        self._seeing = [rule for rule in self._bench.near if not _blind((*patterns_of(rule), *cancelling(rule)))]
        self._told_apart = frozenset(rule.id for rule in self._seeing if rule.kind in FINDERS)
        counts = any(rule.kind not in FINDERS for rule in self._seeing)
        self._telling = Sift([sources_of(rule) for rule in self._seeing])
        blind = _blind(cue_patterns(locale)) and not counts
        self._digits = _ALIKE if blind else _ALL
        self._pieces: dict[tuple[object, ...], Known] = {}
        self._messages: dict[tuple[object, ...], bool] = {}
        self._last: tuple[Draft | None, list[tuple[Known, str]]] = (None, [])
        self._measured: tuple[Draft | None, Metrics | None] = (None, None)
        self._spelled: dict[tuple[object, ...], bool] = {}
        self._alike: dict[tuple[object, int], str] = {}

    def metrics(self, draft: Draft) -> Metrics:
        """The size of the draft, as `compose.check.metrics.measure` has it."""
        last, metrics = self._measured
        if metrics is None or last is not draft:
            metrics = self._measure(draft)
            self._measured = (draft, metrics)
        return metrics

    def _measure(self, draft: Draft) -> Metrics:
        known = [piece for piece, move in self._known(draft) if move != "subject"]
        body = draft.text[draft.body_start :]
        count, sentences = sum(piece.words for piece in known), sum(piece.sentences for piece in known)
        seconds = round(count * 60 / self._locale.speaking_rate + PAUSE * sentences, 1)
        return Metrics(count, sentences, len(body), seconds, segments(body)[0])

    def clean(self, draft: Draft) -> bool:
        """Whether rules, tokens and words are certain to find nothing."""
        known = self._known(draft)
        if not all(piece.clean for piece, _ in known) or not self._short(draft) or self._seen(draft):
            return False
        ends = (draft.text.startswith("\n\n", piece.end) for piece in draft.pieces)
        key = (draft.channel, *zip(known, ends, strict=True))
        if key in self._messages:
            return self._messages[key] and self._clean_beyond(draft)
        if len(self._messages) >= REMEMBERED:
            self._messages.clear()
        self._messages[key] = not self._rules.read(self._message(draft), self._locale, self._bench)
        return self._messages[key]

    def _known(self, draft: Draft) -> list[tuple[Known, str]]:
        if self._last[0] is not draft:
            self._last = (draft, self._looked_up(draft))
        return self._last[1]

    def _looked_up(self, draft: Draft) -> list[tuple[Known, str]]:
        text = draft.text
        names = [name for name in draft.known if name in text and not _DIGIT.search(name)]
        found = []
        for piece, spot in zip(draft.pieces, spots(draft), strict=True):
            words = text[piece.start : piece.end]
            here = frozenset([name for name in names if name in words])
            found.append((self.known(words, piece.move, draft.channel, here, spot), piece.move))
        return found

    def known(self, words: str, move: str, channel: str, names: frozenset[str], spot: Spot | None) -> Known:
        """What is known of a piece that stands so; `names` are the known words in it, less those with a digit."""
        alike, sign = words, tuple[int, ...]()
        if self._digits is not _ALL and _DIGIT.search(words) and not _BRACKET.search(words):
            alike, sign = words.translate(self._digits), digits_sign(words, self._locale)
        key = (alike, sign, move, channel, names, spot)
        known = self._pieces.get(key)
        if known is None:
            if len(self._pieces) >= REMEMBERED:
                self._pieces.clear()
            known = self._pieces[key] = self._look(words, alike, move, channel, names, spot)
        return known

    def _look(self, text: str, alike: str, move: str, channel: str, names: frozenset[str], spot: Spot | None) -> Known:
        parts = cut(alike, self._locale)
        subject = move == "subject"
        spans = ((0, len(alike)),) if subject else parts.spoken
        sizes = [len(words(alike[start:end])) for start, end in parts.spoken]
        counts: dict[str, list[int]] = {}
        clean = spot is not None and alike == alike.strip()
        for at, (start, end) in enumerate(spans):
            apology = not subject and parts.moves[at] == APOLOGY
            moves = frozenset(("text", move, APOLOGY) if apology else ("text", move))
            look = self._bench.look(alike[start:end], moves, channel)
            clean = clean and all(finding.rule in self._told_apart for finding in look.findings)
            for id, places in look.counts:
                counts.setdefault(id, []).extend(which for _, _, which in places)
        clean = (
            clean
            and spot is not None
            and self._stands_alone(text, spot)
            and self._reads_well(text, names, subject, spot)
        )
        summed = tuple((id, tuple(found)) for id, found in counts.items())
        met, told = self._bench.sift.met(alike), self._telling.met(alike)
        return Known(clean, sum(sizes), len(sizes), max(sizes, default=0), summed, parts.moves, met, told)

    def _stands_alone(self, text: str, spot: Spot) -> bool:
        """Whether no sentence, and nothing in brackets, goes on behind the piece."""
        if _BRACKET.search(CUE.sub("", text)):
            return False
        if spot.follows in (LINE, ODD):
            return spot.follows == LINE
        if "[" in text:
            return False
        spans = sentences(f"{text} {spot.follows}", self._locale.abbreviations)
        return len(spans) > 1 and spans[-2][1] == len(text)

    def _reads_well(self, text: str, names: frozenset[str], subject: bool, spot: Spot) -> bool:
        """Whether words and tokens find nothing. A name is read as another that no rule tells from it."""
        read, here = self._twinned(text, names) if names else (text, names)
        key = (read, here, subject, spot)
        if key not in self._spelled:
            if len(self._spelled) >= REMEMBERED:
                self._spelled.clear()
            line = f"{SUBJECT}{read}" if subject else read
            self._spelled[key] = not any(self._judge.objections(line, here)) and self._tokens.clean(
                line, here, self._locale, begins=spot.begins, below=spot.below, ends=spot.follows == LINE
            )
        return self._spelled[key]

    def _twinned(self, text: str, names: frozenset[str]) -> tuple[str, frozenset[str]]:
        """The text with each name as another of the same sign; as it is where words would become equal that are not."""
        taken: dict[tuple[object, ...], int] = {}
        twins: dict[str, str] = {}
        for name in sorted(names, key=text.find):
            sign = name_sign(name, self._locale)
            number = taken[sign] = taken.get(sign, -1) + 1
            twins[name] = self._alike.setdefault((sign, number), name) if sign else name
        read = _WORD.sub(lambda found: twins.get(found[0], found[0]), text)
        if len(self._alike) > REMEMBERED:
            self._alike.clear()
        same = _equals(text) == _equals(read) and len(set(twins.values())) == len(twins)
        return (read, frozenset(twins.values())) if same else (text, names)

    def _seen(self, draft: Draft) -> bool:
        """Whether a rule that tells digits apart finds something in a piece with figures."""
        if self._digits is _ALL:
            return False
        # Whatever the rule's moves and channels, and what cancels it: a no here only means that the engines look.
        # The digits that the needs of a pattern name are those of other figures: such a need counts as met.
        told = frozenset().union(*(known.told for known, _ in self._known(draft)))
        rules = (self._seeing[number] for number in self._telling.through(told))
        return any(pattern.search(draft.text) for rule in rules for pattern in patterns_of(rule))

    def _short(self, draft: Draft) -> bool:
        """Whether the metrics that a piece's summary does not hold are inside their budgets."""
        for rule in self._bench.limits:
            measure = _UNKNOWN.get(rule.metric)
            bound = bounds(rule, draft.channel, self._settings.budgets) if measure else {}
            if measure and bound and not bound.get("min", 0) <= measure(draft) <= bound.get("max", float("inf")):
                return False
        return True

    def _clean_beyond(self, draft: Draft) -> bool:
        met = frozenset().union(*(known.met for known, _ in self._known(draft)))
        across = [self._bench.across[number] for number in self._bench.sift.through(met)]
        if not any(pattern.search(draft.text) for rule in across for pattern in patterns_of(rule)):
            return True
        return not self._rules.read(self._message(draft), self._locale, self._bench)

    def _message(self, draft: Draft) -> Message:
        return segment(draft.text, self._locale, draft.channel, draft.pieces)
