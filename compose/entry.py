"""The door of the program: quick answers first, then the command line; every error of the user ends here, worded."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and exit with its code (DESIGN.md section 4)."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    if words == ["--version"]:
        from compose import __version__

        print(f"compose {__version__}")
        return
    sys.exit(_run(words))


def _run(words: list[str]) -> int:
    from compose.errors import ComposeError

    try:
        _utf8()
        from compose.cli import app

        return app(words)
    except ComposeError as error:
        from compose.output.safe import shown

        for problem in error.problems:
            print(f"error: {shown(str(problem))}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("interrupted", file=sys.stderr)
        return 130
    except BrokenPipeError:
        # The reader of our output went away; nothing is wrong with the message, but it did not arrive.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 2


def _utf8() -> None:
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
