"""The closed list of reasons why a rule did not apply, in the order in which they are looked for.

In: nothing. Out: `REASONS`, `ReasonSlug`, `COUPON_STATES` and `sentence`. Invariants: the first reason of
this order that holds is the verdict's; slugs are stable for ever. The number that a template calls `actual`
stands in a verdict as `actual`, or as `actual_minor` if it is money in minor units of the outcome's currency.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal, NamedTuple

ReasonSlug = Literal[
    "draft",
    "programme",
    "audience",
    "card",
    "coupon",
    "window",
    "tender-pending",
    "condition",
    "no-items",
    "incomplete-set",
    "limit",
    "excluded",
    "lost",
    "claimed",
    "protected",
    "already-lower",
    "zero",
    "points",
]


class Reason(NamedTuple):
    """One reason: a sentence without numbers, the same with numbers, and the names of these."""

    slug: ReasonSlug
    plain: str
    template: str
    numbers: tuple[str, ...]


REASONS: tuple[Reason, ...] = (
    Reason("draft", "the rule is a draft", "the rule is a draft", ()),
    Reason(
        "programme",
        "its loyalty programme is not running",
        "its loyalty programme `{programme}` is {status}",
        ("programme", "status"),
    ),
    Reason(
        "audience",
        "the buyer is not in its audience",
        "the buyer is not in its audience: {required}",
        ("required",),
    ),
    Reason(
        "card",
        "the card it needs was not shown",
        "no card of `{required}` was shown",
        ("required",),
    ),
    Reason(
        "coupon",
        "the coupon it needs does not count",
        "no coupon of `{required}` counts",
        ("required",),
    ),
    Reason(
        "window",
        "it does not run at this time",
        "it runs {required}, the receipt is of {actual}",
        ("actual", "required"),
    ),
    Reason(
        "tender-pending",
        "it is decided when the means of payment are known",
        "it is decided when it is known whether `{required}` pays",
        ("required",),
    ),
    Reason(
        "condition",
        "its condition does not hold",
        "it asks for {required}, the receipt has {actual}",
        ("actual", "required"),
    ),
    Reason("no-items", "none of its items are on the receipt", "none of its items are on the receipt", ()),
    Reason(
        "incomplete-set",
        "its set is not complete",
        "its set takes {required}, the receipt has {actual}",
        ("actual", "required"),
    ),
    Reason(
        "limit",
        "its limit is used up",
        "{actual} of its limit of {required} are used",
        ("actual", "required"),
    ),
    Reason(
        "excluded",
        "a group that excludes it gave money first",
        "group `{group}` gave money first and excludes it",
        ("group",),
    ),
    Reason(
        "lost",
        "another rule of its group won",
        "`{winner}` won: it gives {required}, this rule {actual}",
        ("winner", "actual", "required"),
    ),
    Reason(
        "claimed",
        "another set took its items",
        "`{winner}` took its items",
        ("winner",),
    ),
    Reason(
        "protected",
        "its items may not be cheaper",
        "its items may not be cheaper than {required}",
        ("required",),
    ),
    Reason(
        "already-lower",
        "its items already cost no more",
        "its items cost {actual}, it would bring them to {required}",
        ("actual", "required"),
    ),
    Reason("zero", "it gives nothing after rounding", "it gives nothing after rounding", ()),
    Reason(
        "points",
        "the points it costs are not there",
        "it costs {required} points, {actual} are available",
        ("actual", "required"),
    ),
)

COUPON_STATES: dict[str, str] = {
    "unknown": "the code is not known",
    "not-yet": "the coupon does not count yet",
    "expired": "the coupon has expired",
    "used-up": "the coupon is used up",
}
"""What the `state` of a verdict with reason `coupon` says; no state means that no code was presented."""


_BY_SLUG: dict[str, Reason] = {entry.slug: entry for entry in REASONS}


def reason(slug: str) -> Reason:
    """The reason with this slug; KeyError if the list has none such."""
    return _BY_SLUG[slug]


def sentence(slug: str, numbers: Mapping[str, int | str], money: Callable[[int], str]) -> str:
    """The reason in words, the plain ones if numbers are missing; `money` prints minor units."""
    entry = _BY_SLUG[slug]
    words = {
        name.removesuffix("_minor"): money(value)
        if name.endswith("_minor") and isinstance(value, int)
        else str(value)
        for name, value in numbers.items()
    }
    if not all(name in words for name in entry.numbers):
        return entry.plain
    return entry.template.format_map(words)
