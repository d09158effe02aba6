"""Faults as Checkstyle XML, which many a reviewer's tool reads."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING
from xml.sax.saxutils import quoteattr

from compose.output.safe import shown

if TYPE_CHECKING:
    from compose.model.fault import Fault, Linted


def text(linted: Linted) -> str:
    """A file element for each file, an error element for each fault."""
    rows = ['<?xml version="1.0" encoding="UTF-8"?>', '<checkstyle version="8.0">']
    for file, faults in groupby(linted.faults, lambda fault: fault.file):
        rows.append(f"  <file name={_attribute(file)}>")
        rows += [_error(fault) for fault in faults]
        rows.append("  </file>")
    return "\n".join([*rows, "</checkstyle>"]) + "\n"


def _error(fault: Fault) -> str:
    message = fault.message + (f"; {fault.help}" if fault.help else "")
    return (
        f'    <error line="{fault.line}" column="{fault.column}" severity="{fault.level}" '
        f"message={_attribute(message)} source={_attribute(fault.rule)}/>"
    )


def _attribute(value: str) -> str:
    return quoteattr(shown(value).replace("\n", " "))
