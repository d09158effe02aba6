"""Whatever ends a batch, nothing is lost and nothing is half: the same command with --resume completes it."""

from __future__ import annotations

import copy
import fcntl
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from batches import ended, forked, left_of, lines, manifest, record, records, tree
from conftest import ROOT, Run
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

KILLS = 50
QUICK = ("--engine", "none", "--quiet")  # what is written is what is looked at here


@pytest.fixture
def clean(run: Run, tmp_path: Path) -> Path:
    """The tree of an undisturbed run over 200 records in `in.jsonl`; all that a run needs is loaded since."""
    (tmp_path / "in.jsonl").write_bytes(lines(records(200)))
    assert run("batch", tmp_path / "in.jsonl", "--out", tmp_path / "clean", "-j1", *QUICK).code == 0
    return tmp_path / "clean"


def test_fifty_runs_killed_at_random_moments_and_resumed_give_fifty_equal_trees(run: Run, clean: Path, tmp_path: Path):
    source, errors, out = tmp_path / "in.jsonl", tmp_path / "errors", tmp_path / "out"
    before = set(os.listdir(tmp_path)) | {"errors"}
    moments = random.Random(5)  # noqa: S311
    start = time.monotonic()
    assert ended(forked(("batch", source, "--out", tmp_path / "timed", "-j1", *QUICK), errors)) == 0
    whole = time.monotonic() - start
    shutil.rmtree(tmp_path / "timed")
    killed = inside = 0
    for number in range(KILLS):
        jobs = f"-j{1 + number % 2}"
        child = forked(("batch", source, "--out", out, jobs, *QUICK), errors)
        time.sleep(moments.uniform(0.05, 1.0) * whole)
        os.kill(child, signal.SIGKILL)
        in_time = ended(child) == -signal.SIGKILL
        whole *= 1 if in_time else 0.9  # the first run was slower than these
        killed += in_time
        assert left_of(child) == []
        names = os.listdir(out) if out.exists() else []
        inside += bool(names) and "manifest.jsonl" not in names
        for name in names:
            if not name.startswith(".") and name != "manifest.jsonl":
                assert (out / name).read_bytes() == (clean / name).read_bytes()
        ran = run("batch", source, "--out", out, "--resume", "-j1", *QUICK)
        assert (ran.code, ran.err) == (0, "")
        assert tree(out) == tree(clean)
        shutil.rmtree(out)
    assert killed >= KILLS * 0.6  # else the moments come too late to prove anything
    assert inside >= 3
    assert set(os.listdir(tmp_path)) <= before


def stopped_in_the_middle(folder: Path, signals: int, *words: str) -> tuple[int, str]:
    """A run that gets a signal when its first group stands: its exit code, and what it said."""
    import compose.cli.progress as room

    def when_first_written() -> None:
        told = room.Progress.written

        def written(self: Any, done: int, total: int) -> None:
            told(self, done, total)
            if done < total:
                os.kill(os.getpid(), signals)

        room.Progress.written = written  # type: ignore[method-assign]
        sys.argv = ["compose", "batch", str(folder / "in.jsonl"), "--out", str(folder / "out")]

    words = ("batch", str(folder / "in.jsonl"), "--out", str(folder / "out"), *words, *QUICK)
    code = ended(forked(words, folder / "errors", when_first_written))
    return code, (folder / "errors").read_text("utf-8")


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
@pytest.mark.parametrize("jobs", ["-j1", "-j2"])
def test_a_signal_while_writing_ends_in_order_and_says_how_to_go_on(
    number: int, code: int, jobs: str, run: Run, clean: Path, tmp_path: Path
):
    got, said = stopped_in_the_middle(tmp_path, number, jobs)
    assert got == code
    assert f"stopped by {signal.Signals(number).name}; 128 of 200 messages stand; to go on: compose batch " in said
    assert said.rstrip().endswith("--resume")
    assert "Traceback" not in said
    assert len(tree(tmp_path / "out")) == 128
    assert run("batch", tmp_path / "in.jsonl", "--out", tmp_path / "out", "--resume", *QUICK).code == 0
    assert tree(tmp_path / "out") == tree(clean)


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_before_anything_is_written_leaves_nothing(number: int, code: int, tmp_path: Path):
    command = [sys.executable, "-m", "compose", "batch", "-", "--out", str(tmp_path / "out"), *QUICK]
    child = subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT)
    assert child.stdin
    child.stdin.write(lines(records(5)))
    child.stdin.flush()
    while not (tmp_path / "out").exists():
        time.sleep(0.01)
    child.send_signal(number)
    _, said = child.communicate(timeout=60)
    assert child.returncode == code
    assert b"nothing was written; to go on: compose batch - --out" in said
    assert b"Traceback" not in said
    assert list(tmp_path.iterdir()) == []


