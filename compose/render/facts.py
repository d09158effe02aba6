"""What a sentence may say: the facts of one incident under their slot names, and the situation that chooses."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from compose.errors import ComposeError, Problem, unknown
from compose.model.words import ANSWERS, STANCES
from compose.render import phrasebook
from compose.render.formats import Amount
from compose.render.voice import Told

if TYPE_CHECKING:
    from compose.model.incident import Chosen, Incident
    from compose.model.locale import Conditions, Locale
    from compose.render.voice import Voice

CLAUSES = ("cannot", "instead", "subject")
_ENDS = ".!?…"
_CLOSERS = "\"'”’»“)]"


class Situation:
    """All that the `when` of a sentence can ask: one value for each condition, and the names of the facts."""

    __slots__ = ("_hash", "_key", "facts", "values")

    def __init__(self, values: dict[str, str], facts: frozenset[str]) -> None:
        self.values = values
        self.facts = facts
        self._key = (*values.values(), facts)
        self._hash = hash(self._key)

    def __hash__(self) -> int:
        return self._hash

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Situation) and self._key == other._key

    def holds(self, when: Conditions) -> bool:
        """Whether every condition holds; a sentence that names no stance is for the stance `own`."""
        for key, wanted in when.items():
            if key == "has":
                if not self.facts.issuperset(wanted):
                    return False
            elif key == "lacks":
                if not self.facts.isdisjoint(wanted):
                    return False
            elif self.values[key] not in wanted:
                return False
        return "stance" in when or self.values["stance"] == "own"


@dataclass(frozen=True, slots=True)
class Facts:
    """The slots of one incident, and the situation they make."""

    slots: dict[str, Any]
    situation: Situation

    def with_slots(self, slots: dict[str, Any]) -> Facts:
        """Other facts that make the same situation."""
        return Facts(slots, self.situation)


def situation_of(incident: Incident, slots: dict[str, Any], told: Collection[str]) -> Situation:
    """The situation of an incident with these slots and these answers."""
    recipient = incident.recipient
    party = "person" if recipient.name else "company" if recipient.organisation else "anyone"
    values = {
        "severity": incident.severity,
        "stance": incident.stance,
        "kind": incident.kind,
        "channel": incident.channel,
        "gender": slots["recipient"]["gender"],
        "sender_gender": incident.sender.gender,
        "party": party,
        "honorific": recipient.honorific or "none",
    }
    names = {*slots, *told}
    for name, value in slots.items():
        if isinstance(value, dict):
            names.update(f"{name}.{part}" for part in value)
    return Situation(values, frozenset(names))


def facts_of(incident: Incident, locale: Locale, voice: Voice) -> Facts:
    """The facts of an incident in its language. Raises ComposeError with every problem of its phrases and people."""
    problems: list[Problem] = []
    slots = _people(incident, locale, problems)
    slots.update(_dates(incident))
    told = {name: value for name in ANSWERS if (value := chosen_for(name, incident)) is not None}
    situation = situation_of(incident, slots, told)
    slots.update(forms_of(locale, situation))
    for name, value in told.items():
        slots[name] = answer(name, value, locale, voice, slots, problems)
    if problems:
        raise ComposeError(*problems)
    return Facts(slots, situation)


def glossed(facts: Facts, incident: Incident, locale: Locale, voice: Voice) -> dict[str, Any]:
    """The same slots for the gloss: phrases in English, the user's own words as they are, in quotation marks."""
    slots = dict(facts.slots)
    for form in locale.forms:
        slots.update({word: form.gloss.get(word, slots.get(word, word)) for word in form.words})
    for name in ANSWERS:
        chosen = chosen_for(name, incident)
        if isinstance(chosen, str):
            slots[name] = f"“{facts.slots[name]}”"
        elif chosen is not None:
            phrase = locale.phrases[chosen.phrase]
            made = phrasebook.values(phrase, chosen, voice.formats, "", []) or {}
            slots[name] = phrasebook.say(phrase.gloss, phrase, {**slots, **made}, voice)
    return slots


