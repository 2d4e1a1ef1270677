"""`ungrouped-rules-meet`: rules without a group that want the same items or the same receipt.

In: a program. Out: a warning for each phase in which there are any, with the first pair. Invariants:
near-linear in the number of rules; drafts, `alone`, rules with a group and without a discount are no rivals.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Final, Literal

from receipt_rules.diagnostics import Diagnostics, Label
from receipt_rules.diagnostics.wording import quoted
from receipt_rules.program.lint.meeting import can_meet, can_share
from receipt_rules.program.lint.overlaps import Overlaps
from receipt_rules.program.lint.own_items import joint
from receipt_rules.program.lint.places import rule_place
from receipt_rules.program.lint.relations import competes
from receipt_rules.program.model import Program, Rule

_TRIES_PER_RULE: Final = 5
"""How many pairs are looked at for each rule, on average, before the search is given up."""
_LEAST_TRIES: Final = 1_000
_MOST_COUNTED: Final = 100
_NAMED: Final = 3
"""How many pairs are named besides the one that is shown."""

_Scope = Literal["item", "receipt"]
_SCOPES: Final[tuple[_Scope, ...]] = ("item", "receipt")


def check(program: Program, diagnostics: Diagnostics) -> None:
    """Once for items and once for the receipt: they are meant alike, and put right alike."""
    for scope in _SCOPES:
        rules = [
            rule for rule in program.rules if competes(rule) and rule.group is None and rule.scope == scope
        ]
        found, complete = _found(rules, scope, program)
        if found:
            _report(found, scope, diagnostics, complete=complete)


def _found(rules: list[Rule], scope: _Scope, program: Program) -> tuple[list[tuple[Rule, Rule]], bool]:
    """Pairs, as many as are counted, and whether there are no others."""
    tries = max(_TRIES_PER_RULE * len(rules), _LEAST_TRIES)
    found: list[tuple[Rule, Rule]] = []
    for first, second, wants_same in _candidates(rules, scope, program):
        if len(found) == _MOST_COUNTED or tries == 0:
            return found, False
        tries -= 1
        if can_meet(first, second, program) and wants_same():
            found.append((first, second))
    return found, True


def _candidates(
    rules: list[Rule], scope: _Scope, program: Program
) -> Iterator[tuple[Rule, Rule, Callable[[], bool]]]:
    """Pairs that may want the same, and what tells; on the receipt all do."""
    if scope == "receipt":
        for number, second in enumerate(rules):
            for first in rules[:number]:
                yield first, second, lambda: True
        return
    overlaps = Overlaps([joint(rule) for rule in rules], program.items)

    def wants_same(one: int, other: int) -> bool:
        return overlaps.overlap(one, other) and can_share(rules[one], rules[other], program)

    for one, other in overlaps.candidates():
        yield rules[one], rules[other], partial(wants_same, one, other)


def _report(
    found: list[tuple[Rule, Rule]], scope: _Scope, diagnostics: Diagnostics, *, complete: bool
) -> None:
    first, second = found[0]
    what = "the receipt" if scope == "receipt" else "an item"
    notes = [f"where two want {what}, only the one that gives more is given"]
    if len(found) > 1:
        notes.append(_others(found, complete=complete))
    diagnostics.report(
        "ungrouped-rules-meet",
        rule_place(second),
        f"rules {quoted(first.id)} and {quoted(second.id)} can meet, and neither has a group",
        secondary=[Label(rule_place(first), "the other one")],
        notes=notes,
        help=f"if that is meant, declare `group any_name best per {scope}` and say `group any_name` in these "
        "rules; with `stack` they add up, with `compound` one takes what the other left",
    )


def _others(found: list[tuple[Rule, Rule]], *, complete: bool) -> str:
    """How many more there are, and the first of them."""
    named = [f"{quoted(one.id)} and {quoted(other.id)}" for one, other in found[1 : 1 + _NAMED]]
    count = len(found) - 1
    rules = len({rule.id for pair in found for rule in pair})
    if complete and count <= _NAMED:
        return f"so can {'; '.join(named)}"
    least = "" if complete else "at least "
    return f"so can {least}{count} more pairs, {rules} rules in all: {'; '.join(named)} ..."
