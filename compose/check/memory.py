"""A memory of bounded size that keeps what is asked for again: two lots, of which the older is dropped."""

from __future__ import annotations

from typing import Generic, TypeVar

Key = TypeVar("Key")
Value = TypeVar("Value")


class Memory(Generic[Key, Value]):
    """At most so many values; what was neither put nor asked for while half as many others were is forgotten."""

    __slots__ = ("_lot", "_new", "_old")

    def __init__(self, most: int) -> None:
        self._lot = max(most // 2, 1)
        self._new: dict[Key, Value] = {}
        self._old: dict[Key, Value] = {}

    def get(self, key: Key) -> Value | None:
        """The value, or None."""
        value = self._new.get(key)
        if value is None:
            value = self._old.get(key)
            if value is not None:
                self.put(key, value)
        return value

    def put(self, key: Key, value: Value) -> Value:
        """Keep a value."""
        if len(self._new) >= self._lot and key not in self._new:
            self._old, self._new = self._new, {}
        self._new[key] = value
        return value
