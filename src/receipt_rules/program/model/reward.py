"""What a rule takes off prices and totals.

In: made by `program.bind`. Out: read by compiler and reference interpreter. Invariant: where a value is
known, it is a percent above 0 and at most 100, or money above zero (a price: not below it).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from receipt_rules.money import RoundMode
from receipt_rules.program.expression import Expr


@dataclass(frozen=True, slots=True)
class PercentOff:
    """`P off`, `P off cheapest n`, each perhaps `of regular price`."""

    share: Expr
    cheapest: int | None = None
    of_regular: bool = False


@dataclass(frozen=True, slots=True)
class MoneyOff:
    """`M off each | line | once`."""

    amount: Expr
    per: Literal["each", "line", "once"]


@dataclass(frozen=True, slots=True)
class PriceEach:
    """`price M each`."""

    price: Expr


@dataclass(frozen=True, slots=True)
class PercentOffReceipt:
    """`P off receipt`."""

    share: Expr


@dataclass(frozen=True, slots=True)
class Every:
    """`for each 5_000 RUB | 3 items | 2 kg`: `size` in minor units, units, or millionths of `of`."""

    size: int
    of: Literal["money", "items", "kg", "l", "m"]


@dataclass(frozen=True, slots=True)
class MoneyOffReceipt:
    """`M off receipt [for each X]`."""

    amount: Expr
    every: Every | None = None


@dataclass(frozen=True, slots=True)
class TotalRounded:
    """`total rounded MODE to M`: step in minor units."""

    mode: RoundMode
    step_minor: int


@dataclass(frozen=True, slots=True)
class SlicesOff:
    """`TIERS off` where the tiers work by slices: each piece, or each part of the money, at its own rate."""

    tiers: str


@dataclass(frozen=True, slots=True)
class SlicesOffReceipt:
    """`TIERS off receipt` where the tiers work by slices."""

    tiers: str


@dataclass(frozen=True, slots=True)
class SetOff:
    """`P|M off TARGET` on units of one set.

    `target`: the whole set; the units of slot `n` (from 0); the `n`-th unit (from 1, the dearest); the `n`
    cheapest or dearest. The type of `value` tells a percent of each unit from one amount for all of them.
    """

    value: Expr
    target: Literal["set", "slot", "nth", "cheapest", "dearest"]
    n: int = 0


@dataclass(frozen=True, slots=True)
class SetPrice:
    """`price M set`: what the units of the set cost together."""

    price: Expr


@dataclass(frozen=True, slots=True)
class GiftPrice:
    """`get m for M`: what each gift costs."""

    price: Expr


SetGive = SetOff | SetPrice | GiftPrice


@dataclass(frozen=True, slots=True)
class SetReward:
    """What every set of a rule gives; its slots stand in the rule.

    `buys`: the first slot pays and the second is the gift. `items`: whether the units of a set have one SKU,
    or no two the same. `shared`: payers stay open to sets of other rules. `spread`: one amount over the whole
    set.
    """

    gives: tuple[SetGive, ...]
    buys: bool = False
    items: Literal["any", "same", "different"] = "any"
    shared: bool = False
    favour_store: bool = False
    spread: bool = False


Reward = (
    PercentOff
    | MoneyOff
    | PriceEach
    | SlicesOff
    | PercentOffReceipt
    | MoneyOffReceipt
    | SlicesOffReceipt
    | TotalRounded
    | SetReward
)
