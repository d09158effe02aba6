"""What the tests of the batch share: records that differ, trees as values, the program in a process to be killed."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import sys
import time
import traceback
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import psutil
from conftest import incident

from compose import entry

QUICK = ("--engine", "rules", "--engine", "words", "--quiet")
BAD = {
    3: ({"channel": "emial"}, "/channel: must not be 'emial'; did you mean 'email'?"),
    57: ({"recipent": {"name": "Ann"}}, "/recipent: unknown field; did you mean 'recipient'?"),
    99: ({"compensation": {"text": "Ten pounds.", "amount": -5}}, "/compensation/amount: must be greater than 0"),
}


def record(number: int, tag: str = "en", **changes: Any) -> dict[str, Any]:
    """One of many records: name, address, amount and invoice differ, every third has no id, some ids are odd."""
    base = incident(tag, "invoice-overcharged")
    base["recipient"] = {"name": f"Margaret Lee {number}", "email": f"lee{number}@example.com"}
    base["happened"] = {**base["happened"], "amount": 100 + number, "invoice": f"NP-{number}"}
    base["id"] = (f"case-{number}", f"Case {number}/ø", "")[number % 3]
    if not base["id"]:
        del base["id"]
    return {**base, **changes}


def records(count: int, *, bad: Iterable[int] = (), tag: str = "en") -> list[dict[str, Any]]:
    """Records from 1 on; those whose numbers are `bad` are broken as `BAD` says."""
    return [record(number, tag, **(BAD[number][0] if number in bad else {})) for number in range(1, count + 1)]


def lines(values: Iterable[Any]) -> bytes:
    return b"".join(json.dumps(value, ensure_ascii=False).encode() + b"\n" for value in values)


def tree(folder: Path) -> dict[str, str]:
    """Every file of a folder, hidden ones too, with a hash of what it holds."""
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.iterdir())}


def manifest(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / "manifest.jsonl").read_text("utf-8").splitlines()]


def forked(words: Sequence[str | Path], errors: Path, before: Callable[[], object] = lambda: None) -> int:
    """The program in a process of its own, made by a fork so that it starts at once; gives its process id."""
    sys.stdout.flush()
    sys.stderr.flush()
    child = os.fork()
    if child:
        return child
    code = 99
    try:
        os.setpgid(0, 0)  # its own processes are told by this group, whoever their parent is
        sys.stdin = open(os.devnull, encoding="utf-8")  # noqa: SIM115 - lives as long as the process
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
        sys.stderr = errors.open("w", encoding="utf-8")
        before()
        code = entry._run([str(word) for word in words])
    except BaseException:  # a bug: its traceback is looked for by the tests
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(code)


def left_of(child: int, within: float = 20.0) -> list[psutil.Process]:
    """What still runs of the group of a process that has ended, once it was given the time to end too."""

    def running() -> list[psutil.Process]:
        found = []
        for process in psutil.process_iter():
            with contextlib.suppress(OSError, psutil.Error):
                if os.getpgid(process.pid) == child and process.status() != psutil.STATUS_ZOMBIE:
                    found.append(process)
        return found

    end = time.monotonic() + within
    while (found := running()) and time.monotonic() < end:
        time.sleep(0.05)
    return found


def ended(child: int) -> int:
    """Wait for a process: its exit code, or minus the signal that ended it."""
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
