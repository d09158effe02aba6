"""What a sentence may say: the facts of one incident under their slot names, and the situation that chooses."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from compose.errors import ComposeError, Problem, unknown
from compose.model.words import ANSWERS
from compose.render import phrasebook

if TYPE_CHECKING:
    from compose.model.incident import Chosen, Incident
    from compose.model.locale import Conditions, Form, Locale
    from compose.render.formats import Formatter

CLAUSES = ("cannot", "instead", "subject")
_ENDS = ".!?…"
_CLOSERS = "\"'”’»“)]"


class Told(str):
    """Words of an answer; remembers which answer, so that a finding can say so."""

    answer: str

    def __new__(cls, text: str, answer: str) -> Told:
        told = super().__new__(cls, text)
        told.answer = answer
        return told


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


def situation_of(incident: Incident, slots: dict[str, Any]) -> Situation:
    """The situation of an incident whose slots are these."""
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
    names = set(slots)
    for name, value in slots.items():
        if isinstance(value, dict):
            names.update(f"{name}.{part}" for part in value)
    return Situation(values, frozenset(names))


def facts_of(incident: Incident, locale: Locale, formats: Formatter) -> Facts:
    """The facts of an incident in its language. Raises ComposeError with every problem of its phrases and people."""
    problems: list[Problem] = []
    slots = _people(incident, locale, problems)
    slots.update(_dates(incident))
    for name in ANSWERS:
        told = _answer(name, incident, locale, formats, problems)
        if told is not None:
            slots[name] = told
    if problems:
        raise ComposeError(*problems)
    situation = situation_of(incident, slots)
    slots.update(forms_of(locale.forms, situation))
    return Facts(slots, situation)


def glossed(facts: Facts, incident: Incident, locale: Locale, formats: Formatter) -> dict[str, Any]:
    """The same slots for the gloss: phrases in English, the user's own words as they are, in quotation marks."""
    slots = dict(facts.slots)
    for name in ANSWERS:
        chosen = _chosen(name, incident)
        if name not in slots:
            continue
        if chosen is None or isinstance(chosen, str):
            slots[name] = f"“{slots[name]}”"
        else:
            phrase = locale.phrases[chosen.phrase]
            slots[name] = phrasebook.fill(phrase.gloss, phrase, chosen, formats, "", [])
    for form in locale.forms:
        slots.update({word: form.gloss.get(word, slots.get(word, word)) for word in form.words})
    return slots


def forms_of(forms: tuple[Form, ...], situation: Situation) -> dict[str, str]:
    """The words of address that hold: for each word the entry with the most conditions, the first on a tie."""
    best: dict[str, tuple[int, str]] = {}
    for form in forms:
        if situation.holds(
            form.when if "stance" in form.when else {**form.when, "stance": (situation.values["stance"],)}
        ):
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
    for name in ("happened_on", "discovered_on", "sent_on"):
        if getattr(incident, name) is not None:
            slots[name] = getattr(incident, name)
    if isinstance(incident.prevention, Prevention):
        promise = {"owner": incident.prevention.owner, "by": incident.prevention.by}
        slots["promise"] = {key: value for key, value in promise.items() if value is not None}
    if isinstance(incident.compensation, Compensation) and incident.compensation.amount is not None:
        slots["offer"] = {"amount": incident.compensation.amount, "currency": incident.compensation.currency or ""}
    if incident.follow_up:
        slots["follow_up"] = {"at": incident.follow_up.at}
        if incident.follow_up.by:
            slots["follow_up"]["by"] = incident.follow_up.by
        if isinstance(incident.follow_up.at, datetime):
            slots["follow_up"]["clock"] = incident.follow_up.at
    return slots


def _chosen(name: str, incident: Incident) -> str | Chosen | None:
    value = getattr(incident, name)
    if name == "prevention" and hasattr(value, "action"):
        value = value.action
    if name == "compensation" and hasattr(value, "text"):
        value = value.text
    return value  # type: ignore[no-any-return]  # a text, a phrase or None: the model holds it to that


def _answer(name: str, incident: Incident, locale: Locale, formats: Formatter, problems: list[Problem]) -> Told | None:
    value = _chosen(name, incident)
    if value is None:
        return None
    if isinstance(value, str):
        return Told(value.rstrip(" .") if name in CLAUSES else whole(value), name)
    pointer = f"/{name}"
    phrase = phrasebook.find(value, name, locale, pointer, problems)
    if phrase is None:
        return Told("", name)
    return Told(phrasebook.fill(phrase.text, phrase, value, formats, pointer, problems), name)


def whole(answer: str) -> str:
    """An answer as a whole sentence: a capital at its start and a mark at its end, where the user left them out."""
    if answer.rstrip(_CLOSERS)[-1:] not in _ENDS:
        answer += "."
    first = answer.split(None, 1)[0]
    mixed = any(char.isupper() or char.isdigit() for char in first)  # iPhone, e-2: names keep their letters
    return answer if mixed else answer[:1].upper() + answer[1:]
