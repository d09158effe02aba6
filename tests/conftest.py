"""What the tests share: the program as its user runs it, the examples of every locale, `--record`."""

from __future__ import annotations

import functools
import io
import json
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from compose import entry
from compose import locales as reader
from compose.paths import locales_dir

ROOT = Path(__file__).resolve().parent.parent
sys.path.append(str(ROOT))  # behind the installed package: for what is not installed (build_lexicons, tests)
TAGS = reader.tags()
CHANNELS = ("email", "call", "chat", "sms")


@pytest.fixture(scope="session", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep the tests out of the user's cache, and their processes' too."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COMPOSE_CACHE", str(tmp_path_factory.mktemp("cache")))
        yield


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--record", action="store_true", help="write the golden messages anew, to be read as a diff")


@dataclass(frozen=True)
class Ran:
    """What one run gave: exit code, standard output, standard error."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Run = Callable[..., Ran]


@pytest.fixture
def run(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> Run:
    """Run the program in this process: `run("render", "-", stdin=b"…")`; no settings of this machine reach it."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path_factory.mktemp("config")))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path_factory.mktemp("data")))

    def once(*words: str | Path, stdin: str | bytes = b"") -> Ran:
        raw = stdin.encode("utf-8", "surrogatepass") if isinstance(stdin, str) else stdin
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw), encoding="utf-8"))
        capsys.readouterr()
        code = entry._run([str(word) for word in words])
        captured = capsys.readouterr()
        return Ran(code, captured.out, captured.err)

    return once


@pytest.fixture(scope="module")
def languages_read_once() -> Iterator[None]:
    """For tests that lint overlay after overlay: a language that none of their folders touches is read once."""
    read = reader.inspect
    plain = functools.cache(lambda tag: read(tag, (locales_dir(),)))

    def inspect(tag: str, bases: Sequence[Path]) -> Any:
        touched = any((base / name).is_dir() for base in bases[1:] for name in (tag, reader.ROOT))
        if touched or bases[:1] != (locales_dir(),):
            return read(tag, bases)
        locale, problems = plain(tag)
        return locale, list(problems)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reader, "inspect", inspect)
        yield


def process(*words: str | Path, stdin: bytes = b"", **options: Any) -> Ran:
    """Run the program as a process of its own, as a user does."""
    command = [sys.executable, "-m", "compose", *map(str, words)]
    done = subprocess.run(command, input=stdin, capture_output=True, timeout=120, check=False, **options)
    return Ran(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))


def examples() -> list[tuple[str, Path]]:
    """Every example incident, with the tag of its locale."""
    return [(tag, path) for tag in TAGS for path in sorted((locales_dir() / tag / "examples").glob("*.json"))]


def example_id(value: object) -> str:
    return value.stem if isinstance(value, Path) else str(value)


def incident(tag: str, name: str = "minimal") -> dict[str, Any]:
    """An example as a value that a test may break."""
    return dict(json.loads((locales_dir() / tag / "examples" / f"{name}.json").read_text("utf-8")))
