"""A batch loses no message and garbles none: all are good or nothing is written, and every error has its place."""

from __future__ import annotations

import gzip
import json
import os
from pathlib import Path
from typing import Any

import pytest
from batches import BAD, QUICK, lines, manifest, record, records, tree
from conftest import Run, process

from compose.batch import names


def as_array(values: list[Any]) -> bytes:
    return json.dumps(values, ensure_ascii=False, indent=1).encode()


def written_as(form: str, values: list[Any], folder: Path) -> tuple[str, bytes]:
    """The records in a form: what to name on the command line, and what to send to standard input."""
    if form == "folder":
        (folder / "in").mkdir()
        for number, value in enumerate(values):
            (folder / "in" / f"{number:04}.json").write_text(json.dumps(value, indent=2))
        return str(folder / "in"), b""
    array = "array" in form
    data = as_array(values) if array else lines(values)
    if "gzip" in form:
        data = gzip.compress(data, mtime=0)
    if "stdin" in form:
        return "-", data
    file = folder / ("in.json" if array else "in.jsonl")
    file.write_bytes(data)
    return str(file), b""


FORMS = ("lines", "array", "folder", "stdin lines", "stdin array", "gzip lines", "gzip array", "stdin gzip lines")


@pytest.mark.parametrize("form", FORMS)
def test_every_form_of_input_gives_the_same_tree(form: str, run: Run, tmp_path: Path):
    values = records(12)
    (tmp_path / "plain.jsonl").write_bytes(lines(values))
    assert run("batch", tmp_path / "plain.jsonl", "--out", tmp_path / "plain", *QUICK).code == 0
    source, stdin = written_as(form, values, tmp_path)
    ran = run("batch", source, "--out", tmp_path / "out", *QUICK, stdin=stdin)
    assert (ran.code, ran.err) == (0, "")
    assert tree(tmp_path / "out") == tree(tmp_path / "plain")
    assert len(manifest(tmp_path / "out")) == 12


@pytest.mark.parametrize("form", FORMS)
def test_an_error_is_told_with_file_line_record_and_pointer(form: str, run: Run, tmp_path: Path):
    values = records(5, bad=[3])
    source, stdin = written_as(form, values, tmp_path)
    ran = run("batch", source, "--out", tmp_path / "out", *QUICK, stdin=stdin)
    assert ran.code == 2
    line = 1 + json.dumps(values[:2], indent=1).count("\n") if "array" in form else 3
    place = {"folder": "0002.json:1 record 3"}.get(form, f":{line} record 3" if "array" in form else ":3")
    assert f"{place} /channel: must not be 'emial'; did you mean 'email'?" in ran.err
    assert not (tmp_path / "out").exists()


def test_with_three_bad_rows_in_a_thousand_nothing_is_written_and_all_three_are_told(run: Run, tmp_path: Path):
    (tmp_path / "in.jsonl").write_bytes(lines(records(1000, bad=BAD)))
    ran = run("batch", tmp_path / "in.jsonl", "--out", tmp_path / "out", *QUICK)
    assert ran.code == 2
    for number, (_, words) in BAD.items():
        assert f"in.jsonl:{number} {words}" in ran.err
    assert [path.name for path in tmp_path.iterdir()] == ["in.jsonl"]


def test_keep_going_writes_the_997_and_mended_rejects_complete_the_tree(run: Run, tmp_path: Path):
    good, mixed, out = records(1000), records(1000, bad=BAD), tmp_path / "out"
    (tmp_path / "good.jsonl").write_bytes(lines(good))
    (tmp_path / "mixed.jsonl").write_bytes(lines(mixed))
    assert run("batch", tmp_path / "good.jsonl", "--out", tmp_path / "clean", *QUICK).code == 0
    ran = run("batch", tmp_path / "mixed.jsonl", "--out", out, "--keep-going", *QUICK)
    assert ran.code == 3
    assert len(manifest(out)) == 997
    assert len(list(out.glob("*.txt"))) == 997
    rejects = [json.loads(line) for line in (out / "rejects.jsonl").read_text("utf-8").splitlines()]
    assert [len(reject["$reasons"]) > 0 for reject in rejects] == [True] * 3
    mended = [{**good[number - 1], "$reasons": reject["$reasons"]} for number, reject in zip(BAD, rejects, strict=True)]
    (out / "rejects.jsonl").write_bytes(lines(mended))
    assert run("batch", out / "rejects.jsonl", "--out", out, "--resume", *QUICK).code == 0
    assert tree(out) == tree(tmp_path / "clean")


