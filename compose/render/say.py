"""Choose the sentence that a move needs in a situation, and say it."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache

from compose.model.locale import Locale, Sentence
from compose.render.facts import Facts, Situation
from compose.render.formats import english, formatter
from compose.render.voice import Voice


def _specific(sentence: Sentence) -> tuple[int, int]:
    """Most conditions first; among as many, the one that needs most facts; else the order of the file."""
    facts = len(sentence.when.get("has", ())) + len(sentence.when.get("lacks", ()))
    return -len(sentence.when), -facts


class Speaker:
    """The sentences of one locale, by move, the most specific first."""

    def __init__(self, locale: Locale) -> None:
        self.locale = locale
        self.voice = Voice(formatter(locale))
        self.sentences = {sentence.id: sentence for sentence in locale.sentences}
        by_move: dict[str, list[Sentence]] = defaultdict(list)
        for sentence in locale.sentences:
            by_move[sentence.move].append(sentence)
        self.by_move = {move: sorted(found, key=_specific) for move, found in by_move.items()}
        self._fixed: dict[tuple[str, Situation], list[tuple[str, str]]] = {}
        self._forms = frozenset(word for form in locale.forms for word in form.words)
        self._chosen: dict[tuple[str, Situation], Sentence | None] = {}

    def choose(self, move: str, situation: Situation) -> Sentence | None:
        """The sentence with the most conditions that hold; then with the most facts; then the first in the file."""
        key = (move, situation)
        if key not in self._chosen:
            holding = (sentence for sentence in self.by_move.get(move, ()) if situation.holds(sentence.when))
            self._chosen[key] = next(holding, None)
        return self._chosen[key]

    def runs(self, sentence: Sentence, facts: Facts) -> list[tuple[str, str]]:
        """The sentence with its slots filled, cut into runs: (text, the answer that it came from or nothing)."""
        key = (sentence.id, facts.situation)
        runs = self._fixed.get(key)
        if runs is None:
            runs = self.voice.runs(sentence.text, facts.slots, f"{sentence.file}:{sentence.line}", sentence.id)
            if self.voice.slots(sentence.text) <= self._forms:  # it depends on the situation alone
                runs = self._fixed[key] = [("".join([run for run, _ in runs]), "")]
        return runs


@lru_cache(maxsize=16)
def speaker(locale: Locale) -> Speaker:
    """The speaker of a locale, made once a run."""
    return Speaker(locale)


@lru_cache(maxsize=1)
def english_voice() -> Voice:
    """The voice of glosses."""
    return Voice(english())
