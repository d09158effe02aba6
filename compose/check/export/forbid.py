"""Rules of kind `forbid`: each phrase a row of tokens, each pattern a regular expression."""

from __future__ import annotations

from collections.abc import Iterator

from compose.check.export.examples import Part
from compose.check.phrases import compiled, edged, patterns
from compose.model.rule import Rule


def parts(rule: Rule) -> Iterator[Part]:
    """The rule's phrases one by one, then its patterns."""
    cancels = tuple(patterns((), rule.unless, (), rule.case))
    for phrase in rule.any:
        pattern = compiled(edged(phrase, rule.clitics), rule.case)
        yield Part(pattern, cancels, rule.replace, phrase, rule.clitics)
    for regex in rule.regex:
        yield Part(compiled(regex, rule.case), cancels, rule.replace)
