"""Bound expressions and selections: every name resolved, every type known, constants folded.

In: nothing. Out: the node types that compiler and reference interpreter read. Invariants: an
expression is total (a division is by a non-zero constant, an optional fact stands only inside
`OrElse`, `Known`, or behind a guard that proved it known), so evaluation can fail only where the
host left out a fact that it promised.

Values at run time: money is an exact number of minor units (int or Fraction), percent and number a
Fraction, int an int, quantity an int of millionths of kg, l or m, text a str, bool a bool, date a
`datetime.date`, datetime a naive wall-clock `datetime`, time minutes after midnight, texts a tuple.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal

from receipt_rules.diagnostics import Span
from receipt_rules.program.types import Type

Constant = int | Fraction | str | bool | dt.date | dt.datetime | tuple[str, ...]


# ---- which lines -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class AllItems:
    """Every goods or service line."""


@dataclass(frozen=True, slots=True)
class Sku:
    """The lines with this SKU."""

    sku: str


@dataclass(frozen=True, slots=True)
class Category:
    """The lines with this category at any depth of their path."""

    value: str


@dataclass(frozen=True, slots=True)
class Brand:
    """The lines of this brand."""

    value: str


@dataclass(frozen=True, slots=True)
class Tag:
    """The lines with this tag."""

    value: str


@dataclass(frozen=True, slots=True)
class Members:
    """The lines of a declared item set; `items` is its id (`dairy`, `c.dairy`: see `ItemSet.id`)."""

    items: str


@dataclass(frozen=True, slots=True)
class Discounted:
    """Units that an earlier group gave money (not evaluated yet)."""

    span: Span = field(compare=False, repr=False)


Atom = AllItems | Sku | Category | Brand | Tag | Members | Discounted


@dataclass(frozen=True, slots=True)
class Selection:
    """Lines that match one of `any_of`, none of `none_of`, and `where` (over `item.*`)."""

    any_of: tuple[Atom, ...]
    none_of: tuple[Atom, ...] = ()
    where: Expr | None = None


# ---- expressions -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Typed:
    """What every bound expression has: its place and its type."""

    span: Span = field(compare=False, repr=False)
    type: Type


@dataclass(frozen=True, slots=True)
class Const(Typed):
    """A value known at compile time."""

    value: Constant


@dataclass(frozen=True, slots=True)
class Fact(Typed):
    """`receipt.total`, `item.price`, `customer.level`, `store.id`, `today`, or a schema field."""

    path: str
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Aggregate(Typed):
    """`amount`, `quantity`, ... over lines, at the prices of entry to the rule's group.

    `over` None: the rule's own items; `"this-item"`: all lines with the SKU of the line at hand.
    `quantity` counts units when its type is int, and sums millionths of `type.dimension` of the
    weighed lines in that dimension when its type is a quantity.
    """

    function: Literal["amount", "quantity", "distinct", "lowest", "highest"]
    over: Selection | Literal["this-item"] | None


@dataclass(frozen=True, slots=True)
class Arithmetic(Typed):
    """`left op right`, type-checked; the right side of `/` is a non-zero Const."""

    op: Literal["+", "-", "*", "/"]
    left: Expr
    right: Expr


@dataclass(frozen=True, slots=True)
class Negate(Typed):
    """`-x`."""

    operand: Expr


@dataclass(frozen=True, slots=True)
class PercentOf(Typed):
    """Percent of money (or of a quantity, number): exact, not rounded."""

    percent: Expr
    of: Expr


@dataclass(frozen=True, slots=True)
class OrElse(Typed):
    """`fact default x`."""

    fact: Fact
    fallback: Expr


@dataclass(frozen=True, slots=True)
class Known(Typed):
    """`fact is known`."""

    fact: Fact


@dataclass(frozen=True, slots=True)
class Compare(Typed):
    """Two values of one type (numbers and ints compare with each other)."""

    op: Literal["=", "!=", "<", "<=", ">", ">="]
    left: Expr
    right: Expr


@dataclass(frozen=True, slots=True)
class Logic(Typed):
    """`and`, `or`; evaluated from the left, stopping as soon as the answer is known."""

    op: Literal["and", "or"]
    left: Expr
    right: Expr


@dataclass(frozen=True, slots=True)
class Not(Typed):
    """`not x`."""

    operand: Expr


@dataclass(frozen=True, slots=True)
class Matches(Typed):
    """The whole text matches the regular expression (linear: checked by the binder)."""

    operand: Expr
    pattern: str


@dataclass(frozen=True, slots=True)
class InFact(Typed):
    """A text is one of a list fact."""

    operand: Expr
    texts: Expr


@dataclass(frozen=True, slots=True)
class InRange(Typed):
    """`low <= x <= high`."""

    operand: Expr
    low: Expr
    high: Expr


@dataclass(frozen=True, slots=True)
class InList(Typed):
    """x is one of these constants."""

    operand: Expr
    values: tuple[Const, ...]


@dataclass(frozen=True, slots=True)
class InItems(Typed):
    """`item.sku in items tea`: the line at hand is in the item set."""

    items: str


@dataclass(frozen=True, slots=True)
class InSegment(Typed):
    """The customer of the receipt is in the segment."""

    segment: str


@dataclass(frozen=True, slots=True)
class IfElse(Typed):
    """`if c then a else b`: both of one type."""

    condition: Expr
    then: Expr
    otherwise: Expr


@dataclass(frozen=True, slots=True)
class Near(Typed):
    """`near(date, n days)`: the yearly return of the date is at most n days from today's business day."""

    date: Expr
    days: int


@dataclass(frozen=True, slots=True)
class TierValue(Typed):
    """The value that a tier table gives (not evaluated yet)."""

    tiers: str


@dataclass(frozen=True, slots=True)
class TableValue(Typed):
    """An output of a decision table (not evaluated yet)."""

    table: str
    output: str


@dataclass(frozen=True, slots=True)
class PayingWith(Typed):
    """`paying_with("tender")` (not evaluated yet)."""

    tender: str


Expr = (
    Const | Fact | Aggregate | Arithmetic | Negate | PercentOf | OrElse | Known | Compare | Logic | Not
    | Matches | InFact | InRange | InList | InItems | InSegment | IfElse | Near | TierValue | TableValue
    | PayingWith
)  # fmt: skip

__all__ = [
    "Aggregate", "AllItems", "Arithmetic", "Atom", "Brand", "Category", "Compare", "Const",
    "Constant", "Discounted", "Expr", "Fact", "IfElse", "InFact", "InItems", "InList", "InRange",
    "InSegment", "Known", "Logic", "Matches", "Members", "Near", "Negate", "Not", "OrElse", "PayingWith",
    "PercentOf", "Selection", "Sku", "TableValue", "Tag", "TierValue", "Typed",
]  # fmt: skip
