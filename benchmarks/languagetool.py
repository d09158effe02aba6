"""Joined requests against single ones: 200 messages in LanguageTool, both ways in one run, as a ratio.

usage: python benchmarks/languagetool.py [--locale nb]… [--messages 200] [--most 0.1] [--all-new]
The server remembers sentences, so no message is sent twice: its first sentence has a number of its own, its second is
one of the locale's own, as in real messages; with --all-new both are new. Exit 1 when the joined way takes more than
`--most` times the single way, or finds something else. Starts a server of its own for the run.
"""

from __future__ import annotations

import argparse
import json
import sys
import time

from compose import locales
from compose.check.languagetool import LanguageTool
from compose.model.engine import Passage
from compose.model.finding import Finding
from compose.model.locale import Locale


class Messages:
    """Different messages of about 100 signs, from the locale's own sentences without slots; none twice."""

    def __init__(self, locale: Locale, all_new: bool) -> None:
        self._plain = [each.text for each in locale.sentences if "{" not in each.text and " " in each.text]
        self._all_new, self._number = all_new, 1000

    def take(self, count: int) -> list[Passage]:
        """The next ones."""
        self._number += count
        return [self._one(number) for number in range(self._number - count, self._number)]

    def _one(self, n: int) -> Passage:
        first, second = self._plain[n % len(self._plain)], self._plain[(7 * n + 3) % len(self._plain)]
        return Passage(f"{n}: {first} {n} {second}" if self._all_new else f"{n}: {first} {second}")


def timed(engine: LanguageTool, texts: list[Passage], locale: Locale) -> tuple[float, list[list[Finding]]]:
    """Seconds that a check took, and what it found."""
    start = time.perf_counter()
    found = engine.check(texts, locale)
    return time.perf_counter() - start, found


def measured(locale: Locale, count: int, most: float, all_new: bool) -> dict[str, object]:
    """The ratio for one locale, and what it is made of."""
    engine, made = LanguageTool(), Messages(locale, all_new)
    engine.check(made.take(count), locale)  # LanguageTool is warm for both ways
    for text in made.take(20):
        engine.check([text], locale)
    # The best of some rounds, both ways: what else runs on the machine is not what is measured.
    together = min(timed(engine, made.take(count), locale)[0] for _ in range(5))
    apart = min(sum(timed(engine, [text], locale)[0] for text in made.take(count)) for _ in range(3))
    texts = made.take(count)
    # What is remembered is remembered for these very wishes: the other engine's are answered afresh.
    other = LanguageTool(disabled=frozenset({"languagetool.NO_SUCH_RULE"}))
    same = engine.check(texts, locale) == [other.check([text], locale)[0] for text in texts]
    return {
        "locale": locale.tag,
        "messages": count,
        "signs": sum(len(text.text) for text in texts),
        "all_new": all_new,
        "joined_ms_each": round(1000 * together / count, 2),
        "single_ms_each": round(1000 * apart / count, 2),
        "ratio": round(together / apart, 3),
        "most": most,
        "same_findings": same,
    }


def main() -> int:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--locale", action="append", help="which language (repeatable); all without it")
    words.add_argument("--messages", type=int, default=200)
    words.add_argument("--most", type=float, default=0.1)
    words.add_argument("--all-new", action="store_true")
    wanted = words.parse_args()
    results = []
    for tag in wanted.locale or locales.tags():
        results.append(measured(locales.load(tag), wanted.messages, wanted.most, wanted.all_new))
        print(json.dumps(results[-1]), flush=True)
    return 0 if all(each["ratio"] <= each["most"] and each["same_findings"] for each in results) else 1


if __name__ == "__main__":
    sys.exit(main())
