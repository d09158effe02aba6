"""Commands that show the program's own data: locales, phrases, schema, rules, explanations."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from compose.cli import options

if TYPE_CHECKING:
    from compose.model.locale import Locale
    from compose.model.rule import Rule
    from compose.model.settings import Settings

rules_app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="List the rules, or prove them.")


def schema(
    name: Annotated[
        str, typer.Argument(metavar="[WHAT]", help="incident, say, phrases, ask, rules, locale or settings.")
    ] = "incident",
) -> int:
    """Print the JSON Schema (2020-12) of an incident, or of a data file.

    \b
      compose schema > incident.schema.json
      compose schema say > say.schema.json
    """
    from compose import incidents
    from compose.locales.schemas import SCHEMAS, schema_of
    from compose.output.json import dumps

    options.chosen("schema", name, ("incident", *SCHEMAS))
    print(dumps(incidents.schema() if name == "incident" else schema_of(name)))
    return 0


def locales(config: options.Config = None, format: options.Format = "text") -> int:
    """List the languages, with how much each one knows."""
    from compose.output.json import dumps

    options.chosen("--format", format, options.FORMATS)
    found = options.settings(config)
    rows = [_row(locale) for locale in _all(found)]
    if format == "json":
        print(dumps(rows))
        return 0
    for row in rows:
        print(
            f"{row['tag']:4} {row['name']:18} {row['endonym']:18} {row['sentences']:4} sentences "
            f"{row['phrases']:3} phrases {row['questions']:3} questions {row['rules']:4} rules"
        )
    return 0


def _row(locale: Locale) -> dict[str, object]:
    return {
        "tag": locale.tag,
        "name": locale.name,
        "endonym": locale.endonym,
        "sentences": len(locale.sentences),
        "phrases": len(locale.phrases),
        "questions": len(locale.questions),
        "rules": len(locale.rules),
        "honorifics": [honorific.code for honorific in locale.honorifics],
        "engines": list(locale.engines),
    }


def _all(found: Settings, tag: str = "") -> list[Locale]:
    from compose import locales as reader

    tags = [tag] if tag else reader.tags(found.locales)
    return [reader.load(each, found.locales) for each in tags]


def phrases(locale: options.LocaleTag = "", config: options.Config = None, format: options.Format = "text") -> int:
    """List the phrasebook: ready answers, with their English.

    \b
      compose phrases --locale is
    """
    from compose.output.json import dumps
    from compose.render import shown

    options.chosen("--format", format, options.FORMATS)
    settings = options.settings(config)
    (found,) = _all(settings, locale or settings.locale or "en")
    if format == "json":
        rows = [
            {"code": item.code, "field": item.field, "slots": item.slots, "text": item.text, "gloss": item.gloss}
            for item in found.phrases.values()
        ]
        print(dumps(rows))
        return 0
    for phrase in found.phrases.values():
        slots = ", ".join(f"{name}: {kind}" for name, kind in phrase.slots.items())
        print(f"{phrase.field}: {phrase.code}" + (f" ({slots})" if slots else ""))
        text, english = shown(phrase, found)
        print(f"    {text}\n    {english}")
    return 0


def explain(
    id: Annotated[str, typer.Argument(metavar="ID", help="A rule, such as tone.conditional.")],
    locale: options.LocaleTag = "",
    config: options.Config = None,
) -> int:
    """Explain a rule: what it asks, why, with good and bad examples in each language.

    \b
      compose explain tone.conditional --locale nb
    """
    from compose.errors import fail, unknown
    from compose.lint.table import CLAIMS

    if id in CLAIMS:
        claim = CLAIMS[id]
        print(f"{id} (lint, {claim.level})\n    {claim.what}\n    {claim.why}")
        return 0
    everywhere = _all(options.settings(config), locale)
    having = [(found, rule) for found in everywhere for rule in found.rules if rule.id == id]
    if not having:
        what, mend = unknown("rule", id, {*CLAIMS, *(rule.id for found in everywhere for rule in found.rules)})
        raise fail(what, mend=mend)
    for found, rule in having:
        _explained(found, rule)
    return 0


def _explained(locale: Locale, rule: Rule) -> None:
    print(f"{rule.id} ({locale.tag}, {rule.kind}, {rule.level})")
    print(f"    {rule.message}")
    if rule.gloss != rule.message:
        print(f"    {rule.gloss}")
    print(f"    source: {rule.source}")
    for mark, examples in (("-", rule.bad), ("+", rule.good)):
        for example in examples:
            print(f"    {mark} {example}")
    for wrong, right in rule.pairs.items():
        print(f"    {wrong} -> {right}")
    print(f"    {rule.file}:{rule.line}")


@rules_app.command("list")
def list_rules(locale: options.LocaleTag = "", config: options.Config = None, format: options.Format = "text") -> int:
    """List every rule with its level."""
    from compose.output.json import dumps

    options.chosen("--format", format, options.FORMATS)
    rows = [
        {"locale": found.tag, "id": rule.id, "kind": rule.kind, "level": rule.level, "message": rule.gloss}
        for found in _all(options.settings(config), locale)
        for rule in found.rules
    ]
    if format == "json":
        print(dumps(rows))
        return 0
    for row in rows:
        print(f"{row['locale']:3} {row['level']:8} {row['kind']:8} {row['id']:28} {row['message']}")
    return 0


@rules_app.command("test")
def test_rules(locale: options.LocaleTag = "", config: options.Config = None) -> int:
    """Prove the rules: every bad example is found, no good one is, by its own rule or any other.

    \b
      compose rules test --locale nb
    """
    from compose.check.proof import prove

    failed = 0
    for found in _all(options.settings(config), locale):
        problems = prove(found)
        failed += len(problems)
        for problem in problems:
            print(problem, file=sys.stderr)
        examples = sum(len(rule.good) + len(rule.bad) for rule in found.rules)
        print(f"{found.tag}: {len(found.rules)} rules, {examples} examples, {len(problems)} wrong")
    return 1 if failed else 0
