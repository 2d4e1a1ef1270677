"""The words of a ruleset: order of groups, facts of the host, constants, item sets, audiences.

In: nothing. Out: their node types.
"""

from __future__ import annotations

from dataclasses import dataclass

from receipt_rules.language.ast.expression import Expr, Selector, SetRef
from receipt_rules.language.ast.node import Integer, Name, Node, Period, Text


@dataclass(frozen=True, slots=True)
class Sequence(Node):
    """`sequence a, b, c`."""

    groups: tuple[Name, ...]


@dataclass(frozen=True, slots=True)
class TypeName(Node):
    """`money`, `one of "a", "b"` (name `one of`, with choices), `list of text`."""

    name: str
    choices: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class SchemaField(Node):
    """`customer.spent_90d: money optional`."""

    path: Name
    type: TypeName
    optional: bool


@dataclass(frozen=True, slots=True)
class Schema(Node):
    """`schema { ... }`."""

    fields: tuple[SchemaField, ...]


@dataclass(frozen=True, slots=True)
class Let(Node):
    """`let name = expr`."""

    name: Name
    value: Expr


# ---- item sets, audiences -----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Csv(Node):
    """`csv "f.csv" column "sku"`; without a column, the first one."""

    path: Text
    column: Text | None


@dataclass(frozen=True, slots=True)
class AssignedToCustomer(Node):
    """`assigned to customer`."""


@dataclass(frozen=True, slots=True)
class ChosenByCustomer(Node):
    """`chosen by customer up to 5 from a, b every month`."""

    up_to: Integer
    pool: tuple[SetRef, ...]
    every: Period | None


@dataclass(frozen=True, slots=True)
class Items(Node):
    """`items NAME ["title"] = source`."""

    name: Name
    title: Text | None
    source: Csv | Selector | AssignedToCustomer | ChosenByCustomer


@dataclass(frozen=True, slots=True)
class AssignedByHost(Node):
    """`assigned by host`."""


@dataclass(frozen=True, slots=True)
class SegmentWhere(Node):
    """`where condition`."""

    condition: Expr


@dataclass(frozen=True, slots=True)
class Segment(Node):
    """`segment NAME ["title"] = source`."""

    name: Name
    title: Text | None
    source: Csv | AssignedByHost | SegmentWhere
