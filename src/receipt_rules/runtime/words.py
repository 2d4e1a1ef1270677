"""Who and when, in the words of an author: what the numbers of a verdict and explanations say of a gate.

In: the rows of a gate. Out: text. Invariant: the same row gives the same words.
"""

from __future__ import annotations

import datetime as dt
from typing import Final

from receipt_rules.runtime.rows import GateRow, ValidityRow, WindowRow

WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def audience_in_words(gate: GateRow) -> str:
    """`members or segment `vip``; `known customers` where only a customer is asked for."""
    words = []
    for kind, value in gate.audiences:
        if kind == "members":
            words.append("members" if value is None else f"members of `{value}`")
        elif kind == "segment":
            words.append(f"segment `{value}`")
        else:
            words.append("customers with a condition")
    return " or ".join(words) or ("known customers" if gate.customer else "everyone")


def times_in_words(gate: GateRow) -> str:
    """`2026-03-01..2026-03-31 and fri 22:00..02:00`; empty where the rule always runs."""
    return " and ".join(filter(None, (*map(term_in_words, gate.validities), windows_in_words(gate))))


def windows_in_words(gate: GateRow) -> str:
    """`fri 22:00..02:00 or weekend`; empty where a rule has none."""
    return " or ".join(map(_window, gate.windows))


def moment_in_words(day: dt.date, local: dt.datetime) -> str:
    """`wed 2026-03-04 12:00`: the weekday is of the business day, date and time are of the wall clock."""
    return f"{WEEKDAYS[day.weekday()]} {local:%Y-%m-%d %H:%M}"


def term_in_words(row: ValidityRow) -> str:
    """`2026-03-01..2026-03-31`, `from 2026-03-01`, `until 2026-03-31`."""
    first, last = row.first_day or row.starts, row.last_day or row.ends
    if first and last:
        return f"{first}..{last}"
    return f"from {first}" if first else f"until {last}"


def _window(row: WindowRow) -> str:
    if row.dates is not None:
        days = "..".join(dict.fromkeys(row.dates))
    else:
        days = "" if row.weekdays is None else _days(row.weekdays)
    span = "" if row.span is None else "..".join(f"{each // 60:02}:{each % 60:02}" for each in row.span)
    return f"{days} {span}".strip()


def _days(weekdays: tuple[int, ...]) -> str:
    """`mon..wed, fri`: as authors write them."""
    runs: list[list[int]] = []
    for day in weekdays:
        if runs and runs[-1][-1] == day - 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    named = (sorted({WEEKDAYS[run[0]], WEEKDAYS[run[-1]]}, key=WEEKDAYS.index) for run in runs)
    return ", ".join("..".join(ends) for ends in named)
