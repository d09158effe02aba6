"""What is made of the findings of LanguageTool's own rules: read from `languagetool/findings.toml`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache

from compose.model.locale import Locale
from compose.model.words import Level
from compose.paths import pack_dir


@dataclass(frozen=True, slots=True)
class Treatment:
    """`level` by LanguageTool's category; `disabled` are rules never asked for; `words` those that look words up."""

    level: dict[str, Level]
    disabled: tuple[str, ...]
    words: frozenset[str]

    def level_of(self, category: str) -> Level:
        """Matters of style, and what the file does not name, are hints."""
        return self.level.get(category, "info")


@cache
def treatment() -> Treatment:
    """The file, read once in a process."""
    data = tomllib.loads((pack_dir() / "findings.toml").read_text(encoding="utf-8"))
    rules = data["rules"]
    disabled = (*rules["across"], *rules["idle"], *rules["spelling"])
    return Treatment(data["level"], tuple(sorted(disabled)), frozenset(rules["words"]))


@cache
def left_out(locale: str) -> dict[str, str]:
    """Ways of token rules that LanguageTool does not hold, by `rule number`, with the reason: `left-out.toml`."""
    data = tomllib.loads((pack_dir() / "left-out.toml").read_text(encoding="utf-8"))
    ways = [way for way in data["way"] if way["locale"] == locale]
    return {rule: str(way["why"]) for way in ways for rule in way["rules"]}


def of_pack(locale: Locale) -> bool:
    """Whether LanguageTool knows the language by our pack alone; a language of its own has a country."""
    return bool(locale.languagetool) and "-" not in locale.languagetool
