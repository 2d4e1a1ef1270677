"""Strategies for whole `.rules` files: every node that an author can make the parser make.

`files` holds everything; `rules`, `tests`, `declarations` its parts. What is built is right in form and
mostly nonsense in meaning, so it is for the parser, the formatter and whatever walks any tree.
"""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from receipt_rules.language import ast
from tests.property.format.leaves import (
    NOWHERE,
    Some,
    bare_words,
    conditions,
    counts,
    dates,
    datetimes,
    docs,
    durations,
    expressions,
    ids,
    integers,
    keys,
    labels,
    literals,
    maybe,
    measures,
    money,
    names,
    node,
    numbers,
    paths,
    percents,
    periods,
    regexes,
    round_modes,
    selectors,
    set_refs,
    some,
    texts,
    times,
    values,
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

audiences = st.one_of(
    node(ast.Everyone),
    node(ast.Members, maybe(names)),
    node(ast.InAudience, names),
    node(ast.CustomersWhere, conditions),
)
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
gives = st.one_of(
    node(ast.GiveOff, expressions, maybe(targets), st.booleans()),
    node(ast.GivePrice, expressions, one_of(("each", "set"))),
    node(ast.GiveGift, counts, texts, maybe(money)),
    node(ast.GiveTotal, round_modes, money),
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
clauses = st.one_of(
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
    one_of((ast.SameItem, ast.DifferentItems, ast.Shared, ast.Spread, ast.IncludingManual)).map(
        lambda kind: kind(NOWHERE)
    ),
    node(ast.Favour, one_of(("customer", "store"))),
    countings,
    gives,
    earns,
    node(ast.Accept, names, rates | money),
    node(ast.Issue, names),
    node(ast.InGroup, names),
    node(ast.Priority, counts),
    node(ast.Alone, st.booleans()),
    limits,
    node(ast.Costs, integers, names),
    node(ast.Draws, names),
    node(ast.Floor, expressions),
    rounds,
    node(ast.Print, texts, maybe(one_of(("header", "line", "footer", "slip")))),
    node(ast.Tell, whom, texts),
    node(ast.Nudge, whom, texts, expressions),
    node(ast.Otherwise, whom, texts),
)
rules = node(ast.Rule, ids, st.booleans(), some(ids, 0, 2), titles, some(clauses, 0, 5))

# ---- tests -------------------------------------------------------------------------------------

attributes = node(ast.Attribute, keys, literals | bare_words | node(ast.ListAttribute, some(literals, 0, 3)))
balances = node(ast.Balance, names, maybe(texts), money | points_amounts)
sold = st.one_of(
    node(ast.SoldLine, counts | measures, texts, money, some(attributes, 0, 2)),
    node(ast.WithCoupon, texts),
    node(ast.WithCard, texts),
    node(ast.Pay, names, maybe(texts), maybe(money)),
    node(ast.Redeem, integers, names),
)
expectations = st.one_of(
    node(ast.ExpectMoney, one_of(("total", "discount", "due", "refund", "shortfall")), money),
    node(ast.ExpectLine, counts, one_of(("total", "discount")), money),
    node(ast.ExpectUnits, counts, some(money)),
    node(ast.ExpectApplied, ids, maybe(counts)),
    node(ast.ExpectGives, ids, money),
    node(ast.ExpectSkipped, ids, one_of(("draft", "tender-pending", "no-items", "coupon")), None),
    node(ast.ExpectSkipped, ids, "coupon", one_of(("unknown", "not-yet", "used-up"))),
    node(
        ast.ExpectPoints,
        one_of(("earned", "redeemed", "allowed", "reversed", "returned")),
        integers,
        names,
        maybe(dates),
    ),
    node(ast.ExpectGift, texts, counts),
    node(ast.ExpectBalance, balances),
    node(ast.ExpectPrinted, texts),
    node(ast.ExpectTold, whom, texts),
    node(ast.ExpectIssued, names),
)
statements = st.one_of(
    docs,
    node(ast.At, datetimes),
    node(ast.InStore, texts),
    node(ast.OnChannel, texts),
    node(ast.WithCustomer, some(attributes, 0, 3)),
    balances,
    node(ast.UsedRule, ids, used),
    node(ast.UsedCoupon, texts, counts),
    node(ast.UsedBudget, names, money, maybe(periods)),
    node(ast.SoldReceipt, some(sold, 0, 3)),
    node(ast.ReturnReceipt, some(node(ast.ReturnedLine, counts | measures, texts))),
    node(ast.Void),
    expectations,
)
tests = node(ast.Test, texts, some(statements, 0, 4))

# ---- settings ----------------------------------------------------------------------------------

headers = node(
    ast.Header,
    maybe(docs),
    texts,
    texts,
    some(
        st.one_of(
            node(ast.Setting, "language", counts),
            node(ast.Setting, one_of(("locale", "timezone", "replaces", "owner")), texts),
            node(ast.Setting, "currency", st.just(ast.Word(NOWHERE, "RUB", "RUB"))),
            node(ast.Setting, "timezone", st.just(ast.Word(NOWHERE, "store", "store"))),
            node(ast.DayStart, times),
            node(ast.Rounding, round_modes, money, maybe(one_of(("unit", "line")))),
            node(ast.Returns, one_of(("refund_paid", "unwind"))),
            valids,
        ),
        0,
        4,
    ),
)
imports = node(ast.Import, texts, maybe(ids))
csvs = node(ast.Csv, texts, maybe(texts))
type_names = st.one_of(
    node(ast.TypeName, one_of(("text", "int", "money", "datetime", "list of text"))),
    node(ast.TypeName, "one of", some(texts)),
)
code_sources = st.one_of(
    regexes, csvs, node(ast.Generated, texts, maybe(counts)), node(ast.Codes, some(texts))
)
codes = node(ast.CodeFrom, code_sources)
uses = node(ast.Use, maybe(counts), st.booleans())
points_parts = st.one_of(
    docs,
    node(ast.Worth, counts | numbers, money),
    node(ast.Available, one_of(("at once", "next day"))),
    node(ast.Available, "after", durations),
    node(ast.Expire, "never"),
    node(ast.Expire, "after", durations),
    node(ast.Expire, "end", period=periods),
    node(ast.Expire, "on", on=dates),
    node(ast.PaysUpTo, rates, maybe(selectors)),
    node(ast.AtLeast, integers),
    node(ast.Steps, integers),
    node(ast.PaysAs, one_of(("discount", "tender"))),
    node(ast.EarnOn, one_of(("paid", "discounted", "full"))),
    node(ast.EarnRounding, round_modes),
)
program_parts = st.one_of(
    docs,
    valids,
    node(ast.ProgramPart, "status", one_of(("draft", "active", "stopped", "deleted")).map(
        lambda text: ast.Word(NOWHERE, text, text)
    )),
    node(ast.ProgramPart, "kind", one_of(("discount", "points", "gift")).map(
        lambda text: ast.Word(NOWHERE, text, text)
    )),
    node(ast.ProgramPart, one_of(("cards", "points")), names),
    node(ast.ProgramPart, "print", texts),
)  # fmt: skip
_simple = st.one_of(
    literals,
    bare_words,
    regexes,
    node(ast.RatePer, money, periods),
    node(ast.RatePer, integers, periods, maybe(times)),
    node(ast.Selector, False, some(set_refs, 1, 1)),
)


def _nested(inner: Some) -> Some:
    pairs = node(ast.Property, keys, inner)
    return node(ast.ListValue, some(inner, 0, 3)) | node(ast.MapValue, some(pairs, 0, 3))


tender_values = st.recursive(_simple, _nested, max_leaves=6)
properties = node(ast.Property, keys, tender_values | selectors)
group_parts = st.one_of(
    node(ast.Excludes, some(names)),
    node(ast.PartOf, names),
    node(ast.AtMostRules, counts),
    node(ast.Cap, rates | money),
)
cells = st.one_of(
    node(ast.Cell, node(ast.CellAny)),
    node(
        ast.Cell,
        some(
            node(ast.CellCompare, one_of(("=", "!=", "<", "<=", ">", ">=", "not")), values)
            | node(ast.CellRange, values, values)
        ),
    ),
)


@st.composite
def tables(draw: st.DrawFn) -> ast.Table:
    inputs = draw(some(expressions, 1, 2))
    outputs = draw(some(ids, 1, 2))
    row = node(
        ast.TableRow,
        some(cells, len(inputs), len(inputs)),
        some(values, len(outputs), len(outputs)),
    )
    hit = draw(one_of(("unique", "first", "max", "min")))
    return ast.Table(NOWHERE, draw(ids), draw(titles), hit, inputs, outputs, draw(some(row)))


protects = st.one_of(
    node(ast.Protect, selectors, "never"),
    node(ast.Protect, selectors, one_of(("price", "discount")), expressions),
    node(ast.Protect, None, "discount", expressions),
)
claims = st.one_of(
    node(ast.Claim, one_of(("always", "never")), conditions),
    node(ast.Claim, "together", None, some(ids, 2, 3)),
    node(ast.Claim, "monotone"),
)

small = st.one_of(
    node(ast.Sequence, some(names)),
    node(ast.Schema, some(node(ast.SchemaField, paths, type_names, st.booleans()), 0, 3)),
    node(ast.Let, ids, expressions),
    node(ast.Items, ids, titles, csvs | selectors | node(ast.AssignedToCustomer)),
    node(ast.Items, ids, titles, node(ast.ChosenByCustomer, counts, some(set_refs), maybe(periods))),
    node(ast.Segment, ids, titles, csvs | node(ast.AssignedByHost) | node(ast.SegmentWhere, conditions)),
    node(
        ast.Group,
        ids,
        titles,
        one_of(("exclusive", "best", "stack", "compound")),
        one_of(("item", "receipt")),
        some(group_parts, 0, 3),
    ),
    node(ast.Budget, ids, titles, money, maybe(periods)),
    protects,
)
blocks = st.one_of(
    node(ast.Cards, ids, titles, some(docs | valids | codes, 0, 3)),
    node(ast.Coupons, ids, titles, some(docs | valids | codes | uses | node(ast.FreedByReturn), 0, 4)),
    node(ast.Points, ids, titles, some(points_parts, 0, 5)),
    node(ast.Programme, ids, titles, some(program_parts, 0, 4)),
    node(ast.Tender, ids, ids, titles, some(docs | properties, 0, 4)),
    node(
        ast.Tiers,
        ids,
        titles,
        expressions,
        maybe(one_of(("whole", "slices"))),
        some(node(ast.Tier, values, values)),
    ),
    tables(),
    node(ast.Prove, texts, maybe(conditions), some(claims)),
)
declarations = st.one_of(rules, tests, small, blocks)
files = node(ast.File, headers, some(imports, 0, 2), some(declarations, 0, 3), ())
