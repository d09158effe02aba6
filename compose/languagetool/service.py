"""One server to ask, our own or one that already runs: starts it when first needed, and ends it when it is broken."""

from __future__ import annotations

import os
from collections.abc import Sequence

from compose.languagetool import client, server, state
from compose.languagetool.client import Match
from compose.languagetool.fault import Fault
from compose.languagetool.home import Install, find
from compose.languagetool.java import find_java
from compose.languagetool.state import Server

REQUEST_SECONDS = 30.0
# The first request of a language waits for its rules and models: 4 s on two free cores, 50 s on busy ones.
FIRST_SECONDS = 90.0
# A slow machine reads 4,000 signs a second.
_SIGNS_A_SECOND = 4000


class Service:
    """Answers from LanguageTool. `url` is a server that already runs; without one, ours is found or started."""

    def __init__(self, url: str | None = None, *, seconds: float | None = None) -> None:
        self._url = url.rstrip("/") if url else None
        # Who names a bound means it for the first request too.
        self._seconds, self._first = (seconds, 0.0) if seconds else (REQUEST_SECONDS, FIRST_SECONDS)
        self._version = ""
        self._server: Server | None = None
        self._met: set[tuple[str, str]] = set()

    def version(self) -> str:
        """What would look, without starting it: the server's version, and which pack of ours. Raises Fault."""
        if self._url:
            self._version = self._version or client.version(self._url)
            return self._version
        install = find()
        if not state.read(install.home):
            find_java()
        return f"{install.version} with pack {install.pack}"

    def install(self) -> Install | None:
        """The install whose server looks; None where another's does. Raises Fault."""
        return None if self._url else find()

    def check(self, language: str, text: str, disabled: Sequence[str]) -> list[Match]:
        """All matches in a text, within a bounded time. Raises Fault; then no broken server of ours is left."""
        if self._url:
            return self._ask(self._url, language, text, disabled)
        kept = self._kept()
        try:
            return self._ask(kept.url, language, text, disabled)
        except Fault:
            server.kill(find().home, kept)
            self._server = None
            if not _went_with_its_owner(kept):
                raise
        return self._ask(self._kept().url, language, text, disabled)

    def _ask(self, url: str, language: str, text: str, disabled: Sequence[str]) -> list[Match]:
        first = 0.0 if (url, language) in self._met else self._first
        found = client.check(url, language, text, disabled, self._seconds + first + len(text) / _SIGNS_A_SECOND)
        self._met.add((url, language))
        return found

    def _kept(self) -> Server:
        """The server that this process found; looked for again when it is not up any more."""
        if self._server is None or not state.runs(self._server.pid, self._server.born):
            self._server = server.ensure(find())
        return self._server


def _went_with_its_owner(kept: Server) -> bool:
    """Whether a server was another run's, and ended as that run did: no fault, and no reason to give up."""
    return kept.owner not in (0, os.getpid()) and not state.runs(kept.owner, kept.owner_born)