def test_two_runs_are_kept_out_of_one_folder(run: Run, tmp_path: Path):
    (tmp_path / "out").mkdir()
    handle = os.open(tmp_path / "out", os.O_RDONLY)
    fcntl.flock(handle, fcntl.LOCK_EX)
    words = ("batch", "-", "--out", tmp_path / "out", "--resume", *QUICK)
    ran = run(*words, stdin=lines(records(2)))
    assert (ran.code, "another run is writing there" in ran.err) == (2, True)
    os.close(handle)
    assert run(*words, stdin=lines(records(2))).code == 0


def test_a_lost_process_is_told_and_leaves_the_batch_resumable(run: Run, clean: Path, tmp_path: Path):
    import compose.batch.part as room

    def deadly() -> None:
        parent, work = os.getpid(), room.Worker.part

        def part(self: Any, raws: Any) -> Any:
            if os.getpid() != parent and raws[0].number > 100:
                os.kill(os.getpid(), signal.SIGKILL)
            return work(self, raws)

        room.Worker.part = part  # type: ignore[method-assign]

    words = ("batch", tmp_path / "in.jsonl", "--out", tmp_path / "out", "-j2", *QUICK)
    assert ended(forked(words, tmp_path / "errors", deadly)) == 2
    said = (tmp_path / "errors").read_text("utf-8")
    assert "a process of the batch was ended by signal 9" in said
    assert "--resume" in said
    assert run("batch", tmp_path / "in.jsonl", "--out", tmp_path / "out", "--resume", *QUICK).code == 0
    assert tree(tmp_path / "out") == tree(clean)


def unprivileged(then: Callable[[], object] = lambda: None) -> Callable[[], None]:
    def before() -> None:
        if os.getuid() == 0:
            os.environ.pop("XDG_CONFIG_HOME")  # that of the tests is root's
            os.setuid(65534)
            os.environ["HOME"] = "/nonexistent"
        then()

    return before


def test_a_folder_that_turns_read_only_is_told_and_can_be_resumed(run: Run, clean: Path, tmp_path: Path):
    import compose.cli.progress as room

    temporary = Path(tempfile.gettempdir()).resolve()
    out = tmp_path / "out"
    out.mkdir()
    os.chmod(out, 0o777)  # noqa: S103
    for folder in [tmp_path, *(parent for parent in tmp_path.parents if parent.is_relative_to(temporary))]:
        os.chmod(folder, folder.stat().st_mode | 0o055)  # noqa: S103

    def turning() -> None:
        told = room.Progress.written

        def written(self: Any, done: int, total: int) -> None:
            told(self, done, total)
            subprocess.run(["touch", tmp_path / "turn"], check=False)
            while os.access(out, os.W_OK):
                time.sleep(0.01)

        room.Progress.written = written  # type: ignore[method-assign]

    (tmp_path / "errors").touch()
    os.chmod(tmp_path, 0o777)  # noqa: S103
    child = forked(
        ("batch", tmp_path / "in.jsonl", "--out", out, "-j1", *QUICK), tmp_path / "errors", unprivileged(turning)
    )
    started = time.monotonic()
    while not (tmp_path / "turn").exists() and time.monotonic() - started < 60:
        time.sleep(0.01)
    assert (tmp_path / "turn").exists(), (tmp_path / "errors").read_text("utf-8")
    os.chmod(out, 0o555)  # noqa: S103
    assert ended(child) == 2
    said = (tmp_path / "errors").read_text("utf-8")
    assert (
        "Permission denied; make room or give leave to write there, then run the same command again with --resume"
        in said
    )
    assert "Traceback" not in said
    assert len(tree(out)) == 128
    os.chmod(out, 0o777)  # noqa: S103
    assert run("batch", tmp_path / "in.jsonl", "--out", out, "--resume", *QUICK).code == 0
    assert tree(out) == tree(clean)


FULL = """
set -e
mount -t tmpfs -o size={size} tmpfs {disk}
set +e
{compose} batch {folder}/in.jsonl --out {out} -j1 {quick} 2> {folder}/said
echo $? > {folder}/code
ls -A {disk} > {folder}/listed
set -e
mount -o remount,size=20m {disk}
{compose} batch {folder}/in.jsonl --out {out} -j1 --resume {quick}
cp -r {out} {folder}/copy
"""
PLACES_FULL = [
    ("", "700k", "disk: No space left on device; make room"),
    ("/out", "256k", "beside the output: No space left on device"),
]


