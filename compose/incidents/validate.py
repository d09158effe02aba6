"""From a JSON value to an `Incident`: all problems of a record at once, each with its JSON pointer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from compose.errors import ComposeError, Problem, nearest
from compose.incidents.parse import decode, parse, read_bytes

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

    from compose.model.incident import Incident

REQUIRED = "is required"


def read(source: str) -> Any:
    """The JSON value of a file or of standard input (`-`), not yet validated."""
    where = "<stdin>" if source == "-" else source
    return parse(decode(read_bytes(source), where), where)


def validate(value: Any, where: str) -> Incident:
    """Make an incident of a JSON value. Raises ComposeError with every problem of the record."""
    from pydantic import ValidationError

    from compose.model.incident import Incident

    if not isinstance(value, dict):
        raise ComposeError(
            Problem(where, "", f"an incident must be a JSON object, not {_kind(value)}", "see 'compose schema'")
        )
    try:
        return Incident.model_validate(value)
    except ValidationError as error:
        raise ComposeError(*(_problem(detail, where) for detail in error.errors(include_url=False))) from None


def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of an incident."""
    from compose.model.incident import Incident

    made = Incident.model_json_schema()
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **made}


def fields(path: tuple[str | int, ...] = ()) -> list[str]:
    """The names that are known at a place of the record, for "did you mean"."""
    from pydantic import BaseModel

    from compose.model import incident as nouns

    model: type[BaseModel] = nouns.Incident
    inside: dict[str, type[BaseModel]] = {
        "recipient": nouns.Recipient,
        "sender": nouns.Sender,
        "prevention": nouns.Prevention,
        "compensation": nouns.Compensation,
        "follow_up": nouns.FollowUp,
        "hand_over": nouns.HandOver,
        "questions": nouns.LikelyQuestion,
        "timeline": nouns.Event,
    }
    for step in path:
        model = inside.get(str(step), model)
    return list(model.model_fields)


def pointer(path: tuple[str | int, ...]) -> str:
    """An RFC 6901 JSON pointer; the tags by which a union is told apart are left out."""
    steps = [str(step) for step in path if not (isinstance(step, str) and step.startswith("<"))]
    return "".join("/" + step.replace("~", "~0").replace("/", "~1") for step in steps)


def _problem(detail: ErrorDetails, where: str) -> Problem:
    path = detail["loc"]
    what, mend = _words(detail, path)
    return Problem(where, pointer(path), what, mend)


def _words(detail: ErrorDetails, path: tuple[str | int, ...]) -> tuple[str, str]:
    kind, value, context = detail["type"], detail["input"], detail.get("ctx", {})
    if kind == "extra_forbidden":
        known = fields(path[:-1])
        near = nearest(str(path[-1]), known)
        return "unknown field", f"did you mean {near!r}?" if near else f"known fields: {', '.join(known)}"
    if kind == "missing":
        return REQUIRED, "give it a value"
    if kind == "literal_error":
        expected = str(context.get("expected", "")).replace(" or ", ", ")
        choices = [choice.strip().strip("'") for choice in expected.split(",")]
        near = nearest(str(value), choices) if isinstance(value, str) else ""
        guess = f"did you mean {near!r}? " if near else ""
        return f"must not be {_shown(value)}", f"{guess}choices: {', '.join(choices)}"
    if kind == "greater_than":
        return f"must be greater than {context['gt']} (is {_shown(value)})", ""
    if kind.startswith(("date_", "datetime_")):
        moment = " or 2026-11-30T10:00" if {"<day>", "<moment>"} & set(path) else ""
        return f"must be a date such as 2026-11-30{moment} (is {_shown(value)})", ""
    if kind.startswith("decimal_"):
        return f"must be a number (is {_shown(value)})", "write it with a point and no spaces, such as 1200.50"
    if kind == "string_pattern_mismatch":  # the one pattern is that of a currency
        return f"must be an ISO 4217 code such as NOK (is {_shown(value)})", ""
    if kind == "string_too_long":
        return f"is {len(value)} characters long; the limit is {context['max_length']}", "say it shorter"
    if kind == "string_unicode":
        return f"must not hold a lone surrogate (is {_shown(value)})", ""
    if kind in ("string_type", "model_type", "model_attributes_type"):
        wanted = "a text" if kind == "string_type" else "an object"
        return f"must be {wanted}, not {_kind(value)}", ""
    message = detail["msg"].removeprefix("Value error, ")
    return f"{message[:1].lower()}{message[1:]} (is {_shown(value)})" if path else message, ""


def _shown(value: Any) -> str:
    text = ascii(value) if isinstance(value, str) else str(value)
    return text if len(text) <= 40 else text[:37] + "..."


def _kind(value: Any) -> str:
    names = {dict: "an object", list: "a list", str: "a text", bool: "true or false", type(None): "null"}
    return names.get(type(value), "a number")
