"""What a batch came to: the totals, and what became of each record, as the reports show it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from compose.model.finding import Gap


@dataclass(frozen=True, slots=True)
class Group:
    """Records that share something: how many, what a few of them are called, what they share if it has a name."""

    size: int
    members: tuple[str, ...]
    name: str = ""


@dataclass(frozen=True, slots=True)
class Shared:
    """All groups of one kind: how many groups and records there are, and the largest groups."""

    groups: int = 0
    records: int = 0
    largest: tuple[Group, ...] = ()


@dataclass(frozen=True, slots=True)
class Totals:
    """A batch in numbers. `accepted` + `rejected` = `read`; `written` + `unchanged` = the files that stand.

    `rules` maps (rule, level) to how many findings there are; `same_text` are letters that say the same to many
    (seed C6); `clients` are recipients of more than one message; `gaps` is what was not checked, and for how many.
    `ok` is the verdict: no record was rejected.
    """

    source: str
    out: str
    read: int
    accepted: int
    rejected: int
    doubles: int
    written: int
    unchanged: int
    ok: bool
    locales: dict[str, int]
    channels: dict[str, int]
    rules: dict[tuple[str, str], int]
    gaps: tuple[tuple[Gap, int], ...]
    same_text: Shared
    clients: Shared


class Entry(NamedTuple):
    """One record in a report: `file` is empty where no message was made, `reasons` where one was."""

    number: int
    where: str
    ok: bool
    identity: str
    file: str
    locale: str
    channel: str
    client: str
    findings: tuple[tuple[str, str], ...]
    reasons: tuple[str, ...]
