"""A letter run over a speaker: the form decides which moves stand where; words come from the locale alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from compose.errors import fail
from compose.model.draft import SUBJECT
from compose.model.finding import Source
from compose.render.form import FUNCTIONS, form_of

if TYPE_CHECKING:
    from compose.model.locale import Sentence
    from compose.render.facts import Facts, Situation
    from compose.render.form import Row
    from compose.render.say import Speaker
    from compose.templates import Letter

_TOKEN = re.compile("\ue010([0-9]+)\ue011")


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that stands in a message: what parts it from the one before, and a move's sentence or a letter's text.

    `drop` is the rank by which the move may be left out; 0 means never.
    """

    before: str
    text: str
    sentence: Sentence | None
    source: Source
    drop: int = 0


Plan = tuple[Step, ...]


class Recital:
    """What the functions of a letter record while it is run."""

    def __init__(self, speaker: Speaker, situation: Situation, without: frozenset[str]) -> None:
        self._speaker, self._situation, self._without = speaker, situation, without
        self.said: list[tuple[Sentence, int]] = []
        self.subjects: list[Sentence] = []

    def say(self, move: str) -> str:
        """A move that must be there: no sentence for it is an error."""
        token = self.offer(move)
        if not token:
            raise fail(
                f"no sentence for the move {move!r} holds here ({self._situation.values})",
                where=f"{self._speaker.locale.folders[-1]}/say.toml",
                mend="write one without 'when'",
            )
        return token

    def offer(self, move: str, drop: int = 0) -> str:
        """A move that may be left out: where no sentence holds or, the highest `drop` first, where space is short."""
        sentence = None if move in self._without else self._speaker.choose(move, self._situation)
        if sentence is None:
            return ""
        self.said.append((sentence, drop))
        return f"\ue010{len(self.said) - 1}\ue011"

    def subject(self, move: str) -> str:
        """The subject line of an e-mail; it stands apart from the body."""
        self.say(move)
        self.subjects.append(self.said[-1][0])
        return ""


def plan(letter: Letter, speaker: Speaker, facts: Facts, without: frozenset[str]) -> Plan:
    """Everything that the message is made of, in order.

    A line that came out empty is left out; at most one blank line stays between two lines. The plan of a letter
    that only asks for moves depends on the situation alone, and is made once for it.
    """
    form = _form(letter, speaker)
    if form is not None:
        return _planned(letter, speaker, facts.situation, without)
    recital = Recital(speaker, facts.situation, without)
    functions = {name: getattr(recital, name) for name in FUNCTIONS}
    text = speaker.voice.say(letter.text, {**facts.slots, **functions}, letter.file, "letter")
    return _steps([_line(row) for row in text.split("\n")], recital, letter)


def is_of_moves(letter: Letter, speaker: Speaker) -> bool:
    """Whether a letter only asks for moves, so that its plan depends on the situation alone."""
    return _form(letter, speaker) is not None


@lru_cache(maxsize=1000)
def _planned(letter: Letter, speaker: Speaker, situation: Situation, without: frozenset[str]) -> Plan:
    recital = Recital(speaker, situation, without)
    rows = [[_asked(part, recital) for part in row] for row in _form(letter, speaker) or ()]
    return _steps([[part for part in row if part != ""] for row in rows], recital, letter)


@lru_cache(maxsize=64)
def _form(letter: Letter, speaker: Speaker) -> tuple[Row, ...] | None:
    speaker.voice.compiled(letter.text, letter.file)  # words a syntax error
    return form_of(speaker.voice.env, letter.text)


def _asked(part: object, recital: Recital) -> int | str:
    if isinstance(part, str):
        return part.strip()
    function, arguments = part.function, ((part.move, part.drop) if part.drop else (part.move,))  # type: ignore[attr-defined]
    return len(recital.said) - 1 if getattr(recital, function)(*arguments) else ""


def _line(row: str) -> list[int | str]:
    parts: list[int | str] = []
    for index, piece in enumerate(_TOKEN.split(row)):
        if index % 2:
            parts.append(int(piece))
        elif piece.strip():
            parts.append(piece.strip())
    return parts


def _steps(lines: Sequence[Sequence[int | str]], recital: Recital, letter: Letter) -> Plan:
    steps: list[Step] = []
    for sentence in recital.subjects:
        steps.append(_step(SUBJECT, sentence, 0))
    gap = "\n\n" if steps else ""
    for number, line in enumerate(lines, 1):
        if not line:
            gap = "\n\n" if steps else ""
            continue
        for part in line:
            if isinstance(part, str):
                steps.append(Step(gap, part, None, Source("template", letter.channel, letter.file, number)))
            else:
                steps.append(_step(gap, *recital.said[part]))
            gap = " "
        gap = "\n"
    return tuple(steps)


def _step(before: str, sentence: Sentence, drop: int) -> Step:
    return Step(before, "", sentence, Source("sentence", sentence.id, sentence.file, sentence.line), drop)
