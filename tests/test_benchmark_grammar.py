"""The yardstick itself: benchmarks/grammar.py counts what is flagged, and says what it could not measure."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

SCRIPT = Path(__file__).resolve().parent.parent / "benchmarks" / "grammar.py"
SET = [
    {"id": "nb-1", "text": "Vi sendte fakturaen i går.", "kind": "clean", "error_type": None, "slice": "clean-a"},
    {"id": "nb-2", "text": "Vi sendte en qzxvwk i går.", "kind": "clean", "error_type": None, "slice": "clean-b"},
    {"id": "nb-3", "text": "Vi sendte fakturraen i går.", "kind": "error", "error_type": "typo", "slice": "made"},
    {"id": "nb-4", "text": "Vi sendte et faktura i går.", "kind": "error", "error_type": "gender", "slice": "made"},
]


def measure(file: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, str(SCRIPT), str(file), *words], capture_output=True, text=True, check=False)


def figures(file: Path, *words: str) -> dict[str, Any]:
    done = measure(file, *words, "--json")
    assert done.returncode == 0, done.stderr
    return dict(json.loads(done.stdout))


def written(folder: Path, rows: list[dict[str, Any]], name: str = "set.jsonl") -> Path:
    file = folder / name
    file.write_text("\n".join(json.dumps(row) for row in rows) + "\n\n", "utf-8")
    return file


def test_figures_are_counted_by_engine_slice_and_error_type(tmp_path: Path) -> None:
    data = figures(written(tmp_path, SET), "--engine", "words")
    rows = {(row["engine"], row["slice"], row["error_type"]): row for row in data["rows"]}
    whole = rows["words", None, None]
    assert (whole["locale"], whole["wrong"], whole["right"]) == ("nb", 2, 2)
    assert (whole["precision"], whole["recall"], whole["false_alarms"]) == (0.5, 0.5, 0.5)
    assert rows["words", "clean-a", None]["false_alarms"] == 0
    assert rows["words", "clean-b", None]["false_alarms"] == 1
    assert rows["words", "clean-b", None]["recall"] is None
    assert rows["words", None, "typo"]["recall"] == 1
    assert rows["words", None, "gender"]["recall"] == 0
    assert data["checked"][0]["engine"] == "words"


def test_a_level_that_no_finding_reaches_flags_nothing(tmp_path: Path) -> None:
    data = figures(written(tmp_path, SET), "--engine", "words", "--level", "error")
    assert {row["recall"] for row in data["rows"] if row["wrong"]} == {0}


def test_two_engines_are_measured_apart_and_together(tmp_path: Path) -> None:
    done = measure(written(tmp_path, SET), "--engine", "words", "--engine", "rules")
    lines = [line.split() for line in done.stdout.splitlines() if line.startswith("nb")]
    assert {line[1] for line in lines} >= {"words", "rules", "together"}


def test_the_apology_a_single_sentence_lacks_is_no_false_alarm(tmp_path: Path) -> None:
    data = figures(written(tmp_path, SET[:1]), "--engine", "rules")
    assert {row["false_alarms"] for row in data["rows"]} == {0}


def test_an_engine_that_is_absent_is_said_and_not_counted(tmp_path: Path) -> None:
    data = figures(written(tmp_path, SET), "--engine", "greynir")
    assert data["rows"] == []
    assert data["checked"] == []
    assert "engines.toml" in data["not_checked"][0]["why"]


def test_the_language_is_told_by_option_row_id_or_file(tmp_path: Path) -> None:
    bare = [{"text": "Vi sendte fakturaen.", "kind": "clean"}]
    by_file = figures(written(tmp_path, bare, "held-nb.jsonl"), "--engine", "words")
    assert by_file["rows"][0]["locale"] == "nb"
    by_row = figures(written(tmp_path, [bare[0] | {"locale": "en", "id": "nb-1"}]), "--engine", "words")
    assert by_row["rows"][0]["locale"] == "en"
    by_option = figures(written(tmp_path, SET), "--engine", "words", "--locale", "en")
    assert by_option["rows"][0]["locale"] == "en"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('{"text": "Hei.", "kind": "clean"}', "no language is told"),
        ('{"id": "nb-1", "text": "Hei.", "kind": "wrong"}', "no sentence of a set"),
        ('{"id": "nb-1", "kind": "clean"}', "no sentence of a set"),
        ("[1]", "no sentence of a set"),
        ("nonsense", "no sentence of a set"),
    ],
)
def test_a_line_that_is_no_sentence_stops_with_its_place(tmp_path: Path, line: str, said: str) -> None:
    file = tmp_path / "set.jsonl"
    file.write_text(line, "utf-8")
    done = measure(file)
    assert done.returncode == 2
    assert said in done.stderr
    assert "set.jsonl:1" in done.stderr
    assert "Traceback" not in done.stderr
