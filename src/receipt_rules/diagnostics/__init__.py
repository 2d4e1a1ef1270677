"""Everything that can be said about a ruleset: places, diagnostics, the catalogue, output formats.

In: a slug, a place and words, from whoever reads a ruleset. Out: values, and their text, JSON, SARIF
and GitHub forms. Invariant: this package knows no rule and no receipt; it only speaks.
"""

from __future__ import annotations

from receipt_rules.diagnostics.catalogue import CATALOGUE, FAMILIES, Entry
from receipt_rules.diagnostics.collector import Diagnostics
from receipt_rules.diagnostics.diagnostic import LEVELS, Diagnostic, Fix, Label, Level
from receipt_rules.diagnostics.source import Source, Span

__all__ = [
    "CATALOGUE",
    "FAMILIES",
    "LEVELS",
    "Diagnostic",
    "Diagnostics",
    "Entry",
    "Fix",
    "Label",
    "Level",
    "Source",
    "Span",
]
