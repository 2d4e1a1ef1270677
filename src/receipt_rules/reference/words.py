"""Who and when in words, as the numbers of `audience` and `window` say them.

In: audiences, terms and windows of a rule. Out: text. Invariant: alternatives stand in an order of their own,
so that the order of the author's text does not show.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from receipt_rules.program import model
from receipt_rules.reference.calendar import WEEKDAYS, Moment


def audience(rule: model.Rule) -> str:
    """`members or segment `vip``; `known customers` where only a customer is asked for."""
    words = []
    for each in in_order(rule.audiences):
        if isinstance(each, model.ForMembers):
            words.append("members" if each.program is None else f"members of `{each.program}`")
        elif isinstance(each, model.ForSegment):
            words.append(f"segment `{each.segment}`")
        else:
            words.append("customers with a condition")
    return " or ".join(words) or ("known customers" if rule.reads_customer else "everyone")


def in_order(audiences: Iterable[model.Audience]) -> list[model.Audience]:
    """Members of programmes by id, members of any, segments by id, conditions; none if everyone is
    addressed."""
    found = list(audiences)
    if any(isinstance(each, model.ForEveryone) for each in found):
        return []
    return sorted(found, key=_key)


def _key(each: model.Audience) -> tuple[int, str]:
    if isinstance(each, model.ForMembers):
        return (1, "") if each.program is None else (0, each.program)
    return (2, each.segment) if isinstance(each, model.ForSegment) else (3, "")


def moment(at: Moment) -> str:
    """`wed 2026-03-04 12:00`: the weekday is of the business day, date and time are of the wall clock."""
    return f"{WEEKDAYS[at.day.weekday()]} {at.local:%Y-%m-%d %H:%M}"


def term(validity: Any) -> str:
    """`2026-03-01..2026-03-31`, `from 2026-03-01`, `until 2026-03-31`."""
    first, last = _text(validity.first_day or validity.starts), _text(validity.last_day or validity.ends)
    if first and last:
        return f"{first}..{last}"
    return f"from {first}" if first else f"until {last}"


def terms_in_order(validities: Iterable[Any]) -> list[Any]:
    """Each once, ordered by their dates and times as they are written."""
    return sorted(set(validities), key=lambda each: repr([_text(part) or None for part in each]))


def windows(found: Iterable[Any]) -> str:
    """`fri 22:00..02:00 or weekend`."""
    return " or ".join(_window(each) for each in sorted(set(found), key=_window_key))


def _text(value: Any) -> str:
    return value.isoformat() if value else ""


def _window_key(window: Any) -> str:
    """Windows of weekdays before those of dates, those of every day last."""
    weekdays = tuple(sorted(window.days)) if isinstance(window.days, frozenset) else None
    dates = tuple(_text(day) for day in window.days) if isinstance(window.days, tuple) else None
    return f"{weekdays}, dates={dates}, span={window.span}"


def _window(window: Any) -> str:
    days = ""
    if isinstance(window.days, tuple):
        days = "..".join(dict.fromkeys(_text(day) for day in window.days))
    elif window.days is not None:
        days = _weekdays(sorted(window.days))
    span = "" if window.span is None else "..".join(f"{each // 60:02}:{each % 60:02}" for each in window.span)
    return f"{days} {span}".strip()


def _weekdays(days: list[int]) -> str:
    """`mon..wed, fri`."""
    words = []
    for day in days:
        if day - 1 in days:
            continue
        last = day
        while last + 1 in days:
            last += 1
        words.append(WEEKDAYS[day] if last == day else f"{WEEKDAYS[day]}..{WEEKDAYS[last]}")
    return ", ".join(words)
