"""A sentence as tokens: words with their readings, numbers, codes and marks, each with its place."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from compose.lexicons import Lexicon

Readings = tuple[str, ...]

NAME, UNKNOWN, LOWER = "NAME", "UNKNOWN", "LOW:"
_TOKEN = re.compile(
    r"""
      (?P<code>(?:https?://|www\.)\S+ | [^\s@]+@[^\s@]+\.\w+ | \[[^\]\n]*\] | \{[^{}\n]*\}
             | [^\W\d_]+-\d[\w-]* | \w*_\w+ )
    | (?P<number>\d+(?:[.,:/\u202f\u00a0]\d+)*(?:-[^\W\d_]+|\.(?=\s+[^\W\d_]))?%?)
    | (?P<word>(?:[^\W\d_]+\.){2,} | [^\W\d_]+(?:[-'’/][^\W\d_]+)*-? )
    | (?P<mark>[^\w\s])
    | (?P<rest>\w+)
    """,
    re.VERBOSE,
)
# Without any of these signs no token is of a kind that the plain pattern does not know.
_TELLING = re.compile(r"[@\[{_/-]|\.[^\s\d]|www\.")
_NUMBER = r"(?P<number>\d+(?:[.,:\u202f\u00a0]\d+)*(?:\.(?=\s+[^\W\d_]))?%?)"
_PLAIN = re.compile(rf"(?P<word>[^\W\d_]+(?:['’][^\W\d_]+)*)|{_NUMBER}|(?P<mark>[^\w\s])|(?P<rest>\w+)")
_FIGURE = re.compile(_NUMBER)
_DIGIT = re.compile(r"\d")
_OPENING = frozenset("«„“”\"'‘’([–—-•*")


def figures_in(text: str) -> tuple[tuple[int, int], ...]:
    """Where the tokens of a text stand that have a digit in them."""
    if not _TELLING.search(text):
        return tuple([match.span() for match in _FIGURE.finditer(text)])
    found = (match for match in _TOKEN.finditer(text) if match.lastgroup not in ("word", "mark"))
    return tuple(match.span() for match in found if _DIGIT.search(match[0]))


class Token:
    """One token of a sentence."""

    __slots__ = ("begins", "capital", "end", "lower", "may", "open", "opens", "readings", "spaced", "start", "text")

    def __init__(self, text: str, start: int, *, spaced: bool, opens: bool) -> None:
        self.text, self.lower = text, text.lower()
        self.start, self.end = start, start + len(text)
        self.spaced, self.opens, self.capital = spaced, opens, text[:1].isupper()
        self.begins = self.open = False  # set by who knows what stands around the sentence
        self.readings: Readings = ()
        self.may = 0  # the conditions that may hold, as bits: set by `Verdicts.judge`

    def __repr__(self) -> str:
        return f"{self.text}/{' '.join(self.readings)}"


class Reader:
    """Makes tokens of sentences, with a lexicon and the locale's abbreviations."""

    def __init__(self, lexicon: Lexicon, abbreviations: frozenset[str]) -> None:
        self._lexicon = lexicon
        self._abbreviations = frozenset(one.lower() for one in abbreviations)
        self.word: Callable[[str, bool, bool], Readings] = lru_cache(20_000)(self._word)

    def tokens(self, sentence: str, known: frozenset[str] = frozenset()) -> list[Token]:
        """The tokens of one sentence; words of `known` are names."""
        found: list[Token] = []
        end, opens = 0, True
        for match in (_TOKEN if _TELLING.search(sentence) else _PLAIN).finditer(sentence):
            text = match[0]
            if match.lastgroup == "word" and text.lower() + "." in self._abbreviations:
                if sentence.startswith(".", match.end()):
                    text += "."
            elif text == "." and found and found[-1].end > match.start():
                continue  # it went with the abbreviation
            token = Token(text, match.start(), spaced=match.start() > end or not found, opens=opens)
            token.readings = self._readings(token, match.lastgroup or "", known)
            found.append(token)
            end = token.end
            opens = text in _OPENING or text == ":" or (opens and match.lastgroup == "mark")
        return found

    def _readings(self, token: Token, group: str, known: frozenset[str]) -> Readings:
        match group:
            case "code" | "rest":
                return ("CODE",)
            case "number":
                return ("NUM:figure",)
            case "mark":
                return ("PUNCT",)
        if token.text in known and token.capital:
            return (NAME,)
        if token.text.endswith("."):
            return ("ABBR",)
        return self.word(token.text, token.capital, token.opens)

    def _word(self, text: str, capital: bool, opens: bool) -> Readings:
        lower = text.lower()
        found = self._lexicon.readings(lower.replace("’", "'"))  # as word banks have it
        if not capital:
            return found or (("ABBR",) if lower + "." in self._abbreviations else (UNKNOWN,))
        if len(text) > 1 and text.isupper():
            return (NAME, *(LOWER + tag for tag in found))
        as_written = tuple(tag for tag in self._lexicon.readings(text) if tag not in found)
        if opens and found:
            return found + as_written
        return (NAME, *as_written, *(LOWER + tag for tag in found)) if found or as_written else (NAME, UNKNOWN)
