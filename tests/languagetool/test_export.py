"""Our rules in LanguageTool's XML: the same patterns, reversible ids, and a list of what stays that is true."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from compose import locales
from compose.check.export import export, table
from compose.check.export.examples import Wrong
from compose.check.export.java import Unsayable, java, template
from compose.check.export.listing import markdown
from compose.check.export.pack import pack_files
from compose.check.export.sample import sample
from compose.check.export.segment import pieces
from compose.check.export.sound import hold_sound
from compose.check.export.words import first_words
from compose.check.export.xml import languagetool_id, our_id
from compose.languagetool.levels import left_out

TAGS = locales.tags()
LISTING = Path(__file__).parents[2] / "docs" / "languagetool-unexported.md"

SAID = [
    (r"(?<!\w)wang(?!\w)", r"(?<![\p{L}\p{N}_])wang(?![\p{L}\p{N}_])"),
    (r"a\bb", r"a(?:(?<![\p{L}\p{N}_])(?=[\p{L}\p{N}_])|(?<=[\p{L}\p{N}_])(?![\p{L}\p{N}_]))b"),
    (r"x[^\W\d_]{2,}", r"x[[\p{L}\p{N}_]&&[^\p{Nd}_]]{2,}"),
    (r"a[&\]b]", r"a[\x{26}\x{5D}b]"),
    (r"(?P<word>ab) (?P=word)", r"(ab) (?:\1)"),
    (r"(?:^|(?<=[.!?]\s))tak", r"(?:(?m:^))tak"),
    (r"a(?=\s|\Z)", r"a(?=(?:[\s\p{Z}\x1c-\x1f\x85]|\z))"),
]


@pytest.mark.parametrize(("python", "said"), SAID)
def test_a_pattern_is_said_in_java(python: str, said: str) -> None:
    found = java(re.compile(python, re.MULTILINE)).pattern
    assert re.sub(r"^\(\?-iu:\(\?=\[.*?\]\)\)", "", found) == said


UNSAID = [r"^a", r"a$", r"a*", r"(?<=[.!?] )a", r"a(?P<mark>b)?c", r"(a)?(?(1)b|c)d"]


@pytest.mark.parametrize("python", UNSAID)
def test_what_java_or_a_sentence_cannot_hold_is_refused_with_a_reason(python: str) -> None:
    with pytest.raises(Unsayable) as reason:
        java(re.compile(python, re.MULTILINE))
    assert len(str(reason.value)) > 20


def test_a_template_names_groups_by_number() -> None:
    pattern = re.compile(r"(?P<a>x)(?P<b>y)")
    assert template(r"\g<b>-\1", pattern) == r"\2-\1"


@pytest.mark.parametrize("tag", TAGS)
def test_every_id_comes_back_and_no_two_are_one(tag: str) -> None:
    ids = [rule.id for rule in locales.load(tag).rules]
    assert [our_id(languagetool_id(rule)) for rule in ids] == ids
    assert len(set(map(languagetool_id, ids))) == len(ids)


@pytest.mark.parametrize("tag", TAGS)
def test_every_rule_is_exported_or_listed_with_a_reason(tag: str) -> None:
    locale = locales.load(tag)
    exported = export(locale)
    listed = {kept.rule for kept in exported.kept}
    assert {rule.id for rule in locale.rules} == set(exported.rules) | listed
    assert all(kept.why for kept in exported.kept)
    tagged = {kept.rule for kept in exported.kept if "no lexicon with tags" in kept.why} - set(exported.rules)
    assert len(exported.rules) > (len(locale.rules) - len(tagged)) / 2
    groups = re.findall(r'<rulegroup id="([^"]+)"', exported.xml)
    assert sorted(groups) == sorted(map(languagetool_id, exported.rules))


@pytest.mark.parametrize("tag", TAGS)
def test_what_is_left_out_by_hand_is_a_way_that_its_form_would_let_in(tag: str) -> None:
    kept = {f"{each.rule} {each.part.removeprefix('way ')}": each.why for each in export(locales.load(tag)).kept}
    assert {way: kept.get(way) for way in left_out(tag)} == left_out(tag)


def test_the_list_in_the_docs_is_what_the_export_says() -> None:
    exports = [export(locales.load(tag)) for tag in TAGS]
    assert table(exports)
    assert LISTING.read_text(encoding="utf-8") == markdown(exports), (
        "run: compose languagetool export --list > docs/languagetool-unexported.md"
    )


def test_the_same_rules_give_the_same_pack() -> None:
    some = [locales.load(tag) for tag in ("en", "is")]
    assert pack_files(some)[0] == pack_files(some)[0]


SPLIT = [
    ("Ring meg kl. 9. Det er greit.", {"kl."}, ["Ring meg kl. 9.", "Det er greit."]),
    ("Den 3. november. Takk!\nHei", set(), ["Den 3. november.", "Takk!", "Hei"]),
    ("Sjá t. d. hér.", set(), ["Sjá t. d. hér."]),
    ("Av A. Hansen. Ja?", set(), ["Av A. Hansen.", "Ja?"]),
]


@pytest.mark.parametrize(("text", "abbreviations", "parts"), SPLIT)
def test_a_text_is_cut_as_the_pack_cuts_it(text: str, abbreviations: set[str], parts: list[str]) -> None:
    assert pieces(text, frozenset(abbreviations)) == parts


def test_first_words_are_told_only_where_they_can_be() -> None:
    assert first_words(re.compile(r"(?<!\w)(?:jeg|vi) siger(?!\w)")) == (("jeg", "vi"), ("siger",))
    assert first_words(re.compile(r"(?<!\w)takk(?:er)?, du")) == (("takk", "takker"),)
    assert first_words(re.compile(r"(?<!\w)takk\w+")) == ()
    assert first_words(re.compile(r"takk for")) == ()
    assert first_words(re.compile(r"(?<!\w)(?P<mark>på)(?= (?:\d|uke))")) == (("på",),)
    assert first_words(re.compile(r"((?<!\w)(?<!\w-)(?!sen)mail(?!\w|-\w))")) == (("mail",),)
    assert first_words(re.compile(r"(?<!\w)mail(?=er)")) == first_words(re.compile(r"(?<!\w)mail(?!\wx)")) == ()


def test_a_made_example_is_found_by_its_pattern() -> None:
    for text in (r"(?<!\w)(?:a|b) (?P<mark>cd)(?= \d)", r"[^aA]x{3}", r"(\w)\1!"):
        pattern = re.compile(text)
        assert pattern.search(sample(pattern)), text


def test_the_committed_jar_is_what_its_sources_give(home: Path) -> None:
    top = Path(__file__).parents[2]
    command = [sys.executable, "languagetool/build.py", str(home / "LanguageTool-6.8"), "--check"]
    done = subprocess.run(command, cwd=top, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


UNSOUND = [
    ("Det er <feill>.", "feilx", "it suggests a word that our own lexicon does not know: feilx"),
    ("Vi skal prøve <å rette> feilen.", "og rette", "another rule of ours objects to what it suggests: grammar."),
]


def example(marked: str, correction: str) -> Wrong:
    return Wrong(re.sub("[<>]", "", marked), marked.index("<"), marked.index(">") - 1, correction)


@pytest.mark.parametrize(("marked", "correction", "why"), UNSOUND)
def test_what_suggests_a_mistake_is_not_exported(marked: str, correction: str, why: str) -> None:
    with pytest.raises(Unsayable, match=re.escape(why)):
        hold_sound([example(marked, correction)], locales.load("nb"))


def test_what_suggests_no_mistake_is_exported() -> None:
    hold_sound([example("Det er <feill>.", "feil"), example("Det er <feill>.", "")], locales.load("nb"))
