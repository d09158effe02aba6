"""Faults as JUnit XML (the schema that Jenkins publishes): a suite for each file, a failing case for each fault."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from compose.output.safe import shown

if TYPE_CHECKING:
    from compose.model.fault import Fault, Linted


def text(linted: Linted) -> str:
    """A document of suites; a run without faults has one suite with one case that passed."""
    suites = [(file, list(faults)) for file, faults in groupby(linted.faults, lambda fault: fault.file)]
    rows = ['<?xml version="1.0" encoding="UTF-8"?>', "<testsuites>"]
    for file, faults in suites:
        count = len(faults)
        rows.append(f'  <testsuite name={_attribute(file)} tests="{count}" failures="{count}" errors="0">')
        rows += [_case(fault) for fault in faults]
        rows.append("  </testsuite>")
    if not suites:
        rows.append('  <testsuite name="compose lint" tests="1" failures="0" errors="0">')
        rows += [f'    <testcase name="{linted.files} files" classname="compose.lint"/>', "  </testsuite>"]
    return "\n".join([*rows, "</testsuites>"]) + "\n"


def _case(fault: Fault) -> str:
    name = _attribute(f"{fault.rule} {fault.line}:{fault.column}")
    message = fault.message + (f"; {fault.help}" if fault.help else "")
    body = escape(shown(f"{fault.file}:{fault.line}:{fault.column}\n{fault.excerpt}"))
    return (
        f"    <testcase name={name} classname={_attribute(fault.file)}>\n"
        f"      <failure message={_attribute(message)} type={_attribute(fault.level)}>{body}</failure>\n    </testcase>"
    )


def _attribute(value: str) -> str:
    return quoteattr(shown(value).replace("\n", " "))
