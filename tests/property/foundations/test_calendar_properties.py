"""The calendar against a reading that builds every window as two wall-clock times and compares."""

from __future__ import annotations

import zoneinfo
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import example, given, settings
from hypothesis import strategies as st

from receipt_rules.calendar import (
    CalendarError,
    Validity,
    Window,
    business_day,
    in_validity,
    in_window,
    intersects,
    local_time,
    near_yearly,
    parse_at,
    timezones,
)

quick = settings(max_examples=200, deadline=None)
DAY = timedelta(days=1)
MIDNIGHT = datetime.fromisoformat("2026-02-20")
minutes = st.sampled_from([0, 1, 299, 300, 301, 720, 1438, 1439]) | st.integers(0, 1439)
ends = minutes | st.just(1440)
near_days = st.dates(date(2026, 2, 20), date(2026, 3, 10))
locals_ = st.datetimes(datetime.fromisoformat("2026-02-24"), datetime.fromisoformat("2026-03-08"))


@st.composite
def windows(draw: st.DrawFn, step: int = 1) -> Window:
    weekdays = st.frozensets(st.integers(0, 6))
    ranges = st.tuples(near_days, near_days)
    days = draw(st.none() | weekdays | ranges.map(lambda pair: (min(pair), max(pair))))
    if draw(st.booleans()):
        return Window(days)
    start = draw(minutes) // step * step
    end = draw(ends.map(lambda n: n // step * step).filter(lambda n: n % 1440 != start % 1440 or n > start))
    return Window(days, (start, end))


def occurrence(window: Window, day: date, day_starts: int) -> tuple[datetime, datetime] | None:
    """The window of one business day, from and until, or None where it has none."""
    if isinstance(window.days, tuple):
        if day < window.days[0] or day > window.days[1]:
            return None
    elif window.days is not None and day.isoweekday() - 1 not in window.days:
        return None
    begins = datetime.combine(day, time(day_starts // 60, day_starts % 60))
    if window.span is None:
        return begins, begins + DAY
    start, end = window.span
    opens = datetime.combine(day, time(start // 60, start % 60))
    if opens < begins:
        opens += DAY
    closes = datetime.combine(opens.date(), time()) + timedelta(minutes=end)
    if closes <= opens:
        closes += DAY
    return opens, closes


@quick
@given(locals_, windows(), minutes)
def test_a_window_holds_between_its_two_times(local: datetime, window: Window, day_starts: int) -> None:
    found = [occurrence(window, local.date() + n * DAY, day_starts) for n in range(-3, 3)]
    assert in_window(local, window, day_starts) == any(
        pair is not None and pair[0] <= local < pair[1] for pair in found
    )


@quick
@given(windows(), minutes, near_days)
def test_a_window_opens_and_closes_to_the_microsecond(window: Window, day_starts: int, day: date) -> None:
    pair = occurrence(window, day, day_starts)
    if pair is None:
        return
    opens, closes = pair
    assert in_window(opens, window, day_starts)
    assert in_window(closes - timedelta(microseconds=1), window, day_starts)
    only = window._replace(days=(day, day))
    assert not in_window(opens - timedelta(microseconds=1), only, day_starts)
    assert not in_window(closes, only, day_starts)


@quick
@given(locals_, minutes)
def test_a_business_day_is_a_day_long_and_starts_on_its_own_date(local: datetime, day_starts: int) -> None:
    day = business_day(local, day_starts)
    begins = datetime.combine(day, time()) + timedelta(minutes=day_starts)
    assert begins <= local < begins + DAY


@st.composite
def validities(draw: st.DrawFn) -> Validity:
    half_hours = st.integers(0, 19 * 48).map(lambda n: MIDNIGHT + n * timedelta(minutes=30))
    first, last = draw(st.none() | near_days), draw(st.none() | near_days)
    return Validity(first, last, draw(st.none() | half_hours), draw(st.none() | half_hours))


@settings(max_examples=120, deadline=None)
@given(windows(step=30), validities(), st.integers(0, 47).map(lambda n: n * 30))
@example(Window(frozenset([6])), Validity(date(2026, 3, 2), date(2026, 3, 7)), 0)
def test_windows_and_terms_meet_where_a_moment_exists(
    window: Window, validity: Validity, day_starts: int
) -> None:
    # every half hour from ten days before anything happens until ten days after
    moments = (MIDNIGHT + timedelta(minutes=30 * n) for n in range(-10 * 48, 31 * 48))
    exists = any(
        in_window(local, window, day_starts) and in_validity(local, validity, day_starts) == "within"
        for local in moments
    )
    assert intersects(window, validity, day_starts) == exists


@quick
@given(locals_, locals_, validities(), minutes)
def test_a_term_is_over_once(one: datetime, other: datetime, validity: Validity, day_starts: int) -> None:
    order = {"before": 0, "within": 1, "after": 2}
    early, late = sorted((one, other))
    if not intersects(Window(), validity, day_starts):
        assert in_validity(early, validity, day_starts) != "within"
    else:
        early_term = in_validity(early, validity, day_starts)
        assert order[early_term] <= order[in_validity(late, validity, day_starts)]


@quick
@given(st.dates(), st.dates(date(2, 1, 1), date(9998, 12, 31)), st.integers(0, 400))
@example(date(2000, 2, 29), date(2027, 2, 28), 0)
def test_a_birthday_is_near_if_one_of_the_days_around_is_it(day: date, today: date, days: int) -> None:
    def returns_on(other: date) -> bool:
        if (day.month, day.day) == (2, 29):
            return other.month == 2 and (other + DAY).month == 3
        return (other.month, other.day) == (day.month, day.day)

    around = (today + n * DAY for n in range(-min(days, 366), min(days, 366) + 1))
    assert near_yearly(day, today, days) == any(map(returns_on, around))


@quick
@given(
    st.datetimes(datetime.fromisoformat("1970-01-02"), datetime.fromisoformat("2200-01-01")),
    st.sampled_from(sorted(timezones())),
)
def test_local_time_is_what_zoneinfo_says_where_the_machine_has_no_zones(utc: datetime, zone: str) -> None:
    at = utc.replace(tzinfo=UTC)
    assert local_time(at, zone) == at.astimezone(zone_of_the_package(zone)).replace(tzinfo=None)


def zone_of_the_package(zone: str) -> ZoneInfo:
    """As `ZoneInfo` reads it where the machine has no zone files: theirs are of another release."""
    zoneinfo.reset_tzpath(to=[])
    try:
        return ZoneInfo.no_cache(zone)
    finally:
        zoneinfo.reset_tzpath()


@quick
@given(
    st.datetimes(datetime.fromisoformat("1970-01-02"), datetime.fromisoformat("9998-12-30")),
    st.integers(-1439, 1439),
    st.sampled_from(["auto", "minutes", "seconds", "milliseconds", "microseconds"]),
)
def test_a_time_that_is_written_is_read_back(local: datetime, offset: int, spec: str) -> None:
    sign = "-" if offset < 0 else "+"
    text = f"{local.isoformat(timespec=spec)}{sign}{abs(offset) // 60:02d}:{abs(offset) % 60:02d}"
    at = parse_at(text)
    assert at.utcoffset() == timedelta(minutes=offset)
    assert at.replace(tzinfo=None) == datetime.fromisoformat(local.isoformat(timespec=spec))


@quick
@given(st.text(max_size=30) | st.text(alphabet="0123456789-:TZ.+ ", min_size=16, max_size=32))
def test_any_text_is_a_time_or_a_calendar_error(text: str) -> None:
    try:
        at = parse_at(text)
    except CalendarError:
        return
    assert at.utcoffset() is not None
