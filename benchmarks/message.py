"""Our rules, tokens and words on one new message of 150 words, as a ratio to LanguageTool's warm single request on it.

usage: python benchmarks/message.py [--locale nb] [--messages 12] [--most 0.5] [--plain-only]
Exit 1 where the median of the ratios is over `--most`. The messages are the examples of the locale's rules, joined: no
sentence stands twice, so that nothing is remembered of it. The bad ones warm both up, the last good ones are measured.
LanguageTool is the installed one (COMPOSE_LANGUAGETOOL_HOME), on a server of the run's own. `--plain-only` leaves it
out, and prints our own milliseconds of processor time.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import psutil

from compose import locales
from compose.check.engines import open_engines
from compose.check.languagetool import LanguageTool
from compose.languagetool import state
from compose.languagetool.home import find
from compose.model.engine import Engine, Passage
from compose.model.locale import Locale

OURS = ("rules", "tokens", "words")
WORDS = 150
TAGS = ("is", "nb")


def messages(locale: Locale, words: int = WORDS) -> Iterator[Passage]:
    """Messages of about so many words, of the examples of the locale's rules, each used once: bad, then good."""
    lines: list[str] = []
    count = 0
    examples = [text for rule in locale.rules for text in rule.bad] + [t for rule in locale.rules for t in rule.good]
    for text in dict.fromkeys(text for text in examples if "\n" not in text):
        lines.append(text)
        count += len(text.split())
        if count >= words:
            yield Passage(" ".join(lines))
            lines, count = [], 0


def seconds(engines: Sequence[Engine], message: Passage, locale: Locale, clock: Callable[[], float]) -> float:
    """How long the engines take for the message, one after the other."""
    start = clock()
    for engine in engines:
        engine.check([message], locale)
    return clock() - start


@dataclass(frozen=True)
class Took:
    """What one message took: seconds to wait, and seconds of processor time in the processes that worked on it."""

    ours: float
    other: float
    ours_worked: float
    other_worked: float


def measure(locale: Locale, count: int) -> list[Took]:
    """Ours and LanguageTool on each message; the last ones, by when both are warm."""
    ours, other = open_engines(OURS, locale), LanguageTool()
    other.check([Passage("…")], locale)
    kept = state.read(find().home)
    server = psutil.Process(kept.pid if kept else None)
    found = []
    for message in messages(locale):
        worked = time.process_time()
        mine = seconds(ours, message, locale, time.perf_counter)
        worked = time.process_time() - worked
        before = server.cpu_times()
        its = seconds([other], message, locale, time.perf_counter)
        after = server.cpu_times()
        found.append(Took(mine, its, worked, after.user + after.system - before.user - before.system))
    return found[-count:]


def main() -> int:
    """Print a line of JSON for each language; 1 when a ratio is over the bound."""
    words = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    words.add_argument("--locale", action="append", help="repeatable; is and nb by default")
    words.add_argument("--messages", type=int, default=12)
    words.add_argument("--most", type=float, default=0.5)
    words.add_argument("--plain-only", action="store_true")
    wanted = words.parse_args()
    over = 0
    for tag in wanted.locale or TAGS:
        locale = locales.load(tag)
        if wanted.plain_only:
            print(json.dumps({"locale": tag, **plain(locale, wanted.messages)}))
            continue
        took = measure(locale, wanted.messages)
        ratios = [each.ours / each.other for each in took]
        ratio = statistics.median(ratios)
        over += ratio > wanted.most
        worked = sum(each.ours_worked for each in took) / sum(each.other_worked for each in took)
        result = {
            "locale": tag,
            "messages": len(took),
            "ours_ms": round(1000 * statistics.median(each.ours for each in took), 1),
            "languagetool_ms": round(1000 * statistics.median(each.other for each in took), 1),
            "ratio": round(ratio, 2),
            "from": round(min(ratios), 2),
            "to": round(max(ratios), 2),
            "most": wanted.most,
            "ratio_of_processor_time": round(worked, 2),
        }
        print(json.dumps(result))
    return 1 if over else 0


def plain(locale: Locale, count: int) -> dict[str, float]:
    """The median milliseconds of processor time of each engine of ours, beside those of a fixed loop of Python."""
    engines = open_engines(OURS, locale)
    found: dict[str, list[float]] = {name: [] for name in OURS}
    loops = []
    for message in messages(locale):
        for engine in engines:
            found[engine.name].append(seconds([engine], message, locale, time.process_time))
        loops.append(_loop())
    medians = {f"{name}_ms": round(1000 * statistics.median(times[-count:]), 1) for name, times in found.items()}
    return {**medians, "loop_ms": round(1000 * statistics.median(loops), 1)}


def _loop() -> float:
    start, total = time.process_time(), 0
    for number in range(300_000):
        total += number * number % 7
    return time.process_time() - start


if __name__ == "__main__":
    sys.exit(main())
