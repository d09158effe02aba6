"""A batch as one HTML page with bars, for people who would rather look; nothing in it is fetched from elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING

from compose import templates
from compose.output.safe import shown

if TYPE_CHECKING:
    from compose.model.batch import Entry, Totals

MOST = 500  # records that are listed; rejects.jsonl and the CSV have all


def written(totals: Totals, entries: Iterable[Entry]) -> Iterator[str]:
    """The page, a piece at a time. Everything that comes from the records is escaped by the template."""
    from jinja2 import Environment, StrictUndefined

    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    environment.filters["shown"] = shown
    environment.filters["whole"] = lambda number: f"{number:,}"
    page = environment.from_string(templates.report("batch.html.j2"))
    rules = [(f"{level} {rule}", count) for (rule, level), count in totals.rules.items()]
    bars = [
        ("Languages", list(totals.locales.items())),
        ("Channels", list(totals.channels.items())),
        ("What was found", sorted(rules, key=lambda item: (-item[1], item[0]))[:30]),
    ]
    left_out = islice((entry for entry in entries if not entry.ok), MOST)
    yield from page.generate(totals=totals, bars=bars, left_out=left_out, most=MOST)
    yield "\n"
