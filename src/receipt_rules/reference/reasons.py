"""Why a rule does not apply.

In: nothing. Out: `Reason`. Invariant: slugs are of the closed list; numbers are named as the list names them.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from receipt_rules.outcome.reasons import ReasonSlug
from receipt_rules.outcome.record import CouponState

Numbers = dict[str, int | str]


class Reason(NamedTuple):
    """`state` tells coupons apart."""

    slug: ReasonSlug
    numbers: Numbers = {}  # noqa: RUF012 - never changed
    state: CouponState | None = None


DRAFT: Final = Reason("draft")
NO_ITEMS: Final = Reason("no-items")

MET: Final[tuple[ReasonSlug, ...]] = ("excluded", "lost", "claimed", "protected", "already-lower", "zero")
""" "One about units or sets holds when at least one of the rule's met it": these, in the order of the
list."""
