"""A rule and its clauses, one node type a clause.

In: nothing. Out: the node types of a rule. A `Rule` keeps its clauses as a tuple in the order of
the text; "one" and "any" of the clause table are the binder's business, not the parser's.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal as OneOf

from receipt_rules.language.ast.expression import Expr, Selector
from receipt_rules.language.ast.node import (
    Date,
    DateTime,
    Doc,
    Duration,
    Integer,
    Measure,
    Money,
    Name,
    Node,
    Percent,
    Text,
    Time,
)

Period = OneOf["day", "week", "month", "quarter", "year"]
RoundMode = OneOf["half_up", "half_down", "half_even", "down", "up"]


# ---- who and when ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Everyone(Node):
    """`everyone`."""


@dataclass(frozen=True, slots=True)
class Members(Node):
    """`members`, `members of club`."""

    program: Name | None = None


@dataclass(frozen=True, slots=True)
class InAudience(Node):
    """`segment vip`."""

    segment: Name


@dataclass(frozen=True, slots=True)
class CustomersWhere(Node):
    """`customers where ...`."""

    condition: Expr


Audience = Everyone | Members | InAudience | CustomersWhere


@dataclass(frozen=True, slots=True)
class For(Node):
    """`for a, b`: any of them."""

    audiences: tuple[Audience, ...]


@dataclass(frozen=True, slots=True)
class Needs(Node):
    """`needs card c`, `needs coupon k`."""

    what: OneOf["card", "coupon"]
    source: Name


@dataclass(frozen=True, slots=True)
class Valid(Node):
    """`valid A..B`, `valid from A`, `valid until B`: dates (inclusive) or datetimes (half-open)."""

    start: Date | DateTime | None
    end: Date | DateTime | None


@dataclass(frozen=True, slots=True)
class Window(Node):
    """`fri 22:00..02:00`, `weekdays`, `2026-03-07..2026-03-08`, `20:00..24:00`.

    `days` is the word as written (`mon..fri`, `weekend`), `first`/`last` a date or a range of dates
    (`last` None: one day); at most one of the two forms. `start`/`end` are both given or both None.
    """

    days: str | None = None
    first: Date | None = None
    last: Date | None = None
    start: Time | None = None
    end: Time | None = None


@dataclass(frozen=True, slots=True)
class During(Node):
    """`during w, w`: any of them."""

    windows: tuple[Window, ...]


@dataclass(frozen=True, slots=True)
class When(Node):
    """`when condition`."""

    condition: Expr


@dataclass(frozen=True, slots=True)
class Unless(Node):
    """`unless condition`."""

    condition: Expr


# ---- what --------------------------------------------------------------------------------------


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


# ---- fences ------------------------------------------------------------------------------------


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
