"""What keeps LanguageTool from looking at a text, in words, with the command that mends it."""

from __future__ import annotations

INSTALL = "compose languagetool install"
RESTART = "compose languagetool stop, then compose languagetool start"


class Fault(Exception):
    """LanguageTool cannot be used now. Never an error of the run: an engine turns it into a gap."""

    def __init__(self, why: str, mend: str) -> None:
        super().__init__(f"{why}; {mend}")
        self.why = why
        self.mend = mend
