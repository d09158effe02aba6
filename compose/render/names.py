"""The words of a message that are known as they are: names, e-mail addresses and references of its record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from compose.model.incident import Incident

Path = tuple[str, str]

_RECIPIENT = ("name", "address_as", "organisation", "email")
_SENDER = ("name", "organisation", "role", "email")
_PHRASED = ("happened", "why", "fix", "effect")


def names_of(incident: Incident) -> frozenset[str]:
    """The words of the names, e-mail addresses and references that the record gives: known as they are."""
    return words_of(text for _, text in given_names(incident))


def words_of(texts: Iterable[str]) -> frozenset[str]:
    """The words of such texts."""
    return frozenset([word.strip(".,;:()") for text in texts for word in text.split()])


def given_names(incident: Incident) -> Iterator[tuple[Path, str]]:
    """Each such text, and where it stands in the record."""
    from compose.model.incident import Prevention

    for field, person, parts in (("recipient", incident.recipient, _RECIPIENT), ("sender", incident.sender, _SENDER)):
        for part in parts:
            text = getattr(person, part)
            if text:
                yield (field, part), text
    if incident.hand_over:
        yield ("hand_over", "name"), incident.hand_over.name
        if incident.hand_over.role:
            yield ("hand_over", "role"), incident.hand_over.role
    for field in _PHRASED:
        chosen = getattr(incident, field)
        if chosen is not None and not isinstance(chosen, str):
            extra = chosen.model_extra or {}
            yield from (((field, name), value) for name, value in extra.items() if isinstance(value, str))
    if isinstance(incident.prevention, Prevention) and incident.prevention.owner:
        yield ("prevention", "owner"), incident.prevention.owner
    if incident.follow_up and incident.follow_up.by:
        yield ("follow_up", "by"), incident.follow_up.by


def name_at(incident: Incident, field: str, part: str) -> str:
    """The text of a name that the record gives at this place."""
    value = getattr(incident, field)
    text: str = value.model_extra[part] if field in _PHRASED else getattr(value, part)
    return text
