"""How a batch goes, on standard error: a bar with rate and time left on a terminal, a line now and then elsewhere."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, Any

from compose.output.safe import shown

if TYPE_CHECKING:
    from compose.incidents.stream import Records

_SECONDS = 10.0  # between two lines where there is no terminal
_BLINK = 0.2  # between two pictures of the bar


class Progress:
    """Told by the batch how it goes; tells whoever waits. `written` of `total` messages stand."""

    def __init__(self, records: Records, *, quiet: bool) -> None:
        self._records, self._quiet = records, quiet
        self._bar: Any = None
        self._task: Any = None
        self._start = self._last = time.monotonic()
        self.done = self.total = 0
        self.writing = False

    def problem(self, words: str) -> None:
        """Say what is wrong with a record."""
        if self._bar:
            from rich.text import Text

            self._bar.console.print(Text(f"error: {shown(words)}"), soft_wrap=True)
        else:
            print(f"error: {shown(words)}", file=sys.stderr)

    def checked(self, records: int) -> None:
        """So many records were checked."""
        size = self._records.size
        self._tell("checked", records, self._records.taken / size if size else None)

    def written(self, records: int, total: int) -> None:
        """So many messages of `total` stand."""
        if not self.writing:
            self._start, self.writing = time.monotonic(), True
        self.done, self.total = records, total
        self._tell("written", records, records / total if total else None)

    def close(self) -> None:
        """Take the bar away."""
        if self._bar:
            self._bar.stop()
            self._bar = None

    def _tell(self, verb: str, records: int, share: float | None) -> None:
        now = time.monotonic()
        if self._quiet or now - self._last < (_BLINK if sys.stderr.isatty() else _SECONDS):
            return
        self._last = now
        seconds = max(now - self._start, 1e-3)
        rate = f"{records / seconds:,.0f}/s"
        if sys.stderr.isatty():
            self._draw(verb, f"{records:,} {verb}, {rate}", share)
            return
        left = f", {share:.0%}, {_clock(seconds / share - seconds)} left" if share else ""
        print(f"{records:,} {verb}, {rate}{left}", file=sys.stderr, flush=True)

    def _draw(self, verb: str, words: str, share: float | None) -> None:
        from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

        from compose.output.screen import console

        if not self._bar:
            # Drawn only when told to: a thread of its own would forbid to fork.
            columns = (TextColumn("{task.description}"), BarColumn(), TimeRemainingColumn())
            self._bar = Progress(*columns, console=console(), auto_refresh=False, transient=True)
            self._bar.start()
            self._task = self._bar.add_task(words, total=1)
        if verb == "written" and self._bar.tasks[0].fields.get("verb") != verb:
            self._bar.reset(self._task, total=1)
        self._bar.update(self._task, description=words, completed=share, total=1 if share else None, verb=verb)
        self._bar.refresh()


def _clock(seconds: float) -> str:
    minutes, rest = divmod(int(seconds + 0.5), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
