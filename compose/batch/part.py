"""Works on a part of a batch, in whatever process: raw records in, what became of them out; the same everywhere."""

from __future__ import annotations

import json
from array import array
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from compose import __version__, locales, templates
from compose.batch import names
from compose.batch.item import Forms, Item, item_of, read, renamed, whole
from compose.batch.row import Part, Row, packed
from compose.batch.shape import shaped
from compose.batch.work import Alike, Done, Work
from compose.errors import ComposeError, Problem
from compose.model.words import RANK

if TYPE_CHECKING:
    from compose.batch.job import Job
    from compose.model.draft import Draft
    from compose.model.finding import Finding
    from compose.model.incident import Incident
    from compose.model.record import Raw

_dumped = json.JSONEncoder(ensure_ascii=False).encode
# What differs between two letters that say the same: who is greeted, and who signs.
_FRAME = frozenset(("salutation", "closing", "signature"))


class Worker:
    """Works on parts one after the other; what can be done once is kept from one to the next."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self._work = Work(job.wishes)
        # What becomes a file is hashed, and read for that.
        self._forms = Forms(self._work, job.fill) if job.lines else None

    def part(self, raws: Sequence[Raw]) -> Part:
        """Work on some records. Bad ones become rejects; nothing is raised for them."""
        part = Part()
        rows: dict[int, Row] = {}
        items: list[Item] = []
        values: list[tuple[Any, str]] = []
        for raw in raws:
            alike = self._forms.alike(raw) if self._forms else None
            try:
                item = alike[0] if alike else item_of(raw, read(raw), told=not self._job.lines)
            except ComposeError as error:
                rows[raw.number] = _unread(raw, error.problems)
                continue
            items.append(item)
            values.append((alike[1] if alike else self._job.fill(item.record), item.stem))
        results = self._work.many(values)
        for item, (value, _), done in zip(items, values, results, strict=True):
            rows[item.raw.number] = self._row(renamed(item, done), done, part)
            if self._forms and done.ok and not isinstance(value, Alike):
                self._forms.note(item.raw, value)
        _sum_up([rows[raw.number] for raw in raws], part)
        return part

    def _row(self, item: Item, done: Done, part: Part) -> Row:
        if done.incident is None or done.draft is None:
            return _refused(item, done, _placed(done.problems, item), self._job.shape)
        for gap in done.unchecked:
            at = (gap.what, gap.why, gap.mend)
            part.gaps[at] = part.gaps.get(at, 0) + 1
        if not done.ok:
            return _refused(item, done, self._objections(done, item.raw.where), self._job.shape)
        try:
            body = shaped(done, self._job.shape)
        except ComposeError as error:
            return _refused(item, done, _placed(error.problems, item), self._job.shape)
        return self._made(item, done.incident, done.draft, done.findings, body)

    def _made(self, item: Item, incident: Incident, draft: Draft, findings: Sequence[Finding], body: bytes) -> Row:
        name, client = f"{item.stem}.{self._job.shape}", _client(incident)
        return Row(
            number=item.raw.number,
            where=item.raw.where,
            ok=True,
            identity=item.identity,
            name=name,
            locale=draft.locale,
            channel=draft.channel,
            client=client,
            body=_line(item.identity or item.stem, draft, body, self._job.shape) if self._job.lines else body,
            manifest=b"" if self._job.lines else self._manifest(name, item, body, draft),
            record=item.raw.data,
            findings=tuple([(finding.rule, finding.level) for finding in findings]),
            reasons=(),
            key=names.key(item.stem.casefold()),
            text_key=names.key(_told(draft)),
            client_key=names.key(client.casefold()) if client else 0,
        )

    def _objections(self, done: Done, where: str) -> list[str]:
        """Why a message that could be written is not good enough."""
        if done.draft is None:
            return []
        least = RANK.get(self._job.wishes.fail_on, 9)
        said = [
            f"{where}: {finding.rule}: {finding.message} ({done.draft.text[finding.start : finding.end]!r})"
            for finding in done.findings
            if RANK[finding.level] >= least
        ]
        return said or [f"{where}: {gap.what}: {gap.why}" for gap in done.unchecked]

    def _manifest(self, name: str, item: Item, body: bytes, draft: Draft) -> bytes:
        settings = self._job.wishes.settings
        letter, locale, rules = _edition(draft.locale, draft.channel, settings.locales, settings.templates)
        entry = {
            "file": name,
            "id": item.identity or None,
            "input": item.content,
            "output": sha256(body).hexdigest(),
            "locale": draft.locale,
            "channel": draft.channel,
            "versions": {"letter": letter, "locale": locale, "rules": rules, "program": __version__},
        }
        return _dumped(entry).encode("utf-8") + b"\n"


def _sum_up(rows: Sequence[Row], part: Part) -> None:
    part.rows = b"".join(map(packed, rows))
    part.accepted = sum(row.ok for row in rows)
    part.rejected = len(rows) - part.accepted
    part.complaints = [reason for row in rows for reason in row.reasons]
    part.keys = array("Q", [row.key for row in rows]).tobytes()
    part.text_keys = array("Q", [row.text_key for row in rows]).tobytes()
    part.client_keys = array("Q", [row.client_key for row in rows]).tobytes()
    counts = Counter([("locale", row.locale, "") for row in rows if row.locale])
    counts.update([("channel", row.channel, "") for row in rows if row.channel])
    counts.update([("rule", rule, level) for row in rows for rule, level in row.findings])
    part.counts = dict(counts)


def _unread(raw: Raw, problems: Sequence[Problem]) -> Row:
    text = raw.data.decode("utf-8", "backslashreplace") if raw.data else None
    return _refused(Item(raw, text, "", "", ""), Done(raw.where), list(map(str, problems)), "")


def _refused(item: Item, done: Done, reasons: list[str], shape: str) -> Row:
    incident = done.incident
    return Row(
        number=item.raw.number,
        where=item.raw.where,
        ok=False,
        identity=item.identity,
        name=f"{item.stem}.{shape}" if item.stem else "",
        locale=incident.locale if incident else "",
        channel=incident.channel if incident else "",
        client=_client(incident) if incident else "",
        body=b"",
        manifest=b"",
        record=names.reject(whole(item), reasons),
        findings=tuple([(finding.rule, finding.level) for finding in done.findings]),
        reasons=tuple(reasons),
        key=names.key(item.stem.casefold()) if item.stem else 0,
        text_key=0,
        client_key=0,
    )


def _placed(problems: Sequence[Problem], item: Item) -> list[str]:
    """The problems, said of the place in the input: while it is worked on a record goes by its name."""
    return [
        str(replace(problem, where=item.raw.where) if problem.where in (item.stem, "") else problem)
        for problem in problems
    ]


def _client(incident: Incident) -> str:
    person = incident.recipient
    if person.email:
        return person.email
    return " / ".join(part for part in (person.name, person.organisation, person.phone) if part)


def _told(draft: Draft) -> str:
    """The body without greeting and signature: what two letters that say the same have in common."""
    text = draft.text
    return "\n".join([text[start:end] for start, end, move, _, _ in draft.pieces if move not in _FRAME])


def _line(label: str, draft: Draft, body: bytes, shape: str) -> bytes:
    """One line of output: what 'compose check' reads. The report of --as json stands in it as JSON."""
    entry = f'{{"id": {_dumped(label)}, "locale": "{draft.locale}", "channel": "{draft.channel}", "text": '
    if shape == "json":
        entry += f'{_dumped(draft.text)}, "report": {_dumped(json.loads(body))}'
    else:
        entry += _dumped(body.decode("utf-8"))
    return entry.encode("utf-8") + b"}\n"


@lru_cache(maxsize=256)
def _edition(tag: str, channel: str, overlays: tuple[Any, ...], letters: tuple[Any, ...]) -> tuple[str, str, str]:
    locale = locales.load(tag, overlays)
    letter = templates.load(channel, letters)
    rules = repr([(rule.id, rule.level, rule.any, rule.regex, rule.bounds, rule.data) for rule in locale.rules])
    return (
        sha256(letter.text.encode()).hexdigest()[:16],
        locale.fingerprint,
        sha256(rules.encode("utf-8", "surrogatepass")).hexdigest()[:16],
    )
