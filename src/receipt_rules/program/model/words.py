"""What is printed, told and shown, and how a locale writes amounts and dates.

In: made by `program.bind`. Out: read by compiler and reference interpreter. Invariants: values are immutable;
a text is taken apart, so that nobody looks for braces in it again; a `Wording` is data only, so that whoever
prints a text needs no locale database.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from receipt_rules.diagnostics import Span
from receipt_rules.program.expression import Compare, Expr

WordsKind = Literal["print", "tell", "nudge", "otherwise"]
WordsPlace = Literal["header", "line", "footer", "slip", "cashier", "customer"]
PlaceholderName = Literal["missing", "rule.discount", "receipt.discount", "points.earned"]


@dataclass(frozen=True, slots=True)
class Placeholder:
    """`{missing}`, `{rule.discount}`: what is known only when the receipt is done."""

    name: PlaceholderName


Part = str | Placeholder | Expr
"""A piece of a text: as it is written, a placeholder, or a fact or constant whose value stands there."""


@dataclass(frozen=True, slots=True)
class Words:
    """One clause of a rule. `within` with `nudge` only: how far away it reaches, a constant in the type of
    what is missing."""

    kind: WordsKind
    place: WordsPlace
    parts: tuple[Part, ...]
    within: Expr | None = None
    span: Span | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Goal:
    """A condition that more items, or more money, can meet: `reached` grows with the receipt, `needed` does
    not. `beyond`: it must be more than needed. The type of both is that of `condition.left`."""

    condition: Compare
    reached: Expr
    needed: Expr
    beyond: bool


@dataclass(frozen=True, slots=True)
class Wording:
    """How one locale writes values, in the currency of the ruleset.

    `group` stands between groups of digits: the last has `sizes[0]`, the others `sizes[1]`. `money` and
    `percent`: what stands before and after a number, and before and after one below zero, which is written
    without its sign. `date`: fields d, dd, M, MM, month, y, yy, and literal text behind an apostrophe.
    `months`: names, if `date` has them. `units`: before and after a quantity in kg, l and m.
    """

    decimal: str
    group: str
    sizes: tuple[int, int]
    minus: str
    money: tuple[str, str, str, str]
    percent: tuple[str, str, str, str]
    date: tuple[str, ...]
    months: tuple[str, ...]
    units: tuple[tuple[str, str], tuple[str, str], tuple[str, str]]
