"""The lexicons: what they know, what they refuse, and what happens when one is not there."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_lexicons import STAMP, build, stamp
from build_lexicons import frontcoded as writer
from compose import paths
from compose.lexicons import Lexicon, open_lexicon
from compose.lexicons.frontcoded import Table
from compose.locales import load
from compose.model.engine import Unavailable

KNOWN = {
    "nb": "fakturaen Fakturaen kontoen noe kundeavtale leveringsadressen busstopp e-posten Oslo beklager",
    "is": "reikningurinn biðjumst afsökunar Reykjavík þjónustufulltrúi tölvupóstinum",
    "ms": "kesilapan dihantar menyemak pelanggan bil-bil kamilah",
    "id": "kesalahan dikirim memeriksa pelanggan faktur-faktur kamilah",
    "en": "apologise invoice customers we're",
}
UNKNOWN = {
    "nb": "fakturaenn beklaggjer levrning xqzvkw",
    "is": "reiknigurinn afsökunnarr xqzvkw",
    "ms": "kesilapn dihntar xqzvkw",
    "id": "kesalhan dikrim xqzvkw",
    "en": "apologgise invoce xqzvkw",
}


@pytest.fixture(params=sorted(KNOWN))
def lexicon(request: pytest.FixtureRequest) -> tuple[str, Lexicon]:
    return request.param, open_lexicon(load(request.param))


def test_it_knows_the_words_of_a_message(lexicon: tuple[str, Lexicon]) -> None:
    tag, words = lexicon
    assert [word for word in KNOWN[tag].split() if not words.knows(word)] == []


def test_it_does_not_know_slips(lexicon: tuple[str, Lexicon]) -> None:
    tag, words = lexicon
    assert [word for word in UNKNOWN[tag].split() if words.knows(word)] == []


@pytest.mark.parametrize(
    ("tag", "slip", "meant"),
    [
        ("nb", "fakturaenn", "fakturaen"),
        ("nb", "Leverng", "Levering"),
        ("is", "reiknigurinn", "reikningurinn"),
        ("ms", "kesilapn", "kesilapan"),
        ("id", "kesalhan", "kesalahan"),
        ("en", "invoce", "invoice"),
        ("nb", "beklaggjer", "beklager"),  # two edits away: Hunspell's word
    ],
)
def test_what_was_meant_is_among_the_suggestions(tag: str, slip: str, meant: str) -> None:
    assert meant in open_lexicon(load(tag)).suggest(slip)


def test_no_word_of_a_locale_is_unknown_to_its_lexicon(lexicon: tuple[str, Lexicon]) -> None:
    tag, words = lexicon
    locale = load(tag)
    assert [word for word in locale.words | locale.abbreviations if not words.knows(word)] == []


def test_a_missing_lexicon_is_a_gap_that_says_how_to_mend_it(tmp_path: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMPOSE_LEXICONS", str(tmp_path))
    paths.lexicons_dir.cache_clear()
    try:
        locale = dataclasses.replace(load("nb"), fingerprint="of a locale that was never opened")
        with pytest.raises(Unavailable) as absence:
            open_lexicon(locale)
    finally:
        monkeypatch.undo()
        paths.lexicons_dir.cache_clear()
    assert absence.value.gap.covers == ("spelling",)
    assert "python -m build_lexicons" in absence.value.gap.mend


WORDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\n"), min_size=1, max_size=20)


@given(st.dictionaries(WORDS, st.text("ab,: ", max_size=9), max_size=80), WORDS)
def test_a_lexicon_file_gives_back_what_was_written_and_nothing_else(
    tmp_path_factory: pytest.TempPathFactory, entries: dict[str, str], other: str
) -> None:
    path = tmp_path_factory.mktemp("lexicon") / "any.lex"
    writer.write(path, entries)
    table = Table(path)
    assert {word: table.get(word) for word in entries} == entries
    assert table.get(other) == entries.get(other)
    assert table.size == len(entries)


def test_the_same_entries_give_the_same_bytes() -> None:
    assert writer.pack({"b": "1", "a": "2"}) == writer.pack({"a": "2", "b": "1"})


def test_lexicons_that_are_up_to_date_are_not_made_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("build_lexicons.version", lambda name: "1")  # the inputs are there for a build alone
    (tmp_path / STAMP).write_text(stamp(), encoding="utf-8")
    assert build(tmp_path) is False
    assert sorted(path.name for path in tmp_path.iterdir()) == [STAMP, "patterns.json", "toml"]


@pytest.mark.parametrize("folder", ["ordb", "english", "hunspell/ms_MY", "hunspell/id_ID", "hunspell/nb_NO"])
def test_every_lexicon_lies_beside_the_credit_of_its_source(folder: str) -> None:
    assert (paths.lexicons_dir() / folder / "CREDIT.txt").read_text("utf-8").strip()


def test_the_malay_dictionary_lies_apart_with_both_of_its_licences_named() -> None:
    folder = paths.lexicons_dir() / "hunspell" / "ms_MY"
    credit = (folder / "CREDIT.txt").read_text("utf-8")
    assert "GPL" in credit
    assert "GFDL" in credit
    assert (folder / "GFDL-1.2.txt").is_file()
    assert (folder / "ms_MY.license").is_file()
