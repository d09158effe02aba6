"""One run of lint: every check over what is judged, each fault once and one for each cause, by place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from compose import locales
from compose.lint.cached import PROOF, Memory, key_of
from compose.lint.page import Page
from compose.lint.scope import Scope
from compose.lint.spread import spread, uncollected
from compose.lint.table import CLAIMS
from compose.locales.source import read_source
from compose.model.fault import Fault, Linted

if TYPE_CHECKING:
    from compose.lint.view import View

_FOLLOWS = re.compile(r"'([\w.-]+)'")


@dataclass(frozen=True, slots=True)
class Plan:
    """How to lint: whether to remember, whether to prove the rules, and whether messages are rendered."""

    remember: bool = True
    prove: bool = True
    variants: str = ""  # pairwise, exhaustive, or none
    engines: tuple[str, ...] = ("auto",)
    require: tuple[str, ...] = ()  # what must have looked at the variants, or been checked in them


def lint(scope: Scope, plan: Plan) -> Linted:
    """Look at everything that is judged."""
    start = perf_counter()
    with uncollected():
        kept = _static(scope, plan)
    counted = Linted(())
    if plan.variants:
        from compose.lint.variants import rendered

        counted = rendered(scope, plan.variants, plan.engines, plan.require)
        kept += counted.faults
    return _sifted(scope, kept, counted, start, plan)


def _static(scope: Scope, plan: Plan) -> list[Fault]:
    """What is found without rendering, each cause once."""
    memory = Memory(plan.remember)
    faults = set(memory.faults(key_of(scope, "all", locales.tags(scope.locales)), lambda: _all(scope)))
    faults.update(_settings(scope))
    missing = [fault for fault in faults if fault.rule == "lint.missing"]
    prove = plan.prove and not missing
    parts = ("one", PROOF) if prove else ("one",)
    known = [tag for tag in scope.tags if all(memory.knows(key_of(scope, part, [tag])) for part in parts)]
    faults.update(fault for tag in known for fault in _language(scope, memory, tag, prove))
    for found in spread(lambda tag: _language(scope, memory, tag, prove), _longest_first(scope, known)):
        faults.update(found)
    return list(_without_consequences(faults, missing))


def _longest_first(scope: Scope, known: Sequence[str]) -> list[str]:
    """The languages that must be looked at, those with the most rules first."""
    if set(scope.tags) <= {*known}:
        return []
    return sorted(set(scope.tags) - {*known}, key=lambda tag: (-len(_view(scope, tag).locale.rules), tag))


def _sifted(scope: Scope, faults: list[Fault], counted: Linted, start: float, plan: Plan) -> Linted:
    from compose.lint.ignore import sifted

    pages = [Page(path, read_source(path)) for path in judged_files(scope)]
    kept, covered = sifted(faults, pages, deep=bool(plan.variants))
    return Linted(
        tuple(sorted(kept, key=by_place)),
        files=len(pages),
        suppressed=covered,
        variants=counted.variants,
        seconds=perf_counter() - start,
        engines=counted.engines,
        gaps=counted.gaps,
        unmet=counted.unmet,
        claims={id: (claim.what, claim.why) for id, claim in CLAIMS.items()},
    )


def by_place(fault: Fault) -> tuple[str, int, int, str, str]:
    """The order in which faults are shown."""
    return fault.file, fault.line, fault.column, fault.rule, fault.message


def judged_files(scope: Scope) -> list[Path]:
    """Every file that is judged."""
    folders = [base / "letters" for base in scope.letter_bases]
    folders += [base / tag for base in scope.locale_bases for tag in ("root", *scope.tags)]
    found = [path for folder in folders if folder.is_dir() for path in sorted(folder.rglob("*"))]
    found += [scope.settings] if scope.settings else []
    return [
        path
        for path in found
        if path.is_file() and path.suffix in (".toml", ".j2", ".json", ".txt") and scope.judges(path)
    ]


def _all(scope: Scope) -> Iterator[Fault]:
    """What depends on all languages together."""
    from compose.lint import letters, mend, parity
    from compose.lint.view import every_view, views

    seen = views(scope)
    yield from letters.check(scope)
    yield from mend.check_letters(scope)
    for view in seen[:1]:
        yield from parity.check_root(view)
    for view in seen:
        yield from parity.check(view, seen if len(seen) > 1 else every_view(scope))


def _language(scope: Scope, memory: Memory, tag: str, prove: bool) -> list[Fault]:
    """What depends on one language, and what its rules' examples disprove."""
    found = memory.faults(key_of(scope, "one", [tag]), lambda: _one(scope, tag))
    if prove and not any(fault.rule == "lint.todo" for fault in found):  # it cannot prove itself before it is written
        found = [*found, *memory.faults(key_of(scope, PROOF, [tag]), lambda: _proof(scope, tag))]
    return found


