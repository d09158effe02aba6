"""A quick and certain yes: whether the built-in engines have nothing to say of a draft, from what its pieces were.

A piece that was looked at once, on its own, is not looked at again, whatever digits stand in it: the rules that tell
one digit from another look each time. Where anything is found, or cannot be ruled out, the answer is no.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from compose.check.alone import BRACKET, Reader
from compose.check.kinds import FINDERS, patterns_of, sources_of
from compose.check.known import UNTOLD, Known, Patterns, Pieces, Settled, Size, Still
from compose.check.length import bounds
from compose.check.literals import Needs, digits_alike, shaped, written
from compose.check.memory import Memory
from compose.check.metrics import words
from compose.check.rules import Rules, bench_of
from compose.check.segment import APOLOGY, cue_sources, cut, segment
from compose.check.sift import stays_on_line
from compose.check.spot import spots
from compose.check.tokens import digits_sign
from compose.check.tokens.text import figures_in
from compose.model.finding import Metrics

if TYPE_CHECKING:
    from compose.check.spot import Spot
    from compose.model.draft import Draft
    from compose.model.locale import Locale
    from compose.model.message import Message
    from compose.model.rule import Rule
    from compose.model.settings import Settings

REMEMBERED = 1_000
DRAFTS = 200  # more than are worked on together
_LONG = 60  # signs of a line that is worth remembering
_DIGIT = re.compile("[0-9]")
_ALIKE = bytes.maketrans(b"123456789", b"0" * 9)

Spans = tuple[tuple[int, int], ...]


def is_plain(name: str) -> bool:
    """Whether a name holds no digit: what holds one is a code to every engine, no name."""
    return not _DIGIT.search(name)


class Swift:
    """The memory of one locale's pieces, in one process."""

    def __init__(self, locale: Locale, settings: Settings) -> None:
        self._locale, self._settings = locale, settings
        self._bench = bench_of(locale, settings)
        self._rules = Rules(settings)
        self._reader = Reader(locale, settings)
        self._seeing = [rule for rule in self._bench.near if not digits_alike(_sources(rule))]
        self._told_apart = frozenset(rule.id for rule in self._seeing if rule.kind in FINDERS)
        counts = any(rule.kind not in FINDERS for rule in self._seeing)
        self._telling = [(one, shaped(one.pattern)) for rule in self._seeing for _, one in patterns_of(rule)]
        blind = digits_alike(cue_sources(locale)) and not counts
        self._exact = not blind
        self._figures: Memory[bytes, Spans] = Memory(REMEMBERED)
        self._pieces: Memory[tuple[object, ...], Known] = Memory(REMEMBERED)
        self._same: Memory[tuple[object, ...], Known] = Memory(REMEMBERED)
        self._messages: Memory[tuple[object, ...], Settled] = Memory(REMEMBERED)
        self._lines: Memory[tuple[Settled, str], bool] = Memory(REMEMBERED)
        self._drafts: dict[int, tuple[Draft, Pieces, Still | None, tuple[Known, ...]]] = {}
        self._limits: dict[str, list[tuple[Callable[[Draft], float], float, float]]] = {}

    def metrics(self, draft: Draft) -> Metrics:
        """The size of the draft, as `compose.check.metrics.measure` has it."""
        size = self.size(draft)
        return Metrics(size.words, size.sentences, size.characters, size.seconds, size.segments)

    def size(self, draft: Draft) -> Size:
        """The same, each metric counted when it is asked for."""
        return Size(draft, self._met(draft)[0], self._locale.speaking_rate)

    def clean(self, draft: Draft) -> bool:
        """Whether rules, tokens and words are certain to find nothing."""
        pieces, still, key = self._met(draft)
        settled = still.settled.get(key) if still else None
        if settled is None:
            if not all(known.clean for known, _ in pieces):
                return False
            settled = self._settled(draft, pieces)
            if still:
                still.settled.put(key, settled)
        if not settled.clean or not self._short(draft):
            return False
        # Whatever the rule's moves and channels, and what cancels it: a pattern only means that the rules look.
        lines = still.moving(draft) if still and settled in still.quiet and settled.lines else [draft.text]
        if any(self._met_in(settled, one) for one in lines) or any(one.search(draft.text) for one in settled.across):
            return not self._rules.read(self._message(draft), self._locale, self._bench)
        if still and len(still.quiet) < REMEMBERED:
            still.quiet.add(settled)
        return True

    def _met_in(self, settled: Settled, line: str) -> bool:
        """Whether one of the patterns of `lines` is found in a line; of long ones it is remembered."""
        if len(line) < _LONG:
            return any(_stands(one, line) for one in settled.lines)
        met = self._lines.get((settled, line))
        if met is None:
            met = self._lines.put((settled, line), any(_stands(one, line) for one in settled.lines))
        return met

    def _settled(self, draft: Draft, pieces: Pieces) -> Settled:
        ends = (draft.text.startswith("\n\n", piece.end) for piece in draft.pieces)
        key = (draft.channel, *zip(pieces, ends, strict=True))
        settled = self._messages.get(key)
        if settled is None:
            settled = self._messages.put(key, self._settle(draft, pieces))
        return settled

    def _settle(self, draft: Draft, pieces: Pieces) -> Settled:
        met = frozenset().union(*(known.met for known, _ in pieces))
        patterns = _all_patterns(self._bench.across[number] for number in self._bench.sift.through(met))
        near = [one for one in patterns if stays_on_line(one.pattern, one.flags & ~re.UNICODE)]
        clean = not self._rules.read(self._message(draft), self._locale, self._bench)
        lines = tuple([(one, written(one.pattern)[:1] if not one.flags & re.IGNORECASE else ()) for one in near])
        return Settled(clean, lines, tuple([one for one in patterns if one not in near]))

    def learn(self, draft: Draft, pieces: Pieces, still: Still | None = None, key: tuple[Known, ...] = ()) -> None:
        """Be told what is known of the pieces of a draft, what it shares with those of its mould, and what not."""
        if len(self._drafts) >= DRAFTS:
            del self._drafts[next(iter(self._drafts))]
        self._drafts[id(draft)] = draft, pieces, still, key

    def _met(self, draft: Draft) -> tuple[Pieces, Still | None, tuple[Known, ...]]:
        """What is known of the pieces of a draft."""
        last = self._drafts.get(id(draft))
        if last is None or last[0] is not draft:
            self.learn(draft, self._looked_up(draft))
            last = self._drafts[id(draft)]
        return last[1:]

    def _looked_up(self, draft: Draft) -> Pieces:
        text = draft.text
        names = [name for name in draft.known if name in text and is_plain(name)]
        found = []
        for piece, spot in zip(draft.pieces, spots(draft), strict=True):
            words = text[piece.start : piece.end]
            here = frozenset([name for name in names if name in words])
            found.append((self.known(words, piece.move, draft.channel, here, spot), piece.move))
        return found

    def known(self, words: str, move: str, channel: str, names: frozenset[str], spot: Spot | None) -> Known:
        """What is known of a piece that stands so; `names` are the known words in it, less those with a digit."""
        shape = words.encode("utf-8", "surrogatepass").translate(_ALIKE)
        spans = self._figures.get(shape)
        if spans is None:
            spans = self._spans(shape, words)
        collapsed = bool(spans)
        sign = digits_sign(words, spans, self._locale) if spans else ()
        key = (shape if collapsed else words, sign, move, channel, names, spot)
        known = self._pieces.get(key)
        if known is None:
            alike = shape.decode("utf-8", "surrogatepass") if collapsed else words
            known = self._look(words, alike, collapsed, move, channel, names, spot)
            same = tuple([getattr(known, name) for name in Known.__slots__])
            known = self._pieces.put(key, self._same.get(same) or self._same.put(same, known))
        if known.seeing and any(one.search(words[start:end]) for start, end in known.units for one in known.seeing):
            return replace(known, clean=False)
        return known

    def _spans(self, shape: bytes, words: str) -> Spans:
        """Where figures stand in the texts of a shape; nowhere, too, where digits cannot be made alike."""
        exact = self._exact or not _DIGIT.search(words) or BRACKET.search(words)
        spans = () if exact else figures_in(shape.decode("utf-8", "surrogatepass"))
        return self._figures.put(shape, spans)

    def _look(
        self,
        text: str,
        alike: str,
        collapsed: bool,
        move: str,
        channel: str,
        names: frozenset[str],
        spot: Spot | None,
    ) -> Known:
        parts = cut(alike, self._locale)
        subject = move == "subject"
        units = ((0, len(alike)),) if subject else parts.spoken
        sizes = [len(words(alike[start:end])) for start, end in parts.spoken]
        counts: dict[str, list[int]] = {}
        clean = spot is not None and alike == alike.strip()
        for at, (start, end) in enumerate(units):
            apology = not subject and parts.moves[at] == APOLOGY
            moves = frozenset(("text", move, APOLOGY) if apology else ("text", move))
            look = self._bench.look(alike[start:end], moves, channel)
            # What tells digits apart looks at those that stand there, each time.
            clean = clean and all(collapsed and finding.rule in self._told_apart for finding in look.findings)
            for id, places in look.counts:
                counts.setdefault(id, []).extend(which for _, _, which in places)
        if clean and spot is not None:
            clean = self._reader.clean(text, names, subject, spot)
        summed = tuple((id, tuple(found)) for id, found in counts.items())
        met = self._bench.sift.met(alike)
        seeing = self._seeing_in(alike) if collapsed else ()
        return Known(
            clean, sum(sizes), len(sizes), max(sizes, default=0), summed, parts.moves, met, tuple(units), seeing
        )

    def _seeing_in(self, alike: str) -> Patterns:
        """The patterns that tell digits apart and may match in a text with some digits in the place of these."""
        folded = alike.casefold()
        found = (rule for rule, wanted in self._telling if all(any(one in folded for one in texts) for texts in wanted))
        return tuple(found)

    def _short(self, draft: Draft) -> bool:
        """Whether the metrics that a piece's summary does not hold are inside their budgets."""
        limits = self._limits.get(draft.channel)
        if limits is None:
            found = ((UNTOLD.get(rule.metric), self._bounds(rule, draft.channel)) for rule in self._bench.limits)
            limits = self._limits[draft.channel] = [(measure, *bound) for measure, bound in found if measure and bound]
        return all(low <= measure(draft) <= high for measure, low, high in limits)

    def _bounds(self, rule: Rule, channel: str) -> tuple[float, float] | None:
        bound = bounds(rule, channel, self._settings.budgets)
        return (bound.get("min", 0), bound.get("max", float("inf"))) if bound else None

    def _message(self, draft: Draft) -> Message:
        return segment(draft.text, self._locale, draft.channel, draft.pieces)


def _stands(wanted: tuple[re.Pattern[str], Needs], line: str) -> bool:
    """Whether a pattern is found in a line; it is not tried where none of the texts stands that it needs."""
    pattern, needs = wanted
    for texts in needs:
        for text in texts:
            if text in line:
                break
        else:
            return False
    return pattern.search(line) is not None


def _sources(rule: Rule) -> Iterator[str]:
    yield from (pattern for pattern, _ in sources_of(rule))
    yield from rule.unless


def _all_patterns(rules: Iterable[Rule]) -> tuple[re.Pattern[str], ...]:
    return tuple([pattern for rule in rules for _, pattern in patterns_of(rule)])
