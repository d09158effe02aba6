"""One language as the program knows it: how it writes, what it asks, what it says, what it holds to be good."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from compose.model.rule import Rule

Conditions = dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Honorific:
    """A form of address from the locale's closed list; `gender` is f, m or any."""

    code: str
    gender: str


@dataclass(frozen=True, slots=True)
class Form:
    """Words that depend on who is addressed, and the conditions under which they hold."""

    when: Conditions
    words: dict[str, str]
    gloss: dict[str, str]


@dataclass(frozen=True, slots=True)
class Formats:
    """CLDR patterns where the prose of the language differs from CLDR; empty means CLDR's own."""

    day: str = ""
    weekday: str = ""
    clock: str = ""
    money: str = ""
    money_decimals: str = "always"
    money_other: str = ""
    weekdays: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sentence:
    """One entry of `say.toml`: whole sentences for one move, when they hold, and their English gloss."""

    id: str
    move: str
    when: Conditions
    text: str
    gloss: str
    file: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Phrase:
    """A ready answer; `slots` maps a slot to its type: money, number, percent, date or text."""

    code: str
    field: str
    slots: dict[str, str]
    text: str
    gloss: str
    file: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Question:
    """One question of the interview, in the language, with its English gloss."""

    key: str
    form: str
    required: bool
    ask: str
    hint: str
    example: str
    gloss: str
    hint_gloss: str
    choices: dict[str, str] = field(default_factory=dict)
    file: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Cue:
    """The words by which a move is known in free text."""

    move: str
    any: tuple[str, ...]
    regex: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Locale:
    """One language, read whole. `folders` are where it was read from: the built-in one, then any overlay."""

    tag: str
    name: str
    endonym: str
    babel: str
    languagetool: str
    currency: str
    speaking_rate: int
    engines: tuple[str, ...]
    lexicon: str
    dictionary: str
    clitics: tuple[str, ...]
    letters: str
    quotes: tuple[str, ...]
    formats: Formats
    plain: dict[str, str]
    honorifics: tuple[Honorific, ...]
    forms: tuple[Form, ...]
    questions: tuple[Question, ...]
    sentences: tuple[Sentence, ...]
    phrases: dict[str, Phrase]
    rules: tuple[Rule, ...]
    words: frozenset[str]
    abbreviations: frozenset[str]
    cues: tuple[Cue, ...]
    folders: tuple[Path, ...]
    fingerprint: str
