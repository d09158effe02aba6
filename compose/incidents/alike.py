"""Records that are alike but for names, references, sums and days: what they share, and an incident made of the rest.

What is validated once for all of them is validated once; what differs is validated in each, by the same validators.
"""

from __future__ import annotations

import marshal
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from datetime import date

    from pydantic import BaseModel

    from compose.model.incident import Incident

Model = TypeVar("Model", bound="BaseModel")

# What stands in the place of what differs; no value of JSON is like it.
_TEXT, _NUMBER, _DAY, _MOMENT = b"text", b"number", b"day", b"moment"
_PERSON = ("name", "address_as", "organisation", "email", "phone")
_DAYS = ("happened_on", "discovered_on", "sent_on")
_PHRASED = ("happened", "why", "fix", "effect", "compensation", "prevention")
_KEPT = ("phrase", "currency")

_set = object.__setattr__

Path = tuple[str, str]  # a field, and the field in it or an empty text
Differing = list[tuple[Path, Any]]


def parted(record: dict[str, Any]) -> tuple[bytes, Differing] | None:
    """What a record shares with those alike, as one key, and what differs; None for one that has no such key."""
    shape = dict(record)
    differing: Differing = []
    for field, value in record.items():
        kind = type(value)
        if kind is str:
            if field == "id" or field in _DAYS:
                shape[field] = _TEXT
                differing.append(((field, ""), value))
        elif kind is dict:
            if field == "recipient":
                shape[field] = _holes(field, value, differing)
            elif field == "follow_up" and type(value.get("at")) is str:
                shape[field] = {**value, "at": _MOMENT if "T" in value["at"] else _DAY}
                differing.append(((field, "at"), value["at"]))
            elif field in _PHRASED and "phrase" in value:
                shape[field] = _slots(field, value, differing)
    try:
        return marshal.dumps(shape, 2), differing
    except ValueError:  # a number with a point, or what is no JSON
        return None


def _holes(field: str, value: dict[str, Any], differing: Differing) -> dict[str, Any]:
    found = dict(value)
    for part in _PERSON:
        text = found.get(part)
        if type(text) is str:
            found[part] = _TEXT
            differing.append(((field, part), text))
    return found


def _slots(field: str, value: dict[str, Any], differing: Differing) -> dict[str, Any]:
    found = dict(value)
    for part, one in value.items():
        kind = type(one)
        if part not in _KEPT and (kind is str or kind is int or kind is Decimal):
            found[part] = _TEXT if kind is str else _NUMBER
            differing.append(((field, part), one))
    return found


def remade(base: Incident, differing: Differing) -> Incident:
    """The incident of a record whose key is that of `base`. Raises ValueError where a value is not valid."""
    from compose.model.incident import line_of_text

    changed: dict[str, Any] = {}
    inner: dict[str, dict[str, Any]] = {}
    for (field, part), value in differing:
        if field == "id":
            changed[field] = line_of_text(value)
        elif not part:
            changed[field] = _day(value)
        elif field == "recipient":
            inner.setdefault(field, {})[part] = line_of_text(value)
        else:
            inner.setdefault(field, {})[part] = _moment(value) if field == "follow_up" else value
    for field, values in inner.items():
        changed[field] = _with(getattr(base, field), values, field in _PHRASED)
    return _with(base, changed, False)


def _with(model: Model, values: dict[str, Any], extra: bool) -> Model:
    """A copy with other values for fields that were given already; these were validated."""
    made = type(model).__new__(type(model))
    own, more = model.__dict__, model.__pydantic_extra__
    _set(made, "__dict__", own if extra else {**own, **values})
    _set(made, "__pydantic_extra__", {**(more or {}), **values} if extra else more)
    _set(made, "__pydantic_fields_set__", model.__pydantic_fields_set__)
    _set(made, "__pydantic_private__", None)
    return made


@lru_cache(maxsize=1000)
def _day(value: str) -> date:
    return _readers()[0].validate_python(value)  # type: ignore[no-any-return]


@lru_cache(maxsize=1000)
def _moment(value: str) -> date:
    return _readers()[1].validate_python(value)  # type: ignore[no-any-return]


@lru_cache(maxsize=1)
def _readers() -> tuple[Any, Any]:
    from pydantic import TypeAdapter

    from compose.model.incident import Day, Moment

    return TypeAdapter(Day), TypeAdapter(Moment)
