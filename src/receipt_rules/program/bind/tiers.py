"""`tiers`: what an amount or a number earns, by the border that it reaches.

In: their declarations. Out: `Tiers` by id, and diagnostics. Invariant: borders rise and are of the type of
`by`; values are of one type; slices are cut from the rule's own items, and their rates are percents.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from receipt_rules.diagnostics import Label
from receipt_rules.diagnostics.wording import quoted
from receipt_rules.language import ast
from receipt_rules.program.bind.cells import bind_value
from receipt_rules.program.bind.context import Context
from receipt_rules.program.bind.expression import bind_expression
from receipt_rules.program.bind.place import Place
from receipt_rules.program.bind.scope import Scope
from receipt_rules.program.bind.table_values import alike, bind_values
from receipt_rules.program.expression import Aggregate, Const, Expr
from receipt_rules.program.model import Tiers
from receipt_rules.program.types import INT, NUMBER, PERCENT

_RISING: Final = ("money", "percent", "number", "int", "quantity", "date", "datetime", "time")


def bind_tiers(context: Context) -> dict[str, Tiers]:
    """The tier tables of the bundle that could be bound, by id."""
    bound = ((id, _bound(id, node, scope)) for id, node, scope in context.named(ast.Tiers))
    return {id: tiers for id, tiers in bound if tiers is not None}


def _bound(id: str, node: ast.Tiers, scope: Scope) -> Tiers | None:
    starts = [bind_value(tier.start, None, scope) for tier in node.tiers]
    wanted = next((each.type for each in starts if each is not None), None)
    want = (NUMBER, INT) if wanted in (NUMBER, INT) else wanted
    by = bind_expression(node.by, scope, want, Place.ITEM)
    if by is not None and by.type.kind not in _RISING:
        scope.diagnostics.report(
            "type-mismatch", node.by.span, f"a {by.type} does not rise", help="write an amount or a number"
        )
        by = None
    _check_borders(node, starts, scope)
    values = bind_values([tier.value for tier in node.tiers], scope)
    if node.mode == "slices":
        _check_slices(node, by, values, scope)
    borders = [each.value for each in starts if each is not None]
    rates = [each.value for each in values if each is not None]
    if by is None or len(borders) < len(node.tiers) or len(rates) < len(node.tiers):
        return None
    title = "" if node.title is None else node.title.value
    return Tiers(id, title, by, node.mode or "whole", tuple(borders), tuple(rates), node.span)


def _check_borders(node: ast.Tiers, starts: Sequence[Const | None], scope: Scope) -> None:
    before: tuple[ast.Tier, Const] | None = None
    for tier, start in zip(node.tiers, starts, strict=True):
        if start is None:
            continue
        if before is not None:
            last, border = before
            if not alike(border.type, start.type):
                scope.diagnostics.report(
                    "type-mismatch",
                    tier.start.span,
                    f"this border is a {start.type}, the one before it a {border.type}",
                    secondary=[Label(last.start.span, f"a {border.type}")],
                )
                continue
            if not border.value < start.value:  # type: ignore[operator]
                scope.diagnostics.report(
                    "tiers-not-rising",
                    tier.start.span,
                    f"{quoted(tier.start.span.text)} is not above {quoted(last.start.span.text)}",
                    secondary=[Label(last.start.span, "the border before it")],
                    help="put the tiers in rising order",
                )
        before = (tier, start)


def _check_slices(node: ast.Tiers, by: Expr | None, values: Sequence[Const | None], scope: Scope) -> None:
    if by is not None and not (isinstance(by, Aggregate) and by.function in ("amount", "quantity")):
        scope.diagnostics.report(
            "type-mismatch",
            node.by.span,
            "slices are cut from an `amount` or a `quantity`",
            help="write `by amount` or `by quantity`, or make the tiers `whole`",
        )
    elif isinstance(by, Aggregate) and by.over not in (None, "this-item"):
        scope.diagnostics.report(
            "slices-own-items",
            node.by.span,
            "slices are cut from the items of the rule that gives them",
            label="other items have no part in them",
            help=f"write `by {by.function}` or `by {by.function} of this item`, or make the tiers `whole`",
        )
    for tier, value in zip(node.tiers, values, strict=True):
        if value is not None and value.type != PERCENT:
            scope.diagnostics.report(
                "type-mismatch", tier.value.span, "a slice earns a percent", help="write a percent"
            )
