"""The calendar by hand: business days, windows over midnight, days on which the clock jumps, birthdays."""

from __future__ import annotations

import importlib
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from receipt_rules.calendar import (
    CalendarError,
    Moment,
    Validity,
    Window,
    _zone,
    business_day,
    check_at,
    in_validity,
    in_window,
    intersects,
    local_time,
    moment,
    near_yearly,
    parse_at,
    timezones,
)

MON, TUE, WED, THU, FRI, SAT, SUN = (frozenset([n]) for n in range(7))
FIVE = 5 * 60


def clock(text: str) -> int:
    """`22:30` -> 1350."""
    hours, minutes = text.split(":")
    return int(hours) * 60 + int(minutes)


def span(text: str) -> tuple[int, int]:
    start, end = text.split("..")
    return clock(start), clock(end)


def days(text: str) -> tuple[date, date]:
    first, _, last = text.partition("..")
    return date.fromisoformat(first), date.fromisoformat(last or first)


def wall(text: str) -> datetime:
    """A wall-clock time: `2026-03-07 01:30`, 7 March 2026 is a Saturday."""
    return datetime.fromisoformat(text)


def times(starts: str, ends: str) -> Validity:
    return Validity(starts=wall(starts), ends=wall(ends))


# ---- reading times ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "utc"),
    [
        ("2026-03-04T18:05:00+03:00", "2026-03-04 15:05"),
        ("2026-03-04T18:05Z", "2026-03-04 18:05"),
        ("2026-03-04T18:05:59.5Z", "2026-03-04 18:05:59.5"),
        ("2026-03-04T18:05:59.123456-09:30", "2026-03-05 03:35:59.123456"),
        ("2026-03-04T00:00-00:00", "2026-03-04"),
        ("2024-02-29T23:59:59+05:45", "2024-02-29 18:14:59"),
        ("1970-01-01T00:00Z", "1970-01-01"),
        ("9998-12-31T23:59:59Z", "9998-12-31 23:59:59"),
    ],
)
def test_parse_at(text: str, utc: str) -> None:
    at = parse_at(text)
    assert at.utcoffset() is not None
    assert at == datetime.fromisoformat(utc).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("2026-03-04T18:05", "naive-time"),
        ("2026-03-04T18:05:00", "naive-time"),
        ("2026-03-04T18:05:00.25", "naive-time"),
        ("", "malformed-time"),
        ("Z", "malformed-time"),
        ("2026-03-04", "malformed-time"),
        ("2026-03-04Z", "malformed-time"),
        ("2026-03-04 18:05:00+03:00", "malformed-time"),
        ("2026-03-04t18:05:00z", "malformed-time"),
        ("20260304T180500Z", "malformed-time"),
        ("2026-W10-3T18:05Z", "malformed-time"),
        ("2026-03-04T18Z", "malformed-time"),
        ("2026-03-04T18:05:00,5Z", "malformed-time"),
        ("2026-03-04T18:05:00.Z", "malformed-time"),
        ("2026-03-04T18:05:00.1234567Z", "malformed-time"),
        ("2026-03-04T18:05:00+0300", "malformed-time"),
        ("2026-03-04T18:05:00+03", "malformed-time"),
        ("2026-03-04T18:05:00+03:00:00", "malformed-time"),
        ("2026-03-04T18:05:00 +03:00", "malformed-time"),
        ("2026-03-04T18:05:00+03:60", "malformed-time"),
        ("2026-03-04T18:05:00+24:00", "malformed-time"),
        ("2026-03-04T24:00Z", "malformed-time"),
        ("2026-03-04T18:60Z", "malformed-time"),
        ("2026-03-04T18:05:60Z", "malformed-time"),
        ("2026-02-29T18:05Z", "malformed-time"),
        ("2026-13-01T18:05Z", "malformed-time"),
        ("\u0662026-03-04T18:05Z", "malformed-time"),
        ("202\uff16-03-04T18:05Z", "malformed-time"),
        ("1969-12-31T23:59:59Z", "time-out-of-range"),
        ("9999-01-01T00:00Z", "time-out-of-range"),
        ("0000-01-01T00:00Z", "malformed-time"),
    ],
)
def test_what_is_no_time(text: str, slug: str) -> None:
    with pytest.raises(CalendarError) as caught:
        parse_at(text)
    assert caught.value.slug == slug
    assert caught.value.help
    assert isinstance(caught.value, ValueError)


