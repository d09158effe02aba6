"""Our rules as LanguageTool's: one source for both engines, and a list of what cannot be said there, with reasons."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from compose.check.export import forbid, prefer, tokens
from compose.check.export.examples import Part, Wrong
from compose.check.export.java import Unsayable
from compose.check.export.sample import sample
from compose.check.export.segment import pieces
from compose.check.export.sound import hold_sound
from compose.check.export.xml import grammar_xml, group_xml, languagetool_id, part_xml
from compose.languagetool.levels import left_out
from compose.model.locale import Locale
from compose.model.rule import Rule

# One file for each kind that LanguageTool has an equal of.
_PARTS: dict[str, Callable[[Rule], Iterator[Part]]] = {"forbid": forbid.parts, "prefer": prefer.parts}
_WHY_NOT = {
    "require": "it asks for something that is missing; LanguageTool marks only what is there",
    "repeat": "it counts over the whole message; LanguageTool's rules see one sentence",
    "limit": "it measures the whole message; LanguageTool's rules see one sentence",
    "order": "it compares the moves of a message; LanguageTool does not know them",
    "mixed": "it compares sentences with one another; LanguageTool's rules see one",
    "spelling": "it words the finding of an engine of ours; there is nothing in it to look for",
}
TOKENS = "tokens"
_MOST_EXAMPLES = 6


@dataclass(frozen=True, slots=True)
class Kept:
    """A rule, or one part of it, that stays with our own engine, and why."""

    locale: str
    rule: str
    part: str
    why: str


@dataclass(frozen=True, slots=True)
class Exported:
    """A locale's grammar file for LanguageTool, the ids of the rules in it, and what is not in it."""

    locale: str
    xml: str
    rules: tuple[str, ...]
    kept: tuple[Kept, ...]


def export(locale: Locale) -> Exported:
    """Say every rule of a locale that LanguageTool can hold."""
    groups: list[tuple[Rule, str]] = []
    kept: list[Kept] = []
    own = "-" in locale.languagetool
    for rule in locale.rules:
        try:
            _fits(rule)
            said, left = _ways(rule, locale, own) if rule.kind == TOKENS else _said(rule, locale, own)
        except Unsayable as reason:
            kept.append(Kept(locale.tag, rule.id, "", str(reason)))
            continue
        kept += left
        if said:
            groups.append((rule, group_xml(rule, said)))
    code = locale.languagetool.partition("-")[0]
    return Exported(locale.tag, grammar_xml(code, groups), tuple(rule.id for rule, _ in groups), tuple(kept))


def _fits(rule: Rule) -> None:
    """Whether the rule as such can stand in LanguageTool; raises Unsayable."""
    if rule.kind not in (*_PARTS, TOKENS):
        raise Unsayable(_WHY_NOT.get(rule.kind, f"LanguageTool has no equal of the kind {rule.kind!r}"))
    if rule.where != ("text",):
        places = ", ".join(rule.where)
        raise Unsayable(f"it looks only at: {places}; LanguageTool does not know the parts of a message")
    if rule.channels:
        raise Unsayable(f"it holds on some channels only: {', '.join(rule.channels)}")
    languagetool_id(rule.id)


def _said(rule: Rule, locale: Locale, own: bool) -> tuple[list[str], list[Kept]]:
    good = _sentences(rule.good, locale.abbreviations, own)
    bad = _sentences(rule.bad, locale.abbreviations, own)
    said: list[str] = []
    kept: list[Kept] = []
    for part in _PARTS[rule.kind](rule):
        try:
            wrong = _wrong(part, good, bad, locale, own)
            said.append(part_xml(rule, part, wrong, good, locale.abbreviations))
        except Unsayable as reason:
            kept.append(Kept(rule.locale, rule.id, part.pattern.pattern, str(reason)))
    return said, kept


def _ways(rule: Rule, locale: Locale, own: bool) -> tuple[list[str], list[Kept]]:
    """A token rule: each of its ways that holds without the pruning of readings, which LanguageTool does not do."""
    own_good = _sentences(rule.good, locale.abbreviations, own)
    bad = _sentences(rule.bad, locale.abbreviations, own)
    all_good = _all_good(locale, own)
    said: list[str] = []
    kept: list[Kept] = []
    for number, entry in enumerate(tokens.ways(rule), 1):
        try:
            if why := left_out(locale.tag).get(f"{rule.id} {number}"):
                raise Unsayable(why)
            way = tokens.Way(rule, entry, locale)
            if any(way.found(sentence) for sentence in all_good):
                raise Unsayable("without our pruning of readings it finds something in right sentences")
            wrong = [each for each in map(way.wrong, bad) if each]
            if not wrong:
                raise Unsayable("no bad example shows this way of the rule alone, without our pruning of readings")
            hold_sound(wrong[:_MOST_EXAMPLES], locale)
            said.append(tokens.rule_xml(number, way, rule.message, wrong[:_MOST_EXAMPLES], own_good))
        except Unsayable as reason:
            kept.append(Kept(rule.locale, rule.id, f"way {number}", str(reason)))
    return said, kept


@lru_cache(maxsize=8)
def _all_good(locale: Locale, own: bool) -> tuple[str, ...]:
    good = [text for rule in locale.rules for text in rule.good]
    return tuple(_sentences(good, locale.abbreviations, own))


def _sentences(texts: Sequence[str], abbreviations: frozenset[str], own: bool) -> list[str]:
    return list(dict.fromkeys(piece for text in texts for piece in pieces(text, abbreviations, own=own)))


def _wrong(part: Part, good: Sequence[str], bad: Sequence[str], locale: Locale, own: bool) -> list[Wrong]:
    """The examples of a part: sentences in which it finds one thing, and what it suggests is sound."""
    if any(part.matches(sentence) for sentence in good):
        raise Unsayable("seen one sentence at a time, it finds something in one of its own good examples")
    wrong = [each for each in map(part.wrong, [*bad, part.phrase]) if each][:_MOST_EXAMPLES]
    hold_sound(wrong, locale)
    return wrong or [_made(part, locale.abbreviations, own)]


def _made(part: Part, abbreviations: frozenset[str], own: bool) -> Wrong:
    """An example that the rule does not bring: the shortest text that the pattern finds."""
    text = sample(part.pattern)
    if len(pieces(text, abbreviations, own=own)) > 1:
        raise Unsayable("it reaches over the end of a sentence, and LanguageTool sees one at a time")
    wrong = part.wrong(text)
    if not wrong:
        raise Unsayable("no example of the rule shows this pattern once, within one sentence")
    return wrong


def table(exports: Iterable[Exported]) -> list[Kept]:
    """All that stays with our own engine, by locale and rule."""
    return [kept for exported in exports for kept in exported.kept]
