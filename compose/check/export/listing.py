"""The list of rules that stay with our own engine, as a page of Markdown."""

from __future__ import annotations

from collections.abc import Iterable

from compose.check.export import Exported, Kept, table

_HEAD = """# Rules that LanguageTool does not have

Made by `compose languagetool export --list`; a test holds it to the rules. Our own engine runs every rule; these
are not in the language pack, or a part of them is not, for the reason given. LanguageTool's rules look at one
sentence at a time.
"""


def markdown(exports: Iterable[Exported]) -> str:
    """The page: one section a reason, the rules in it by locale."""
    found = list(exports)
    reasons: dict[str, list[Kept]] = {}
    for kept in table(found):
        reasons.setdefault(kept.why, []).append(kept)
    lines = [_HEAD, "| language | rules in the pack | rules or parts left out |", "|---|---|---|"]
    for exported in found:
        lines.append(f"| {exported.locale} | {len(exported.rules)} | {len(exported.kept)} |")
    for why, several in sorted(reasons.items()):
        lines += ["", f"## {why[0].upper()}{why[1:]}", ""]
        by_rule: dict[str, list[Kept]] = {}
        for kept in several:
            by_rule.setdefault(kept.rule, []).append(kept)
        for rule, each in sorted(by_rule.items()):
            lines.append(f"- `{rule}` ({', '.join(dict.fromkeys(kept.locale for kept in each))})")
            parts = dict.fromkeys(kept.part for kept in each if kept.part)
            lines += [f"  - ``{part}``" for part in parts]
    return "\n".join(lines) + "\n"