def test_rejects_that_nobody_mended_are_rejected_again_and_lose_nothing(run: Run, tmp_path: Path):
    out = tmp_path / "out"
    odd: list[Any] = [{"id": "a", "$reasons": ["old"], "price": 1.50, "who": {"name": "Þór"}}, [1, 2], "text", None, 7]
    (tmp_path / "in.jsonl").write_bytes(lines(odd) + b'{"id": "\xff"}\n{not json\n')
    assert run("batch", tmp_path / "in.jsonl", "--out", out, "--keep-going", *QUICK).code == 3
    first = [json.loads(line) for line in (out / "rejects.jsonl").read_text("utf-8").splitlines()]
    assert [line.get("$record", "object") for line in first] == [
        "object", [1, 2], "text", None, 7, '{"id": "\\xff"}', "{not json",
    ]  # fmt: skip
    assert first[0]["price"] == 1.5
    assert run("batch", out / "rejects.jsonl", "--out", out, "--keep-going", "--resume", *QUICK).code == 3
    again = [json.loads(line) for line in (out / "rejects.jsonl").read_text("utf-8").splitlines()]
    for line in (*first, *again):
        line.pop("$reasons")
    assert again == first


BROKEN = [
    (b"", "is empty; an empty list of incidents is []"),
    (b'[{"id": 1}', "record 2: is not JSON: ends where ',' or ']' is expected"),
    (b'[{"id": 1} {"id": 2}]', "record 2: is not JSON: ',' or ']' is expected, not '{'"),
    (b'[{"id": 1}] and more', "something stands behind the end of the array"),
    (b'[{"id": 1},]', "a record is expected behind the comma"),
    (b'[{"id": "open}]', "ends inside a record"),
    ("[{}]".encode("utf-16"), "is UTF-16, not UTF-8"),
    (gzip.compress(lines(records(3)), mtime=0)[:-20], "is not whole gzip"),
    (b"[" + b"[" * 100_000, "ends inside a record"),
]


@pytest.mark.parametrize(("data", "words"), BROKEN, ids=lambda value: str(value)[:30])
@pytest.mark.parametrize("keep", [(), ("--keep-going",)])
def test_a_source_that_cannot_be_read_to_its_end_writes_nothing(
    data: bytes, words: str, keep: tuple[str, ...], run: Run, tmp_path: Path
):
    (tmp_path / "in.json").write_bytes(data)
    ran = run("batch", tmp_path / "in.json", "--out", tmp_path / "out", *keep, *QUICK)
    assert ran.code == 2
    assert words in ran.err
    assert "Traceback" not in ran.err
    assert not (tmp_path / "out").exists()


def test_one_bad_element_of_an_array_does_not_take_its_neighbours_along(run: Run, tmp_path: Path):
    good = [json.dumps(record(number)).encode() for number in range(4)]
    deep = b'{"a":' * 60 + b"1" + b"}" * 60
    data = (
        b"[" + b",\n".join([good[0], b'{"id": 1,}', good[1], b"NaN", deep, b'{"a": "\xff"}', good[2], good[3]]) + b"]"
    )
    (tmp_path / "in.json").write_bytes(data)
    ran = run("batch", tmp_path / "in.json", "--out", tmp_path / "out", "--keep-going", *QUICK)
    assert ran.code == 3
    assert len(manifest(tmp_path / "out")) == 4
    assert len((tmp_path / "out" / "rejects.jsonl").read_bytes().splitlines()) == 4


def test_a_record_over_ten_megabytes_is_refused_by_itself(run: Run, tmp_path: Path):
    huge = record(1, happened="x" * 10_000_001)
    for name, data in (("in.jsonl", lines([huge, record(2)])), ("in.json", as_array([huge, record(2)]))):
        (tmp_path / name).write_bytes(data)
        ran = run("batch", tmp_path / name, "--out", tmp_path / f"{name}.out", "--keep-going", *QUICK)
        assert ran.code == 3
        assert "is larger than 10 MB" in ran.err
        assert len(manifest(tmp_path / f"{name}.out")) == 1


def test_no_record_at_all_is_no_error(run: Run, tmp_path: Path):
    assert run("batch", "-", "--out", tmp_path / "out", *QUICK, stdin="[]").code == 0
    assert list(tree(tmp_path / "out")) == ["manifest.jsonl"]


def test_max_errors_gives_up_when_more_are_bad(run: Run, tmp_path: Path):
    (tmp_path / "in.jsonl").write_bytes(lines(records(100, bad=BAD)))
    words = ("batch", tmp_path / "in.jsonl", "--out", tmp_path / "out", "--keep-going", *QUICK)
    ran = run(*words, "--max-errors", 2)
    assert (ran.code, "--max-errors is 2" in ran.err, (tmp_path / "out").exists()) == (2, True, False)
    assert run(*words, "--max-errors", 3).code == 3


