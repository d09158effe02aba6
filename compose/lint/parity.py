"""Parity: what a language had, or the others have, and it lacks now; one cause gives one fault."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from compose.lint.view import View
from compose.locales import ROOT
from compose.locales.keys import LOCK, Had, keys_of, read_lock, short_hash
from compose.model.fault import Fault

# Topics whose rules every language words; the others depend on how a language is written.
SHARED_TOPICS = ("apology", "tone", "promise")
# Questions that depend on how a language addresses people.
OWN_QUESTIONS = ("recipient.honorific", "recipient.gender", "sender.gender")


@dataclass(frozen=True, slots=True)
class Gone:
    """An entry that is gone whole, or keys that are gone from an entry `left`."""

    had: Had
    keys: tuple[str, ...] = ()
    left: Had | None = None


def gone(has: Sequence[Had], had: Sequence[Had]) -> list[Gone]:
    """What `had` holds and `has` lacks. An entry that lost its very id is known by the keys that it kept."""
    now = {each.place: each for each in has}
    before = {each.place for each in had}
    strays = [each for each in has if each.place not in before]
    found = []
    for each in had:
        left = now.get(each.place)
        if left is None:
            left = _stray(each, strays)
            if left is not None:
                strays.remove(left)
        if left is None:
            found.append(Gone(each))
            continue
        keys = _outermost(_unchanged(each.keys, left.keys), left.keys)
        if keys:
            found.append(Gone(each, keys, left))
    return found


def _stray(each: Had, strays: Sequence[Had]) -> Had | None:
    """The entry that `each` is now: one without its id, or a nameless one that was edited."""
    for stray in strays:
        if (stray.file, stray.table) != (each.file, each.table) or not stray.name.startswith("#"):
            continue
        lost = each.keys - stray.keys
        if stray.keys <= each.keys and len(lost) <= 1 and (lost or each.name.startswith("#")):
            return stray
        if len({key.split(".")[0] for key in lost}) == 1 and stray.keys <= each.keys:
            return stray
    return None


def _unchanged(had: frozenset[str], has: frozenset[str]) -> frozenset[str]:
    """The keys that are gone, less those of tables in lists in whose place another key has come."""
    new = {key.rpartition(".")[0] for key in has - had}
    return frozenset(key for key in had - has if ".*" not in key or key.rpartition(".")[0] not in new)


def _outermost(keys: frozenset[str], left: frozenset[str]) -> tuple[str, ...]:
    """Missing leaves by the outermost table that is missing whole; an emptied table counts as there."""
    there = {key.partition("#")[0] for key in left}
    there |= {key[:at] for key in there for at, sign in enumerate(key) if sign == "."}
    found = set()
    for key in {key.partition("#")[0] for key in keys}:
        steps = key.split(".")
        prefixes = (".".join(steps[:size]) for size in range(1, len(steps) + 1))
        found.add(next((prefix for prefix in prefixes if prefix not in there), key))
    return tuple(sorted(key for key in found if not any(key.startswith(f"{other}.") for other in found)))


def check_root(view: View) -> Iterator[Fault]:
    """The parity of what holds in every language with its own past, looked at with the eyes of any one language."""
    for base in view.scope.locale_bases:
        if (base / ROOT).is_dir() and view.scope.judges_any(base / ROOT):
            for fault, _ in _with_past(view, base / ROOT):
                if view.scope.judges(Path(fault.file).resolve()):
                    yield fault


def check(view: View, others: Sequence[View]) -> Iterator[Fault]:
    """The parity of one language: with its own past, then with the other languages."""
    told: set[tuple[str, str]] = set()
    for folder in view.locale.folders:
        if view.scope.judges_any(folder):
            for fault, kind in _with_past(view, folder):
                told.add((kind, fault.entry))
                if view.scope.judges(Path(fault.file).resolve()):
                    yield fault
    yield from _of_hash(view)
    for fault, kind in _with_others(view, others):
        if (kind, fault.entry) not in told and view.scope.judges(Path(fault.file).resolve()):
            yield fault


def _with_past(view: View, folder: Path) -> Iterator[tuple[Fault, str]]:
    had = read_lock(folder, view.problems)
    if had is None:
        return
    has = keys_of(folder)
    unreadable = {str(Path(problem.where)) for problem in view.problems if problem.what.startswith("is not ")}
    had = [each for each in had if str(folder / each.file) not in unreadable]
    lost = gone(has, had)
    for gap in lost:
        yield _fault(view, folder, gap), gap.had.table
    if not lost:
        yield from ((fault, "lock") for fault in _unlocked(view, folder, has, had))
    now = {each.place: each for each in has}
    for each in had:
        same = now.get(each.place)
        if same and each.gloss and same.gloss and same.gloss != each.gloss and same.text == each.text:
            page = view.page(str(folder / each.file))
            path = (each.table, same.index, "gloss")
            message = f"{each.name}: the English was changed, the translation was not"
            help = "read both; then run 'compose lint --accept'"
            yield page.fault("lint.stale-gloss", page.value(path), message, help, entry=each.name), "stale"


def _unlocked(view: View, folder: Path, has: Sequence[Had], had: Sequence[Had]) -> Iterator[Fault]:
    """One fault for all that the lock does not remember, so that its loss would go unnoticed."""
    before = {each.place: each.keys for each in had}
    new = [each for each in has if not each.keys <= before.get(each.place, frozenset())]
    if new:
        first = f"[[{new[0].table}]] {new[0].name}" if new[0].table else new[0].file
        message = f"{len(new)} of the entries of {folder.name} are new, or have new keys; the first is {first}"
        yield view.page(str(folder / LOCK)).fault("lint.unlocked", (0, 0), message, "run 'compose lint --accept'")


def _of_hash(view: View) -> Iterator[Fault]:
    """Sentences whose `gloss_of` is not the hash of their gloss any more."""
    for sentence in view.locale.sentences:
        page = view.page(sentence.file)
        if not view.scope.judges(sentence.file) or "gloss_of" not in page.text:
            continue
        path = (*page.layout.entry("sentence", sentence.line), "gloss_of")
        if path in page.layout.nodes:
            start, end = page.value(path)
            if page.text[start:end] != short_hash(sentence.gloss):
                message = f"{sentence.id}: the English was changed, the translation was not"
                help = f'read both; then write gloss_of = "{short_hash(sentence.gloss)}"'
                yield page.fault("lint.stale-gloss", (start, end), message, help, entry=sentence.id)


def _fault(view: View, folder: Path, lost: Gone) -> Fault:
    page = view.page(str(folder / lost.had.file))
    help = "put it back; where it is gone on purpose, run 'compose lint --accept'"
    named = f"[[{lost.had.table}]] {lost.had.name}" if lost.had.table else lost.had.file
    if lost.left is None:
        at = page.key((lost.had.table, 0)) if lost.had.table else (0, 0)
        return page.fault("lint.missing", at, f"{named} is missing", help, entry=lost.had.name)
    at = page.key((lost.had.table, lost.left.index)) if lost.had.table else (0, 0)
    keys = ", ".join(repr(key) for key in lost.keys)
    return page.fault("lint.missing", at, f"{named}: the key {keys} is missing", help, entry=lost.had.name)


def _with_others(view: View, others: Sequence[View]) -> Iterator[tuple[Fault, str]]:
    """Phrases, questions, cues and shared rules that every other language has."""
    peers = [other for other in others if other.tag != view.tag]
    if not peers:
        return
    yield from ((fault, "phrase") for fault in _phrases(view, peers))
    asked = {question.key for question in view.locale.questions}
    shared = frozenset.intersection(*(frozenset(q.key for q in peer.locale.questions) for peer in peers))
    for key in sorted(shared - asked - set(OWN_QUESTIONS)):
        yield _lacking(view, "ask.toml", f"the question {key!r}", key), "question"
    cues = {cue.move for cue in view.locale.cues}
    for move in sorted(frozenset.intersection(*(frozenset(c.move for c in p.locale.cues) for p in peers)) - cues):
        yield _lacking(view, "words/cues.toml", f"the cues of {move!r}", move), ""
    rules = {rule.id for rule in view.locale.rules}
    for id in sorted(frozenset.intersection(*(frozenset(r.id for r in p.locale.rules) for p in peers)) - rules):
        if id.partition(".")[0] not in SHARED_TOPICS:
            continue
        file = next(r.file for p in peers for r in p.locale.rules if r.id == id)
        yield _lacking(view, f"rules/{Path(file).name}", f"the rule {id!r}", id), "rule"


def _phrases(view: View, peers: Sequence[View]) -> Iterator[Fault]:
    pattern = next((peer for peer in peers if peer.tag == "en"), peers[0])
    for code, phrase in pattern.locale.phrases.items():
        own = view.locale.phrases.get(code)
        if own is None:
            if all(code in peer.locale.phrases for peer in peers):
                yield _lacking(view, "phrases.toml", f"the phrase {code!r}", code)
        elif (own.slots, own.field) != (phrase.slots, phrase.field) and own.text and phrase.text:
            page = view.page(own.file)
            at = page.key((*page.layout.entry("phrase", own.line), "slots" if own.slots != phrase.slots else "field"))
            wanted = ", ".join(f"{name} = {kind}" for name, kind in phrase.slots.items()) or "none"
            message = f"{code}: its slots or its field differ from those of {pattern.tag} ({phrase.field}: {wanted})"
            yield page.fault("lint.parity-slots", at, message, "give it the same", entry=code)
    yield from _untranslated(view, peers)


def _untranslated(view: View, peers: Sequence[View]) -> Iterator[Fault]:
    """Texts of more than one word that another language has letter by letter."""
    foreign = {
        text: peer.tag
        for peer in peers
        for text in (*(s.text for s in peer.locale.sentences), *(p.text for p in peer.locale.phrases.values()))
        if not _akin(view.tag, peer.tag)
    }
    entries = [("sentence", s.id, s.text, s.file, s.line) for s in view.locale.sentences]
    entries += [("phrase", p.code, p.text, p.file, p.line) for p in view.locale.phrases.values()]
    for table, name, text, file, line in entries:
        if text in foreign and len(_words_of(text)) > 1 and _says_words(text):
            page = view.page(file)
            at = page.value((*page.layout.entry(table, line), "text"))
            message = f"{name}: is the same as in {foreign[text]}"
            yield page.fault("lint.untranslated", at, message, "translate it, or give a reason in `ignore`", entry=name)


def _akin(tag: str, other: str) -> bool:
    return {tag, other} == {"ms", "id"}


def _words_of(text: str) -> list[str]:
    import re

    return re.findall(r"[^\W\d_]+", re.sub(r"\{\{.*?\}\}", " ", text))


def _says_words(text: str) -> bool:
    return bool(_words_of(text))


def _lacking(view: View, file: str, what: str, name: str) -> Fault:
    own = [folder for folder in view.locale.folders if (folder / file).is_file()]
    folder = own[-1] if own else view.locale.folders[-1]
    page = view.page(str(folder / file))
    return page.fault("lint.missing", (0, 0), f"{what} is missing; every other language has it", "add it", entry=name)
