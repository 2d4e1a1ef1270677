"""The printer below the formatter: groups, widths, comments at the ends of lines."""

from __future__ import annotations

import pytest

from receipt_rules.language.formatter.layout import (
    GAP,
    NEWLINE,
    NOTHING,
    SPACE,
    Broken,
    Doc,
    Trail,
    group,
    indent,
    is_forced,
    joined,
    seq,
)
from receipt_rules.language.formatter.render import columns, flat, render

LISTED = group("f(", indent(NOTHING, joined(["aa", "bb"], seq(",", SPACE)), Broken(",")), NOTHING, ")")


@pytest.mark.parametrize(("width", "text"), [(9, "f(aa, bb)\n"), (8, "f(\n  aa,\n  bb,\n)\n")])
def test_a_group_is_on_one_line_exactly_when_it_fits(width: int, text: str) -> None:
    assert render(LISTED, width=width) == text


@pytest.mark.parametrize(("width", "lines"), [(11, 1), (10, 4)])
def test_what_follows_a_group_must_fit_too(width: int, lines: int) -> None:
    assert render(seq(LISTED, " x"), width=width).count("\n") == lines


def test_what_follows_need_not_fit_if_it_can_break() -> None:
    assert render(group(LISTED, SPACE, "long" * 5), width=10) == f"f(aa, bb)\n{'long' * 5}\n"


def test_an_outer_group_breaks_before_an_inner_one() -> None:
    outer = group("a", indent(SPACE, group("b", indent(SPACE, "c"))))
    assert render(outer, width=4) == "a\n  b\n    c\n"
    assert render(outer, width=5) == "a b c\n"
    assert render(group("aaa", indent(SPACE, group("b", indent(SPACE, "c")))), width=5) == "aaa\n  b c\n"


@pytest.mark.parametrize(
    ("doc", "forced"),
    [
        ("a", False),
        ("a\nb", True),
        ("a\rb", True),
        (GAP, False),
        (NEWLINE, True),
        (Broken(","), False),
        (Trail("#"), True),
        (group(indent(seq("a", Trail("#")))), True),
        (group("a", SPACE, broken=True), True),
    ],
)
def test_what_cannot_stand_on_one_line(doc: Doc, forced: bool) -> None:
    assert is_forced(doc) is forced
    assert is_forced(group("x", doc)) is forced


def test_comments_are_not_measured_and_stand_at_the_end() -> None:
    doc = seq(group("aa", SPACE, "bb"), Trail("# a long comment"), ",")
    assert render(doc, width=6) == "aa bb,  # a long comment\n"


def test_comments_in_a_row_at_one_depth_are_aligned() -> None:
    doc = seq(
        "a", Trail("#1"), NEWLINE, "bbb", Trail("#2"), NEWLINE, "c", NEWLINE, "dd", Trail("#3"),
        indent(NEWLINE, "e", Trail("#4")),
    )  # fmt: skip
    assert render(doc) == "a    #1\nbbb  #2\nc\ndd  #3\n  e  #4\n"


def test_a_text_of_several_lines_is_kept_and_its_comment_is_behind_its_last() -> None:
    doc = indent(NEWLINE, '"""a\n b \r\n c"""', Trail("#1"), NEWLINE, "d", Trail("#2"))
    assert render(doc, newline="\r\n") == '\r\n  """a\n b \r\n c"""  #1\r\n  d  #2\r\n'


def test_no_line_ends_in_a_space() -> None:
    assert render(seq("when ", indent(NEWLINE, "a"), NEWLINE, "b ", Trail("#"))) == "when\n  a\nb  #\n"


def test_one_line_whatever_the_length() -> None:
    assert flat(LISTED) == "f(aa, bb)"


def test_columns_are_those_of_a_terminal() -> None:
    assert [columns(text) for text in ("abc", "чай", "茶", "e\u0301")] == [3, 3, 2, 1]
