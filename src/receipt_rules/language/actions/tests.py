"""Tests in a ruleset.

In: the children of a production. Out: nodes of ast/test.py.
"""

from __future__ import annotations

from typing import Any, Final

from receipt_rules.diagnostics import Span
from receipt_rules.language import ast
from receipt_rules.language.actions.context import Context, listed, node, values
from receipt_rules.language.actions.rules import used_limit
from receipt_rules.language.machine import Action


def _sold_line(context: Context, kids: list[Any], start: int, end: int) -> ast.SoldLine:
    count, sku, price, attributes = kids
    return ast.SoldLine(Span(context.source, start, end), count, sku, price, attributes or ())


def _expect_units(context: Context, kids: list[Any], start: int, end: int) -> ast.ExpectUnits:
    line, *amounts = kids
    return ast.ExpectUnits(Span(context.source, start, end), line, tuple(amounts))


def _expect_skipped(context: Context, kids: list[Any], start: int, end: int) -> ast.ExpectSkipped:
    return ast.ExpectSkipped(Span(context.source, start, end), *kids)


ACTIONS: Final[dict[str, Action]] = {
    "test": listed(ast.Test, 1),
    "at": node(ast.At),
    "in_store": node(ast.InStore),
    "on_channel": node(ast.OnChannel),
    "with_customer": node(ast.WithCustomer),
    "balance": node(ast.Balance),
    "used_rule": node(ast.UsedRule),
    "used_limit": used_limit,
    "used_coupon": node(ast.UsedCoupon),
    "used_budget": node(ast.UsedBudget),
    "sold_receipt": listed(ast.SoldReceipt),
    "sold_line": _sold_line,
    "with_coupon": node(ast.WithCoupon),
    "with_card": node(ast.WithCard),
    "pay": node(ast.Pay),
    "redeem": node(ast.Redeem),
    "return_receipt": listed(ast.ReturnReceipt),
    "returned_line": node(ast.ReturnedLine),
    "void": node(ast.Void),
    "attributes": values,
    "attribute": node(ast.Attribute),
    "list_attribute": listed(ast.ListAttribute),
    "expect_money": node(ast.ExpectMoney),
    "expect_line": node(ast.ExpectLine),
    "expect_units": _expect_units,
    "expect_applied": node(ast.ExpectApplied),
    "expect_gives": node(ast.ExpectGives),
    "expect_skipped": _expect_skipped,
    "expect_points": node(ast.ExpectPoints),
    "expect_gift": node(ast.ExpectGift),
    "expect_balance": node(ast.ExpectBalance),
    "expect_printed": node(ast.ExpectPrinted),
    "expect_told": node(ast.ExpectTold),
    "expect_issued": node(ast.ExpectIssued),
}
