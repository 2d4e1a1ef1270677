"""Who and when, in words: what a rule asks before it looks at the receipt's lines.

In: the gate row of a rule, and the reason of its verdict. Out: a `Step` for each thing that was asked.
Invariant: reasons are looked for in a fixed order, so everything before the verdict's held, and of what
comes after it nothing is known and nothing is said.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from receipt_rules.outcome.reasons import REASONS, ReasonSlug
from receipt_rules.runtime.rows import GateRow, RuleRow, ValidityRow, WindowRow

_ORDER: Final = {entry.slug: place for place, entry in enumerate(REASONS)}
WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_NOBODY: Final = GateRow()


class Step(NamedTuple):
    """One thing that a rule asks: the slug of its reason, in words what is asked, and whether it held."""

    asks: ReasonSlug
    words: str
    holds: bool


def steps_of(row: RuleRow, gate: GateRow | None, reason: ReasonSlug | None) -> tuple[Step, ...]:
    """What the rule asked, up to and including what was refused."""
    if row.draft:
        return ()
    last = len(_ORDER) if reason is None else _ORDER[reason]
    return tuple(
        Step(slug, words, slug != reason)
        for slug, words in _asked(row, gate or _NOBODY)
        if _ORDER[slug] <= last
    )


def _asked(row: RuleRow, gate: GateRow) -> Iterator[tuple[ReasonSlug, str]]:
    yield "audience", _audience(gate)
    if gate.cards:
        yield "card", ", ".join(gate.cards)
    if gate.coupons:
        yield "coupon", ", ".join(gate.coupons)
    windows = " or ".join(map(_window, gate.windows))
    times = " and ".join(filter(None, (*map(_term, gate.validities), windows)))
    if times:
        yield "window", times
    if row.when or row.unless:
        yield "condition", ""


def _audience(gate: GateRow) -> str:
    words = []
    for kind, value in gate.audiences:
        if kind == "members":
            words.append("members" if value is None else f"members of `{value}`")
        elif kind == "segment":
            words.append(f"segment `{value}`")
        else:
            words.append("customers with a condition")
    return " or ".join(words) or ("known customers" if gate.customer else "everyone")


def _term(row: ValidityRow) -> str:
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
