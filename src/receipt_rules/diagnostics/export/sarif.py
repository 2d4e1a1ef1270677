"""Diagnostics as a SARIF log, which code hosts and editors read.

In: diagnostics, sorted. Out: a document of SARIF 2.1.0 with one run. Invariant: every result points
at its rule by `ruleIndex`, and the rules are exactly the catalogue entries of the slugs found.
Source: OASIS "Static Analysis Results Interchange Format (SARIF) Version 2.1.0", sections in comments.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any, Final
from urllib.parse import quote

from receipt_rules.diagnostics.catalogue import CATALOGUE
from receipt_rules.diagnostics.diagnostic import Diagnostic, Fix, Label, Level
from receipt_rules.diagnostics.source import Span
from receipt_rules.version import __version__

_SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS: Final[dict[Level, str]] = {"error": "error", "warning": "warning", "advice": "note"}

# 3.11.6: in plain text too `[words](1)` is a link unless its brackets are escaped; a regular expression
# in a message can look like one.
_LINK: Final = re.compile(r"\[([^\[\]]*)\]\(")


def to_sarif(diagnostics: Iterable[Diagnostic]) -> str:
    """The log, indented by two, ending in a line end."""
    every = tuple(diagnostics)
    slugs = {slug: index for index, slug in enumerate(sorted({each.slug for each in every}))}
    run = {
        "tool": {
            "driver": {
                "name": "receipt-rules",
                "semanticVersion": __version__,
                "rules": [_rule(slug) for slug in slugs],
            }
        },
        # 3.14.17: our columns count code points, the default would be UTF-16 code units.
        "columnKind": "unicodeCodePoints",
        "results": [_result(each, slugs) for each in every],
    }
    log = {"version": "2.1.0", "$schema": _SCHEMA, "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _rule(slug: str) -> dict[str, Any]:
    entry = CATALOGUE[slug]
    example = f"Wrong:\n\n```\n{entry.wrong}```\n\nRight:\n\n```\n{entry.right}```\n"
    return {
        "id": slug,
        "shortDescription": {"text": entry.title},
        "fullDescription": {"text": entry.explanation},
        "help": {
            "text": f"{entry.explanation}\n\nWrong:\n{entry.wrong}\nRight:\n{entry.right}",
            "markdown": f"{entry.explanation}\n\n{example}",
        },
        "defaultConfiguration": {"level": _LEVELS[entry.level]},
    }


def _result(diagnostic: Diagnostic, slugs: Mapping[str, int]) -> dict[str, Any]:
    words = [diagnostic.message, *(f"note: {note}" for note in diagnostic.notes)]
    if diagnostic.help:
        words.append(f"help: {diagnostic.help}")
    result: dict[str, Any] = {
        "ruleId": diagnostic.slug,
        "ruleIndex": slugs[diagnostic.slug],
        "level": _LEVELS[diagnostic.level],
        "message": {"text": _LINK.sub(r"\\[\1\\](", "\n".join(words))},
        "locations": [{"physicalLocation": _place(diagnostic.span)}],
    }
    if diagnostic.secondary:
        result["relatedLocations"] = [
            _related(number, label) for number, label in enumerate(diagnostic.secondary)
        ]
    if diagnostic.fix is not None:
        result["fixes"] = [_fix(diagnostic.fix, diagnostic.help)]
    return result


def _related(number: int, label: Label) -> dict[str, Any]:
    location: dict[str, Any] = {"id": number, "physicalLocation": _place(label.span)}
    if label.text:
        location["message"] = {"text": label.text}
    return location


def _fix(fix: Fix, help_text: str) -> dict[str, Any]:
    replacement = {
        "deletedRegion": _region(fix.span),
        "insertedContent": {"text": fix.replacement},
    }
    change = {"artifactLocation": {"uri": _uri(fix.span.path)}, "replacements": [replacement]}
    described = {"description": {"text": help_text}} if help_text else {}
    return {**described, "artifactChanges": [change]}


def _place(span: Span) -> dict[str, Any]:
    return {"artifactLocation": {"uri": _uri(span.path)}, "region": _region(span)}


def _region(span: Span) -> dict[str, Any]:
    line, column = span.source.position(span.start)
    end_line, end_column = span.end_position
    # 3.30.8: `endColumn` is one past the last character, as ours is; equal to the start means: insert here.
    return {
        "startLine": line,
        "startColumn": column,
        "endLine": end_line,
        "endColumn": end_column,
        "charOffset": span.start,
        "charLength": span.end - span.start,
    }


def _uri(path: str) -> str:
    return quote(path.replace("\\", "/"), safe="/")
