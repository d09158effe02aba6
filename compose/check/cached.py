"""Looks up what an engine said of a sentence before, and shows the engine the new sentences alone."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from hashlib import blake2b
from typing import TYPE_CHECKING, Protocol

from compose import __version__
from compose.model.engine import Engine, Passage
from compose.model.finding import Coverage, Finding

if TYPE_CHECKING:
    from compose.check.sentences import Span
    from compose.model.locale import Locale

# So many new sentences are sent in one go; what is answered is kept even when a later lot fails.
_LOT = 64
_WORD = re.compile(r"\w+(?:[-'’.]\w+)*")


class SentenceEngine(Engine, Protocol):
    """An engine whose findings depend on one sentence only, as `by_sentence` says: they can be kept."""

    by_sentence: bool

    def edition(self, locale: Locale) -> str:
        """What the findings depend on beside the sentence: version and rules."""

    def parts(self, passage: Passage, locale: Locale) -> list[Span]:
        """The sentences that the engine wants to see."""


class Store(Protocol):
    """Where findings are kept, as text, under keys; it may forget, and never fails."""

    def get_many(self, keys: Sequence[bytes]) -> dict[bytes, str]: ...

    def put_many(self, values: Mapping[bytes, str]) -> None: ...


class Cached:
    """An engine with a memory: the same findings as the engine's own, each sentence looked at once."""

    def __init__(self, engine: SentenceEngine, cache: Store, disabled: frozenset[str] = frozenset()) -> None:
        if not engine.by_sentence:
            raise TypeError(f"findings of {engine.name} depend on more than one sentence")
        self.name = engine.name
        self._engine = engine
        self._cache = cache
        self._disabled = disabled  # kept all the same, since the next run may want them

    def coverage(self, locale: Locale) -> Coverage:
        return self._engine.coverage(locale)

    def check(self, passages: Sequence[Passage], locale: Locale) -> list[list[Finding]]:
        found = by_sentence(self._engine, passages, locale, lambda texts: self._look(texts, locale))
        return [[each for each in findings if each.rule not in self._disabled] for findings in found]

    def _look(self, texts: Sequence[str], locale: Locale) -> list[list[Finding]]:
        base = "\0".join((__version__, self.name, self._engine.edition(locale), locale.tag, ""))
        keys = [blake2b((base + text).encode("utf-8", "surrogatepass"), digest_size=16).digest() for text in texts]
        stored = self._cache.get_many(keys)
        found = {key: _read(value, text) for key, text in zip(keys, texts, strict=True) if (value := stored.get(key))}
        new = [(key, text) for key, text in zip(keys, texts, strict=True) if found.get(key) is None]
        for start in range(0, len(new), _LOT):
            lot = new[start : start + _LOT]
            answers = self._engine.check([Passage(text) for _, text in lot], locale)
            fresh = {key: findings for (key, _), findings in zip(lot, answers, strict=True)}
            self._cache.put_many({key: _written(findings) for key, findings in fresh.items()})
            found |= fresh
        return [found[key] or [] for key in keys]


def by_sentence(
    engine: SentenceEngine,
    passages: Sequence[Passage],
    locale: Locale,
    look: Callable[[Sequence[str]], list[list[Finding]]],
) -> list[list[Finding]]:
    """Let `look` read each different sentence of the passages once, and put its findings in their places.

    Findings about words that the passage knows beforehand are left out: that depends on the passage.
    """
    parts = [engine.parts(passage, locale) for passage in passages]
    texts = [passage.text[slice(*span)] for passage, spans in zip(passages, parts, strict=True) for span in spans]
    different = list(dict.fromkeys(texts))
    said = dict(zip(different, look(different), strict=True)) if different else {}
    return [list(_placed(passage, spans, said)) for passage, spans in zip(passages, parts, strict=True)]


def _placed(passage: Passage, spans: Sequence[Span], said: Mapping[str, list[Finding]]) -> Iterator[Finding]:
    for start, end in spans:
        for finding in said[passage.text[start:end]]:
            moved = replace(finding, start=finding.start + start, end=finding.end + start)
            if not _is_known(passage, moved):
                yield moved


def _is_known(passage: Passage, finding: Finding) -> bool:
    """Whether all that the finding marks are names or references known beforehand."""
    marked = passage.text[finding.start : finding.end]
    words = _WORD.findall(marked)
    return marked in passage.known or (bool(words) and all(word in passage.known for word in words))


def _written(findings: Sequence[Finding]) -> str:
    rows = [
        [each.rule, each.engine, each.level, each.message, each.start, each.end, each.suggestions, each.gloss]
        for each in findings
    ]
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":"))


def _read(value: str, sentence: str) -> list[Finding] | None:
    """The findings that were kept for a sentence, or None when they cannot be its own."""
    try:
        rows = json.loads(value)
        found = [
            Finding(rule, engine, level, message, start, end, tuple(suggestions), gloss)
            for rule, engine, level, message, start, end, suggestions, gloss in rows
        ]
    except (ValueError, TypeError):
        return None
    return found if all(0 <= each.start < each.end <= len(sentence) for each in found) else None
