"""When a rule can apply, as far as the calendar says.

In: rules, the program they are of. Out: the term in which a rule can apply, whether it can at all, and
whether two can at once. Invariant: "no" is certain; "yes" may still fail for other reasons.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from receipt_rules.calendar import Validity, Window, intersects
from receipt_rules.program.model import Program, Rule

_ALWAYS = Window()
_DAY = 1440


def joined(terms: Iterable[Validity | None]) -> Validity:
    """The time that all terms have in common."""
    first: list[list[Any]] = [[], [], [], []]
    for term in terms:
        for values, value in zip(first, term or (), strict=False):
            if value is not None:
                values.append(value)
    first_days, last_days, starts, ends = first
    return Validity(
        max(first_days, default=None),
        min(last_days, default=None),
        max(starts, default=None),
        min(ends, default=None),
    )


def term_of(rule: Rule, program: Program) -> Validity:
    """The rule's own term within that of the ruleset."""
    return joined((*rule.validities, program.validity))


def whole_term(rule: Rule, program: Program) -> Validity:
    """The same, within the terms of the cards and coupons that the rule needs."""
    codes = (program.codes[id].validity for id in (*rule.cards, *rule.coupons))
    return joined((term_of(rule, program), *codes))


def open_in(windows: tuple[Window, ...], term: Validity, day_starts: int) -> bool:
    """Whether a window opens in the term; without windows, whether there is any time in it."""
    return any(intersects(window, term, day_starts) for window in windows or (_ALWAYS,))


def meet(first: Rule, second: Rule, program: Program) -> bool:
    """Whether there may be a time at which both rules apply."""
    term = joined((whole_term(first, program), whole_term(second, program)))
    if not all(open_in(rule.windows, term, program.day_starts) for rule in (first, second)):
        return False
    pairs = [(one, two) for one in first.windows or (_ALWAYS,) for two in second.windows or (_ALWAYS,)]
    return any(_overlap(one, two, program.day_starts) for one, two in pairs)


def _overlap(first: Window, second: Window, day_starts: int) -> bool:
    """Whether two windows may be open at once; those that run into the next day are not looked into."""
    if runs_over(first, day_starts) or runs_over(second, day_starts):
        return True
    if first.span and second.span:
        later, earlier = max(first.span[0], second.span[0]), min(first.span[1], second.span[1])
        if later >= earlier:
            return False
    if isinstance(first.days, frozenset) and isinstance(second.days, frozenset):
        return bool(first.days & second.days)
    if isinstance(first.days, tuple) and isinstance(second.days, tuple):
        return max(first.days[0], second.days[0]) <= min(first.days[1], second.days[1])
    return True


def runs_over(window: Window, day_starts: int) -> bool:
    """Whether a window goes on after the business day on which it starts, or over midnight."""
    if window.span is None:
        return False
    start, end = window.span
    return start >= end or (start - day_starts) % _DAY + end - start > _DAY
