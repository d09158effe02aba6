"""What a record is called on disk: by its id or its content, never by its place, and the same on every disk."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from hashlib import blake2b, sha256
from typing import Any

REASONS = "$reasons"  # what a reject carries beside its record; taken off before the record is read
_LONGEST = 100
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d|conin\$|conout\$)(\..*)?", re.IGNORECASE)


def canonical(record: Any) -> bytes:
    """One form for all spellings of the same record: keys sorted, numbers by value; what its hash is made of."""
    return _canonical(record).encode("ascii")


def fingerprint(record: Any) -> str:
    """SHA-256 of the canonical record, in hexadecimal."""
    return sha256(canonical(record)).hexdigest()


def stem(identity: str, content: str) -> str:
    """The name of a record's file without its ending.

    An id that is a name on every disk is used as it is; any other is made safe and told apart by 8 digits of
    its own SHA-256. Without an id the name is made of `content`, the record's fingerprint.
    """
    if not identity:
        return f"message-{content[:12]}"
    safe = _safe(identity)
    if safe == identity and identity == identity.lower():
        return safe
    digest = sha256(identity.encode("utf-8", "surrogatepass")).hexdigest()
    return f"{safe}-{digest[:8]}"


def _safe(identity: str) -> str:
    safe = re.sub(r"[^A-Za-z0-9._-]+", "-", identity)[:_LONGEST].strip(".-")
    return f"message-{safe}".rstrip("-") if not safe or _RESERVED.fullmatch(safe) else safe


def key(text: str) -> int:
    """A 64-bit hash that is the same in every process; 0 is kept for "none"."""
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little") or 1


def reject(record: Any, reasons: list[str]) -> bytes:
    """One line of `rejects.jsonl`: the record with its reasons, ready to be mended and run again."""
    if isinstance(record, dict):
        line: dict[str, Any] = {REASONS: reasons, **{name: value for name, value in record.items() if name != REASONS}}
    else:
        line = {REASONS: reasons, "$record": record}
    try:
        return json.dumps(line, ensure_ascii=False, default=_number).encode("utf-8") + b"\n"
    except UnicodeEncodeError:  # a lone surrogate
        return json.dumps(line, default=_number).encode("ascii") + b"\n"


def _number(value: Decimal) -> Any:
    """A number with a point as JSON can carry it without a digit lost."""
    short = float(value)
    return short if Decimal(repr(short)) == value else str(value.normalize())


_canonical = json.JSONEncoder(sort_keys=True, separators=(",", ":"), default=_number).encode
