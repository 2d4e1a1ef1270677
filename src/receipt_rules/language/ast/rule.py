"""A rule, and the clauses that fence it in or make it speak.

In: nothing. Out: the node types of a rule. A `Rule` keeps its clauses as a tuple in the order of
the text; "one" and "any" of the clause table are the binder's business, not the parser's.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal as OneOf

from receipt_rules.language.ast.benefit import (
    Accept,
    Buy,
    Counting,
    DifferentItems,
    Earn,
    Favour,
    GiveGift,
    GiveOff,
    GivePrice,
    GiveTotal,
    Issue,
    On,
    SameItem,
    Shared,
    Take,
)
from receipt_rules.language.ast.eligibility import During, For, Needs, Unless, Valid, When
from receipt_rules.language.ast.expression import Expr
from receipt_rules.language.ast.node import Doc, Duration, Integer, Money, Name, Node, Period, RoundMode, Text


@dataclass(frozen=True, slots=True)
class InGroup(Node):
    """`group g`."""

    group: Name


@dataclass(frozen=True, slots=True)
class Priority(Node):
    """`priority n`, 1 first."""

    value: Integer


@dataclass(frozen=True, slots=True)
class Alone(Node):
    """`alone`, `alone first`."""

    first: bool = False


@dataclass(frozen=True, slots=True)
class PointsAmount(Node):
    """`300 points`."""

    count: Integer


@dataclass(frozen=True, slots=True)
class Limit(Node):
    """`limit 2 sets per customer per day or nothing offline deny`, `limit 500 RUB in total`.

    `unit` counts: times, sets or items (None when `amount` is money or points). `scopes` is empty
    for `in total`; several scopes make one key.
    """

    amount: Integer | Money | PointsAmount
    unit: OneOf["times", "sets", "items"] | None
    scopes: tuple[OneOf["receipt", "customer", "card", "coupon", "store", "register", "item"], ...]
    period: Period | None = None
    within: Duration | None = None
    or_nothing: bool = False
    offline: OneOf["allow", "deny"] | None = None


@dataclass(frozen=True, slots=True)
class Costs(Node):
    """`costs n points of currency`."""

    points: Integer
    currency: Name


@dataclass(frozen=True, slots=True)
class Draws(Node):
    """`draws on budget`."""

    budget: Name


@dataclass(frozen=True, slots=True)
class Floor(Node):
    """`floor E`: money per unit, below which this rule does not take a price."""

    value: Expr


@dataclass(frozen=True, slots=True)
class Round(Node):
    """`round price|discount MODE to 0.05 CHF`, `round price MODE to .99`.

    `step` for a multiple of money, `ending` (the digits behind the point, `"99"`) for an ending.
    """

    what: OneOf["price", "discount"]
    mode: RoundMode
    step: Money | None = None
    ending: str | None = None


@dataclass(frozen=True, slots=True)
class Spread(Node):
    """`spread`."""


@dataclass(frozen=True, slots=True)
class IncludingManual(Node):
    """`including manual prices`."""


# ---- words -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Print(Node):
    """`print [header|line|footer|slip] "text"`."""

    text: Text
    where: OneOf["header", "line", "footer", "slip"] | None = None


@dataclass(frozen=True, slots=True)
class Tell(Node):
    """`tell cashier "text"`."""

    whom: OneOf["cashier", "customer"]
    text: Text


@dataclass(frozen=True, slots=True)
class Nudge(Node):
    """`nudge customer "text" within E`."""

    whom: OneOf["cashier", "customer"]
    text: Text
    within: Expr


@dataclass(frozen=True, slots=True)
class Otherwise(Node):
    """`otherwise tell cashier "text"`."""

    whom: OneOf["cashier", "customer"]
    text: Text


Clause = (
    Doc | For | Needs | Valid | During | When | Unless
    | On | Take | Buy | SameItem | DifferentItems | Shared | Favour | Counting
    | GiveOff | GivePrice | GiveGift | GiveTotal | Earn | Accept | Issue
    | InGroup | Priority | Alone | Limit | Costs | Draws | Floor | Round | Spread | IncludingManual
    | Print | Tell | Nudge | Otherwise
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Rule(Node):
    """`[draft] rule ID [was OLD, OLD] ["title"] { clauses }`."""

    name: Name
    draft: bool
    was: tuple[Name, ...]
    title: Text | None
    clauses: tuple[Clause, ...]