@lru_cache(maxsize=1000)
def forms_of(locale: Locale, situation: Situation) -> dict[str, str]:
    """The words of address that hold: for each word the entry with the most conditions, the first on a tie."""
    best: dict[str, tuple[int, str]] = {}
    for form in locale.forms:
        if situation.holds({"stance": STANCES, **form.when}):
            for word, value in form.words.items():
                if word not in best or len(form.when) > best[word][0]:
                    best[word] = (len(form.when), value)
    return {word: value for word, (_, value) in best.items()}


def _people(incident: Incident, locale: Locale, problems: list[Problem]) -> dict[str, Any]:
    recipient = {key: value for key, value in incident.recipient if value is not None}
    codes = {honorific.code: honorific for honorific in locale.honorifics}
    code = incident.recipient.honorific
    if code is not None and code not in codes:
        what, mend = unknown("honorific", code, codes or {"none, this language uses no honorifics": None})
        problems.append(Problem("", "/recipient/honorific", what, mend))
    elif code is not None and codes[code].gender != "any":
        if incident.recipient.gender not in ("unknown", codes[code].gender):
            problems.append(
                Problem("", "/recipient/gender", f"does not agree with the honorific {code!r}", "mend one of the two")
            )
        recipient["gender"] = codes[code].gender
    if "name" in recipient:
        recipient.setdefault("address_as", recipient["name"])
    sender = {key: value for key, value in incident.sender if value is not None}
    slots: dict[str, Any] = {"recipient": recipient, "sender": sender}
    if incident.hand_over:
        slots["hand_over"] = {key: value for key, value in incident.hand_over if value is not None}
    return slots


def _dates(incident: Incident) -> dict[str, Any]:
    from compose.model.incident import Compensation, Prevention

    slots: dict[str, Any] = {}
    days = {"happened_on": incident.happened_on, "discovered_on": incident.discovered_on, "sent_on": incident.sent_on}
    slots.update({name: day for name, day in days.items() if day is not None})
    if isinstance(incident.prevention, Prevention):
        promise = {"owner": incident.prevention.owner, "by": incident.prevention.by}
        slots["promise"] = {key: value for key, value in promise.items() if value is not None}
    if isinstance(incident.compensation, Compensation) and incident.compensation.amount is not None:
        currency = incident.compensation.currency or ""
        slots["offer"] = {"amount": Amount(incident.compensation.amount, currency), "currency": currency}
    if incident.follow_up:
        slots["follow_up"] = {"at": incident.follow_up.at}
        if incident.follow_up.by and incident.follow_up.by != incident.sender.name:  # the writer says "I"
            slots["follow_up"]["by"] = incident.follow_up.by
        if isinstance(incident.follow_up.at, datetime):
            slots["follow_up"]["clock"] = incident.follow_up.at
    return slots


def chosen_for(name: str, incident: Incident) -> str | Chosen | None:
    """What the record answers: a text, a phrase, or None; out of the object around it where there is one."""
    from compose.model.incident import Compensation, Prevention

    value = getattr(incident, name)
    if isinstance(value, Prevention):
        return value.action
    return value.text if isinstance(value, Compensation) else value


def answer(
    name: str, value: str | Chosen, locale: Locale, voice: Voice, slots: dict[str, Any], problems: list[Problem]
) -> Told:
    """One answer as words of the message; a phrase is said with its slots, of which each problem is told."""
    if isinstance(value, str):
        return _told(name, value)
    pointer = f"/{name}"
    phrase = phrasebook.find(value, name, locale, pointer, problems)
    made = phrasebook.values(phrase, value, voice.formats, pointer, problems) if phrase else None
    if phrase is None or made is None:
        return Told("", name)
    return Told(phrasebook.say(phrase.text, phrase, {**slots, **made}, voice), name)


@lru_cache(maxsize=1000)
def _told(name: str, value: str) -> Told:
    return Told(value.rstrip(" .") if name in CLAUSES else whole(value), name)


def whole(answer: str) -> str:
    """An answer as a whole sentence: a capital at its start and a mark at its end, where the user left them out."""
    if answer.rstrip(_CLOSERS)[-1:] not in _ENDS:
        answer += "."
    first = answer.split(None, 1)[0]
    mixed = any(char.isupper() or char.isdigit() for char in first)  # iPhone, e-2: names keep their letters
    return answer if mixed else answer[:1].upper() + answer[1:]
