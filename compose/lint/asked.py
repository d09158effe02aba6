"""The rest of a language's data: its questions, forms of address, honorifics, cues and word lists."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from compose.errors import nearest
from compose.lint.page import Page
from compose.lint.view import View, parts
from compose.model.fault import Fault
from compose.model.locale import Question
from compose.model.words import CHANNELS, GENDERS, KINDS, SEVERITIES, STANCES

_CHOICES: dict[str, tuple[str, ...]] = {
    "channel": CHANNELS,
    "severity": SEVERITIES,
    "stance": STANCES,
    "kind": KINDS,
    "recipient.gender": GENDERS,
    "sender.gender": GENDERS,
}


def check(view: View) -> Iterator[Fault]:
    """Every fault of the judged questions, forms, honorifics, cues and word lists of one language."""
    for question in view.locale.questions:
        if view.scope.judges(question.file):
            yield from _question(view, question)
    for folder in view.locale.folders:
        if view.scope.judges(folder / "locale.toml") and (folder / "locale.toml").is_file():
            yield from _forms(view, view.page(str(folder / "locale.toml")))
        if view.scope.judges(folder / "words" / "cues.toml"):
            yield from _cues(view, folder / "words" / "cues.toml")
        for path in sorted((folder / "words").glob("*.txt")):
            if view.scope.judges(path):
                yield from _list(view.page(str(path)))


def _question(view: View, question: Question) -> Iterator[Fault]:
    page = view.page(question.file)
    known = _fields()
    if question.key and question.key not in known:
        near = nearest(question.key, known)
        at = page.value((*page.layout.entry("question", question.line), "key"))
        help = f"did you mean {near!r}?" if near else f"fields: {', '.join(known)}"
        yield page.fault("lint.unknown-code", at, f"no record has the field {question.key!r}", help, entry=question.key)
    codes = _CHOICES.get(question.key, ())
    if question.key == "recipient.honorific":
        codes = (*(honorific.code for honorific in view.locale.honorifics), "none")
    for code in question.choices if codes else ():
        if code not in codes:
            near = nearest(code, codes)
            at = page.key((*page.layout.entry("question", question.line), "choices", code))
            help = f"did you mean {near!r}?" if near else f"choices: {', '.join(codes)}"
            message = f"{question.key}: unknown choice {code!r}"
            yield page.fault("lint.unknown-code", at, message, help, entry=question.key)
    lacking = [code for code in codes if question.choices and code not in question.choices]
    if lacking and question.key in ("channel", "severity", "kind", "recipient.gender", "sender.gender"):
        at = page.key((*page.layout.entry("question", question.line), "choices"))
        message = f"{question.key}: the choice {lacking[0]!r} has no label"
        yield page.fault("lint.unknown-code", at, message, "give it one", entry=question.key)


def _fields() -> list[str]:
    from compose import incidents

    inner = ("recipient", "sender", "prevention", "compensation", "follow_up", "hand_over")
    return [*incidents.fields(()), *(f"{part}.{name}" for part in inner for name in incidents.fields((part,)))]


def _forms(view: View, page: Page) -> Iterator[Fault]:
    general = {word for form in view.locale.forms if not form.when for word in form.words}
    used = {use.name for text in _texts(view) for use in parts(text).uses}
    for path in page.layout.nodes if view.form_words - general or view.form_words - used else ():
        if path[:1] != ("form",) or len(path) != 3 or path[2] in ("when", "gloss"):
            continue
        word = str(path[2])
        if word not in general:
            message = f"the form {word!r} has no entry with when = {{}}"
            yield page.fault("lint.form-default", page.key(path), message, "say what it is in general", entry=word)
        elif word not in used and path == _first(page, word):
            message = f"no sentence uses the form {word!r}"
            yield page.fault("lint.unused-form", page.key(path), message, "take it out, or use it", entry=word)


def _first(page: Page, word: str) -> tuple[str | int, ...]:
    return next(path for path in page.layout.nodes if path[:1] == ("form",) and path[-1] == word)


def _texts(view: View) -> Iterator[str]:
    for sentence in view.locale.sentences:
        yield sentence.text
        yield sentence.gloss
    for phrase in view.locale.phrases.values():
        yield phrase.text


def _cues(view: View, path: Path) -> Iterator[Fault]:
    moves = {sentence.move for sentence in view.locale.sentences}
    own = [cue.move for cue in view.locale.cues if cue.move not in moves]
    page = view.page(str(path))
    for move in own:
        if ("move", move) in page.layout.nodes:
            near = nearest(move, moves)
            help = f"did you mean {near!r}?" if near else f"choices: {', '.join(sorted(moves))}"
            at = page.key(("move", move))
            yield page.fault("lint.unknown-move", at, f"cues for the unknown move {move!r}", help, entry=move)


def _list(page: Page) -> Iterator[Fault]:
    seen: set[str] = set()
    at = 0
    for line in page.text.splitlines(keepends=True):
        word = line.partition("#")[0].strip()
        if word and word in seen:
            start = at + line.index(word)
            message = f"{word!r} stands twice"
            yield page.fault("lint.word-list", (start, start + len(word)), message, "take one out", entry=word)
        seen.add(word)
        at += len(line)