def test_an_offset_ends_in_59_minutes() -> None:
    assert parse_at("2026-03-04T18:05+03:59").utcoffset() == timedelta(hours=3, minutes=59)


def test_check_at_passes_what_is_aware_and_in_range() -> None:
    at = datetime(2026, 3, 4, tzinfo=UTC)
    assert check_at(at) is at
    with pytest.raises(CalendarError, match="naive-time"):
        check_at(at.replace(tzinfo=None))
    with pytest.raises(CalendarError, match="time-out-of-range"):
        check_at(at.replace(year=1))


# ---- timezones --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("utc", "zone", "local"),
    [
        ("2026-03-04T12:00Z", "Europe/Moscow", "2026-03-04 15:00"),
        ("2026-03-04T12:00Z", "UTC", "2026-03-04 12:00"),
        ("2026-12-31T23:30Z", "Asia/Kathmandu", "2027-01-01 05:15"),
        # Berlin, spring: 01:59 -> 03:00; autumn: 02:59 -> 02:00
        ("2026-03-29T00:59Z", "Europe/Berlin", "2026-03-29 01:59"),
        ("2026-03-29T01:00Z", "Europe/Berlin", "2026-03-29 03:00"),
        ("2026-10-25T00:59Z", "Europe/Berlin", "2026-10-25 02:59"),
        ("2026-10-25T01:00Z", "Europe/Berlin", "2026-10-25 02:00"),
        ("2026-10-25T01:59Z", "Europe/Berlin", "2026-10-25 02:59"),
        # Lord Howe: half an hour, 10:30 <-> 11:00; autumn in April, spring in October
        ("2026-04-04T14:59Z", "Australia/Lord_Howe", "2026-04-05 01:59"),
        ("2026-04-04T15:00Z", "Australia/Lord_Howe", "2026-04-05 01:30"),
        ("2026-10-03T15:29Z", "Australia/Lord_Howe", "2026-10-04 01:59"),
        ("2026-10-03T15:30Z", "Australia/Lord_Howe", "2026-10-04 02:30"),
    ],
)
def test_local_time(utc: str, zone: str, local: str) -> None:
    result = local_time(parse_at(utc), zone)
    assert result == datetime.fromisoformat(local)
    assert result.tzinfo is None


@pytest.mark.parametrize(
    "zone",
    ["", "Europe", "Europe/", "europe/berlin", "EUROPE/BERLIN", "localtime", "posixrules", "right/UTC",
     "zone.tab", "leapseconds", "__init__.py", "../zones", "/etc/localtime", "Europe/../UTC", "Berlin",
     "UTC\0", "+03:00", "\ud800", "x" * 100_000],
)  # fmt: skip
def test_an_unknown_timezone_is_refused(zone: str) -> None:
    with pytest.raises(CalendarError) as caught:
        local_time(datetime(2026, 3, 4, tzinfo=UTC), zone)
    assert caught.value.slug == "unknown-timezone"
    assert len(str(caught.value)) < 200


def test_a_misspelt_timezone_gets_the_nearest_name() -> None:
    with pytest.raises(CalendarError, match="`Europe/Rigga`; help: did you mean `Europe/Riga`\\?"):
        local_time(datetime(2026, 3, 4, tzinfo=UTC), "Europe/Rigga")
    with pytest.raises(CalendarError, match="help: use an IANA name"):
        local_time(datetime(2026, 3, 4, tzinfo=UTC), "#")


def test_every_timezone_of_the_list_can_be_loaded() -> None:
    at = datetime(2026, 7, 1, tzinfo=UTC)
    assert len(timezones()) > 500
    assert all(local_time(at, zone).tzinfo is None for zone in timezones())


def test_the_machine_has_no_say_in_zone_rules(tmp_path: Path) -> None:
    (tmp_path / "Europe").mkdir()
    utc = Path(importlib.import_module("tzdata").__path__[0], "zoneinfo", "UTC").read_bytes()
    (tmp_path / "Europe" / "Berlin").write_bytes(utc)
    program = (
        "from zoneinfo import ZoneInfo; from receipt_rules.calendar import local_time, parse_at;"
        "at = parse_at('2026-07-01T12:00Z'); print(at.astimezone(ZoneInfo('Europe/Berlin')).hour,"
        " local_time(at, 'Europe/Berlin').hour)"
    )
    run = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True, text=True, check=True,
        env={"PYTHONTZPATH": str(tmp_path), "PYTHONPATH": str(Path(__file__).parents[3] / "src")},
    )  # fmt: skip
    assert run.stdout.split() == ["12", "14"]


