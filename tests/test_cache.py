"""The sentence cache: shared, bounded, never wrong, and never a fault of the run."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from compose.cache import FILE, SentenceCache

WRITER = """
import sys
from pathlib import Path
from compose.cache import SentenceCache
folder, name, count = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
cache = SentenceCache(folder, limit=1000)
for turn in range(count):
    keys = [f"{name}-{turn}-{n}".encode() for n in range(5)]
    cache.put_many({key: "value of " + key.decode() for key in keys})
    shared = b"shared-%d" % (turn % 7)
    cache.put_many({shared: "value of " + shared.decode()})
    found = cache.get_many([*keys, shared])
    assert all(value == "value of " + key.decode() for key, value in found.items()), found
    if turn == 0:
        print("writing", flush=True)
"""


def start_writer(folder: Path, name: str, count: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, str(folder), name, str(count)], stdout=subprocess.PIPE, text=True
    )


def is_sound(folder: Path) -> bool:
    connection = sqlite3.connect(folder / FILE)
    try:
        return bool(connection.execute("PRAGMA integrity_check").fetchone() == ("ok",))
    finally:
        connection.close()


def test_what_was_put_is_there_for_the_next_run(tmp_path: Path) -> None:
    first = SentenceCache(tmp_path / "c")
    first.put_many({b"a": "[1]", b"b": "þæö 🙂"})
    assert first.get_many([b"a", b"x"]) == {b"a": "[1]"}
    assert SentenceCache(tmp_path / "c").get_many([b"a", b"b"]) == {b"a": "[1]", b"b": "þæö 🙂"}


def test_a_value_put_again_is_the_new_one(tmp_path: Path) -> None:
    cache = SentenceCache(tmp_path / "c")
    cache.put_many({b"a": "1"})
    cache.put_many({b"a": "2"})
    assert cache.get_many([b"a"]) == {b"a": "2"}


def test_many_keys_are_asked_for_in_one_go(tmp_path: Path) -> None:
    cache = SentenceCache(tmp_path / "c")
    values = {str(n).encode(): str(n) for n in range(3_000)}
    cache.put_many(values)
    assert cache.get_many(list(values)) == values


def test_the_bound_is_kept_and_the_longest_unused_go_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    now = 1_000_000.0
    monkeypatch.setattr("compose.cache.time", lambda: now)
    cache = SentenceCache(tmp_path / "c", limit=100)
    cache.put_many({f"old-{n}".encode(): "v" for n in range(50)})
    cache.put_many({b"used": "v"})
    now += 3 * 86_400
    cache.get_many([b"used"])
    for turn in range(10):
        now += 1
        cache.put_many({f"new-{turn}-{n}".encode(): "v" for n in range(20)})
        count = sqlite3.connect(tmp_path / "c" / FILE).execute("SELECT count(*) FROM finding").fetchone()[0]
        assert count <= 100
        if turn == 3:
            assert cache.get_many([b"used", b"old-1"]) == {b"used": "v"}


def test_the_file_stays_small_however_much_is_put(tmp_path: Path) -> None:
    cache = SentenceCache(tmp_path / "c", limit=200)
    for turn in range(60):
        cache.put_many({f"{turn}-{n}".encode(): "x" * 500 for n in range(100)})
    cache.put_many({b"huge": "x" * 1_000_000})
    assert cache.get_many([b"huge"]) == {}
    cache.close()
    assert sum(path.stat().st_size for path in (tmp_path / "c").iterdir()) < 1_000_000


def garbage(folder: Path) -> None:
    (folder / FILE).write_bytes(b"not a database at all" * 500)


def truncated(folder: Path) -> None:
    whole = (folder / FILE).read_bytes()
    (folder / FILE).write_bytes(whole[: len(whole) // 2 + 100])


def header_alone(folder: Path) -> None:
    (folder / FILE).write_bytes((folder / FILE).read_bytes()[:100])


def holes(folder: Path) -> None:
    whole = bytearray((folder / FILE).read_bytes())
    whole[4096:] = bytes(len(whole) - 4096)
    (folder / FILE).write_bytes(whole)


def empty(folder: Path) -> None:
    (folder / FILE).write_bytes(b"")


def foreign_tables(folder: Path) -> None:
    (folder / FILE).unlink()
    connection = sqlite3.connect(folder / FILE)
    connection.execute("CREATE TABLE finding (other TEXT)")
    connection.execute("CREATE INDEX finding_used ON finding (other)")
    connection.commit()
    connection.close()


def wild_log(folder: Path) -> None:
    (folder / f"{FILE}-wal").write_bytes(os.urandom(20_000))


@pytest.mark.parametrize("spoil", [garbage, truncated, header_alone, holes, empty, foreign_tables, wild_log])
def test_a_spoilt_file_is_thrown_away_and_the_run_goes_on(tmp_path: Path, spoil: Callable[[Path], None]) -> None:
    folder = tmp_path / "c"
    values = {f"k{n}".encode(): "v" * 100 for n in range(500)}
    cache = SentenceCache(folder)
    cache.put_many(values)
    cache.close()
    spoil(folder)
    fresh = SentenceCache(folder)
    found = fresh.get_many(list(values))
    assert all(values[key] == value for key, value in found.items())
    fresh.put_many(values)
    fresh.put_many(values)
    assert SentenceCache(folder).get_many(list(values)) == values
    assert [path.name for path in tmp_path.iterdir()] == ["c"]


def test_a_changed_value_is_not_believed(tmp_path: Path) -> None:
    cache = SentenceCache(tmp_path / "c")
    cache.put_many({b"a": "[]", b"b": "[]"})
    with sqlite3.connect(tmp_path / "c" / FILE) as connection:
        connection.execute("UPDATE finding SET value = '[1]' WHERE key = ?", (b"a",))
    assert cache.get_many([b"a", b"b"]) == {b"b": "[]"}


@pytest.mark.parametrize("place", ["file", "file in the way", "no home"])
def test_a_folder_that_cannot_be_used_is_no_fault(tmp_path: Path, place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    blocker = tmp_path / "blocker"
    blocker.write_text("in the way")
    if place == "no home":
        monkeypatch.setenv("COMPOSE_CACHE", str(blocker / "below"))
        cache = SentenceCache()
    elif place == "file":
        cache = SentenceCache(blocker)
    else:
        (tmp_path / "c" / FILE).mkdir(parents=True)
        cache = SentenceCache(tmp_path / "c")
    for _ in range(5):
        cache.put_many({b"a": "1"})
        assert cache.get_many([b"a"]) == {}


def test_a_lock_that_is_never_let_go_costs_bounded_time(tmp_path: Path) -> None:
    cache = SentenceCache(tmp_path / "c")
    cache.put_many({b"a": "1"})
    holder = sqlite3.connect(tmp_path / "c" / FILE, isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    begin = time.monotonic()
    for _ in range(20):
        cache.put_many({b"b": "2"})
    assert time.monotonic() - begin < 10
    holder.execute("ROLLBACK")
    assert SentenceCache(tmp_path / "c").get_many([b"a", b"b"]) == {b"a": "1"}


def test_processes_that_write_at_once_lose_nothing_and_read_nothing_wrong(tmp_path: Path) -> None:
    folder = tmp_path / "c"
    writers = [start_writer(folder, name, 12) for name in "pqrs"]
    assert [writer.wait(60) for writer in writers] == [0, 0, 0, 0]
    keys = [f"{name}-{turn}-{n}".encode() for name in "pqrs" for turn in range(12) for n in range(5)]
    found = SentenceCache(folder).get_many(keys)
    assert found == {key: "value of " + key.decode() for key in keys}


def test_a_kill_at_any_moment_leaves_a_sound_file(tmp_path: Path) -> None:
    folder = tmp_path / "c"
    chance = random.Random(4)  # noqa: S311 - moments, not secrets
    for turn in range(8):
        writers = [start_writer(folder, f"{turn}{name}", 100_000) for name in "ab"]
        for writer in writers:
            assert writer.stdout
            assert writer.stdout.readline() == "writing\n"
        time.sleep(chance.uniform(0, 0.15))
        for writer in writers:
            writer.send_signal(signal.SIGKILL)
            writer.wait()
            assert writer.stdout
            writer.stdout.close()
        assert is_sound(folder)
        cache = SentenceCache(folder)
        key = f"{turn}a-0-0".encode()
        assert cache.get_many([key]) in ({key: "value of " + key.decode()}, {})
        cache.put_many({b"after": str(turn)})
        assert cache.get_many([b"after"]) == {b"after": str(turn)}
        cache.close()


def test_processes_that_find_the_file_spoilt_at_once_all_go_on(tmp_path: Path) -> None:
    folder = tmp_path / "c"
    folder.mkdir()
    garbage(folder)
    writers = [start_writer(folder, name, 10) for name in "pqrs"]
    assert [writer.wait(60) for writer in writers] == [0, 0, 0, 0]
    assert is_sound(folder)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the system has no fork")
def test_a_forked_child_uses_the_cache_on_its_own(tmp_path: Path) -> None:
    cache = SentenceCache(tmp_path / "c")
    cache.put_many({b"parent": "1"})
    parents = cache._connection
    child = os.fork()
    if child == 0:
        cache.put_many({b"child": "2"})
        if cache._connection is parents:
            os._exit(2)
        os._exit(0 if cache.get_many([b"parent", b"child"]) == {b"parent": "1", b"child": "2"} else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert cache.get_many([b"parent", b"child"]) == {b"parent": "1", b"child": "2"}
