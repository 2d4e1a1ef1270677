"""How awkward text is laid out: each case with the report it gives, kept in `layout/`."""

from __future__ import annotations

from pathlib import Path

import pytest

from receipt_rules.diagnostics import Diagnostic, Diagnostics, Label, Source, Span, to_text
from tests.golden.diagnostics.samples import COFFEE, STAFF, at, source

HERE = Path(__file__).parent / "layout"


def found(span: Span, label: str = "here", *secondary: Label, notes: tuple[str, ...] = ()) -> Diagnostic:
    return Diagnostic("unexpected-word", "error", "something stands here", span, label, secondary, notes)


def tabs_and_wide_characters() -> Diagnostic:
    file = source(COFFEE, {2: '\trule tea "緑茶 キャンペーン" {\tgivve 10% off }'})
    return found(
        at(file, 2, "givve"), "after a tab", Label(at(file, 2, "キャンペーン"), "six wide characters")
    )


def combining_marks() -> Diagnostic:
    file = source(COFFEE, {1: 'rule tea "Cafe\u0301 tea\u200d" { givve 10% off }'})
    return found(at(file, 1, "givve"))


def long_line_clipped_round_the_mark() -> Diagnostic:
    codes = ", ".join(f'"46{number:011}"' for number in range(60))
    file = source(COFFEE, {4: f"items tea = {codes}, oolnog, {codes}"})
    return found(at(file, 4, "oolnog"), "not declared")


def long_line_with_marks_too_far_apart() -> Diagnostic:
    codes = ", ".join(f'"46{number:011}"' for number in range(60))
    file = source(COFFEE, {4: f"items tea = {codes}, oolnog"})
    return found(at(file, 4, "oolnog"), "not declared", Label(at(file, 4, "tea"), "in this set"))


def marks_cut_off_on_both_sides() -> Diagnostic:
    codes = ", ".join(f'"46{number:011}"' for number in range(60))
    file = source(COFFEE, {4: f"items tea = {codes}, oolnog, {codes}, hebrs"})
    labels = (Label(at(file, 4, "tea"), "in this set"), Label(at(file, 4, "hebrs"), "nor this one"))
    return found(at(file, 4, "oolnog"), "not declared", *labels)


def place_longer_than_the_window() -> Diagnostic:
    words = " ".join(["coffee"] * 40)
    file = source(COFFEE, {2: f'  rule x "{words}" {{'})
    return found(at(file, 2, f'"{words}"'), "a long title")


def two_lines() -> Diagnostic:
    file = Source(COFFEE, "rule tea {\n  give 10%\n     off each   \n}\n")
    return found(Span(file, file.text.index("10%"), file.text.index("each") + 7), "over two lines")


def three_lines_with_an_empty_one() -> Diagnostic:
    file = Source(COFFEE, "rule tea {\n  give 10%\n\n  off each\n}\n")
    return found(Span(file, file.text.index("give"), file.text.index("each") + 4), "over three lines")


def three_lines() -> Diagnostic:
    file = Source(COFFEE, "rule tea {\n  give 10%\n    off\n  each\n}\n")
    return found(Span(file, file.text.index("10%"), file.text.index("each") + 4), "over three lines")


def whole_block_with_a_place_inside() -> Diagnostic:
    file = Source(COFFEE, "rule tea {\n  on all items\n  give 5%\n  off\n  each\n}\n")
    whole = Span(file, 0, file.text.index("}") + 1)
    return found(at(file, 3, "5%"), "a share", Label(whole, "in this rule"))


def neighbouring_lines_and_one_apart() -> Diagnostic:
    lines = {
        5: "group a best per item",
        6: "group b best per item",
        7: "# nothing",
        8: "group a best per item",
    }
    file = source(COFFEE, lines)
    return found(at(file, 8, "a"), "again", Label(at(file, 6, "b")), Label(at(file, 5, "a"), "first"))


