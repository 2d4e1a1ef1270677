"""Strategies for names, literals, expressions and selectors: the small things of the language.

Every node is as the parser makes it; spans point nowhere, for they take no part in comparison.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from fractions import Fraction
from functools import partial
from typing import Any

from hypothesis import strategies as st

from receipt_rules.diagnostics import Source, Span
from receipt_rules.language import ast
from receipt_rules.quantity import parse_quantity

NOWHERE = Span(Source("", ""), 0, 0)

Some = st.SearchStrategy[Any]


def node(kind: Callable[..., Any], *fields: Some | Any, **named: Some | Any) -> Some:
    """A node of a kind; what is no strategy is a constant."""
    arguments = [field if isinstance(field, st.SearchStrategy) else st.just(field) for field in fields]
    keywords = {
        name: field if isinstance(field, st.SearchStrategy) else st.just(field)
        for name, field in named.items()
    }
    return st.builds(partial(kind, NOWHERE), *arguments, **keywords)


def short(strategy: Some) -> Some:
    """The same strategy; in a report it does not print all that it is made of."""
    return st.deferred(lambda: strategy)


def some(element: Some, least: int = 1, most: int = 3) -> Some:
    return st.lists(element, min_size=least, max_size=most).map(tuple)


def maybe(element: Some) -> Some:
    return st.none() | element


# ---- names and literals ------------------------------------------------------------------------

# Some words of the language can be names too.
IDS = ("tea", "coffee_2", "_x", "item", "day", "free", "line", "once", "card", "percent_of", "receipt", "max")
PATHS = ("c.tea", "item.price", "receipt.total", "customer.tags", "a.b.c", "item.items")

ids = node(ast.Name, st.sampled_from(IDS))
paths = node(ast.Name, st.sampled_from(PATHS))
names = node(ast.Name, st.sampled_from(IDS + PATHS))
labels = node(ast.Name, st.sampled_from(("soup", "main", "_x", "first")))
keys = node(ast.Name, st.sampled_from(("category", "lists", "group", "per", "x.y", "from", "all", "yes")))
bare_words = st.sampled_from(("multiple", "one_off", "c.tea", "rule", "all", "per")).map(
    lambda text: ast.Word(NOWHERE, text, text)
)

digits = (
    st.integers(0, 10**6).map(lambda value: st.sampled_from((str(value), f"{value:_}"))).flatmap(lambda s: s)
)
CURRENCIES = {"RUB": 2, "JPY": 0, "KWD": 3}


def _money(whole: int, currency: str, space: str) -> ast.Money:
    decimals = CURRENCIES[currency]
    unit = 10**decimals
    text = f"{whole // unit:_}"
    if whole % unit:
        text += f".{whole % unit:0{decimals}d}"
    return ast.Money(NOWHERE, f"{text}{space}{currency}", whole, currency)


def _decimal(kind: Callable[..., Any], places: int, suffix: str, scale: int) -> Callable[[int], Any]:
    def make(value: int) -> Any:
        text = f"{value // 10**places}.{value % 10**places:0{places}d}{suffix}"
        return kind(NOWHERE, text, Fraction(value, 10**places * scale))

    return make


money = st.builds(
    _money, st.integers(0, 10**7), st.sampled_from(sorted(CURRENCIES)), st.sampled_from(("", " "))
)
percents = st.integers(1, 100).map(lambda n: ast.Percent(NOWHERE, f"{n}%", Fraction(n, 100))) | st.integers(
    1, 999
).map(_decimal(ast.Percent, 1, "%", 100))
numbers = st.integers(0, 99_999).map(_decimal(ast.Number, 2, "", 1))
integers = digits.map(lambda text: ast.Integer(NOWHERE, text, int(text)))
counts = st.integers(1, 12).map(lambda n: ast.Integer(NOWHERE, str(n), n))

# Spelling and meaning of what may stand between quotes.
PIECES = {"a": "a", "#": "#", "{missing}": "{missing}", "%": "%", "чай": "чай", "茶": "茶", "  ": "  "}
ESCAPES = {r"\"": '"', r"\\": "\\"}


def _text(pieces: list[str]) -> ast.Text:
    known = PIECES | ESCAPES
    return ast.Text(NOWHERE, f'"{"".join(pieces)}"', "".join(known[piece] for piece in pieces))


texts = st.lists(st.sampled_from(sorted(PIECES | ESCAPES)), max_size=4).map(_text)
doc_bodies = st.sampled_from(
    ("Why.", "Two\n  lines.", "windows\r\nlines", '"quoted" # no comment', "", "\\n")
)
docs = doc_bodies.map(lambda body: ast.Doc(NOWHERE, f'"""{body}"""', body))
regexes = st.sampled_from((r"77\d{10}", "a|b", r"x\/y", "#")).map(
    lambda pattern: ast.Regex(NOWHERE, f"/{pattern}/", pattern)
)
dates = st.dates(dt.date(2000, 1, 1), dt.date(2099, 1, 1)).map(
    lambda value: ast.Date(NOWHERE, value.isoformat(), value)
)
datetimes = st.datetimes(dt.datetime(2000, 1, 1), dt.datetime(2099, 1, 1)).map(  # noqa: DTZ001
    lambda value: ast.DateTime(
        NOWHERE, value.isoformat(timespec="minutes"), value.replace(second=0, microsecond=0, fold=0)
    )
)
times = st.integers(0, 1440).map(
    lambda minutes: ast.Time(NOWHERE, f"{minutes // 60:02}:{minutes % 60:02}", minutes)
)
durations = st.builds(
    lambda count, unit: ast.Duration(NOWHERE, f"{count} {unit}{'s' * (count != 1)}", count, unit),
    st.integers(1, 400),
    st.sampled_from(("minute", "hour", "day", "week", "month", "year")),
)
measures = st.builds(
    lambda count, space, unit: ast.Measure(
        NOWHERE, f"{count}{space}{unit}", parse_quantity(f"{count} {unit}")
    ),
    st.sampled_from(("2", "0.5", "1.314", "12")),
    st.sampled_from(("", " ")),
    st.sampled_from(("kg", "g", "l", "ml", "m")),
)
bools = st.booleans().map(lambda value: ast.Bool(NOWHERE, "yes" if value else "no", value))

LITERALS: tuple[Some, ...] = (
    money,
    percents,
    numbers,
    integers,
    texts,
    dates,
    datetimes,
    times,
    durations,
    measures,
    bools,
)
literals = st.one_of(*LITERALS)
refs = node(ast.Ref, names)
values = literals | refs

periods = st.sampled_from(("day", "week", "month", "quarter", "year"))
round_modes = st.sampled_from(("half_up", "half_down", "half_even", "down", "up"))
whom = st.sampled_from(("cashier", "customer"))

# ---- selectors and expressions -----------------------------------------------------------------

SET_REFS: tuple[Some, ...] = (
    node(ast.SetName, names),
    node(ast.SetSku, texts),
    node(ast.SetCategory, texts),
    node(ast.SetBrand, texts),
    node(ast.SetTag, texts),
    node(ast.SetDiscounted),
)
set_refs = st.one_of(*SET_REFS)


def selectors_with(conditions: Some) -> Some:
    """Selectors whose `where` is one of the conditions."""
    excepts = st.just(()) | some(set_refs, 1, 2)
    where = maybe(conditions)
    return node(ast.Selector, True, (), excepts, where) | node(
        ast.Selector, False, some(set_refs), excepts, where
    )


def forms(smaller: Some) -> tuple[Some, ...]:
    """One strategy for each kind of expression that is made of smaller ones."""
    functions = st.sampled_from(("amount", "quantity", "distinct", "lowest", "highest"))
    return (
        node(ast.Logic, st.sampled_from(("and", "or")), smaller, smaller),
        node(ast.Arithmetic, st.sampled_from("+-*/"), smaller, smaller),
        node(ast.Compare, st.sampled_from(("=", "!=", "<", "<=", ">", ">=")), smaller, smaller),
        node(ast.Default, smaller, smaller),
        node(ast.PercentOf, percents | refs, smaller),
        node(ast.Negate, smaller),
        node(ast.Not, smaller),
        node(ast.IsKnown, smaller),
        node(ast.Matches, smaller, regexes),
        node(ast.InFact, smaller, smaller),
        node(ast.InRange, smaller, smaller, smaller),
        node(ast.InList, smaller, some(values)),
        node(ast.InItems, smaller, names),
        node(ast.InSegment, smaller, names),
        node(ast.IfElse, smaller, smaller, smaller),
        node(ast.Call, names, some(smaller, 0, 2)),
        node(ast.Aggregate, functions, maybe(node(ast.OverThisItem) | selectors_with(smaller))),
    )


expressions = short(st.recursive(values, lambda smaller: st.one_of(*forms(smaller)), max_leaves=8))
conditions = short(
    st.one_of(
        node(ast.Compare, st.sampled_from((">=", "=")), values, values),
        node(ast.Logic, "and", node(ast.IsKnown, refs), node(ast.Compare, "<", refs, values)),
        expressions,
    )
)
selectors = short(selectors_with(conditions))
