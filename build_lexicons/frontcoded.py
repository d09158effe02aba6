"""Writes a lexicon file: sorted keys, front-coded in blocks, each with the number of a row of a table.

Layout (little endian), read by `compose/lexicons/frontcoded.py`: the magic `CLEX`; four 32-bit counts
(version of the format, keys, blocks, rows); the offsets of the blocks and of the rows (one more than there
are, the last is the end), counted from the start of the file; the blocks; the rows, UTF-8.
A key is two bytes (length shared with the key before, length of the rest), the rest, and two bytes (row).
"""

from __future__ import annotations

import struct
from collections.abc import Mapping
from pathlib import Path

MAGIC = b"CLEX"
FORMAT = 1
BLOCK = 16


def _shared(one: bytes, other: bytes) -> int:
    length = 0
    for left, right in zip(one, other, strict=False):
        if left != right or length == 255:
            break
        length += 1
    return length


def pack(entries: Mapping[str, str]) -> bytes:
    """Make the bytes of a lexicon file from key to row; at most 65,536 rows, keys under 256 bytes."""
    rows = {row: number for number, row in enumerate(sorted(set(entries.values())))}
    if len(rows) > 65_536:
        raise ValueError(f"{len(rows)} different rows do not fit two bytes")
    blocks, starts, before = bytearray(), [], b""
    for count, (key, row) in enumerate(sorted((key.encode(), row) for key, row in entries.items())):
        if count % BLOCK == 0:
            starts.append(len(blocks))
            before = b""
        shared = _shared(key, before)
        rest = key[shared:]
        blocks += bytes((shared, len(rest))) + rest + struct.pack("<H", rows[row])
        before = key
    texts = [row.encode() for row in rows]
    head = 4 + 16 + 4 * (len(starts) + 1) + 4 * (len(texts) + 1)
    offsets = [head + start for start in starts] + [head + len(blocks)]
    ends = [head + len(blocks)]
    for text in texts:
        ends.append(ends[-1] + len(text))
    counts = struct.pack("<4I", FORMAT, len(entries), len(starts), len(texts))
    return MAGIC + counts + struct.pack(f"<{len(offsets) + len(ends)}I", *offsets, *ends) + blocks + b"".join(texts)


def write(path: Path, entries: Mapping[str, str]) -> None:
    """Write a lexicon file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(pack(entries))
