"""Choose the sentence that a move needs in a situation, and say it: sandboxed, strict, never rendered twice."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from jinja2 import StrictUndefined, Template, TemplateSyntaxError, UndefinedError
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from compose.errors import fail, nearest
from compose.model.locale import Locale, Sentence
from compose.render.facts import Facts, Situation, Told
from compose.render.formats import Formatter, formatter
from compose.render.plain import Parts, parts_of

# Private-use marks around an answer; user text cannot hold them (compose.model.incident forbids them).
OPEN, MID, CLOSE = "\ue000", "\ue001", "\ue002"
_MARKED = re.compile(f"{OPEN}([^{MID}]*){MID}([^{CLOSE}]*){CLOSE}")


def _mark(value: Any) -> Any:
    return f"{OPEN}{value.answer}{MID}{value}{CLOSE}" if isinstance(value, Told) else value


def environment(formats: Formatter) -> ImmutableSandboxedEnvironment:
    """The sandbox of letters and sentences: no attributes but the facts', no missing slot, no escapes."""
    made = ImmutableSandboxedEnvironment(
        undefined=StrictUndefined, finalize=_mark, autoescape=False, keep_trailing_newline=False, cache_size=4096
    )
    made.globals.clear()
    made.filters = {**{name: made.filters[name] for name in ("lower", "upper", "join")}, **formats.filters()}
    return made


class Speaker:
    """The sentences of one locale, by move, the most specific first, each compiled when first said."""

    def __init__(self, locale: Locale) -> None:
        self.locale = locale
        self.formats = formatter(locale)
        self.env = environment(self.formats)
        by_move: dict[str, list[Sentence]] = defaultdict(list)
        for sentence in locale.sentences:
            by_move[sentence.move].append(sentence)
        self.by_move = {
            move: sorted(found, key=lambda sentence: -len(sentence.when)) for move, found in by_move.items()
        }
        self._compiled: dict[str, Template] = {}
        self._parts: dict[str, Parts | None] = {}
        self._chosen: dict[tuple[str, Situation], Sentence | None] = {}

    def choose(self, move: str, situation: Situation) -> Sentence | None:
        """The sentence with the most conditions that hold, the first in the file on a tie."""
        key = (move, situation)
        if key not in self._chosen:
            holding = (sentence for sentence in self.by_move.get(move, ()) if situation.holds(sentence.when))
            self._chosen[key] = next(holding, None)
        return self._chosen[key]

    def say(self, sentence: Sentence, facts: Facts) -> str:
        """The sentence with its slots filled; answers stay marked (see `parts`)."""
        if sentence.id not in self._parts:
            self._parts[sentence.id] = parts_of(self.env, sentence.text)
        quick = self._parts[sentence.id]
        if quick is not None:
            try:
                return "".join([part if isinstance(part, str) else str(_mark(part(facts.slots))) for part in quick])
            except (KeyError, TypeError, ValueError, AttributeError):
                pass  # Jinja words the error
        template = self._compiled.get(sentence.id)
        if template is None:
            template = compiled(self.env, sentence.text, f"{sentence.file}:{sentence.line}")
            self._compiled[sentence.id] = template
        return filled(template, facts.slots, f"{sentence.file}:{sentence.line}", sentence.id)


@lru_cache(maxsize=16)
def speaker(locale: Locale) -> Speaker:
    """The speaker of a locale, made once a run."""
    return Speaker(locale)


def compiled(env: ImmutableSandboxedEnvironment, text: str, where: str) -> Template:
    """Compile a text of our own data. Raises ComposeError with the place of a syntax error."""
    try:
        return env.from_string(text)
    except TemplateSyntaxError as error:
        raise fail(f"template syntax: {error.message}", where=where) from None


def filled(template: Template, slots: dict[str, Any], where: str, name: str) -> str:
    """Fill a compiled text. A slot that is not there is an error that names it and the nearest one."""
    try:
        return template.render(slots)
    except UndefinedError as error:
        word = re.findall(r"'([\w.]+)'", error.message or "")
        missing = word[-1] if word else ""
        known = [f"{key}.{part}" for key, value in slots.items() if isinstance(value, dict) for part in value]
        near = nearest(missing, [*slots, *known])
        mend = f"did you mean {near!r}?" if near else "give the fact, or say in 'when' that it must be there"
        raise fail(f"{name}: the slot {missing!r} has no value here", where=where, mend=mend) from None
    except (SecurityError, TypeError, ValueError, AttributeError) as error:
        raise fail(f"{name}: {error}", where=where) from None


def parts(marked: str, plain: Callable[[str], str]) -> list[tuple[str, str]]:
    """Cut a said sentence into runs: (text, its answer or an empty string), each passed through `plain`."""
    if OPEN not in marked:
        return [(plain(marked), "")]
    runs: list[tuple[str, str]] = []
    end = 0
    for found in _MARKED.finditer(marked):
        if found.start() > end:
            runs.append((plain(marked[end : found.start()]), ""))
        runs.append((plain(found[2]), found[1]))
        end = found.end()
    if end < len(marked):
        runs.append((plain(marked[end:]), ""))
    return runs
