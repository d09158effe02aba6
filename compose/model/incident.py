"""The incident: one mistake, as the person who made it tells it. Validated here, once, where it enters."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    Tag,
    model_validator,
)

from compose.model.words import Channel, Gender, Kind, Severity, Stance

LONGEST_ANSWER = 2_000
LONGEST_LINE = 200

_FORBIDDEN = {"Cc", "Cs", "Cn", "Co"}
_SPACE = re.compile("[ \n]+")  # a hard space, in a sum, stays as it is
_BIDI = frozenset("\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")


def _clean(value: str, *, breaks: bool) -> str:
    if value.isascii() and value.isprintable() and value and value[0] != " " and value[-1] != " ":
        return value
    text = unicodedata.normalize("NFC", value) if not value.isascii() else value
    text = text.strip()
    if not text:
        raise ValueError("must not be empty or blank")
    for char in text if not (text.isascii() and text.isprintable()) else "":
        if char == "\n" and breaks:
            continue
        if char in _BIDI or unicodedata.category(char) in _FORBIDDEN:
            raise ValueError(f"must not hold the control or bidi character U+{ord(char):04X}")
    return text


def _answer(value: str) -> str:
    text = _clean(value, breaks=True)
    return _SPACE.sub(" ", text) if "  " in text or "\n" in text else text


def _line(value: str) -> str:
    return _clean(value, breaks=False)


def line_of_text(value: str) -> str:
    """Clean one line of text as every line of a record is cleaned. Raises ValueError that says what is wrong."""
    if len(value) > LONGEST_LINE:
        raise ValueError(f"is longer than {LONGEST_LINE} characters")
    return _line(value)


Answer = Annotated[str, Field(max_length=LONGEST_ANSWER), AfterValidator(_answer)]
Line = Annotated[str, Field(max_length=LONGEST_LINE), AfterValidator(_line)]


def _iso(value: Any) -> Any:
    if not isinstance(value, str | date):
        raise ValueError("must be a date such as 2026-11-30")  # a number would be read as seconds
    return value


Day = Annotated[date, BeforeValidator(_iso)]
Moment = Annotated[
    Annotated[datetime, BeforeValidator(_iso), Tag("<moment>")] | Annotated[date, BeforeValidator(_iso), Tag("<day>")],
    Discriminator(lambda value: "<moment>" if isinstance(value, datetime) or "T" in str(value) else "<day>"),
]
Money = Annotated[Decimal, Field(gt=0, lt=Decimal("1e15"), allow_inf_nan=False)]
Currency = Annotated[str, Field(pattern=r"^[A-Z]{3}$", description="ISO 4217 code")]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Chosen(BaseModel):
    """A phrase of the phrasebook chosen as an answer: its code, and a value for each of its slots."""

    model_config = ConfigDict(extra="allow", frozen=True)
    phrase: Line


def _answer_tag(value: Any) -> str:
    if isinstance(value, dict):
        return "<phrase>" if "phrase" in value else "<object>"
    if isinstance(value, Chosen):
        return "<phrase>"
    return "<object>" if isinstance(value, BaseModel) else "<text>"


def _text_or_phrase_tag(value: Any) -> str:
    tag = _answer_tag(value)
    return "<phrase>" if tag == "<object>" else tag


TextOrPhrase = Annotated[
    Annotated[Answer, Tag("<text>")] | Annotated[Chosen, Tag("<phrase>")], Discriminator(_text_or_phrase_tag)
]


class Recipient(_Part):
    """Who receives the message. Without a name it goes to the organisation; without either, to anyone."""

    name: Line | None = None
    address_as: Line | None = Field(default=None, description="the part of the name to address by; never computed")
    honorific: Line | None = None
    gender: Gender = "unknown"
    organisation: Line | None = None
    email: Line | None = None
    phone: Line | None = None


class Sender(_Part):
    """Who made the mistake and signs the message."""

    name: Line
    role: Line | None = None
    organisation: Line | None = None
    gender: Gender = "unknown"
    email: Line | None = None
    phone: Line | None = None


class Prevention(_Part):
    """What was changed so that it does not happen again, who owns it, by when."""

    action: TextOrPhrase
    owner: Line | None = None
    by: Day | None = None


class Compensation(_Part):
    """What is offered beside the apology."""

    kind: Line | None = None
    amount: Money | None = None
    currency: Currency | None = None
    text: TextOrPhrase


OfferAnswer = Annotated[
    Annotated[Answer, Tag("<text>")] | Annotated[Chosen, Tag("<phrase>")] | Annotated[Compensation, Tag("<object>")],
    Discriminator(_answer_tag),
]
PreventionAnswer = Annotated[
    Annotated[Answer, Tag("<text>")] | Annotated[Chosen, Tag("<phrase>")] | Annotated[Prevention, Tag("<object>")],
    Discriminator(_answer_tag),
]


class FollowUp(_Part):
    """When the writer, or the person named, will be in touch again."""

    by: Line | None = None
    at: Moment


class HandOver(_Part):
    """The person who takes over what is not the writer's to decide."""

    name: Line
    role: Line | None = None
    at: Moment | None = None


class LikelyQuestion(_Part):
    """A question that the client may ask, with its answer; for the call and the prep sheet only."""

    ask: Answer
    answer: Answer


class Event(_Part):
    """One event that led to the mistake; for the prep sheet only."""

    at: Moment
    event: Answer


class Incident(_Part):
    """One mistake. `happened` and the people are all that is needed; the message is as good as the rest."""

    id: Line | None = None
    locale: Line
    channel: Channel = "email"
    stance: Stance = "own"
    severity: Severity = "serious"
    kind: Kind = "other"
    recipient: Recipient = Field(default_factory=Recipient)
    sender: Sender
    happened: TextOrPhrase
    why: TextOrPhrase | None = None
    fix: TextOrPhrase | None = None
    effect: TextOrPhrase | None = None
    compensation: OfferAnswer | None = None
    prevention: PreventionAnswer | None = None
    happened_on: Day | None = None
    discovered_on: Day | None = None
    sent_on: Day | None = None
    follow_up: FollowUp | None = None
    cannot: Answer | None = None
    instead: Answer | None = None
    options: tuple[Answer, ...] = ()
    how_it_works: Answer | None = None
    hand_over: HandOver | None = None
    client_account: Answer | None = None
    subject: Line | None = None
    questions: tuple[LikelyQuestion, ...] = ()
    timeline: tuple[Event, ...] = ()

    @model_validator(mode="after")
    def _pairs(self) -> Self:
        if (self.cannot is None) != (self.instead is None):
            missing = "instead" if self.instead is None else "cannot"
            raise ValueError(f"'cannot' and 'instead' go together: {missing!r} is missing")
        return self
