"""The closed lists of the field's words, as DESIGN.md section 3 names them."""

from __future__ import annotations

from typing import Literal, get_args

Channel = Literal["email", "call", "chat", "sms"]
Stance = Literal["own", "partner", "misunderstanding"]
Severity = Literal["minor", "serious", "critical"]
Kind = Literal["invoice", "delivery", "deadline", "data", "breach", "outage", "access", "quality", "conduct", "other"]
Gender = Literal["f", "m", "unknown"]
Party = Literal["person", "company", "anyone"]
Level = Literal["error", "warning", "info"]

CHANNELS: tuple[str, ...] = get_args(Channel)
STANCES: tuple[str, ...] = get_args(Stance)
SEVERITIES: tuple[str, ...] = get_args(Severity)
KINDS: tuple[str, ...] = get_args(Kind)
GENDERS: tuple[str, ...] = get_args(Gender)
LEVELS: tuple[str, ...] = get_args(Level)
RANK: dict[str, int] = {"info": 0, "warning": 1, "error": 2}

ANSWERS: tuple[str, ...] = (
    "happened",
    "why",
    "fix",
    "effect",
    "compensation",
    "prevention",
    "cannot",
    "instead",
    "client_account",
    "how_it_works",
    "subject",
)
