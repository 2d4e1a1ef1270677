"""Diagnostics as one JSON document of our own.

In: diagnostics, sorted. Out: a document of this shape, every field always there, in this order:

    format       "receipt-rules-diagnostics"
    version      1; a field may be added under the same number, never changed or taken away
    summary      {errors, warnings, advice}: how many, without the one that says what a cap left out
    diagnostics  [{slug, level, message, span, label, secondary, notes, help, fix}]
    span         {path, line, column, end_line, end_column, start, end}
    secondary    [{span, text}]
    notes        [text]
    fix          {span, replacement} or null: put `replacement` where `span` is

Lines and columns count from 1 and in characters (code points); `start` and `end` are offsets from 0
in the text without its byte order mark; `end`, `end_line` and `end_column` are just after the last
character. Invariant: the document says all that a diagnostic holds.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, Final

from receipt_rules.diagnostics.diagnostic import LEVELS, MORE_PROBLEMS, Diagnostic, Fix, Level
from receipt_rules.diagnostics.source import Span

_FORMAT: Final = "receipt-rules-diagnostics"
_VERSION: Final = 1
_PLURALS: Final[dict[Level, str]] = {"error": "errors", "warning": "warnings", "advice": "advice"}


def to_json(diagnostics: Iterable[Diagnostic]) -> str:
    """The document, indented by two, ending in a line end."""
    every = tuple(diagnostics)
    levels = [each.level for each in every if each.slug != MORE_PROBLEMS]
    document = {
        "format": _FORMAT,
        "version": _VERSION,
        "summary": {_PLURALS[level]: levels.count(level) for level in LEVELS},
        "diagnostics": [_diagnostic(each) for each in every],
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _diagnostic(diagnostic: Diagnostic) -> dict[str, Any]:
    return {
        "slug": diagnostic.slug,
        "level": diagnostic.level,
        "message": diagnostic.message,
        "span": _span(diagnostic.span),
        "label": diagnostic.label,
        "secondary": [{"span": _span(label.span), "text": label.text} for label in diagnostic.secondary],
        "notes": list(diagnostic.notes),
        "help": diagnostic.help,
        "fix": None if diagnostic.fix is None else _fix(diagnostic.fix),
    }


def _fix(fix: Fix) -> dict[str, Any]:
    return {"span": _span(fix.span), "replacement": fix.replacement}


def _span(span: Span) -> dict[str, Any]:
    line, column = span.source.position(span.start)
    end_line, end_column = span.end_position
    return {
        "path": span.path,
        "line": line,
        "column": column,
        "end_line": end_line,
        "end_column": end_column,
        "start": span.start,
        "end": span.end,
    }
