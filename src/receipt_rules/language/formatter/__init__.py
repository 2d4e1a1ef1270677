"""Canonical formatting of `.rules` files.

In: a source, or a file parsed from it. Out: its canonical text. Invariant: the meaning, the comments and the
spelling of literals stay as they are, and formatting twice is formatting once.
"""

from __future__ import annotations

from receipt_rules.language.formatter.file import FormatResult, format_file, format_text

__all__ = ["FormatResult", "format_file", "format_text"]
