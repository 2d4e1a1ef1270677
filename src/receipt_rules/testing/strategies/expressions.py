"""Expressions of the language, by type, as texts.

In: a currency, and whether there is an item at hand. Out: strategies of texts. Invariant: a text binds where
its type is wanted: an optional fact is guarded, and an aggregate over the rule's own items stands only where
they are chosen already.
"""

from __future__ import annotations

from functools import cache

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from receipt_rules.money import format_minor


@cache
def money_literals(currency: str, *, most: int = 2_000) -> SearchStrategy[str]:
    """`1.50 EUR`, above zero; small amounts come up as often as large ones."""
    minor = st.one_of(st.integers(1, 30), st.integers(1, most))
    return minor.map(lambda amount: f"{format_minor(amount, currency)} {currency}")


@cache
def percents() -> SearchStrategy[str]:
    """`12.5%`, above 0 and at most 100."""
    return st.sampled_from(["0.5%", "3%", "10%", "12.5%", "20%", "33.3%", "50%", "90%", "100%"])


ATOMS = (
    '"A"',
    '"C"',
    '"F"',
    'category "Tea"',
    'category "Milk"',
    'category "Food"',
    'brand "Acme"',
    'tag "sale"',
)


@cache
def selectors(names: tuple[str, ...], currency: str) -> SearchStrategy[str]:
    """`all items ...` or `items ...`; `names` are item sets of the ruleset."""
    some = st.lists(st.sampled_from([*ATOMS, *names]), min_size=1, max_size=3, unique=True).map(", ".join)
    excepted = st.one_of(st.just(""), st.just(""), some.map(lambda text: f" except {text}"))
    where = st.one_of(
        st.just(""),
        st.just(""),
        st.just(""),
        conditions(currency, item=True).map(lambda text: f" where {text}"),
    )
    base = st.one_of(st.just("all items"), some.map(lambda text: f"items {text}"))
    return st.tuples(base, excepted, where).map("".join)


@cache
def _over(*, item: bool) -> SearchStrategy[str]:
    """What an aggregate is of; in a selector there are no items of the rule yet."""
    choices = [
        " of all items",
        ' of items "A"',
        ' of items category "Tea"',
        ' of (all items except tag "new")',
    ]
    return st.sampled_from([*choices, " of this item"] if item else [*choices, "", ""])


@cache
def money(currency: str, *, item: bool) -> SearchStrategy[str]:
    """A money expression; with `item` there is an item at hand, and the rule's items are not chosen yet."""
    aggregates = st.tuples(st.sampled_from(["amount", "lowest", "highest"]), _over(item=item)).map("".join)
    facts = ["receipt.total", "receipt.full"]
    if item:
        zero = f"0 {currency}"
        facts += ["item.price", "item.current", "item.regular", f"(item.cost default {zero})"]
    read = st.one_of(aggregates, st.sampled_from(facts))
    simple = st.one_of(money_literals(currency), read)
    return st.one_of(
        simple,
        simple,
        st.tuples(percents(), simple).map(lambda pair: f"{pair[0]} of {pair[1]}"),
        st.tuples(read, st.sampled_from(["+", "-"]), simple).map(lambda parts: f"({' '.join(parts)})"),
        simple.map(lambda text: f"{text} / 2"),
        simple.map(lambda text: f"{text} * 3"),
    )


@cache
def counts(*, item: bool) -> SearchStrategy[str]:
    """An expression of whole numbers."""
    aggregates = st.tuples(st.sampled_from(["quantity", "distinct"]), _over(item=item)).map("".join)
    return st.one_of(aggregates, st.sampled_from(["receipt.quantity", "receipt.lines", "receipt.hour"]))


@cache
def conditions(currency: str, *, item: bool) -> SearchStrategy[str]:
    """A condition on the receipt, or on an item."""
    sign = st.sampled_from([">=", "<", ">", "<=", "=", "!="])
    texts = ['receipt.channel = "pos"', 'receipt.weekday in {"wed", "fri"}', "today >= 2026-03-04"]
    if item:
        texts += [
            'item.brand default "" = "Acme"',
            '"sale" in item.tags',
            "item.weighed",
            "item.sku matches /[A-C]/",
        ]
    simple = st.one_of(
        st.tuples(money(currency, item=item), sign, money(currency, item=item)).map(" ".join),
        st.tuples(counts(item=item), sign, st.integers(0, 6).map(str)).map(" ".join),
        st.sampled_from(texts),
    )
    return st.one_of(
        simple,
        simple,
        st.tuples(simple, st.sampled_from(["and", "or"]), simple).map(lambda parts: f"({' '.join(parts)})"),
        simple.map(lambda text: f"not ({text})"),
    )


@cache
def expressions(currency: str, *, item: bool) -> SearchStrategy[str]:
    """Any expression that may stand where a value is wanted."""
    return st.one_of(money(currency, item=item), counts(item=item), conditions(currency, item=item))