def test_zones_are_not_read_twice() -> None:
    assert isinstance(_zone("Europe/Riga"), ZoneInfo)
    assert _zone("Europe/Riga") is _zone("Europe/Riga")


# ---- business days ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("local", "starts", "day"),
    [
        ("2026-03-07 00:00", "00:00", "2026-03-07"),
        ("2026-03-07 23:59:59", "00:00", "2026-03-07"),
        ("2026-03-07 04:59:59.999999", "05:00", "2026-03-06"),
        ("2026-03-07 05:00", "05:00", "2026-03-07"),
        ("2026-01-01 02:00", "05:00", "2025-12-31"),
        ("2024-03-01 02:00", "05:00", "2024-02-29"),
        ("2026-03-01 02:00", "05:00", "2026-02-28"),
        ("2026-03-07 23:58", "23:59", "2026-03-06"),
        ("2026-03-07 23:59", "23:59", "2026-03-07"),
    ],
)
def test_business_day(local: str, starts: str, day: str) -> None:
    assert business_day(wall(local), clock(starts)) == date.fromisoformat(day)


def test_a_moment_counts_minutes_from_the_start_of_its_day() -> None:
    local = wall("2026-03-07 01:30:59")
    assert moment(local, FIVE) == Moment(local, date(2026, 3, 6), 20 * 60 + 30, FIVE)
    assert moment(local, 90) == Moment(local, date(2026, 3, 7), 0, 90)
    assert moment(local, 91) == Moment(local, date(2026, 3, 6), 1439, 91)


def test_a_clock_put_back_over_the_start_of_the_day_shows_the_day_before_again() -> None:
    starts = clock("02:30")
    seen = [business_day(local_time(parse_at(f"2026-10-25T{utc}Z"), "Europe/Berlin"), starts).day
            for utc in ("00:29", "00:30", "00:59", "01:00", "01:29", "01:30")]  # fmt: skip
    assert seen == [24, 25, 25, 24, 24, 25]


def test_a_clock_put_forward_over_the_start_of_the_day_starts_it_at_once() -> None:
    starts = clock("02:30")
    seen = [business_day(local_time(parse_at(f"2026-03-29T{utc}Z"), "Europe/Berlin"), starts).day
            for utc in ("00:59", "01:00")]  # fmt: skip
    assert seen == [28, 29]