def _one(scope: Scope, tag: str) -> Iterator[Fault]:
    """What depends on one language."""
    from compose.lint import asked, coverage, examples, marks, mend, problems, sentences

    view = _view(scope, tag)
    checks = (problems, sentences, asked, coverage, examples, mend, marks)
    yield from marks.alone(fault for module in checks for fault in module.check(view))


def _proof(scope: Scope, tag: str) -> Iterator[Fault]:
    from compose.lint import proof

    yield from proof.check(_view(scope, tag))


def _view(scope: Scope, tag: str) -> View:
    from compose.lint.view import views

    return next(view for view in views(scope) if view.tag == tag)


def _settings(scope: Scope) -> Iterator[Fault]:
    if scope.settings is None or not scope.judges(scope.settings):
        return
    from compose import settings
    from compose.errors import ComposeError
    from compose.lint.problems import settings_faults

    page = Page(scope.settings, read_source(scope.settings))
    try:
        found = settings.load(scope.settings)
    except ComposeError as error:
        yield from settings_faults(error.problems, page)
        return
    if found.disabled:
        yield from _disabled(scope, page, found.disabled)


def _disabled(scope: Scope, page: Page, disabled: Mapping[str, str]) -> Iterator[Fault]:
    from compose.errors import Problem, nearest
    from compose.lint.problems import settings_faults

    everywhere = [locales.inspect(tag, scope.locale_bases)[0] for tag in locales.tags(scope.locales)]
    known = {rule.id for locale in everywhere for rule in locale.rules}
    for id in disabled:
        if id not in known:
            near = nearest(id, known)
            mend = f"did you mean {near!r}?" if near else "see 'compose rules list'"
            yield from settings_faults([Problem("", f"/disabled/{id}", f"no rule is called {id!r}", mend)], page)


def _without_consequences(faults: set[Fault], missing: Sequence[Fault]) -> Iterator[Fault]:
    """Where a key is gone, all but that is left out which only follows from it."""
    if not missing:
        yield from faults
        return
    spans = [(fault.file, *_entry(fault)) for fault in missing]
    parents = [Path(fault.file).parent for fault in missing]
    # What is gone from the root may be missed in every language.
    folders = {
        str(next((up.parent for up in (path, path.parent) if up.name == locales.ROOT), path)) for path in parents
    }
    names = {name for fault in missing for name in (*_FOLLOWS.findall(fault.message), fault.entry) if name}
    for fault in faults:
        if fault.rule == "lint.missing" or not _follows(fault, spans, folders, names):
            yield fault


def _entry(fault: Fault) -> tuple[int, int]:
    lines = read_source(Path(fault.file)).splitlines()
    after = (number for number, line in enumerate(lines, 1) if number > fault.line and line.startswith("[["))
    return fault.line, next(after, len(lines) + 1)


def _follows(
    fault: Fault, spans: Sequence[tuple[str, int, int]], folders: set[str], names: set[str]
) -> bool:  # fmt: skip
    if any(fault.file == file and first <= fault.line < last for file, first, last in spans):
        return True
    same = any(fault.file.startswith(folder) or folder.startswith(str(Path(fault.file).parent)) for folder in folders)
    if fault.rule == "lint.shadowed" and any(f" {name} " in fault.message for name in names):
        return same
    if fault.rule in ("lint.no-wording", "lint.example", "lint.unused-form", "lint.form-default"):
        return same
    return same and any(f"'{name}'" in fault.message or name.endswith(f".{_last(fault)}") for name in names)


def _last(fault: Fault) -> str:
    found = _FOLLOWS.findall(fault.message)
    return found[-1] if found else "\0"
