"""The calendar of a till: business days, windows on the wall clock, terms, birthdays. It has no clock.

In: the receipt's `at` with its offset, the store's timezone, minutes after midnight at which a business day
starts. Out: a Moment (local time and business day), and whether a Window or a Validity holds at it.
Invariants: the wall clock decides, so a day on which the clock jumps is judged by what it showed; zone rules
come from the `tzdata` package and never from the machine, so every till answers alike.

A business day `D` lasts from its start on `D` to its start on the next date, and decides weekdays and dates.
Where the clock is put back over the day's start, the repeated minutes before it are of the day before again.
"""

from __future__ import annotations

import io
import pkgutil
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Literal, NamedTuple
from zoneinfo import ZoneInfo

from receipt_rules.errors import InvalidValueError

__all__ = [
    "CalendarError",
    "Moment",
    "Term",
    "Validity",
    "Window",
    "business_day",
    "check_at",
    "in_validity",
    "in_window",
    "intersects",
    "local_time",
    "moment",
    "near_yearly",
    "parse_at",
    "timezones",
]

Term = Literal["before", "within", "after"]

_DAY = 1440
_ONE_DAY = timedelta(days=1)
_MINUTE_US = 60_000_000
_DAY_US = _DAY * _MINUTE_US


class CalendarError(InvalidValueError):
    """A time or a timezone is refused.

    malformed-time, naive-time, time-out-of-range, unknown-timezone.
    """


class Moment(NamedTuple):
    """A local time and its place in its business day."""

    local: datetime
    """Wall-clock time of the store, without tzinfo."""
    day: date
    """The business day."""
    minute: int
    """Whole minutes on the wall clock since the start of the business day, 0 to 1439."""
    day_starts: int
    """Minutes after midnight at which business days start, 0 to 1439."""


class Window(NamedTuple):
    """When a rule holds: on some business days, and within a span of the wall clock.

    days: weekdays (0 is Monday), a first and a last date, both included, or None for every day.
    span: minutes after midnight, [start, end), start 0 to 1439 and end 0 to 1440; an end that is not after
    the start is on the next date, and they differ (the binder refuses `20:00..20:00`); None: the whole day.

    A window is of the business day on which it starts: `fri 22:00..02:00` goes on after midnight, and a
    span that runs past the end of its business day still counts. With a day that starts at 05:00,
    `fri 01:00..03:00` is after midnight too.
    """

    days: frozenset[int] | tuple[date, date] | None = None
    span: tuple[int, int] | None = None

    def holds(self, at: Moment) -> bool:
        """Whether the moment is in the window."""
        if self.span is None:
            return self.on(at.day)
        begin, length = self._since_day_start(at.day_starts)
        ago = at.minute - begin
        if 0 <= ago < length and self.on(at.day):
            return True
        return ago + _DAY < length and self.on(at.day - _ONE_DAY)

    def on(self, day: date) -> bool:
        """Whether a window starts on this business day."""
        days = self.days
        if days is None:
            return True
        if isinstance(days, tuple):
            return days[0] <= day <= days[1]
        return day.weekday() in days

    def _since_day_start(self, day_starts: int) -> tuple[int, int]:
        """Minutes from the start of the business day to the window's, and the window's length."""
        if self.span is None:
            return 0, _DAY
        start, end = self.span
        return (start - day_starts) % _DAY, end - start if end > start else end - start + _DAY


class Validity(NamedTuple):
    """A term: business days, both ends included, and local times, [starts, ends). None is an open end."""

    first_day: date | None = None
    last_day: date | None = None
    starts: datetime | None = None
    ends: datetime | None = None

    def at(self, when: Moment) -> Term:
        """Whether the moment is before, within or after the term; before, if the term is empty."""
        if self.first_day is not None and when.day < self.first_day:
            return "before"
        if self.starts is not None and when.local < self.starts:
            return "before"
        if self.last_day is not None and when.day > self.last_day:
            return "after"
        if self.ends is not None and when.local >= self.ends:
            return "after"
        return "within"


# ---- from the receipt's time to the business day ----------------------------------------------------

_SHAPES = {"0000-00-00T00:00", "0000-00-00T00:00:00"} | {
    f"0000-00-00T00:00:00.{'0' * n}" for n in range(1, 7)
}
_ANY_DIGIT = str.maketrans("123456789", "000000000")


def parse_at(text: str) -> datetime:
    """`"2026-03-04T18:05:00+03:00"` -> the aware datetime.

    ISO 8601 as RFC 3339 narrows it, with capital `T` and `Z`; seconds, and one to six decimals of them, may
    be absent. Raises CalendarError: `naive-time` without an offset, `malformed-time`, `time-out-of-range`.
    """
    shape = text.translate(_ANY_DIGIT)
    if shape in _SHAPES:
        remedy = "add the offset: `2026-03-04T18:05:00+03:00`, or `Z` for UTC"
        raise CalendarError("naive-time", f"`{text}` has no offset from UTC", remedy)
    stamp, offset = (shape[:-1], "Z") if shape[-1:] == "Z" else (shape[:-6], shape[-6:])
    if stamp not in _SHAPES or offset not in ("Z", "+00:00", "-00:00"):
        raise _malformed_time(text)
    # two things that datetime reads in some versions of Python only
    if text[11:13] == "24" or (offset != "Z" and text[-2:] > "59"):
        raise _malformed_time(text)
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        raise _malformed_time(text) from None
    return check_at(at)


