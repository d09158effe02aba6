"""A letter run over a speaker: the form decides which moves stand where; words come from the locale alone."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from compose.errors import fail
from compose.model.finding import Source
from compose.render.form import FUNCTIONS, form_of
from compose.render.voice import parts

if TYPE_CHECKING:
    from compose.render.facts import Facts
    from compose.render.form import Row
    from compose.render.say import Speaker
    from compose.templates import Letter

_TOKEN = re.compile("\ue010([0-9]+)\ue011")


@dataclass(slots=True)
class Said:
    """One move as it was said: its runs of text with the answers they came from."""

    move: str
    sentence: str
    runs: list[tuple[str, str]]
    source: Source
    drop: int = 0
    subject: bool = False


class Recital:
    """What the functions of a letter record while it is rendered. One recital is one message."""

    def __init__(self, speaker: Speaker, facts: Facts, plain: Callable[[str], str], without: frozenset[str]) -> None:
        self._speaker = speaker
        self._facts = facts
        self._plain = plain
        self._without = without
        self.said: list[Said] = []

    def say(self, move: str) -> str:
        """A move that must be there: no sentence for it is an error."""
        token = self.offer(move)
        if not token:
            locale = self._speaker.locale
            raise fail(
                f"no sentence for the move {move!r} holds here ({self._facts.situation.values})",
                where=f"{locale.folders[-1]}/say.toml",
                mend="write one without 'when'",
            )
        return token

    def offer(self, move: str, drop: int = 0) -> str:
        """A move that may be left out: where no sentence holds or, the highest `drop` first, where space is short."""
        if move in self._without:
            return ""
        sentence = self._speaker.choose(move, self._facts.situation)
        if sentence is None:
            return ""
        runs = parts(self._speaker.say(sentence, self._facts), self._plain)
        source = Source("sentence", sentence.id, sentence.file, sentence.line)
        self.said.append(Said(move, sentence.id, runs, source, drop))
        return f"\ue010{len(self.said) - 1}\ue011"

    def subject(self, move: str) -> str:
        """The subject line of an e-mail; it stands apart from the body."""
        self.say(move)
        self.said[-1].subject = True
        return ""


def recite(
    letter: Letter, speaker: Speaker, facts: Facts, plain: Callable[[str], str], without: frozenset[str]
) -> tuple[Recital, list[list[Said | str]]]:
    """Run the letter: what was said, and the lines of the body, each a list of moves and of the letter's own text.

    A line that came out empty is left out; at most one blank line stays between two lines.
    """
    recital = Recital(speaker, facts, plain, without)
    form = _form(letter, speaker)
    rows = _run(letter, recital, facts, speaker) if form is None else [_asked(row, recital) for row in form]
    lines: list[list[Said | str]] = []
    for line in rows:
        if line or (lines and lines[-1]):
            lines.append(line)
    while lines and not lines[-1]:
        lines.pop()
    return recital, lines


@lru_cache(maxsize=64)
def _form(letter: Letter, speaker: Speaker) -> tuple[Row, ...] | None:
    speaker.voice.compiled(letter.text, letter.file)  # words a syntax error
    return form_of(speaker.voice.env, letter.text)


def _asked(row: Row, recital: Recital) -> list[Said | str]:
    line: list[Said | str] = []
    for part in row:
        if isinstance(part, str):
            line.append(part.strip())
        elif getattr(recital, part.function)(*((part.move, part.drop) if part.drop else (part.move,))):
            line.append(recital.said[-1])
    return line


def _run(letter: Letter, recital: Recital, facts: Facts, speaker: Speaker) -> list[list[Said | str]]:
    functions = {name: getattr(recital, name) for name in FUNCTIONS}
    text = speaker.voice.say(letter.text, {**facts.slots, **functions}, letter.file, "letter")
    return [_line(row, recital.said) for row in text.split("\n")]


def _line(row: str, said: list[Said]) -> list[Said | str]:
    line: list[Said | str] = []
    end = 0
    for found in _TOKEN.finditer(row):
        literal = row[end : found.start()].strip()
        if literal:
            line.append(literal)
        line.append(said[int(found[1])])
        end = found.end()
    rest = row[end:].strip()
    if rest:
        line.append(rest)
    return line
