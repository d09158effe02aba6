"""The table of engines: opens those that are asked for, and runs them so that none hides another."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from compose.check.merge import merge
from compose.errors import fail, unknown
from compose.model.engine import Engine, Passage, Unavailable
from compose.model.finding import Coverage, Finding, Gap
from compose.model.locale import Locale
from compose.model.settings import Settings

AUTO = "auto"
NONE = "none"

Outcome = tuple[list[list[Finding]], list[Coverage], list[Gap]]


def _rules(url: str | None, settings: Settings) -> Engine:
    from compose.check.rules import Rules

    return Rules(settings)


def _words(url: str | None, settings: Settings) -> Engine:
    from compose.check.words import Words

    return Words(frozenset(settings.disabled))


def _tokens(url: str | None, settings: Settings) -> Engine:
    from compose.check.tokens import Tokens

    return Tokens(frozenset(settings.disabled))


def _greynir(url: str | None, settings: Settings) -> Engine:
    from compose.cache import sentence_cache
    from compose.check.cached import Cached
    from compose.check.greynir import Greynir

    return Cached(Greynir(), sentence_cache(), frozenset(settings.disabled))


def _languagetool(url: str | None, settings: Settings) -> Engine:
    from compose.check.languagetool import LanguageTool

    return LanguageTool(url=url, disabled=frozenset(settings.disabled))


# Quickest first, so that what is certain is known before what may have to start a process.
_OPEN: dict[str, Callable[[str | None, Settings], Engine]] = {
    "rules": _rules,
    "tokens": _tokens,
    "words": _words,
    "greynir": _greynir,
    "languagetool": _languagetool,
}
ENGINES: tuple[str, ...] = tuple(_OPEN)
CHOICES: tuple[str, ...] = (AUTO, *ENGINES, NONE)


def open_engines(
    names: Sequence[str], locale: Locale, *, url: str | None = None, settings: Settings | None = None
) -> list[Engine]:
    """Make the engines that `--engine` names: `auto` stands for all that the locale wants, `none` for none.

    Nothing is started here; an engine that is absent says so when it is run. `url` is where a LanguageTool
    server already runs. Raises ComposeError for a name that is no engine, and for `none` beside another.
    """
    for name in names:
        if name not in CHOICES:
            what, mend = unknown("engine", name, CHOICES)
            raise fail(what, where="--engine", mend=mend)
    if NONE in names and len(set(names)) > 1:
        raise fail("'none' cannot stand beside another engine", where="--engine", mend="name one or the other")
    wanted = set(names) | (set(locale.engines) if AUTO in names else set())
    if "rules" in wanted:
        wanted.add("tokens")  # the rules that see words with their tags: an engine of its own, one set of rules
    return [make(url, settings or Settings()) for name, make in _OPEN.items() if name in wanted]


def run(engines: Sequence[Engine], passages: Sequence[Passage], locale: Locale) -> Outcome:
    """Let every engine look at every passage: merged findings for each passage, who looked, and what was not.

    An engine that is unavailable, at the start or on its way, becomes a gap; the others' findings stay.
    """
    found: list[list[Finding]] = [[] for _ in passages]
    covered: list[Coverage] = []
    gaps: list[Gap] = []
    for engine in engines:
        try:
            results = engine.check(passages, locale)
            coverage = engine.coverage(locale)
        except Unavailable as absence:
            gaps.append(absence.gap)
            continue
        covered.append(coverage)
        for already, more in zip(found, results, strict=True):
            already.extend(more)
    merged = [merge(passage.text, each) if each else each for passage, each in zip(passages, found, strict=True)]
    return merged, covered, gaps
