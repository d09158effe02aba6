"""One run of lint: every check over what is judged, each fault once, by place."""

from __future__ import annotations

from collections.abc import Iterator
from time import perf_counter

from compose.lint import letters, problems, sentences
from compose.lint.view import Scope, View, views
from compose.model.fault import Fault, Linted


def lint(scope: Scope) -> Linted:
    """Look at everything that is judged."""
    start = perf_counter()
    seen = views(scope)
    faults = set(letters.check(scope, seen))
    for view in seen:
        faults.update(_of(view))
    return Linted(tuple(sorted(faults, key=by_place)), seconds=perf_counter() - start)


def by_place(fault: Fault) -> tuple[str, int, int, str, str]:
    """The order in which faults are shown."""
    return fault.file, fault.line, fault.column, fault.rule, fault.message


def _of(view: View) -> Iterator[Fault]:
    yield from problems.check(view)
    yield from sentences.check(view)
