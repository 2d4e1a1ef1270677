"""A ruleset as parts that can change places: its header, declarations, and the clauses of each.

In: texts. Out: `Declaration`, `Ruleset`, and the declarations that every ruleset has. Invariant: the order of
declarations, and of the clauses of one, means nothing.
"""

from __future__ import annotations

from typing import NamedTuple


class Declaration(NamedTuple):
    """A block of a file: what stands before the brace, and clauses, which may stand in any order.

    A block whose rows have an order, such as tiers, is all head.
    """

    head: str
    clauses: tuple[str, ...] = ()

    def text(self) -> str:
        """As it stands in a file."""
        if not self.clauses:
            return self.head
        return f"{self.head} {{\n  " + "\n  ".join(self.clauses) + "\n}"


class Ruleset(NamedTuple):
    """A file: its header, and declarations, which may stand in any order."""

    header: str
    declarations: tuple[Declaration, ...]

    def text(self) -> str:
        """The whole file."""
        return "\n".join([self.header, *(each.text() for each in self.declarations)]) + "\n"


FIXED = (
    Declaration("program club", ("kind discount", "status active")),
    Declaration("program old_club", ("kind discount", "status deleted")),
    Declaration("segment vip = assigned by host"),
    Declaration('segment gold = where customer.level default "" = "gold"'),
    Declaration('items tea = category "Tea"'),
    Declaration("coupons hello", ('code "HELLO"',)),
    Declaration("coupons march", ('code "MARCH", "TWO-A"', "valid 2026-03-01..2026-03-31")),
    Declaration("coupons winter", ('code "WINTER"', "valid until 2026-02-28")),
    Declaration("coupons april", ('code "TWO-A", "SPRING"', "valid 2026-04-01..2026-04-30")),
    Declaration("cards staff", ('number "STAFF"', "number matches /88[0-9]+/")),
)
"""Whom and what rules may name; those that no rule names do no harm."""

WHO = (
    "for everyone", "for members", "for members of club", "for members of old_club", "for segment vip",
    "for segment gold", "for members, segment vip", "for customers where customer.birthday is known",
    "for customers where customer.level is known",
)  # fmt: skip
WHEN = (
    "during fri", "during 08:00..18:00", "during 2026-03-01..2026-03-04", "during fri 22:00..04:00",
    "during weekend", "during 2026-03-06",
)  # fmt: skip
TERM = (
    "valid 2026-03-01..2026-03-31", "valid until 2026-03-04", "valid from 2026-03-06",
    "valid until 2026-03-06", "valid from 2026-03-07",
)  # fmt: skip
NEEDS = (
    "needs coupon hello",
    "needs coupon march",
    "needs coupon april",
    "needs coupon winter",
    "needs card staff",
)
