"""Formatting a whole file.

In: a parsed file and the source that it was parsed from, or the source alone. Out: its canonical text.
Invariants: parsing the text gives the same file, with parts sorted where their order has no meaning;
formatting it again changes nothing; every comment is in it once. The byte order mark and the kind of line
end are the author's. A text with syntax errors is not formatted.
"""

from __future__ import annotations

import re
from functools import partial
from typing import Final, NamedTuple

from receipt_rules.diagnostics import Diagnostic, Source
from receipt_rules.diagnostics.source import BYTE_ORDER_MARK
from receipt_rules.language import ast
from receipt_rules.language.formatter.compose import Composer
from receipt_rules.language.formatter.declaration import declaration, header_parts
from receipt_rules.language.formatter.render import render
from receipt_rules.language.formatter.slots import part
from receipt_rules.language.parse import parse

_LINE_END: Final = re.compile(r"\r\n?|\n")


class FormatResult(NamedTuple):
    """`text` is None when the source has syntax errors; then `diagnostics` says what they are."""

    text: str | None
    diagnostics: tuple[Diagnostic, ...]


def format_text(source: Source) -> FormatResult:
    """The canonical text of a source, or why it has none."""
    file, diagnostics = parse(source)
    if any(each.level == "error" for each in diagnostics):
        return FormatResult(None, diagnostics)
    return FormatResult(format_file(file, source), diagnostics)


def format_file(file: ast.File, source: Source) -> str:
    """The canonical text of a file that was parsed from `source` without errors."""
    c = Composer(source, file.comments)
    parts = header_parts(c, file.header) if file.header else []
    parts += [part(each, partial(declaration, c)) for each in (*file.imports, *file.declarations)]
    text = render(c.page(parts), newline=_newline(source.text))
    return BYTE_ORDER_MARK + text if source.bom else text


def _newline(text: str) -> str:
    """The last line end decides: it is always one between tokens in what is written, so this is stable."""
    ends = _LINE_END.findall(text)
    return "\r\n" if ends and ends[-1] == "\r\n" else "\n"
