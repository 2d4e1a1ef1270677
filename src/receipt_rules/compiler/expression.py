"""Bound expressions and selections to rows.

In: `program` expressions. Out: the nested tuples that `runtime.expressions` builds from. Invariant:
total: every expression of a program that compiles has a row; what is not evaluated yet has none and
never gets here, since a rule that has it is refused first.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from fractions import Fraction
from typing import Any

from receipt_rules.program import expression as ex
from receipt_rules.runtime.rows import SelectionRow


def expression_row(node: ex.Expr) -> tuple[Any, ...]:
    """The row of an expression."""
    return _ROWS[type(node)](node)


def const_row(value: ex.Constant) -> tuple[Any, ...]:
    """The row of a constant."""
    if isinstance(value, bool):
        return ("const", "bool", value)
    if isinstance(value, int):
        return ("const", "int", value)
    if isinstance(value, Fraction):
        if value.denominator == 1:
            return ("const", "int", value.numerator)
        return ("const", "fraction", value.numerator, value.denominator)
    if isinstance(value, str):
        return ("const", "text", value)
    if isinstance(value, dt.datetime):
        return ("const", "datetime", value.isoformat())
    if isinstance(value, dt.date):
        return ("const", "date", value.isoformat())
    return ("const", "texts", value)


def selection_row(selection: ex.Selection) -> SelectionRow:
    """The row of a selection; named sets stay named, so that a list is stored once."""
    none = None
    if selection.none_of:
        none = _atoms(selection.none_of)
    where = None if selection.where is None else expression_row(selection.where)
    atoms = _atoms(selection.any_of)
    return SelectionRow(
        all=atoms.all, skus=atoms.skus, lists=atoms.lists, categories=atoms.categories,
        brands=atoms.brands, tags=atoms.tags, sets=atoms.sets, none=none, where=where,
        discounted=atoms.discounted,
    )  # fmt: skip


def _atoms(atoms: tuple[ex.Atom, ...]) -> SelectionRow:
    """Each kind sorted and once, so that the order of the text does not show."""

    def values(kind: type, field: str) -> tuple[str, ...]:
        return tuple(sorted({getattr(atom, field) for atom in atoms if isinstance(atom, kind)}))

    return SelectionRow(
        all=any(isinstance(atom, ex.AllItems) for atom in atoms),
        skus=values(ex.Sku, "sku"),
        categories=values(ex.Category, "value"),
        brands=values(ex.Brand, "value"),
        tags=values(ex.Tag, "value"),
        sets=values(ex.Members, "items"),
        discounted=any(isinstance(atom, ex.Discounted) for atom in atoms),
    )


def _aggregate(node: ex.Aggregate) -> tuple[Any, ...]:
    over: Any = node.over
    if isinstance(over, ex.Selection):
        over = selection_row(over)
    return ("aggregate", node.function, over, node.type.dimension)


def _fact(node: ex.Fact) -> tuple[Any, ...]:
    return ("fact", node.path, node.type.kind, node.optional, node.type.dimension)


def _in_list(node: ex.InList) -> tuple[Any, ...]:
    values = sorted((const_row(each.value) for each in node.values), key=repr)
    return ("in-list", expression_row(node.operand), tuple(values))


_ROWS: dict[type, Callable[[Any], tuple[Any, ...]]] = {
    ex.Const: lambda node: const_row(node.value),
    ex.Fact: _fact,
    ex.Aggregate: _aggregate,
    ex.Arithmetic: lambda node: (node.op, expression_row(node.left), expression_row(node.right)),
    ex.Negate: lambda node: ("negate", expression_row(node.operand)),
    ex.PercentOf: lambda node: ("of", expression_row(node.percent), expression_row(node.of)),
    ex.OrElse: lambda node: ("or-else", expression_row(node.fact), expression_row(node.fallback)),
    ex.Known: lambda node: ("known", expression_row(node.fact)),
    ex.Compare: lambda node: ("compare", node.op, expression_row(node.left), expression_row(node.right)),
    ex.Logic: lambda node: (node.op, expression_row(node.left), expression_row(node.right)),
    ex.Not: lambda node: ("not", expression_row(node.operand)),
    ex.Matches: lambda node: ("matches", expression_row(node.operand), node.pattern),
    ex.InFact: lambda node: ("in-texts", expression_row(node.operand), expression_row(node.texts)),
    ex.InRange: lambda node: (
        "in-range", expression_row(node.operand), expression_row(node.low), expression_row(node.high),
    ),
    ex.InList: _in_list,
    ex.InItems: lambda node: ("in-items", node.items),
    ex.InSegment: lambda node: ("in-segment", node.segment),
    ex.IfElse: lambda node: (
        "if", expression_row(node.condition), expression_row(node.then), expression_row(node.otherwise),
    ),
    ex.Near: lambda node: ("near", expression_row(node.date), node.days),
    ex.TierValue: lambda node: ("tiers", node.tiers, node.type.kind),
    ex.TableValue: lambda node: ("table", node.table, node.output, node.type.kind),
}  # fmt: skip
