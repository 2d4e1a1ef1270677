"""The calendar: local time, business day, terms, windows, yearly returns.

In: the receipt's `at`, a timezone, the start of the business day; values of `Validity` and `Window`. Out: a
`Moment`, and whether something holds at it. Invariant: the wall clock of the store decides.

"One `at` per evaluation, turned into the store's (or the ruleset's) timezone. A business day starts at
`business day starts` (default 00:00) and decides `during`, weekdays, `valid` dates ... A window belongs to
the day it starts on. Date ranges are inclusive, times half-open." (language.md, Clock.)
"""

from __future__ import annotations

import calendar
import datetime as dt
from typing import Any, Final, Literal, NamedTuple
from zoneinfo import ZoneInfo

WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_DAY: Final = dt.timedelta(days=1)


class Moment(NamedTuple):
    """Wall-clock time of the store, the business day it is in, and when business days start (minutes)."""

    local: dt.datetime
    day: dt.date
    starts: int


def moment(at: str, zone: str, starts: int) -> Moment:
    """The moment of a receipt."""
    aware = dt.datetime.fromisoformat(at)
    local = aware.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    before = local.hour * 60 + local.minute < starts
    return Moment(local, local.date() - _DAY if before else local.date(), starts)


def term(validity: Any, at: Moment) -> Literal["before", "within", "after"]:
    """Where the moment is in a term: days, both included, and local times, the first included."""
    if validity.first_day is not None and at.day < validity.first_day:
        return "before"
    if validity.starts is not None and at.local < validity.starts:
        return "before"
    if validity.last_day is not None and at.day > validity.last_day:
        return "after"
    if validity.ends is not None and at.local >= validity.ends:
        return "after"
    return "within"


def in_window(window: Any, at: Moment) -> bool:
    """Whether one of the windows is open that start today or started yesterday.

    The window of a business day D starts at the first time on the clock, from D's start on, that is the
    window's; it ends at the first time after it that is the window's end, perhaps on the next business day.
    """
    if window.span is None:
        return _on(window.days, at.day)
    for day in (at.day, at.day - _DAY):
        opens = _clock(day, window.span[0], not_before=_clock(day, at.starts))
        closes = _clock(opens.date(), window.span[1], not_before=opens + dt.timedelta(minutes=1))
        if opens <= at.local < closes and _on(window.days, day):
            return True
    return False


def near(date: dt.date, today: dt.date, days: int) -> bool:
    """ "the yearly return of the date is at most n days from today's business day", on either side of it.

    The 29th of February returns on the 28th in a common year.
    """
    returns = (
        dt.date(year, date.month, min(date.day, calendar.monthrange(year, date.month)[1]))
        for year in range(max(today.year - 1, dt.MINYEAR), min(today.year + 1, dt.MAXYEAR) + 1)
    )
    return any(abs((today - each).days) <= days for each in returns)


def _on(days: Any, day: dt.date) -> bool:
    if days is None:
        return True
    if isinstance(days, tuple):
        return bool(days[0] <= day <= days[1])
    return day.weekday() in days


def _clock(day: dt.date, minutes: int, not_before: dt.datetime | None = None) -> dt.datetime:
    """The first time, on this day or later, at which the clock shows so many minutes after midnight."""
    time = dt.datetime.combine(day, dt.time()) + dt.timedelta(minutes=minutes)
    while not_before is not None and time < not_before:
        time += _DAY
    return time
