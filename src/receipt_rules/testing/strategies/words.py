"""Words: what rules and programmes print and tell, how near a nudge speaks, and in which locale.

In: a currency, and what the rule does. Out: strategies of clauses, and declarations that texts may name.
Invariant: clauses bind beside the others of their rule: a nudge brings the condition that it speaks of, and a
fact that may be unknown the one that asks for it.
"""

from __future__ import annotations

from functools import cache

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from receipt_rules.testing.strategies.declarations import Declaration
from receipt_rules.testing.strategies.expressions import money_literals
from receipt_rules.testing.strategies.weights import either, one_in

LOCALES = ("", "", "en", "ru", "lv", "de-CH", "hi", "tr", "fa", "ja")
"""Without one, with spaces, points and commas between digits, with groups of two, with names of months."""

DECLARATIONS = (
    Declaration("let share = 12.5%"),
    Declaration("let many = 1_234_567.8954"),
    Declaration("let big_day = 2026-12-05"),
    Declaration("let doors = 2026-03-05T08:05"),
    Declaration("let tick = 20:15"),
    Declaration("let heavy = 1.25 kg"),
    Declaration('let greeting = "Hello"'),
)
"""Constants of every type that a text can show; those that no text names do no harm."""

PROGRAMME = Declaration(
    "program club",
    ("kind discount", "status active", 'print on every receipt "Club: {receipt.discount}, {share}"'),
)

_ANYWHERE = (
    "Thank you",
    "You saved {receipt.discount}",
    "{receipt.total} of {receipt.full}, {receipt.quantity} in {receipt.lines}",
    "{greeting} in {store.id}, {today}, {receipt.weekday} {receipt.hour}",
    "{share} {many} {big_day} {doors} {tick} {heavy}",
)
_OF_A_DISCOUNT = ("{rule.discount}", "{rule.discount} of {receipt.discount}")
_BEFORE = ("Not yet", "{missing} more", "only {missing}, and {receipt.discount} so far")
_PLACES = ("", " header", " line", " line", " footer", " slip")
_WHOM = ("cashier", "customer")


@cache
def sayings(currency: str, kind: str) -> SearchStrategy[tuple[str, ...]]:
    """What a rule says; `kind`: discount, total, set or words, of which the last says something always."""
    texts = _ANYWHERE if kind == "words" else (*_ANYWHERE, *_OF_A_DISCOUNT, *_OF_A_DISCOUNT)
    places = tuple(place for place in _PLACES if kind != "total" or place != " line")
    printed = _clause("print{}", places, texts)
    told = _clause("tell {}", _WHOM, texts)
    otherwise = _clause("otherwise tell {}", _WHOM, _BEFORE)
    known = st.sampled_from(_WHOM).map(
        lambda whom: ("when customer.level is known", f'tell {whom} "{{customer.level}}"')
    )
    nudged = _nudges(currency, sets=kind == "set")
    spoken = either(printed, printed, told, otherwise, nudged, nudged, known)
    both = st.tuples(either(printed, nudged), spoken).map(lambda pair: (*pair[0], *pair[1]))
    some = either(spoken, spoken, both)
    if kind == "words":
        return some
    return one_in(6).flatmap(lambda speaks: some if speaks else st.just(()))


def _clause(form: str, wheres: tuple[str, ...], texts: tuple[str, ...]) -> SearchStrategy[tuple[str, ...]]:
    return st.tuples(st.sampled_from(wheres), st.sampled_from(texts)).map(
        lambda pair: (f'{form.format(pair[0])} "{pair[1]}"',)
    )


@cache
def _nudges(currency: str, *, sets: bool) -> SearchStrategy[tuple[str, ...]]:
    """A nudge with the condition that it speaks of; in a rule with sets the set may be what is missing."""
    amount = money_literals(currency, most=3_000)
    money = st.tuples(
        st.sampled_from(
            ["{} >= {}", "{} > {}", "{1} <= {0}", "{} >= 50% of {}", "{} >= {} and receipt.lines < 9"]
        ),
        st.sampled_from(["amount", "receipt.total", "receipt.full", 'amount of items category "Tea"']),
        amount,
    ).map(lambda parts: f"when {parts[0].format(*parts[1:])}")
    counts = st.tuples(
        st.sampled_from(["quantity", "quantity of all items", "receipt.lines", "distinct of all items"]),
        st.sampled_from([">= 2", ">= 3", "> 3", "> 2.5", ">= 6"]),
    ).map(lambda pair: f"when {pair[0]} {pair[1]}")
    weights = st.sampled_from(["quantity of all items >= 2 kg", "1.5 kg < quantity", "quantity >= 0.75 l"])
    choices = [
        st.tuples(money, money_literals(currency, most=2_000)),
        st.tuples(money, st.just(f"1_000 {currency}")),
        st.tuples(counts, st.sampled_from(["1", "2", "1.5"])),
        st.tuples(weights.map(lambda text: f"when {text}"), st.sampled_from(["1 kg", "2 kg", "500 ml"])),
    ]
    if sets:
        choices += [st.tuples(st.just(""), st.sampled_from(["1", "2", "3"]))] * 4
    return st.tuples(either(*choices), st.sampled_from(_WHOM), st.sampled_from(_BEFORE)).map(_nudge)


def _nudge(drawn: tuple[tuple[str, str], str, str]) -> tuple[str, ...]:
    (condition, within), whom, text = drawn
    if within.endswith("ml") != condition.endswith(" l") and within[-1] in "lg":
        within = "1 l" if condition.endswith(" l") else "1 kg"
    clause = f'nudge {whom} "{text}" within {within}'
    return (condition, clause) if condition else (clause,)
