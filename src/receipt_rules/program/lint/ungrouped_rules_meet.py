"""`ungrouped-rules-meet`: rules without a group that want the same items or the same receipt.

In: a program. Out: a warning for each pair, up to a number. Invariants: near-linear in the number of
rules; drafts, rules with a group and rules without a discount are no rivals.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Final

from receipt_rules.diagnostics import Diagnostics, Label
from receipt_rules.diagnostics.wording import quoted
from receipt_rules.program import expression as px
from receipt_rules.program.bind.walk import walk
from receipt_rules.program.lint.conflicts import contradiction
from receipt_rules.program.lint.overlaps import Overlaps
from receipt_rules.program.lint.places import MOST_SHOWN, rule_place
from receipt_rules.program.lint.times import meet
from receipt_rules.program.model import Program, Rule

_TRIES_PER_RULE: Final = 5
"""How many pairs are looked at for each rule, on average, before the search is given up."""


def check(program: Program, diagnostics: Diagnostics) -> None:
    """The first pairs in the order of ids."""
    found, complete = _found(program)
    for number, (first, second) in enumerate(found, 1):
        _report(first, second, diagnostics, last=number == len(found) and not complete)


def _found(program: Program) -> tuple[list[tuple[Rule, Rule]], bool]:
    """Pairs, as many as are shown, and whether there are no others."""
    rules = [rule for rule in program.rules if _competes(rule)]
    tries = _TRIES_PER_RULE * len(rules)
    found: list[tuple[Rule, Rule]] = []
    for first, second, wants_same in _candidates(rules, program):
        if len(found) == MOST_SHOWN or tries == 0:
            return found, False
        tries -= 1
        if meet(first, second, program) and wants_same() and not _contradict(first, second):
            found.append((first, second))
    return found, True


def _competes(rule: Rule) -> bool:
    live = not rule.draft and rule.reward is not None and rule.group is None
    return live and rule.scope in ("item", "receipt")


def _candidates(rules: list[Rule], program: Program) -> Iterator[tuple[Rule, Rule, Callable[[], bool]]]:
    """Pairs that may want the same, and what tells for certain; on the receipt all do."""
    on_receipt = [rule for rule in rules if rule.scope == "receipt"]
    for number, second in enumerate(on_receipt):
        for first in on_receipt[:number]:
            yield first, second, lambda: True
    on_items = [rule for rule in rules if rule.scope == "item"]
    overlaps = Overlaps([rule.selection for rule in on_items], program.items)
    for one, other in overlaps.candidates():
        yield on_items[one], on_items[other], partial(overlaps.overlap, one, other)


def _contradict(first: Rule, second: Rule) -> bool:
    """Whether their conditions exclude each other; what a rule asks of its own items is not comparable."""
    shared = [each for each in (*first.when, *second.when) if not _of_own_items(each)]
    return contradiction(shared) is not None


def _of_own_items(expr: px.Expr) -> bool:
    return any(isinstance(each, px.Aggregate) and each.over is None for each in walk(expr))


def _report(first: Rule, second: Rule, diagnostics: Diagnostics, *, last: bool) -> None:
    what = "the receipt" if first.scope == "receipt" else "an item"
    notes = [f"where both want {what}, only the one that gives more is given"]
    if last:
        notes.append("there may be more such pairs; these are the first")
    diagnostics.report(
        "ungrouped-rules-meet",
        rule_place(second),
        f"rules {quoted(first.id)} and {quoted(second.id)} can meet, and neither has a group",
        secondary=[Label(rule_place(first), "the other one")],
        notes=notes,
        help="leave it so if that is meant; a group that says so, or gives both, is not evaluated yet",
    )
