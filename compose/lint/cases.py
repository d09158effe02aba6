"""The records from which a language's variants are rendered: made of its own phrases and examples, plain and worst."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from compose.locales.source import read_source
from compose.model.locale import Locale, Phrase
from compose.model.words import CHANNELS, KINDS, SEVERITIES, STANCES

Columns = dict[str, list[Any]]

_WORST = {"money": 987654, "number": 48, "percent": 50, "date": "2026-12-24", "text": "INV-2026-000123456"}
_PLAIN = {"money": 120, "number": 2, "percent": 10, "date": "2026-12-01", "text": "INV-88"}
_MOMENTS = ("2026-12-01", "2026-12-01T09:30")


def columns_of(locale: Locale, *, exhaustive: bool) -> Columns:
    """The values of each column; None leaves an answer out. Pairs of them, or all, are rendered."""
    columns: Columns = {
        "channel": list(CHANNELS),
        "stance": list(STANCES),
        "severity": list(SEVERITIES),
        "kind": list(KINDS),
        "who": _recipients(locale),
        "writer": ["unknown", "f", "m"] if any("sender_gender" in s.when for s in locale.sentences) else ["unknown"],
        "worst": [False, True],
    }
    if exhaustive:
        return {**columns, "facts": ["none", "half", "all"]}
    told = {question.key: question.example for question in locale.questions if question.example}
    found = _of_examples(locale)
    for field in ("happened", "why", "effect", "fix", "compensation", "prevention"):
        own: list[Any] = [{"phrase": phrase} for phrase in locale.phrases.values() if phrase.field == field]
        own += [told[field]] if field in told else []
        columns[field] = own if field == "happened" else [None, *own]
    columns["compensation"] += [{"amount": True}]
    columns["prevention"] += [{"owner": True}]
    columns["follow_up"] = [None, *(({"at": at, "by": by}) for at in _MOMENTS for by in (False, True))]
    columns["hand_over"] = [None, {"role": False}, {"role": True, "at": _MOMENTS[0]}]
    for field in ("client_account", "how_it_works", "subject"):
        columns[field] = [None, *([told.get(field) or found.get(field)] if told.get(field) or found.get(field) else [])]
    pairs = {name: told.get(name) or found.get(name) for name in ("cannot", "instead")}
    columns["alternative"] = [None, *([pairs] if all(pairs.values()) else [])]
    return {name: values for name, values in columns.items() if values}


def _recipients(locale: Locale) -> list[dict[str, str]]:
    """Who may be written to: a person of each gender and honorific, an organisation, nobody in particular."""
    people = [{"party": "person", "gender": gender} for gender in ("unknown", "f", "m")]
    people += [{"party": "person", "honorific": honorific.code} for honorific in locale.honorifics]
    return [*people, {"party": "company"}, {"party": "anyone"}]


def _of_examples(locale: Locale) -> dict[str, Any]:
    """Answers that the language's own example incidents give."""
    found: dict[str, Any] = {}
    for value in _examples(locale):
        found |= {key: answer for key, answer in value.items() if isinstance(answer, str) and key not in found}
    return found


def _examples(locale: Locale) -> Iterator[dict[str, Any]]:
    for folder in locale.folders:
        for path in sorted((folder / "examples").glob("*.json")):
            try:
                value = json.loads(read_source(path))
            except ValueError:
                continue  # said elsewhere
            if isinstance(value, dict):
                yield value


def record_of(locale: Locale, row: Mapping[str, Any]) -> dict[str, Any]:
    """The record of one row of values."""
    told = {question.key: question.example for question in locale.questions}
    row = _spread(row, locale, told) if "facts" in row else row
    worst = bool(row["worst"])
    names = _people(told, worst) | _of_gender(locale)
    sender = {
        "name": names.get(row["writer"], names["sender.name"]),
        "gender": row["writer"],
        "role": told.get("sender.role") or "CEO",
        "organisation": names["sender.organisation"],
    }
    record: dict[str, Any] = {
        **{key: row[key] for key in ("channel", "stance", "severity", "kind")},
        "locale": locale.tag,
        "recipient": _recipient(row["who"], told, names, worst),
        "sender": sender,
    }
    for field in ("happened", "why", "effect", "fix", "client_account", "how_it_works", "subject"):
        record[field] = _answer(row.get(field), locale, worst)
    record["compensation"] = _offer(row.get("compensation"), told, locale, worst)
    record["prevention"] = _promise(row.get("prevention"), told, locale, worst, sender["name"])
    if row.get("follow_up"):
        by = {"by": _people(told, not worst)["sender.name"]} if row["follow_up"]["by"] else {}
        record["follow_up"] = {"at": row["follow_up"]["at"], **by}
    if row.get("hand_over"):
        more = {"role": sender["role"]} if row["hand_over"]["role"] else {}
        at = {"at": row["hand_over"]["at"]} if "at" in row["hand_over"] else {}
        record["hand_over"] = {"name": sender["name"], **more, **at}
    record |= row.get("alternative") or {}
    return {key: value for key, value in record.items() if value is not None}


