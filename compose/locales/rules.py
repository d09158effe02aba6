"""Read `rules/*.toml`: every entry becomes a `Rule`, every key that the format does not know a problem."""

from __future__ import annotations

from pathlib import Path

from compose.errors import Problem
from compose.locales.toml import Entry, entries, read_toml
from compose.model.rule import Rule
from compose.model.words import CHANNELS, LEVELS

COMMON = ("id", "kind", "level", "message", "gloss", "source", "good", "bad", "channels", "across", "ignore")
KEYS: dict[str, tuple[str, ...]] = {
    "forbid": ("where", "any", "regex", "unless", "case", "prefer", "replace"),
    "prefer": ("where", "pairs", "unless"),
    "require": ("where", "any", "regex", "within", "prefer", "case"),
    "repeat": ("where", "any", "regex", "max", "prefer", "case"),
    "limit": ("metric", "move", "channel", "level_under", "where"),
    "order": ("first", "then", "level_text"),
    "mixed": ("where", "groups", "prefer"),
    "spelling": (),
    "fact": (),
}
OPEN = ("tokens",)  # kinds whose own reader checks their keys
WITHOUT_EXAMPLES = ("limit", "order", "spelling", "fact")


def read_rules(folder: Path, locale: str, clitics: tuple[str, ...], problems: list[Problem]) -> list[Rule]:
    """All rules of one folder, by file name and then in the file's order."""
    rules: list[Rule] = []
    for path in sorted(folder.glob("*.toml")) if folder.is_dir() else ():
        data, text = read_toml(path, problems)
        for entry in entries(data, text, "rule", str(path), problems):
            rules.append(_rule(entry, locale, clitics))
            problems.extend(entry.problems)
    return rules


def _rule(entry: Entry, locale: str, clitics: tuple[str, ...]) -> Rule:
    kind = entry.choice("kind", (*KEYS, *OPEN))
    if kind not in OPEN:
        entry.only(*COMMON, *KEYS.get(kind, ()))
    good, bad = entry.texts("good"), entry.texts("bad")
    if kind not in WITHOUT_EXAMPLES and (len(good) < 2 or len(bad) < 2):
        entry.complain("a rule needs two good and two bad examples at least", "add them to 'good' and 'bad'")
    level = entry.choice("level", LEVELS)
    return Rule(
        id=entry.text("id"),
        kind=kind,
        level=level,  # type: ignore[arg-type]  # held to LEVELS above
        message=entry.text("message"),
        gloss=entry.text("gloss"),
        source=entry.text("source"),
        good=good,
        bad=bad,
        where=entry.texts("where") or ("text",),
        channels=entry.texts("channels"),
        across=bool(entry.data.get("across", False)),
        any=entry.texts("any"),
        regex=entry.texts("regex"),
        unless=entry.texts("unless"),
        case=bool(entry.data.get("case", False)),
        prefer=entry.text("prefer", ""),
        replace=entry.data.get("replace"),
        pairs={str(wrong): str(right) for wrong, right in entry.table("pairs").items()},
        within=entry.number("within", 0),
        max=entry.number("max", 0),
        first=entry.text("first", ""),
        then=entry.text("then", ""),
        groups=_groups(entry),
        metric=entry.text("metric", ""),
        move=entry.text("move", ""),
        level_under=entry.data.get("level_under"),
        level_text=entry.data.get("level_text"),
        bounds=_bounds(entry),
        clitics=clitics,
        data=entry.data if kind in OPEN else {},
        file=entry.file,
        line=entry.line,
        locale=locale,
    )


def _groups(entry: Entry) -> tuple[tuple[str, ...], ...]:
    groups = entry.data.get("groups", [])
    if not isinstance(groups, list) or not all(isinstance(group, list) for group in groups):
        entry.complain("'groups' must be a list of lists of texts")
        return ()
    return tuple(tuple(str(phrase) for phrase in group) for group in groups)


def _bounds(entry: Entry) -> dict[str, dict[str, float]]:
    bounds = entry.table("channel")
    for channel, bound in bounds.items():
        if channel not in (*CHANNELS, "any"):
            entry.complain(f"unknown channel {channel!r}", f"choices: {', '.join(CHANNELS)}")
        elif not isinstance(bound, dict) or not set(bound) <= {"min", "max"}:
            entry.complain(f"channel.{channel} takes 'min' and 'max'")
    return bounds
