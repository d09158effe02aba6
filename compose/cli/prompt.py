"""Putting one question: by questionary on a terminal, by plain lines elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from compose.errors import fail
from compose.interview import must, phrases_for, problem_of, understood

if TYPE_CHECKING:
    from compose.errors import Problem
    from compose.model.locale import Locale, Phrase, Question

_SKIP = ""


def terminal() -> bool:
    """Whether a person sits at both ends."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def choose(question: str, choices: Mapping[str, str], skip: bool = False) -> str:
    """One of the choices (value to label); an empty string when it is skipped."""
    if not terminal():
        print(f"{question} ({', '.join(choices)}): ", end="", file=sys.stderr, flush=True)
        return _line()
    import questionary

    options = [questionary.Choice(label, value=value) for value, label in choices.items()]
    if skip:
        options.insert(0, questionary.Choice("—", value=_SKIP))
    answer = questionary.select(question, choices=options, instruction=" ").unsafe_ask()
    return str(answer)


def asker(locale: Locale, record: Callable[[], dict[str, Any]]) -> Callable[[Question], Any]:
    """A function that puts a question until it has a valid answer; None when it may be, and is, left out."""

    def ask(question: Question) -> Any:
        while True:
            value = _once(question, locale, must(question, record()))
            if value is None and not must(question, record()):
                return None
            problem = "needs an answer" if value is None else problem_of(question, record(), value)
            if isinstance(value, dict) and not problem:
                problem = _unfit(question, locale, value)
            if not problem:
                return value
            print(f"  ! {problem}", file=sys.stderr)
            if not terminal():
                raise fail(problem, where="<stdin>", pointer="/" + question.key.replace(".", "/"))

    return ask


def _once(question: Question, locale: Locale, needed: bool) -> Any:
    if question.choices:
        _explain(question)
        return understood(question, choose(question.ask, question.choices, skip=not needed))
    from compose.render import shown

    ready = phrases_for(locale, question.key)
    typed = _typed(question)
    while typed.strip() == "?":
        for phrase in ready:
            text, english = shown(phrase, locale)
            print(f"  #{phrase.code}  {text}\n      {english}", file=sys.stderr)
        if not ready:
            print("  there are no ready answers to this question; type your own", file=sys.stderr)
        typed = _typed(question)
    if ready and typed.strip().startswith("#"):
        return _phrase(typed.strip()[1:].strip(), question, locale)
    return understood(question, typed)


def _unfit(question: Question, locale: Locale, value: dict[str, Any]) -> str:
    """What is wrong with a phrase chosen as an answer: its code, or the value of a slot."""
    from compose.model.incident import Chosen
    from compose.render import phrasebook
    from compose.render.formats import formatter

    problems: list[Problem] = []
    chosen = Chosen.model_validate(value)
    phrase = phrasebook.find(chosen, question.key, locale, "", problems)
    if phrase:
        phrasebook.values(phrase, chosen, formatter(locale), "", problems)
    return "; ".join(str(problem) for problem in problems)


def _explain(question: Question) -> None:
    if question.gloss and question.gloss != question.ask:
        print(f"  ({question.gloss})", file=sys.stderr)


def _typed(question: Question) -> str:
    hint = " ".join(part for part in (question.hint, f"({question.example})" if question.example else "") if part)
    if not terminal():
        print(f"{question.ask} ", end="", file=sys.stderr, flush=True)
        return _line()
    import questionary

    _explain(question)
    if hint:
        print(f"  {hint}", file=sys.stderr)
    return str(questionary.text(question.ask).unsafe_ask())


def _phrase(code: str, question: Question, locale: Locale) -> dict[str, Any] | str:
    fitting: dict[str, Phrase] = {phrase.code: phrase for phrase in phrases_for(locale, question.key)}
    chosen: dict[str, Any] = {"phrase": code}
    phrase = fitting.get(code)
    for slot, kind in phrase.slots.items() if phrase else ():
        form = "2026-11-30" if kind == "date" else kind
        print(f"  {slot} ({form}): ", end="", file=sys.stderr, flush=True)
        chosen[slot] = _line().strip()
        if kind == "money":
            print(f"  currency ({locale.currency}): ", end="", file=sys.stderr, flush=True)
            chosen["currency"] = _line().strip() or locale.currency
    return chosen


def _line() -> str:
    line = sys.stdin.readline()
    if not line:
        raise EOFError
    return line.rstrip("\r\n")
