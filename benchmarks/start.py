"""How long users wait for the program to start, as ratios to `cz version` (commitizen) in the same run.

usage: python benchmarks/start.py [RUNS]     exits 1 where a median ratio is over its ceiling
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
YARDSTICK = ["cz", "version"]
CEILINGS = [
    (["compose", "--version"], 0.5),
    (["compose", "--help"], 0.5),
    *((["compose", "render", f"locales/{tag}/examples/minimal.json"], 2.5) for tag in ("en", "id", "ms", "nb")),
    (["compose", "render", "locales/is/examples/minimal.json", "--engine", "rules", "--engine", "words"], 3.5),
]


def seconds(command: list[str]) -> float:
    """One run of the command, from start to end, in seconds; what it prints is thrown away."""
    program = shutil.which(command[0], path=f"{BIN}{os.pathsep}{os.environ.get('PATH', '')}")
    if program is None:
        sys.exit(f"{command[0]} is not installed; pip install '.[test]'")
    start = time.perf_counter()
    subprocess.run([program, *command[1:]], cwd=ROOT, capture_output=True, check=True)
    return time.perf_counter() - start


def main() -> int:
    """Run each command in turn with the yardstick, and print the median of the ratios, pair by pair."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    over = 0
    for command, ceiling in CEILINGS:
        seconds(command), seconds(YARDSTICK)  # the first run reads files that the next finds in memory
        ratios = [seconds(command) / seconds(YARDSTICK) for _ in range(runs)]
        median = statistics.median(ratios)
        over += median > ceiling
        verdict = "over" if median > ceiling else "within"
        spread = f"{min(ratios):.2f}-{max(ratios):.2f}"
        print(f"{median:5.2f} x cz version ({verdict} {ceiling}; {spread})  {' '.join(command)}")
    return 1 if over else 0


if __name__ == "__main__":
    sys.exit(main())
