"""The rules engine: every rule of the locale over one message; pure, and as certain as its rules."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from compose.check.kinds import FINDERS, counted, patterns_of, sources_of
from compose.check.length import limit
from compose.check.memory import Memory
from compose.check.segment import segment
from compose.check.sieve import Sieve
from compose.check.sift import Sift
from compose.check.sums import COUNTED, SUMS
from compose.model.finding import Coverage, Finding
from compose.model.settings import Settings

if TYPE_CHECKING:
    from compose.model.engine import Passage
    from compose.model.locale import Locale
    from compose.model.message import Message
    from compose.model.rule import Rule

COVERS = ("apology", "tone", "length", "typography")
_REMEMBERED = 1_000


@dataclass(frozen=True, slots=True)
class Look:
    """What the rules of one sentence say of it, and what the rules that add up see in it; places are within it."""

    findings: tuple[Finding, ...]
    counts: tuple[tuple[str, tuple[tuple[int, int, int], ...]], ...]


class Bench:
    """The rules of one locale, sorted by how they look, with a memory of the sentences that were looked at."""

    def __init__(self, locale: Locale, disabled: frozenset[str]) -> None:
        rules = [rule for rule in locale.rules if rule.id not in disabled]
        self.near = [rule for rule in rules if not rule.across and rule.kind in (*FINDERS, *COUNTED)]
        self.across = [rule for rule in rules if rule.across and rule.kind in (*FINDERS, *COUNTED)]
        self.sums = [rule for rule in rules if rule.kind in SUMS]
        self.limits = [rule for rule in rules if rule.kind == "limit"]
        self._sieve = Sieve([sources_of(rule) for rule in self.near])
        self.sift = Sift([sources_of(rule) for rule in self.across])
        self._far = Sieve([sources_of(rule) for rule in self.across])
        self._memory: Memory[tuple[str, frozenset[str], str], Look] = Memory(_REMEMBERED)

    def look(self, text: str, moves: frozenset[str], channel: str) -> Look:
        """Look at one sentence; the same sentence in the same moves on the same channel is looked at once."""
        key = (text, moves, channel)
        known = self._memory.get(key)
        if known is None:
            likely = self._sieve.patterns_through(text).items()
            rules = [(self.near[number], which) for number, which in likely]
            known = self._memory.put(key, _look(rules, text, moves, channel))
        return known

    def may_match_beyond(self, text: str) -> list[Rule]:
        """The rules that look across sentences and of which a pattern stands somewhere in the text."""
        near = ((self.across[number], which) for number, which in self._far.patterns_through(text).items())
        return [rule for rule, which in near if any(one.search(text) for _, one in patterns_of(rule, which))]

    def beyond(self, message: Message) -> Iterator[tuple[Rule, int, str]]:
        """The rules that look across sentences and may match, with each place that they look at."""
        for rule in self.may_match_beyond(message.text):
            if not rule.channels or message.channel in rule.channels:
                for start, end in places(rule, message):
                    yield rule, start, message.text[start:end]


def _look(rules: Sequence[tuple[Rule, Sequence[int]]], text: str, moves: frozenset[str], channel: str) -> Look:
    findings: list[Finding] = []
    counts = []
    for rule, which in rules:
        if (rule.channels and channel not in rule.channels) or not moves.intersection(rule.where):
            continue
        if rule.kind in FINDERS:
            findings += FINDERS[rule.kind](rule, text, which)
        else:
            seen = counted(rule, text, which)
            if seen:
                counts.append((rule.id, tuple(seen)))
    return Look(tuple(findings), tuple(counts))


def places(rule: Rule, message: Message) -> list[tuple[int, int]]:
    """Where a rule looks: the whole `text`, the `subject` line, the stretches of the moves that it names."""
    if "text" in rule.where:
        return [(0, len(message.text))]
    spans = [(stretch.start, stretch.end) for stretch in message.stretches if stretch.move in rule.where]
    return [(0, message.body_start), *spans] if "subject" in rule.where else spans


@lru_cache(maxsize=32)
def _bench(locale: Locale, disabled: frozenset[str]) -> Bench:
    return Bench(locale, disabled)


def bench_of(locale: Locale, settings: Settings) -> Bench:
    """The rules of a locale, less those that the settings disable; made once a run."""
    return _bench(locale, frozenset(settings.disabled))


class Rules:
    """The rules of the locale, less those that the settings disable, with the team's own budgets."""

    name = "rules"

    def __init__(self, settings: Settings | None = None) -> None:
        self._settings = settings or Settings()

    def coverage(self, locale: Locale) -> Coverage:
        return Coverage(self.name, locale.fingerprint, COVERS)

    def check(self, passages: Sequence[Passage], locale: Locale) -> list[list[Finding]]:
        bench = bench_of(locale, self._settings)
        return [self.read(segment(each.text, locale, each.channel, each.pieces), locale, bench) for each in passages]

    def read(self, message: Message, locale: Locale, bench: Bench | None = None) -> list[Finding]:
        """Every finding in one message, by place."""
        bench = bench or bench_of(locale, self._settings)
        findings: list[Finding] = []
        seen: dict[str, list[tuple[int, int, int]]] = {}
        for start, end in message.units:
            look = bench.look(message.text[start:end], message.moves_at(start), message.channel)
            findings += [moved(finding, start) for finding in look.findings]
            for id, spots in look.counts:
                seen.setdefault(id, []).extend((a + start, b + start, which) for a, b, which in spots)
        for rule, start, text in bench.beyond(message):
            if rule.kind in FINDERS:
                findings += [moved(finding, start) for finding in FINDERS[rule.kind](rule, text, None)]
            else:
                seen.setdefault(rule.id, []).extend((a + start, b + start, n) for a, b, n in counted(rule, text))
        for rule in bench.sums:
            if not rule.channels or message.channel in rule.channels:
                findings += SUMS[rule.kind](rule, message, seen.get(rule.id, ()))
        for rule in bench.limits:
            findings += limit(rule, message, locale, self._settings.budgets)
        spoken = [finding for finding in findings if not _in_cue(finding, message)]
        return sorted(set(spoken), key=lambda finding: (finding.start, finding.end, finding.rule))


def moved(finding: Finding, by: int) -> Finding:
    """The finding at its place in the whole text."""
    return replace(finding, start=finding.start + by, end=finding.end + by) if by else finding


def _in_cue(finding: Finding, message: Message) -> bool:
    return any(finding.start < end and start < finding.end for start, end in message.cues)