def check_at(at: datetime) -> datetime:
    """The same time, if it has an offset and a year from 1970 to 9998; else CalendarError as parse_at."""
    if at.utcoffset() is None:
        raise CalendarError("naive-time", f"{at.isoformat()} has no offset from UTC", "give it a timezone")
    if not 1970 <= at.year <= 9998:
        raise CalendarError("time-out-of-range", f"{at.isoformat()} is not a time of sale", "check the year")
    return at


def local_time(at: datetime, zone: str) -> datetime:
    """The wall-clock time, without tzinfo, in an IANA timezone such as `Europe/Berlin`.

    at: as check_at passes it. Raises CalendarError `unknown-timezone`.
    """
    return at.astimezone(_zone(zone)).replace(tzinfo=None)


def business_day(local: datetime, day_starts: int) -> date:
    """The business day of a wall-clock time; day_starts in minutes after midnight, 0 to 1439."""
    return moment(local, day_starts).day


def moment(local: datetime, day_starts: int) -> Moment:
    """What windows and terms are asked about: made once for a receipt."""
    minute = local.hour * 60 + local.minute - day_starts
    if minute >= 0:
        return Moment(local, local.date(), minute, day_starts)
    return Moment(local, local.date() - _ONE_DAY, minute + _DAY, day_starts)


def in_window(local: datetime, window: Window, day_starts: int) -> bool:
    """Whether a wall-clock time is in the window."""
    return window.holds(moment(local, day_starts))


def in_validity(local: datetime, validity: Validity, day_starts: int) -> Term:
    """Whether a wall-clock time is before, within or after the term."""
    return validity.at(moment(local, day_starts))


@lru_cache(maxsize=1)
def timezones() -> frozenset[str]:
    """Every name of the IANA database that a timezone may have, exactly as it is spelt there."""
    return frozenset(_tzdata("zones").decode().split())


@lru_cache(maxsize=700)
def _zone(name: str) -> ZoneInfo:
    # asked first, as a path of a file would be found in any case on some systems and lead anywhere on all
    if name not in timezones():
        raise CalendarError("unknown-timezone", f"no timezone is called `{name[:40]}`", _nearest_zone(name))
    return ZoneInfo.from_file(io.BytesIO(_tzdata(f"zoneinfo/{name}")), name)


def _tzdata(path: str) -> bytes:
    data = pkgutil.get_data("tzdata", path)
    if data is None:
        raise ModuleNotFoundError("the package `tzdata` is not installed", name="tzdata")
    return data


def _nearest_zone(name: str) -> str:
    from difflib import get_close_matches  # seldom needed, and slow to import

    near = get_close_matches(name[:40], sorted(timezones()), 1)
    return f"did you mean `{near[0]}`?" if near else "use an IANA name, such as `Europe/Berlin`"


def _malformed_time(text: str) -> CalendarError:
    remedy = "write date, time and offset: `2026-03-04T18:05:00+03:00`"
    return CalendarError("malformed-time", f"`{text[:40]}` is not a time", remedy)


# ---- without a moment -------------------------------------------------------------------------------


def intersects(window: Window, validity: Validity, day_starts: int) -> bool:
    """Whether any wall-clock time is both in the window and within the term.

    Exact, but for days on which the clock jumps over a whole window. Ends of windows rise with their days, so
    the first window that ends after the term begins is the one to look at: of a day at most two before that
    beginning, at most one after it, or then within the week.
    """
    begin, length = window._since_day_start(day_starts)
    lowest, highest = _bounds(validity, day_starts)
    if lowest is not None and highest is not None and lowest >= highest:
        return False
    day = None if lowest is None else lowest // _DAY_US - 2
    if isinstance(window.days, tuple):
        first = window.days[0].toordinal()
        day = first if day is None else max(day, first)
    if day is None:
        # open in both directions at the start: every weekday was there long before the term ends
        return window.days is None or bool(window.days)
    for ordinal in range(max(day, date.min.toordinal()), min(day + 10, date.max.toordinal() + 1)):
        opens = (ordinal * _DAY + day_starts + begin) * _MINUTE_US
        closes = opens + length * _MINUTE_US
        if window.on(date.fromordinal(ordinal)) and (lowest is None or closes > lowest):
            return highest is None or opens < highest
    return False


def _bounds(validity: Validity, day_starts: int) -> tuple[int | None, int | None]:
    """The term as [lowest, highest) in microseconds of the wall clock; None is an open end."""
    starts, ends = [], []
    if validity.first_day is not None:
        starts.append((validity.first_day.toordinal() * _DAY + day_starts) * _MINUTE_US)
    if validity.starts is not None:
        starts.append(_microseconds(validity.starts))
    if validity.last_day is not None:
        ends.append(((validity.last_day.toordinal() + 1) * _DAY + day_starts) * _MINUTE_US)
    if validity.ends is not None:
        ends.append(_microseconds(validity.ends))
    return max(starts, default=None), min(ends, default=None)


def _microseconds(local: datetime) -> int:
    seconds = (local.toordinal() * 24 + local.hour) * 3600 + local.minute * 60 + local.second
    return seconds * 1_000_000 + local.microsecond


def near_yearly(day: date, today: date, days: int) -> bool:
    """Whether today is at most `days` days from a yearly return of `day`, on either side, over New Year too.

    The year of `day` does not matter. The 29th of February returns on the 28th in a common year.
    """
    for year in (today.year - 1, today.year, today.year + 1):
        if date.min.year <= year <= date.max.year:
            leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
            returned = 28 if (day.month, day.day) == (2, 29) and not leap else day.day
            if abs((today - date(year, day.month, returned)).days) <= days:
                return True
    return False
