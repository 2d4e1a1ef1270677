"""A receipt as a rule finds it: at entry to the rule's group.

In: an engine, a receipt, the rules asked about. Out: a session at each moment at which some of them are
tested. Invariants: the stages of an evaluation are run, none is written again; the session of a moment is as
it was there, and whoever looks at it leaves it so.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import groupby
from typing import TYPE_CHECKING

from receipt_rules.receipt.record import ReceiptRecord
from receipt_rules.runtime.evaluate import begin, lower
from receipt_rules.runtime.groups import run_phase

if TYPE_CHECKING:
    from receipt_rules.runtime.engine import Engine
    from receipt_rules.runtime.running import Running
    from receipt_rules.runtime.session import Session

LOWERING = frozenset({"item", "receipt"})
"""Scopes of rules that lower prices; the others are tested when all prices are final."""

Moment = tuple["Session", list[int]]
"""The receipt at entry to a group, and the numbers of the rules asked about that are tested then."""


def moments(engine: Engine, receipt: ReceiptRecord, asked: Collection[int]) -> Iterator[Moment]:
    """One receipt through its phases, with a stop before each group of a rule that is asked about."""
    rows = engine.ruleset.rules
    single = [number for number in asked if rows[number].alone and rows[number].scope in LOWERING]
    totals = [number for number in asked if rows[number].scope not in LOWERING]
    together = set(asked).difference(single, totals)
    session, rules = begin(engine, receipt, every_verdict=False)
    if single:
        session.enter_group()
        yield session, sorted(single)
    if together:
        yield from _groups(session, rules, sorted(together))
    if totals:
        session, rules = begin(engine, receipt, every_verdict=False)
        lower(session, rules, every_verdict=False)
        session.enter_group()
        yield session, sorted(totals)


def _groups(session: Session, concerned: list[Running], asked: list[int]) -> Iterator[Moment]:
    """The rules that go together, group by group, as far as the last of them that is asked about."""
    rows = session.engine.ruleset.rules
    rules = {
        rule.number: rule for rule in concerned if not rule.plan.row.alone and rule.plan.row.scope in LOWERING
    }
    wanted = frozenset(asked)
    numbers = [number for number in sorted({*rules, *wanted}) if number <= asked[-1]]
    for _, block in groupby(numbers, lambda number: (rows[number].scope, _root(session.engine, number))):
        here = list(block)
        session.enter_group()
        tested = [number for number in here if number in wanted]
        if tested:
            yield session, tested
        if asked[-1] not in here:
            run_phase(session, [rules[number] for number in here if number in rules], False)


def _root(engine: Engine, number: int) -> int:
    group = engine.ruleset.rules[number].group
    return group if group < 0 else engine.paths[group][0]
