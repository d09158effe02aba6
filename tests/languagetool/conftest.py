"""A real LanguageTool for these tests, a data folder for each, and a look at the end for what they left running."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest

MARK = "COMPOSE_TEST_MARK"
OURS = str(uuid.uuid4())
HOME = "COMPOSE_TEST_LANGUAGETOOL_HOME"

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """One worker takes all of these: they share an install and a heap that two at once would strain."""
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.xdist_group("languagetool"))


def java_left() -> list[str]:
    """The Java processes that these tests started and that still run."""
    left = []
    for process in psutil.process_iter():
        try:
            ours = "java" in process.name() and process.environ().get(MARK) == OURS
            if ours and process.status() != psutil.STATUS_ZOMBIE:
                left.append(" ".join(process.cmdline())[-200:])
        except psutil.Error:
            continue
    return left


@pytest.fixture(scope="session", autouse=True)
def _nothing_left() -> Iterator[None]:
    """After the suite no Java process that the tests started is alive."""
    os.environ[MARK] = OURS
    yield
    from compose.languagetool import server

    server._end_owned()
    psutil.wait_procs([], timeout=1)
    assert java_left() == []


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A whole install: the one that CI made, or a fresh one from Maven artefacts."""
    ready = os.environ.get(HOME)
    if ready:
        return Path(ready)
    if not shutil.which("mvn") or not shutil.which("java"):
        pytest.skip(f"no {HOME}, and no mvn and Java to make one")
    into = tmp_path_factory.mktemp("languagetool") / "home"
    command = [sys.executable, "-m", "compose", "languagetool", "install", "--from", "maven", "--tags", "nb"]
    subprocess.run([*command, "--into", str(into)], check=True, timeout=600)
    return into


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder of the test's own: no server of another test is found."""
    folder = tmp_path / "data"
    monkeypatch.setenv("XDG_DATA_HOME", str(folder))
    monkeypatch.setenv("COMPOSE_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv(MARK, OURS)
    return folder


@pytest.fixture
def installed(home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The install, as the one that the program finds."""
    monkeypatch.setenv("COMPOSE_LANGUAGETOOL_HOME", str(home))
    return home


@pytest.fixture
def compose() -> Run:
    """Run the program as a user does."""

    def run(*words: str, text: str = "", timeout: float = 240, **env: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "compose", *words],
            input=text,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=timeout,
            env={**os.environ, **env},
            check=False,
        )

    return run


def report(done: subprocess.CompletedProcess[str]) -> dict[str, Any]:
    """The JSON report of a `compose check --format json`."""
    assert done.returncode in (0, 1), done.stderr
    assert "Traceback" not in done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found
