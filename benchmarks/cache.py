"""What the sentence cache saves: 200 Icelandic messages checked twice, each run a process of its own.

    python benchmarks/cache.py

Prints the time of both runs and their ratio; exits 1 when the second takes more than 0.1 of the first, or says
anything else than the first. The messages are the locale's own examples with a number of their own in each.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from compose.paths import locales_dir

MESSAGES = 200
BOUND = 0.1
LOCALE = "is"
_NUMBER = re.compile(r"\b\d{1,3}\.\d{3}\b|\b\d{4,}\b")
_ENGINES = ("--engine", "rules", "--engine", "words", "--engine", "greynir")


def messages() -> Iterator[str]:
    """JSON Lines of the messages, no two alike."""
    texts = [file.read_text("utf-8") for file in sorted((locales_dir() / LOCALE / "examples").glob("*.email.txt"))]
    for number in range(MESSAGES):
        text = _NUMBER.sub(lambda found, n=number: f"{found[0][0]}{1000 + n}", texts[number % len(texts)])  # type: ignore[misc]
        yield json.dumps({"id": str(number), "locale": LOCALE, "channel": "email", "text": text})


def check(file: Path, cache: Path) -> tuple[float, str]:
    """Check the messages in a process of its own: seconds, and what it said."""
    command = [sys.executable, "-m", "compose", "check", str(file), "--format", "json", "--fail-on", "never", *_ENGINES]
    begin = time.perf_counter()
    done = subprocess.run(
        command, env={**os.environ, "COMPOSE_CACHE": str(cache)}, stdout=subprocess.PIPE, text=True, check=True
    )
    return time.perf_counter() - begin, done.stdout


def main() -> int:
    """Measure, print, judge."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "messages.jsonl"
        file.write_text("\n".join(messages()) + "\n", "utf-8")
        first, said = check(file, Path(folder) / "cache")
        second, again = check(file, Path(folder) / "cache")
    reports, later = ([json.loads(line) for line in each.splitlines()] for each in (said, again))
    absent = {gap["why"] for report in reports for gap in report["not_checked"]}
    print(f"{len(reports)} messages with GreynirCorrect: first {first:.2f} s, second {second:.2f} s")
    print(f"ratio {second / first:.3f} (at most {BOUND})")
    same = [each["findings"] for each in reports] == [each["findings"] for each in later]
    if absent or len(reports) != MESSAGES or not same:
        print(f"not comparable: {'; '.join(sorted(absent)) or 'the second run said something else'}")
        return 1
    return 0 if second <= BOUND * first else 1


if __name__ == "__main__":
    sys.exit(main())
