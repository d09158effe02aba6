"""How fast a batch is, as ratios of runs on the same machine, one after the other.

    python benchmarks/batch.py [--rows 10000] [--many 100000] [--json]

The yardstick is mailmerge's dry run (mailmerge 2.3, which checks nothing) of as many rows of a letter of equal
length. `same`: clients hit by the same ten incidents; names, amounts, dates and references differ. `different`:
every answer of every record differs. Both are rendered and checked by the default engines, start included, to
JSON Lines. Each figure is the least of `--times` runs.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

_OURS = ("PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED")
ROOT = Path(__file__).resolve().parent.parent
EXAMPLES = ROOT / "locales" / "nb" / "examples"
THINGS = (
    "timer deler kasser varer stoler bord lamper bøker billetter avtaler rapporter nøkler kort skjermer paller".split()  # noqa: SIM905
)
PLACES = "Bergen Oslo Tromsø Bodø Hamar Molde Drammen Skien Larvik Halden Narvik Alta Moss Gjøvik Horten".split()  # noqa: SIM905

STREETS = [
    front + end
    for front in ("Fjord", "Berg", "Sjø", "Skog", "Elve", "Kirke", "Skole", "Havne")
    for end in ("gata", "veien", "plassen", "bakken", "svingen", "stien")
]


def same(count: int) -> Iterator[dict[str, Any]]:
    """Clients of the same ten incidents: five examples, with and without what was changed since."""
    incidents = []
    for path in sorted(EXAMPLES.glob("*.json"))[:5]:
        base = json.loads(path.read_text("utf-8")) | {"channel": "email"}
        incidents += [base, {key: value for key, value in base.items() if key != "prevention"}]
    for number in range(count):
        value = dict(incidents[number % len(incidents)])
        value["id"] = f"c-{number}"
        value["recipient"] = {"name": f"Kari Nordmann{number}", "email": f"c{number}@example.com"}
        if isinstance(value["happened"], dict):
            changed = {"amount": 1000 + number, "invoice": f"INV-{number}"}
            value["happened"] = {**value["happened"], **{k: v for k, v in changed.items() if k in value["happened"]}}
        value["happened_on"] = f"2026-11-{1 + number % 24:02}"
        yield value


def different(count: int) -> Iterator[dict[str, Any]]:
    """Clients with an incident each: no answer stands twice, and none of 10,800 after another but for its figures."""
    for number in range(count):
        thing, place, street = THINGS[number % 15], PLACES[number // 15 % 15], STREETS[number // 225 % 48]
        yield {
            "id": f"d-{number}",
            "locale": "nb",
            "channel": "email",
            "recipient": {"name": f"Kari Nordmann{number}", "email": f"d{number}@example.com"},
            "sender": {"name": "Ola Hansen", "role": "kundeansvarlig", "organisation": "Fjord AS"},
            "happened": f"Vi sendte {number} {thing} til {street} i {place}, ikke de {number + 7} du ba om.",
            "why": f"Jeg la inn {number} {thing} på feil linje da jeg tok imot bestillingen fra {street} i {place}.",
            "fix": f"Jeg har i dag sendt {number + 7} {thing} til {street} i {place} med bud.",
            "effect": f"Du måtte vente på {number + 7} {thing} og ringe lageret i {street} i {place}.",
            "prevention": f"Fra i dag leser to av oss gjennom hver bestilling av {thing} til {street} i {place} "
            f"over {number}.",
        }


class Run(NamedTuple):
    """What a run took: seconds, seconds of all its processors, and bytes of its largest process."""

    seconds: float
    processor: float
    memory: int

    def over(self, other: Run) -> str:
        """Both as figures; the time of the processors tells where other work made a run wait."""
        waits = f"{self.seconds:.2f} s / {other.seconds:.2f} s"
        return f"{waits}; of processors {self.processor:.2f} s / {other.processor:.2f} s"


def timed(command: list[str], folder: Path) -> Run:
    """What a command took that must succeed."""
    start = time.perf_counter()
    child = subprocess.Popen(
        command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=_environment()
    )
    _, status, used = os.wait4(child.pid, 0)
    seconds = time.perf_counter() - start
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise SystemExit(f"{' '.join(command)} ended with {child.returncode}")
    return Run(seconds, used.ru_utime + used.ru_stime, used.ru_maxrss * 1024)


def batch(file: Path, *words: str) -> list[str]:
    return [sys.executable, "-m", "compose", "batch", str(file), "--fail-on", "never", "--quiet", *words]


def _environment() -> dict[str, str]:
    """The environment as a user has it: bytecode is kept, as beside every installed program, and output is buffered."""
    mine = {name: value for name, value in os.environ.items() if name not in _OURS}
    return {**mine, "PYTHONPATH": os.pathsep.join((str(ROOT), os.environ.get("PYTHONPATH", "")))}


def mailmerge(folder: Path, count: int) -> list[str]:
    """A folder for mailmerge with a letter as long as ours; the command of its dry run."""
    folder.mkdir()
    sample = rendered(next(same(1)))
    subject, _, body = sample.partition("\n\n")
    letter = body.replace("Kari Nordmann0", "{{name}}").replace("INV-0", "{{invoice}}")
    head = f"TO: {{{{email}}}}\nSUBJECT: {subject.removeprefix('Subject: ')}\nFROM: Ola Hansen <ola@example.com>\n\n"
    (folder / "mailmerge_template.txt").write_text(head + letter + "\n", "utf-8")
    (folder / "mailmerge_server.conf").write_text(
        "[smtp_server]\nhost = localhost\nport = 25\nsecurity = Never\nusername = x\n"
    )
    rows = (f"c{n}@example.com,Kari Nordmann{n},{1000 + n},INV-{n}\n" for n in range(count))
    (folder / "mailmerge_database.csv").write_text("email,name,amount,invoice\n" + "".join(rows))
    return [str(Path(sys.executable).with_name("mailmerge")), "--dry-run", "--no-limit"]


def rendered(value: dict[str, Any]) -> str:
    from compose import incidents, pipeline
    from compose.pipeline import Wishes

    return pipeline.write(incidents.validate(value, "sample"), "sample", Wishes().settings).text


def render_ratio(count: int) -> float:
    """How fast our rendering is beside raw Jinja2 on the same letter and sentences, compiled.

    Raw Jinja2 is given each record's facts made ready (dates, sums, phrases, forms of address) and the sentences
    chosen: it only fills in. Ours starts from the incident.
    """
    from jinja2 import Environment

    from compose import incidents, locales, templates
    from compose.batch.work import Work
    from compose.pipeline import Wishes
    from compose.render.facts import facts_of
    from compose.render.say import speaker

    work, talk = Work(Wishes(engines=("none",))), speaker(locales.load("nb"))
    given = [incidents.validate(value, "x") for value in same(count)]
    work.many([(value, "x") for value in same(20)])
    plain = Environment(autoescape=False)  # noqa: S701 - plain text
    plain.filters.update(talk.voice.formats.filters())
    compiled = {sentence.id: plain.from_string(sentence.text) for sentence in talk.locale.sentences}
    letter = plain.from_string(templates.load("email").text)
    ready = []
    for incident in given:
        chosen = {piece.move: compiled[piece.sentence] for piece in work._write(incident, "x").pieces if piece.sentence}
        ready.append((facts_of(incident, talk.locale, talk.voice).slots, chosen))

    def raw() -> None:
        for slots, chosen in ready:

            def say(move: str, *_: Any, slots: Any = slots, chosen: Any = chosen, **__: Any) -> str:
                return str(chosen[move].render(slots)) if move in chosen else ""

            letter.render(say=say, offer=say, subject=say)

    return least(raw) / least(lambda: [work._write(incident, "x") for incident in given])


def least(act: Callable[[], object], times: int = 3) -> float:
    best = float("inf")
    for _ in range(times):
        start = time.perf_counter()
        act()
        best = min(best, time.perf_counter() - start)
    return best


def written(folder: Path, name: str, values: Iterator[dict[str, Any]], *, array: bool = False) -> Path:
    file = folder / f"{name}.json{'' if array else 'l'}"
    with file.open("w", encoding="utf-8") as out:
        if array:
            out.write("[")
        for number, value in enumerate(values):
            out.write((",\n" if array else "\n") if number else "")
            out.write(json.dumps(value, ensure_ascii=False))
        out.write("]\n" if array else "\n")
    return file


def measured(folder: Path, rows: int, many: int, times: int) -> Iterator[tuple[str, float, str, str]]:
    """Each line of the issue: what, the ratio, its bound, the figures it was made of."""

    def run(command: list[str], where: Path = folder) -> Run:
        return min(timed(command, where) for _ in range(times))

    merge = run(mailmerge(folder / "mailmerge", rows), folder / "mailmerge")
    alike = written(folder, "same", same(rows))
    unlike = written(folder, "different", different(rows))
    ours = run(batch(alike))
    yield "same incidents / mailmerge", ours.seconds / merge.seconds, "<= 1.0", ours.over(merge)
    two = run(batch(unlike, "-j2"))
    yield "different answers, --jobs 2 / mailmerge", two.seconds / merge.seconds, "<= 15", two.over(merge)
    one = run(batch(unlike, "-j1"))
    yield "--jobs 1 / --jobs 2, different answers", one.seconds / two.seconds, ">= 1.7", one.over(two)
    yield "raw Jinja2 / render only", render_ratio(min(rows, 2000)), ">= 0.5", "in one process"
    if many:
        yield from scaled(folder, rows, many, run)


def scaled(
    folder: Path, rows: int, many: int, run: Callable[[list[str]], Run]
) -> Iterator[tuple[str, float, str, str]]:
    """How time and memory grow."""
    few, lots = run(batch(folder / "same.jsonl")), timed(batch(written(folder, "many", same(many))), folder)
    bound = f"<= {many / rows * 1.1:g}"
    yield f"time of {many:,} / of {rows:,}", lots.seconds / few.seconds, bound, lots.over(few)
    for array in (False, True):
        form = "JSON array" if array else "JSON Lines"
        small = written(folder, "small", same(max(many // 100, 100)), array=array)
        large = written(folder, "large", same(many), array=array)
        low, high = (timed(batch(file, "-j1"), folder).memory for file in (small, large))
        figures = f"{high / 1e6:.1f} MB / {low / 1e6:.1f} MB"
        yield f"peak memory of {many:,} / of {many // 100:,}, {form}", high / low, "<= 1.15", figures


def main() -> None:
    """Print the ratios, and exit 1 where one is out of its bound."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--rows", type=int, default=10_000)
    parser.add_argument("--many", type=int, default=100_000, help="0 leaves the long runs out")
    parser.add_argument("--times", type=int, default=2)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    failed = False
    with tempfile.TemporaryDirectory() as name:
        for what, ratio, bound, figures in measured(Path(name), options.rows, options.many, options.times):
            sign, _, limit = bound.partition(" ")
            ok = ratio <= float(limit) if sign == "<=" else ratio >= float(limit)
            failed |= not ok
            row = {"what": what, "ratio": round(ratio, 3), "bound": bound, "ok": ok, "figures": figures}
            print(
                json.dumps(row)
                if options.json
                else f"{'ok ' if ok else 'NOT'} {what}: {ratio:.2f} ({bound}; {figures})",
                flush=True,
            )
    sys.exit(failed)


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    main()
