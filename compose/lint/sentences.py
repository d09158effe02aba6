"""Sentences and phrases: their slots and gloss, that they are whole, plain text, and that each can be chosen."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from compose.errors import nearest
from compose.lint.jinja import slot_faults, syntax
from compose.lint.page import Page
from compose.lint.slots import Catalog
from compose.lint.view import View, parts, voice
from compose.model.fault import Fault
from compose.model.locale import Phrase, Sentence

# Moves whose text is a line, not a sentence: they need no full stop (docs/locales.md).
LINES = ("subject", "salutation", "closing", "signature", "cue.pause", "cue.listen", "cue.anger")
_ENDS = ".!?…:"
_CLOSERS = "\"'”’»“)]"
_MARKUP = re.compile(r"</?[A-Za-z][^<>{}]*>|&(?:[A-Za-z]+|#\d+);|\*\*|__|\]\(|^#{1,6} |`", re.MULTILINE)


def check(view: View) -> Iterator[Fault]:
    """Every fault of the judged sentences and phrases of one language."""
    for sentence in view.locale.sentences:
        if view.scope.judges(sentence.file) and sentence.text:
            yield from _sentence(view, sentence)
    for phrase in view.locale.phrases.values():
        if view.scope.judges(phrase.file) and phrase.text:
            yield from _phrase(view, phrase)
    yield from _choosing(view)


def _sentence(view: View, sentence: Sentence) -> Iterator[Fault]:
    page = view.page(sentence.file)
    moves = view.asked_moves
    if sentence.move not in moves:
        near = nearest(sentence.move, moves)
        help = f"did you mean {near!r}?" if near else f"choices: {', '.join(sorted(moves))}"
        at = page.value((*page.layout.entry("sentence", sentence.line), "move"))
        message = f"no letter asks for the move {sentence.move!r}"
        yield page.fault("lint.unused-sentence", at, message, help, entry=sentence.id)
    yield from _conditions(view, page, sentence)
    used = set()
    for key, text in (("text", sentence.text), ("gloss", sentence.gloss)):
        path = (*page.layout.entry("sentence", sentence.line), key) if _doubtful(view, sentence, key) else ()
        if not path:
            continue
        broken = syntax(text, voice())
        if broken:
            at = page.value(path, broken.start, broken.end)
            yield page.fault("lint.syntax", at, f"{sentence.id}: {broken.what}", broken.help, entry=sentence.id)
            return
        for rule, start, end, message, help in slot_faults(text, sentence.when, view.slots, view.known_slots):
            if key == "gloss" and (rule, text[start:end]) in used:
                continue  # said of the text already
            used.add((rule, text[start:end]))
            yield page.fault(rule, page.value(path, start, end), f"{sentence.id}: {message}", help, entry=sentence.id)
    yield from _glossed(
        view, page, "sentence", sentence.line, sentence.id, sentence.text, sentence.gloss, view.slots.kinds
    )
    if any(rule == "lint.unknown-slot" for rule, _ in used):
        return  # what it is cannot be said
    yield from whole(view.slots, page, "sentence", sentence.line, sentence.id, sentence.text, sentence.move in LINES)


def _doubtful(view: View, sentence: Sentence, key: str) -> bool:
    """A quick test, so that places are looked for only where there may be a fault."""
    text = getattr(sentence, key)
    if "{" not in text:
        return False
    return bool(syntax(text, voice())) or any(slot_faults(text, sentence.when, view.slots, view.known_slots))


def _conditions(view: View, page: Page, sentence: Sentence) -> Iterator[Fault]:
    path = ("when",)
    facts = view.slots.facts
    for key in ("has", "lacks"):
        for name in sentence.when.get(key, ()):
            if name not in facts and name not in view.form_words:
                near = nearest(name, facts)
                help = f"did you mean {near!r}?" if near else f"facts: {', '.join(sorted(facts))}"
                at = _word(page, (*page.layout.entry("sentence", sentence.line), *path, key), name)
                yield page.fault(
                    "lint.unknown-slot", at, f"{sentence.id}: unknown fact {name!r}", help, entry=sentence.id
                )
    codes = {honorific.code for honorific in view.locale.honorifics} | {"none"}
    for code in sentence.when.get("honorific", ()):
        if code not in codes:
            near = nearest(code, codes)
            at = _word(page, (*page.layout.entry("sentence", sentence.line), *path, "honorific"), code)
            help = f"did you mean {near!r}?" if near else "add it to locale.toml"
            message = f"{sentence.id}: unknown honorific {code!r}"
            yield page.fault("lint.unknown-code", at, message, help, entry=sentence.id)


def _word(page: Page, path: tuple[str | int, ...], word: str) -> tuple[int, int]:
    start, end = page.value(path)
    at = page.text.find(word, start, end)
    return (at, at + len(word)) if at >= 0 else (start, end)


def _phrase(view: View, phrase: Phrase) -> Iterator[Fault]:
    page = view.page(phrase.file)
    kinds = {**view.slots.kinds, **dict.fromkeys(phrase.slots, "text")}
    slots = Catalog(kinds, view.slots.worlds, frozenset(phrase.slots))
    known = sorted({*phrase.slots, *view.form_words, *(name for name in kinds if "." in name)})
    for key, text in (("text", phrase.text), ("gloss", phrase.gloss)):
        broken = syntax(text, voice())
        entry = page.layout.entry("phrase", phrase.line) if broken or any(slot_faults(text, {}, slots, known)) else ()
        if broken:
            at = page.value((*entry, key), broken.start, broken.end)
            yield page.fault("lint.syntax", at, f"{phrase.code}: {broken.what}", broken.help, entry=phrase.code)
            return
        for rule, start, end, message, help in slot_faults(text, {}, slots, known):
            at = page.value((*entry, key), start, end)
            yield page.fault(rule, at, f"{phrase.code}: {message}", help, entry=phrase.code)
    used = {use.name for use in parts(phrase.text).uses}
    for name in phrase.slots:
        if name not in used:
            at = page.key((*page.layout.entry("phrase", phrase.line), "slots", name))
            message = f"{phrase.code}: the slot {name!r} is not in its text"
            yield page.fault("lint.unused-slot", at, message, "put it in, or take it out of `slots`", entry=phrase.code)
    yield from _glossed(view, page, "phrase", phrase.line, phrase.code, phrase.text, phrase.gloss, phrase.slots)
    yield from whole(view.slots, page, "phrase", phrase.line, phrase.code, phrase.text, False)


def _glossed(
    view: View, page: Page, table: str, line: int, name: str, text: str, gloss: str, known: Collection[str]
) -> Iterator[Fault]:  # fmt: skip
    told = {use.name for use in parts(text).uses} - view.form_words
    meant = {use.name for use in parts(gloss).uses} - view.form_words
    odd = sorted(slot for slot in told ^ meant if slot in known)
    if odd and gloss:
        missing = [slot for slot in odd if slot in told]
        what = f"the gloss leaves out {missing[0]!r}" if missing else f"the gloss adds {odd[0]!r}"
        at = page.value((*page.layout.entry(table, line), "gloss"))
        yield page.fault("lint.gloss-slots", at, f"{name}: {what}", "give it the slots of the text", entry=name)


def whole(
    slots: Catalog, page: Page, table: str, line: int, name: str, text: str, is_line: bool
) -> Iterator[Fault]:  # fmt: skip
    """Faults of a text that is not whole plain sentences."""
    for match in _MARKUP.finditer(text):
        at = page.value((*page.layout.entry(table, line), "text"), *match.span())
        message = f"{name}: {match[0]!r} is markup; it breaks the message as text or as a page"
        yield page.fault("lint.markup", at, message, "messages are plain text", entry=name)
    if is_line:
        return
    for use in parts(text).uses:
        if slots.kinds.get(use.name) == "answer" and not _stands_alone(text, use.block):
            at = page.value((*page.layout.entry(table, line), "text"), *use.block)
            message = f"{name}: the answer {use.name!r} is put inside a sentence"
            yield page.fault(
                "lint.glued", at, message, "an answer is a whole sentence; let it stand by itself", entry=name
            )
    yield from _fragment(slots, page, table, line, name, text)


def _stands_alone(text: str, block: tuple[int, int]) -> bool:
    before, after = text[: block[0]].rstrip(" \n" + "“«„\"'"), text[block[1] :]
    if before and before.rstrip(_CLOSERS)[-1:] not in (*_ENDS, "}", "%"):
        return False
    following = after.lstrip(_CLOSERS).lstrip()
    return (
        not following
        or following[:2] in ("{{", "{%", "{#")
        or (not following[:1].islower() and following[:1] not in ",;")
    )


def _fragment(slots: Catalog, page: Page, table: str, line: int, name: str, text: str) -> Iterator[Fault]:
    uses = {use.block: slots.kinds.get(use.name, "") for use in parts(text).uses}
    first, last = text.lstrip("“«„\"'(["), text.rstrip()
    start, end = len(text) - len(text.lstrip()), len(last)
    if first[:1].islower():
        at = page.value((*page.layout.entry(table, line), "text"), start, start + 1)
        yield page.fault(
            "lint.fragment", at, f"{name}: does not start with a capital", "write a whole sentence", entry=name
        )
    whole_end = any(block[1] == end and kind == "answer" for block, kind in uses.items())
    if last.rstrip(_CLOSERS)[-1:] not in (*_ENDS, "}") or (last.endswith("}}") and not whole_end):
        at = page.value((*page.layout.entry(table, line), "text"), end - 1, end)
        yield page.fault(
            "lint.fragment", at, f"{name}: does not end with a full stop", "write a whole sentence", entry=name
        )


def _choosing(view: View) -> Iterator[Fault]:
    """Sentences that an earlier one of the same move and conditions hides for good."""
    seen: dict[tuple[str, tuple[tuple[str, frozenset[str]], ...]], Sentence] = {}
    for sentence in view.locale.sentences:
        when = {"stance": ("own",), **sentence.when}
        key = (sentence.move, tuple(sorted((name, frozenset(values)) for name, values in when.items())))
        earlier = seen.setdefault(key, sentence)
        if earlier is not sentence and sentence.move and view.scope.judges(sentence.file):
            page = view.page(sentence.file)
            at = page.value((*page.layout.entry("sentence", sentence.line), "when"))
            message = f"{sentence.id}: {earlier.id} has the same move and conditions, and stands first"
            yield page.fault("lint.shadowed", at, message, "change its conditions, or take it out", entry=sentence.id)
