"""Rules of kind `tokens`: each way a row of LanguageTool's tokens with their tags. Readings are not pruned there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Any, cast
from xml.sax.saxutils import escape, quoteattr

from compose.check.export.conditions import exceptions, token_xml
from compose.check.export.examples import Wrong
from compose.check.export.java import Unsayable
from compose.check.tokens.condition import words_of
from compose.check.tokens.look import Looker, Place
from compose.check.tokens.rule import COMMON, Maker, TokenRule
from compose.check.tokens.suggest import SLOT
from compose.check.tokens.text import Reader, Readings, Token
from compose.lexicons import Lexicon, open_lexicon
from compose.lexicons.data import WordData, word_data
from compose.lexicons.listing import listed_readings
from compose.model.finding import Finding
from compose.model.locale import Locale
from compose.model.rule import Rule

TAGGED = ("ordb", "islenska")
_RUN = re.compile(r"[^\W_]+")
_ASKING = frozenset(("word", "some", "all", "like", "lemma", "shape", "capital"))
_UNSAID = {
    "nothing_before": "it looks at all that stands before in the clause",
    "agree": "it compares the features of words by our own table",
    "disagree": "it compares the features of words by our own table",
    "joins": "it joins two words and looks the result up",
    "statement": "it asks whether the sentence is a question",
}


def ways(rule: Rule) -> Iterator[dict[str, Any]]:
    """Each way in which the rule looks, with what holds for all of them."""
    shared = {key: value for key, value in rule.data.items() if key not in COMMON and key != "way"}
    for way in rule.data.get("way", [{}]):
        yield {**shared, **way}


class Way:
    """One way of a rule: what our engine finds by it without pruning, and how LanguageTool says it."""

    def __init__(self, rule: Rule, way: dict[str, Any], locale: Locale) -> None:
        for key, why in _UNSAID.items():
            if key in way:
                raise Unsayable(f"{why}; LanguageTool has no equal")
        maker, lexicon, reader = _tools(locale)
        self._made: TokenRule = maker._way(rule, way)
        self._way, self._data = way, word_data(locale)
        self._needs = _needs(way, self._data)
        self._tagged = locale.lexicon in TAGGED and "-" not in locale.languagetool
        self._look = Looker(reader, lexicon, (), (self._made,))
        self.xml = self._xml()

    def found(self, sentence: str) -> list[Finding]:
        """What this way finds in one sentence."""
        runs = _runs(sentence)
        if any(need.isdisjoint(runs) for need in self._needs):
            return []
        return self._look.findings(Place(sentence))

    def wrong(self, sentence: str) -> Wrong | None:
        """The sentence as an example, if one thing is found in it, and mended."""
        found = self.found(sentence)
        if len(found) != 1:
            return None
        one = found[0]
        correction = one.suggestions[0] if one.suggestions else ""
        if correction and self.found(sentence[: one.start] + correction + sentence[one.end :]):
            return None
        return Wrong(sentence, one.start, one.end, correction)

    def _xml(self) -> list[str]:
        way = self._way
        lines = [
            "<antipattern>" + "".join(self._token(each) for each in pattern) + "</antipattern>"
            for pattern in way.get("cancel", ())
        ]
        tokens, (first, last) = [], self._made.mark
        row: Sequence[dict[str, Any]] = way["tokens"]
        self._goes_straight(row)
        if row[first - 1].get("optional") or row[last - 1].get("optional"):
            raise Unsayable("what it underlines begins or ends with a word that may be missing")
        for number, each in enumerate(row, 1):
            more = ""
            if number == 1 and way.get("not_before"):
                more += self._around(each, way["not_before"], "previous")
            if number == len(row) and way.get("not_after"):
                more += self._around(each, way["not_after"], "next")
            said = self._token(each, more)
            tokens.append(("<marker>" if number == first else "") + said + ("</marker>" if number == last else ""))
        lines.append(f"<pattern>{''.join(tokens)}</pattern>")
        suggestions = [self._suggestion(text, row) for text in self._made.suggest]
        return lines + [f"<suggestion>{text}</suggestion>" for text in suggestions]

    def _goes_straight(self, row: Sequence[dict[str, Any]]) -> None:
        """LanguageTool goes through a sentence once, and never back. Raises Unsayable where that finds less."""
        for each, then in pairwise(row):
            if {"optional", "most"} <= each.keys() and not each.keys() & _ASKING:
                raise Unsayable("words that may be any and may be missing take those that are asked for after them")
            stop = words_of(each.get("stop", {}).get("word", ()), self._data.sets)
            if stop & words_of(then.get("word", ()), self._data.sets):
                raise Unsayable("what it looks for after a gap also ends the gap; LanguageTool then finds nothing")

    def _token(self, entry: dict[str, Any], more: str = "") -> str:
        return token_xml(entry, self._data, tagged=self._tagged, more=more)

    def _around(self, entry: dict[str, Any], others: Sequence[dict[str, Any]], scope: str) -> str:
        if entry.get("optional"):
            raise Unsayable("it looks around a word that may be missing; LanguageTool cannot")
        return "".join(exceptions(other, self._data, tagged=self._tagged, scope=scope) for other in others)

    def _suggestion(self, text: str, row: Sequence[dict[str, Any]]) -> str:
        if len(self._made.suggest) > 1:
            raise Unsayable("it makes several suggestions in an order of our own")
        said, at = "", 0
        for slot in SLOT.finditer(text):
            numbers = range(int(slot[1]), int(slot[2] or slot[1]) + 1)
            if slot[3] or any(row[number - 1].keys() & {"optional", "most"} for number in numbers):
                raise Unsayable("its suggestion inflects or leaves out words by our own lexicon")
            said += escape(text[at : slot.start()]) + " ".join(rf"\{number}" for number in numbers)
            at = slot.end()
        return said + escape(text[at:])


@lru_cache(maxsize=50_000)
def _runs(text: str) -> frozenset[str]:
    """The runs of letters and figures in a text, in small letters."""
    return frozenset(_RUN.findall(text.lower()))


def _needs(way: dict[str, Any], data: WordData) -> list[frozenset[str]]:
    """Of each word that the way cannot do without, how it can begin: where none stands, nothing is found."""
    named = [words_of(one["word"], data.sets) for one in way["tokens"] if "word" in one and not one.get("optional")]
    whole = [words for words in named if all(map(_RUN.search, words))]
    return [frozenset(_RUN.findall(word)[0] for word in words) for words in whole]


class _TheirReader(Reader):
    """Reads a sentence as LanguageTool's tagger does, which has nothing to say of figures."""

    def _readings(self, token: Token, group: str, known: frozenset[str]) -> Readings:
        return ("CODE",) if group == "number" else super()._readings(token, group, known)


