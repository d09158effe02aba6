"""Asks a LanguageTool server through language-tool-python, within a bounded time, and tells its faults apart."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlsplit

from compose.languagetool.fault import RESTART, Fault

if TYPE_CHECKING:
    from language_tool_python import LanguageTool

PACK_PAGE = "add the language pack to it: docs/languagetool.md"
CHECK_URL = "look at --languagetool-url: compose languagetool status"
_LOOPBACK = ("127.0.0.1", "localhost", "::1")
_Result = TypeVar("_Result")

# language-tool-python keeps the last text's emoji in a class, for all threads.
_one_at_a_time = threading.Lock()
_clients: dict[tuple[str, str], LanguageTool] = {}


@dataclass(frozen=True, slots=True)
class Match:
    """What a rule of LanguageTool objects to; `start` and `end` are code points into the text that was sent."""

    rule: str
    category: str
    issue: str
    message: str
    start: int
    end: int
    suggestions: tuple[str, ...]


def check(url: str, language: str, text: str, disabled: Sequence[str], seconds: float) -> list[Match]:
    """All matches in a text. Raises Fault, after `seconds` at the latest."""

    def ask() -> list[Match]:
        client = _client(url, language, seconds)
        client.disabled_rules = set(disabled)
        return [_match(found, text) for found in client.check(text)]

    if not _one_at_a_time.acquire(timeout=seconds):
        raise Fault(f"LanguageTool at {url} is still busy with another text", RESTART)
    try:
        return _within(seconds, ask, url, language)
    finally:
        _one_at_a_time.release()


def version(url: str, seconds: float = 10.0) -> str:
    """The version that a server says it has. Raises Fault where it is no LanguageTool server."""

    def ask() -> str:
        import requests

        answer = requests.get(f"{url.rstrip('/')}/v2/info", timeout=seconds, proxies=_proxies(url))
        return str(answer.json()["software"]["version"])

    return _within(seconds, ask, url, "")


def forget(url: str) -> None:
    """Make nothing more of what was known of a server."""
    for key in [key for key in _clients if key[0] == url]:
        del _clients[key]


def _client(url: str, language: str, seconds: float) -> LanguageTool:
    if (url, language) not in _clients:
        import language_tool_python

        client = language_tool_python.LanguageTool(language, remote_server=url, proxies=_proxies(url))
        _clients[url, language] = client
    client = _clients[url, language]
    # Its own bound is 300 s a try; ours ends the waiting, this one ends the thread.
    setattr(client, "_TIMEOUT", seconds)  # noqa: B010  # typed as the literal 300
    return client


def _proxies(url: str) -> dict[str, str]:
    """None for this machine: a proxy that the environment names does not know it."""
    here = urlsplit(url).hostname in _LOOPBACK
    return {"http": "", "https": "", "all": ""} if here else {}


def _match(found: Any, text: str) -> Match:  # a Match of language-tool-python
    start = int(found.offset)
    end, units = start, int(found.error_length)
    # The start comes in code points, the length in UTF-16 units.
    while units > 0 and end < len(text):
        units -= 2 if text[end] > "\uffff" else 1
        end += 1
    suggestions = tuple(found.replacements)
    return Match(found.rule_id, found.category, found.rule_issue_type, found.message, start, end, suggestions)


def _within(seconds: float, work: Callable[[], _Result], url: str, language: str) -> _Result:
    """Do the work in a thread that is left behind when its time is over."""
    done: list[_Result] = []
    failed: list[BaseException] = []

    def run() -> None:
        try:
            done.append(work())
        except BaseException as error:  # the library raises SystemExit, and whatever nonsense leads to
            failed.append(error)

    thread = threading.Thread(target=run, daemon=True, name="languagetool")
    thread.start()
    thread.join(seconds)
    if done:
        return done[0]
    forget(url)
    if not failed:
        raise Fault(f"LanguageTool at {url} did not answer in {seconds:.0f} seconds", RESTART)
    raise _fault(failed[0], url, language) from failed[0]


def _fault(error: BaseException, url: str, language: str) -> Fault:
    """Word what went wrong. What is neither the network's nor the server's fault is a bug and shows itself."""
    import requests
    from language_tool_python.exceptions import LanguageToolError

    cause = error.__cause__ if isinstance(error, LanguageToolError) else error
    if isinstance(cause, requests.Timeout):
        return Fault(f"LanguageTool at {url} did not answer in time", RESTART)
    if isinstance(cause, requests.exceptions.JSONDecodeError | ValueError) and "unsupported language" in str(cause):
        return Fault(f"the LanguageTool server at {url} does not know the language {language!r}", PACK_PAGE)
    if isinstance(cause, requests.ConnectionError | ConnectionError):
        return Fault(f"there is no LanguageTool server at {url}, or it went away", RESTART)
    if isinstance(error, requests.exceptions.InvalidURL | requests.exceptions.InvalidSchema):
        return Fault(f"{url!r} is no address of a server", CHECK_URL)
    if isinstance(error, AssertionError | MemoryError):
        raise error
    said = " ".join(str(error).split())[:120] or type(error).__name__
    return Fault(f"what answers at {url} is no LanguageTool server that can be used: {said}", CHECK_URL)
