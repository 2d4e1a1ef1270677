"""What every test of the formatter asks."""

from __future__ import annotations

from difflib import unified_diff
from textwrap import dedent

from receipt_rules.diagnostics import Source, to_text
from receipt_rules.language.formatter import format_text

HEADER = 'ruleset "x" version "1"\n'


def formatted(text: str) -> str:
    """The canonical text of a file; it must have one, and that must be its own canonical text."""
    result = format_text(Source("a.rules", text))
    assert result.text is not None, to_text(result.diagnostics)
    again = format_text(Source("a.rules", result.text))
    assert again.text == result.text
    return result.text


def body(text: str) -> str:
    """The canonical text of some declarations, without the header."""
    return formatted(HEADER + dedent(text)).removeprefix(HEADER)


def stays(text: str) -> None:
    """The declarations are canonical as they are."""
    becomes(text, text)


def becomes(before: str, after: str) -> None:
    """The declarations are formatted so."""
    is_text, expected = body(before), dedent(after)
    difference = unified_diff(
        expected.splitlines(), is_text.splitlines(), "expected", "formatted", lineterm=""
    )
    assert is_text == expected, "\n".join(difference)
