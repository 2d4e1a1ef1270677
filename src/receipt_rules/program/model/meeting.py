"""How rules meet, and the tables that their values come from.

In: made by `program.bind`. Out: groups, tiers, decision tables. Invariants: no group is part of itself or
excludes what runs before it; borders rise.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal

from receipt_rules.diagnostics import Span
from receipt_rules.program.expression import Constant, Expr


@dataclass(frozen=True, slots=True)
class Group:
    """`group x MODE per SCOPE ...`: how its rules combine.

    `excludes`: the groups that give nothing to a unit (per receipt: to a receipt) which got money from this
    one. `part_of`: the group whose candidate its whole result is. `cap_share` or `cap_minor`: the most it
    gives, to a unit or to the receipt. `most_rules`: how many rules may give, None for any number.
    """

    id: str
    title: str
    mode: Literal["exclusive", "best", "stack", "compound"]
    scope: Literal["item", "receipt"]
    span: Span = field(compare=False, repr=False)
    excludes: tuple[str, ...] = ()
    part_of: str | None = None
    cap_share: Fraction | None = None
    cap_minor: int | None = None
    most_rules: int | None = None


@dataclass(frozen=True, slots=True)
class Tiers:
    """`tiers x by E whole|slices { from A: B ... }`: `borders` rise, one for each of `values`.

    `whole`: the value of the last border that `by` reaches, zero below the first. `slices`: what lies between
    two borders earns the rate of the lower one; `by` is an `amount` or a `quantity` over the rule's own
    items, or `of this item`.
    """

    id: str
    title: str
    by: Expr
    mode: Literal["whole", "slices"]
    borders: tuple[Constant, ...]
    values: tuple[Constant, ...]
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class CellTest:
    """`op value`; or `value .. high`, both included, with op `in`."""

    op: Literal["=", "!=", "<", "<=", ">", ">=", "in"]
    value: Constant
    high: Constant | None = None


@dataclass(frozen=True, slots=True)
class TableRow:
    """A cell for each input, None where it fits everything, else tests of which one must hold; a value for
    each output."""

    cells: tuple[tuple[CellTest, ...] | None, ...]
    values: tuple[Constant, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """`table x HIT { | input | => output | ... }`.

    `unique` and `first`: the first row that fits; `max` and `min`: of the rows that fit the largest or the
    smallest value of the output asked for. No row: zero.
    """

    id: str
    title: str
    hit: Literal["unique", "first", "max", "min"]
    inputs: tuple[Expr, ...]
    outputs: tuple[str, ...]
    rows: tuple[TableRow, ...]
    span: Span = field(compare=False, repr=False)
