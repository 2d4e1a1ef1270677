"""Diagnostics as workflow commands, which GitHub shows beside the lines of a change.

In: diagnostics, sorted. Out: one command a line: `::error file=...,line=...,col=...,title=...::words`.
Invariant: whatever the author wrote, a command stays one line and a property stays one property.
Source of the escaping: `toCommandProperties` and `escapeData` of the actions toolkit, command.ts.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from receipt_rules.diagnostics.diagnostic import Diagnostic, Level

_COMMANDS: Final[dict[Level, str]] = {"error": "error", "warning": "warning", "advice": "notice"}
_DATA: Final = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_PROPERTY: Final = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"})


def to_github(diagnostics: Iterable[Diagnostic]) -> str:
    """The commands, each ending in a line end."""
    return "".join(_command(each) for each in diagnostics)


def _command(diagnostic: Diagnostic) -> str:
    line, column = diagnostic.span.source.position(diagnostic.span.start)
    properties = {
        "file": diagnostic.path,
        "line": str(line),
        "col": str(column),
        "title": diagnostic.slug,
    }
    words = [diagnostic.message, *(f"note: {note}" for note in diagnostic.notes)]
    if diagnostic.help:
        words.append(f"help: {diagnostic.help}")
    pairs = ",".join(f"{name}={value.translate(_PROPERTY)}" for name, value in properties.items())
    return f"::{_COMMANDS[diagnostic.level]} {pairs}::{chr(10).join(words).translate(_DATA)}\n"
