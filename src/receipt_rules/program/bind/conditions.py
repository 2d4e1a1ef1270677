"""The conditions of a rule, which hold together: `when` and `unless`.

In: the condition of each clause. Out: bound ones, in an order in which each optional fact is asked for
before it is read. Invariants: the order of the clauses in the text changes nothing; evaluating `when` from
the left and then `unless`, stopping at the first that speaks against, never reads an absent fact.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import NamedTuple

from receipt_rules.language import ast
from receipt_rules.program import expression as px
from receipt_rules.program.bind.binder import Known, Lacking
from receipt_rules.program.bind.expression import bound_with
from receipt_rules.program.bind.facts import report_unguarded
from receipt_rules.program.bind.guards import known_if
from receipt_rules.program.bind.place import Place
from receipt_rules.program.bind.scope import Scope
from receipt_rules.program.types import BOOL


class Conditions(NamedTuple):
    """What must hold and what must not; `known`: the optional facts that are then known."""

    when: tuple[px.Expr, ...]
    unless: tuple[px.Expr, ...]
    known: Known


@dataclass(frozen=True, slots=True)
class _Condition:
    """`lacking`: facts that it reads without asking itself; `guards`: facts known once it is passed."""

    expr: px.Expr
    wanted: bool
    lacking: tuple[Lacking, ...]

    @property
    def guards(self) -> frozenset[str]:
        return known_if(self.expr, self.wanted)

    def after(self, known: frozenset[str]) -> bool:
        """Whether it can be evaluated where these facts are known."""
        return all(each.fact.path in known for each in self.lacking)


def bind_conditions(
    whens: Iterable[ast.Expr], unlesses: Iterable[ast.Expr], scope: Scope, place: Place
) -> Conditions:
    """All that could be bound; what could not is a diagnostic."""
    nodes = [*((node, True) for node in whens), *((node, False) for node in unlesses)]
    bound = [_bound(node, wanted, scope, place) for node, wanted in nodes]
    found = [each for each in bound if each is not None]
    whole = len(found) == len(bound)
    order, stuck = _ordered(found, known=frozenset())
    known = frozenset[str]().union(*(each.guards for each in order))
    if stuck and whole:
        _report(stuck, known, scope)
    last = max((number for number, each in enumerate(order) if each.wanted), default=-1)
    when = [each.expr if each.wanted else _negated(each.expr) for each in order[: last + 1]]
    unless = [each.expr for each in order[last + 1 :]]
    return Conditions(tuple(when), tuple(unless), None if stuck or not whole else known)


def _bound(node: ast.Expr, wanted: bool, scope: Scope, place: Place) -> _Condition | None:
    lacking: list[Lacking] = []
    expr = bound_with(node, scope, BOOL, place, lacking)
    return None if expr is None else _Condition(expr, wanted, tuple(lacking))


def _ordered(
    conditions: list[_Condition], known: frozenset[str]
) -> tuple[list[_Condition], list[_Condition]]:
    """Those that can be evaluated, in order, and those that never can.

    In rounds: all that can be evaluated now, sorted; an `unless` only when no `when` is left that can.
    """
    order: list[_Condition] = []
    waiting = conditions
    choices: tuple[Callable[[_Condition], bool], ...] = (
        lambda each: each.wanted,
        lambda each: not each.wanted,
    )
    while waiting:
        ready = next(
            (
                some
                for choice in choices
                if (some := [each for each in waiting if choice(each) and each.after(known)])
            ),
            [],
        )
        if not ready:
            break
        order += sorted(ready, key=lambda each: repr(each.expr))
        known = known.union(*(each.guards for each in ready))
        waiting = [each for each in waiting if each not in ready]
    return order, waiting


def _report(stuck: list[_Condition], known: frozenset[str], scope: Scope) -> None:
    """Says what is not asked for; not what only follows from that."""
    promised = known.union(*(each.guards for each in stuck))
    missing = [each for condition in stuck for each in condition.lacking if each.fact.path not in known]
    for each in [each for each in missing if each.fact.path not in promised] or missing:
        report_unguarded(each.name, each.fact, scope)


def _negated(expr: px.Expr) -> px.Expr:
    return expr.operand if isinstance(expr, px.Not) else px.Not(expr.span, BOOL, expr)
