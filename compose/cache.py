"""The sentence cache on disk: what engines said of sentences, shared by all runs, bounded, and never a fault.

It may forget anything at any time and holds findings alone, never the sentences. A file that cannot be
read, written or believed is thrown away or left alone, and the run goes on without it.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from threading import Lock
from time import time
from typing import TYPE_CHECKING, TypeVar
from zlib import crc32

from compose.paths import user_cache_dir

if TYPE_CHECKING:
    from sqlite3 import Connection

Answer = TypeVar("Answer")

FOLDER = "sentences-1"  # the number is that of the schema: an older program keeps to its own file
FILE = "findings.db"
_SCHEMA = """
CREATE TABLE IF NOT EXISTS finding (key BLOB PRIMARY KEY, value TEXT NOT NULL, sum INTEGER NOT NULL,
  used INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS finding_used ON finding (used);
"""
_BUSY_SECONDS = 2
_LARGEST = 20_000  # bytes of one value; what is longer is not worth its place
_KEEP = 0.9  # of the limit, once it is passed
_DAY = 86_400
_MOST_REFUSALS = 3  # then the cache is left alone for the rest of the run, so that waiting is bounded
_LOT = 500  # keys in one question; SQLite's bound is 999 in its oldest versions


@cache
def sentence_cache() -> SentenceCache:
    """The one cache of this run, in the user's cache folder."""
    return SentenceCache()


class SentenceCache:
    """Values by key in one SQLite file in WAL mode, the longest unused forgotten above `limit` entries.

    Safe under several processes, threads and forks at once, and a kill at any moment.
    """

    def __init__(self, folder: Path | None = None, *, limit: int = 50_000) -> None:
        self._folder = folder
        self._limit = limit
        self._lock = Lock()
        self._connection: Connection | None = None
        self._owner = 0
        self._inode = 0
        self._refusals = 0
        self._left: Connection | None = None

    def get_many(self, keys: Sequence[bytes]) -> dict[bytes, str]:
        """The values of those keys that are there."""
        return self._guarded(lambda connection: _get(connection, keys), {})

    def put_many(self, values: Mapping[bytes, str]) -> None:
        """Keep the values, all or none of them."""
        self._guarded(lambda connection: _put(connection, values, self._limit), None)

    def close(self) -> None:
        """Let go of the file; the next question opens it again."""
        with self._lock:
            if self._connection and self._owner == os.getpid():
                self._connection.close()
            self._connection = None

    def _guarded(self, act: Callable[[Connection], Answer], otherwise: Answer) -> Answer:
        try:
            import sqlite3
        except ImportError:  # a Python that was built without it
            return otherwise
        with self._lock:
            for _ in range(2):
                if self._refusals >= _MOST_REFUSALS:
                    break
                try:
                    return act(self._opened())
                except sqlite3.OperationalError as error:
                    if error.sqlite_errorname != "SQLITE_ERROR":
                        self._refusals += 1  # busy, full, read-only: not this time
                        break
                    self._throw_away()  # tables that are not ours
                except sqlite3.DatabaseError:
                    self._throw_away()
                except (OSError, RuntimeError):
                    self._refusals = _MOST_REFUSALS
        return otherwise

    def _opened(self) -> Connection:
        if self._connection and self._owner == os.getpid():
            return self._connection
        if self._connection:
            self._left = self._connection  # after a fork it is the parent's, and must not be closed here
        import sqlite3

        folder = self._folder = self._folder or user_cache_dir() / FOLDER
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        connection = sqlite3.connect(
            folder / FILE, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False
        )
        try:
            self._inode = (folder / FILE).stat().st_ino
            if connection.execute("PRAGMA journal_mode = WAL").fetchone() and not _has_table(connection):
                connection.executescript(_SCHEMA)
            connection.execute("PRAGMA synchronous = NORMAL")
        except BaseException:
            connection.close()
            raise
        self._connection, self._owner = connection, os.getpid()
        return connection

    def _throw_away(self) -> None:
        """Move the whole folder aside in one step, so that no other process sees half of it, and delete it.

        A folder that another process has made anew since we opened ours is left to it.
        """
        if self._connection:
            self._connection.close()
            self._connection = None
        folder = self._folder or user_cache_dir() / FOLDER
        aside = folder.with_name(f"{folder.name}.bad-{os.getpid()}-{self._inode}")
        try:
            if (folder / FILE).stat().st_ino == self._inode:
                folder.rename(aside)
                shutil.rmtree(aside, ignore_errors=True)
        except FileNotFoundError:
            return
        except OSError:
            self._refusals = _MOST_REFUSALS


def _has_table(connection: Connection) -> bool:
    found = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'finding_used'")
    return found.fetchone() is not None


def _get(connection: Connection, keys: Sequence[bytes]) -> dict[bytes, str]:
    found: dict[bytes, str] = {}
    stale: list[bytes] = []
    now = int(time())
    for start in range(0, len(keys), _LOT):
        lot = keys[start : start + _LOT]
        marks = ",".join("?" * len(lot))
        question = f"SELECT key, value, sum, used FROM finding WHERE key IN ({marks})"  # noqa: S608 - ? alone
        rows = connection.execute(question, lot)
        for key, value, total, used in rows:
            if _sum(key, value) == total:
                found[key] = value
                if used < now - _DAY:
                    stale.append(key)
    if stale:  # at most once a day for each, so that reading is not writing
        connection.executemany("UPDATE finding SET used = ? WHERE key = ?", [(now, key) for key in stale])
    return found


def _put(connection: Connection, values: Mapping[bytes, str], limit: int) -> None:
    now = int(time())
    rows = [(key, value, _sum(key, value), now) for key, value in values.items() if len(value) <= _LARGEST]
    connection.execute("BEGIN IMMEDIATE")
    try:
        connection.executemany("INSERT OR REPLACE INTO finding VALUES (?, ?, ?, ?)", rows)
        count = connection.execute("SELECT count(*) FROM finding").fetchone()[0]
        if count > limit:
            connection.execute(
                "DELETE FROM finding WHERE key IN (SELECT key FROM finding ORDER BY used LIMIT ?)",
                (count - int(limit * _KEEP),),
            )
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _sum(key: bytes, value: str) -> int:
    return crc32(value.encode("utf-8", "surrogatepass"), crc32(key))
