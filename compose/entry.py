"""The door of the program: quick answers first, then the command line; every error of the user ends here, worded."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Sequence
from typing import Any

# The disk under our output is full, over its quota, too small or broken: the user's to mend, and no bug.
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and exit with its code (DESIGN.md section 4)."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    if words == ["--version"]:
        from compose import __version__

        print(f"compose {__version__}")
        return
    # No plugin of pydantic's is used, and to look for them means reading all that is installed.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    try:
        code = _run(words)
    except Exception:
        # A bug shows its traceback, but never with the 1 that means findings.
        import contextlib
        import traceback

        with contextlib.suppress(OSError):  # standard error may be a pipe that nobody reads any more
            traceback.print_exc()
        code = 2
    sys.exit(code)


def _run(words: list[str]) -> int:
    from compose.errors import ComposeError

    try:
        _streams()
        from compose.cli import app

        code = app(words)
        sys.stdout.flush()
        return code
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
        _discard_output()
        return 2
    except OSError as error:
        if error.errno not in _NO_ROOM:
            raise
        _discard_output()
        print(f"error: the output could not be written: {error.strerror}; make room, and run it again", file=sys.stderr)
        return 2


def _streams() -> None:
    """UTF-8 on all three streams, whatever the machine's locale; one that is closed reads and writes nothing."""
    for name, mode, wrong in (
        ("stdin", "r", "surrogateescape"),
        ("stdout", "w", "backslashreplace"),
        ("stderr", "w", "backslashreplace"),
    ):
        stream: Any = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115
        elif hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors=wrong)


def _discard_output() -> None:
    """What is left in the buffer has nowhere to go; without this Python tries again as it leaves, and complains."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
