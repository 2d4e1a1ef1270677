"""Whether two rules can give on one receipt at once, as far as their words say.

In: rules, the program they are of. Out: yes or no. Invariant: "no" is certain for rules that are tested at
one moment; "yes" may still fail for reasons that are not looked into.
"""

from __future__ import annotations

from collections.abc import Iterator

from receipt_rules.program import expression as px
from receipt_rules.program.bind.walk import walk
from receipt_rules.program.lint.conflicts import contradiction
from receipt_rules.program.lint.own_items import alike, joint
from receipt_rules.program.lint.times import meet
from receipt_rules.program.model import ForCustomers, ForSegment, Program, Rule


def can_meet(first: Rule, second: Rule, program: Program) -> bool:
    """Whether a receipt may meet both rules; whether they want the same items is another question."""
    if not meet(first, second, program):
        return False
    same = alike(first, second)
    asked = [*_asked(first, program, alike=same), *_asked(second, program, alike=same)]
    refused = [*_refused(first, alike=same), *_refused(second, alike=same)]
    return contradiction(asked, refused) is None


def can_share(first: Rule, second: Rule, program: Program) -> bool:
    """Whether an item may meet what both rules ask of their items."""
    asked = [*item_conditions(joint(first), program), *item_conditions(joint(second), program)]
    return contradiction(asked) is None


def of_own_items(expr: px.Expr) -> bool:
    """Whether an expression counts the items of its own rule."""
    return any(isinstance(each, px.Aggregate) and each.over is None for each in walk(expr))


def item_conditions(selection: px.Selection | None, program: Program) -> Iterator[px.Expr]:
    """What holds of every item that is selected."""
    while selection is not None:
        if selection.where is not None:
            yield selection.where
        # only what is the whole of a selection says something of every item in it
        only = selection.any_of[0] if len(selection.any_of) == 1 else None
        declared = program.items.get(only.items) if isinstance(only, px.Members) else None
        source = None if declared is None else declared.source
        selection = source if isinstance(source, px.Selection) else None


def _asked(rule: Rule, program: Program, *, alike: bool) -> Iterator[px.Expr]:
    yield from (each for each in rule.when if alike or not of_own_items(each))
    only = rule.audiences[0] if len(rule.audiences) == 1 else None
    if isinstance(only, ForCustomers):
        yield only.condition
    elif isinstance(only, ForSegment):
        source = program.segments[only.segment].source
        if isinstance(source, px.Typed):
            yield source


def _refused(rule: Rule, *, alike: bool) -> Iterator[px.Expr]:
    """What the rule asks of its own items compares only where those are the same."""
    yield from (each for each in rule.unless if alike or not of_own_items(each))
