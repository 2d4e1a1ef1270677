"""Expressions and selectors: the words for "which lines" and "if what".

In: nothing. Out: the node types of expressions and selectors, and the unions that name them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal as OneOf

from receipt_rules.language.ast.node import (
    Bool,
    Date,
    DateTime,
    Duration,
    Integer,
    Measure,
    Money,
    Name,
    Node,
    Number,
    Percent,
    Regex,
    Text,
    Time,
)

Value = Money | Percent | Number | Integer | Text | Date | DateTime | Time | Duration | Measure | Bool


# ---- which lines -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SetName(Node):
    """A declared item set: `dairy`, `c.dairy`."""

    name: Name


@dataclass(frozen=True, slots=True)
class SetSku(Node):
    """One SKU: `"4600000000017"`."""

    sku: Text


@dataclass(frozen=True, slots=True)
class SetCategory(Node):
    """`category "Tea"`: every line with this category at any depth of its path."""

    value: Text


@dataclass(frozen=True, slots=True)
class SetBrand(Node):
    """`brand "Lindt"`."""

    value: Text


@dataclass(frozen=True, slots=True)
class SetTag(Node):
    """`tag "leaflet"`."""

    value: Text


@dataclass(frozen=True, slots=True)
class SetDiscounted(Node):
    """`discounted`: units that an earlier group gave money."""


SetRef = SetName | SetSku | SetCategory | SetBrand | SetTag | SetDiscounted


@dataclass(frozen=True, slots=True)
class Selector(Node):
    """`all items except a, b where item.price > 5 RUB`; `refs` is empty when `all_items`."""

    all_items: bool
    refs: tuple[SetRef, ...]
    excepts: tuple[SetRef, ...] = ()
    where: Expr | None = None


# ---- expressions -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Ref(Node):
    """A bare name in an expression: a fact, a constant, a tier table or a decision table."""

    name: Name


@dataclass(frozen=True, slots=True)
class OverThisItem(Node):
    """`of this item`: all units of the same SKU."""


@dataclass(frozen=True, slots=True)
class Aggregate(Node):
    """`amount`, `quantity of items a`, `lowest of all items`, `distinct of (items a, b except c)`.

    `over` is None for the bare form: over the rule's own items.
    """

    function: OneOf["amount", "quantity", "distinct", "lowest", "highest"]
    over: Selector | OverThisItem | None = None


@dataclass(frozen=True, slots=True)
class Call(Node):
    """`near(customer.birthday, 3 days)`."""

    function: Name
    args: tuple[Expr, ...]


@dataclass(frozen=True, slots=True)
class Arithmetic(Node):
    """`left op right`."""

    op: OneOf["+", "-", "*", "/"]
    left: Expr
    right: Expr


@dataclass(frozen=True, slots=True)
class Negate(Node):
    """`-x`."""

    operand: Expr


@dataclass(frozen=True, slots=True)
class PercentOf(Node):
    """`30% of receipt.total`, `max_off of receipt.total`."""

    percent: Percent | Ref
    of: Expr


@dataclass(frozen=True, slots=True)
class Default(Node):
    """`customer.level default "none"`."""

    operand: Expr
    fallback: Expr


@dataclass(frozen=True, slots=True)
class Compare(Node):
    """`left op right`."""

    op: OneOf["=", "!=", "<", "<=", ">", ">="]
    left: Expr
    right: Expr


@dataclass(frozen=True, slots=True)
class Logic(Node):
    """`left and right`, `left or right`."""

    op: OneOf["and", "or"]
    left: Expr
    right: Expr


@dataclass(frozen=True, slots=True)
class Not(Node):
    """`not x`."""

    operand: Expr


@dataclass(frozen=True, slots=True)
class IsKnown(Node):
    """`x is known`."""

    operand: Expr


@dataclass(frozen=True, slots=True)
class Matches(Node):
    """`x matches /re/`."""

    operand: Expr
    regex: Regex


@dataclass(frozen=True, slots=True)
class InFact(Node):
    """`"vip" in customer.tags`: membership in a list fact."""

    operand: Expr
    fact: Expr


@dataclass(frozen=True, slots=True)
class InRange(Node):
    """`x in low..high`, both ends included."""

    operand: Expr
    low: Expr
    high: Expr


@dataclass(frozen=True, slots=True)
class InList(Node):
    """`x in {"a", "b"}`."""

    operand: Expr
    values: tuple[Value | Ref, ...]


@dataclass(frozen=True, slots=True)
class InItems(Node):
    """`item.sku in items tea`."""

    operand: Expr
    items: Name


@dataclass(frozen=True, slots=True)
class InSegment(Node):
    """`x in segment s`."""

    operand: Expr
    segment: Name


@dataclass(frozen=True, slots=True)
class IfElse(Node):
    """`if c then a else b`."""

    condition: Expr
    then: Expr
    otherwise: Expr


Expr = (
    Value
    | Ref
    | Aggregate
    | Call
    | Arithmetic
    | Negate
    | PercentOf
    | Default
    | Compare
    | Logic
    | Not
    | IsKnown
    | Matches
    | InFact
    | InRange
    | InList
    | InItems
    | InSegment
    | IfElse
)
