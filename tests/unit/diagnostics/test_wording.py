"""Small phrases: quotes, lists of words, counts."""

from __future__ import annotations

import pytest

from receipt_rules.diagnostics import alternatives, quoted
from receipt_rules.diagnostics.diagnostic import Level
from receipt_rules.diagnostics.wording import counted


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("give", "`give`"),
        ("give\n  10%\t off", "`give 10% off`"),
        ("a\x1b[2Jb", "`a␛[2Jb`"),
        ("", "``"),
        ("x" * 40, f"`{'x' * 40}`"),
        ("a" * 30 + "b" * 30, f"`{'a' * 18}...{'b' * 18}`"),
    ],
)
def test_a_quote_is_one_short_line(text: str, quote: str) -> None:
    assert quoted(text) == quote


@pytest.mark.parametrize(
    ("words", "phrase"),
    [
        ([], ""),
        (["off"], "`off`"),
        (["off", "each"], "`off` or `each`"),
        (["off", "each", "of"], "`off`, `each` or `of`"),
        (list("abcdefgh"), "`a`, `b`, `c`, `d`, `e`, `f`, `g` or `h`"),
        (list("abcdefghij"), "`a`, `b`, `c`, `d`, `e`, `f`, `g`, `h` or 2 more"),
    ],
)
def test_alternatives(words: list[str], phrase: str) -> None:
    assert alternatives(words) == phrase


@pytest.mark.parametrize(
    ("levels", "phrase"),
    [
        ([], "no errors"),
        (["error"], "1 error"),
        (["warning", "error", "error"], "2 errors, 1 warning"),
        (["advice", "warning", "warning"], "2 warnings, 1 advice"),
        (["advice", "advice"], "2 advice"),
    ],
)
def test_counted(levels: list[Level], phrase: str) -> None:
    assert counted(levels) == phrase
