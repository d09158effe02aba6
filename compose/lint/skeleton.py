"""A new language as a folder full of marks, made of the English one: what `compose locales new TAG` writes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from compose.lint.fix import applied
from compose.lint.marks import MARK
from compose.lint.parity import OWN_QUESTIONS, SHARED_TOPICS
from compose.locales.layout import Layout
from compose.locales.layout import Path as Keys
from compose.locales.source import read_source
from compose.model.fault import Edit

PATTERN = "en"
_FILES = ("say.toml", "phrases.toml", "ask.toml", "words/cues.toml")
_TOLD = {
    "say.toml": ("text",),
    "phrases.toml": ("text",),
    "ask.toml": ("ask", "hint", "example", "choices"),
    "words/cues.toml": ("any", "regex"),
    "rules": ("message", "prefer", "any", "regex", "unless", "good", "bad", "groups", "pairs"),
    "locale.toml": ("form",),
    "examples": ("happened", "why", "fix", "effect", "compensation", "prevention"),
}
_HEAD = """# {name}: made by `compose locales new {tag}`. Write what is marked, and take the marks out.
tag = "{tag}"
name = {name_value}
endonym = {endonym}
babel = {babel}                  # the CLDR locale, such as en_GB
currency = "{mark}EUR"           # when an amount has none, ISO 4217
speaking_rate = 150              # words a minute, in a calm call
engines = ["rules"]              # "words" when there is a lexicon or a dictionary
clitics = []                     # word endings that do not make another word
letters = "{mark}abcdefghijklmnopqrstuvwxyz"
quotes = ["“", "”", "‘", "’"]

# Forms of address; see docs/locales.md. Honorifics are a closed list, [[honorific]] code = "…" gender = "f", m or any.
"""


def skeleton(tag: str, built_in: Path) -> Iterator[tuple[str, str]]:
    """The files of a new language: relative name and text. `built_in` is the folder of the built-in locales."""
    source = built_in / PATTERN
    yield "locale.toml", _head(tag) + _forms(read_source(source / "locale.toml"))
    for name in _FILES:
        yield name, _marked(read_source(source / name), _TOLD[name], _without_own)
    for path in sorted((source / "rules").glob("*.toml")):
        text = _marked(read_source(path), _TOLD["rules"], _shared)
        if "[[rule]]" in text:
            yield f"rules/{path.name}", text
    yield "words/names.txt", "# Names that stand in messages, one a line.\n"
    yield "words/abbreviations.txt", "# Abbreviations that end in a full stop, one a line.\n"
    example = read_source(source / "examples" / "minimal.json").replace(f'"locale": "{PATTERN}"', f'"locale": "{tag}"')
    yield "examples/minimal.json", _marked(example, _TOLD["examples"], lambda layout, entry: True, json=True)


def _head(tag: str) -> str:
    from babel import Locale, UnknownLocaleError

    try:
        known = Locale.parse(tag.replace("-", "_"))
        name, endonym, babel = known.english_name or "", known.display_name or "", str(known)
    except (UnknownLocaleError, ValueError):
        name = endonym = ""
        babel = ""
    values = {
        "name_value": f'"{name}"' if name else f'"{MARK}{tag}"',
        "endonym": f'"{endonym}"' if endonym else f'"{MARK}{tag}"',
        "babel": f'"{babel}"' if babel else f'"{MARK}en_GB"',
    }
    return _HEAD.format(tag=tag, name=name or tag, mark=MARK, **values)


def _forms(text: str) -> str:
    layout = Layout(text)
    heads = sorted(node.key[0] for path, node in layout.nodes.items() if len(path) in (1, 2))
    made = []
    for path, node in layout.nodes.items():
        if len(path) == 2 and path[0] == "form":
            end = next((at for at in heads if at > node.key[0]), len(text))
            made.append(text[node.key[0] : end].rstrip() + "\n\n")
    return _with_marks("".join(made), ("form",), deep=True)


def _without_own(layout: Layout, entry: Keys) -> bool:
    """Whether an English entry is for every language: nothing of English forms of address."""
    nodes = layout.nodes
    if (*entry, "when", "honorific") in nodes:
        return False
    key = nodes.get((*entry, "key"))
    return key is None or layout.text[slice(*key.value)].strip("\"'") not in OWN_QUESTIONS


def _shared(layout: Layout, entry: Keys) -> bool:
    node = layout.nodes.get((*entry, "id"))
    return node is not None and layout.text[slice(*node.value)].strip("\"'").startswith(
        tuple(f"{t}." for t in SHARED_TOPICS)
    )


def _marked(text: str, keys: tuple[str, ...], wanted: Callable[[Layout, Keys], bool], *, json: bool = False) -> str:
    layout = Layout(text, json=json)
    heads = [
        (path, node.key[0])
        for path, node in layout.nodes.items()
        if len(path) == 2 and isinstance(path[1], int) and not json
    ]
    cuts = []
    for index, (path, start) in enumerate(heads):
        end = heads[index + 1][1] if index + 1 < len(heads) else len(text)
        if not wanted(layout, path):
            cuts.append(Edit(start, end, ""))
    return _with_marks(applied(text, cuts), keys, json=json)


def _with_marks(text: str, keys: tuple[str, ...], *, deep: bool = False, json: bool = False) -> str:
    layout = Layout(text, json=json)
    inner = {path[:-1] for path in layout.nodes}
    edits = []
    for path, node in layout.nodes.items():
        named = keys[0] in path if deep else any(key in path for key in keys)
        if not named or path in inner or (deep and path[-1] in ("when", "gloss")) or "gloss" in path or "when" in path:
            continue
        start, end = node.value
        raw = text[start:end]
        if raw[:1] in "\"'" and raw.strip("\"'"):
            quote = 3 if raw[:3] in ('"""', "'''") else 1
            edits.append(Edit(start + quote, start + quote, MARK))
    return applied(text, edits)
