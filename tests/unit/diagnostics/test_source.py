"""Places: offsets stay right whatever the line ends, and lines and columns are those of an editor."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from receipt_rules.diagnostics import Source, Span

TEXTS = st.text(alphabet=st.sampled_from("ab \t\r\n\u0301é😀\f\u2028"), max_size=30)


def test_lines_and_columns_count_from_one() -> None:
    source = Source("a.rules", "ab\ncd\n")
    assert [source.position(offset) for offset in range(7)] == [
        (1, 1),
        (1, 2),
        (1, 3),
        (2, 1),
        (2, 2),
        (2, 3),
        (3, 1),
    ]
    assert source.line_count == 3
    assert [source.line_text(line) for line in (1, 2, 3)] == ["ab", "cd", ""]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_kind_of_line_end(end: str) -> None:
    source = Source("a.rules", f"one{end}two{end}{end}four")
    assert source.line_count == 4
    assert [source.line_text(line) for line in (1, 2, 3, 4)] == ["one", "two", "", "four"]
    assert source.position(source.text.index("four")) == (4, 1)


def test_only_line_ends_end_a_line() -> None:
    assert Source("a.rules", "a\fb\u2028c\x0bd").line_count == 1


def test_columns_count_characters_not_bytes() -> None:
    source = Source("a.rules", "😀é x")
    assert source.position(source.text.index("x")) == (1, 4)


def test_a_byte_order_mark_is_no_character_of_the_text() -> None:
    source = Source("a.rules", "\ufeffrule")
    assert (source.text, source.bom) == ("rule", True)
    assert source.position(0) == (1, 1)
    assert not Source("a.rules", "rule").bom
    assert Source("a.rules", "a\ufeff").text == "a\ufeff"


def test_the_empty_text_has_one_line() -> None:
    source = Source("a.rules", "")
    assert (source.line_count, source.line_text(1), source.position(0)) == (1, "", (1, 1))


@given(TEXTS)
def test_position_and_offset_are_each_other_s_inverse(text: str) -> None:
    source = Source("a.rules", text)
    for offset in range(len(source.text) + 1):
        line, column = source.position(offset)
        assert source.line_starts[line - 1] + column - 1 == offset
        assert 1 <= line <= source.line_count
        assert column >= 1


@given(TEXTS)
def test_lines_and_their_ends_are_the_text(text: str) -> None:
    source = Source("a.rules", text)
    bounds = [*source.line_starts, len(source.text)]
    lines = [source.text[start:end] for start, end in pairwise(bounds)]
    assert "".join(lines) == source.text
    assert [source.line_text(number) for number in range(1, source.line_count + 1)] == [
        line.rstrip("\r\n") for line in lines
    ]


def test_a_source_is_a_value() -> None:
    one, same = Source("a.rules", "rule"), Source("a.rules", "rule")
    assert one == same
    assert hash(one) == hash(same)
    assert one != Source("a.rules", "other")
    assert one != Source("b.rules", "rule")
    with pytest.raises(AttributeError):
        one.text = "x"  # type: ignore[misc]
    assert "rule of a long text" not in repr(Source("a.rules", "rule of a long text"))


def test_a_span_tells_where_it_is_and_what_it_holds() -> None:
    source = Source("dir/a.rules", "rule tea {\n  give 10%\n}")
    span = source.span(13, 21)
    assert (span.path, span.line, span.column, span.text) == ("dir/a.rules", 2, 3, "give 10%")
    assert span.end_position == (2, 11)
    assert source.span(4) == Span(source, 4, 4)


def test_join_holds_both_and_what_is_between() -> None:
    source = Source("a.rules", "rule tea { }")
    first, second = source.span(5, 8), source.span(0, 4)
    assert Span.join(first, second) == Span.join(second, first) == source.span(0, 8)
    assert Span.join(source.span(0, 9), source.span(2, 3)) == source.span(0, 9)
    with pytest.raises(AssertionError):
        Span.join(first, Source("b.rules", "rule tea").span(0, 1))


def test_inside_counts_the_borders_in_and_other_files_out() -> None:
    source = Source("a.rules", "rule tea { }")
    whole = source.span(2, 6)
    for start, end in ((2, 6), (3, 5), (2, 2), (6, 6)):
        assert source.span(start, end).inside(whole)
    for start, end in ((1, 3), (5, 7), (0, 1), (0, 12)):
        assert not source.span(start, end).inside(whole)
    assert not Source("b.rules", "rule tea { }").span(3, 4).inside(whole)


def test_spans_sort_by_path_then_place() -> None:
    a, b = Source("a.rules", "zzzz"), Source("b.rules", "aaaa")
    spans = [b.span(0, 1), a.span(2, 3), a.span(0, 3), a.span(0, 1), b.span(0, 0)]
    assert sorted(spans) == [a.span(0, 1), a.span(0, 3), a.span(2, 3), b.span(0, 0), b.span(0, 1)]