def three_files() -> Diagnostic:
    coffee, staff = source(COFFEE, {8: "rule x {"}), source(STAFF, {120: "rule x {", 3: "rule x {"})
    table = Source("rulesets/autumn/lists/tea.csv", "sku,name\n4601,Tea\n")
    return found(
        at(coffee, 8, "x"),
        "third",
        Label(at(staff, 120, "x"), "second"),
        Label(at(table, 2, "4601"), "a row of a table"),
        Label(at(staff, 3, "x"), "first"),
        notes=("one fact", "another fact\nthat goes on here"),
    )


def end_of_file() -> Diagnostic:
    file = Source(COFFEE, "rule tea {\n  give 10% off\n")
    return found(
        Span(file, len(file.text), len(file.text)), "expected `}`", Label(Span(file, 9, 10), "opened here")
    )


def end_of_line() -> Diagnostic:
    file = Source(COFFEE, "let a =  \nlet b = 1\n")
    return found(Span(file, 7, 7), "expected a value")


def only_blanks() -> Diagnostic:
    file = Source(COFFEE, "let a =   \n\n  let b = 1\n")
    return found(Span(file, 7, 13), "nothing here")


def empty_file() -> Diagnostic:
    file = Source(COFFEE, "")
    return found(Span(file, 0, 0), "expected `ruleset`")


def marks_that_overlap() -> Diagnostic:
    file = source(COFFEE, {1: "let a = 1 EUR + 2 USD"})
    return found(
        at(file, 1, "1 EUR + 2 USD"), "", Label(at(file, 1, "1 EUR"), "in EUR"), Label(at(file, 1, "2 USD"))
    )


def control_and_direction_characters() -> Diagnostic:
    file = source("a\x1b[2Jb.rules", {1: 'rule x "\x1b[31m\u202eevil\u2066\x7f\x85" { givve }'})
    return Diagnostic(
        "unknown-clause",
        "warning",
        "unknown\nclause \x1b[0m`\u202e`",
        at(file, 1, "givve"),
        label="\x07",
        notes=("\x1b]0;title\x07",),
        help="\u2028",
    )


def carriage_returns_and_a_byte_order_mark() -> Diagnostic:
    file = Source(COFFEE, "\ufeffrule x {\r\n  givve 10% off\r\n}\r\n")
    start = file.text.index("givve")
    return found(Span(file, start, start + 5), "here", Label(Span(file, 0, 4), "opened here"))


CASES = (
    tabs_and_wide_characters,
    combining_marks,
    long_line_clipped_round_the_mark,
    long_line_with_marks_too_far_apart,
    marks_cut_off_on_both_sides,
    place_longer_than_the_window,
    two_lines,
    three_lines,
    three_lines_with_an_empty_one,
    whole_block_with_a_place_inside,
    neighbouring_lines_and_one_apart,
    three_files,
    end_of_file,
    end_of_line,
    only_blanks,
    empty_file,
    marks_that_overlap,
    control_and_direction_characters,
    carriage_returns_and_a_byte_order_mark,
)


def check(name: str, shown: str) -> None:
    assert shown == (HERE / f"{name}.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.__name__)
def test_layout(case) -> None:  # type: ignore[no-untyped-def]
    check(case.__name__, to_text([case()], width=80))


def test_colours() -> None:
    file = source(COFFEE, {3: "items coffee", 6: "  take 3 of items cofee"})
    first = Label(at(file, 3, "coffee"), "declared here")
    for level in ("error", "warning", "advice"):
        shown = Diagnostic(
            "unknown-items",
            level,
            "no item set is called `cofee`",
            at(file, 6, "cofee"),
            "not declared",
            (first,),
            ("a fact",),
            "did you mean `coffee`?",
        )
        check(f"colours_{level}", to_text([shown], colour=True).replace("\x1b", "<ESC>"))


def test_cap() -> None:
    file = source(COFFEE, dict.fromkeys(range(1, 8), "givve"))
    collected = Diagnostics()
    for number in range(1, 8):
        collected.error("unknown-clause", at(file, number, "givve"), f"unknown clause {number}")
    check("cap", to_text(collected.sorted(cap=2)))
