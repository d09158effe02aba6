"""Keeps one GreynirCorrect process for the run: starts it once, bounds its time, leaves none behind."""

from __future__ import annotations

import atexit
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Lock, Thread
from typing import IO, Any, NamedTuple, NoReturn

from compose.model.engine import Unavailable
from compose.model.finding import Gap

INSTALL = "pip install 'mistake-composer[icelandic]'"
COVERS = ("grammar",)  # of its spelling too little is kept to promise it
_WHAT = "grammar with GreynirCorrect"
_COMMAND = (sys.executable, "-m", "compose.greynir.worker")
_AGAIN = f"run the command again; if it fails again: {INSTALL} --force-reinstall"
# A process that fails this often in one run is not started again: each hang costs its whole time limit.
_MOST_FAILURES = 3
_KILL_SECONDS = 5


class Remark(NamedTuple):
    """One objection of GreynirCorrect: its code, code points into the sentence, its words, its suggestion."""

    code: str
    start: int
    end: int
    message: str
    suggestion: str


@cache
def keeper() -> Keeper:
    """The one keeper of this run."""
    return Keeper()


def version(package: str = "reynir-correct") -> str:
    """The installed version of GreynirCorrect, or of its parser `reynir`, without loading it.

    Raises Unavailable when there is none.
    """
    from importlib.metadata import PackageNotFoundError
    from importlib.metadata import version as installed

    try:
        return installed(package)
    except PackageNotFoundError:
        raise Unavailable(Gap(_WHAT, "GreynirCorrect is not installed", INSTALL, COVERS)) from None


class Keeper:
    """Owner of one worker process, started when it is first needed. Safe to call from several threads."""

    def __init__(
        self, command: Sequence[str] = _COMMAND, *, start_seconds: float = 60, sentence_seconds: float = 30
    ) -> None:
        self._command = tuple(command)
        self._start_seconds = start_seconds
        self._sentence_seconds = sentence_seconds
        self._lock = Lock()
        self._worker: subprocess.Popen[bytes] | None = None
        self._owner = 0
        self._lines: SimpleQueue[bytes | None] = SimpleQueue()
        self._failures = 0
        self._last: Gap | None = None

    @property
    def pid(self) -> int | None:
        """The process id of the worker, while there is one."""
        return self._worker.pid if self._worker else None

    def look(self, sentences: Sequence[str]) -> list[list[Remark]]:
        """Let GreynirCorrect read sentences, all in one go.

        Raises Unavailable when it is not installed, does not start, ends, hangs, or answers nonsense; the
        process is then gone, and a later call starts another, at most three times in a run.
        """
        with self._lock:
            if self._last and self._failures >= _MOST_FAILURES:
                raise Unavailable(self._last)
            if not sentences:
                return []
            try:
                self._ask(self._started(), sentences)
                return [self._answer(sentence) for sentence in sentences]
            except BaseException:
                self.close()  # interrupted too: the answers still to come must not be taken for later ones
                raise

    def close(self) -> None:
        """End the worker, if there is one, and wait until it is gone."""
        worker, self._worker = self._worker, None
        if worker is None or self._owner != os.getpid():
            return  # a forked child does not end its parent's worker
        worker.kill()
        with suppress(subprocess.TimeoutExpired):
            worker.wait(_KILL_SECONDS)
        with suppress(OSError):
            if worker.stdin:
                worker.stdin.close()

    def _started(self) -> subprocess.Popen[bytes]:
        if self._worker and self._owner == os.getpid() and self._worker.poll() is None:
            return self._worker
        self.close()
        if self._command == _COMMAND:
            version()
        try:
            worker = subprocess.Popen(
                self._command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=_environment(),
            )
        except OSError as error:
            self._fail(f"GreynirCorrect did not start: {error}")
        self._worker, self._owner, self._lines = worker, os.getpid(), SimpleQueue()
        Thread(target=_pump, args=(worker.stdout, self._lines), daemon=True).start()
        atexit.unregister(self.close)
        atexit.register(self.close)
        greeting = self._receive(self._start_seconds, "at its start")
        if "ready" not in greeting:
            self._fail(f"GreynirCorrect did not start: {greeting.get('error', 'its first words make no sense')}")
        return worker

    def _ask(self, worker: subprocess.Popen[bytes], sentences: Sequence[str]) -> None:
        request = json.dumps({"sentences": list(sentences)}).encode() + b"\n"
        # Apart, since a worker that stands still would hold us at a full pipe, beyond any time limit.
        Thread(target=_write, args=(worker.stdin, request), daemon=True).start()

    def _answer(self, sentence: str) -> list[Remark]:
        answer = self._receive(self._sentence_seconds, f"at {_short(sentence)!r}")
        try:
            return [Remark(*remark) for remark in answer["remarks"]]
        except (KeyError, TypeError):
            self._fail(f"GreynirCorrect failed at {_short(sentence)!r}: {answer.get('error', 'no sense in it')}")

    def _receive(self, seconds: float, where: str) -> dict[str, Any]:
        try:
            line = self._lines.get(timeout=seconds)
        except Empty:
            self._fail(f"GreynirCorrect did not answer within {seconds:g} s {where}")
        if line is None:
            code = self._worker.wait() if self._worker else 0
            self._fail(f"GreynirCorrect ended {where} ({_ending(code)})")
        try:
            answer = json.loads(line)
        except ValueError:
            answer = None
        if not isinstance(answer, dict):
            self._fail(f"GreynirCorrect answered nonsense {where}")
        return answer

    def _fail(self, why: str) -> NoReturn:
        self._failures += 1
        self._last = Gap(_WHAT, why, _AGAIN, COVERS)
        raise Unavailable(self._last)


def _pump(pipe: IO[bytes] | None, lines: SimpleQueue[bytes | None]) -> None:
    if pipe:
        with pipe:
            for line in pipe:
                lines.put(line)
    lines.put(None)


def _write(pipe: IO[bytes] | None, request: bytes) -> None:
    with suppress(OSError, ValueError):  # the worker is gone: who waits for its answer will say so
        if pipe:
            pipe.write(request)
            pipe.flush()


def _environment() -> dict[str, str]:
    """The worker's environment: from a checkout it must find this package, installed or not."""
    home = Path(__file__).resolve().parents[2]
    if home.name in ("site-packages", "dist-packages"):
        return dict(os.environ)
    paths = [path for path in (os.environ.get("PYTHONPATH"), str(home)) if path]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}


def _ending(code: int) -> str:
    return f"killed by signal {-code}" if code < 0 else f"exit code {code}"


def _short(sentence: str) -> str:
    return sentence if len(sentence) <= 40 else sentence[:39] + "…"
