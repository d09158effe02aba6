"""The interview: which questions are still open, and a record that grows by one valid answer at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from compose.errors import ComposeError, Problem, fail, nearest
from compose.incidents import REQUIRED, fields, validate

if TYPE_CHECKING:
    from compose.model.locale import Locale, Phrase, Question

Record = dict[str, Any]
Ask = Callable[["Question"], Any]

# Stand-ins for the required fields that are still open, so that one answer can be validated alone.
_STAND_INS: Record = {"locale": "x", "sender": {"name": "x"}, "happened": "x"}


def get(record: Record, key: str) -> Any:
    """The value at a dotted key, or None."""
    value: Any = record
    for step in key.split("."):
        value = value.get(step) if isinstance(value, dict) else None
    return value


def put(record: Record, key: str, value: Any) -> Record:
    """A copy of the record with the value at a dotted key."""
    step, _, rest = key.partition(".")
    if not rest:
        return {**record, step: value}
    inside = record.get(step)
    return {**record, step: put(inside if isinstance(inside, dict) else {}, rest, value)}


def open_questions(locale: Locale, record: Record) -> Iterator[Question]:
    """The questions whose answer the record lacks, in the order of the interview.

    A question is passed over where it has no sense: `instead` without `cannot`, the form of address of a
    recipient who has no name.
    """
    for question in locale.questions:
        if get(record, question.key) is None:
            yield question


def makes_sense(question: Question, record: Record) -> bool:
    """Whether the question is worth asking after the answers so far."""
    if question.key == "instead":
        return record.get("cannot") is not None
    if question.key in ("recipient.honorific", "recipient.address_as", "recipient.gender"):
        return get(record, "recipient.name") is not None
    return True


def must(question: Question, record: Record) -> bool:
    """Whether an answer is needed to go on."""
    return question.required or question.key == "instead"


def problem_of(question: Question, record: Record, value: Any) -> str:
    """What is wrong with one answer, or an empty string. The rest of the record is not looked at."""
    trial = put({**_STAND_INS, **record}, question.key, value)
    if question.key in ("cannot", "instead"):
        trial = {**trial, "cannot": trial.get("cannot", "x"), "instead": trial.get("instead", "x")}
    pointer = "/" + question.key.replace(".", "/")
    try:
        validate(trial, "")
    except ComposeError as error:
        mine = [problem for problem in error.problems if problem.pointer.startswith(pointer)]
        return "; ".join(str(Problem("", "", problem.what, problem.mend)) for problem in mine)
    return ""


def refuse(record: Record, where: str) -> None:
    """Raise ComposeError for the answers that are wrong already; those that are still open are no problem."""
    try:
        validate(record, where)
    except ComposeError as error:
        wrong = [problem for problem in error.problems if problem.pointer and problem.what != REQUIRED]
        if wrong or not isinstance(record, dict):
            raise ComposeError(*(wrong or error.problems)) from None


def understood(question: Question, typed: str) -> Any:
    """A typed line as the value of an answer: blank is none, a day and a time may be parted by a space."""
    text = typed.strip()
    if not text:
        return None
    if question.form == "moment":
        return text.replace(" ", "T", 1)
    if question.form == "choice":
        by_label = {label.casefold(): value for value, label in question.choices.items()}
        return by_label.get(text.casefold(), text)
    return text


def interview(locale: Locale, record: Record, ask: Ask) -> Iterator[Record]:
    """Ask every open question; yield the record after each answer, so that a break loses none."""
    for question in open_questions(locale, record):
        if not makes_sense(question, record):
            continue
        value = ask(question) if must(question, record) or question.ask else None
        if value is not None:
            record = put(record, question.key, value)
            yield record


def assigned(pairs: list[str]) -> Record:
    """The record of `--set key=value` options. Raises ComposeError for one that has no `=` or an unknown key."""
    record: Record = {}
    for pair in pairs:
        key, equals, value = pair.partition("=")
        known = fields(tuple(key.split(".")[:-1]))
        if not equals:
            raise fail(f"{pair!r} is not key=value", where="--set", mend="write --set happened='…'")
        if key.split(".")[-1] not in known:
            near = nearest(key.split(".")[-1], known)
            mend = f"did you mean {near!r}?" if near else f"known: {', '.join(known)}"
            raise fail(f"unknown field {key!r}", where="--set", mend=mend)
        record = put(record, key, value)
    return record


def phrases_for(locale: Locale, field: str) -> list[Phrase]:
    """The phrases of the phrasebook that answer a question."""
    return [phrase for phrase in locale.phrases.values() if phrase.field == field]
