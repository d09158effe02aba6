"""One condition of a token rule as LanguageTool's `token` or `exception`."""

from __future__ import annotations

import re
from typing import Any
from xml.sax.saxutils import quoteattr

from compose.check.export.java import Unsayable, java
from compose.check.tokens.condition import pattern_of, words_of
from compose.lexicons.data import WordData
from compose.lexicons.tags import _MORE

_SAID = frozenset(
    (
        "word",
        "not_word",
        "some",
        "none",
        "all",
        "like",
        "unlike",
        "shape",
        "capital",
        "lemma",
        "optional",
        "most",
        "skip",
        "stop",
    )
)
# Readings that our own reader gives, and LanguageTool's tagger does not.
_OURS = re.compile(r"(?:NAME|UNKNOWN|LOW|CODE|PUNCT|BAD|ROOT|NUM:figure)\b")
_APOSTROPHE = "it names a word with an apostrophe, which is two tokens in LanguageTool"
_END = "SENT_END|PARA_END"


def token_xml(entry: dict[str, Any], data: WordData, *, tagged: bool, more: str = "") -> str:
    """The `token` of a condition. Raises Unsayable for what LanguageTool cannot ask of a token."""
    _sayable(entry, tagged)
    attributes = "".join(f' {name}="{entry[key]}"' for key, name in (("most", "max"), ("skip", "skip")) if key in entry)
    attributes += ' min="0"' if entry.get("optional") else ""
    asked, text = _text(entry, data)
    attributes += asked
    wanted = [_tags(entry[key], data) for key in ("some", "all") if key in entry]
    if len(wanted) > 1:
        raise Unsayable("it asks two things of the readings of one word")
    if wanted:
        attributes += f' postag_regexp="yes" postag={quoteattr(wanted[0])}'
    inner = more + _refused(entry, data, wanted)
    if "stop" in entry:
        inner += exceptions(entry["stop"], data, tagged=tagged, scope="next")
    return f"<token{attributes}>{text}{inner}</token>" if text or inner else f"<token{attributes}/>"


def _text(entry: dict[str, Any], data: WordData) -> tuple[str, str]:
    """What is asked of the word itself: attributes of the token, and its text as a regular expression."""
    yes = ' regexp="yes"'
    if "word" in entry:
        return yes, "|".join(_words(entry["word"], data))
    if "lemma" in entry:
        return yes + ' inflected="yes"', "|".join(_words(entry["lemma"], data))
    if "like" in entry:
        return yes, _regex(entry["like"])
    if "shape" in entry or "capital" in entry:
        text = _regex(entry["shape"]) if "shape" in entry else _capital(entry["capital"])
        return yes + ' case_sensitive="yes"', text
    return "", ""


def _refused(entry: dict[str, Any], data: WordData, wanted: list[str]) -> str:
    """What the word must not be, as exceptions."""
    said = ""
    if "all" in entry:
        said += f'<exception postag_regexp="yes" postag={quoteattr(f"(?!(?:{wanted[0]}|{_END})$).*")}/>'
    if "none" in entry and (none := _tags(entry["none"], data, ours=False)):
        said += f'<exception postag_regexp="yes" postag={quoteattr(none)}/>'
    if "not_word" in entry:
        said += f'<exception regexp="yes">{"|".join(_words(entry["not_word"], data))}</exception>'
    if "unlike" in entry:
        said += f'<exception regexp="yes">{_regex(entry["unlike"])}</exception>'
    return said


def exceptions(entry: dict[str, Any], data: WordData, *, tagged: bool, scope: str) -> str:
    """A neighbour that must not be there, as an `exception`; of words, or of readings."""
    _sayable(entry, tagged)
    if set(entry) == {"word"}:
        return f'<exception scope="{scope}" regexp="yes">{"|".join(_words(entry["word"], data))}</exception>'
    if set(entry) == {"some"}:
        return f'<exception scope="{scope}" postag_regexp="yes" postag={quoteattr(_tags(entry["some"], data))}/>'
    raise Unsayable("it asks more than one thing of a neighbour that must not be there")


def _sayable(entry: dict[str, Any], tagged: bool) -> None:
    if not set(entry) <= _SAID:
        asked = ", ".join(sorted(set(entry) - _SAID))
        raise Unsayable(f"it asks of a word what LanguageTool has no equal of: {asked}")
    if not tagged and entry.keys() & {"some", "none", "all", "lemma"}:
        raise Unsayable("it asks for tags, and LanguageTool has no lexicon with tags of this language")
    if len(entry.keys() & {"word", "like", "lemma", "shape", "capital"}) > 1:
        raise Unsayable("it asks for a word and for a shape at once")
    if "shape" in entry and entry.keys() & {"not_word", "unlike"}:
        raise Unsayable("it asks for one shape and against another")


def _words(value: Any, data: WordData) -> list[str]:  # a text or a list, as the rule has it
    words = sorted(words_of(value, data.sets))
    if any("'" in word or "’" in word for word in words):
        raise Unsayable(_APOSTROPHE)
    return [re.sub(r"([^\w\s-])", r"\\\1", word) for word in words]


def _capital(wanted: bool) -> str:
    return r"\p{Lu}.*" if wanted else r"[^\p{Lu}].*"


def _regex(text: str) -> str:
    if r"\d" in text or "0-9" in text:
        raise Unsayable("it asks for a figure, which is several tokens in LanguageTool where marks are in it")
    if "'" in text or "’" in text:
        raise Unsayable(_APOSTROPHE)
    said = java(re.compile(text)).pattern
    return re.sub(r"^\(\?-iu:\(\?=\[.*?\]\)\)", "", said).replace("&", "&amp;").replace("<", "&lt;")


def _tags(text: str, data: WordData, *, ours: bool = True) -> str:
    """A pattern of tags as a regular expression over a whole tag."""
    found = []
    for one in pattern_of(text, data.patterns).text.split("|"):
        if _OURS.search(one):
            if ours:
                raise Unsayable("it asks for a reading that only our own reader gives: names, figures, unknown words")
            continue
        found.append(_one(one.strip()))
    return "|".join(found)


def _one(text: str) -> str:
    first = re.split(r"[+\-$]", text, maxsplit=1)[0]
    body = ":".join("[^:]+" if part == "*" else f"(?:{part.replace('/', '|')})" for part in first.split(":"))
    looks = ""
    for sign, part in _MORE.findall(text[len(first) :]):
        looks += f"(?{'=' if sign == '+' else '!'}(?:.*:)?(?:{part.replace('/', '|')})(?::.*)?$)"
    return looks + body + ("" if text.endswith("$") else "(?::.*)?")
