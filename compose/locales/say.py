"""Read `say.toml`, `phrases.toml` and `ask.toml`: what a language says and asks."""

from __future__ import annotations

from pathlib import Path

from compose.errors import Problem
from compose.locales.toml import Entry, entries, read_toml
from compose.model.locale import Conditions, Phrase, Question, Sentence
from compose.model.words import ANSWERS, CHANNELS, GENDERS, KINDS, SEVERITIES, STANCES

CONDITIONS: dict[str, tuple[str, ...]] = {
    "severity": SEVERITIES,
    "stance": STANCES,
    "kind": KINDS,
    "channel": CHANNELS,
    "gender": GENDERS,
    "sender_gender": GENDERS,
    "party": ("person", "company", "anyone"),
    "honorific": (),
    "has": (),
    "lacks": (),
}
SLOT_TYPES = ("money", "number", "percent", "date", "text")
ANSWER_FORMS = (
    "sentence",
    "clause",
    "verb-phrase",
    "noun-phrase",
    "name",
    "date",
    "moment",
    "choice",
    "money",
    "line",
)


def conditions(entry: Entry) -> Conditions:
    """The `when` of an entry: every value as a tuple, every key and value known."""
    when: Conditions = {}
    for key, value in entry.table("when").items():
        values = tuple([value] if isinstance(value, str) else value if isinstance(value, list) else ())
        known = CONDITIONS.get(key)
        if not values or not all(isinstance(item, str) for item in values):
            entry.complain(f"condition {key!r} must be a text or a list of texts")
            continue
        if known is None:
            entry.complain(f"unknown condition {key!r}", f"choices: {', '.join(CONDITIONS)}")
        elif known and not set(values) <= set(known):
            entry.complain(f"unknown {key} {sorted(set(values) - set(known))}", f"choices: {', '.join(known)}")
        else:
            when[key] = values
    return when


def read_sentences(path: Path, problems: list[Problem]) -> list[Sentence]:
    """All entries of a `say.toml`; ids are unique."""
    return [_sentence(entry, problems) for entry in _unique(path, "sentence", "id", problems)]


def _sentence(entry: Entry, problems: list[Problem]) -> Sentence:
    entry.only("id", "move", "when", "text", "gloss", "gloss_of", "ignore")
    sentence = Sentence(
        id=entry.text("id"),
        move=entry.text("move"),
        when=conditions(entry),
        text=entry.text("text"),
        gloss=entry.text("gloss"),
        file=entry.file,
        line=entry.line,
    )
    problems.extend(entry.problems)
    return sentence


def read_phrases(path: Path, problems: list[Problem]) -> dict[str, Phrase]:
    """The phrasebook, by code."""
    phrases = {}
    for entry in _unique(path, "phrase", "code", problems):
        entry.only("code", "field", "slots", "text", "gloss", "ignore")
        slots = entry.table("slots")
        for name, kind in slots.items():
            if kind not in SLOT_TYPES:
                entry.complain(f"slot {name!r} is of unknown type {kind!r}", f"choices: {', '.join(SLOT_TYPES)}")
        phrase = Phrase(
            code=entry.text("code"),
            field=entry.choice("field", ANSWERS),
            slots=dict(slots),
            text=entry.text("text"),
            gloss=entry.text("gloss"),
            file=entry.file,
            line=entry.line,
        )
        phrases[phrase.code] = phrase
        problems.extend(entry.problems)
    return phrases


def read_questions(path: Path, problems: list[Problem]) -> list[Question]:
    """The interview, in the order it is held."""
    questions = []
    for entry in _unique(path, "question", "key", problems):
        entry.only("key", "form", "required", "ask", "hint", "example", "gloss", "hint_gloss", "choices", "ignore")
        questions.append(
            Question(
                key=entry.text("key"),
                form=entry.choice("form", ANSWER_FORMS),
                required=bool(entry.data.get("required", False)),
                ask=entry.text("ask"),
                hint=entry.text("hint", ""),
                example=entry.text("example", ""),
                gloss=entry.text("gloss"),
                hint_gloss=entry.text("hint_gloss", ""),
                choices={str(key): str(label) for key, label in entry.table("choices").items()},
                file=entry.file,
                line=entry.line,
            )
        )
        problems.extend(entry.problems)
    return questions


def _unique(path: Path, name: str, key: str, problems: list[Problem]) -> list[Entry]:
    if not path.is_file():
        return []
    data, text = read_toml(path, problems)
    seen: set[str] = set()
    found = entries(data, text, name, str(path), problems)
    for entry in found:
        own = str(entry.data.get(key, ""))
        if own and own in seen:
            entry.complain(f"{key} {own!r} stands twice", "give each its own")
        seen.add(own)
    problems.extend(
        Problem(str(path), "", f"unknown table {table!r}", f"this file holds [[{name}]] alone")
        for table in data
        if table != name
    )
    return found
