"""From text to an AST, and back to text in one form.

In: a `Source`. Out: `ParseResult`: an `ast.File` with what was understood, and all diagnostics.
Invariants: `parse` never raises on an author's text; it knows no names, no types and no other file.
"""

from __future__ import annotations

from receipt_rules.language import ast
from receipt_rules.language.formatter import FormatResult, format_file, format_text
from receipt_rules.language.parse import Parser, ParseResult, parse

__all__ = ["FormatResult", "ParseResult", "Parser", "ast", "format_file", "format_text", "parse"]
