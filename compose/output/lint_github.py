"""Faults as commands of GitHub Actions' log, which shows them on the lines of a pull request."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from compose.model.fault import Fault, Linted

_LEVEL = {"error": "error", "warning": "warning", "info": "notice"}


def text(linted: Linted) -> str:
    """One command a line."""
    return "".join(_command(fault) for fault in linted.faults)


def _command(fault: Fault) -> str:
    places = {
        "file": fault.file,
        "line": fault.line,
        "col": fault.column,
        "endColumn": max(fault.end_column, fault.column),
    }
    properties = ",".join(f"{key}={_property(str(value))}" for key, value in {**places, "title": fault.rule}.items())
    message = fault.message + (f"; {fault.help}" if fault.help else "")
    return f"::{_LEVEL[fault.level]} {properties}::{_data(message)}\n"


def _data(value: str) -> str:
    return value.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(value: str) -> str:
    return _data(value).replace(":", "%3A").replace(",", "%2C")