# ---- windows ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("window", "starts", "inside", "outside"),
    [
        # example 10 of the language: a day starts at five, and Friday night is over at two
        (
            Window(FRI, span("22:00..02:00")), FIVE,
            ["2026-03-06 22:00", "2026-03-06 23:59:59", "2026-03-07 00:00", "2026-03-07 01:30",
             "2026-03-07 01:59:59.999999"],
            ["2026-03-06 21:59:59", "2026-03-07 02:00", "2026-03-06 01:30", "2026-03-07 22:00",
             "2026-03-08 01:30"],
        ),
        # the same with a day that starts at midnight: the window runs over the end of its day
        (
            Window(FRI, span("22:00..02:00")), 0,
            ["2026-03-06 22:00", "2026-03-07 01:59"],
            ["2026-03-06 01:30", "2026-03-07 02:00", "2026-03-07 22:00"],
        ),
        (
            Window(None, span("20:00..24:00")), FIVE,
            ["2026-03-04 20:00", "2026-03-04 23:30", "2026-03-04 23:59:59"],
            ["2026-03-04 19:59", "2026-03-05 00:00", "2026-03-05 04:00"],
        ),
        (
            Window(frozenset(range(5)), span("07:00..10:00")), FIVE,
            ["2026-03-02 07:00", "2026-03-06 09:59:59"],
            ["2026-03-06 10:00", "2026-03-07 08:00", "2026-03-02 06:59"],
        ),
        # whole business days
        (
            Window(SAT), FIVE,
            ["2026-03-07 05:00", "2026-03-08 04:59"],
            ["2026-03-07 04:59", "2026-03-08 05:00"],
        ),
        (
            Window(days("2026-03-07..2026-03-08")), FIVE,
            ["2026-03-07 05:00", "2026-03-08 12:00", "2026-03-09 04:59"],
            ["2026-03-07 04:59", "2026-03-09 05:00"],
        ),
        (
            Window(days("2026-12-31"), span("09:00..18:00")), FIVE,
            ["2026-12-31 09:00", "2026-12-31 17:59"],
            ["2026-12-31 18:00", "2027-01-01 09:00", "2025-12-31 09:00"],
        ),
        # over New Year
        (
            Window(days("2026-12-31"), span("22:00..02:00")), 0,
            ["2026-12-31 22:00", "2027-01-01 01:59"],
            ["2027-01-01 02:00", "2026-12-31 01:00", "2027-01-01 22:00"],
        ),
        # a span before the start of the day is at the end of the business day, on the next date
        (
            Window(FRI, span("01:00..03:00")), FIVE,
            ["2026-03-07 01:00", "2026-03-07 02:59"],
            ["2026-03-06 01:00", "2026-03-07 03:00"],
        ),
        # and may run over the end of its business day
        (
            Window(FRI, span("04:00..06:00")), FIVE,
            ["2026-03-07 04:00", "2026-03-07 05:00", "2026-03-07 05:59"],
            ["2026-03-06 04:00", "2026-03-06 05:30", "2026-03-07 06:00", "2026-03-08 05:30"],
        ),
        (
            Window(days("2026-03-06"), span("22:00..06:00")), FIVE,
            ["2026-03-06 22:00", "2026-03-07 05:59"],
            ["2026-03-06 05:30", "2026-03-07 06:00"],
        ),
        # a whole day in a span
        (
            Window(FRI, span("00:00..24:00")), 0,
            ["2026-03-06 00:00", "2026-03-06 23:59:59"],
            ["2026-03-05 23:59", "2026-03-07 00:00"],
        ),
        (
            Window(FRI, span("06:00..05:59")), FIVE,
            ["2026-03-06 06:00", "2026-03-07 05:58:59"],
            ["2026-03-06 05:59", "2026-03-07 05:59"],
        ),
        (Window(), FIVE, ["2026-03-06 05:00", "2026-03-06 04:59"], []),
        (Window(frozenset()), 0, [], ["2026-03-06 05:00"]),
    ],
)  # fmt: skip
def test_windows(window: Window, starts: int, inside: list[str], outside: list[str]) -> None:
    assert [text for text in inside if not in_window(wall(text), window, starts)] == []
    assert [text for text in outside if in_window(wall(text), window, starts)] == []


@pytest.mark.parametrize(
    ("zone", "window", "first_utc", "minutes"),
    [
        # 29 March in Berlin has no 02:00 to 03:00, 25 October has it twice
        ("Europe/Berlin", Window(None, span("02:15..02:45")), "2026-03-28T23:00Z", 0),
        ("Europe/Berlin", Window(None, span("02:15..02:45")), "2026-10-24T22:00Z", 60),
        ("Europe/Berlin", Window(SUN, span("01:00..04:00")), "2026-03-28T23:00Z", 120),
        ("Europe/Berlin", Window(SUN, span("01:00..04:00")), "2026-10-24T22:00Z", 240),
        ("Europe/Berlin", Window(SAT, span("22:00..04:00")), "2026-03-28T12:00Z", 300),
        ("Europe/Berlin", Window(SAT, span("22:00..04:00")), "2026-10-24T12:00Z", 420),
        # half an hour on Lord Howe: 5 April has it twice, 4 October not at all
        ("Australia/Lord_Howe", Window(SUN, span("01:00..03:00")), "2026-04-04T13:00Z", 150),
        ("Australia/Lord_Howe", Window(SUN, span("01:00..03:00")), "2026-10-03T13:30Z", 90),
    ],
)
def test_a_window_follows_the_wall_clock_when_it_jumps(
    zone: str, window: Window, first_utc: str, minutes: int
) -> None:
    first = parse_at(first_utc)
    day = (first + timedelta(minutes=n) for n in range(24 * 60))
    assert sum(in_window(local_time(at, zone), window, 0) for at in day) == minutes


