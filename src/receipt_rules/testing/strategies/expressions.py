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
from receipt_rules.testing.strategies.weights import either, now_and_then, one_in


@cache
def money_literals(currency: str, *, most: int = 2_000) -> SearchStrategy[str]:
    """`1.50 EUR`, above zero; small amounts come up as often as large ones."""
    minor = either(st.integers(1, 30), st.integers(1, most))
    return minor.map(lambda amount: f"{format_minor(amount, currency)} {currency}")


@cache
def percents() -> SearchStrategy[str]:
    """`12.5%`, above 0 and at most 100."""
    return st.sampled_from(["10%", "3%", "12.5%", "20%", "33.3%", "0.5%", "5%", "10%", "50%", "90%", "100%"])


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
def selectors(names: tuple[str, ...], currency: str, *, discounted: bool = True) -> SearchStrategy[str]:
    """`all items ...` or `items ...`; `names` are item sets of the ruleset.

    `discounted`: units may be told apart by whether they got money; a protection may not ask that.
    """
    some = st.lists(st.sampled_from([*ATOMS, *names]), min_size=1, max_size=3, unique=True).map(", ".join)
    excepted = now_and_then(3, some.map(lambda text: f" except {text}"))
    where = now_and_then(
        5, conditions(currency, item=True, discounted=discounted).map(lambda text: f" where {text}")
    )
    whole = st.just("all items")
    base = either(whole, whole, some.map(lambda text: f"items {text}"))
    plain = st.tuples(base, excepted, where).map("".join)
    if not discounted:
        return plain
    told_apart = either(
        st.sampled_from(["all items except discounted", "items discounted"]),
        some.map(lambda text: f"all items except discounted, {text}"),
        some.map(lambda text: f"items {text} except discounted"),
        some.map(lambda text: f"items discounted, {text}"),
    )
    return one_in(10).flatmap(lambda seldom: told_apart if seldom else plain)


@cache
def _over(*, item: bool, discounted: bool) -> SearchStrategy[str]:
    """What an aggregate is of; in a selector there are no items of the rule yet."""
    choices = [
        " of all items",
        ' of items "A"',
        ' of items category "Tea"',
        ' of (all items except tag "new")',
    ]
    if discounted:
        choices.append(" of (all items except discounted)")
    return st.sampled_from([*choices, " of this item"] if item else [*choices, "", ""])


@cache
def money(currency: str, *, item: bool, discounted: bool = True) -> SearchStrategy[str]:
    """A money expression; with `item` there is an item at hand, and the rule's items are not chosen yet."""
    aggregates = st.tuples(
        st.sampled_from(["amount", "lowest", "highest"]), _over(item=item, discounted=discounted)
    ).map("".join)
    facts = ["receipt.total", "receipt.full"]
    if item:
        zero = f"0 {currency}"
        facts += ["item.price", "item.current", "item.regular", f"(item.cost default {zero})"]
    read = either(aggregates, st.sampled_from(facts))
    simple = either(money_literals(currency), read)
    return either(
        simple,
        simple,
        st.tuples(percents(), simple).map(lambda pair: f"{pair[0]} of {pair[1]}"),
        st.tuples(read, st.sampled_from(["+", "-"]), simple).map(lambda parts: f"({' '.join(parts)})"),
        simple.map(lambda text: f"{text} / 2"),
        simple.map(lambda text: f"{text} * 3"),
    )


@cache
def counts(*, item: bool, discounted: bool = True) -> SearchStrategy[str]:
    """An expression of whole numbers."""
    aggregates = st.tuples(
        st.sampled_from(["quantity", "distinct"]), _over(item=item, discounted=discounted)
    ).map("".join)
    return either(aggregates, st.sampled_from(["receipt.quantity", "receipt.lines", "receipt.hour"]))


OF_RECEIPTS = (
    'receipt.channel = "pos"', 'receipt.weekday in {"wed", "fri"}', "today >= 2026-03-04",
    'receipt.channel in {"pos", "app"}', "receipt.hour in 8..18", 'store.id matches /S[0-9]/',
    'quantity of items category "Food" >= 500 g', "quantity of all items < 1 l",
)  # fmt: skip
OF_CUSTOMERS = (
    'customer.level default "silver" = "gold"', "customer in segment vip", '"club" in customer.programmes',
    "customer.birthday is known and near(customer.birthday, 3 days)",
)  # fmt: skip
OF_ITEMS = (
    'item.brand default "" = "Acme"', '"sale" in item.tags', "item.weighed", "item.sku matches /[A-C]/",
    '"Food" in item.category', 'item.tax_code default "full" = "full"', 'item.sku in {"A", "B", "D"}',
    "item.min_price is known", "item.sku in items tea", "not (item.sku in items tea)",
)  # fmt: skip
"""Conditions by what they read; `tea` and `vip` are of every ruleset."""


@cache
def conditions(currency: str, *, item: bool, discounted: bool = True) -> SearchStrategy[str]:
    """A condition on the receipt, or on an item; most hold on most receipts of the shop."""
    sign = st.sampled_from([">=", ">", ">=", "<", "<=", "=", "!="])
    ranges = st.tuples(money_literals(currency, most=300), st.sampled_from([600, 90_000])).map(
        lambda pair: f"receipt.total in {pair[0]}..{format_minor(pair[1], currency)} {currency}"
    )
    of_items = st.sampled_from(OF_ITEMS)
    told = either(st.sampled_from(OF_RECEIPTS), st.sampled_from(OF_CUSTOMERS), ranges)
    amount = money(currency, item=item, discounted=discounted)
    simple = either(
        st.tuples(amount, sign, amount).map(" ".join),
        st.tuples(amount, sign, money_literals(currency, most=600)).map(" ".join),
        st.tuples(counts(item=item, discounted=discounted), sign, st.integers(0, 6).map(str)).map(" ".join),
        either(of_items, of_items, told) if item else told,
    )
    return either(
        simple,
        simple,
        simple,
        st.tuples(simple, st.sampled_from(["or", "and"]), simple).map(lambda parts: f"({' '.join(parts)})"),
        simple.map(lambda text: f"not ({text})"),
    )


@cache
def expressions(currency: str, *, item: bool) -> SearchStrategy[str]:
    """Any expression that may stand where a value is wanted."""
    return either(money(currency, item=item), counts(item=item), conditions(currency, item=item))
