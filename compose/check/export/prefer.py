"""Rules of kind `prefer`: each pair a rule with its own suggestion."""

from __future__ import annotations

from collections.abc import Iterator

from compose.check.export.examples import Part
from compose.check.phrases import AFTER, compiled, edged, patterns
from compose.model.rule import Rule


def parts(rule: Rule) -> Iterator[Part]:
    """One part for each wrong form; a clitic after it is kept in the suggestion."""
    for wrong, right in rule.pairs.items():
        case = wrong != wrong.lower()
        cancels = tuple(patterns((), rule.unless, (), case))
        if rule.clitics and wrong[-1:].isalnum():
            clitic = f"({'|'.join(rule.clitics)}|)"
            pattern = edged(wrong).removesuffix(AFTER) + clitic + AFTER
            yield Part(compiled(pattern, case), cancels, right.replace("\\", r"\\") + r"\1", wrong, rule.clitics)
        else:
            yield Part(compiled(edged(wrong), case), cancels, right.replace("\\", r"\\"), wrong)
