"""How well the engines tell wrong sentences from right ones: precision, recall and false alarms.

    python benchmarks/grammar.py FILE… [--engine NAME]… [--locale TAG] [--level error|warning|info]
        [--json | --markdown] [--list alarms|missed]

A FILE holds JSON Lines of {"id", "text", "kind": "clean" | "error", "error_type", "slice"}. A sentence counts as
flagged when an engine has a finding of at least `--level` (warning) about its language: spelling, grammar,
words of another language, typography. What is held against the message (tone, length, apology) is not counted.
Each engine is measured alone; `together` is what all of them flag. The language of a row is `--locale`, else
its own "locale", else what its id or the file's name starts with.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import Any

from compose import locales
from compose.check.engines import AUTO, CHOICES, open_engines, run
from compose.check.merge import LANGUAGE
from compose.errors import ComposeError, fail
from compose.model.engine import Engine, Passage
from compose.model.finding import Coverage, Finding, Gap
from compose.model.locale import Locale
from compose.model.words import LEVELS, RANK

TOGETHER = "together"


@dataclass(frozen=True, slots=True)
class Row:
    """One sentence of a set, and whether it is wrong."""

    locale: str
    text: str
    wrong: bool
    slice: str
    error_type: str
    id: str


@dataclass
class Score:
    """How often wrong and right sentences were flagged and passed."""

    counts: Counter[tuple[bool, bool]] = field(default_factory=Counter)

    def add(self, wrong: bool, flagged: bool) -> None:
        self.counts[wrong, flagged] += 1

    def facts(self) -> dict[str, Any]:
        """Counts, and the three ratios; None where nothing can be said."""
        found, missed = self.counts[True, True], self.counts[True, False]
        alarms, passed = self.counts[False, True], self.counts[False, False]
        return {
            "wrong": found + missed,
            "right": alarms + passed,
            "precision": _ratio(found, found + alarms),
            "recall": _ratio(found, found + missed),
            "false_alarms": _ratio(alarms, alarms + passed),
        }


@dataclass
class Measured:
    """What one run gave: scores by language, engine, slice and error type, and who looked."""

    scores: dict[tuple[str, str, str, str], Score] = field(default_factory=dict)
    checked: list[tuple[str, Coverage]] = field(default_factory=list)
    not_checked: list[tuple[str, Gap]] = field(default_factory=list)
    seconds: dict[tuple[str, str], float] = field(default_factory=dict)
    listed: list[tuple[Row, str, list[Finding]]] = field(default_factory=list)

    def add(self, row: Row, engine: str, flagged: bool) -> None:
        kinds = [("", ""), (row.slice, "")] + ([("", row.error_type)] if row.error_type else [])
        for place, error_type in kinds:
            key = (row.locale, engine, place, error_type)
            self.scores.setdefault(key, Score()).add(row.wrong, flagged)


def read(files: Iterable[Path], tag: str) -> Iterator[Row]:
    """The sentences of the sets. Raises ComposeError for a line that is none, or of no known language."""
    for file in files:
        for number, line in enumerate(file.read_text("utf-8").splitlines(), 1):
            if not line.strip():
                continue
            try:
                data = json.loads(line)
                wrong = {"clean": False, "error": True}[data["kind"]]
                text, ident = str(data["text"]), str(data.get("id", f"{file.name}:{number}"))
            except (ValueError, KeyError, TypeError) as error:
                raise fail(f"no sentence of a set: {error!r}", where=f"{file}:{number}") from None
            language = tag or _language(data, ident, file, number)
            error_type = str(data.get("error_type") or "")
            yield Row(language, text, wrong, str(data.get("slice") or ""), error_type, ident)


def _language(data: dict[str, Any], ident: str, file: Path, number: int) -> str:
    known = locales.tags()
    parts = [str(data.get("locale") or ""), ident.partition("-")[0], *file.stem.replace("_", "-").split("-")]
    found = next((part for part in parts if part in known), None)
    if found is None:
        raise fail("no language is told by the row, its id or the file", where=f"{file}:{number}", mend="--locale")
    return found


def measure(rows: Sequence[Row], names: Sequence[str], level: str) -> Measured:
    """Let each engine read the sentences of its languages, alone, and then count them together."""
    measured = Measured()
    for tag, group in groupby(sorted(rows, key=lambda row: row.locale), key=lambda row: row.locale):
        mine, locale = list(group), locales.load(tag)
        looked = [
            flags for engine in open_engines(names, locale) if (flags := _look(engine, mine, locale, level, measured))
        ]
        if len(looked) > 1:
            for row, by_engine in zip(mine, zip(*looked, strict=True), strict=True):
                measured.add(row, TOGETHER, any(by_engine))
    return measured


def _look(engine: Engine, rows: Sequence[Row], locale: Locale, level: str, measured: Measured) -> list[bool] | None:
    begin = time.perf_counter()
    found, covered, gaps = run([engine], [Passage(row.text) for row in rows], locale)
    measured.seconds[locale.tag, engine.name] = time.perf_counter() - begin
    measured.checked += [(locale.tag, coverage) for coverage in covered]
    measured.not_checked += [(locale.tag, gap) for gap in gaps]
    if not covered:
        return None
    flags = []
    for row, findings in zip(rows, found, strict=True):
        counted = [each for each in findings if RANK[each.level] >= RANK[level] and _of_language(each)]
        flags.append(bool(counted))
        measured.add(row, engine.name, bool(counted))
        if bool(counted) != row.wrong:
            measured.listed.append((row, engine.name, counted))
    return flags


def _of_language(finding: Finding) -> bool:
    return finding.rule.partition(".")[0] in LANGUAGE


def _ratio(part: int, whole: int) -> float | None:
    return round(part / whole, 3) if whole else None


def as_json(measured: Measured, level: str) -> dict[str, Any]:
    """The figures as plain data."""
    rows = [
        {"locale": tag, "engine": engine, "slice": place or None, "error_type": kind or None, **score.facts()}
        for (tag, engine, place, kind), score in sorted(measured.scores.items())
    ]
    return {
        "schema": "compose/grammar-benchmark/1",
        "level": level,
        "rows": rows,
        "checked": [{"locale": tag, "engine": each.engine, "version": each.version} for tag, each in measured.checked],
        "not_checked": [
            {"locale": tag, "what": gap.what, "why": gap.why, "mend": gap.mend} for tag, gap in measured.not_checked
        ],
        "seconds": {f"{tag} {engine}": round(took, 2) for (tag, engine), took in measured.seconds.items()},
    }


def as_table(measured: Measured, level: str) -> Iterator[str]:
    """The figures as a page: languages and engines, then slices, then error types, then what was not measured."""
    yield f"A sentence is flagged by any finding about its language of level {level} or above."
    for title, place, kind in (("all", 0, 0), ("slice", 1, 0), ("error type", 0, 1)):
        keys = [key for key in sorted(measured.scores) if bool(key[2]) == place and bool(key[3]) == kind]
        if keys:
            yield ""
            yield f"{'':3}{'engine':14}{title:34}{'wrong':>6}{'right':>6}{'prec.':>7}{'recall':>7}{'alarms':>7}"
        for tag, engine, place_name, kind_name in keys:
            facts = measured.scores[tag, engine, place_name, kind_name].facts()
            shown = "".join(f"{_shown(facts[name]):>7}" for name in ("precision", "recall", "false_alarms"))
            what = (place_name or kind_name)[:33]
            yield f"{tag:3}{engine:14}{what:34}{facts['wrong']:6}{facts['right']:6}{shown}"
    yield ""
    for tag, coverage in measured.checked:
        took = measured.seconds[tag, coverage.engine]
        yield f"{tag:3}{coverage.engine:14}{coverage.version:34}{took:8.2f} s"
    for tag, gap in measured.not_checked:
        yield f"{tag:3}not measured: {gap.what}: {gap.why}; {gap.mend}"


def as_markdown(measured: Measured) -> Iterator[str]:
    """The figures as a table for a page: a line for each language and engine, recall and alarms by slice."""
    places = sorted({place for _, _, place, _ in measured.scores if place})
    yield "| | engine | precision | recall | false alarms | " + " | ".join(places) + " |"
    yield "|---|---|" + "---:|" * (3 + len(places))
    pairs = {(tag, engine) for tag, engine, _, _ in measured.scores}
    for tag, engine in sorted(pairs, key=lambda pair: (pair[0], pair[1] == TOGETHER, pair[1])):
        facts = measured.scores[tag, engine, "", ""].facts()
        cells = [_shown(facts[name]) for name in ("precision", "recall", "false_alarms")]
        for place in places:
            score = measured.scores.get((tag, engine, place, ""), Score()).facts()
            cells.append(_shown(score["recall"] if score["wrong"] else score["false_alarms"]))
        yield f"| {tag} | {engine} | " + " | ".join(cells) + " |"


def _shown(ratio: float | None) -> str:
    return "–" if ratio is None else f"{ratio:.2f}".removeprefix("0")


def _listing(measured: Measured, wrong: bool) -> Iterator[str]:
    for row, engine, findings in measured.listed:
        if row.wrong == wrong:
            said = "; ".join(f"{each.rule} {row.text[each.start : each.end]!r}" for each in findings)
            yield f"{row.id} {engine} {row.error_type} {said} | {row.text}"


def main(words: Sequence[str] | None = None) -> int:
    """Measure, and print a table or JSON. 0, or 2 when a file cannot be used."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    parser.add_argument("--engine", action="append", choices=CHOICES, help="repeatable; auto is the default")
    parser.add_argument("--locale", default="", help="the language of all rows")
    parser.add_argument("--level", choices=LEVELS, default="warning", help="findings from this level on count")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true")
    form.add_argument("--markdown", action="store_true", help="a table for a page")
    parser.add_argument("--list", choices=("alarms", "missed"), help="also list these sentences, engine by engine")
    options = parser.parse_args(words)
    try:
        rows = list(read(options.files, options.locale))
        measured = measure(rows, options.engine or [AUTO], options.level)
    except (ComposeError, OSError, UnicodeDecodeError) as error:
        print(error, file=sys.stderr)
        return 2
    if options.json:
        print(json.dumps(as_json(measured, options.level), ensure_ascii=False, indent=1))
    else:
        lines = as_markdown(measured) if options.markdown else as_table(measured, options.level)
        print("\n".join(lines))
    if options.list:
        print("\n".join(_listing(measured, options.list == "missed")), file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
