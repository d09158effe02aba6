"""The short cuts of the token rules find what every rule finds that is tried at every word, without any of them."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compose.check.tokens import looker
from compose.check.tokens.condition import Condition
from compose.check.tokens.heads import heads
from compose.check.tokens.look import Looker, Place
from compose.check.tokens.pattern import Pattern
from compose.check.tokens.text import Token
from compose.lexicons.tagindex import TagIndex
from compose.lexicons.tags import Tags, tags
from compose.locales import load
from compose.model.finding import Finding
from compose.paths import locales_dir
from tests.conftest import ROOT, TAGS

BENCH = ROOT.parent / "shared" / "bench"


def texts(tag: str) -> list[str]:
    """The examples of all rules of the language, its golden messages, and what is on the bench if it is there."""
    locale = load(tag)
    found = [text for rule in locale.rules for text in (*rule.good, *rule.bad)][::4]
    for file in (locales_dir() / tag / "examples").glob("*.txt"):
        found += file.read_text("utf-8").splitlines()[::8]
    bench = BENCH / f"{tag}.jsonl"
    if bench.is_file():
        found += [json.loads(line)["text"] for line in bench.read_text("utf-8").splitlines()][::12]
    return [text for text in found if text.strip()]


def plainly_holds(one: Condition, token: Token) -> bool:
    """What a condition asks, key by key, as docs/locales.md says it."""
    like, unlike, shape = one.patterns
    lemmas = one.lexicon.lemmas(token.lower) if one.lemma is not None or one.not_lemma else frozenset()
    return all(
        (
            one.word is None or token.lower in one.word,
            token.lower not in one.not_word,
            one.some is None or any(one.some.fits(tag) for tag in token.readings),
            one.none is None or not any(one.none.fits(tag) for tag in token.readings),
            one.all is None or all(one.all.fits(tag) for tag in token.readings),
            all(getattr(token, name) is wanted for name, wanted in one.flags),
            not like or re.fullmatch(like, token.lower),
            not unlike or not re.fullmatch(unlike, token.lower),
            not shape or re.fullmatch(shape, token.text),
            one.lemma is None or lemmas & one.lemma,
            not lemmas & one.not_lemma,
            not one.front or one.parts(token),
        )
    )


def everywhere(_: Pattern, tokens: list[Token]) -> list[int]:
    return list(range(len(tokens)))


@pytest.mark.parametrize("tag", TAGS)
def test_no_short_cut_loses_or_adds_a_finding(tag: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("compose.check.tokens._lookers", {})  # the bits of these conditions are given anew below
    look = looker(load(tag))
    places = [Place(text, begins=True, open=number % 2 == 0) for number, text in enumerate(texts(tag))]
    quick = [look.findings(place) for place in places]
    assert any(quick)
    monkeypatch.setattr(Condition, "holds", plainly_holds)
    monkeypatch.setattr(Pattern, "starts", everywhere)
    monkeypatch.setattr(Pattern, "likely", everywhere)
    monkeypatch.setattr(Pattern, "match", lambda row, tokens, start: row._from(tokens, start, 0, ()))
    monkeypatch.setattr(Pattern, "need", property(lambda _: 0))
    monkeypatch.setattr(Pattern, "lead", lambda row, depth: ())
    plain = Looker(look._reader, look._lexicon, look._prunings, look._rules)
    assert plain._needs[0] == 0
    assert len(plain._rows.loose) == len(plain._rules)
    wrong: list[tuple[str, list[Finding], list[Finding]]] = [
        (place.sentence, found, other)
        for place, found in zip(places, quick, strict=True)
        if (other := plain.findings(place)) != found
    ]
    assert wrong == []


@pytest.mark.parametrize("tag", TAGS)
def test_the_verdicts_are_those_of_each_condition_on_its_words_tags_and_flags(tag: str) -> None:
    look = looker(load(tag))
    conditions = list(look.conditions())
    for text in texts(tag)[::10]:
        for token in look.tokens(Place(text)):
            for one in conditions:
                may = token.may & one.bit != 0
                if plainly_holds(one, token):
                    assert may, (token, one)
                elif one._is_plain:
                    assert not may, (token, one)


@pytest.mark.parametrize(
    ("pattern", "whole", "begun"),
    [
        ("mei|juni", "mei juni", ""),
        ("(di|ke)(sini|sana)", "disini disana kesini kesana", ""),
        ("Norsk[et]?", "Norsk Norske Norskt", ""),
        ("per(hari|[a-z]{3,})|minta", "perhari minta", "per"),
        ("[Ee]itthver.*", "", "Eitthver eitthver"),
        (r"\d+[.,]|\.", ".", "*"),
        ("(a|b)*c", "", "*"),
        ("ab+c|x", "x", "a"),
        ("(?i)ja", "", "*"),
        (".*ere", "", "*"),
        ("[^a]b|c", "", "*"),
        ("a(?!b).|c", "c", "a"),
    ],
)
def test_a_pattern_tells_what_it_matches_and_how_all_else_begins(pattern: str, whole: str, begun: str) -> None:
    assert heads(pattern) == (frozenset(whole.split()), frozenset("" if one == "*" else one for one in begun.split()))


@pytest.mark.filterwarnings("ignore::FutureWarning")
@settings(max_examples=300)
@given(st.text("ab(|)?*+[]{1,2}.\\^", max_size=9), st.text("ab", max_size=4))
def test_no_text_that_a_pattern_matches_is_left_out(pattern: str, text: str) -> None:
    try:
        match = re.compile(pattern).fullmatch(text)
    except (re.error, OverflowError, RecursionError):
        return
    whole, begun = heads(pattern)
    assert not match or text in whole or text.startswith(tuple(begun))


_PART = st.sampled_from(["NOUN", "VERB", "masc", "fem", "sg", "pl", "def"])
_CHOICE = st.one_of(st.just("*"), st.lists(_PART, min_size=1, max_size=2).map("/".join))
_MORE = st.builds(lambda sign, choice: sign + choice.replace("*", "sg"), st.sampled_from("+-"), _CHOICE)
_ONE = st.builds(
    lambda first, more, end: ":".join(first) + "".join(more) + end,
    st.lists(_CHOICE, min_size=1, max_size=4), st.lists(_MORE, max_size=3), st.sampled_from(["", "$"]),
)  # fmt: skip


@given(st.lists(st.lists(_ONE, min_size=1, max_size=3).map(" | ".join), max_size=8), st.lists(_PART, min_size=1))
def test_the_index_of_tags_finds_each_pattern_that_fits(patterns: list[str], parts: list[str]) -> None:
    made: list[Tags] = [tags(text) for text in patterns]
    assert TagIndex(made).fitting(":".join(parts)) == {one for one in made if one.fits(":".join(parts))}


def test_a_sentence_may_end_before_a_row_that_asks_for_the_same_word_twice() -> None:
    look = looker(load("is"))
    words = ["komist", "að", "því", "að"]
    assert all(look.findings(Place(" ".join(words[:at]))) is not None for at in range(1, len(words) + 1))


def test_conditions_that_share_a_bit_are_alike() -> None:
    look = looker(load("nb"))
    conditions = list(look.conditions())
    alike: dict[int, set[tuple[object, ...]]] = {}
    for one in conditions:
        alike.setdefault(one.bit, set()).add(one.alike)
    assert all(len(found) == 1 for found in alike.values())
    assert len(alike) < len(conditions)
