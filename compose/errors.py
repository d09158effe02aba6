"""Everything that can be wrong with what the user gave us; raised here, worded here, caught once in `cli`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong with the input: where it stands, what it is, how to mend it.

    `where` is a file, a file with a line (`a.jsonl:17`) or a setting; `pointer` is an RFC 6901 JSON
    pointer into it, or empty.
    """

    where: str
    pointer: str
    what: str
    mend: str = ""

    def __str__(self) -> str:
        place = " ".join(part for part in (self.where, self.pointer) if part)
        words = f"{place}: {self.what}" if place else self.what
        return f"{words}; {self.mend}" if self.mend else words


class ComposeError(Exception):
    """What the user gave cannot be used. Carries every problem found, not the first alone."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__(*problems)
        self.problems: Sequence[Problem] = problems

    def __str__(self) -> str:
        return "\n".join(str(problem) for problem in self.problems)


def fail(what: str, *, where: str = "", pointer: str = "", mend: str = "") -> ComposeError:
    """Make an error of one problem."""
    return ComposeError(Problem(where, pointer, what, mend))


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word most like `word`, or an empty string when none is near (difflib ratio 0.6)."""
    by_fold = {name.casefold(): name for name in known}
    close = get_close_matches(word.casefold(), by_fold, n=1, cutoff=0.6)
    return by_fold[close[0]] if close else ""


def unknown(kind: str, word: str, known: Iterable[str]) -> tuple[str, str]:
    """Word an unknown name: what is wrong, and the nearest and all choices as the mend."""
    names = sorted(known)
    near = nearest(word, names)
    guess = f"did you mean {near!r}? " if near else ""
    return f"unknown {kind} {word!r}", f"{guess}choices: {', '.join(names)}"
