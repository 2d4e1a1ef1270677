"""Coupons and cards of every source and use, and what a host knows of them.

In: nothing. Out: declarations, clauses of rules, strategies of what a receipt presents. Invariant: a receipt
that is not offline says of each code what an evaluation may have to know of it.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from receipt_rules.testing.strategies.declarations import NEEDS, Declaration
from receipt_rules.testing.strategies.weights import either, one_in

Tree = dict[str, Any]

COUPONS = (
    Declaration("coupons single", ('code "ONE-A", "ONE-B"', "use once", "freed by return")),
    Declaration("coupons thrice", ("code matches /PRT-[0-9]/", "use 3 times")),
    Declaration("coupons also", ('code "PRT-1", "ONE-B", "HELLO"', "use 2 times")),
    Declaration("coupons own", ('code "MINE"', "use once per customer")),
    Declaration(
        "coupons slip", ('code generated "NB-#"', 'code "NB-7"', "use 2 times", "valid from 2026-03-05")
    ),
    Declaration("coupons night", ('code generated "LT-??"', "valid 2026-03-06T18:00..2026-03-07T04:00")),
    Declaration("coupons over", ('code generated "OV-#"', "valid until 2026-02-28")),
    Declaration("cards club_cards", ('number generated "77##"',)),
)
"""Beside the declarations that every ruleset has."""

MORE_NEEDS = (
    *NEEDS, *["needs coupon single"] * 8, "needs coupon thrice", "needs coupon also",
    "needs coupon own", "needs coupon own", "needs coupon own", "needs coupon slip", "needs coupon night",
    "needs coupon winter", "needs coupon winter", "needs coupon april", "needs coupon march",
    "needs card club_cards", "needs card club_cards", "needs card staff", "needs card staff",
)  # fmt: skip
"""A set rule cannot have those whose uses are counted."""

_ISSUED = ("slip", "night", "over", "hello", "march", "april", "winter", "single")
_CODES = (
    "HELLO", "march", "TWO-A", "spring", "Winter", "WINTER ", "winter",
    "Two-A", "March", "nobody knows it", "one-a", "ONE-B", " PRT-1", "prt-2",
    "MINE", "Mine", "mine ", "NB-1", "NB-7", "lt-ab", "LT-a1", "OV-1",
)  # fmt: skip
_PAIRS = st.sampled_from(
    [
        ["ONE-B", "one-a"],
        ["one-a", "ONE-B", "HELLO"],
        ["prt-2", " PRT-1"],
        ["NB-7", "NB-1"],
        ["ONE-B", "one-a", "PRT-1", "MINE"],
    ]
)
"""Two of one declaration: the smaller is used."""
_CARDS = ("881234", "STAFF", "7712", "7713", "7712", "STAFF", "77123")


def issues() -> SearchStrategy[list[str]]:
    """`issue coupon` once or twice."""
    return _ISSUES


_ISSUES = st.lists(st.sampled_from([f"issue coupon {name}" for name in _ISSUED]), min_size=1, max_size=2)


def issues_now_and_then(number: int) -> SearchStrategy[list[str]]:
    """Once in so many times."""
    return one_in(number).flatmap(lambda some: _ISSUES if some else st.just([]))


@cache
def presented() -> SearchStrategy[Tree]:
    """Fields of a receipt: coupons, cards, what is known of them, or that nothing can be asked for."""
    few = st.lists(st.sampled_from(_CODES), max_size=4, unique_by=lambda code: code.strip().casefold())
    coupons = either(st.just([]), few, few, _PAIRS)
    cards = either(st.just([]), st.lists(st.sampled_from(_CARDS), min_size=1, max_size=2, unique=True))
    return st.tuples(coupons, cards).flatmap(lambda pair: _with_state(*pair))


def _with_state(coupons: list[str], cards: list[str]) -> SearchStrategy[Tree]:
    shown: Tree = {"coupons": coupons} if coupons else {}
    if cards:
        shown["cards"] = cards
    if not shown:
        return st.just(shown)
    known = st.builds(
        lambda of_coupons, of_cards: {**shown, "state": {"coupons": of_coupons, "cards": of_cards}},
        _states(coupons),
        _states(cards),
    )
    offline = st.builds(
        lambda kept: {**shown, "offline": True, "state": {"coupons": kept}}, _some_states(coupons)
    )
    return either(known, known, known, known, known, known, known, offline)


def _states(codes: list[str]) -> SearchStrategy[Tree]:
    return st.fixed_dictionaries(dict.fromkeys(codes, _STATE))


def _some_states(codes: list[str]) -> SearchStrategy[Tree]:
    return st.fixed_dictionaries({}, optional=dict.fromkeys(codes, _STATE))


_STATE = st.sampled_from(
    [
        *[{"issued": True}] * 4,
        {},
        {"issued": True, "used": 3, "used_by_customer": 1},
        {"issued": True, "used": 3},
        {"issued": True, "used": 1},
        {"issued": True, "used": 1, "used_by_customer": 1},
        {"issued": True, "used": 2},
        {"issued": True, "used": 5, "used_by_customer": 2},
        {"issued": True, "valid_until": "2026-03-05"},
        {"issued": True, "valid_until": "2026-03-03"},
        {"issued": True, "valid_from": "2026-03-06"},
    ]
)
