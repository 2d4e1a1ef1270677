"""`test` blocks: examples that must hold.

In: nothing. Out: the node types of a test. Statements keep the order of the text: several receipts
in one test carry their state forward, so the order matters.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal as OneOf

from receipt_rules.language.ast.expression import Value
from receipt_rules.language.ast.node import (
    Date,
    DateTime,
    Doc,
    Integer,
    Measure,
    Money,
    Name,
    Node,
    Period,
    Text,
    Word,
)
from receipt_rules.language.ast.rule import Limit, PointsAmount


@dataclass(frozen=True, slots=True)
class ListAttribute(Node):
    """`["a", "b"]`."""

    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Attribute(Node):
    """`key: value` in braces behind a line or a customer."""

    key: Name
    value: Value | Word | ListAttribute


@dataclass(frozen=True, slots=True)
class At(Node):
    """`at 2026-03-04T12:00`."""

    time: DateTime


@dataclass(frozen=True, slots=True)
class InStore(Node):
    """`store "sofia"`."""

    id: Text


@dataclass(frozen=True, slots=True)
class OnChannel(Node):
    """`channel "app"`."""

    id: Text


@dataclass(frozen=True, slots=True)
class WithCustomer(Node):
    """`customer {id: "C1", programmes: ["club"]}`."""

    attributes: tuple[Attribute, ...]


@dataclass(frozen=True, slots=True)
class Balance(Node):
    """`balance bonus 500 points`, `balance gft "GC-1" 50 RUB`."""

    of: Name
    number: Text | None
    amount: Money | PointsAmount


@dataclass(frozen=True, slots=True)
class UsedRule(Node):
    """`used rule r 2 items per customer per month`: the limit's words say what was used."""

    rule: Name
    used: Limit


@dataclass(frozen=True, slots=True)
class UsedCoupon(Node):
    """`used coupon "X" 1 times`."""

    code: Text
    times: Integer


@dataclass(frozen=True, slots=True)
class UsedBudget(Node):
    """`used budget b 900 RUB [per PERIOD]`."""

    budget: Name
    amount: Money
    per: Period | None


@dataclass(frozen=True, slots=True)
class SoldLine(Node):
    """`6 x "sku" at 120 RUB {...}` (price per piece), `1.2 kg "sku" at 90 RUB` (per kg, l or m)."""

    count: Integer | Measure
    sku: Text
    price: Money
    attributes: tuple[Attribute, ...] = ()


@dataclass(frozen=True, slots=True)
class WithCoupon(Node):
    """`coupon "X"`."""

    code: Text


@dataclass(frozen=True, slots=True)
class WithCard(Node):
    """`card "77..."`."""

    number: Text


@dataclass(frozen=True, slots=True)
class Pay(Node):
    """`pay gft "GC-1" 20 RUB`."""

    tender: Name
    number: Text | None
    amount: Money | None


@dataclass(frozen=True, slots=True)
class Redeem(Node):
    """`redeem 300 points of bonus`."""

    points: Integer
    currency: Name


@dataclass(frozen=True, slots=True)
class SoldReceipt(Node):
    """`receipt { ... }`."""

    parts: tuple[SoldLine | WithCoupon | WithCard | Pay | Redeem, ...]


@dataclass(frozen=True, slots=True)
class ReturnedLine(Node):
    """`1 x "sku"`, `0.4 kg "sku"`."""

    count: Integer | Measure
    sku: Text


@dataclass(frozen=True, slots=True)
class ReturnReceipt(Node):
    """`return { ... }`."""

    lines: tuple[ReturnedLine, ...]


@dataclass(frozen=True, slots=True)
class Void(Node):
    """`void`."""


# ---- expectations ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ExpectMoney(Node):
    """`expect total | discount | due | refund | shortfall M`."""

    what: OneOf["total", "discount", "due", "refund", "shortfall"]
    amount: Money


@dataclass(frozen=True, slots=True)
class ExpectLine(Node):
    """`expect line n total | discount M`."""

    line: Integer
    what: OneOf["total", "discount"]
    amount: Money


@dataclass(frozen=True, slots=True)
class ExpectUnits(Node):
    """`expect line n units M, M`: the final amount of each unit."""

    line: Integer
    amounts: tuple[Money, ...]


@dataclass(frozen=True, slots=True)
class ExpectApplied(Node):
    """`expect rule r applied [n times]`."""

    rule: Name
    times: Integer | None


@dataclass(frozen=True, slots=True)
class ExpectGives(Node):
    """`expect rule r gives M`."""

    rule: Name
    amount: Money


@dataclass(frozen=True, slots=True)
class ExpectSkipped(Node):
    """`expect rule r skipped because REASON`; `state` with the reason `coupon`, where written."""

    rule: Name
    reason: str
    state: str | None = None


@dataclass(frozen=True, slots=True)
class ExpectPoints(Node):
    """`expect points earned 7 of bonus on 2026-03-05`."""

    event: OneOf["earned", "redeemed", "allowed", "reversed", "returned"]
    points: Integer
    currency: Name
    on: Date | None


@dataclass(frozen=True, slots=True)
class ExpectGift(Node):
    """`expect gift "sku" n times`."""

    sku: Text
    times: Integer


@dataclass(frozen=True, slots=True)
class ExpectBalance(Node):
    """`expect balance ...`."""

    balance: Balance


@dataclass(frozen=True, slots=True)
class ExpectPrinted(Node):
    """`expect printed "text"`."""

    text: Text


@dataclass(frozen=True, slots=True)
class ExpectTold(Node):
    """`expect told cashier "text"`."""

    whom: OneOf["cashier", "customer"]
    text: Text


@dataclass(frozen=True, slots=True)
class ExpectIssued(Node):
    """`expect issued coupon k`."""

    coupon: Name


Expectation = (
    ExpectMoney | ExpectLine | ExpectUnits | ExpectApplied | ExpectGives | ExpectSkipped
    | ExpectPoints | ExpectGift | ExpectBalance | ExpectPrinted | ExpectTold | ExpectIssued
)  # fmt: skip
Statement = (
    Doc | At | InStore | OnChannel | WithCustomer | Balance | UsedRule | UsedCoupon | UsedBudget
    | SoldReceipt | ReturnReceipt | Void | Expectation
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Test(Node):
    """`test "title" { statements }`."""

    title: Text
    statements: tuple[Statement, ...]
