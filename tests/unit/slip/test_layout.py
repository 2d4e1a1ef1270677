"""Rows: nothing is wider than the paper, what stands at the right is whole."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from receipt_rules.slip.layout import NARROWEST, clean, fit, note, pair, width_of

ANYTHING = st.text(
    st.one_of(
        st.characters(exclude_categories=()),
        st.sampled_from("\n\r\t\x1b\x00\x7f\x9b\u202e\u2066\u2028\u200b\u0301茶🎈👨‍👩‍👧ЖaZ9 …"),
    ),
    max_size=80,
)
WIDTHS = st.integers(NARROWEST, 90)


@given(text=ANYTHING)
def test_a_clean_text_stays_in_its_row(text: str) -> None:
    shown = clean(text)
    assert all(unicodedata.category(each) not in ("Cc", "Cs", "Zl", "Zp") for each in shown)
    assert not set(shown) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c")
    assert "  " not in shown
    assert clean(shown) == shown


@given(
    left=ANYTHING, minor=st.integers(-(10**15), 10**15), width=WIDTHS, tail=st.sampled_from(["", " (1 of 3)"])
)
def test_a_pair_fills_the_row_and_keeps_the_right_side(left: str, minor: int, width: int, tail: str) -> None:
    row = pair(clean(left), str(minor), width, tail=tail)
    assert width_of(row) == width
    assert row.endswith(f" {minor}")
    assert tail in row


@given(text=ANYTHING, room=st.integers(1, 90))
def test_a_text_that_fits_is_left_alone_and_another_is_cut(text: str, room: int) -> None:
    shown = fit(clean(text), room)
    assert width_of(shown) <= room
    assert (shown == clean(text)) == (width_of(clean(text)) <= room)


@given(label=ANYTHING, words=ANYTHING, width=WIDTHS)
def test_a_note_says_all_within_the_paper(label: str, words: str, width: int) -> None:
    label, words = clean(label), clean(words)
    rows = list(note(label, words, width))
    assert all(width_of(row) <= width for row in rows)
    squeezed = "".join("".join(rows).split())
    assert squeezed == "".join((label + words).split())


@pytest.mark.parametrize(
    ("label", "words", "rows"),
    [
        ("Club", "members only", ["  Club              members only"]),
        ("Club", "x" * 24, ["  Club  " + "x" * 24]),
        ("Club", "x" * 25, ["  Club", f"{'x' * 25:>32}"]),
        ("aaaa bbbb cccc dddd eeee fffff", "x", ["  aaaa bbbb cccc dddd eeee fffff", f"{'x':>32}"]),
        ("aaaa bbbb cccc dddd eeee ffffff", "x", ["  aaaa bbbb cccc dddd eeee", "    ffffff", f"{'x':>32}"]),
        ("x" * 30, "x", ["  " + "x" * 30, f"{'x':>32}"]),
        ("a " + "x" * 28, "x", ["  a " + "x" * 28, f"{'x':>32}"]),
        ("a " + "x" * 29, "x", ["  a", "    " + "x" * 28, "    x", f"{'x':>32}"]),
        ("Short", "and just as wide as the row", ["  Short", "     and just as wide as the row"]),
        ("A title of a whole row at all", "2 of 3", ["  A title of a whole row at all", f"{'2 of 3':>32}"]),
        ("A title of two rows, or even of more", "2 of 3",
         ["  A title of two rows, or even", "    of more", f"{'2 of 3':>32}"]),
        ("x" * 40, "2 of 3", ["  " + "x" * 30, "    " + "x" * 10, f"{'2 of 3':>32}"]),
    ],
)  # fmt: skip
def test_notes(label: str, words: str, rows: list[str]) -> None:
    assert list(note(label, words, 32)) == rows


@pytest.mark.parametrize(
    ("text", "room", "shown"),
    [
        ("abcdef", 6, "abcdef"),
        ("abcdefg", 6, "abcde…"),
        ("茶茶茶", 6, "茶茶茶"),
        ("茶茶茶茶", 6, "茶茶…"),
        ("a茶茶茶", 6, "a茶茶…"),
        ("e\u0301e\u0301e\u0301e\u0301", 3, "e\u0301e\u0301…"),
        ("", 1, ""),
    ],
)
def test_fit(text: str, room: int, shown: str) -> None:
    assert fit(text, room) == shown
