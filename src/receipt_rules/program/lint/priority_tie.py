"""`priority-tie`: two rules of a group have one priority, and the order in which they run matters.

In: a program. Out: a warning for each group and priority, with the first two such rules. Invariant: only
where the order surely changes what is given: in a group that gives to the first, or to the first few; where
what two give is more than the cap; where a set closes its units to the other; and under `compound` between a
percent and an amount or a price.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction
from itertools import groupby
from typing import Final, NamedTuple

from receipt_rules.diagnostics import Diagnostics, Label, Span
from receipt_rules.diagnostics.wording import quoted
from receipt_rules.program.lint.meeting import can_meet, can_share
from receipt_rules.program.lint.overlaps import Overlaps
from receipt_rules.program.lint.own_items import alike, joint
from receipt_rules.program.lint.places import rule_place, shown
from receipt_rules.program.lint.relations import by_group
from receipt_rules.program.lint.sets import Sets
from receipt_rules.program.lint.shares import most_share, together
from receipt_rules.program.model import (
    Group,
    MoneyOff,
    MoneyOffReceipt,
    PercentOff,
    PriceEach,
    Program,
    Rule,
)

_TRIES_PER_RULE: Final = 2
_LEAST_TRIES: Final = 50
_PRIORITY: Final = re.compile(r'"""(?s:.*?)"""|"(?:[^"\\\n]|\\.)*"|#[^\n]*|(?P<clause>\bpriority\s+\d[\d_]*)')


class _Tie(NamedTuple):
    group: Group
    first: Rule
    second: Rule


def check(program: Program, diagnostics: Diagnostics) -> None:
    """The first rule is the one that wins."""
    found, more = shown(list(_ties(program)))
    for tie in found:
        notes = [_note(tie)]
        if more and tie is found[-1]:
            notes.append(f"{more} groups with such rules")
        above, below = sorted((tie.first, tie.second), key=_place)
        none = tie.first.priority is None
        diagnostics.report(
            "priority-tie",
            _place(below),
            f"rules {quoted(above.id)} and {quoted(below.id)} tie in group {quoted(tie.group.id)}",
            label="no priority either" if none else "same priority",
            secondary=[Label(_place(above), "no priority" if none else "first claimed here")],
            notes=notes,
            help=f"give one of them {'a' if none else 'another'} priority",
        )


def _note(tie: _Tie) -> str:
    what = "the receipt" if tie.group.scope == "receipt" else "one item"
    ends = f"{quoted(tie.first.id)} wins"
    if tie.group.mode in ("stack", "compound") and tie.group.most_rules is None:
        ends = f"{quoted(tie.first.id)} gives first"
    return f"where both want {what} the tie falls to the rule's name: {ends}"


def _place(rule: Rule) -> Span:
    """The clause `priority`; the rule's name where there is none."""
    for match in _PRIORITY.finditer(rule.span.text):
        if match["clause"]:
            start, end = match.span("clause")
            return Span(rule.span.source, rule.span.start + start, rule.span.start + end)
    return rule_place(rule)


# ---- which ------------------------------------------------------------------------------------------


def _ties(program: Program) -> Iterator[_Tie]:
    sets = Sets(program.items)
    for id, rules in by_group(program).items():
        group = program.groups[id]
        matters = _what_matters(group, rules, program)
        if matters is None:
            continue
        for _, tied in groupby(rules, key=lambda rule: rule.priority):
            pair = _first_pair(list(tied), group, matters, program, sets)
            if pair is not None:
                yield _Tie(group, *pair)


def _first_pair(
    rules: list[Rule], group: Group, matters: Callable[[Rule, Rule], bool], program: Program, sets: Sets
) -> tuple[Rule, Rule] | None:
    if len(rules) < 2:
        return None
    overlaps = Overlaps([joint(rule) for rule in rules], program.items, sets)
    pairs: Iterable[tuple[int, int]] = overlaps.candidates()
    if group.scope == "receipt":
        pairs = ((one, other) for other in range(len(rules)) for one in range(other))
    tries = max(_TRIES_PER_RULE * len(rules), _LEAST_TRIES)
    for one, other in pairs:
        if tries == 0:
            return None
        tries -= 1
        first, second = rules[one], rules[other]
        if not matters(first, second) or not can_meet(first, second, program):
            continue
        if group.scope == "receipt" or (overlaps.overlap(one, other) and can_share(first, second, program)):
            return first, second
    return None


def _what_matters(group: Group, rules: list[Rule], program: Program) -> Callable[[Rule, Rule], bool] | None:
    """What tells whether the order of two rules of the group changes what is given; None if it never does."""
    if group.mode == "best":
        return None
    if group.mode == "exclusive" or group.most_rules == 1:
        return _give_differently
    most, cap = group.most_rules, group.cap_share
    # of more rules than may give, the order at the border decides
    border = {rule.id for rule in rules[:most]} if most is not None and len(rules) > most else set()
    if not border and cap is None and group.mode == "stack" and not any(rule.slots for rule in rules):
        return None

    def matters(first: Rule, second: Rule) -> bool:
        return (
            (first.id in border) != (second.id in border)
            or _closes(first, second)
            or (cap is not None and _exceed(first, second, cap, group, program))
            or (group.mode == "compound" and _do_not_commute(first, second))
        )

    return matters


def _give_differently(first: Rule, second: Rule) -> bool:
    """Rules that say the same of each unit give it the same, whichever is first."""
    if (first.reward, first.floor, first.rounding) != (second.reward, second.floor, second.rounding):
        return True
    if first.slots or second.slots:
        return first.slots != second.slots
    reward = first.reward
    by_unit = (
        (isinstance(reward, PercentOff) and reward.cheapest is None)
        or (isinstance(reward, MoneyOff) and reward.per == "each")
        or isinstance(reward, PriceEach)
    )
    return first.selection != second.selection and not (by_unit and first.scope == "item")


def _closes(first: Rule, second: Rule) -> bool:
    """A set closes its units to the rules that come after it."""
    return bool(first.slots or second.slots) and _give_differently(first, second)


def _exceed(first: Rule, second: Rule, cap: Fraction, group: Group, program: Program) -> bool:
    """Whether what two rules give of one price is more than the cap, so that one of them is cut."""
    shares = [most_share(rule, program) for rule in (first, second)]
    if None in shares or (group.scope == "receipt" and not alike(first, second)):
        return False
    one, other = (each or Fraction(0) for each in shares)
    return (one + other if group.mode == "stack" else together(one, other)) > cap


def _do_not_commute(first: Rule, second: Rule) -> bool:
    """A percent of what an amount left is another one than the percent before it."""
    return _kind(first) != _kind(second)


def _kind(rule: Rule) -> str:
    reward = rule.reward
    if isinstance(reward, MoneyOff | MoneyOffReceipt):
        return "amount"
    if isinstance(reward, PriceEach) or (isinstance(reward, PercentOff) and reward.of_regular):
        return "price"
    return "percent"
