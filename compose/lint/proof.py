"""The rules of a language held to their own examples, at the very pattern or example that is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator

from compose.check import proof
from compose.check.phrases import compiled
from compose.lint.view import View
from compose.model.fault import Fault
from compose.model.rule import Rule

# What the proof does not depend on: see `compose.lint.cached`.
_IRRELEVANT = re.compile(r"(?:^|[/\\])(?:(?:say|ask|phrases)\.toml|keys\.lock)(?::\d+)?$")


def check(view: View) -> Iterator[Fault]:
    """Every fault of the judged rules; their examples are tried only when every pattern compiles."""
    judged = [rule for rule in view.locale.rules if view.scope.judges(rule.file)]
    broken = [fault for rule in judged for fault in _patterns(view, rule)]
    yield from broken
    if broken or not judged or any(not _IRRELEVANT.search(problem.where) for problem in view.problems):
        return
    rules = {f"{rule.file}:{rule.line}": rule for rule in judged}
    try:
        problems = proof.prove(view.locale, judged)
    except re.error:
        return  # a rule beside these, which is not judged here, stops all
    for problem in problems:
        yield _example(view, rules[problem.where], problem.what)


def _patterns(view: View, rule: Rule) -> Iterator[Fault]:
    for key, patterns in (("regex", rule.regex), ("unless", rule.unless)):
        for index, pattern in enumerate(patterns):
            try:
                compiled(pattern, rule.case)
            except re.error as error:
                page = view.page(rule.file)
                entry = page.layout.entry("rule", rule.line)
                path = (*entry, key, index)
                path = path if path in page.layout.nodes else (*entry, key)
                start = error.pos or 0
                at = page.value(path, start, start + 1)
                message = f"{rule.id}: the pattern does not compile: {error.msg}"
                yield page.fault("lint.rule-pattern", at, message, "Python's re is meant", entry=rule.id)


def _example(view: View, rule: Rule, what: str) -> Fault:
    page = view.page(rule.file)
    entry = page.layout.entry("rule", rule.line)
    for key, examples, claim in (("bad", rule.bad, "lint.rule-bad"), ("good", rule.good, "lint.rule-good")):
        for index, example in enumerate(examples):
            if what.endswith(repr(example)) and (key == "bad") == ("does not find its bad" in what):
                path = (*entry, key, index)
                path = path if path in page.layout.nodes else (*entry, key)
                return page.fault(claim, page.value(path), what, "mend the rule or the example", entry=rule.id)
    return page.fault("lint.rule-good", page.key(entry), what, entry=rule.id)
