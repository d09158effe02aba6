"""Says a text of our own data with slots filled: sandboxed, strict, never rendered twice; answers stay marked in it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from jinja2 import StrictUndefined, Template, TemplateSyntaxError, UndefinedError
from jinja2.exceptions import SecurityError
from jinja2.meta import find_undeclared_variables
from jinja2.sandbox import ImmutableSandboxedEnvironment

from compose.errors import fail, nearest
from compose.render.plain import Parts, parts_of

if TYPE_CHECKING:
    from compose.render.formats import Formatter

# Private-use marks around an answer; user text cannot hold them (compose.model.incident forbids them).
OPEN, MID, CLOSE = "\ue000", "\ue001", "\ue002"
_MARKED = re.compile(f"{OPEN}([^{MID}]*){MID}([^{CLOSE}]*){CLOSE}")


class Told(str):
    """Words of an answer; remembers which answer, so that a finding can say so."""

    answer: str

    def __new__(cls, text: str, answer: str) -> Told:
        told = super().__new__(cls, text)
        told.answer = answer
        return told


def _mark(value: Any) -> Any:
    return f"{OPEN}{value.answer}{MID}{value}{CLOSE}" if isinstance(value, Told) else value


class Voice:
    """A sandbox with the formats of one language: no globals, no attributes but the facts', no missing slot."""

    def __init__(self, formats: Formatter) -> None:
        self.formats = formats
        self.env = ImmutableSandboxedEnvironment(
            undefined=StrictUndefined, finalize=_mark, autoescape=False, keep_trailing_newline=False, cache_size=4096
        )
        self.env.globals.clear()
        plain = {name: self.env.filters[name] for name in ("lower", "upper", "join")}
        self.env.filters = {**plain, **formats.filters()}
        self._parts: dict[str, Parts | None] = {}
        self._templates: dict[str, Template] = {}
        self._asked: dict[str, frozenset[str]] = {}

    def say(self, text: str, slots: Mapping[str, Any], where: str, name: str) -> str:
        """The text with its slots filled. Raises ComposeError that names a slot that is not there, and where."""
        return "".join([run for run, _ in self.runs(text, slots, where, name)])

    def runs(self, text: str, slots: Mapping[str, Any], where: str, name: str) -> list[tuple[str, str]]:
        """The same, cut into runs: (text, the answer that it came from or an empty string)."""
        if text not in self._parts:
            self._parts[text] = parts_of(self.env, text) if "{%" not in text and "{#" not in text else None
        quick = self._parts[text]
        if quick is not None:
            try:
                return [(part, "") if isinstance(part, str) else _run(part(slots)) for part in quick]
            except (KeyError, TypeError, ValueError, AttributeError):
                pass  # Jinja words the error
        return _cut(self._filled(text, slots, where, name))

    def slots(self, text: str) -> frozenset[str]:
        """The names that the text asks for."""
        if text not in self._asked:
            self._asked[text] = frozenset(find_undeclared_variables(self.env.parse(text)))
        return self._asked[text]

    def _filled(self, text: str, slots: Mapping[str, Any], where: str, name: str) -> str:
        if text not in self._templates:
            self._templates[text] = self.compiled(text, where)
        try:
            return self._templates[text].render(slots)
        except UndefinedError as error:
            word = re.findall(r"'([\w.]+)'", error.message or "")
            missing = word[-1] if word else ""
            known = [f"{key}.{part}" for key, value in slots.items() if isinstance(value, dict) for part in value]
            near = nearest(missing, [*slots, *known])
            mend = f"did you mean {near!r}?" if near else "give the fact, or say in 'when' that it must be there"
            raise fail(f"{name}: the slot {missing!r} has no value here", where=where, mend=mend) from None
        except (SecurityError, TypeError, ValueError, AttributeError) as error:
            raise fail(f"{name}: {error}", where=where) from None

    def compiled(self, text: str, where: str) -> Template:
        """Compile a text of our own data. Raises ComposeError with the place of a syntax error."""
        try:
            return self.env.from_string(text)
        except TemplateSyntaxError as error:
            raise fail(f"template syntax: {error.message} (line {error.lineno})", where=where) from None


def _run(value: Any) -> tuple[str, str]:
    return (str(value), value.answer) if isinstance(value, Told) else (str(value), "")


def _cut(marked: str) -> list[tuple[str, str]]:
    """Cut a text at the marks around its answers."""
    runs: list[tuple[str, str]] = []
    end = 0
    for found in _MARKED.finditer(marked):
        if found.start() > end:
            runs.append((marked[end : found.start()], ""))
        runs.append((found[2], found[1]))
        end = found.end()
    if end < len(marked):
        runs.append((marked[end:], ""))
    return runs
