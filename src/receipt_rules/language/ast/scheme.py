"""Cards, coupons, points, stored value and programmes.

In: nothing. Out: their node types.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal as OneOf

from receipt_rules.language.ast.eligibility import Valid
from receipt_rules.language.ast.expression import Selector, Value
from receipt_rules.language.ast.node import (
    Date,
    Doc,
    Duration,
    Integer,
    Money,
    Name,
    Node,
    Number,
    Percent,
    Period,
    Regex,
    RoundMode,
    Text,
    Time,
    Word,
)
from receipt_rules.language.ast.vocabulary import Csv


@dataclass(frozen=True, slots=True)
class Generated(Node):
    """`generated "NB-????-####" count 5000`."""

    pattern: Text
    count: Integer | None


@dataclass(frozen=True, slots=True)
class Codes(Node):
    """`"A", "B"`: literal codes or numbers."""

    values: tuple[Text, ...]


CodeSource = Regex | Csv | Generated | Codes


@dataclass(frozen=True, slots=True)
class CodeFrom(Node):
    """`number SOURCE` of cards, `code SOURCE` of coupons."""

    source: CodeSource


@dataclass(frozen=True, slots=True)
class Use(Node):
    """`use once` (`times` is None), `use 3 times per customer`."""

    times: Integer | None
    per_customer: bool = False


@dataclass(frozen=True, slots=True)
class FreedByReturn(Node):
    """`freed by return`."""


@dataclass(frozen=True, slots=True)
class Cards(Node):
    """`cards NAME ["title"] { ... }`."""

    name: Name
    title: Text | None
    parts: tuple[Doc | Valid | CodeFrom, ...]


@dataclass(frozen=True, slots=True)
class Coupons(Node):
    """`coupons NAME ["title"] { ... }`."""

    name: Name
    title: Text | None
    parts: tuple[Doc | Valid | CodeFrom | Use | FreedByReturn, ...]


@dataclass(frozen=True, slots=True)
class Worth(Node):
    """`worth 100 points = 5.50 RUB`."""

    points: Integer | Number
    money: Money


@dataclass(frozen=True, slots=True)
class Available(Node):
    """`available at once | next day | after 14 days`."""

    when: OneOf["at once", "next day", "after"]
    after: Duration | None = None


@dataclass(frozen=True, slots=True)
class Expire(Node):
    """`expire never | 180 days after earning | at end of year | on 2026-12-31`."""

    when: OneOf["never", "after", "end", "on"]
    after: Duration | None = None
    period: Period | None = None
    on: Date | None = None


@dataclass(frozen=True, slots=True)
class PaysUpTo(Node):
    """`pays up to 30% [of SELECTOR]`."""

    rate: Percent | Name
    of: Selector | None


@dataclass(frozen=True, slots=True)
class AtLeast(Node):
    """`at least 10 points`."""

    points: Integer


@dataclass(frozen=True, slots=True)
class Steps(Node):
    """`steps of 10 points`."""

    points: Integer


@dataclass(frozen=True, slots=True)
class PaysAs(Node):
    """`as discount | tender`."""

    kind: OneOf["discount", "tender"]


@dataclass(frozen=True, slots=True)
class EarnOn(Node):
    """`earn on paid | discounted | full`."""

    base: OneOf["paid", "discounted", "full"]


@dataclass(frozen=True, slots=True)
class EarnRounding(Node):
    """`earn rounding down`."""

    mode: RoundMode


PointsPart = (
    Doc | Worth | Available | Expire | PaysUpTo | AtLeast | Steps | PaysAs | EarnOn | EarnRounding
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Points(Node):
    """`points NAME ["title"] { ... }`."""

    name: Name
    title: Text | None
    parts: tuple[PointsPart, ...]


@dataclass(frozen=True, slots=True)
class RatePer(Node):
    """`20 EUR per day`, `3 per week`, `1 per day from 06:00`."""

    amount: Money | Integer
    period: Period
    start: Time | None = None


@dataclass(frozen=True, slots=True)
class ListValue(Node):
    """`[a, b]`."""

    values: tuple[TenderValue, ...]


@dataclass(frozen=True, slots=True)
class MapValue(Node):
    """`{key: value}`."""

    pairs: tuple[Property, ...]


TenderValue = Value | Word | Regex | RatePer | ListValue | MapValue | Selector


@dataclass(frozen=True, slots=True)
class Property(Node):
    """`key: value`."""

    key: Name
    value: TenderValue


@dataclass(frozen=True, slots=True)
class Tender(Node):
    """`tender KIND NAME ["title"] { key: value ... }`."""

    kind: Name
    name: Name
    title: Text | None
    parts: tuple[Doc | Property, ...]


@dataclass(frozen=True, slots=True)
class ProgramPart(Node):
    """One line of a programme: status, kind, cards, points, or `print on every receipt`."""

    key: OneOf["status", "kind", "cards", "points", "print"]
    value: Word | Name | Text


@dataclass(frozen=True, slots=True)
class Programme(Node):
    """`program NAME ["title"] { ... }`."""

    name: Name
    title: Text | None
    parts: tuple[Doc | Valid | ProgramPart, ...]