# ---- terms ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("validity", "local", "term"),
    [
        (Validity(), "2026-03-06 12:00", "within"),
        (Validity(*days("2026-04-01..2026-04-30")), "2026-04-01 04:59", "before"),
        (Validity(*days("2026-04-01..2026-04-30")), "2026-04-01 05:00", "within"),
        (Validity(*days("2026-04-01..2026-04-30")), "2026-05-01 04:59", "within"),
        (Validity(*days("2026-04-01..2026-04-30")), "2026-05-01 05:00", "after"),
        (Validity(*days("2026-04-01..2026-04-01")), "2026-04-01 12:00", "within"),
        (Validity(first_day=date(2026, 4, 1)), "2026-03-31 12:00", "before"),
        (Validity(first_day=date(2026, 4, 1)), "9998-03-31 12:00", "within"),
        (Validity(last_day=date(2026, 4, 1)), "1970-03-31 12:00", "within"),
        (Validity(last_day=date(2026, 4, 1)), "2026-04-02 12:00", "after"),
        (Validity(starts=wall("2026-05-01 18:00")), "2026-05-01 17:59:59.999999", "before"),
        (Validity(starts=wall("2026-05-01 18:00")), "2026-05-01 18:00", "within"),
        (Validity(ends=wall("2026-05-01 20:00")), "2026-05-01 19:59:59.999999", "within"),
        (Validity(ends=wall("2026-05-01 20:00")), "2026-05-01 20:00", "after"),
        # times are of the wall clock: the start of the business day has no say
        (Validity(starts=wall("2026-05-01 03:00")), "2026-05-01 03:00", "within"),
        (Validity(last_day=date(2026, 5, 1), ends=wall("2026-05-02 03:00")), "2026-05-02 02:59", "within"),
        (Validity(last_day=date(2026, 5, 1), ends=wall("2026-05-02 03:00")), "2026-05-02 03:00", "after"),
        (Validity(*days("2026-05-02..2026-05-01")), "2026-05-01 12:00", "before"),
    ],
)
def test_terms(validity: Validity, local: str, term: str) -> None:
    assert in_validity(wall(local), validity, FIVE) == term


# ---- never applies ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("window", "validity", "meet"),
    [
        (Window(), Validity(), True),
        (Window(MON), Validity(*days("2026-03-03..2026-03-08")), False),
        (Window(MON), Validity(*days("2026-03-03..2026-03-09")), True),
        (Window(days("2026-03-01..2026-03-31")), Validity(*days("2026-04-01..2026-04-30")), False),
        (Window(days("2026-03-01..2026-04-01")), Validity(*days("2026-04-01..2026-04-30")), True),
        (Window(days("2026-05-01..2026-05-02")), Validity(*days("2026-04-01..2026-04-30")), False),
        (Window(days("2026-04-30..2036-05-02")), Validity(*days("2026-04-01..2026-04-30")), True),
        (Window(days("2026-05-02..2026-05-01")), Validity(), False),
        (Window(frozenset()), Validity(), False),
        (Window(frozenset()), Validity(last_day=date(2026, 1, 1)), False),
        (Window(), Validity(*days("2026-05-02..2026-05-01")), False),
        (Window(), times("2026-05-01 20:00", "2026-05-01 20:00"), False),
        (Window(None, span("08:00..10:00")), times("2026-05-01 10:00", "2026-05-02 08:00"), False),
        (Window(None, span("08:00..10:00")), times("2026-05-01 10:00", "2026-05-02 08:01"), True),
        (Window(None, span("08:00..10:00")), times("2026-05-01 09:59", "2026-05-02 08:00"), True),
        # to the microsecond
        (Window(None, span("08:00..10:00")), times("2026-05-01 09:59:59.999999", "2026-05-02 08:00"), True),
        (Window(None, span("08:00..10:00")), times("2026-05-01 10:00", "2026-05-02 08:00:00.000001"), True),
        (Window(None, span("08:00..10:00")), times("2026-05-01 09:59:59", "2026-05-02 08:00"), True),
        (Window(None, span("08:00..10:00")), times("2026-05-01 10:00", "2026-05-02 08:00:01"), True),
        # days and times at once: the later beginning, the earlier end
        (Window(MON), Validity(date(2026, 3, 1), *times("2026-03-10 05:00", "2026-03-16 05:00")[1:]), False),
        (Window(MON), Validity(date(2026, 3, 10), *times("2026-03-01 05:00", "2026-03-16 05:00")[1:]), False),
        (Window(MON), Validity(date(2026, 3, 10), date(2026, 3, 15), None, wall("2026-03-31 05:00")), False),
        (Window(MON), Validity(date(2026, 3, 10), date(2026, 3, 31), None, wall("2026-03-16 05:00")), False),
        (Window(MON), Validity(date(2026, 3, 10), date(2026, 3, 31), None, wall("2026-03-16 05:01")), True),
        # too late on this Monday, so on the next one
        (Window(MON, span("08:00..10:00")), Validity(starts=wall("2026-03-02 12:00")), True),
        # the tail of a Friday night is on Saturday's date
        (Window(FRI, span("22:00..06:00")), Validity(*days("2026-03-07..2026-03-08")), True),
        (Window(FRI, span("22:00..05:00")), Validity(*days("2026-03-07..2026-03-08")), False),
        (Window(days("2026-03-06"), span("04:59..04:58")), Validity(first_day=date(2026, 3, 8)), False),
        (Window(days("2026-03-06"), span("04:59..04:58")), Validity(first_day=date(2026, 3, 7)), True),
        # open ends
        (Window(MON), Validity(first_day=date(2026, 3, 3)), True),
        (Window(MON), Validity(last_day=date(2026, 3, 3)), True),
        (Window(days("2026-03-04")), Validity(last_day=date(2026, 3, 3)), False),
        (Window(days("2026-03-03")), Validity(last_day=date(2026, 3, 3)), True),
        (Window(days("2026-03-02")), Validity(first_day=date(2026, 3, 3)), False),
        # the ends of time
        (Window(MON), Validity(first_day=date.max), False),
        (Window(FRI), Validity(first_day=date.max), True),
        (Window(MON), Validity(last_day=date.min), True),
        (Window(MON), Validity(date.min, date.min), True),
        (Window(TUE), Validity(date.min, date.min), False),
    ],
)  # fmt: skip
def test_intersects(window: Window, validity: Validity, meet: bool) -> None:
    assert intersects(window, validity, FIVE) is meet


