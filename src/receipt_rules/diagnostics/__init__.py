"""Everything that can be said about a ruleset: places, diagnostics, the catalogue, output formats.

In: a slug, a place and words, from whoever reads a ruleset. Out: values, and their text, JSON, SARIF
and GitHub forms. Invariant: this package knows no rule and no receipt; it only speaks.
"""

from __future__ import annotations

from receipt_rules.diagnostics.catalogue import CATALOGUE, FAMILIES, Entry, whole_file
from receipt_rules.diagnostics.collector import DEFAULT_CAP, Details, Diagnostics
from receipt_rules.diagnostics.diagnostic import LEVELS, Diagnostic, Fix, Label, Level
from receipt_rules.diagnostics.export import to_github, to_json, to_sarif
from receipt_rules.diagnostics.render import pointer_to_text, summary, to_concise, to_text
from receipt_rules.diagnostics.source import BYTE_ORDER_MARK, Source, Span
from receipt_rules.diagnostics.suggest import did_you_mean, suggest
from receipt_rules.diagnostics.wording import alternatives, quoted

__all__ = [
    "BYTE_ORDER_MARK",
    "CATALOGUE",
    "DEFAULT_CAP",
    "FAMILIES",
    "LEVELS",
    "Details",
    "Diagnostic",
    "Diagnostics",
    "Entry",
    "Fix",
    "Label",
    "Level",
    "Source",
    "Span",
    "alternatives",
    "did_you_mean",
    "pointer_to_text",
    "quoted",
    "suggest",
    "summary",
    "to_concise",
    "to_github",
    "to_json",
    "to_sarif",
    "to_text",
    "whole_file",
]
