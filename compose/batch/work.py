"""The work on one record of a batch: validated, written, checked; what can be done once a run is done once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from compose import incidents, pipeline
from compose.errors import ComposeError, Problem

if TYPE_CHECKING:
    from compose.model.draft import Draft
    from compose.model.finding import Report
    from compose.model.incident import Incident
    from compose.pipeline import Wishes


@dataclass(frozen=True, slots=True)
class Done:
    """What became of one record: a checked message, or the problems that kept it from becoming one."""

    incident: Incident | None
    draft: Draft | None
    report: Report | None
    problems: tuple[Problem, ...] = ()

    @property
    def ok(self) -> bool:
        return self.report is not None and self.report.ok


class Work:
    """Works on records one by one, in one process."""

    def __init__(self, wishes: Wishes) -> None:
        self._wishes = wishes

    def one(self, value: Any, where: str) -> Done:
        """Work on one record (a parsed JSON value); `where` names it in problems. Never raises for bad input."""
        incident = None
        try:
            incident = incidents.validate(value, where)
            draft, report = pipeline.compose(incident, where, self._wishes)
        except ComposeError as error:
            return Done(incident, None, None, tuple(error.problems))
        return Done(incident, draft, report)
