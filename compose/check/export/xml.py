"""LanguageTool's rule XML: a rule of ours is a `rulegroup` under its own id, each of its patterns a `rule`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from urllib.parse import quote
from xml.sax.saxutils import escape, quoteattr

from compose.check.export.examples import Part, Wrong
from compose.check.export.java import Said, Unsayable, java, template
from compose.check.export.words import first_words
from compose.model.rule import Rule

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
UNLESS = "compose.UnlessFilter"
PATTERN = "compose.PatternFilter"
# topic of a rule id: LanguageTool's category, and the type that it has for its clients
_CATEGORY = {
    "grammar": ("GRAMMAR", "grammar"),
    "spelling": ("TYPOS", "misspelling"),
    "mix": ("CONFUSED_WORDS", "misspelling"),
    "typography": ("TYPOGRAPHY", "typographical"),
}
_STYLE = ("STYLE", "style")
_ID = re.compile(r"[a-z0-9-]+\.[a-z0-9-]+")


def languagetool_id(rule: str) -> str:
    """`grammar.en-et` is GRAMMAR_EN-ET there; `our_id` undoes it. Raises Unsayable where it could not."""
    if not _ID.fullmatch(rule):
        raise Unsayable("its id is not made of a-z, 0-9 and hyphens around one full stop")
    return rule.upper().replace(".", "_")


def our_id(rule: str) -> str:
    """The id of ours that a LanguageTool id would stand for, whether there is such a rule or not."""
    return rule.lower().replace("_", ".")


def category(rule: Rule) -> tuple[str, str]:
    """LanguageTool's category and issue type, by the rule's topic."""
    return _CATEGORY.get(rule.id.partition(".")[0], _STYLE)


def part_xml(
    rule: Rule, part: Part, wrong: Sequence[Wrong], right: Iterable[str], abbreviations: frozenset[str]
) -> str:
    """One `rule` element: pattern, cancelling patterns, message, suggestion, examples."""
    heads = _heads(abbreviations)
    plain = part.words and not any(word.lower() in heads for word in part.words)
    lines = _tokens(part) if plain else _regexp(part, heads)
    at = -1 if lines[-1].startswith("<suggestion>") else len(lines)
    lines.insert(at, f"<message>{escape(_message(rule))}</message>")
    lines += [_wrong_xml(each) for each in wrong]
    lines += [f"<example>{escape(text)}</example>" for text in right]
    return "    <rule>" + "\n      ".join(["", *lines]) + "\n    </rule>\n"


@lru_cache(maxsize=8)
def _heads(abbreviations: frozenset[str]) -> dict[str, list[str]]:
    """Abbreviations by the word that they begin with: LanguageTool has each as one token, full stops and all."""
    heads: dict[str, list[str]] = {}
    for word in sorted(abbreviations):
        if "." in word:
            heads.setdefault(word.partition(".")[0].lower(), []).append(re.sub(r"(\W)", r"\\\1", word))
    return heads


def _regexp(part: Part, heads: dict[str, list[str]]) -> list[str]:
    said = java(part.pattern)
    if words := first_words(part.pattern):
        return _anchored(part, said, [_with_heads(each, heads) for each in words])
    mark = f' mark="{said.mark}"' if said.mark else ""
    lines = [f'<regexp type="exact"{_case(part)}{mark}>{escape(said.pattern)}</regexp>']
    if part.cancels:
        lines.append(f'<filter class="{UNLESS}" args="unless:{quote(_unless(part), safe="")}"/>')
    if part.replace is not None:
        lines.append(f"<suggestion>{escape(template(part.replace, part.pattern))}</suggestion>")
    return lines


def _with_heads(words: Sequence[str], heads: dict[str, list[str]]) -> list[str]:
    return list(dict.fromkeys(form for word in words for form in (word, *heads.get(word.lower(), ()))))


def _anchored(part: Part, said: Said, words: Sequence[Sequence[str]]) -> list[str]:
    """A pattern that is looked for where its first words stand."""
    arguments = {"pattern": ("" if _case(part) else "(?iu)") + said.pattern}
    if said.mark:
        arguments["mark"] = str(said.mark)
    if part.cancels:
        arguments["unless"] = _unless(part)
    if part.replace is not None:
        arguments["replace"] = template(part.replace, part.pattern)
    args = " ".join(f"{name}:{quote(value, safe='')}" for name, value in arguments.items())
    tokens = "".join(
        f'<token regexp="yes">{"|".join(each)}</token>' if len(each) > 1 else f"<token>{each[0]}</token>"
        for each in words
    )
    return [f"<pattern{_case(part)}>{tokens}</pattern>", f'<filter class="{PATTERN}" args="{args}"/>']


def _unless(part: Part) -> str:
    return "|".join(f"(?:{_flagged(cancel)})" for cancel in part.cancels)


def _tokens(part: Part) -> list[str]:
    """A phrase word by word. A clitic belongs to the last word, and goes over into the suggestion."""
    *before, last = part.words
    ending = f"({'|'.join(part.clitics)})?" if part.clitics else ""
    tokens = "".join(f"<token>{escape(word)}</token>" for word in before)
    tokens += f'<token regexp="yes">{last}{ending}</token>' if ending else f"<token>{escape(last)}</token>"
    lines = [f"<pattern{_case(part)}>{tokens}</pattern>"]
    if part.replace is not None:
        right = escape(part.replace.removesuffix(r"\1").replace(r"\\", "\\"))
        if ending:
            flags = "" if _case(part) else "(?iu)"
            right += f'<match no="{len(part.words)}" regexp_match="{flags}{last}{ending}" regexp_replace="$1"/>'
        lines.append(f"<suggestion>{right}</suggestion>")
    return lines


def _case(part: Part) -> str:
    return "" if part.pattern.flags & re.IGNORECASE else ' case_sensitive="yes"'


def group_xml(rule: Rule, parts: Iterable[str]) -> str:
    """The `rulegroup` of one rule of ours."""
    _, issue = category(rule)
    head = f'  <rulegroup id="{languagetool_id(rule.id)}" name={quoteattr(rule.gloss)} type="{issue}">\n'
    return head + "".join(parts) + "  </rulegroup>\n"


def grammar_xml(code: str, groups: Iterable[tuple[Rule, str]]) -> str:
    """A whole grammar file: the groups by category, in the order of the rules."""
    by_category: dict[str, list[str]] = {}
    for rule, group in groups:
        by_category.setdefault(category(rule)[0], []).append(group)
    body = "".join(
        f'<category id="{name}" name="compose: {name.lower().replace("_", " ")}">\n{"".join(found)}</category>\n'
        for name, found in sorted(by_category.items())
    )
    return f'{HEAD}<rules lang="{code}">\n{body}</rules>\n'


def _flagged(pattern: re.Pattern[str]) -> str:
    flags = "(?iu)" if pattern.flags & re.IGNORECASE else ""
    return flags + java(pattern).pattern


def _message(rule: Rule) -> str:
    """The message in the rule's language, and the better wording where that is no exact mend."""
    return f"{rule.message} → {rule.prefer}" if rule.prefer and rule.replace is None else rule.message


def _wrong_xml(wrong: Wrong) -> str:
    text, start, end = wrong.text, wrong.start, wrong.end
    marked = f"{escape(text[:start])}<marker>{escape(text[start:end])}</marker>{escape(text[end:])}"
    return f"<example correction={quoteattr(wrong.correction)}>{marked}</example>"
