"""Makes a rule of kind `tokens` ready to look: its keys checked, its conditions and patterns made."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from compose.check.tokens.agreement import Agreement
from compose.check.tokens.condition import BadKey, Condition, condition, pattern_of, words_of
from compose.check.tokens.pattern import Pattern
from compose.check.tokens.suggest import SLOT
from compose.errors import ComposeError, Problem, nearest
from compose.lexicons import Lexicon
from compose.lexicons.data import WordData
from compose.lexicons.tags import Tags
from compose.model.rule import Rule

COMMON = frozenset(("id", "kind", "level", "message", "gloss", "source", "good", "bad", "where"))
KEYS = frozenset(
    (
        *("tokens", "cancel", "not_before", "not_after", "nothing_before", "mark", "suggest"),
        *("agree", "disagree", "joins", "statement"),
    )
)
NOMINAL = "NOUN|ADJ|VERB:perfpart|DET|PRON|NUM|ART|ORD"


@dataclass(frozen=True, eq=False)
class TokenRule:
    """A rule over tokens. It finds something where `pattern` holds and nothing speaks against it."""

    rule: Rule
    pattern: Pattern
    cancel: tuple[Pattern, ...] = ()
    not_before: tuple[Condition, ...] = ()
    not_after: tuple[Condition, ...] = ()
    nothing_before: Condition | None = None
    agree: Agreement | None = None
    disagree: Agreement | None = None
    joins: Tags | None = None
    listed: bool = True
    statement: bool = False
    mark: tuple[int, int] = (1, 0)
    suggest: tuple[str, ...] = ()


class Maker:
    """Makes token rules for one locale: with its lexicon, its sets of words, its features."""

    def __init__(self, lexicon: Lexicon, data: WordData) -> None:
        self._lexicon, self._data = lexicon, data
        self._words: dict[str, frozenset[str]] = {}
        self._tags: dict[str, Tags] = {}

    def words(self, value: str | list[str]) -> frozenset[str]:
        """Make a set of words; the same set for the same text."""
        text = value if isinstance(value, str) else " ".join(value)
        if text not in self._words:
            self._words[text] = words_of(value, self._data.sets)
        return self._words[text]

    def tags(self, text: str) -> Tags:
        """Make a pattern of tags; the same pattern for the same text."""
        if text not in self._tags:
            self._tags[text] = pattern_of(text, self._data.patterns)
        return self._tags[text]

    def condition(self, entry: dict[str, Any]) -> Condition:
        """Make one condition."""
        return condition(entry, self.words, self.tags, self._lexicon)

    def rules(self, rules: Iterable[Rule]) -> list[TokenRule]:
        """Make all of them; raises ComposeError with everything that is wrong with any."""
        made: list[TokenRule] = []
        problems = []
        for rule in rules:
            try:
                made += self._ways(rule)
            except BadKey as wrong:
                problems.append(Problem(f"{rule.file}:{rule.line}", "", f"{rule.id}: {wrong}"))
        if problems:
            raise ComposeError(*problems)
        return made

    def _ways(self, rule: Rule) -> list[TokenRule]:
        """A rule looks in one way, or in each of its `way` tables; what stands beside them holds for all."""
        shared = {key: value for key, value in rule.data.items() if key not in COMMON and key != "way"}
        ways = [{**shared, **way} for way in rule.data.get("way", [{}])]
        return [self._way(rule, way) for way in ways]

    def _way(self, rule: Rule, entry: dict[str, Any]) -> TokenRule:
        for key in entry:
            if key not in KEYS:
                near = nearest(key, KEYS)
                raise BadKey(f"unknown key {key!r}" + (f", did you mean {near!r}?" if near else ""))
        if not entry.get("tokens"):
            raise BadKey("'tokens' must hold a condition at least")
        size = len(entry["tokens"])
        joins = entry.get("joins", {})
        made: dict[str, Callable[[], Any]] = {
            "cancel": lambda: tuple(self.pattern(each) for each in entry["cancel"]),
            "not_before": lambda: self._conditions(entry["not_before"]),
            "not_after": lambda: self._conditions(entry["not_after"]),
            "nothing_before": lambda: self.condition(entry["nothing_before"]),
            "agree": lambda: self._agreement(entry["agree"], size),
            "disagree": lambda: self._agreement(entry["disagree"], size),
            "joins": lambda: self.tags(joins["as"]),
            "mark": lambda: _mark(entry["mark"], size),
            "statement": lambda: bool(entry["statement"]),
            "suggest": lambda: _texts(entry["suggest"]),
        }
        parts = {key: make() for key, make in made.items() if key in entry}
        return TokenRule(
            rule, self.pattern(entry["tokens"]), **{"mark": (1, size), "listed": joins.get("listed", True), **parts}
        )

    def pattern(self, entries: list[dict[str, Any]]) -> Pattern:
        """Make a row of conditions."""
        return Pattern(self._conditions(entries))

    def _conditions(self, entries: list[dict[str, Any]]) -> tuple[Condition, ...]:
        return tuple(map(self.condition, entries))

    def _agreement(self, entry: dict[str, Any], size: int) -> Agreement:
        if not set(entry) <= {"tokens", "in", "among", "strict"} or not {"tokens", "in"} <= set(entry):
            raise BadKey("an agreement takes 'tokens', 'in', and perhaps 'among' and 'strict'")
        for name in entry["in"]:
            if name not in self._data.features:
                raise BadKey(f"unknown feature {name!r}; known: {', '.join(self._data.features)}")
        if not all(1 <= number <= size for number in entry["tokens"]):
            raise BadKey("an agreement names a token that the rule does not have")
        among = self.tags(entry.get("among", NOMINAL))
        strict = bool(entry.get("strict", False))
        return Agreement(tuple(entry["tokens"]), tuple(entry["in"]), among, self._data.features, strict)


def _mark(value: Any, size: int) -> tuple[int, int]:
    first, last = (value, value) if isinstance(value, int) else (value[0], value[-1])
    if not 1 <= first <= last <= size:
        raise BadKey(f"'mark' names a token that the rule does not have: {value!r}")
    return first, last


def _texts(value: Any) -> tuple[str, ...]:
    texts = (value,) if isinstance(value, str) else tuple(value)
    for text in texts:
        if "{" in SLOT.sub("", text):
            raise BadKey(f"'suggest' has a slot that is none: {text!r}; write {{2}}, {{2-3}} or {{2:NOUN:pl}}")
    return texts
