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
from compose.check.tokens import Tokens, name_sign, sees_digits
from compose.check.words import judge_of
from compose.model.engine import Passage
from compose.model.finding import Metrics

if TYPE_CHECKING:
    from compose.model.draft import Draft
    from compose.model.locale import Locale
    from compose.model.message import Message
    from compose.model.settings import Settings

REMEMBERED = 50_000
_DIGIT = re.compile("[0-9]")
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


class Swift:
    """The memory of one locale's pieces, in one process."""

    def __init__(self, locale: Locale, settings: Settings) -> None:
        self._locale, self._settings = locale, settings
        self._bench = bench_of(locale, settings)
        self._rules = Rules(settings)
        self._tokens = Tokens(frozenset(settings.disabled))
        self._judge = judge_of(locale)
        self._seeing = [rule for rule in self._bench.near if not _blind((*patterns_of(rule), *cancelling(rule)))]
        counts = any(rule.kind not in FINDERS for rule in self._seeing)
        self._telling = Sift([sources_of(rule) for rule in self._seeing])
        blind = _blind(cue_patterns(locale)) and not sees_digits(locale) and not counts
        self._digits = _ALIKE if blind else _ALL
        self._pieces: dict[tuple[str, str, str, frozenset[str]], Known] = {}
        self._messages: dict[tuple[object, ...], bool] = {}
        self._last: tuple[Draft | None, list[tuple[Known, str]]] = (None, [])
        self._measured: tuple[Draft | None, Metrics | None] = (None, None)
        self._spelled: dict[tuple[str, frozenset[str]], bool] = {}
        self._alike: dict[tuple[object, ...], str] = {}
        self._names: dict[str, str] = {}

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
        text, channel, digits = draft.text, draft.channel, self._digits
        names = [name for name in draft.known if name in text and not _DIGIT.search(name)]
        found = []
        for piece in draft.pieces:
            words = text[piece.start : piece.end]
            here = frozenset([name for name in names if name in words])
            key = (words.translate(digits) if _DIGIT.search(words) else words, piece.move, channel, here)
            known = self._pieces.get(key)
            if known is None:
                if len(self._pieces) >= REMEMBERED:
                    self._pieces.clear()
                known = self._pieces[key] = self._look(*key)
            found.append((known, piece.move))
        return found

    def _look(self, text: str, move: str, channel: str, names: frozenset[str]) -> Known:
        parts = cut(text, self._locale)
        subject = move == "subject"
        spans = ((0, len(text)),) if subject else parts.spoken
        sizes = [len(words(text[start:end])) for start, end in parts.spoken]
        counts: dict[str, list[int]] = {}
        clean = text == text.strip()  # so that nothing but a single space or a line's end stands between pieces
        for at, (start, end) in enumerate(spans):
            apology = not subject and parts.moves[at] == APOLOGY
            moves = frozenset(("text", move, APOLOGY) if apology else ("text", move))
            look = self._bench.look(text[start:end], moves, channel)
            clean = clean and not look.findings
            for id, spots in look.counts:
                counts.setdefault(id, []).extend(which for _, _, which in spots)
        clean = clean and self._reads_well(text, names, channel)
        summed = tuple((id, tuple(found)) for id, found in counts.items())
        met, told = self._bench.sift.met(text), self._telling.met(text)
        return Known(clean, sum(sizes), len(sizes), max(sizes, default=0), summed, parts.moves, met, told)

    def _reads_well(self, text: str, names: frozenset[str], channel: str) -> bool:
        """Whether words and tokens find nothing. A name is read as another that no rule tells from it."""
        read, here = text, names
        if names:
            twins = {name: self._twin(name) for name in names}
            read = _WORD.sub(lambda found: twins.get(found[0], found[0]), text)
            here = frozenset(twins.values())
        key = (read, here)
        if key not in self._spelled:
            if len(self._spelled) >= REMEMBERED:
                self._spelled.clear()
            objections = any(self._judge.objections(read, here))
            self._spelled[key] = (
                not objections and not self._tokens.check([Passage(read, here, channel)], self._locale)[0]
            )
        return self._spelled[key]

    def _twin(self, name: str) -> str:
        twin = self._names.get(name)
        if twin is None:
            if len(self._names) >= REMEMBERED:
                self._names.clear()
            sign = name_sign(name, self._locale)
            twin = self._names[name] = self._alike.setdefault(sign, name) if sign else name
        return twin

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
