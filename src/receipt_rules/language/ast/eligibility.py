"""Who gets a rule, and when: the clauses that decide whether it acts at all.

In: nothing. Out: their node types.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal as OneOf

from receipt_rules.language.ast.expression import Expr
from receipt_rules.language.ast.node import Date, DateTime, Name, Node, Time


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
