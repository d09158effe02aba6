"""One batch from its first record to its last file: everything is checked, and only then is anything written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from compose.batch.row import Part, Row, Spool
from compose.batch.seen import Groups, Seen
from compose.errors import ComposeError, fail
from compose.model.batch import Entry, Shared, Totals
from compose.model.finding import Gap

if TYPE_CHECKING:
    from compose.model.record import Raw

FIRST, PART = 16, 128  # records of the first part, which shows what is needed, and of the others
_PART_BYTES = 400_000
MANY = 5  # letters that say the same from which on it is said to have been sent to many

Works = Callable[[Iterable[Sequence["Raw"]]], Generator[Part, None, None]]


class Listener(Protocol):
    """Who is told how the run goes."""

    def problem(self, words: str) -> None:
        """Something is wrong with a record."""

    def checked(self, records: int) -> None:
        """So many records were checked so far."""

    def written(self, records: int, total: int) -> None:
        """So many of `total` messages stand so far."""


@dataclass(slots=True)
class Checked:
    """All records checked, before anything is written."""

    spool: Spool
    accepted: int = 0
    rejected: int = 0
    keys: Seen = field(default_factory=Seen)
    texts: Seen = field(default_factory=Seen)
    clients: Seen = field(default_factory=Seen)
    counts: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    gaps: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    repeated: frozenset[int] = frozenset()
    doubles: int = 0
    gone: Counter[int] = field(default_factory=Counter)  # texts and recipients of the doubles

    def rows(self) -> Iterator[Row]:
        """Every record in order; the second of two of one name is refused, whichever is the better."""
        first: dict[str, str] = {}
        for row in self.spool:
            if row.key in self.repeated:
                before = first.setdefault(row.name.casefold(), row.where)
                if row.ok and before != row.where:
                    yield _doubled(row, before)
                    continue
            yield row


def parts(records: Iterable[Raw]) -> Iterator[list[Raw]]:
    """The records in runs that a process works on at once: bounded in number and in bytes."""
    part: list[Raw] = []
    size, most = 0, FIRST
    for raw in records:
        part.append(raw)
        size += len(raw.data)
        if len(part) >= most or size >= _PART_BYTES:
            yield part
            part, size, most = [], 0, PART
    if part:
        yield part


def check(records: Iterable[Raw], works: Works, spool: Spool, listener: Listener, most: int | None) -> Checked:
    """Check every record into the spool. Raises ComposeError when more than `most` of them are bad."""
    checked = Checked(spool)
    with closing(works(parts(records))) as made:
        _count(made, checked, listener, most)
    _find_doubles(checked, listener)
    if most is not None and checked.rejected > most:
        raise _too_many(checked, most)
    return checked


def _count(made: Iterable[Part], checked: Checked, listener: Listener, most: int | None) -> None:
    for part in made:
        checked.spool.add(part)
        checked.accepted += part.accepted
        checked.rejected += part.rejected
        checked.keys.add(part.keys)
        checked.texts.add(part.text_keys)
        checked.clients.add(part.client_keys)
        checked.counts.update(part.counts)
        checked.gaps.update(part.gaps)
        for words in part.complaints:
            listener.problem(words)
        if most is not None and checked.rejected > most:
            raise _too_many(checked, most)
        listener.checked(checked.accepted + checked.rejected)


def totals(checked: Checked, source: str, out: str, written: int, unchanged: int) -> Totals:
    """The batch in numbers."""
    texts, clients = Groups(checked.texts, MANY, checked.gone), Groups(checked.clients, 2, checked.gone)
    if texts.number or clients.number:
        for row in checked.rows():
            if row.ok:
                texts.look(row.text_key, row.label)
                clients.look(row.client_key, row.label, row.client)
            if texts.full and clients.full:
                break
    counts = checked.counts
    return Totals(
        source=source,
        out=out,
        read=checked.accepted + checked.rejected,
        accepted=checked.accepted,
        rejected=checked.rejected,
        doubles=checked.doubles,
        written=written,
        unchanged=unchanged,
        ok=not checked.rejected,
        locales=_of(counts, "locale"),
        channels=_of(counts, "channel"),
        rules={(name, level): n for (what, name, level), n in sorted(counts.items()) if what == "rule"},
        gaps=tuple((Gap(*gap), count) for gap, count in sorted(checked.gaps.items())),
        same_text=_shared(texts),
        clients=_shared(clients),
    )


def entries(checked: Checked) -> Iterator[Entry]:
    """Every record as the reports show it."""
    for row in checked.rows():
        yield Entry(
            row.number,
            row.where,
            row.ok,
            row.identity,
            row.name if row.ok else "",
            row.locale,
            row.channel,
            row.client,
            row.findings,
            row.reasons,
        )


def _find_doubles(checked: Checked, listener: Listener) -> None:
    checked.repeated = frozenset(each for each, _ in checked.keys.repeated())
    if not checked.repeated:
        return
    for row in checked.rows():
        if row.key in checked.repeated and row.doubled:
            checked.doubles += 1
            checked.gone.update((row.text_key, row.client_key))
            listener.problem(row.reasons[0])
    checked.accepted -= checked.doubles
    checked.rejected += checked.doubles


def _doubled(row: Row, before: str) -> Row:
    from compose import incidents
    from compose.batch import names
    from compose.incidents.parse import decode

    same = f"/id {row.identity!r} is that of {before} too" if row.identity else f"is the same record as {before}"
    reason = f"{row.where} {same}: the client would get one apology more; drop one, or give it an id of its own"
    record = incidents.parse(decode(row.record, row.where), row.where)
    return row._replace(
        ok=False, body=b"", manifest=b"", record=names.reject(record, [reason]), reasons=(reason,), doubled=True
    )


def _too_many(checked: Checked, most: int) -> ComposeError:
    return fail(
        f"{checked.rejected} records are bad, and --max-errors is {most}; the rest was not read, nothing was written",
        mend="mend the records, or allow more",
    )


def _of(counts: Counter[tuple[str, str, str]], what: str) -> dict[str, int]:
    return {name: count for (kind, name, _), count in sorted(counts.items()) if kind == what}


def _shared(groups: Groups) -> Shared:
    return Shared(groups.number, groups.records, tuple(groups.shown()))