def _spread(row: Mapping[str, Any], locale: Locale, told: Mapping[str, str]) -> dict[str, Any]:
    """The answers of an exhaustive row: none but what happened, half of them, or all."""
    fields = ["happened", *([] if row["facts"] == "none" else ["fix", "effect"])]
    fields += ["why", "compensation", "prevention"] if row["facts"] == "all" else []
    return {**row, **{field: told[field] for field in fields if told.get(field)}}


def _people(told: Mapping[str, str], worst: bool) -> dict[str, str]:
    """The names of the examples; at their worst each is longer by parts of the other's."""
    defaults = {"recipient.name": "Kim Berg", "sender.name": "Lee Dahl"}
    defaults |= {"recipient.organisation": "Acme Trading", "sender.organisation": "Bolt Works"}
    names = {key: told.get(key) or default for key, default in defaults.items()}
    if not worst:
        return names
    longer = {}
    for key, name in names.items():
        who, _, part = key.partition(".")
        other = names[("sender." if who == "recipient" else "recipient.") + part].split()
        first, *rest = name.split()
        longer[key] = " ".join([first, *other[:1], *rest[:-1], "-".join([*other[1:2], *rest[-1:]])]).strip()
        if part == "organisation":
            longer[key] = " ".join([first, *rest[:1], *(word for word in other[1:2] if word not in rest), *rest[1:]])
    return longer


def _of_gender(locale: Locale) -> dict[str, str]:
    """A name of each gender, out of the language's own examples."""
    found: dict[str, str] = {}
    for value in _examples(locale):
        for who in (value.get("recipient"), value.get("sender")):
            if isinstance(who, dict) and who.get("gender") in ("f", "m") and who.get("name"):
                found.setdefault(who["gender"], who["name"])
    return found


def _recipient(
    who: Mapping[str, str], told: Mapping[str, str], names: Mapping[str, str], worst: bool
) -> dict[str, Any]:
    if who["party"] == "anyone":
        return {}
    if who["party"] == "company":
        return {"organisation": names["recipient.organisation"]}
    person: dict[str, Any] = {"name": names.get(who.get("gender", ""), names["recipient.name"])}
    person |= {key: who[key] for key in ("gender", "honorific") if key in who}
    if person["name"] == told.get("recipient.name") and told.get("recipient.address_as"):
        person["address_as"] = told["recipient.address_as"]
    return person


def _answer(value: Any, locale: Locale, worst: bool) -> Any:
    if isinstance(value, dict):
        phrase: Phrase = value["phrase"]
        slots: dict[str, Any] = {name: (_WORST if worst else _PLAIN)[kind] for name, kind in phrase.slots.items()}
        return {"phrase": phrase.code, **slots}
    return value


def _offer(value: Any, told: Mapping[str, str], locale: Locale, worst: bool) -> Any:
    if isinstance(value, dict) and "amount" in value:
        amount = (_WORST if worst else _PLAIN)["money"]
        text = told.get("compensation")
        return {"amount": amount, "currency": locale.currency, "text": text} if text else None
    return _answer(value, locale, worst)


def _promise(value: Any, told: Mapping[str, str], locale: Locale, worst: bool, owner: str) -> Any:
    if isinstance(value, dict) and "owner" in value:
        text = told.get("prevention")
        return {"action": text, "owner": owner, "by": _MOMENTS[0]} if text else None
    return _answer(value, locale, worst)


def told_of(row: Mapping[str, Any]) -> str:
    """A row in words, short."""
    who = row["who"]
    words: Sequence[str] = [row["channel"], row["stance"], row["severity"], row["kind"]]
    return ", ".join([*words, who.get("honorific") or f"{who['party']} {who.get('gender', '')}".strip()])
