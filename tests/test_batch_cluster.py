"""A cluster does the same work as one machine: the same tree, even when a worker dies in the middle."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from batches import BAD, QUICK, lines, manifest, record, records, tree
from conftest import ROOT, Run

pytest.importorskip("distributed")


class Cluster:
    """A Dask scheduler and two workers, each a process of its own, as a company would start them."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._processes: list[subprocess.Popen[bytes]] = []
        started = folder / "scheduler.json"
        self._start("scheduler", "--port", "0", "--host", "127.0.0.1", "--no-dashboard", "--scheduler-file", started)
        self._wait(started.exists)
        self.address = json.loads(started.read_text("utf-8"))["address"]
        self.workers = [
            self._start("worker", self.address, "--nthreads", "1", "--no-nanny", "--no-dashboard") for _ in range(2)
        ]

    def _start(self, *words: str | Path) -> subprocess.Popen[bytes]:
        log = (self._folder / f"{words[0]}-{len(self._processes)}.log").open("wb")
        command = [sys.executable, "-m", "distributed.cli.dask_" + str(words[0]), *map(str, words[1:])]
        process = subprocess.Popen(command, stdout=log, stderr=log, cwd=ROOT)
        log.close()
        self._processes.append(process)
        return process

    def _wait(self, ready: object) -> None:
        start = time.monotonic()
        while not ready():  # type: ignore[operator]
            assert time.monotonic() - start < 60
            time.sleep(0.05)

    def close(self) -> None:
        for process in self._processes:
            process.kill()
            process.wait()


@pytest.fixture
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    made = Cluster(tmp_path_factory.mktemp("cluster"))
    yield made
    made.close()


def test_a_cluster_with_one_of_its_two_workers_killed_gives_the_local_tree(cluster: Cluster, run: Run, tmp_path: Path):
    (tmp_path / "in.jsonl").write_bytes(lines(records(1500, bad=BAD)))
    words = ["batch", str(tmp_path / "in.jsonl"), "--keep-going", *QUICK]
    assert run(*words, "--out", tmp_path / "local").code == 3
    command = [sys.executable, "-m", "compose", *words, "--out", str(tmp_path / "far"), "--cluster", cluster.address]
    child = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE)
    assert child.stderr
    assert b"/channel: must not be 'emial'" in child.stderr.readline()  # the first part came back; more are out
    os.kill(cluster.workers[0].pid, signal.SIGKILL)
    said = child.stderr.read()
    assert child.wait(120) == 3
    assert b"Traceback" not in said
    assert tree(tmp_path / "far") == tree(tmp_path / "local")


def test_a_cluster_that_is_not_there_is_told(run: Run, monkeypatch: pytest.MonkeyPatch):
    import compose.batch.cluster as room

    monkeypatch.setattr(room, "_SECONDS", 1)
    ran = run("batch", "-", "--cluster", "tcp://127.0.0.1:9", *QUICK, stdin=lines(records(2)))
    assert (ran.code, "no cluster answers" in ran.err) == (2, True)


@pytest.fixture
def store() -> Iterator[str]:
    import fsspec

    yield "memory://letters"
    files = fsspec.filesystem("memory")
    if files.exists("/letters"):
        files.rm("/letters", recursive=True)


def test_input_and_output_behind_urls_give_the_same_bytes(store: str, run: Run, tmp_path: Path):
    import fsspec

    (tmp_path / "in.jsonl").write_bytes(lines(records(40, bad=[3])))
    source = f"{store}/../in.jsonl".replace("letters/../", "")
    files = fsspec.filesystem("memory")
    files.pipe_file("/in.jsonl", (tmp_path / "in.jsonl").read_bytes())
    assert run("batch", tmp_path / "in.jsonl", "--out", tmp_path / "out", "--keep-going", *QUICK).code == 3
    assert run("batch", source, "--out", store, "--keep-going", *QUICK).code == 3
    far = {path.rpartition("/")[2]: files.cat_file(path) for path in files.ls("/letters", detail=False)}
    near = {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()}
    assert sorted(far) == sorted(near)
    rejects = far.pop("rejects.jsonl"), near.pop("rejects.jsonl")
    assert far == near
    assert [line.partition(b"], ")[2] for line in rejects[0].splitlines()] == [
        line.partition(b"], ")[2] for line in rejects[1].splitlines()
    ]
    ran = run("batch", source, "--out", store, *QUICK)
    assert (ran.code, "is not empty; say --resume" in ran.err) == (2, True)
    mended = lines([record(3)])
    assert run("batch", "-", "--out", store, "--resume", *QUICK, stdin=mended).code == 0
    assert not files.exists("/letters/rejects.jsonl")
    assert len(files.cat_file("/letters/manifest.jsonl").splitlines()) == 40


def test_a_url_names_a_folder_on_disk_too(run: Run, tmp_path: Path):
    words = ("batch", "-", "--out", f"file://{tmp_path}/out", *QUICK)
    assert run(*words, stdin=lines(records(3))).code == 0
    assert len(manifest(tmp_path / "out")) == 3


def test_a_store_that_is_locked_by_a_run_elsewhere_is_left_alone(store: str, run: Run):
    import fsspec

    files = fsspec.filesystem("memory")
    files.pipe_file("/letters/.compose-lock", b'{"host": "elsewhere", "process": 7}')
    ran = run("batch", "-", "--out", store, *QUICK, stdin=lines(records(2)))
    assert (ran.code, "another run is writing there (process 7 on elsewhere)" in ran.err) == (2, True)
    assert files.ls("/letters", detail=False) == ["/letters/.compose-lock"]
