"""The table of engines: what `--engine` opens, and that no engine's absence hides another's findings."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from compose import locales
from compose.check.engines import CHOICES, ENGINES, open_engines, run
from compose.errors import ComposeError
from compose.model.engine import Engine, Passage, Unavailable
from compose.model.finding import Coverage, Finding, Gap
from compose.model.locale import Locale

PASSAGES = [Passage("Vi beklager feilen."), Passage("Takk.")]


class Finds:
    """An engine that objects to the first word of each passage."""

    def __init__(self, name: str) -> None:
        self.name = name

    def coverage(self, locale: Locale) -> Coverage:
        return Coverage(self.name, "1", ("grammar",))

    def check(self, passages: Sequence[Passage], locale: Locale) -> list[list[Finding]]:
        return [[Finding("grammar.first", self.name, "error", "m", 0, 2)] for _ in passages]


class Absent(Finds):
    """An engine that is not installed."""

    def check(self, passages: Sequence[Passage], locale: Locale) -> list[list[Finding]]:
        raise Unavailable(Gap("grammar", "not installed", "install it", ("grammar",)))


class Vanishes(Finds):
    """An engine that looks, and is gone when it is asked who it was."""

    def coverage(self, locale: Locale) -> Coverage:
        raise Unavailable(Gap("grammar", "went away", "start it", ("grammar",)))


@pytest.fixture(scope="module")
def nb() -> Locale:
    return locales.load("nb")


@pytest.mark.parametrize("order", [0, 1])
def test_an_absent_engine_is_a_gap_and_hides_no_finding(nb: Locale, order: int) -> None:
    engines: list[Engine] = [Finds("rules"), Absent("words")]
    found, covered, gaps = run(engines[:: -1 if order else 1], PASSAGES, nb)
    assert [len(each) for each in found] == [1, 1]
    assert [each.engine for each in covered] == ["rules"]
    assert [each.mend for each in gaps] == ["install it"]


def test_an_engine_that_cannot_say_who_it_is_has_not_looked(nb: Locale) -> None:
    found, covered, gaps = run([Vanishes("words")], PASSAGES, nb)
    assert found == [[], []]
    assert covered == []
    assert [each.why for each in gaps] == ["went away"]


def test_findings_of_two_engines_on_the_same_words_are_one(nb: Locale) -> None:
    found, covered, _ = run([Finds("words"), Finds("rules")], PASSAGES, nb)
    assert [[each.engine for each in one] for one in found] == [["rules"], ["rules"]]
    assert [each.engine for each in covered] == ["words", "rules"]


def test_no_engine_and_no_passage_are_no_fault(nb: Locale) -> None:
    assert run([], PASSAGES, nb) == ([[], []], [], [])
    assert run([Finds("rules")], [], nb)[0] == []


@pytest.mark.parametrize("tag", locales.tags())
def test_auto_opens_what_the_locale_wants(tag: str) -> None:
    locale = locales.load(tag)
    assert [engine.name for engine in open_engines(["auto"], locale)] == [
        name for name in ENGINES if ("rules" if name == "tokens" else name) in locale.engines
    ]


@pytest.mark.parametrize(
    ("names", "opened"),
    [
        (["none"], []),
        ([], []),
        (["words"], ["words"]),
        (["languagetool", "rules", "rules"], ["rules", "tokens", "languagetool"]),
        (["auto", "greynir"], ["rules", "tokens", "words", "greynir", "languagetool"]),
    ],
)
def test_named_engines_are_opened_once_and_quickest_first(nb: Locale, names: list[str], opened: list[str]) -> None:
    assert [engine.name for engine in open_engines(names, nb)] == opened


def test_every_engine_can_be_named_alone(nb: Locale) -> None:
    for name in ENGINES:
        opened = ["rules", "tokens"] if name == "rules" else [name]
        assert [engine.name for engine in open_engines([name], nb)] == opened
    assert set(CHOICES) == {*ENGINES, "auto", "none"}


def test_an_unknown_engine_is_named_with_the_nearest(nb: Locale) -> None:
    with pytest.raises(ComposeError, match=r"unknown engine 'greynr'; did you mean 'greynir'\?"):
        open_engines(["greynr"], nb)


def test_none_beside_another_engine_is_refused(nb: Locale) -> None:
    with pytest.raises(ComposeError, match="none"):
        open_engines(["none", "rules"], nb)
