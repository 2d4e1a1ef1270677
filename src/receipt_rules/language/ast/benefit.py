"""What a rule is about and what it gives: its items, its sets, its reward.

In: nothing. Out: their node types.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal as OneOf

from receipt_rules.language.ast.expression import Expr, Selector
from receipt_rules.language.ast.node import (
    Duration,
    Integer,
    Measure,
    Money,
    Name,
    Node,
    Percent,
    RoundMode,
    Text,
)


@dataclass(frozen=True, slots=True)
class On(Node):
    """`on SELECTOR`."""

    selector: Selector


@dataclass(frozen=True, slots=True)
class Slot(Node):
    """`1 of items a as label`, `2 kg of items b`."""

    count: Integer | Measure
    selector: Selector
    label: Name | None = None


@dataclass(frozen=True, slots=True)
class Take(Node):
    """`take n of S`, `take { slots }`."""

    slots: tuple[Slot, ...]
    block: bool = False


@dataclass(frozen=True, slots=True)
class Buy(Node):
    """`buy n of S get m [of T] free | at P off | for M`."""

    count: Integer
    selector: Selector
    get: Integer
    get_of: Selector | None
    reward: OneOf["free", "off", "price"]
    value: Expr | None = None


@dataclass(frozen=True, slots=True)
class SameItem(Node):
    """`same item`."""


@dataclass(frozen=True, slots=True)
class DifferentItems(Node):
    """`different items`."""


@dataclass(frozen=True, slots=True)
class Shared(Node):
    """`shared`."""


@dataclass(frozen=True, slots=True)
class Favour(Node):
    """`favour customer | store`."""

    whom: OneOf["customer", "store"]


@dataclass(frozen=True, slots=True)
class Counting(Node):
    """`counting this receipt | earlier receipts [one each] | all receipts, within D`."""

    what: OneOf["this", "earlier", "all"]
    one_each: bool = False
    within: Duration | None = None


# ---- rewards -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ForEach(Node):
    """`for each 5_000 RUB | 3 items | 2 kg`."""

    every: Money | Measure | Integer


@dataclass(frozen=True, slots=True)
class Target(Node):
    """What a `give X off` acts on: a word, an ordinal, `cheapest n`, a slot's label, or `receipt`.

    kind `ordinal` uses `n` (1-based); `cheapest`/`dearest` use `n`; `label` uses `label`;
    `receipt` may have `for_each`. A bare `give X off` has no Target at all.
    """

    kind: OneOf["each", "line", "once", "set", "receipt", "ordinal", "cheapest", "dearest", "label"]
    n: Integer | None = None
    label: Name | None = None
    for_each: ForEach | None = None


@dataclass(frozen=True, slots=True)
class GiveOff(Node):
    """`give E off [TARGET] [of regular price]`."""

    value: Expr
    target: Target | None = None
    of_regular: bool = False


@dataclass(frozen=True, slots=True)
class GivePrice(Node):
    """`give price E each | set`."""

    value: Expr
    target: OneOf["each", "set"]


@dataclass(frozen=True, slots=True)
class GiveGift(Node):
    """`give gift n of "sku" [for M]`."""

    count: Integer
    sku: Text
    price: Money | None = None


@dataclass(frozen=True, slots=True)
class GiveTotal(Node):
    """`give total rounded MODE to M`."""

    mode: RoundMode
    step: Money


@dataclass(frozen=True, slots=True)
class Earn(Node):
    """`earn n points per M | P as points | n points [each] | points times n` [`to currency`]."""

    form: OneOf["per", "share", "flat", "each", "times"]
    value: Expr
    per: Money | None = None
    to: Name | None = None


@dataclass(frozen=True, slots=True)
class Accept(Node):
    """`accept TENDER up to P% or M`."""

    tender: Name
    up_to: Percent | Name | Money


@dataclass(frozen=True, slots=True)
class Issue(Node):
    """`issue coupon k`."""

    coupon: Name