class _AsListed:
    """A lexicon with the readings that LanguageTool's dictionary will have: all that are listed, rare ones too."""

    def __init__(self, lexicon: Lexicon, locale: Locale) -> None:
        self._lexicon, self._locale = lexicon, locale
        self._rows = lru_cache(20_000)(self._listed)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._lexicon, name)

    def _listed(self, word: str) -> tuple[tuple[str, str], ...]:
        lines = (line.split("\t") for line in listed_readings(self._locale, [word]))
        return tuple((lemma, reading) for _, lemma, reading in lines)

    def readings(self, word: str) -> tuple[str, ...]:
        """Every reading that is listed; of a word that is not, what the lexicon makes of it."""
        return tuple(dict.fromkeys(reading for _, reading in self._rows(word))) or self._lexicon.readings(word)

    def lemmas(self, word: str) -> frozenset[str]:
        """Every lemma that is listed."""
        return frozenset(lemma for lemma, _ in self._rows(word)) or self._lexicon.lemmas(word)


@lru_cache(maxsize=8)
def _tools(locale: Locale) -> tuple[Maker, Lexicon, Reader]:
    lexicon: Lexicon = open_lexicon(locale)
    if locale.lexicon == "islenska":
        lexicon = cast("Lexicon", _AsListed(lexicon, locale))
    data: WordData = word_data(locale)
    return Maker(lexicon, data), lexicon, _TheirReader(lexicon, locale.abbreviations)


def rule_xml(number: int, way: Way, message: str, wrong: Sequence[Wrong], right: Sequence[str]) -> str:
    """One `rule` element of LanguageTool, with the number of its way, since LanguageTool counts what is there."""
    cut = next((at for at, line in enumerate(way.xml) if line.startswith("<suggestion>")), len(way.xml))
    lines = [f"<!-- way {number} -->", *way.xml[:cut], f"<message>{escape(message)}</message>", *way.xml[cut:]]
    for each in wrong:
        marked = f"{escape(each.text[: each.start])}<marker>{escape(each.text[each.start : each.end])}</marker>"
        lines.append(
            f"<example correction={quoteattr(each.correction)}>{marked}{escape(each.text[each.end :])}</example>"
        )
    lines += [f"<example>{escape(text)}</example>" for text in right]
    return "    <rule>" + "\n      ".join(["", *lines]) + "\n    </rule>\n"
