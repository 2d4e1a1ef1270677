"""How rules meet: groups, budgets, tables of rates, protection.

In: nothing. Out: their node types.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal as OneOf

from receipt_rules.language.ast.expression import Expr, Ref, Selector, Value
from receipt_rules.language.ast.node import Integer, Money, Name, Node, Percent, Period, Text


@dataclass(frozen=True, slots=True)
class Excludes(Node):
    """`excludes a, b`."""

    groups: tuple[Name, ...]


@dataclass(frozen=True, slots=True)
class PartOf(Node):
    """`part of g`."""

    group: Name


@dataclass(frozen=True, slots=True)
class AtMostRules(Node):
    """`at most n rules`."""

    count: Integer


@dataclass(frozen=True, slots=True)
class Cap(Node):
    """`cap 30%`, `cap 500 RUB`."""

    value: Percent | Name | Money


@dataclass(frozen=True, slots=True)
class Group(Node):
    """`group NAME ["title"] MODE per SCOPE ...`."""

    name: Name
    title: Text | None
    mode: OneOf["exclusive", "best", "stack", "compound"]
    scope: OneOf["item", "receipt"]
    parts: tuple[Excludes | PartOf | AtMostRules | Cap, ...]


@dataclass(frozen=True, slots=True)
class Budget(Node):
    """`budget NAME ["title"] MONEY [per PERIOD]`."""

    name: Name
    title: Text | None
    amount: Money
    per: Period | None


@dataclass(frozen=True, slots=True)
class Tier(Node):
    """`from 1_000 RUB: 3%`."""

    start: Value | Ref
    value: Value | Ref


@dataclass(frozen=True, slots=True)
class Tiers(Node):
    """`tiers NAME ["title"] by EXPR [whole|slices] { from A: B ... }`."""

    name: Name
    title: Text | None
    by: Expr
    mode: OneOf["whole", "slices"] | None
    tiers: tuple[Tier, ...]


@dataclass(frozen=True, slots=True)
class CellAny(Node):
    """`any`."""


@dataclass(frozen=True, slots=True)
class CellCompare(Node):
    """`>= 5`, `not "x"` (op `not`), or a bare value (op `=`)."""

    op: OneOf["=", "!=", "<", "<=", ">", ">=", "not"]
    value: Value | Ref


@dataclass(frozen=True, slots=True)
class CellRange(Node):
    """`1..5`."""

    low: Value | Ref
    high: Value | Ref


CellTest = CellCompare | CellRange


@dataclass(frozen=True, slots=True)
class Cell(Node):
    """A cell of a decision table: `any`, or tests of which one must hold."""

    tests: tuple[CellTest, ...] | CellAny


@dataclass(frozen=True, slots=True)
class TableRow(Node):
    """One row: cells for the inputs, values for the outputs."""

    cells: tuple[Cell, ...]
    outputs: tuple[Value | Ref, ...]


@dataclass(frozen=True, slots=True)
class Table(Node):
    """`table NAME ["title"] HIT { | input | => output | ... }`."""

    name: Name
    title: Text | None
    hit: OneOf["unique", "first", "max", "min"]
    inputs: tuple[Expr, ...]
    outputs: tuple[Name, ...]
    rows: tuple[TableRow, ...]


@dataclass(frozen=True, slots=True)
class Protect(Node):
    """`protect SELECTOR never discounted | price at least E | discount at most E`,
    `protect receipt discount at most E` (selector None)."""

    selector: Selector | None
    what: OneOf["never", "price", "discount"]
    value: Expr | None = None
