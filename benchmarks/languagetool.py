"""Joined requests against single ones: 200 messages in LanguageTool, both ways in one run, as a ratio.

usage: python benchmarks/languagetool.py [--locale nb] [--messages 200] [--most 0.1]
Exit 1 when the joined way takes more than `--most` times the single way. Starts a server of its own for the run.
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


def messages(locale: Locale, count: int) -> list[Passage]:
    """Different messages of about 100 signs, from the locale's own sentences without slots."""
    plain = [sentence.text for sentence in locale.sentences if "{" not in sentence.text and " " in sentence.text]
    return [Passage(f"{plain[n % len(plain)]} {n}. {plain[(7 * n + 3) % len(plain)]}") for n in range(count)]


def timed(engine: LanguageTool, texts: list[Passage], locale: Locale) -> tuple[float, list[list[Finding]]]:
    """Seconds that a check took, and what it found."""
    start = time.perf_counter()
    found = engine.check(texts, locale)
    return time.perf_counter() - start, found


def main() -> int:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--locale", default="nb")
    words.add_argument("--messages", type=int, default=200)
    words.add_argument("--most", type=float, default=0.1)
    wanted = words.parse_args()
    locale = locales.load(wanted.locale)
    engine = LanguageTool()
    texts = messages(locale, wanted.messages)
    engine.check(texts, locale)  # LanguageTool is warm for both ways
    for text in texts[:20]:
        engine.check([text], locale)
    # The best of some rounds, both ways: what else runs on the machine is not what is measured.
    together = min(timed(engine, texts, locale)[0] for _ in range(5))
    rounds = [[timed(engine, [text], locale) for text in texts] for _ in range(2)]
    apart = sum(min(each) for each in zip(*([took for took, _ in one] for one in rounds), strict=True))
    joined = timed(engine, texts, locale)[1]
    single = [found[0] for _, found in rounds[0]]
    ratio = together / apart
    result = {
        "locale": locale.tag,
        "messages": len(texts),
        "signs": sum(len(text.text) for text in texts),
        "joined_ms_each": round(1000 * together / len(texts), 2),
        "single_ms_each": round(1000 * apart / len(texts), 2),
        "ratio": round(ratio, 3),
        "most": wanted.most,
        "same_findings": joined == single,
    }
    print(json.dumps(result))
    return 0 if ratio <= wanted.most and joined == single else 1


if __name__ == "__main__":
    sys.exit(main())
