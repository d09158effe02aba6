"""From facts to a draft: an incident, a locale and a letter in; the text and the source of each span of it out."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from compose.errors import ComposeError, Problem
from compose.model.draft import SUBJECT, Draft, Piece, Span
from compose.model.finding import Source
from compose.render.facts import facts_of, glossed
from compose.render.letter import Said, recite
from compose.render.say import english_voice, speaker
from compose.render.sms import plainer

if TYPE_CHECKING:
    from compose.model.incident import Incident
    from compose.model.locale import Locale
    from compose.templates import Letter

__all__ = ["gloss", "render"]


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
    known = names_of(incident)
    without: list[str] = []
    while True:
        recital, lines = recite(letter, talk, facts, plain, frozenset(without))
        draft = _assemble(incident, lines, recital.said, tuple(without), known)
        droppable = [said for said in recital.said if said.drop]
        if fits(draft) or not droppable:
            return draft
        without.append(max(droppable, key=lambda said: said.drop).move)


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


def names_of(incident: Incident) -> frozenset[str]:
    """The words of the names, e-mail addresses and references that the record gives: known as they are."""
    people = [incident.recipient, incident.sender, incident.hand_over]
    texts = [str(value) for person in people if person for _, value in person if isinstance(value, str)]
    for chosen in (incident.happened, incident.why, incident.fix, incident.effect):
        if chosen is not None and not isinstance(chosen, str):
            texts += [value for value in (chosen.model_extra or {}).values() if isinstance(value, str)]
    owner = getattr(incident.prevention, "owner", None)
    texts += [owner] if owner else []
    texts += [incident.follow_up.by] if incident.follow_up and incident.follow_up.by else []
    return frozenset(word.strip(".,;:()") for text in texts for word in text.split())


def _as_it_is(text: str) -> str:
    return text


def _assemble(
    incident: Incident, lines: list[list[Said | str]], said: list[Said], dropped: tuple[str, ...], known: frozenset[str]
) -> Draft:
    text: list[str] = []
    pieces: list[Piece] = []
    answers: list[Span] = []
    at = 0

    def put(part: Said | str) -> None:
        nonlocal at
        start = at
        for run, answer in part.runs if isinstance(part, Said) else [(part, "")]:
            if answer:
                answers.append(Span(at, at + len(run), Source("answer", answer)))
            text.append(run)
            at += len(run)
        if isinstance(part, Said):
            pieces.append(Piece(start, at, part.move, part.source, part.sentence))

    def put_text(between: str) -> None:
        nonlocal at
        text.append(between)
        at += len(between)

    for subject in (part for part in said if part.subject):
        put_text(SUBJECT)
        put(subject)
        put_text("\n\n")
    for number, line in enumerate(lines):
        put_text("\n" if number else "")
        for index, part in enumerate(line):
            put_text(" " if index else "")
            put(part)
    return Draft(incident.locale, incident.channel, "".join(text), tuple(pieces), tuple(answers), dropped, known)
