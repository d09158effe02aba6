"""The LanguageTool engine: many texts in one request, their findings under our own ids and levels."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import accumulate

from compose.check.sentences import is_cue, sentences
from compose.languagetool.client import Match
from compose.languagetool.fault import Fault
from compose.languagetool.levels import of_pack, treatment
from compose.languagetool.service import Service
from compose.model.engine import Passage, Unavailable
from compose.model.finding import Coverage, Finding, Gap
from compose.model.locale import Locale

BETWEEN = "\n\n"
MOST_SIGNS = 40_000
_SUGGESTIONS = 5
_LEAVE = "leave out --engine languagetool"
# Before the id of a rule that is LanguageTool's own.
_THEIRS = "languagetool."


class LanguageTool:
    """LanguageTool with our language pack, on a server of our keeping or, with `url`, on one that already runs."""

    name = "languagetool"

    def __init__(
        self, url: str | None = None, *, seconds: float | None = None, disabled: frozenset[str] = frozenset()
    ) -> None:
        self._service = Service(url, seconds=seconds)
        self._disabled = disabled
        self._met: set[str] = set()

    def coverage(self, locale: Locale) -> Coverage:
        """What a check would cover; nothing is started. Raises Unavailable when it could not be started."""
        try:
            version, install = self._service.version(), self._service.install()
            from compose.check.export.renew import is_current  # much to load where LanguageTool is absent

            made = "" if install is None or is_current(install, [locale]) else ", made of other rules"
            return Coverage(self.name, version + made, _covers(locale))
        except Fault as fault:
            raise _unavailable(fault, locale) from fault

    def check(self, passages: Sequence[Passage], locale: Locale) -> list[list[Finding]]:
        """Look at every passage, many in one request. Raises Unavailable, within a bounded time."""
        if not locale.languagetool:
            raise _unavailable(Fault(f"the locale {locale.tag} names no language of LanguageTool", _LEAVE), locale)
        sent = (_Sent.of(passage) for passage in passages)
        try:
            self._renew(locale)
            return [found for chunk in _chunks(sent) for found in self._look(chunk, locale)]
        except Fault as fault:
            raise _unavailable(fault, locale) from fault

    def _renew(self, locale: Locale) -> None:
        if locale.tag not in self._met and (install := self._service.install()):
            from compose.check.export.renew import renew_after_update  # much to load where LanguageTool is absent

            # A pack that cannot be written now is used as it is, and `coverage` says so.
            with suppress(Fault, OSError):
                renew_after_update(install, locale)
        self._met.add(locale.tag)

    def _look(self, chunk: Sequence[_Sent], locale: Locale) -> Iterator[list[Finding]]:
        text = BETWEEN.join(each.text for each in chunk)
        # Of matches on the same words LanguageTool keeps one: a disabled rule must not win there.
        off = (*treatment().disabled, *(_their_ids(self._disabled) if self._disabled else ()))
        matches = self._service.check(locale.languagetool, text, off) if text.strip() else []
        starts = [0, *accumulate(len(each.text) + len(BETWEEN) for each in chunk)]
        for each, start in zip(chunk, starts, strict=False):
            end = start + len(each.text)
            own = [match for match in matches if start <= match.start < match.end <= end]
            yield [found for found in _findings(each, own, start, locale) if found.rule not in self._disabled]


_UNSENT = re.compile("[\0\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class _Sent:
    """A passage as it is sent, composed (NFC), and for each of its signs the place in the passage."""

    passage: Passage
    text: str
    places: Sequence[int]

    @classmethod
    def of(cls, passage: Passage) -> _Sent:
        text = passage.text
        # A lone surrogate cannot be sent, and a NUL would end the text.
        text = _UNSENT.sub("\ufffd", text)
        if not unicodedata.is_normalized("NFC", text):
            composed, places = _composed(text)
            # Syllables that are written letter by letter compose over what is cut here; they are sent as they are.
            if composed == unicodedata.normalize("NFC", text):
                return cls(passage, composed, places)
        return cls(passage, text, range(len(text) + 1))


def _composed(text: str) -> tuple[str, list[int]]:
    """Each letter with its marks as one sign, and where each sign of the result began."""
    parts: list[str] = []
    places: list[int] = []
    start = 0
    for end in range(1, len(text) + 1):
        if end == len(text) or not unicodedata.combining(text[end]):
            part = unicodedata.normalize("NFC", text[start:end])
            places += [start] * len(part)
            parts.append(part)
            start = end
    return "".join(parts), [*places, len(text)]


def _chunks(sent: Iterable[_Sent]) -> Iterator[list[_Sent]]:
    """Runs of texts that go in one request."""
    chunk: list[_Sent] = []
    size = 0
    for each in sent:
        if chunk and size + len(each.text) > MOST_SIGNS:
            yield chunk
            chunk, size = [], 0
        chunk.append(each)
        size += len(each.text) + len(BETWEEN)
    if chunk:
        yield chunk


def _findings(sent: _Sent, matches: Sequence[Match], offset: int, locale: Locale) -> list[Finding]:
    if not matches:
        return []
    passage = sent.passage
    spans = sentences(passage.text, locale.abbreviations)
    cues = [span for span in spans if is_cue(passage.text[slice(*span)])]
    # Of a line that is all capitals and figures, a name or an address, no word is the first of a sentence.
    firsts = {start for start, end in spans if any(word[0].islower() for word in passage.text[start:end].split())}
    found: dict[tuple[str, int, int], Finding] = {}
    for match in matches:
        start, end = sent.places[match.start - offset], sent.places[match.end - offset]
        spoken = not any(start < cue_end and cue_start < end for cue_start, cue_end in cues)
        word = passage.text[start:end]
        if spoken and not (match.rule in treatment().words and _is_name(word, start in firsts, passage, locale)):
            finding = _finding(match, start, end, locale)
            found.setdefault((finding.rule, start, end), finding)
    return list(found.values())


def _finding(match: Match, start: int, end: int, locale: Locale) -> Finding:
    from compose.check.export.xml import our_id  # much to load where LanguageTool is absent

    suggestions = match.suggestions[:_SUGGESTIONS]
    rule = next((rule for rule in locale.rules if rule.id == our_id(match.rule)), None)
    if rule:
        mends = suggestions or ((rule.prefer,) if rule.prefer else ())
        return Finding(rule.id, LanguageTool.name, rule.level, rule.message, start, end, mends, rule.gloss)
    level = treatment().level_of(match.category)
    return Finding(f"{_THEIRS}{match.rule}", LanguageTool.name, level, match.message, start, end, suggestions)


def _their_ids(rules: Iterable[str]) -> Iterator[str]:
    """What LanguageTool calls rules, ours or its own; a rule that cannot stand there has no name."""
    from compose.check.export.java import Unsayable
    from compose.check.export.xml import languagetool_id

    for rule in sorted(rules):
        if rule.startswith(_THEIRS):
            yield rule.removeprefix(_THEIRS)
        else:
            with suppress(Unsayable):
                yield languagetool_id(rule)


def _is_name(word: str, first: bool, passage: Passage, locale: Locale) -> bool:
    """Whether an unknown word is known beforehand, or has the shape of a name or a code."""
    bare = word.removesuffix("'s").removesuffix("’s")
    known = {part for name in passage.known for part in (name, *name.split())}
    if {word, bare} & known or {word, bare, bare.lower()} & locale.words:
        return True
    return any(sign.isdigit() for sign in word) or any(sign.isupper() for sign in (word[1:] if first else word))


def _covers(locale: Locale) -> tuple[str, ...]:
    # The spelling of the pack's own languages stays off: our lexicons know more words.
    return ("grammar",) if of_pack(locale) else ("spelling", "grammar")


def _unavailable(fault: Fault, locale: Locale) -> Unavailable:
    return Unavailable(Gap(f"grammar with LanguageTool ({locale.tag})", fault.why, fault.mend, _covers(locale)))
