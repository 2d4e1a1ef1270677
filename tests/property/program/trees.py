"""Random well-typed expressions as plain trees, their text, and their value by the page's own words.

In: Hypothesis. Out: trees `(op, part, ...)`; `text` writes one as an author would, `value` computes it from
a table of facts in exact fractions. Nothing here uses the binder, the compiler or the runtime.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

Tree = tuple[Any, ...]
Facts = Mapping[str, Any]
Some = st.SearchStrategy[Any]

MONEY_FACTS = ("receipt.total", "receipt.full", "customer.spent", "item.price")
NUMBER_FACTS = ("receipt.lines", "receipt.quantity", "receipt.hour", "customer.factor")
OPTIONAL = {"money": ("item.cost", "item.min_price"), "number": ("customer.visits",)}
AGGREGATES = {"money": ("amount", "lowest", "highest"), "number": ("quantity", "distinct")}
CHANNELS = ("pos", "app", "kiosk")

small = st.integers(0, 40)
money_literal = st.integers(0, 3000).map(lambda minor: ("money", minor))
number_literal = small.map(lambda n: ("number", Fraction(n))) | st.integers(0, 400).map(
    lambda n: ("number", Fraction(n, 100))
)
percents = st.integers(1, 1000).map(lambda n: ("percent", Fraction(n, 1000)))
nonzero = st.integers(1, 12).map(lambda n: ("number", Fraction(n)))


def _facts(paths: tuple[str, ...]) -> Some:
    return st.sampled_from(paths).map(lambda path: ("fact", path))


def _ops(*ops: str) -> Some:
    return st.sampled_from(ops)


def _default(kind: str, fallback: Some) -> Some:
    return st.tuples(st.just("default"), st.sampled_from(OPTIONAL[kind]), fallback)


def _leaves(kind: str) -> Some:
    literal = money_literal if kind == "money" else number_literal
    facts = _facts(MONEY_FACTS if kind == "money" else NUMBER_FACTS)
    over = _ops("", " of all items", " of this item")
    aggregate = st.tuples(st.just("aggregate"), st.sampled_from(AGGREGATES[kind]), over)
    return st.one_of(literal, facts, aggregate, _default(kind, literal))


def quantities(kind: str, depth: int) -> Some:
    """Trees of money or of numbers."""
    if depth == 0:
        return _leaves(kind)
    own, numbers = quantities(kind, depth - 1), quantities("number", depth - 1)
    both = [
        _leaves(kind),
        st.tuples(_ops("+", "-"), own, own),
        st.tuples(st.just("*"), own, numbers),
        st.tuples(st.just("*"), numbers, own),
        st.tuples(st.just("/"), own, nonzero),
        st.tuples(st.just("negate"), own),
        _default(kind, own),
        st.tuples(st.just("if"), conditions(depth - 1), own, own),
    ]
    if kind == "money":
        both.append(st.tuples(st.just("of"), percents | st.just(("fact", "customer.rate")), own))
    return st.one_of(both)


def conditions(depth: int) -> Some:
    """Trees that are true or false."""
    leaves = [
        st.booleans().map(lambda value: ("bool", value)),
        st.just(("fact", "item.weighed")),
        st.tuples(_ops("=", "!="), st.just(("fact", "receipt.channel")), _channel()),
        st.tuples(st.just("in texts"), _channel(), st.just(("fact", "customer.segments"))),
        st.tuples(st.just("matches"), st.just(("fact", "receipt.channel")), _ops("p.*", "app", "[a-k]+")),
        st.tuples(
            st.just("in list"),
            st.just(("fact", "receipt.channel")),
            st.lists(_channel(), min_size=1, max_size=3),
        ),
    ]
    if depth == 0:
        return st.one_of(leaves)
    inner = conditions(depth - 1)
    kinds = [
        st.tuples(_ops("=", "!=", "<", "<=", ">", ">="), *[quantities(kind, depth - 1)] * 2)
        for kind in ("money", "number")
    ]
    ranges = [
        st.tuples(st.just("in range"), quantities("money", depth - 1), money_literal, money_literal),
        st.tuples(
            st.just("in list"),
            quantities("number", depth - 1),
            st.lists(number_literal, min_size=1, max_size=3),
        ),
    ]
    guarded = st.sampled_from(OPTIONAL["money"]).flatmap(
        lambda path: st.tuples(
            _ops("known and", "unknown or"),
            st.just(path),
            st.tuples(_ops("<", ">="), st.just(("fact", path)), quantities("money", depth - 1)),
        )
    )
    return st.one_of(
        *leaves,
        *kinds,
        *ranges,
        guarded,
        st.tuples(_ops("and", "or"), inner, inner),
        st.tuples(st.just("not"), inner),
        st.tuples(st.just("if"), inner, inner, inner),
    )


def _channel() -> Some:
    return st.sampled_from(CHANNELS).map(lambda text: ("text", text))


# ---- as an author writes it ----------------------------------------------------------------------------


def text(tree: Tree) -> str:
    """The tree in the language, with parentheses everywhere."""
    op, *parts = tree
    if op in _WRITTEN:
        return str(_WRITTEN[op](*parts))
    if op == "of" and parts[0][0] == "fact":
        return f"({parts[0][1]} of {text(parts[1])})"
    if op in ("and", "or", "=", "!=", "<", "<=", ">", ">=", "+", "-", "*", "/", "of"):
        return f"({text(parts[0])} {op} {text(parts[1])})"
    if op == "if":
        return f"(if {text(parts[0])} then {text(parts[1])} else {text(parts[2])})"
    raise AssertionError(op)


def _decimal(value: Fraction) -> str:
    return str(value.numerator) if value.denominator == 1 else f"{float(value):.2f}"


_WRITTEN: dict[str, Any] = {
    "money": lambda minor: f"{minor // 100}.{minor % 100:02} EUR",
    "number": _decimal,
    "percent": lambda share: f"{share.numerator * 1000 // share.denominator / 10}%",
    "text": lambda value: f'"{value}"',
    "bool": lambda value: "yes" if value else "no",
    "fact": lambda path: path,
    "aggregate": lambda function, over: f"({function}{over})",
    "negate": lambda part: f"(-{text(part)})",
    "not": lambda part: f"(not {text(part)})",
    "default": lambda path, fallback: f"({path} default {text(fallback)})",
    "in texts": lambda one, many: f"({text(one)} in {text(many)})",
    "matches": lambda part, pattern: f"({text(part)} matches /{pattern}/)",
    "in range": lambda part, one, other: (
        f"({text(part)} in {text(min(one, other))}..{text(max(one, other))})"
    ),
    "in list": lambda part, values: f"({text(part)} in {{{', '.join(map(text, values))}}})",
    "known and": lambda path, part: f"({path} is known and {text(part)})",
    "unknown or": lambda path, part: f"(not {path} is known or {text(part)})",
}


# ---- what it is worth ------------------------------------------------------------------------------------


def value(tree: Tree, facts: Facts) -> Any:
    """The value by the page: exact, `and` and `or` from the left, `default` where the fact is absent."""
    op, *parts = tree
    if op in ("money", "number", "percent", "text", "bool"):
        return parts[0]
    if op == "fact":
        return facts[parts[0]]
    if op == "aggregate":
        return facts[parts[0] + parts[1]]
    if op == "default":
        known = facts[parts[0]]
        return value(parts[1], facts) if known is None else known
    if op in ("known and", "unknown or"):
        if facts[parts[0]] is None:
            return op == "unknown or"
        return value(parts[1], facts)
    if op in ("and", "or"):
        first = value(parts[0], facts)
        return value(parts[1], facts) if first is (op == "and") else first
    if op == "if":
        return value(parts[1 if value(parts[0], facts) else 2], facts)
    if op == "matches":
        return {"p.*": ("pos",), "app": ("app",), "[a-k]+": ()}[parts[1]].count(value(parts[0], facts)) > 0
    if op == "in list":
        return value(parts[0], facts) in [value(each, facts) for each in parts[1]]
    return _plain(op, [value(part, facts) for part in parts])


def _plain(op: str, values: list[Any]) -> Any:
    first, second = values[0], values[-1]
    if op == "in range":
        low, high = sorted(values[1:])
        return low <= first <= high
    plain: dict[str, Any] = {
        "+": lambda: first + second,
        "-": lambda: first - second,
        "*": lambda: first * second,
        "/": lambda: Fraction(first) / second,
        "of": lambda: first * second,
        "negate": lambda: -first,
        "not": lambda: not first,
        "in texts": lambda: first in second,
        "=": lambda: first == second,
        "!=": lambda: first != second,
        "<": lambda: first < second,
        "<=": lambda: first <= second,
        ">": lambda: first > second,
        ">=": lambda: first >= second,
    }
    return plain[op]()
