from __future__ import annotations

import datetime as dt

import pytest

from receipt_rules.calendar import Validity, Window
from tests.unit.program.binding import only, program, rule

D, T = dt.date, dt.datetime.fromisoformat


@pytest.mark.parametrize(
    ("term", "validity"),
    [
        ("2026-03-01..2026-03-31", Validity(D(2026, 3, 1), D(2026, 3, 31))),
        ("2026-03-01..2026-03-01", Validity(D(2026, 3, 1), D(2026, 3, 1))),
        ("from 2026-03-01", Validity(first_day=D(2026, 3, 1))),
        ("until 2026-03-31", Validity(last_day=D(2026, 3, 31))),
        ("2026-03-01T18:00..2026-03-01T20:00",
         Validity(starts=T("2026-03-01T18:00"), ends=T("2026-03-01T20:00"))),
        ("from 2026-03-01T18:00", Validity(starts=T("2026-03-01T18:00"))),
        ("until 2026-03-01T18:00", Validity(ends=T("2026-03-01T18:00"))),
    ],
)  # fmt: skip
def test_a_term(term: str, validity: Validity) -> None:
    assert rule(f"rule r {{ valid {term} give 5% off }}").validities == (validity,)
    assert program(f'coupons k {{ code "A" valid {term} }}').codes["k"].validity == validity


def days(*which: int) -> frozenset[int]:
    return frozenset(which)


@pytest.mark.parametrize(
    ("window", "expected"),
    [
        ("fri", Window(days(4))),
        ("mon..fri", Window(days(0, 1, 2, 3, 4))),
        ("sat..mon", Window(days(5, 6, 0))),
        ("fri..thu", Window(days(0, 1, 2, 3, 4, 5, 6))),
        ("mon..mon", Window(days(0))),
        ("weekdays", Window(days(0, 1, 2, 3, 4))),
        ("weekend 08:00..11:00", Window(days(5, 6), (480, 660))),
        ("22:00..02:00", Window(None, (1320, 120))),
        ("20:00..24:00", Window(None, (1200, 1440))),
        ("00:00..24:00", Window(None, (0, 1440))),
        ("2026-12-31", Window((D(2026, 12, 31), D(2026, 12, 31)))),
        ("2026-03-07..2026-03-08", Window((D(2026, 3, 7), D(2026, 3, 8)))),
        ("2026-12-31 09:00..18:00", Window((D(2026, 12, 31), D(2026, 12, 31)), (540, 1080))),
    ],
)
def test_a_window(window: str, expected: Window) -> None:
    assert rule(f"rule r {{ during {window} give 5% off }}").windows == (expected,)


def test_windows_are_any_of() -> None:
    windows = rule("rule r { during fri 22:00..02:00, sat give 5% off }").windows
    assert set(windows) == {Window(days(4), (1320, 120)), Window(days(5))}


@pytest.mark.parametrize(
    ("clause", "slug", "place"),
    [
        ("valid 2026-03-31..2026-03-01", "empty-validity", "2026-03-31..2026-03-01"),
        ("valid 2026-03-01T20:00..2026-03-01T18:00", "empty-validity", "2026-03-01T20:00..2026-03-01T18:00"),
        ("during 2026-03-08..2026-03-07", "empty-range", "2026-03-08..2026-03-07"),
        ("during 20:00..20:00", "empty-range", "20:00..20:00"),
        ("during fri 24:00..02:00", "bad-time", "24:00"),
        ("during 24:00..24:00", "bad-time", "24:00"),
    ],
)
def test_an_empty_term_or_window_is_refused(clause: str, slug: str, place: str) -> None:
    finding = only(f"rule r {{ {clause} give 5% off }}")
    assert (finding.slug, finding.span.text) == (slug, place)
    assert finding.help
