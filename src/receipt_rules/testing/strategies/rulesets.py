"""Small rulesets of what this version evaluates, as texts whose parts can change places.

In: a currency. Out: a strategy of `Ruleset`. Invariants: the text binds without an error; a ruleset is its
header and declarations, a declaration its head and clauses, and their order means nothing.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from receipt_rules.money import exponent, format_minor
from receipt_rules.testing.strategies.expressions import (
    conditions,
    money,
    money_literals,
    percents,
    selectors,
)

MODES = ("half_up", "half_down", "half_even", "down", "up")


class Declaration(NamedTuple):
    """A block of a file: what stands before the brace, and clauses, which may stand in any order."""

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
    Declaration("segment vip = assigned by host"),
    Declaration('segment gold = where customer.level default "" = "gold"'),
    Declaration("coupons hello", ('code "HELLO"',)),
    Declaration("coupons march", ('code "MARCH", "TWO-A"', "valid 2026-03-01..2026-03-31")),
    Declaration("cards staff", ('number "STAFF"', "number matches /88[0-9]+/")),
)
"""Whom and what rules may name; those that no rule names do no harm."""

WHO = (
    "for everyone", "for members", "for members of club", "for segment vip", "for segment gold",
    "for members, segment vip", "for customers where customer.birthday is known",
)  # fmt: skip
WHEN = ("during fri", "during 08:00..18:00", "during 2026-03-01..2026-03-04", "during fri 22:00..02:00")
TERM = ("valid 2026-03-01..2026-03-31", "valid until 2026-03-04", "valid from 2026-03-06")
NEEDS = ("needs coupon hello", "needs coupon march", "needs card staff")


SELDOM = st.sampled_from([False, False, False, False, True])


def rulesets(
    currency: str, *, max_rules: int = 4, gates: bool = True, totals: bool = True
) -> SearchStrategy[Ruleset]:
    """Rulesets of one to `max_rules` rules.

    `gates`: rules may ask who buys, when and with which codes; `totals`: they may round the total.
    """
    return _rulesets(currency, max_rules, gates, totals)


@st.composite
def _rulesets(draw: st.DrawFn, currency: str, max_rules: int, gates: bool, totals: bool) -> Ruleset:
    names = draw(st.sampled_from([(), ("some",), ("some", "other")]))
    sets = [
        Declaration(f"items {name} = {draw(_item_sets(names[:place], currency))}")
        for place, name in enumerate(names)
    ]
    some = draw(st.sampled_from([0, 0, 0, 0, 1, 2]))
    protections = [draw(_protections(names, currency)) for _ in range(some)]
    several = draw(st.sampled_from([*range(1, max_rules + 1), max_rules]))
    rules = [draw(_rules(f"r{number}", names, currency, gates, totals)) for number in range(several)]
    return Ruleset(draw(_headers(currency)), (*FIXED, *sets, *protections, *rules))


@cache
def _headers(currency: str) -> SearchStrategy[str]:
    step = format_minor(1, currency), format_minor(5, currency), format_minor(10, currency)
    rounding = st.one_of(
        st.just(""),
        st.tuples(st.sampled_from(MODES), st.sampled_from(step), st.sampled_from(["unit", "line"])).map(
            lambda parts: f"rounding {parts[0]} to {parts[1]} {currency} per {parts[2]}"
        ),
    )
    return st.tuples(rounding, st.sampled_from(["", "business day starts 05:00"])).map(
        lambda parts: f'ruleset "generated" version "1"\n  currency {currency}\n  {parts[0]}\n  {parts[1]}'
    )


@cache
def _item_sets(names: tuple[str, ...], currency: str) -> SearchStrategy[str]:
    """`all items ...`, or a list without the word `items`."""
    return selectors(names, currency).map(lambda text: text.removeprefix("items "))


@cache
def _protections(names: tuple[str, ...], currency: str) -> SearchStrategy[Declaration]:
    selector = selectors(names, currency)
    amount = money_literals(currency, most=800)
    bound = st.one_of(amount, percents())
    return st.one_of(
        selector.map(lambda text: f"protect {text} never discounted"),
        st.tuples(selector, bound).map(lambda pair: f"protect {pair[0]} price at least {pair[1]}"),
        st.tuples(selector, bound).map(lambda pair: f"protect {pair[0]} discount at most {pair[1]}"),
        bound.map(lambda text: f"protect receipt discount at most {text}"),
    ).map(Declaration)


@st.composite
def _rules(
    draw: st.DrawFn, name: str, names: tuple[str, ...], currency: str, gates: bool, totals: bool
) -> Declaration:
    kinds = ["item", "item", "item", "receipt", *(["total"] if totals else [])]
    kind = draw(st.sampled_from(kinds))
    clauses = [draw(_REWARDS[kind](currency))]
    if kind != "total":
        if draw(st.booleans()):
            clauses.append(f"on {draw(selectors(names, currency))}")
        clauses += draw(_fences(clauses[0], currency, receipt=kind == "receipt"))
    for word in draw(
        st.sampled_from([()] * 6 + [("when",), ("when",), ("unless",), ("when", "when", "unless")])
    ):
        clauses.append(f"{word} {draw(conditions(currency, item=False))}")
    priority = draw(st.sampled_from([None, None, 1, 2]))
    if priority is not None:
        clauses.append(f"priority {priority}")
    if gates:
        for choices in draw(
            st.sampled_from([()] * 8 + [(WHO,), (WHEN,), (TERM,), (NEEDS,), (WHO, WHEN, NEEDS)])
        ):
            clauses.append(draw(st.sampled_from(choices)))
    draft = "draft " if gates and draw(SELDOM) and draw(SELDOM) else ""
    return Declaration(f'{draft}rule {name} "{name}"', tuple(clauses))


@cache
def _item_rewards(currency: str) -> SearchStrategy[str]:
    share = st.one_of(
        percents(),
        percents(),
        st.tuples(conditions(currency, item=True), percents(), percents()).map(
            lambda parts: f"if {parts[0]} then {parts[1]} else {parts[2]}"
        ),
    )
    amount = st.one_of(money_literals(currency), money_literals(currency), money(currency, item=True))
    whole = st.one_of(money_literals(currency), money(currency, item=False))
    ending = st.sampled_from(["off", "off each", "off cheapest 1", "off cheapest 3"])
    return st.one_of(
        st.tuples(share, ending, st.sampled_from(["", "", " of regular price"])).map(
            lambda parts: f"give {parts[0]} {parts[1]}{parts[2]}"
        ),
        st.tuples(amount, st.sampled_from(["off each", "off line"])).map(
            lambda pair: f"give {' '.join(pair)}"
        ),
        whole.map(lambda text: f"give {text} off once"),
        amount.map(lambda text: f"give price {text} each"),
    )


@cache
def _receipt_rewards(currency: str) -> SearchStrategy[str]:
    every = st.one_of(money_literals(currency), st.sampled_from(["1 items", "3 items", "1 kg", "500 ml"]))
    return st.one_of(
        percents().map(lambda text: f"give {text} off receipt"),
        st.one_of(money_literals(currency), money(currency, item=False)).map(
            lambda text: f"give {text} off receipt"
        ),
        st.tuples(money_literals(currency, most=100), every).map(
            lambda pair: f"give {pair[0]} off receipt for each {pair[1]}"
        ),
    )


@cache
def _total_rewards(currency: str) -> SearchStrategy[str]:
    return st.tuples(st.sampled_from(MODES), st.sampled_from([1, 5, 100])).map(
        lambda pair: f"give total rounded {pair[0]} to {format_minor(pair[1], currency)} {currency}"
    )


_REWARDS = {"item": _item_rewards, "receipt": _receipt_rewards, "total": _total_rewards}


@cache
def _fences(reward: str, currency: str, *, receipt: bool) -> SearchStrategy[list[str]]:
    """Floor, rounding, manual prices: each now and then."""
    floor = money(currency, item=not receipt).map(lambda text: f"floor {text}")
    step = st.tuples(st.sampled_from(MODES), st.sampled_from([5, 10])).map(
        lambda pair: f"{pair[0]} to {format_minor(pair[1], currency)} {currency}"
    )
    rounding = step.map(lambda text: f"round discount {text}")
    if not receipt and not reward.endswith("once"):
        rounding = st.one_of(rounding, step.map(lambda text: f"round price {text}"))
        if exponent(currency):
            endings = st.sampled_from(["round price down to .9", "round price half_up to .99"])
            rounding = st.one_of(rounding, endings)
    choices = [floor, rounding, st.just("including manual prices")]
    return st.tuples(*map(_seldom, choices)).map(lambda found: [text for text in found if text])


def _seldom(texts: SearchStrategy[str]) -> SearchStrategy[str]:
    """Now and then a text, else nothing: a branch of `one_of` would come up as often as any other."""
    return st.sampled_from([False] * 7 + [True]).flatmap(lambda some: texts if some else st.just(""))
