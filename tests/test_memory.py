"""A memory forgets what nobody asks for, keeps what is asked for, and never holds more than it may."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from compose.check.memory import Memory


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 30))), st.integers(2, 12))
def test_a_memory_gives_what_was_put_or_nothing_and_stays_small(steps: list[tuple[bool, int]], most: int):
    memory: Memory[int, str] = Memory(most)
    put: dict[int, str] = {}
    for putting, key in steps:
        if putting:
            put[key] = memory.put(key, f"{key} {len(put)}")
        else:
            assert memory.get(key) in (None, put.get(key))
        assert len(memory._new) + len(memory._old) <= most + 1


def test_what_is_asked_for_again_is_kept():
    memory: Memory[object, int] = Memory(10)
    memory.put("kept", 0)
    for number in range(100):
        memory.put(number, number)
        assert memory.get("kept") == 0
    assert memory.get(0) is None
