"""Why a rule gave nothing, in the few words that a slip has room for, and in the order that helps most.

In: the refused verdicts of an outcome. Out: them in order, and their words. Invariants: a coupon that was
handed over in vain comes first, then what the buyer or the cashier can do something about, the nearest to its
goal before the others; drafts are nobody's business at a till.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from typing import Final

from receipt_rules.outcome.record import Verdict

_PLAIN: Final[dict[str, str]] = {
    "programme": "programme not running",
    "audience": "not for this buyer",
    "card": "card not shown",
    "coupon": "coupon not shown",
    "window": "not at this time",
    "tender-pending": "depends on the payment",
    "condition": "condition not met",
    "no-items": "none of its items",
    "incomplete-set": "set not complete",
    "limit": "limit used up",
    "excluded": "not with another offer",
    "lost": "another offer gives more",
    "claimed": "items are in another set",
    "protected": "price is protected",
    "already-lower": "price is lower already",
    "zero": "comes to nothing",
    "points": "not enough points",
}
_COUPON: Final[dict[str, str]] = {
    "unknown": "coupon not known",
    "not-yet": "coupon not valid yet",
    "expired": "coupon expired",
    "used-up": "coupon used up",
}

_CUT: Final[dict[str, str]] = {
    "limit": "cap of its offers reached",
    "protected": "discount limit reached",
}
"""Of a rule that a group's cap, or the receipt's own protection, left nothing."""

_SHORT: Final = 26
"""Letters of a time that stand beside a title; a longer one says no more than that it is not now."""

_NEARLY: Final = ("condition", "incomplete-set", "points")
"""One more item, some money more."""
_AT_HAND: Final = ("tender-pending", "card", "coupon", "audience", "programme", "window", "limit")
"""Something else is missing: a card, an hour, a membership."""


def by_use(verdicts: Iterable[Verdict]) -> list[Verdict]:
    """The refused rules without drafts, the ones first about which somebody can do something."""
    refused = [each for each in verdicts if each.verdict == "refused" and each.reason != "draft"]
    return sorted(refused, key=_use)


def brief(verdict: Verdict, money: Callable[[int], str], titles: Mapping[str, str]) -> str:
    """Why a rule was refused, in a few words; `money` prints minor units."""
    slug = verdict.reason or ""
    if slug == "coupon" and verdict.state is not None:
        return _COUPON[verdict.state]
    if slug == "lost":
        return _lost(verdict, titles)
    if slug in _CUT and verdict.trimmed_by is not None:
        return _CUT[slug]
    actual, required = (_shown(verdict, name, money) for name in ("actual", "required"))
    if actual and required:
        if slug == "limit":
            return f"{actual} of {required} used"
        if slug == "points":
            return f"{actual} of {required} points"
        if slug in ("condition", "incomplete-set"):
            short = _progress(verdict) is not None
            return f"{actual} of {required}" if short else f"asks {required}, has {actual}"
    if slug == "audience" and required.startswith("members"):
        return "for members only"
    if slug == "window" and 0 < len(required) <= _SHORT:
        return f"only {required}"
    return _PLAIN[slug]


def _lost(verdict: Verdict, titles: Mapping[str, str]) -> str:
    """Who won; only an amount that is really larger is said to be so. Without a winner: several together."""
    winner = verdict.numbers.get("winner")
    gives, would = verdict.numbers.get("required_minor"), verdict.numbers.get("actual_minor")
    if not isinstance(gives, int) or not isinstance(would, int):
        return _PLAIN["lost"] if not isinstance(winner, str) else f"{titles.get(winner) or winner} was chosen"
    if not isinstance(winner, str):
        return "other offers give more" if gives > would else "not with other offers"
    how = "gives more" if gives > would else "came first" if gives == would else "was chosen"
    return f"{titles.get(winner) or winner} {how}"


def _use(verdict: Verdict) -> tuple[int, Fraction]:
    if verdict.reason == "coupon" and verdict.state is not None:
        return 0, Fraction(0)
    if verdict.reason in _NEARLY:
        return 1, -(_progress(verdict) or Fraction(0))
    return (2 if verdict.reason in _AT_HAND else 3), Fraction(0)


def _progress(verdict: Verdict) -> Fraction | None:
    """How far the receipt is on the way to what the rule asks for: under 1, or None if it is no such way."""
    actual, required = (_number(_raw(verdict, name)) for name in ("actual", "required"))
    if actual is None or required is None or not 0 <= actual < required:
        return None
    return actual / required


def _raw(verdict: Verdict, name: str) -> int | str | None:
    numbers = verdict.numbers
    return numbers.get(f"{name}_minor", numbers.get(name))


def _shown(verdict: Verdict, name: str, money: Callable[[int], str]) -> str:
    value = verdict.numbers.get(f"{name}_minor")
    if isinstance(value, int):
        return money(value)
    return "" if (plain := _raw(verdict, name)) is None else str(plain)


def _number(value: int | str | None) -> Fraction | None:
    """The number of `3`, `"0.5 kg"` or `"1/3"`."""
    try:
        return Fraction(str(value).split(" ")[0])
    except (ValueError, ZeroDivisionError):
        return None
