"""Rules of kind `forbid`: each pattern a regular expression of LanguageTool."""

from __future__ import annotations

from collections.abc import Iterator

from compose.check.export.examples import Part
from compose.check.phrases import patterns
from compose.model.rule import Rule


def parts(rule: Rule) -> Iterator[Part]:
    """The rule's phrases as one part, then its patterns one by one."""
    cancels = tuple(patterns((), rule.unless, (), rule.case))
    for pattern in patterns(rule.any, rule.regex, rule.clitics, rule.case):
        yield Part(pattern, cancels, rule.replace)
