"""A chosen phrase becomes a whole sentence: its slots are checked, typed, formatted, and put in its text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from compose.errors import Problem, nearest, unknown

if TYPE_CHECKING:
    from compose.model.incident import Chosen
    from compose.model.locale import Locale, Phrase
    from compose.render.formats import Formatter
    from compose.render.voice import Voice

EXTRA = ("currency",)
_CURRENCY = re.compile("[A-Z]{3}|")
_KINDS = {
    "money": "a sum above 0, such as 1200 or 1200.50",
    "number": "a number above 0, such as 3",
    "percent": "a number of hundredths, such as 10",
    "date": "a date such as 2026-11-30",
    "text": "one line of text",
}


@lru_cache(maxsize=256)
def _fitting(locale: Locale, field: str) -> dict[str, Phrase]:
    return {code: phrase for code, phrase in locale.phrases.items() if phrase.field == field}


def find(chosen: Chosen, field: str, locale: Locale, pointer: str, problems: list[Problem]) -> Phrase | None:
    """The phrase of that code, if the locale has it and it answers this field; else a problem."""
    fitting = _fitting(locale, field)
    phrase = fitting.get(chosen.phrase)
    if phrase is None:
        what, mend = unknown("phrase", chosen.phrase, fitting)
        problems.append(Problem("", f"{pointer}/phrase", what, mend))
        return None
    given = chosen.model_extra or {}
    for name in phrase.slots:
        if name not in given:
            problems.append(Problem("", f"{pointer}/{name}", f"is required by the phrase {phrase.code!r}"))
    for name in given:
        if name not in phrase.slots and name not in EXTRA:
            near = nearest(name, phrase.slots)
            mend = f"did you mean {near!r}?" if near else f"its slots: {', '.join(phrase.slots) or 'none'}"
            problems.append(Problem("", f"{pointer}/{name}", f"unknown slot of the phrase {phrase.code!r}", mend))
    return phrase


def values(
    phrase: Phrase, chosen: Chosen, formats: Formatter, pointer: str, problems: list[Problem]
) -> dict[str, str] | None:
    """The slots of a chosen phrase, typed and formatted; None where one is wrong (and a problem says so)."""
    given = chosen.model_extra or {}
    made: dict[str, str] = {}
    currency = given.get("currency") or ""
    if not isinstance(currency, str) or not _CURRENCY.fullmatch(currency):
        what = f"must be an ISO 4217 code such as NOK (is {str(currency)[:40]!r})"
        problems.append(Problem("", f"{pointer}/currency", what))
        currency = ""
    for name, kind in phrase.slots.items():
        if name not in given:
            continue  # `find` has said so
        try:
            made[name] = _format(kind, given[name], currency, formats)
        except (ValueError, InvalidOperation, TypeError, LookupError):
            problems.append(Problem("", f"{pointer}/{name}", f"must be {_KINDS[kind]} (is {str(given[name])[:40]!r})"))
    return made if len(made) == len(phrase.slots) else None


def say(text: str, phrase: Phrase, made: Mapping[str, Any], voice: Voice) -> str:
    """The phrase's text, or its gloss, with its slots."""
    return voice.say(text, made, f"{phrase.file}:{phrase.line}", phrase.code)


def _format(kind: str, value: Any, currency: str, formats: Formatter) -> str:
    if kind == "date":
        return formats.day(date.fromisoformat(value))
    if kind == "text":
        return _text(value)
    if isinstance(value, bool) or not isinstance(value, int | str | Decimal):
        raise TypeError(kind)
    number = Decimal(value)
    if not number.is_finite() or not 0 < number < Decimal("1e15"):
        raise ValueError(kind)
    if kind == "money":
        return formats.money(number, currency)
    return formats.percent(number) if kind == "percent" else formats.number(number)


def _text(value: Any) -> str:
    from compose.model.incident import line_of_text

    if not isinstance(value, str):
        raise TypeError("text")
    return line_of_text(value)
