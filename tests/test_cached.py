"""The engine with a memory: the same findings, each sentence looked at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compose import locales
from compose.cache import SentenceCache
from compose.check.cached import Cached, by_sentence
from compose.check.sentences import Span, sentences
from compose.model.engine import Passage, Unavailable
from compose.model.finding import Coverage, Finding, Gap
from compose.model.locale import Locale

NB = locales.load("nb")


class Shouts:
    """An engine that objects to each word in capitals, and remembers what it was shown."""

    name = "shouts"
    by_sentence = True

    def __init__(self, version: str = "1") -> None:
        self.version = version
        self.shown: list[str] = []
        self.ends_at = ""

    def coverage(self, locale: Locale) -> Coverage:
        return Coverage(self.name, self.version, ("tone",))

    def edition(self, locale: Locale) -> str:
        return self.version

    def parts(self, passage: Passage, locale: Locale) -> list[Span]:
        return sentences(passage.text, locale.abbreviations)

    def check(self, passages: Sequence[Passage], locale: Locale) -> list[list[Finding]]:
        return by_sentence(self, passages, locale, self._look)

    def _look(self, texts: Sequence[str]) -> list[list[Finding]]:
        if self.ends_at in texts:
            raise Unavailable(Gap("tone", "ended", "start it again", ("tone",)))
        self.shown += texts
        return [
            [
                Finding("shouts.word", self.name, "warning", "ikke rop", at, at + len(word), (word.lower(),), "no")
                for word in text.split()
                if word.isupper() and (at := text.find(word)) >= 0
            ]
            for text in texts
        ]


class Memory(dict[bytes, str]):
    """A store in memory."""

    def get_many(self, keys: Sequence[bytes]) -> dict[bytes, str]:
        return {key: self[key] for key in keys if key in self}

    def put_many(self, values: Mapping[bytes, str]) -> None:
        self.update(values)


def marked(passage: Passage, findings: list[Finding]) -> list[str]:
    return [passage.text[each.start : each.end] for each in findings]


def test_only_new_sentences_are_shown_and_offsets_are_those_of_the_text() -> None:
    engine, memory = Shouts(), Memory()
    first = Passage("Takk! 🙂 Det var IKKE bra.\n\nVi ANGRER.")
    second = Passage("Vi ANGRER. Dette er NYTT. Vi ANGRER.")
    assert marked(first, Cached(engine, memory).check([first], NB)[0]) == ["IKKE", "ANGRER."]
    engine.shown.clear()
    found = Cached(engine, memory).check([second, first], NB)
    assert engine.shown == ["Dette er NYTT."]
    assert marked(second, found[0]) == ["ANGRER.", "NYTT.", "ANGRER."]
    assert marked(first, found[1]) == ["IKKE", "ANGRER."]
    assert found[0][0].suggestions == ("angrer.",)


def test_another_version_of_the_engine_looks_again() -> None:
    memory, passage = Memory(), Passage("Vi ANGRER.")
    Cached(Shouts("1"), memory).check([passage], NB)
    newer = Shouts("2")
    Cached(newer, memory).check([passage], NB)
    assert newer.shown == ["Vi ANGRER."]


def test_another_language_looks_again() -> None:
    memory, passage, engine = Memory(), Passage("Vi ANGRER."), Shouts()
    Cached(engine, memory).check([passage], NB)
    Cached(engine, memory).check([passage], locales.load("en"))
    assert engine.shown == ["Vi ANGRER.", "Vi ANGRER."]


def test_known_names_are_left_out_for_this_passage_alone() -> None:
    memory, engine = Memory(), Shouts()
    known = Passage("Hilsen fra DNB.", known=frozenset({"DNB"}))
    unknown = Passage("Hilsen fra DNB.")
    engine_found = Cached(engine, memory).check([known, unknown, known], NB)
    assert [len(each) for each in engine_found] == [0, 1, 0]


def test_a_disabled_rule_is_left_out_and_not_forgotten() -> None:
    memory, passage = Memory(), Passage("Vi ANGRER.")
    assert Cached(Shouts(), memory, frozenset({"shouts.word"})).check([passage], NB) == [[]]
    assert len(Cached(Shouts(), memory).check([passage], NB)[0]) == 1


def test_what_was_answered_before_a_failure_is_kept() -> None:
    memory, engine = Memory(), Shouts()
    text = "\n".join(f"Linje {n} er FEIL." for n in range(100))
    engine.ends_at = "Linje 90 er FEIL."
    with pytest.raises(Unavailable):
        Cached(engine, memory).check([Passage(text)], NB)
    engine.ends_at = ""
    engine.shown.clear()
    assert len(Cached(engine, memory).check([Passage(text)], NB)[0]) == 100
    assert len(engine.shown) < 50


@pytest.mark.parametrize(
    "value", ["", "nonsense", "[[1]]", '[["r","e","error","m",0,999,[],""]]', '{"a": 1}', "null", "7"]
)
def test_a_kept_value_that_makes_no_sense_is_asked_for_again(value: str) -> None:
    memory, engine, passage = Memory(), Shouts(), Passage("Vi ANGRER.")
    Cached(engine, memory).check([passage], NB)
    (key,) = memory
    memory[key] = value
    assert marked(passage, Cached(engine, memory).check([passage], NB)[0]) == ["ANGRER."]
    assert memory[key] != value


def test_an_engine_that_looks_across_sentences_is_refused() -> None:
    engine = Shouts()
    engine.by_sentence = False
    with pytest.raises(TypeError, match="more than one sentence"):
        Cached(engine, Memory())


def test_findings_come_back_whole_from_the_disk(tmp_path: Path) -> None:
    passage = Passage("Vi ANGRER på det. OG mer.")
    fresh = Cached(Shouts(), SentenceCache(tmp_path)).check([passage], NB)
    kept = Cached(Shouts(), SentenceCache(tmp_path)).check([passage], NB)
    assert kept == fresh == Shouts().check([passage], NB)


@given(st.lists(st.text(st.sampled_from(list("aA. \n!ÆØ🙂\u0301[]")), max_size=40), max_size=5))
def test_the_memory_changes_no_finding(texts: list[str]) -> None:
    memory, passages = Memory(), [Passage(text) for text in texts]
    bare = Shouts().check(passages, NB)
    assert Cached(Shouts(), memory).check(passages, NB) == bare
    again = Shouts()
    assert Cached(again, memory).check(passages, NB) == bare
    assert again.shown == []
