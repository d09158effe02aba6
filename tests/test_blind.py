"""The blind sets of the rounds: once run and read they are development sets, and what was tuned must not be lost.

What they measured when they were blind stands in docs/grammar.md. Here they only guard what was tuned: that the rules
find no less of their mistakes, and that their right sentences stay free of alarms.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from compose import locales
from compose.check.engines import open_engines, run
from compose.check.merge import LANGUAGE
from compose.model.engine import Passage
from compose.model.words import RANK

SETS = sorted((Path(__file__).parent / "blind").glob("*/*.jsonl"))
RECALL = {"r4": 0.85, "r5": 0.55, "r6": 0.7, "r7": 0.8, "r8": 0.7}
ALARMS = 0.04


def rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def test_the_sets_are_there():
    assert {path.stem for path in SETS} == {"en", "id", "is", "ms", "nb"}


@pytest.mark.parametrize("path", SETS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_a_set_that_was_read_is_not_lost_again(path: Path):
    locale = locales.load(path.stem)
    read = rows(path)
    found, _, gaps = run(
        open_engines(("rules", "words"), locale), [Passage(row["text"], channel="email") for row in read], locale
    )
    assert not gaps
    flagged = {
        row["id"]
        for row, findings in zip(read, found, strict=True)
        if any(one.rule.partition(".")[0] in LANGUAGE and RANK[one.level] >= RANK["warning"] for one in findings)
    }
    wrong = {row["id"] for row in read if row["kind"] == "error"}
    clean = {row["id"] for row in read if row["kind"] == "clean"}
    assert len(wrong) >= 60
    assert len(clean) >= 50
    assert len(wrong & flagged) >= RECALL[path.parent.name] * len(wrong), sorted(wrong - flagged)
    assert len(clean & flagged) <= ALARMS * len(clean), sorted(clean & flagged)
