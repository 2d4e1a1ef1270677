"""Strategies for rules and their clauses."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from receipt_rules.language import ast
from tests.property.format.leaves import (
    NOWHERE,
    Some,
    conditions,
    counts,
    dates,
    datetimes,
    docs,
    durations,
    expressions,
    ids,
    integers,
    labels,
    maybe,
    measures,
    money,
    names,
    node,
    numbers,
    percents,
    periods,
    round_modes,
    selectors,
    short,
    some,
    texts,
    times,
    whom,
)

titles = maybe(texts)
rates = percents | names
one_of = st.sampled_from

valids = st.one_of(
    node(ast.Valid, dates, dates),
    node(ast.Valid, datetimes, datetimes),
    node(ast.Valid, dates | datetimes, None),
    node(ast.Valid, None, dates | datetimes),
)

# ---- rules -------------------------------------------------------------------------------------

AUDIENCES: tuple[Some, ...] = (
    node(ast.Everyone),
    node(ast.Members, maybe(names)),
    node(ast.InAudience, names),
    node(ast.CustomersWhere, conditions),
)
audiences = st.one_of(*AUDIENCES)
_days = one_of(("mon", "mon..fri", "weekend", "weekdays"))
windows = st.one_of(
    node(ast.Window, days=_days),
    node(ast.Window, days=_days, start=times, end=times),
    node(ast.Window, first=dates, last=maybe(dates)),
    node(ast.Window, first=dates, last=maybe(dates), start=times, end=times),
    node(ast.Window, start=times, end=times),
)
slots = node(ast.Slot, counts | measures, selectors, maybe(labels))
takes = node(ast.Take, some(slots), True) | node(ast.Take, some(slots, 1, 1), False)
buys = st.one_of(
    node(ast.Buy, counts, selectors, counts, maybe(selectors), "free", None),
    node(ast.Buy, counts, selectors, counts, maybe(selectors), one_of(("off", "price")), expressions),
)
countings = st.one_of(
    node(ast.Counting, "this"),
    node(ast.Counting, "earlier", st.booleans(), durations),
    node(ast.Counting, "all", False, durations),
)
targets = st.one_of(
    node(ast.Target, one_of(("each", "line", "once", "set", "receipt"))),
    node(ast.Target, "ordinal", st.integers(1, 112).map(lambda n: ast.Integer(NOWHERE, str(n), n))),
    node(ast.Target, one_of(("cheapest", "dearest")), counts),
    node(ast.Target, "label", label=labels),
    node(ast.Target, "receipt", for_each=node(ast.ForEach, money | measures | counts)),
)
earns = st.one_of(
    node(ast.Earn, "per", integers | numbers, money, maybe(names)),
    node(ast.Earn, one_of(("flat", "each", "times")), integers | numbers, None, maybe(names)),
    node(ast.Earn, "share", expressions, None, maybe(names)),
)
points_amounts = node(ast.PointsAmount, integers)
_scope = one_of(("receipt", "customer", "card", "coupon", "store", "register", "item"))
_amounts = st.one_of(
    st.tuples(integers, one_of(("times", "sets", "items"))),
    st.tuples(money | points_amounts, st.none()),
)
_keys = st.one_of(
    st.just(((), None, None)),
    st.tuples(some(_scope), maybe(periods), st.none()),
    st.tuples(some(_scope), st.none(), durations),
)


def _limit(amount: Any, key: Any, or_nothing: bool, offline: Any) -> ast.Limit:
    return ast.Limit(NOWHERE, *amount, *key, or_nothing, offline)


limits = st.builds(_limit, _amounts, _keys, st.booleans(), maybe(one_of(("allow", "deny"))))
used = st.builds(_limit, _amounts, _keys, st.just(False), st.none())
rounds = st.one_of(
    node(ast.Round, one_of(("price", "discount")), round_modes, money),
    node(ast.Round, "price", round_modes, None, one_of(("99", "9", "95"))),
)
CLAUSES: tuple[Some, ...] = (
    docs,
    node(ast.For, some(audiences)),
    node(ast.Needs, one_of(("card", "coupon")), names),
    valids,
    node(ast.During, some(windows)),
    node(ast.When, conditions),
    node(ast.Unless, conditions),
    node(ast.On, selectors),
    takes,
    buys,
    node(ast.SameItem),
    node(ast.DifferentItems),
    node(ast.Shared),
    node(ast.Spread),
    node(ast.IncludingManual),
    node(ast.Favour, one_of(("customer", "store"))),
    countings,
    node(ast.GiveOff, expressions, maybe(targets), st.booleans()),
    node(ast.GiveOff, percents, node(ast.Target, "receipt", for_each=node(ast.ForEach, money)), False),
    node(ast.GivePrice, expressions, one_of(("each", "set"))),
    node(ast.GiveGift, counts, texts, maybe(money)),
    node(ast.GiveTotal, round_modes, money),
    earns,
    node(ast.Accept, names, rates | money),
    node(ast.Issue, names),
    node(ast.InGroup, names),
    node(ast.Priority, counts),
    node(ast.Alone, st.booleans()),
    limits,
    st.builds(_limit, st.tuples(points_amounts, st.none()), _keys, st.booleans(), st.none()),
    node(ast.Costs, integers, names),
    node(ast.Draws, names),
    node(ast.Floor, expressions),
    rounds,
    node(ast.Print, texts, maybe(one_of(("header", "line", "footer", "slip")))),
    node(ast.Tell, whom, texts),
    node(ast.Nudge, whom, texts, expressions),
    node(ast.Otherwise, whom, texts),
)
clauses = short(st.one_of(*CLAUSES))


def rules_of(least: int, most: int) -> Some:
    """Rules with so many clauses."""
    return short(node(ast.Rule, ids, st.booleans(), some(ids, 0, 2), titles, some(clauses, least, most)))


rules = rules_of(0, 9)
