"""Cells: what a terminal shows for a character, and which part of a long line is shown."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from receipt_rules.diagnostics.cells import shown, visible, width, window

LINES = st.text(alphabet=st.sampled_from("ab \té緑e\u0301\u200d\u202e\x1b😀"), max_size=60)


@pytest.mark.parametrize(
    ("character", "cells"),
    [
        ("a", 1),
        ("é", 1),
        ("\t", 4),
        ("緑", 2),
        ("ン", 2),
        ("\uff76", 1),
        ("\uff21", 2),
        ("😀", 2),
        ("\u0301", 0),
        ("\u200d", 0),
        ("\x1b", 1),
    ],
)
def test_width(character: str, cells: int) -> None:
    assert width(character) == cells


@pytest.mark.parametrize(
    ("character", "printed"),
    [
        ("a", "a"),
        ("\t", "    "),
        ("\x00", "␀"),
        ("\x1b", "␛"),
        ("\n", "␊"),
        ("\x7f", "␡"),
        ("\x9b", "\ufffd"),
        ("\u202e", "\ufffd"),
        ("\u2028", "\ufffd"),
        ("\ud800", "\ufffd"),
        ("\u0301", "\u0301"),
    ],
)
def test_shown(character: str, printed: str) -> None:
    assert shown(character) == visible(character) == printed


@given(st.text(max_size=30))
def test_nothing_shown_moves_the_cursor_or_turns_the_text(text: str) -> None:
    printed = visible(text)
    assert not any(unicodedata.category(character) in ("Cc", "Cs", "Zl", "Zp") for character in printed)
    assert not any(
        unicodedata.bidirectional(character) in ("RLO", "LRO", "RLE", "LRE", "PDF") for character in printed
    )
    printed.encode("utf-8")


@given(st.text(max_size=30))
def test_what_is_shown_fills_the_cells_that_are_counted(text: str) -> None:
    assert sum(map(width, visible(text))) == sum(map(width, text))


def test_a_line_that_fits_is_shown_whole() -> None:
    part = window("\tgive 緑 off", 6, 7, most=40)
    assert part.text == "    give 緑 off"
    assert part.under(0, 1) == (0, 4)
    assert part.under(6, 7) == (9, 2)
    assert part.under(8, 11) == (12, 3)


@given(LINES, st.data(), st.integers(20, 50))
def test_a_window_shows_the_stretch_in_no_more_than_it_may(line: str, data: st.DataObject, most: int) -> None:
    first = data.draw(st.integers(0, len(line)))
    last = data.draw(st.integers(first, len(line)))
    part = window(line, first, last, most=most)
    assert sum(map(width, part.text)) <= most
    stretch = sum(map(width, line[first:last]))
    start, length = part.under(first, last)
    assert start + length <= most or stretch == 0
    if stretch <= most - 6:
        assert part.first <= first
        assert last <= part.last
        cells = [character for character in part.text for _ in range(width(character))]
        under = "".join(dict.fromkeys(cells[start : start + length])) if stretch else ""
        expected = "".join(dict.fromkeys(c for c in visible(line[first:last]) if width(c)))
        assert under == expected


def test_what_is_cut_off_is_marked_under_the_dots() -> None:
    part = window("a" * 50 + "middle" + "z" * 50, 50, 56, most=30)
    assert part.text == "..." + "a" * 9 + "middle" + "z" * 9 + "..."
    assert part.under(50, 56) == (12, 6)
    assert part.under(0, 3) == (0, 3)
    assert part.under(100, 106) == (27, 3)
    assert part.under(0, 106) == (3, 24)


def test_a_cut_line_is_filled_at_either_end() -> None:
    line = "begin" + "-" * 90 + "final"
    assert window(line, 0, 5, most=26).text == "begin" + "-" * 15 + "..."
    assert window(line, 95, 100, most=26).text == "..." + "-" * 15 + "final"
