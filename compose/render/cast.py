"""Messages of records alike: what stands in all of them is made once, and only what differs is said anew."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from compose.model.draft import Draft, Piece, Span
from compose.model.finding import Source
from compose.model.words import ANSWERS
from compose.render.facts import answer, chosen_for, facts_of
from compose.render.letter import is_of_moves, plan
from compose.render.names import given_names, name_at, words_of
from compose.render.say import speaker
from compose.render.sms import plainer

if TYPE_CHECKING:
    from compose.errors import Problem
    from compose.model.incident import Incident
    from compose.model.locale import Locale
    from compose.render.facts import Facts
    from compose.render.letter import Step
    from compose.templates import Letter

Path = tuple[str, str]
Runs = list[tuple[str, str]]
_REMEMBERED = 1_000


class Cast:
    """The form of the messages of all incidents that differ at some places alone, in which each becomes a draft.

    Those are incidents in the same situation: which facts are there, and of what kind, is the same in all of them.
    `fixed_names` are the names that all of them share.
    """

    def __init__(self, base: Incident, locale: Locale, letter: Letter, paths: Iterable[Path]) -> None:
        self._locale, self._talk = locale, speaker(locale)
        self._plain: Callable[[str], str] | None = plainer(locale) if base.channel == "sms" else None
        self._paths = frozenset(paths)
        self._facts = facts_of(base, locale, self._talk.voice)
        self._fields = {field for field, _ in self._paths} - {"id"}
        self._answers = self._differing_answers(base)
        differing = self._fields.union(self._answers)
        self._steps = plan(letter, self._talk, self._facts, frozenset())
        self._open = [number for number, step in enumerate(self._steps) if self._differs(step, differing)]
        self._runs = [self._said(step, self._facts) for step in self._steps]
        self._chunks = self._between()
        self._layouts: dict[tuple[object, ...], tuple[tuple[Piece, ...], tuple[Span, ...]]] = {}
        named = list(given_names(base))
        self.fixed_names = words_of(text for path, text in named if path not in self._paths)
        self._named = [path for path, _ in named if path in self._paths]

    @property
    def open_pieces(self) -> list[int]:
        """The numbers of the pieces that are not the same in all."""
        pieces = [number for number, step in enumerate(self._steps) if step.sentence]
        return [at for at, number in enumerate(pieces) if number in self._open]

    def draft(self, incident: Incident, own: frozenset[str]) -> Draft | None:
        """The message of an incident of these names, with all its moves; None where its facts need a closer look."""
        facts = self._filled(incident)
        if facts is None:
            return None
        said = [self._said(self._steps[number], facts) for number in self._open]
        sizes = tuple([tuple([(len(words), name) for words, name in runs]) for runs in said])
        layout = self._layouts.get(sizes)
        if layout is None:
            if len(self._layouts) >= _REMEMBERED:
                self._layouts.clear()
            layout = self._layouts[sizes] = self._laid_out(said)
        parts = [self._chunks[0]]
        for runs, chunk in zip(said, self._chunks[1:], strict=True):
            parts += [words for words, _ in runs]
            parts.append(chunk)
        return Draft(incident.locale, incident.channel, "".join(parts), *layout, (), self.fixed_names | own)

    def names(self, incident: Incident) -> frozenset[str]:
        """The names of an incident that are its own."""
        return words_of(name_at(incident, *path) for path in self._named)

    def _differing_answers(self, base: Incident) -> list[str]:
        """The answers in phrases that hold, or speak of, what differs; in the order in which they are made."""
        found: list[str] = []
        for name in ANSWERS:
            chosen = chosen_for(name, base)
            if chosen is not None and not isinstance(chosen, str):
                phrase = self._locale.phrases[chosen.phrase]
                asked = self._talk.voice.slots(phrase.text) - phrase.slots.keys()
                if name in self._fields or asked & self._fields.union(found):
                    found.append(name)
        return found

    def _differs(self, step: Step, differing: set[str]) -> bool:
        return step.sentence is not None and not self._talk.voice.slots(step.sentence.text).isdisjoint(differing)

    def _filled(self, incident: Incident) -> Facts | None:
        """The facts of an incident: those that differ put in the place of the first one's."""
        slots = dict(self._facts.slots)
        for field in self._fields:
            if field == "recipient":
                slots[field] = self._recipient(incident)
            elif field == "follow_up":
                slots[field] = self._follow_up(incident)
            elif field not in ANSWERS:
                slots[field] = getattr(incident, field)
        problems: list[Problem] = []
        for name in self._answers:
            chosen = chosen_for(name, incident)
            if chosen is not None:
                slots[name] = answer(name, chosen, self._locale, self._talk.voice, slots, problems)
        return None if problems else self._facts.with_slots(slots)

    def _recipient(self, incident: Incident) -> dict[str, Any]:
        old, person = self._facts.slots["recipient"], incident.recipient
        new = {**old, **{part: getattr(person, part) for field, part in self._paths if field == "recipient"}}
        if person.address_as is None and person.name is not None:
            new["address_as"] = person.name
        return new

    def _follow_up(self, incident: Incident) -> dict[str, Any]:
        old, given = self._facts.slots["follow_up"], incident.follow_up
        at = given.at if given else None
        return {**old, "at": at, "clock": at} if "clock" in old else {**old, "at": at}

    def _said(self, step: Step, facts: Facts) -> Runs:
        if step.sentence is None:
            return [(step.text, "")]
        runs = self._talk.runs(step.sentence, facts)
        return [(self._plain(words), name) for words, name in runs] if self._plain else runs

    def _between(self) -> list[str]:
        """What stands before, between and behind the pieces that differ."""
        chunks = [""]
        for number, (step, runs) in enumerate(zip(self._steps, self._runs, strict=True)):
            chunks[-1] += step.before
            if number in self._open:
                chunks.append("")
            else:
                chunks[-1] += "".join([words for words, _ in runs])
        return chunks

    def _laid_out(self, said: list[Runs]) -> tuple[tuple[Piece, ...], tuple[Span, ...]]:
        at, pieces, answers, new = 0, list[Piece](), list[Span](), iter(said)
        for number, (step, old) in enumerate(zip(self._steps, self._runs, strict=True)):
            at += len(step.before)
            start = at
            for words, name in next(new) if number in self._open else old:
                if name:
                    answers.append(Span(at, at + len(words), Source("answer", name)))
                at += len(words)
            if step.sentence:
                pieces.append(Piece(start, at, step.sentence.move, step.source, step.sentence.id))
        return tuple(pieces), tuple(answers)


def may_be_cast(base: Draft, locale: Locale, letter: Letter, paths: Iterable[Path]) -> bool:
    """Whether one draft tells of all that are alike: nothing was left out, and its letter only asks for moves."""
    words = {word for form in locale.forms for word in form.words}
    return not base.dropped and is_of_moves(letter, speaker(locale)) and words.isdisjoint(field for field, _ in paths)
