"""What a machine may mend: spaces, quotation marks, the order of keys, NFC, and what a language's own rules replace."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from compose.check.kinds import FINDERS, sources_of
from compose.check.sieve import Sieve
from compose.lint.page import Page
from compose.lint.scope import Scope
from compose.lint.tokens import blocks
from compose.lint.view import View, letters_of
from compose.locales.layout import Path
from compose.model.fault import Edit, Fault
from compose.model.locale import Locale
from compose.model.rule import Rule

ORDER: dict[str, tuple[str, ...]] = {
    "sentence": ("id", "move", "when", "text", "gloss", "gloss_of", "ignore"),
    "phrase": ("code", "field", "slots", "text", "gloss", "ignore"),
    "question": ("key", "form", "required", "ask", "hint", "example", "gloss", "hint_gloss", "choices", "ignore"),
}
_FILES = {"say.toml": "sentence", "phrases.toml": "phrase", "ask.toml": "question"}
_SPACES = re.compile(r"(?<=\S)( {2,})(?=\S)|^( +)|( +)$")
_LINE_END = re.compile(r"[ \t]+(?=\r?$)", re.MULTILINE)
_SLOT = re.compile(r"\{\{[ ]*([^{}]*?)[ ]*\}\}")
_STRAIGHT = re.compile(r'"([^"]*)"|“([^“”]*)”|«([^«»]*)»|„([^„“”]*)[“”]')
_TOPICS = ("typography.", "spelling.", "grammar.")


def check(view: View) -> Iterator[Fault]:
    """Every fault of one language that `--fix` mends."""
    for path in view.files():
        if path.suffix in (".toml", ".txt", ".json"):
            yield from _nfc(view.page(str(path)))
    for table, name, text, gloss, file, line in entries(view):
        if view.scope.judges(file):
            page = view.page(file)
            yield from _text(view, page, table, name, line, text, "text")
            yield from _text(view, page, table, name, line, gloss, "gloss")
    for folder in view.locale.folders:
        for file, table in _FILES.items():
            if view.scope.judges(folder / file) and (folder / file).is_file():
                yield from _order(view, view.page(str(folder / file)), table)


def entries(view: View) -> Iterator[tuple[str, str, str, str, str, int]]:
    """The sentences and phrases of a language: table, name, text, gloss, file, line."""
    for s in view.locale.sentences:
        yield "sentence", s.id, s.text, s.gloss, s.file, s.line
    for p in view.locale.phrases.values():
        yield "phrase", p.code, p.text, p.gloss, p.file, p.line


def check_letters(scope: Scope) -> Iterator[Fault]:
    """Spaces of the judged letters."""
    for page in letters_of(scope).values():
        if scope.judges(page.file):
            for match in _LINE_END.finditer(page.text):
                edit = Edit(*match.span(), "")
                yield page.fault("lint.spacing", match.span(), "spaces at the end of a line", edits=(edit,))
            for start, end, better in _slots(page.text):
                edit = Edit(start, end, better)
                message = f"write {better}"
                yield page.fault("lint.spacing", (start, end), message, edits=(edit,))


def _nfc(page: Page) -> Iterator[Fault]:
    if unicodedata.is_normalized("NFC", page.text):
        return
    for match in re.finditer(r"[^\x00-\x7f]*[^\x00-\x7f\s]", page.text):
        start = max(match.start() - 1, 0)
        raw = page.text[start : match.end()]
        plain = unicodedata.normalize("NFC", raw)
        if raw != plain:
            span = (start, match.end())
            yield page.fault("lint.nfc", span, f"{plain!r} is not written in NFC", edits=(Edit(*span, plain),))


def _text(view: View, page: Page, table: str, name: str, line: int, text: str, key: str) -> Iterator[Fault]:
    found = [("lint.spacing", start, end, better, f"write {better}") for start, end, better in _slots(text)]
    for match in _SPACES.finditer(text):
        found.append(("lint.spacing", *match.span(), " " if match[1] else "", "spaces that are one too many"))
    if key == "text":
        found += _quotes(view, text)
        mine = [(start, end) for _, start, end, _, _ in found]
        found += [
            hit for hit in _replaced(view, text) if not any(hit[1] < end and start < hit[2] for start, end in mine)
        ]
    if found:
        path = (*page.layout.entry(table, line), key)
        for rule, start, end, better, message in found:
            span = page.value(path, start, end)
            # A place in the string is a place in the file only where nothing is escaped.
            edits = (Edit(*span, better),) if page.text[slice(*span)] == text[start:end] and '"' not in better else ()
            yield page.fault(rule, span, f"{name}: {message}", entry=name, edits=edits)


def _slots(text: str) -> Iterator[tuple[int, int, str]]:
    for match in _SLOT.finditer(text):
        inside = re.sub(r"\s*\|\s*", " | ", match[1]) if "'" not in match[1] and '"' not in match[1] else match[1]
        better = f"{{{{ {inside} }}}}"
        if match[0] != better:
            yield *match.span(), better


def _quotes(view: View, text: str) -> list[tuple[str, int, int, str, str]]:
    if len(view.locale.quotes) < 2:
        return []
    left, right = view.locale.quotes[:2]
    found = []
    for match in _STRAIGHT.finditer(text):
        if match[0][0] not in view.locale.quotes:
            inside = next(group for group in match.groups() if group is not None)
            better = f"{left}{inside}{right}"
            found.append(("lint.quotes", *match.span(), better, f"write {better}"))
    return found


def _replaced(view: View, text: str) -> list[tuple[str, int, int, str, str]]:
    spans = blocks(text)
    masked = text
    for start, end in spans:
        masked = masked[:start] + "\ufffc" * (end - start) + masked[end:]
    found = []
    rules, sieve = _replacing(view.locale)
    for number in sieve.through(masked):
        rule = rules[number]
        for hit in FINDERS[rule.kind](rule, masked, None):
            inside = any(hit.start < end and start < hit.end for start, end in spans)
            if hit.suggestions and not inside:
                message = f"{rule.id}: {rule.gloss} Write {hit.suggestions[0]!r}."
                found.append(("lint.typography", hit.start, hit.end, hit.suggestions[0], message))
    return found


@lru_cache(maxsize=16)
def _replacing(locale: Locale) -> tuple[list[Rule], Sieve]:
    """The rules that know the very words to write instead."""
    rules = [
        rule
        for rule in locale.rules
        if rule.kind in FINDERS
        and rule.id.startswith(_TOPICS)
        and (rule.replace is not None or rule.pairs)
        and "text" in rule.where
    ]
    return rules, Sieve([sources_of(rule) for rule in rules])


def _order(view: View, page: Page, table: str) -> Iterator[Fault]:
    by_entry: dict[Path, list[str]] = {}
    for path in page.layout.nodes:
        if len(path) == 3 and path[0] == table:
            by_entry.setdefault(path[:2], []).append(str(path[2]))
    for entry, keys in by_entry.items():
        known = [key for key in ORDER[table] if key in keys]
        own = [key for key in keys if key in known]
        if own != known:
            first = next(mine for mine, right in zip(own, known, strict=True) if mine != right)
            edit = _ordered(page, entry, own, known)
            message = f"the key {first!r} stands before {known[own.index(first)]!r}"
            edits = (edit,) if edit else ()
            yield page.fault(
                "lint.key-order", page.key((*entry, first)), message, f"order: {', '.join(known)}", edits=edits
            )


def _ordered(page: Page, entry: Path, own: list[str], known: list[str]) -> Edit | None:
    """The lines of an entry in the right order, or None where comments or other lines stand between its keys."""
    lines: dict[str, str] = {}
    text = page.text
    spans = []
    for key in own:
        node = page.layout.nodes[(*entry, key)]
        start = text.rfind("\n", 0, node.key[0]) + 1
        stop = text.find("\n", node.value[1])
        stop = len(text) if stop < 0 else stop
        if text[start : node.key[0]].strip() or page.layout.nodes[entry].key[0] > start:
            return None
        spans.append((start, stop))
        lines[key] = text[start:stop]
    if any(text[end:start].strip() or end > start for (_, end), (start, _) in pairwise(spans)):
        return None
    return Edit(spans[0][0], spans[-1][1], "\n".join(lines[key] for key in known))
