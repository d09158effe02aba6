"""Many incidents become many messages: none lost, none garbled, the same bytes each time."""

from compose.batch.job import SHAPES, Job
from compose.batch.session import Outcome, Plan, Stopped, processes, session

__all__ = ["SHAPES", "Job", "Outcome", "Plan", "Stopped", "processes", "session"]
