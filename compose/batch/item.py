"""A record of a batch as it was read: whole, or where others of its form are known, no more than what differs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from compose import incidents
from compose.batch import names
from compose.batch.work import Alike, Done, Work
from compose.errors import ComposeError, Problem
from compose.incidents.parse import decode

if TYPE_CHECKING:
    from collections.abc import Callable

    from compose.incidents.form import Form
    from compose.model.record import Raw

UNREAD = object()  # in the place of a record that was not read whole
_TRIES = 100  # records whose form is looked for; no more forms than these are known


class Item(NamedTuple):
    """A record that could be read: what it holds, what it is called, the SHA-256 of what it holds if needed."""

    raw: Raw
    record: Any
    identity: str
    stem: str
    content: str


def read(raw: Raw) -> Any:
    """The JSON value that a record holds. Raises ComposeError for what is none."""
    if raw.problem:
        raise ComposeError(Problem(raw.where, "", raw.problem, "an incident needs a few kB"))
    return incidents.parse(decode(raw.data, raw.where), raw.where)


def item_of(raw: Raw, record: Any, *, told: bool) -> Item:
    """The record, with the hash of what it holds where that is `told`, or where nothing else names it."""
    given = None
    if isinstance(record, dict):
        record.pop(names.REASONS, None)
        given = record.get("id")
    identity = given.strip() if isinstance(given, str) else ""
    content = names.fingerprint(record) if told or not identity else ""
    return Item(raw, record, identity, names.stem(identity, content), content)


def renamed(item: Item, done: Done) -> Item:
    """The item under its id as it was cleaned: letters that were decomposed have been composed."""
    identity = done.incident.id if done.incident else None
    if not identity or identity == item.identity:
        return item
    return item._replace(identity=identity, stem=names.stem(identity, item.content))


def whole(item: Item) -> Any:
    """The record, read now if it was not."""
    return read(item.raw) if item.record is UNREAD else item.record


class Forms:
    """The forms of records that are known in one process: for records with an id."""

    def __init__(self, work: Work, fill: Callable[[Any], Any]) -> None:
        self._work, self._fill, self._tries = work, fill, _TRIES
        self._forms: list[Form] = []

    def alike(self, raw: Raw) -> tuple[Item, Alike] | None:
        """A record of a form that is known, of which no more is read than what differs."""
        try:
            text = raw.data.decode("utf-8")
        except UnicodeDecodeError:
            return None
        for at, form in enumerate(self._forms):
            differing = form.read(text)
            if differing is None:
                continue
            if at:  # the form that was met last is tried first
                self._forms.insert(0, self._forms.pop(at))
            identity = next((value.strip() for path, value in differing if path == ("id", "")), "")
            if not identity:
                return None
            item = Item(raw, UNREAD, identity, names.stem(identity, ""), "")
            return item, Alike(form.key, differing, lambda: self._fill(item_of(raw, read(raw), told=False).record))
        return None

    def note(self, raw: Raw, value: Any) -> None:
        """Learn the form of a record, if others are alike."""
        if not self._tries:
            return
        self._tries -= 1
        form = self._work.form(raw.data.decode("utf-8", "replace"), value)
        if form is not None:
            self._forms.insert(0, form)
