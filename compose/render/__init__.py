"""From facts to a draft: an incident, a locale and a letter in; the text and the source of each span of it out."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from compose.errors import ComposeError, Problem
from compose.model.draft import Draft, Piece, Span
from compose.model.finding import Source
from compose.render import phrasebook
from compose.render.facts import facts_of, glossed
from compose.render.letter import plan
from compose.render.names import names_of
from compose.render.say import english_voice, speaker
from compose.render.sms import plainer

if TYPE_CHECKING:
    from compose.model.incident import Incident
    from compose.model.locale import Locale, Phrase
    from compose.render.facts import Facts
    from compose.render.letter import Plan
    from compose.render.say import Speaker
    from compose.templates import Letter

__all__ = ["gloss", "render", "shown"]


def render(incident: Incident, locale: Locale, letter: Letter, fits: Callable[[Draft], bool], where: str = "") -> Draft:
    """Write the message. Moves that the letter lets go of are left out, the highest `drop` first, until it `fits`.

    When nothing more can be left out the longest attempt that kept the rest is returned; the length check says
    so. Raises ComposeError (missing fact, unknown phrase or honorific) with the record's place.
    """
    talk = speaker(locale)
    try:
        facts = facts_of(incident, locale, talk.voice)
    except ComposeError as error:
        raise ComposeError(*(Problem(where, p.pointer, p.what, p.mend) for p in error.problems)) from None
    plain = plainer(locale) if incident.channel == "sms" else _as_it_is
    without: list[str] = []
    while True:
        steps = plan(letter, talk, facts, frozenset(without))
        draft = _assemble(incident, steps, facts, talk, plain, without)
        if fits(draft):
            return draft
        droppable = [(step.drop, step.sentence.move) for step in steps if step.drop and step.sentence]
        if not droppable:
            return draft
        without.append(max(droppable)[1])


def gloss(draft: Draft, incident: Incident, locale: Locale) -> list[tuple[str, str]]:
    """Each piece of the draft beside its English: (text of the piece, gloss)."""
    talk, voice = speaker(locale), english_voice()
    slots = glossed(facts_of(incident, locale, talk.voice), incident, locale, voice)
    pairs = []
    for piece in draft.pieces:
        text = draft.text[piece.start : piece.end]
        sentence = talk.sentences.get(piece.sentence)
        if sentence is None:
            pairs.append((text, text))
            continue
        where = f"{sentence.file}:{sentence.line}"
        pairs.append((text, voice.say(sentence.gloss, slots, where, sentence.id)))
    return pairs


def shown(phrase: Phrase, locale: Locale) -> tuple[str, str]:
    """A phrase of the phrasebook and its gloss, with `<slot>` where a value will stand."""
    plain = [form for form in locale.forms if not form.when]
    slots: dict[str, str] = {name: f"<{name}>" for name in phrase.slots}
    words = {word: value for form in plain for word, value in form.words.items()}
    english = {word: value for form in plain for word, value in form.gloss.items()}
    voice = speaker(locale).voice
    return (
        phrasebook.say(phrase.text, phrase, {**words, **slots}, voice),
        phrasebook.say(phrase.gloss, phrase, {**words, **english, **slots}, english_voice()),
    )


def _as_it_is(text: str) -> str:
    return text


def _assemble(
    incident: Incident, steps: Plan, facts: Facts, talk: Speaker, plain: Callable[[str], str], without: list[str]
) -> Draft:
    text: list[str] = []
    pieces: list[Piece] = []
    answers: list[Span] = []
    at = 0
    for step in steps:
        text.append(step.before)
        at += len(step.before)
        if step.sentence is None:
            text.append(step.text)
            at += len(step.text)
            continue
        start = at
        for run, answer in talk.runs(step.sentence, facts):
            words = plain(run)
            if answer:
                answers.append(Span(at, at + len(words), Source("answer", answer)))
            text.append(words)
            at += len(words)
        pieces.append(Piece(start, at, step.sentence.move, step.source, step.sentence.id))
    return Draft(
        incident.locale,
        incident.channel,
        "".join(text),
        tuple(pieces),
        tuple(answers),
        tuple(without),
        names_of(incident),
    )
