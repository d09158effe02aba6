"""The spelling engine: slips are found, and names, references, addresses and trade words are left alone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compose.check.words import Words, suggestions
from compose.locales import load
from compose.model.engine import Passage
from compose.paths import locales_dir

TAGS = ("en", "id", "is", "ms", "nb")


def found(text: str, tag: str, *known: str) -> list[str]:
    (findings,) = Words().check([Passage(text, frozenset(known))], load(tag))
    assert all(text[finding.start : finding.end] == finding.word for finding in findings)
    return [finding.word for finding in findings if finding.level != "info"]


@pytest.mark.parametrize(
    ("tag", "text", "slips"),
    [
        ("nb", "Vi beklaggjer at fakturaenn var feil.", ["beklaggjer", "fakturaenn"]),
        ("is", "Við biðjumst afsökunarr á reiknigurinn.", ["afsökunarr", "reiknigurinn"]),
        ("ms", "Kami mohon maf atas kesilapn ini.", ["kesilapn"]),
        ("id", "Kami mohon maaf atas kesalhan ini.", ["kesalhan"]),
        ("en", "We apologgise for the invoce.", ["apologgise", "invoce"]),
    ],
)
def test_a_slip_is_found_where_it_stands(tag: str, text: str, slips: list[str]) -> None:
    assert [word for word in found(text, tag) if word in slips] == slips


@pytest.mark.parametrize("tag", TAGS)
@pytest.mark.parametrize(
    "text",
    [
        "ann.xqzv@example.com", "https://xqzv.example/qwrt?zzt=1",
        "www.xqzvkw.no", "xqzv-rapport.pdf", "xqzvkw.com",
        "INV-88", "A12xqzv", "#xqzvkw", "@xqzvkw", "C:\\xqzv\\qwrt",
        "/opt/xqzv/qwrt.txt", "[xqzvkw]", "XQZV", "iXqzv",
        "xqzv_qwrt", "{xqzvkw}", "<xqzvkw>",
    ],
)  # fmt: skip
def test_addresses_references_and_cues_are_no_words(tag: str, text: str) -> None:
    assert found(text, tag) == []


@pytest.mark.parametrize(
    ("tag", "text"),
    [
        ("nb", "Vi snakket med Xqzvberg i går."),
        ("en", "We spoke to Ms Xqzvberg."),
        ("ms", "Kami telah menghubungi Puan Xqzvah."),
        ("id", "Kami telah menghubungi Ibu Xqzvah."),
        ("is", "Ég talaði við Xqzvberg."),
    ],
)
def test_a_name_inside_a_sentence_is_no_slip(tag: str, text: str) -> None:
    assert found(text, tag) == []


def test_a_name_that_stands_elsewhere_in_the_message_is_known_at_the_start_of_a_sentence() -> None:
    assert found("Hei, Fakturaenn. Fakturaenn har ringt.", "nb") == []
    assert found("Fakturaenn har ringt.", "nb") == ["Fakturaenn"]


@pytest.mark.parametrize("word", ["fakturaenn", "Fakturaenn", "Fakturaenns"])
def test_a_name_given_with_the_passage_is_known(word: str) -> None:
    assert found(f"{word} har ringt.", "nb", "Kari Fakturaenn") == []


def test_a_halved_word_before_a_hyphen_is_left_alone() -> None:
    assert found("Vi ser på faktura- og leveringsrutinene.", "nb") == []


def test_an_abbreviation_does_not_open_a_sentence() -> None:
    assert found("Møtet med bl.a. Fakturaenn er flyttet.", "nb") == []


def test_a_guessed_compound_one_letter_from_a_listed_word_is_a_hint() -> None:
    (findings,) = Words().check([Passage("Vi har satt en ny betalingsfrost.")], load("nb"))
    assert [(one.rule, one.level, one.suggestions) for one in findings] == [
        ("spelling.compound", "info", ("betalingsfrist",))
    ]


def test_suggestions_are_made_when_asked_for() -> None:
    locale = load("nb")
    (findings,) = Words().check([Passage("Fakturaenn var feil.")], locale)
    assert [one.suggestions for one in findings] == [()]
    assert "Fakturaen" in suggestions(findings[0], locale)


def test_an_apostrophe_may_be_straight_or_curved() -> None:
    text = "We’ve looked, and it isn’t there; they haven't found it, and you’ve waited."
    assert Words().check([Passage(text)], load("en")) == [[]]


def test_the_message_is_in_the_language_and_the_gloss_in_english() -> None:
    (findings,) = Words().check([Passage("xqzvkw")], load("nb"))
    assert "ord" in findings[0].message.split(".")[0].split()
    assert findings[0].gloss.startswith("Not a known word")


@pytest.mark.parametrize("tag", TAGS)
def test_nothing_is_found_in_what_the_locale_itself_says(tag: str) -> None:
    locale = load(tag)
    folder = locales_dir() / tag / "examples"
    texts = [path.read_text("utf-8") for path in sorted(folder.glob("*.txt"))]
    for path in sorted(folder.glob("*.json")):
        incident = json.loads(Path(path).read_text("utf-8"))
        texts += [value for value in incident.values() if isinstance(value, str) and " " in value]
    for rule in locale.rules:
        if rule.locale == tag and not rule.id.startswith("spelling.") and rule.file.find("/root/") < 0:
            texts += rule.good
    findings = Words().check([Passage(text) for text in texts], locale)
    assert texts
    assert [one.word for each in findings for one in each if one.level != "info"] == []


@given(st.text(max_size=200))
def test_any_text_is_read_and_every_finding_lies_inside_it(text: str) -> None:
    for tag in ("nb", "id"):
        (findings,) = Words().check([Passage(text)], load(tag))
        assert all(0 <= one.start < one.end <= len(text) for one in findings)
        assert [one.start for one in findings] == sorted(one.start for one in findings)
