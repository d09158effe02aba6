"""What is left out before a pattern is run could never have matched: the quick way and the plain way agree."""

from __future__ import annotations

import re
from functools import cache

import pytest
from conftest import TAGS
from hypothesis import given, settings
from hypothesis import strategies as st

from compose import locales as reader
from compose.check.kinds import cancelling, patterns_of, sources_of
from compose.check.literals import digit_classes, needs
from compose.check.phrases import compiled
from compose.check.rules import bench_of
from compose.check.segment import segment
from compose.check.sieve import Sieve
from compose.model.settings import Settings


def patterns(tag: str):
    kinds = ("forbid", "prefer", "repeat", "require")
    return [sources_of(rule) for rule in reader.load(tag).rules if rule.kind in kinds]


def matching(things, text: str) -> set[tuple[int, int]]:
    """The patterns that match, as the number of the thing and that of its pattern."""
    spots = ((n, at, source) for n, found in enumerate(things) for at, source in enumerate(found))
    return {(n, at) for n, at, source in spots if compiled(*source).search(text)}


def texts(tag: str) -> list[str]:
    locale = reader.load(tag)
    examples = [text for rule in locale.rules for text in (*rule.good, *rule.bad)]
    return [*examples, *(sentence.text for sentence in locale.sentences)]


@pytest.mark.parametrize("tag", TAGS)
def test_the_sieve_lets_through_whatever_matches(tag: str):
    things = [found for found in patterns(tag) if found]
    sieve = Sieve(things)
    left_out = 0
    for text in texts(tag):
        through = {(thing, at) for thing, which in sieve.patterns_through(text).items() for at in which}
        assert matching(things, text) <= through, text
        left_out += len(things) - len(sieve.through(text))
    assert left_out > len(texts(tag)) * len(things) / 2  # and it is worth its while


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(TAGS), st.text(max_size=80), st.data())
def test_the_sieve_lets_through_whatever_matches_in_any_text(tag: str, noise: str, data: st.DataObject):
    things = [found for found in patterns(tag) if found]
    text = noise + data.draw(st.sampled_from(texts(tag))) + noise[::-1]
    through = {(thing, at) for thing, which in Sieve(things).patterns_through(text).items() for at in which}
    assert matching(things, text) <= through


@cache
def of_digits(tag: str) -> tuple[list[re.Pattern[str]], dict[int, str] | None]:
    """The patterns of a locale's rules that look at one sentence, and which digits they tell apart."""
    bench = bench_of(reader.load(tag), Settings())
    found = [p for rule in bench.near for p in (*(one for _, one in patterns_of(rule)), *cancelling(rule))]
    return found, digit_classes(found)


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(TAGS), st.data())
def test_digits_that_no_rule_tells_apart_change_no_match(tag: str, data: st.DataObject):
    found, table = of_digits(tag)
    assert table
    text = data.draw(st.sampled_from(texts(tag)))
    digits = data.draw(st.text("0123456789 .,-", max_size=12))
    mixed = text.replace(" ", f" {digits} ", 1)
    for pattern in found:
        if "(?P=" in pattern.pattern or "\\1" in pattern.pattern or "\\2" in pattern.pattern:
            assert not pattern.search(mixed) or pattern.search(mixed.translate(table))
        else:
            plain = [match.span() for match in pattern.finditer(mixed)]
            assert plain == [match.span() for match in pattern.finditer(mixed.translate(table))]


def test_needs_are_read_off_the_pattern():
    assert set(needs(r"(?:kari|ola) er")) == {frozenset({"kari", "ola"}), frozenset({" er"})}
    assert needs(r"\d+") == ()
    assert needs("[ \u00a0]{2,}")[0] >= {"  "}


@pytest.mark.parametrize("tag", TAGS)
def test_a_memory_of_sentences_changes_no_finding(tag: str):
    from compose.check.rules import Bench

    locale = reader.load(tag)
    warm = bench_of(locale, Settings())
    for text in texts(tag)[:80]:
        message = segment(text, locale, "email")
        for start, end in message.units:
            key = (text[start:end], message.moves_at(start), "email")
            assert warm.look(*key) == Bench(locale, frozenset()).look(*key) if hash(text) % 20 == 0 else True