@pytest.mark.parametrize(("inside", "size", "words"), PLACES_FULL)
def test_a_disk_that_fills_is_told_and_can_be_resumed(inside: str, size: str, words: str, clean: Path, tmp_path: Path):
    """The disk is the folder itself, or holds the temporary file beside the folder too."""
    disk = tmp_path / "disk"
    disk.mkdir()
    program = f"{sys.executable} -m compose"
    facts = {"disk": disk, "size": size, "out": f"{disk}{inside}", "folder": tmp_path}
    script = FULL.format(**facts, compose=program, quick=" ".join(QUICK))
    command = ["unshare", "-rm", "bash", "-c", script]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if "Operation not permitted" in done.stderr and not (tmp_path / "code").exists():
        pytest.skip("this machine lets nobody mount a small disk of their own")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "code").read_text() == "2\n"
    said = (tmp_path / "said").read_text("utf-8")
    assert words in said
    assert "run the same command again with --resume" in said or "run the command again" in said
    assert "Traceback" not in said
    listed = (tmp_path / "listed").read_text().split()
    assert not [name for name in listed if name.startswith(".")]
    assert bool(listed) == (not inside)
    assert tree(tmp_path / "copy") == tree(clean)


@pytest.mark.parametrize("jobs", ["-j1", "-j2"])
def test_a_reader_that_closes_the_pipe_is_told(jobs: str, tmp_path: Path):
    (tmp_path / "in.jsonl").write_bytes(lines(records(300)))
    command = [sys.executable, "-m", "compose", "batch", str(tmp_path / "in.jsonl"), jobs, *QUICK]
    child = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT)
    assert child.stdout
    assert child.stderr
    first = child.stdout.readline()
    child.stdout.close()
    said = child.stderr.read()
    assert child.wait(60) == 2
    assert json.loads(first)["locale"] == "en"
    assert b"the reader of the output went away; not all messages arrived" in said
    assert b"Traceback" not in said
    assert b"Exception" not in said


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
PLACES = [(name,) for name in record(3)] + [
    ("recipient", "name"), ("recipient", "email"), ("sender", "name"), ("happened", "amount"), ("happened", "phrase"),
    ("compensation", "percent"), ("prevention", "on"), ("follow_up", "at"), ("new",), ("$reasons",), ("id",),
]  # fmt: skip
RAW = st.sampled_from(
    [
        b"{",
        b"}",
        b"[]",
        b"nul",
        b'"\xff"',
        b'{"a":1,"a":2}',
        b'{"a":NaN}',
        b"[" * 90 + b"]" * 90,
        b'{"id":"\\ud800"}',
        b"1e999",
    ]
)


ODD = st.text(alphabet="\u202e\x00\ud800é{%", max_size=9)


def mutated(number: int, values: list[Any], raws: list[bytes], chance: random.Random) -> bytes:
    """One line of input: a good record that something was done to, or something else altogether."""
    how = chance.random()
    if how < 0.05:
        return chance.choice(raws)
    if how < 0.1:
        return json.dumps(chance.choice(values)).encode()
    value = json.loads(json.dumps(record(number)))
    for path in chance.sample(PLACES, chance.choice((0, 1, 1, 2, 3))):
        inner = value.get(path[0]) if len(path) > 1 else value
        if not isinstance(inner, dict):
            continue
        if chance.random() < 0.3:
            inner.pop(path[-1], None)
        else:
            inner[path[-1]] = copy.deepcopy(chance.choice((*values, "x" * 30_000)))
    return json.dumps(value).encode()


LOTS, LOT = 40, 250


@settings(
    max_examples=LOTS,
    deadline=None,
    database=None,
    phases=[Phase.generate],  # a lot that fails is small enough to read
    suppress_health_check=list(HealthCheck),
)
@given(values=st.lists(JSON | ODD, min_size=30, max_size=30), raws=st.lists(RAW, min_size=5), seed=st.integers())
def test_ten_thousand_mutated_records_are_all_accepted_or_rejected(values: list[Any], raws: list[bytes], seed: int):
    import tempfile

    from compose import entry

    with tempfile.TemporaryDirectory() as name:
        folder, chance = Path(name), random.Random(seed)  # noqa: S311
        made = [mutated(number, values, raws, chance) for number in range(LOT)]
        (folder / "in.jsonl").write_bytes(b"\n".join(made) + b"\n")
        words = ("--keep-going", "--engine", "rules", "--fail-on", "never", "-j1", "--quiet")
        report = folder / "report.json"
        errors = (folder / "said").open("w+", encoding="utf-8")
        before, sys.stderr = sys.stderr, errors
        try:
            code = entry._run(
                ["batch", str(folder / "in.jsonl"), "--out", f"{folder}/out", "--report", str(report), *words]
            )
        finally:
            sys.stderr = before
            errors.close()
        counts = json.loads(report.read_text("utf-8"))["records"]
        out = folder / "out"
        rejected = len((out / "rejects.jsonl").read_bytes().splitlines()) if (out / "rejects.jsonl").exists() else 0
        assert counts["read"] == LOT
        assert counts["accepted"] > LOT * 0.1
        assert counts["accepted"] + counts["rejected"] == LOT
        assert counts["accepted"] == len(manifest(out)) == len(list(out.glob("*.txt")))
        assert rejected == counts["rejected"]
        assert code == (3 if rejected else 0)
        assert "Traceback" not in (folder / "said").read_text("utf-8")