@pytest.mark.parametrize(("starts", "meet"), [("2026-03-08 23:56", True), ("2026-03-08 23:57", False)])
def test_a_window_may_end_on_the_second_date_after_its_business_day(starts: str, meet: bool) -> None:
    # the day of 6 March starts at 23:59, its window at 23:58 of the 7th, and ends at 23:57 of the 8th
    window = Window(days("2026-03-06"), span("23:58..23:57"))
    assert intersects(window, Validity(starts=wall(starts)), clock("23:59")) is meet
    assert in_window(wall(starts), window, clock("23:59")) is meet


# ---- birthdays --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "today", "distance", "near"),
    [
        ("1990-03-04", "2026-03-04", 0, True),
        ("1990-03-04", "2026-03-05", 0, False),
        ("1990-03-04", "2026-03-07", 3, True),
        ("1990-03-04", "2026-03-01", 3, True),
        ("1990-03-04", "2026-03-08", 3, False),
        ("1990-03-04", "2026-02-28", 3, False),
        # over New Year, both ways
        ("1990-12-30", "2026-01-02", 3, True),
        ("1990-12-30", "2026-01-03", 3, False),
        ("1990-01-02", "2025-12-30", 3, True),
        ("1990-01-02", "2025-12-29", 3, False),
        # the 29th of February: the 28th in a common year
        ("2000-02-29", "2026-02-28", 0, True),
        ("2000-02-29", "2026-03-01", 0, False),
        ("2000-02-29", "2028-02-29", 0, True),
        ("2000-02-29", "2028-02-28", 0, False),
        ("2000-02-29", "2100-02-28", 0, True),
        ("2000-02-29", "2400-02-28", 0, False),
        ("2000-02-29", "2026-03-02", 2, True),
        ("1990-02-28", "2028-02-29", 0, False),
        # the distance is counted over a leap day that is there
        ("1990-03-01", "2028-02-27", 2, False),
        ("1990-03-01", "2026-02-27", 2, True),
        # a return, so the year is no matter, not even a later one
        ("2030-03-04", "2026-03-04", 0, True),
        ("1990-06-15", "2026-12-15", 182, True),
        ("1990-06-15", "2026-12-15", 181, False),
        ("1990-12-31", "9999-12-31", 0, True),
        ("1990-01-01", "0001-01-01", 0, True),
        ("1990-06-15", "2026-06-15", -1, False),
    ],
)
def test_near_yearly(day: str, today: str, distance: int, near: bool) -> None:
    assert near_yearly(date.fromisoformat(day), date.fromisoformat(today), distance) is near
