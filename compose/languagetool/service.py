"""One server to ask, our own or one that already runs: starts it when first needed, and ends it when it is broken."""

from __future__ import annotations

import os
from collections.abc import Sequence

from compose.languagetool import client, server, state
from compose.languagetool.client import Match
from compose.languagetool.fault import Fault
from compose.languagetool.home import find
from compose.languagetool.java import find_java
from compose.languagetool.state import Server

REQUEST_SECONDS = 30.0
# A slow machine reads 4,000 signs a second; the first request of a language waits for its models.
_SIGNS_A_SECOND = 4000


class Service:
    """Answers from LanguageTool. `url` is a server that already runs; without one, ours is found or started."""

    def __init__(self, url: str | None = None, *, seconds: float = REQUEST_SECONDS) -> None:
        self._url = url.rstrip("/") if url else None
        self._seconds = seconds
        self._version = ""

    def version(self) -> str:
        """What would look, without starting it: the server's version, and which pack of ours. Raises Fault."""
        if self._url:
            self._version = self._version or client.version(self._url)
            return self._version
        install = find()
        if not state.read(install.home):
            find_java()
        return f"{install.version} with pack {install.pack}"

    def check(self, language: str, text: str, disabled: Sequence[str]) -> list[Match]:
        """All matches in a text, within a bounded time. Raises Fault; then no broken server of ours is left."""
        seconds = self._seconds + len(text) / _SIGNS_A_SECOND
        if self._url:
            return client.check(self._url, language, text, disabled, seconds)
        kept = self._kept()
        try:
            return client.check(kept.url, language, text, disabled, seconds)
        except Fault:
            server.kill(find().home, kept)
            if not _went_with_its_owner(kept):
                raise
        kept = self._kept()
        return client.check(kept.url, language, text, disabled, seconds)

    def _kept(self) -> Server:
        return server.ensure(find())


def _went_with_its_owner(kept: Server) -> bool:
    """Whether a server was another run's, and ended as that run did: no fault, and no reason to give up."""
    return kept.owner not in (0, os.getpid()) and not state.runs(kept.owner, kept.owner_born)
