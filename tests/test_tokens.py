"""The rule kind `tokens`: what its keys mean, that wrong keys are told, and that every rule proves itself."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compose.check.tokens import Tokens
from compose.errors import ComposeError
from compose.lexicons.tags import tags
from compose.locales import load
from compose.model.engine import Passage
from compose.model.finding import Finding
from compose.model.locale import Locale
from compose.model.rule import Rule

TAGS = ("en", "id", "is", "ms", "nb")


def having(*entries: dict[str, Any], tag: str = "nb") -> Locale:
    """The locale with these token rules and no others."""
    rules = tuple(
        Rule(f"test.rule-{number}", "tokens", "error", "m", "g", "s", (), (), data=entry, file="tokens.toml", line=1)
        for number, entry in enumerate(entries)
    )
    return dataclasses.replace(load(tag), rules=rules, fingerprint=repr(entries))


def found(text: str, *entries: dict[str, Any], tag: str = "nb") -> list[str]:
    (findings,) = Tokens().check([Passage(text)], having(*entries, tag=tag))
    return [text[one.start : one.end] for one in findings]


def suggested(text: str, entry: dict[str, Any], tag: str = "nb") -> list[tuple[str, ...]]:
    (findings,) = Tokens().check([Passage(text)], having(entry, tag=tag))
    return [one.suggestions for one in findings]


EN_NEUTER = {"tokens": [{"word": "en"}, {"some": "NOUN:neut:sg:indef", "none": "NOUN:masc/fem"}]}


@pytest.mark.parametrize(
    ("pattern", "tag", "fits"),
    [
        ("NOUN", "NOUN:neut:sg:def", True),
        ("NOUN:neut", "NOUN:neut:sg:def", True),
        ("NOUN:masc/fem", "NOUN:neut:sg:def", False),
        ("NOUN:*:sg", "NOUN:neut:sg:def", True),
        ("NOUN:*:pl", "NOUN:neut:sg:def", False),
        ("AD", "ADJ:mf", False),
        ("ADJ | VERB:inf", "VERB:inf:pass", True),
        ("NOUN:neut:sg:def:x", "NOUN:neut:sg:def", False),
    ],
)
def test_a_tag_pattern_takes_whole_parts_and_may_stop_early(pattern: str, tag: str, fits: bool) -> None:
    assert tags(pattern).fits(tag) is fits


def test_words_and_tags_are_matched_and_the_place_is_right() -> None:
    assert found("Det var en problem. Vi fant en feil og en problem.", EN_NEUTER) == ["en problem"] * 2
    assert found("Det var et problem med en faktura.", EN_NEUTER) == []


@pytest.mark.parametrize(
    ("tokens", "text", "hit"),
    [
        ([{"word": "vi"}, {"word": "ikke", "optional": True}, {"word": "svarte"}], "Vi ikke svarte.", True),
        ([{"word": "vi"}, {"word": "ikke", "optional": True}, {"word": "svarte"}], "Vi svarte.", True),
        ([{"word": "vi", "skip": 2}, {"word": "svarte"}], "Vi så og svarte.", True),
        ([{"word": "vi", "skip": 2}, {"word": "svarte"}], "Vi så på den og svarte.", False),
        ([{"word": "vi", "skip": 9, "stop": {"shape": ","}}, {"word": "svarte"}], "Vi så, og svarte.", False),
        ([{"some": "ADJ", "most": 3}, {"word": "pris"}], "En stor, ny pris.", True),
        ([{"word": "til"}, {"same": 1}], "Jeg ringer til til deg.", True),
        ([{"word": "til"}, {"same": 1}], "Jeg ringer til deg.", False),
        ([{"shape": "[A-Z].*", "opens": False}], "Vi ringer Kari.", True),
        ([{"shape": "[A-Z].*", "opens": False}], "Vi ringer.", False),
        ([{"like": "fakt.*", "unlike": ".*er"}], "Fakturaen kom.", True),
        ([{"like": "fakt.*", "unlike": ".*er"}], "Fakturaer kom.", False),
        ([{"lemma": "sende"}], "Vi sendte den.", True),
        ([{"all": "NOUN"}, {"all": "NOUN"}], "Fakturaen kom.", False),
        ([{"all": "NOUN"}, {"all": "VERB:past"}], "Fakturaen kom.", True),
        ([{"some": "UNKNOWN"}], "Dette er xqzvkw.", True),
        ([{"some": "NUM:figure"}], "Det koster 1 200 kroner.", True),
        ([{"front": "u", "rest": "ADJ"}], "Det er uklart.", True),
    ],
)
def test_each_key_means_what_it_says(tokens: list[dict[str, Any]], text: str, hit: bool) -> None:
    assert bool([one for one in found(text, {"tokens": tokens}) if one != "."]) is hit


def test_cancelling_patterns_and_neighbours_keep_a_rule_from_finding() -> None:
    text = "Vi har en problem."
    assert found(text, EN_NEUTER) == ["en problem"]
    assert found(text, {**EN_NEUTER, "cancel": [[{"word": "har"}, {"word": "en"}]]}) == []
    assert found(text, {**EN_NEUTER, "not_before": [{"word": "har"}]}) == []
    assert found(text, {**EN_NEUTER, "not_after": [{"some": "PUNCT"}]}) == []
    assert found(text, {**EN_NEUTER, "nothing_before": {"word": "vi"}}) == []
    assert found("Har vi en problem?", {**EN_NEUTER, "statement": True}) == []


def test_agreement_is_over_readings_of_all_tokens() -> None:
    rule = {
        "tokens": [{"some": "DET:art"}, {"some": "NOUN:*:sg"}],
        "disagree": {"tokens": [1, 2], "in": ["gender"], "among": "DET:art | NOUN"},
    }
    assert found("Det er en problem og et problem.", rule) == ["en problem"]
    agreeing = {"tokens": rule["tokens"], "agree": rule["disagree"]}
    assert found("Det er en problem og et problem.", agreeing) == ["et problem"]


def test_suggestions_are_inflected_and_keep_the_capital() -> None:
    rule = {"tokens": [{"word": "denne"}, {"some": "NOUN:*:sg:indef"}], "suggest": "{1} {2:NOUN:*:sg:def}"}
    assert suggested("Denne faktura er feil.", rule) == [("Denne fakturaen",)]
    assert suggested("Denne kundeavtale er feil.", rule) == [("Denne kundeavtalen",)]


def test_a_form_that_is_not_known_gives_no_suggestion_but_still_a_finding() -> None:
    rule = {"tokens": [{"word": "denne"}, {"some": "NOUN:*:sg:indef"}], "suggest": "{2:NOUN:*:dual}"}
    assert suggested("Denne faktura er feil.", rule) == [()]


def test_two_words_that_are_one_in_the_lexicon_are_joined() -> None:
    rule = {"tokens": [{"some": "NOUN:*:sg:indef"}, {"some": "NOUN"}], "joins": {"as": "NOUN"}}
    made = {**rule, "joins": {"as": "NOUN", "listed": False}}
    assert suggested("Vi har en pris liste.", rule) == [("prisliste",)]
    assert suggested("Vi har en kunde avtale.", rule) == []
    assert suggested("Vi har en kunde avtale.", made) == [("kundeavtale",)]
    assert found("Vi har en kunde faktura avis.", {**rule, "joins": {"as": "ADJ"}}) == []


@pytest.mark.parametrize(
    ("text", "hits"),
    [
        ("vi beklager.", ["vi"]),
        ("Takk. vi beklager.", ["vi"]),
        ("Hei, Kari,\nvi beklager.", []),
        ("Vi sier vi beklager.", []),
    ],
)
def test_begins_tells_where_a_sentence_surely_begins(text: str, hits: list[str]) -> None:
    assert found(text, {"tokens": [{"begins": True, "shape": "[a-z].*"}]}) == hits


@pytest.mark.parametrize(
    ("text", "hits"),
    [
        ("Vi sender ny faktura", ["faktura"]),
        ("Vi sender ny faktura.", []),
        ("Ny faktura\n\nVi sender den.", []),
        ("Emne\nVi sender ny faktura\n\nHilsen", ["faktura", "Hilsen"]),
    ],
)
def test_open_tells_that_a_line_ends_without_a_mark(text: str, hits: list[str]) -> None:
    assert found(text, {"tokens": [{"open": True}]}) == hits


def test_names_given_with_the_passage_are_names() -> None:
    locale = having({"tokens": [{"some": "NOUN:masc:sg:def"}]})
    text = "Bakken ringte. Bakken var våt."
    assert len(Tokens().check([Passage(text)], locale)[0]) == 2
    assert Tokens().check([Passage(text, frozenset({"Bakken"}))], locale)[0] == []


@pytest.mark.parametrize(
    ("entry", "told"),
    [
        ({"tokens": [{"wrod": "en"}]}, "did you mean 'word'"),
        ({"tokens": [{"word": "@nothing"}]}, "unknown set '@nothing'"),
        ({"tokens": [{"word": "en"}], "sugest": "x"}, "did you mean 'suggest'"),
        ({"tokens": [{"word": "en"}], "mark": 2}, "'mark' names a token"),
        ({"tokens": [{"word": "en"}], "suggest": "{1|NOUN:sg}"}, "'suggest' has a slot that is none"),
        ({"tokens": []}, "'tokens' must hold a condition"),
        ({"tokens": [{"word": "en"}], "disagree": {"tokens": [1], "in": ["colour"]}}, "unknown feature 'colour'"),
        ({"tokens": [{"word": "en"}], "agree": {"tokens": [2], "in": ["gender"]}}, "does not have"),
    ],
)
def test_a_key_that_the_engine_does_not_know_is_an_error(entry: dict[str, Any], told: str) -> None:
    with pytest.raises(ComposeError, match="tokens") as wrong:
        found("En.", entry)
    assert told in str(wrong.value)


def findings(text: str, tag: str) -> list[Finding]:
    return Tokens().check([Passage(text)], load(tag))[0]


@pytest.mark.parametrize("tag", TAGS)
def test_every_token_rule_finds_its_bad_examples_and_nothing_in_any_good_one(tag: str) -> None:
    locale = load(tag)
    rules = [rule for rule in locale.rules if rule.kind == "tokens"]
    missed = [(rule.id, text) for rule in rules for text in rule.bad
              if rule.id not in {one.rule for one in findings(text, tag)}]  # fmt: skip
    wrong = [(one.rule, text) for rule in locale.rules for text in rule.good for one in findings(text, tag)]
    assert (missed, wrong) == ([], [])
    assert all(len(rule.good) >= 2 and len(rule.bad) >= 2 and rule.source for rule in rules)


@pytest.mark.parametrize("tag", TAGS)
def test_each_way_of_a_rule_is_proven_by_a_bad_example(tag: str) -> None:
    locale = load(tag)
    dead = []
    for rule in locale.rules:
        for number, way in enumerate(rule.data.get("way", ())) if rule.kind == "tokens" else ():
            alone = dataclasses.replace(rule, data={**rule.data, "way": [way]})
            one = dataclasses.replace(locale, rules=(alone,), fingerprint=f"{rule.id} {number}")
            if not any(Tokens().check([Passage(text) for text in rule.bad], one)):
                dead.append((rule.id, number))
    assert dead == []


@pytest.mark.parametrize("tag", TAGS)
def test_nothing_is_found_in_what_the_locale_says(tag: str) -> None:
    locale = load(tag)
    texts = [example for folder in locale.folders for example in (folder / "examples").glob("*.txt")]
    assert [(path.name, one.rule) for path in texts for one in findings(path.read_text("utf-8"), tag)] == []


@settings(max_examples=30, deadline=None)
@given(st.text(max_size=120))
def test_any_text_is_read_and_every_finding_lies_inside_it(text: str) -> None:
    for tag in TAGS:
        for one in findings(text, tag):
            assert 0 <= one.start < one.end <= len(text)