def test_any_number_of_processes_gives_the_same_bytes(tmp_path: Path):
    (tmp_path / "in.jsonl").write_bytes(lines(records(300, bad=BAD)))
    trees, told = [], []
    for jobs in ("1", "3"):
        out = tmp_path / jobs
        ran = process("batch", tmp_path / "in.jsonl", "--out", out, "-j", jobs, "--keep-going", *QUICK)
        assert ran.code == 3
        trees.append(tree(out))
        told.append(ran.err)
    assert trees[0] == trees[1]
    assert told[0] == told[1]


def test_lines_on_standard_output_are_what_check_reads(run: Run, tmp_path: Path):
    ran = run("batch", "-", *QUICK, stdin=lines(records(5)))
    assert ran.code == 0
    rows = [json.loads(line) for line in ran.out.splitlines()]
    assert [row["text"].startswith("Subject: ") for row in rows] == [True] * 5
    checked = run("check", "-", "--engine", "rules", stdin=ran.out)
    assert checked.code in (0, 1)
    assert [json.loads(line)["source"] for line in checked.out.splitlines()] == [row["id"] for row in rows]


def test_with_an_error_not_a_line_is_printed(run: Run):
    ran = run("batch", "-", *QUICK, stdin=lines(records(60, bad=BAD)))
    assert (ran.code, ran.out) == (2, "")


def test_a_finding_at_the_level_that_fails_keeps_a_message_out(run: Run, tmp_path: Path):
    rude = record(1, why="We are sorry if you were affected by it.")
    ran = run("batch", "-", "--out", tmp_path / "out", "--keep-going", *QUICK, stdin=lines([rude, record(2)]))
    assert ran.code == 3
    assert "<stdin>:1: " in ran.err
    assert len(manifest(tmp_path / "out")) == 1
    code = run("batch", "-", "--out", tmp_path / "b", "--fail-on", "never", *QUICK, stdin=lines([rude])).code
    assert code == 0


def test_resume_writes_only_what_changed(run: Run, tmp_path: Path):
    out = tmp_path / "out"
    assert run("batch", "-", "--out", out, *QUICK, stdin=lines(records(9))).code == 0
    for path in out.iterdir():
        os.utime(path, (1, 1))
    changed = [record(1, why="I typed the wrong price."), *records(9)[1:]]
    assert run("batch", "-", "--out", out, "--resume", *QUICK, stdin=lines(changed)).code == 0
    new = sorted(path.name for path in out.iterdir() if path.stat().st_mtime > 1)
    assert len(new) == 2
    assert new[-1] == "manifest.jsonl"


def test_a_message_whose_record_is_refused_now_is_taken_away(run: Run, tmp_path: Path):
    out = tmp_path / "out"
    assert run("batch", "-", "--out", out, *QUICK, stdin=lines([record(1, id="a"), record(2, id="b")])).code == 0
    worse = lines([record(1, id="a", channel="emial"), record(2, id="b")])
    assert run("batch", "-", "--out", out, "--resume", "--keep-going", *QUICK, stdin=worse).code == 3
    assert [entry["file"] for entry in manifest(out)] == ["b.txt"]
    assert list(tree(out)) == ["b.txt", "manifest.jsonl", "rejects.jsonl"]


def test_a_folder_that_holds_something_is_left_alone_without_resume(run: Run, tmp_path: Path):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "precious.txt").write_text("mine")
    ran = run("batch", "-", "--out", tmp_path / "out", *QUICK, stdin=lines(records(2)))
    assert (ran.code, "is not empty; say --resume" in ran.err) == (2, True)
    assert list(tree(tmp_path / "out")) == ["precious.txt"]


def test_the_manifest_tells_what_was_made_of_what_by_which_versions(run: Run, tmp_path: Path):
    import hashlib

    assert run("batch", "-", "--out", tmp_path / "out", *QUICK, stdin=lines(records(4))).code == 0
    rows = manifest(tmp_path / "out")
    assert [row["file"] for row in rows] == sorted(row["file"] for row in rows)
    for row in rows:
        assert row["output"] == hashlib.sha256((tmp_path / "out" / row["file"]).read_bytes()).hexdigest()
        assert set(row["versions"]) == {"letter", "locale", "rules", "program"}
    inputs = {names.fingerprint(value) for value in records(4)}
    assert {row["input"] for row in rows} == inputs


@pytest.mark.parametrize("shape", ["txt", "eml", "html", "md", "json"])
def test_every_shape_is_the_same_in_two_runs(shape: str, run: Run, tmp_path: Path):
    for name, values in (("a", records(6)), ("b", list(reversed(records(6))))):
        words = ("batch", "-", "--out", tmp_path / name, "--as", shape, *QUICK)
        assert run(*words, stdin=lines(values)).code == 0
    assert tree(tmp_path / "a") == tree(tmp_path / "b")
    assert len(list((tmp_path / "a").glob(f"*.{shape}"))) == 6


def test_help_shows_worked_examples(run: Run):
    ran = run("batch", "--help")
    assert "compose batch letters/rejects.jsonl --out letters --resume" in ran.out
