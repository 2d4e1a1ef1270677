"""Tests as layouts.

In: test nodes. Out: layouts, the statements in the author's order, which carries state from one receipt to
the next.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, Final

from receipt_rules.language import ast
from receipt_rules.language.formatter.compose import Composer
from receipt_rules.language.formatter.expression import leaf, literal, points, word, words
from receipt_rules.language.formatter.layout import Doc, seq
from receipt_rules.language.formatter.rule import amount_and_scope
from receipt_rules.language.formatter.slots import part


def test(c: Composer, node: ast.Test) -> Doc:
    """`test "title" { statements }`."""
    statements = [part(each, partial(_statement, c)) for each in node.statements]
    return c.block(words("test", node.title), statements, node.span[1:])


def _statement(c: Composer, node: ast.Statement) -> Doc:
    return _WRITERS[type(node)](c, node)


# ---- the state before ----------------------------------------------------------------------------


def _attributes(c: Composer, nodes: Sequence[ast.Attribute], end: int) -> Doc:
    return c.bracketed("{", [part(each, partial(_attribute, c)) for each in nodes], "}", end, last_comma=True)


def _attribute(c: Composer, node: ast.Attribute) -> Doc:
    value = node.value
    if isinstance(value, ast.ListAttribute):
        values = c.bracketed("[", list(map(leaf, value.values)), "]", value.span.end, last_comma=True)
        return seq(f"{word(node.key)}: ", values)
    return f"{word(node.key)}: {literal(value)}"


def _amount(amount: ast.Money | ast.PointsAmount) -> str:
    return word(amount) if isinstance(amount, ast.Money) else points(amount.count)


def _balance(node: ast.Balance) -> str:
    return words("balance", node.of, node.number, _amount(node.amount))


def _used_budget(_: Composer, node: ast.UsedBudget) -> Doc:
    return words("used budget", node.budget, node.amount, f"per {node.per}" if node.per else "")


# ---- receipts ------------------------------------------------------------------------------------


def _sold_receipt(c: Composer, node: ast.SoldReceipt) -> Doc:
    return c.block("receipt", [part(each, partial(_statement, c)) for each in node.parts], node.span[1:])


def _counted(node: ast.SoldLine | ast.ReturnedLine) -> str:
    return words(node.count, "x" if isinstance(node.count, ast.Integer) else "", node.sku)


def _sold_line(c: Composer, node: ast.SoldLine) -> Doc:
    head = words(_counted(node), "at", node.price)
    if not node.attributes:
        return head
    return seq(f"{head} ", _attributes(c, node.attributes, node.span.end))


def _return_receipt(c: Composer, node: ast.ReturnReceipt) -> Doc:
    return c.block("return", [part(each, _counted) for each in node.lines], node.span[1:])


# ---- expectations ----------------------------------------------------------------------------------


def _units(c: Composer, node: ast.ExpectUnits) -> Doc:
    return seq(words("expect line", node.line, "units"), c.listing(list(map(leaf, node.amounts))))


def _applied(_: Composer, node: ast.ExpectApplied) -> Doc:
    times = words(node.times, "times") if node.times else ""
    return words("expect rule", node.rule, "applied", times)


def _expect_points(_: Composer, node: ast.ExpectPoints) -> Doc:
    on = words("on", node.on) if node.on else ""
    return words("expect points", node.event, node.points, "of", node.currency, on)


# ---- all of them ---------------------------------------------------------------------------------

_WRITERS: Final[Mapping[type[ast.Node], Callable[[Composer, Any], Doc]]] = {
    ast.Doc: lambda _, node: word(node),
    ast.At: lambda _, node: words("at", node.time),
    ast.InStore: lambda _, node: words("store", node.id),
    ast.OnChannel: lambda _, node: words("channel", node.id),
    ast.WithCustomer: lambda c, node: seq("customer ", _attributes(c, node.attributes, node.span.end)),
    ast.Balance: lambda _, node: _balance(node),
    ast.UsedRule: lambda _, node: words("used rule", node.rule, amount_and_scope(node.used)),
    ast.UsedCoupon: lambda _, node: words("used coupon", node.code, node.times, "times"),
    ast.UsedBudget: _used_budget,
    ast.SoldReceipt: _sold_receipt,
    ast.SoldLine: _sold_line,
    ast.WithCoupon: lambda _, node: words("coupon", node.code),
    ast.WithCard: lambda _, node: words("card", node.number),
    ast.Pay: lambda _, node: words("pay", node.tender, node.number, node.amount),
    ast.Redeem: lambda _, node: words("redeem", points(node.points), "of", node.currency),
    ast.ReturnReceipt: _return_receipt,
    ast.Void: lambda _, __: "void",
    ast.ExpectMoney: lambda _, node: words("expect", node.what, node.amount),
    ast.ExpectLine: lambda _, node: words("expect line", node.line, node.what, node.amount),
    ast.ExpectUnits: _units,
    ast.ExpectApplied: _applied,
    ast.ExpectGives: lambda _, node: words("expect rule", node.rule, "gives", node.amount),
    ast.ExpectSkipped: lambda _, node: words(
        "expect rule", node.rule, "skipped because", node.reason, node.state
    ),
    ast.ExpectPoints: _expect_points,
    ast.ExpectGift: lambda _, node: words("expect gift", node.sku, node.times, "times"),
    ast.ExpectBalance: lambda _, node: f"expect {_balance(node.balance)}",
    ast.ExpectPrinted: lambda _, node: words("expect printed", node.text),
    ast.ExpectTold: lambda _, node: words("expect told", node.whom, node.text),
    ast.ExpectIssued: lambda _, node: words("expect issued coupon", node.coupon),
}
