"""Which slots there are, of which type, and when each is there: asked of the renderer itself, not written down."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property, lru_cache
from typing import Any

from compose.errors import nearest
from compose.model.incident import Incident
from compose.model.locale import Conditions, Locale
from compose.model.words import ANSWERS
from compose.render.facts import CLAUSES, facts_of
from compose.render.formats import Amount
from compose.render.voice import Voice

# What people call the parts of a record; only for "did you mean".
ALIASES = {"customer": "recipient", "client": "recipient", "user": "recipient", "writer": "sender", "agent": "sender"}
FILTERS = {"date": ("day", "weekday"), "moment": ("day", "weekday", "clock"), "money": ("money",)}
PLAIN_FILTERS = ("lower", "upper", "join")
TYPED_FILTERS = ("day", "weekday", "clock", "money", "number", "percent")

_TEXT = "Something went wrong on our side."
_FULL: dict[str, Any] = {
    **{name: _TEXT for name in ANSWERS if name not in ("compensation", "prevention")},
    "locale": "en",
    "recipient": dict.fromkeys(("name", "organisation", "phone"), "Kim") | {"email": "k@example.com", "gender": "f"},
    "sender": dict.fromkeys(("name", "role", "organisation", "phone"), "Lee") | {"email": "l@example.com"},
    "compensation": {"amount": 5, "currency": "EUR", "text": _TEXT},
    "prevention": {"action": _TEXT, "owner": "Lee", "by": "2026-01-02"},
    "follow_up": {"by": "Jo", "at": "2026-01-02T10:00"},
    "hand_over": {"name": "Jo", "role": "lead", "at": "2026-01-02"},
    "happened_on": "2026-01-02",
    "discovered_on": "2026-01-02",
    "sent_on": "2026-01-02",
}


Worlds = tuple[tuple[frozenset[str], frozenset[str]], ...]


@dataclass(frozen=True, eq=False)
class Catalog:
    """Every slot with its type (answer, clause, date, moment, money, text), and the facts of many records.

    `worlds` are pairs of the slots that one possible record has and the facts and party it is known by; `always` are
    slots of a text's own, which it has in each of them.
    """

    kinds: dict[str, str]
    worlds: Worlds
    always: frozenset[str] = frozenset()

    def there(self, when: Conditions) -> frozenset[str]:
        """The slots that every record has for which `when` may hold."""
        sure = self._brought[""] | self.always
        for fact in when.get("has", ()):
            sure |= self._brought.get(fact, frozenset()) | {fact}
        parties = [self._brought[f"party={party}"] for party in when.get("party", ())]
        return sure | (frozenset.intersection(*parties) if parties else frozenset()) | _titled(when)

    @property
    def _brought(self) -> dict[str, frozenset[str]]:
        return _brought(self.worlds)

    @cached_property
    def facts(self) -> frozenset[str]:
        """Every name that `has` and `lacks` may hold."""
        return frozenset(fact for fact in self._brought if fact and "=" not in fact) | frozenset(self.kinds)


@lru_cache(maxsize=4)
def _brought(worlds: Worlds) -> dict[str, frozenset[str]]:
    """For each fact (and for none) the slots that every record with it has."""
    known = {"", *(fact for _, facts in worlds for fact in facts)}
    having = {fact: [slots for slots, facts in worlds if not fact or fact in facts] for fact in known}
    return {fact: frozenset.intersection(*found) for fact, found in having.items()}


def _titled(when: Conditions) -> frozenset[str]:
    named = when.get("honorific", ())
    return frozenset(["recipient.honorific"]) if named and "none" not in named else frozenset()


def guess(name: str, known: Sequence[str]) -> str:
    """The slot that was most likely meant, or an empty string."""
    root, dot, part = name.partition(".")
    meant = ALIASES.get(nearest(root, ALIASES), "")
    if meant and f"{meant}.{part}" in known:
        return f"{meant}.{part}"
    return nearest(f"{meant}{dot}{part}" if meant else name, known)


@lru_cache(maxsize=1)
def catalog(locale: Locale, voice: Voice) -> Catalog:
    """The slots of the renderer; those that depend on a language's own forms are left out."""
    bare = replace(locale, forms=(), honorifics=())
    kinds: dict[str, str] = {"recipient.honorific": "text", "recipient.address_as": "text"}
    worlds = []
    for record in _records():
        facts = facts_of(record, bare, voice)
        values = dict(_flat(facts.slots))
        for name, value in values.items():
            kind = _kind(name, value)
            kinds[name] = kind if kind == "date" else kinds.get(name, kind)  # a day alone is the least it may be
        known = facts.situation.facts | {f"party={facts.situation.values['party']}"}
        worlds.append((frozenset(values), known))
    return Catalog(kinds, tuple(worlds))


def _flat(slots: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    for name, value in slots.items():
        if isinstance(value, dict):
            yield from ((f"{name}.{part}", inner) for part, inner in value.items())
        else:
            yield name, value


def _kind(name: str, value: Any) -> str:
    if name in ANSWERS:
        return "clause" if name in CLAUSES else "answer"
    if isinstance(value, Amount):
        return "money"
    if isinstance(value, datetime):
        return "moment"
    return "date" if isinstance(value, date) else "text"


def _records() -> Iterator[Incident]:
    """A full record, the barest ones, and the full one without each of its parts in turn."""
    bare = {"locale": "en", "sender": {"name": "Lee"}, "happened": _TEXT}
    company = {**_FULL, "recipient": {"organisation": "Acme"}}
    for record in (_FULL, bare, {**bare, "recipient": {"name": "Kim"}}, company):
        yield Incident.model_validate(record)
        for smaller in _smaller(record):
            try:
                yield Incident.model_validate(smaller)
            except ValueError:
                continue  # a part that a record cannot be without


def _smaller(record: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for key, value in record.items():
        yield {name: kept for name, kept in record.items() if name != key}
        if isinstance(value, dict):
            for part in value:
                less = deepcopy(record)
                del less[key][part]
                yield less
    for plain in ("compensation", "prevention"):
        if plain in record:
            yield {**record, plain: _TEXT}
    if "cannot" in record:
        yield {name: kept for name, kept in record.items() if name not in ("cannot", "instead")}
    if "follow_up" in record:
        yield {**record, "follow_up": {**record["follow_up"], "at": "2026-01-02"}}
