"""Expressions, node by node.

In: a bound expression and a view. Out: its value; None where a fact that it reads is absent. Invariant:
exact: whole numbers and Fractions. A comparison with what is absent does not hold; the binder lets an
optional fact stand only where `default`, `is known` or a guard makes that harmless.
"""

from __future__ import annotations

import operator
import re
from fractions import Fraction
from functools import singledispatch
from typing import Any, Final

from receipt_rules.program import expression as ex
from receipt_rules.program.model import SegmentAssigned, SegmentIds
from receipt_rules.reference.calendar import near
from receipt_rules.reference.facts import value_of
from receipt_rules.reference.selection import in_item_set, selected
from receipt_rules.reference.tables import table_value, tier_value
from receipt_rules.reference.world import View

_COMPARISONS: Final = {
    "=": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


@singledispatch
def evaluate(expr: Any, _view: View) -> Any:
    """The value of an expression."""
    raise TypeError(f"{type(expr).__name__} is not evaluated")


def holds(expr: ex.Expr, view: View) -> bool:
    """Whether a condition holds."""
    return bool(evaluate(expr, view))


@evaluate.register
def _(expr: ex.Const, _view: View) -> Any:
    return expr.value


@evaluate.register
def _(expr: ex.Fact, view: View) -> Any:
    return value_of(expr, view)


@evaluate.register
def _(expr: ex.OrElse, view: View) -> Any:
    value = value_of(expr.fact, view)
    return evaluate(expr.fallback, view) if value is None else value


@evaluate.register
def _(expr: ex.Known, view: View) -> Any:
    return value_of(expr.fact, view) is not None


@evaluate.register
def _(expr: ex.Aggregate, view: View) -> Any:
    """ "Aggregates ... with `of items x` ..., or bare, over the rule's own items, or `of this item` (all
    units of the same SKU); at current price, at entry to the rule's group." Over nothing it is 0 (decision
    3); a selection that tells units apart counts those units only (decision 5)."""
    if expr.over is None:
        units = list(view.own)
    elif isinstance(expr.over, ex.Selection):
        units = selected(expr.over, view)
    else:
        assert view.line is not None, "`of this item` stands only where a line is at hand"
        units = view.world.same_item(view.line)
    prices = [view.prices[unit] for unit in units]
    if expr.function == "amount":
        return sum(prices)
    if expr.function == "distinct":
        return len({unit.line.record.sku for unit in units})
    if expr.function == "quantity":
        dimension = expr.type.dimension
        if expr.type.kind != "quantity":
            return len(units)
        return sum(unit.line.micro for unit in units if unit.line.dimension == dimension)
    return min(prices, default=0) if expr.function == "lowest" else max(prices, default=0)


@evaluate.register
def _(expr: ex.Arithmetic, view: View) -> Any:
    left, right = evaluate(expr.left, view), evaluate(expr.right, view)
    if left is None or right is None:
        return None
    if expr.op == "+":
        return left + right
    if expr.op == "-":
        return left - right
    return left * right if expr.op == "*" else Fraction(left) / right


@evaluate.register
def _(expr: ex.Negate, view: View) -> Any:
    value = evaluate(expr.operand, view)
    return None if value is None else -value


@evaluate.register
def _(expr: ex.PercentOf, view: View) -> Any:
    percent, of = evaluate(expr.percent, view), evaluate(expr.of, view)
    return None if percent is None or of is None else percent * of


@evaluate.register
def _(expr: ex.Compare, view: View) -> Any:
    left, right = evaluate(expr.left, view), evaluate(expr.right, view)
    return left is not None and right is not None and _COMPARISONS[expr.op](left, right)


@evaluate.register
def _(expr: ex.Logic, view: View) -> Any:
    if holds(expr.left, view) is (expr.op == "or"):
        return expr.op == "or"
    return holds(expr.right, view)


@evaluate.register
def _(expr: ex.Not, view: View) -> Any:
    return not holds(expr.operand, view)


@evaluate.register
def _(expr: ex.Matches, view: View) -> Any:
    text = evaluate(expr.operand, view)
    return text is not None and re.fullmatch(expr.pattern, text) is not None


@evaluate.register
def _(expr: ex.InFact, view: View) -> Any:
    text, texts = evaluate(expr.operand, view), evaluate(expr.texts, view)
    return text is not None and texts is not None and text in texts


@evaluate.register
def _(expr: ex.InRange, view: View) -> Any:
    value, low, high = (evaluate(each, view) for each in (expr.operand, expr.low, expr.high))
    return None not in (value, low, high) and low <= value <= high


@evaluate.register
def _(expr: ex.InList, view: View) -> Any:
    value = evaluate(expr.operand, view)
    return value is not None and any(value == each.value for each in expr.values)


@evaluate.register
def _(expr: ex.InItems, view: View) -> Any:
    """The line at hand is in the item set, which therefore does not say `discounted`."""
    assert view.line is not None, "`item.sku in items x` stands only where a line is at hand"
    return in_item_set(expr.items, view.line.units[0], view)


@evaluate.register
def _(expr: ex.InSegment, view: View) -> Any:
    return in_segment(expr.segment, view)


@evaluate.register
def _(expr: ex.IfElse, view: View) -> Any:
    return evaluate(expr.then if holds(expr.condition, view) else expr.otherwise, view)


@evaluate.register
def _(expr: ex.Near, view: View) -> Any:
    date = evaluate(expr.date, view)
    return date is not None and near(date, view.world.moment.day, expr.days)


@evaluate.register
def _(expr: ex.TierValue, view: View) -> Any:
    return tier_value(view.world.program.tiers[expr.tiers], view)


@evaluate.register
def _(expr: ex.TableValue, view: View) -> Any:
    return table_value(view.world.program.decisions[expr.table], expr.output, view)


def in_segment(id: str, view: View) -> bool:
    """ "segment: audience: CSV, predicate, assigned by host"; nobody is in none."""
    customer = view.world.customer
    if customer is None:
        return False
    source = view.world.program.segments[id].source
    if isinstance(source, SegmentIds):
        return customer.id.strip() in {each.strip() for each in source.ids}
    if isinstance(source, SegmentAssigned):
        return source.name in customer.segments
    return holds(source, view)
