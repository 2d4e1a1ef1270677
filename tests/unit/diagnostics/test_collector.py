"""Collecting: sorted, without repetitions or what only follows, and a cap that hides no error."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from receipt_rules.diagnostics import CATALOGUE, Diagnostic, Diagnostics, Fix, Label, Source, Span

FILE = Source("b.rules", "x" * 100)
OTHER = Source("a.rules", "y" * 100)


def at(start: int, end: int | None = None, source: Source = FILE) -> Span:
    return source.span(start, start + 1 if end is None else end)


def messages(collected: Diagnostics, cap: int = 100) -> list[str]:
    return [each.message for each in collected.sorted(cap=cap)]


def test_all_that_is_said_arrives() -> None:
    collected = Diagnostics()
    collected.error(
        "unknown-items",
        at(3),
        "no item set is called `cofee`",
        label="not declared",
        secondary=[Label(at(1), "here"), (at(2), "and here")],
        notes=["a fact"],
        help="did you mean `coffee`?",
        fix=Fix(at(3), "coffee"),
    )
    assert collected.sorted() == (
        Diagnostic(
            "unknown-items",
            "error",
            "no item set is called `cofee`",
            at(3),
            "not declared",
            (Label(at(1), "here"), Label(at(2), "and here")),
            ("a fact",),
            "did you mean `coffee`?",
            Fix(at(3), "coffee"),
        ),
    )


def test_levels() -> None:
    collected = Diagnostics()
    assert not collected.has_errors
    collected.warning("expired", at(1), "old")
    collected.advice("rule-without-test", at(2), "untested")
    assert not collected.has_errors
    collected.error("bad-time", at(3), "late")
    assert collected.has_errors
    assert [each.level for each in collected.sorted()] == ["warning", "advice", "error"]
    assert [collected.count(level) for level in ("error", "warning", "advice")] == [1, 1, 1]


def test_report_takes_the_level_of_the_catalogue() -> None:
    collected = Diagnostics()
    for slug in ("bad-time", "expired", "rule-without-test"):
        collected.report(slug, at(1), slug, help="x")
    assert {each.slug: each.level for each in collected} == {
        slug: CATALOGUE[slug].level for slug in ("bad-time", "expired", "rule-without-test")
    }


@pytest.mark.parametrize("say", ["error", "warning", "advice", "report"])
def test_a_slug_outside_the_catalogue_is_our_bug(say: str) -> None:
    with pytest.raises(KeyError, match="no-such-slug"):
        getattr(Diagnostics(), say)("no-such-slug", at(1), "x")


@pytest.mark.parametrize("span", [Span(FILE, -1, 2), Span(FILE, 5, 4), Span(FILE, 99, 101)])
def test_a_place_outside_the_text_is_our_bug(span: Span) -> None:
    collected = Diagnostics()
    with pytest.raises(AssertionError):
        collected.error("bad-time", span, "x")
    with pytest.raises(AssertionError):
        collected.error("bad-time", at(1), "x", secondary=[(span, "x")])
    with pytest.raises(AssertionError):
        collected.error("bad-time", at(1), "x", fix=Fix(span, "x"))
    assert len(collected) == 0


def test_sorted_by_file_place_and_level() -> None:
    collected = Diagnostics()
    collected.error("bad-time", at(7), "b7")
    collected.error("bad-time", at(7, 9), "b7 longer")
    collected.warning("expired", at(3), "b3 warning")
    collected.error("too-fine", at(3), "b3 error")
    collected.error("bad-date", at(3), "b3 error of a slug before")
    collected.error("bad-time", at(9, source=OTHER), "a9")
    assert messages(collected) == [
        "a9",
        "b3 error of a slug before",
        "b3 error",
        "b3 warning",
        "b7",
        "b7 longer",
    ]


def test_the_order_of_finding_does_not_matter() -> None:
    spans = [at(5), at(1), at(1, 9), at(3, source=OTHER)]
    one, other = Diagnostics(), Diagnostics()
    for span in spans:
        one.error("bad-time", span, "late")
    for span in reversed(spans):
        other.error("bad-time", span, "late")
    assert one.sorted() == other.sorted()


def test_the_same_is_said_once() -> None:
    collected = Diagnostics()
    for _ in range(3):
        collected.error("bad-time", at(1), "late")
    collected.error("bad-time", at(2), "late")
    collected.error("bad-time", at(1), "later")
    collected.error("bad-date", at(1), "late")
    assert len(collected) == collected.count("error") == 4


def test_what_lies_inside_a_broken_part_is_dropped() -> None:
    collected = Diagnostics()
    collected.error("missing-brace", at(10, 20), "the cause")
    collected.error("bad-time", at(15), "found before")
    collected.mark_broken(at(10, 20))
    collected.error("unknown-items", at(12, 14), "follows")
    collected.warning("unused-name", at(10, 20), "follows too")
    collected.error("unknown-items", at(12, 21), "reaches out of it")
    collected.error("unknown-items", at(9, 12), "begins before it")
    collected.error("unknown-items", at(12, 14, source=OTHER), "another file")
    assert sorted(messages(collected)) == [
        "another file",
        "begins before it",
        "found before",
        "reaches out of it",
        "the cause",
    ]


@given(
    st.lists(st.tuples(st.integers(0, 30), st.integers(0, 8)), max_size=8),
    st.integers(0, 30),
    st.integers(0, 8),
)
def test_broken_parts_cover_what_one_after_the_other_covers(
    parts: list[tuple[int, int]], start: int, length: int
) -> None:
    collected = Diagnostics()
    for begin, size in parts:
        collected.mark_broken(at(begin, begin + size))
    joined: list[tuple[int, int]] = []
    for begin, end in sorted((begin, begin + size) for begin, size in parts):
        if joined and begin <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((begin, end))
    inside = any(begin <= start and start + length <= end for begin, end in joined)
    assert collected.is_broken(at(start, start + length)) == inside


def test_broken_parts_that_touch_are_one() -> None:
    for parts in ([(10, 15), (15, 20)], [(15, 20), (10, 15)]):
        collected = Diagnostics()
        for begin, end in parts:
            collected.mark_broken(at(begin, end))
        assert collected.is_broken(at(12, 18))
        assert not collected.is_broken(at(12, 21))


def test_extend_takes_findings_and_broken_parts() -> None:
    parsed, bound = Diagnostics(), Diagnostics()
    parsed.error("missing-brace", at(10, 20), "the cause")
    parsed.mark_broken(at(10, 20))
    bound.error("bad-time", at(1), "first")
    bound.extend(parsed)
    bound.error("unknown-items", at(12), "follows")
    assert messages(bound) == ["first", "the cause"]
    assert bound.has_errors


def test_a_cap_keeps_the_first_and_tells_how_many_more() -> None:
    collected = Diagnostics()
    for number in range(7):
        collected.error("bad-time", at(number), f"{number}")
    assert messages(collected, cap=7) == ["0", "1", "2", "3", "4", "5", "6"]
    assert messages(collected, cap=2) == ["0", "1", "not shown: 5 errors"]
    last = collected.sorted(cap=2)[-1]
    assert (last.slug, last.level, last.span) == ("more-problems", "advice", at(2))


def test_a_cap_hides_no_error_behind_warnings() -> None:
    collected = Diagnostics()
    for number in range(50):
        collected.warning("expired", at(number), f"warning {number}")
        collected.advice("rule-without-test", at(number), f"advice {number}")
    collected.error("bad-time", at(60), "an error at the end")
    assert messages(collected, cap=3) == [
        "warning 0",
        "warning 1",
        "an error at the end",
        "not shown: 48 warnings, 50 advice",
    ]
    assert collected.has_errors


def test_the_usual_cap_is_a_hundred() -> None:
    collected = Diagnostics()
    for number in range(99):
        collected.error("bad-time", at(number), "late")
        collected.error("bad-date", at(number), "late")
    assert len(collected.sorted()) == 101
    assert collected.sorted()[-1].message == "not shown: 98 errors"


def test_one_line_for_logs() -> None:
    collected = Diagnostics()
    collected.error("bad-time", at(4), "there is\nno `99:99`", help="write `23:59`")
    collected.error("bad-date", at(5), "there is no `2026-02-30`")
    assert [str(each) for each in collected] == [
        "b.rules:1:5: error[bad-time] there is no `99:99`; write `23:59`",
        "b.rules:1:6: error[bad-date] there is no `2026-02-30`",
    ]
    assert (next(iter(collected)).path, next(iter(collected)).line, next(iter(collected)).column) == (
        "b.rules",
        1,
        5,
    )


def test_a_fix_inserts_replaces_and_deletes() -> None:
    source = Source("a.rules", "\ufeffgivve 10%")
    assert Fix(source.span(0, 5), "give").applied() == "give 10%"
    assert Fix(source.span(9), " off").applied() == "givve 10% off"
    assert Fix(source.span(5, 9), "").applied() == "givve"
