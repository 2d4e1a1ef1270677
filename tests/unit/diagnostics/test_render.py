"""Text for people: whatever the author wrote, the report holds and its marks stand where they should."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from receipt_rules.diagnostics import (
    Diagnostic,
    Label,
    Source,
    Span,
    pointer_to_text,
    summary,
    to_concise,
    to_text,
)
from receipt_rules.diagnostics.cells import width
from receipt_rules.diagnostics.render import one

TEXTS = st.text(alphabet=st.sampled_from("ab {}\t\r\n緑\u0301\x1b\u202e"), max_size=80)
ANSI = re.compile(r"\x1b\[[0-9;]*m")


@st.composite
def diagnostics(draw: st.DrawFn) -> Diagnostic:
    sources = [Source("a.rules", draw(TEXTS)), Source("b.rules", draw(TEXTS))]

    def span() -> Span:
        source = draw(st.sampled_from(sources))
        start = draw(st.integers(0, len(source.text)))
        return Span(source, start, draw(st.integers(start, len(source.text))))

    labels = tuple(Label(span(), draw(TEXTS)) for _ in range(draw(st.integers(0, 3))))
    return Diagnostic(
        "bad-time", "error", draw(TEXTS), span(), draw(TEXTS), labels, (draw(TEXTS),), draw(TEXTS)
    )


@given(diagnostics())
def test_any_place_can_be_shown(diagnostic: Diagnostic) -> None:
    block = one(diagnostic, width=40)
    # The words of the report stand apart from the author's: nothing but line ends can get between them.
    lines = block.split("\n")
    assert lines[-1] == ""
    assert lines[1].lstrip().startswith(f"--> {diagnostic.path}:{diagnostic.line}:{diagnostic.column}")
    assert not any(character < " " for line in lines for character in line)
    marks = [line for line in lines if re.match(r" +\| *\^", line)]
    assert marks
    others = [line for line in lines if re.match(r" +\| *-", line)]
    assert len(others) >= len(diagnostic.secondary)


@given(diagnostics())
def test_colour_changes_nothing_but_colour(diagnostic: Diagnostic) -> None:
    assert ANSI.sub("", one(diagnostic, colour=True)) == one(diagnostic)
    assert "\x1b" not in one(diagnostic)


@given(st.text(alphabet=st.sampled_from("ab\t緑e\u0301"), min_size=1, max_size=40), st.data())
def test_a_mark_stands_under_its_characters(line: str, data: st.DataObject) -> None:
    source = Source("a.rules", f"x\n{line}!\n")
    start = data.draw(st.integers(0, len(line) - 1))
    end = data.draw(st.integers(start + 1, len(line)))
    span = Span(source, 2 + start, 2 + end)
    if not span.text.strip():
        return
    marked = span.text.rstrip()
    mark = next(
        row for row in one(Diagnostic("bad-time", "error", "m", span)).split("\n") if row.startswith("  | ")
    )
    before = sum(map(width, line[:start]))
    assert mark == "  | " + " " * before + "^" * max(sum(map(width, marked)), 1)


@given(diagnostics())
def test_concise_is_one_line_each(diagnostic: Diagnostic) -> None:
    shown = to_concise([diagnostic, diagnostic])
    assert shown.count("\n") == 2
    assert shown.split("\n")[0].isprintable() or "\u0301" in shown or "\ufffd" in shown


def test_of_nothing_nothing_is_said() -> None:
    assert to_text([]) == to_concise([]) == ""
    assert summary([]) == "no errors"


def test_a_pointer_with_notes_help_and_level() -> None:
    shown = pointer_to_text(
        "unknown-field",
        "a line has no field `amuont_minor`",
        path="receipts.jsonl:17",
        pointer="/lines/0/amuont_minor",
        notes=["amounts are in minor units"],
        remedy="did you mean `amount_minor`?",
        level="warning",
    )
    assert shown == (
        "warning[unknown-field]: a line has no field `amuont_minor`\n"
        " --> receipts.jsonl:17 at /lines/0/amuont_minor\n"
        "  = note: amounts are in minor units\n"
        "  = help: did you mean `amount_minor`?\n"
    )


def test_the_whole_document_has_no_pointer() -> None:
    shown = pointer_to_text("too-large", "over 1 MiB", path="a.json", pointer="")
    assert shown == "error[too-large]: over 1 MiB\n --> a.json\n"


def test_a_width_that_is_too_small_is_widened() -> None:
    source = Source("a.rules", "x" * 200)
    shown = one(Diagnostic("bad-time", "error", "m", Span(source, 100, 101)), width=1)
    assert "\n1 | ..." + "x" * 14 + "...\n" in shown
