"""Terms and windows: `valid` and `during` as values of the calendar.

In: their AST nodes. Out: `Validity` and `Window`, or None after a diagnostic. Invariant: no term and no
window that comes out is empty.
"""

from __future__ import annotations

import datetime as dt
from typing import Final

from receipt_rules.calendar import Validity, Window
from receipt_rules.diagnostics import Diagnostics, Span
from receipt_rules.diagnostics.wording import quoted
from receipt_rules.language import ast

_DAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MIDNIGHT: Final = 1440


def bind_validity(node: ast.Valid, diagnostics: Diagnostics) -> Validity | None:
    """`valid A..B`: days, both included, or times, the last one excluded."""
    start, end = node.start, node.end
    if isinstance(start, ast.DateTime) or isinstance(end, ast.DateTime):
        starts = start.value if isinstance(start, ast.DateTime) else None
        ends = end.value if isinstance(end, ast.DateTime) else None
        if starts is not None and ends is not None and starts >= ends:
            _report_empty_term(node, diagnostics)
            return None
        return Validity(starts=starts, ends=ends)
    first, last = _day(start), _day(end)
    if first is not None and last is not None and first > last:
        _report_empty_term(node, diagnostics)
        return None
    return Validity(first_day=first, last_day=last)


def bind_windows(node: ast.During, diagnostics: Diagnostics) -> tuple[Window, ...]:
    """The windows of `during` that could be understood."""
    found = [bind_window(window, diagnostics) for window in node.windows]
    return tuple(sorted({window for window in found if window is not None}, key=repr))


def bind_window(node: ast.Window, diagnostics: Diagnostics) -> Window | None:
    """One window; its days are business days, on which it starts."""
    days: frozenset[int] | tuple[dt.date, dt.date] | None = None
    if node.days is not None:
        days = weekdays(node.days)
        if days is None:
            return None  # the parser has said that it knows no such day
    elif node.first is not None:
        first, last = node.first.value, (node.last or node.first).value
        if first > last:
            place = node.first.span if node.last is None else Span.join(node.first.span, node.last.span)
            message = f"{quoted(place.text)} ends before it begins"
            diagnostics.report("empty-range", place, message, help="put the earlier day first")
            return None
        days = (first, last)
    if node.start is None or node.end is None:
        return Window(days)
    span = _span(node.start, node.end, diagnostics)
    return None if span is None else Window(days, span)


def weekdays(word: str) -> frozenset[int] | None:
    """`mon..fri`, `sat..mon` (over the end of the week), `weekend`: 0 is Monday. None: it is no such word."""
    if word == "weekdays":
        return frozenset(range(5))
    if word == "weekend":
        return frozenset((5, 6))
    first, _, last = word.partition("..")
    if first not in _DAYS or (last or first) not in _DAYS:
        return None
    start, end = _DAYS.index(first), _DAYS.index(last or first)
    return frozenset((start + step) % 7 for step in range((end - start) % 7 + 1))


def _span(start: ast.Time, end: ast.Time, diagnostics: Diagnostics) -> tuple[int, int] | None:
    if start.minutes == _MIDNIGHT:
        diagnostics.report(
            "bad-time", start.span, "a window cannot begin at `24:00`", help="write `00:00` for the next day"
        )
        return None
    if start.minutes == end.minutes:
        place = Span.join(start.span, end.span)
        message = f"{quoted(place.text)} is no time at all"
        diagnostics.report("empty-range", place, message, help="leave the times out for the whole day")
        return None
    return start.minutes, end.minutes


def _day(node: ast.Date | ast.DateTime | None) -> dt.date | None:
    return node.value if isinstance(node, ast.Date) else None


def _report_empty_term(node: ast.Valid, diagnostics: Diagnostics) -> None:
    assert node.start is not None
    assert node.end is not None
    diagnostics.report(
        "empty-validity",
        Span.join(node.start.span, node.end.span),
        "the term ends before it begins",
        help="put the earlier one first",
    )
