"""JSON Schemas of the data files, made from the readers' own lists: editors complete what the readers accept."""

from __future__ import annotations

from typing import Any

from compose.locales.rules import COMMON, KEYS, OPEN, WITHOUT_EXAMPLES
from compose.locales.say import ANSWER_FORMS, CONDITIONS, SLOT_TYPES
from compose.model.words import ANSWERS, CHANNELS, LEVELS, SEVERITIES

SCHEMAS = ("say", "phrases", "ask", "rules", "locale", "settings")
_DRAFT = "https://json-schema.org/draft/2020-12/schema"
_TEXT: dict[str, Any] = {"type": "string", "minLength": 1}
_FREE: dict[str, Any] = {"type": "string"}
_TEXTS: dict[str, Any] = {"anyOf": [_FREE, {"type": "array", "items": _FREE}]}
_FLAG: dict[str, Any] = {"type": "boolean"}
_WHOLE: dict[str, Any] = {"type": "integer"}
_IGNORE: dict[str, Any] = {
    "type": "object",
    "additionalProperties": _TEXT,
    "description": "rules not to apply, and why",
}


def schema_of(name: str) -> dict[str, Any]:
    """The schema (2020-12) of one kind of file: say, phrases, ask, rules, locale or settings."""
    made: dict[str, Any] = {
        "say": lambda: _array("sentence", _sentence()),
        "phrases": lambda: _array("phrase", _phrase()),
        "ask": lambda: _array("question", _question()),
        "rules": lambda: _array("rule", _rule()),
        "locale": _locale,
        "settings": _settings,
    }[name]()
    return {"$schema": _DRAFT, "title": f"compose: {name}", **made}


def _object(properties: dict[str, Any], *required: str) -> dict[str, Any]:
    made = {"type": "object", "properties": properties, "additionalProperties": False}
    return {**made, "required": list(required)} if required else made


def _array(name: str, item: dict[str, Any]) -> dict[str, Any]:
    return _object({name: {"type": "array", "items": item}})


def _choice(*choices: str) -> dict[str, Any]:
    return {"enum": list(choices)}


def _when() -> dict[str, Any]:
    def one(values: tuple[str, ...]) -> dict[str, Any]:
        value = _choice(*values) if values else _FREE
        return {"anyOf": [value, {"type": "array", "items": value, "minItems": 1}]}

    return _object({key: one(values) for key, values in CONDITIONS.items()})


def _sentence() -> dict[str, Any]:
    texts = dict.fromkeys(("id", "move", "text", "gloss", "gloss_of"), _TEXT)
    return _object({**texts, "when": _when(), "ignore": _IGNORE}, "id", "move", "text", "gloss")


def _phrase() -> dict[str, Any]:
    slots = {"type": "object", "additionalProperties": _choice(*SLOT_TYPES)}
    texts = dict.fromkeys(("code", "text", "gloss"), _TEXT)
    properties = {**texts, "field": _choice(*ANSWERS), "slots": slots, "ignore": _IGNORE}
    return _object(properties, "code", "field", "text", "gloss")


def _question() -> dict[str, Any]:
    texts = dict.fromkeys(("key", "ask", "gloss"), _TEXT) | dict.fromkeys(("hint", "example", "hint_gloss"), _FREE)
    labels = {"type": "object", "additionalProperties": _FREE}
    properties = {**texts, "form": _choice(*ANSWER_FORMS), "required": {"type": "boolean"}, "choices": labels}
    return _object({**properties, "ignore": _IGNORE}, "key", "form", "ask", "gloss")


def _rule() -> dict[str, Any]:
    """A rule by its kind: the keys of the kind and no others; two examples of each sort where the kind has any."""
    level = _choice(*LEVELS)
    types: dict[str, Any] = dict.fromkeys(("where", "any", "regex", "unless", "good", "bad", "channels"), _TEXTS)
    types |= dict.fromkeys(("id", "message", "gloss", "source"), _TEXT)
    types |= dict.fromkeys(("prefer", "replace", "first", "then", "metric", "move"), _FREE)
    types |= dict.fromkeys(("case", "across"), _FLAG) | dict.fromkeys(("within", "max"), _WHOLE)
    types |= dict.fromkeys(("level", "level_under", "level_text"), level)
    types |= {"pairs": {"type": "object", "additionalProperties": _FREE}, "channel": _bounds(), "ignore": _IGNORE}
    types |= {"groups": {"type": "array", "items": {"type": "array", "items": _FREE}}}
    two = {"type": "array", "items": _FREE, "minItems": 2}
    kinds = []
    for kind, keys in KEYS.items():
        examples = {} if kind in WITHOUT_EXAMPLES else {"good": two, "bad": two}
        properties = {key: types.get(key, {}) for key in (*COMMON, *keys)} | {"kind": {"const": kind}} | examples
        kinds.append(_object(properties, "id", "kind", "level", "message", "gloss", "source", *examples))
    for kind in OPEN:
        own = {
            "type": "object",
            "properties": {"kind": {"const": kind}, "level": level},
            "required": ["id", "kind", "level"],
        }
        kinds.append(own)
    return {"oneOf": kinds}


def _bounds() -> dict[str, Any]:
    number = {"type": "number"}
    bound = _object({"min": number, "max": number})
    return _object(dict.fromkeys((*CHANNELS, "any"), bound))


def _locale() -> dict[str, Any]:
    from compose.locales import FORMAT, SETTINGS

    types: dict[str, Any] = dict.fromkeys(SETTINGS, _FREE)
    types |= dict.fromkeys(("engines", "clitics", "quotes"), _TEXTS) | {"speaking_rate": {"type": "integer"}}
    patterns: dict[str, Any] = dict.fromkeys(FORMAT, _FREE)
    patterns |= {
        "weekdays": _TEXTS,
        "list_and": {"type": "boolean"},
        "money_decimals": _choice("always", "never", "if-needed"),
    }
    honorific = _object({"code": _TEXT, "gender": _choice("f", "m", "any")}, "code")
    words = {"type": "object", "additionalProperties": _FREE}
    form = {"type": "object", "properties": {"when": _when(), "gloss": words}, "additionalProperties": _FREE}
    types |= {
        "format": _object(patterns),
        "plain": words,
        "honorific": {"type": "array", "items": honorific},
        "form": {"type": "array", "items": form},
    }
    return _object(types, "tag", "name", "endonym", "babel", "currency", "speaking_rate")


def _settings() -> dict[str, Any]:
    number = {"type": "number"}
    bound = _object({"min": number, "max": number})
    metrics = {"type": "object", "additionalProperties": bound}
    sums = {"type": "object", "additionalProperties": number}
    sender = dict.fromkeys(("name", "role", "organisation", "gender", "email", "phone"), _TEXT)
    return _object(
        {
            "locale": _TEXT,
            "channel": _choice(*CHANNELS),
            "templates": _TEXTS,
            "locales": _TEXTS,
            "sender": _object(sender),
            "budgets": _object(dict.fromkeys(CHANNELS, metrics)),
            "limits": _object(dict.fromkeys(SEVERITIES, sums)),
            "late": _object(dict.fromkeys(SEVERITIES, number)),
            "disabled": {"type": "object", "additionalProperties": _TEXT},
        }
    )
