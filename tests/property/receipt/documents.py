"""Receipts as JSON trees: valid ones, and valid ones with one thing broken."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterator
from typing import Any

from hypothesis import strategies as st

Tree = Any

NAMES = st.text(st.characters(codec="utf-8", exclude_categories=("Cs",)), min_size=1, max_size=6)
IDS = st.one_of(st.sampled_from(["club", "S1", "Coffee", "Чай", 'a"b', "a\\b", "12:30"]), NAMES)
AMOUNTS = st.integers(0, 10**6)
ATTRIBUTES = st.dictionaries(
    IDS, st.one_of(IDS, AMOUNTS, st.booleans(), st.lists(IDS, max_size=2)), max_size=2
)
DATES = st.sampled_from(["2026-03-04", "1990-02-28"])
CODES = st.fixed_dictionaries(
    {}, optional={"issued": st.booleans(), "used": AMOUNTS, "used_by_customer": AMOUNTS, "valid_from": DATES}
).filter(lambda state: state.get("used_by_customer", 0) <= state.get("used", 0))
STATES = st.dictionaries(IDS, CODES, max_size=2).filter(
    lambda states: len({code.strip().casefold() for code in states}) == len(states)
)
LINES = st.fixed_dictionaries(
    {
        "sku": IDS,
        "quantity": st.sampled_from(["1", "6", "65", "1.314 kg", "500 g", "0.5 l"]),
        "amount_minor": AMOUNTS,
    },
    optional={
        "kind": st.sampled_from(["goods", "service", "deposit", "stored_value", "fee"]),
        "gtin": st.one_of(st.none(), IDS),
        "name": st.one_of(st.none(), NAMES),
        "unit_price": st.sampled_from(["1.599", "12", "0.000001"]),
        "regular_amount_minor": st.one_of(st.none(), AMOUNTS),
        "min_price_minor": AMOUNTS,
        "category": st.lists(IDS, max_size=3),
        "brand": st.one_of(st.none(), IDS),
        "tags": st.lists(IDS, max_size=2),
        "tax_code": IDS,
        "manual_price": st.booleans(),
        "marked_down": st.booleans(),
        "discountable": st.booleans(),
        "cost_minor": AMOUNTS,
        "attributes": ATTRIBUTES,
        "return_of": st.one_of(st.none(), st.fixed_dictionaries({"sale": IDS, "line": IDS})),
    },
)


def _numbered(lines: list[Tree]) -> list[Tree]:
    return [{"id": str(number), **line} for number, line in enumerate(lines, 1)]


def valid_trees() -> st.SearchStrategy[Tree]:
    """Trees that both doors accept."""
    codes = st.one_of(IDS, st.fixed_dictionaries({"code": IDS}))
    return st.fixed_dictionaries(
        {
            "id": IDS,
            "at": st.sampled_from(["2026-03-04T12:00:00+03:00", "2026-03-04T09:00:00Z"]),
            "currency": st.sampled_from(["RUB", "EUR", "JPY", "KWD"]),
            "store": st.fixed_dictionaries(
                {"id": IDS, "timezone": st.sampled_from(["Europe/Moscow", "UTC"])},
                optional={"tags": st.lists(IDS, max_size=2)},
            ),
            "lines": st.lists(LINES, max_size=3).map(_numbered),
        },
        optional={
            "pass": st.sampled_from(["final", "subtotal"]),
            "offline": st.booleans(),
            "prices": st.sampled_from(["gross", "net"]),
            "channel": st.sampled_from(["pos", "web"]),
            "register": st.one_of(st.none(), IDS),
            "operator": IDS,
            "customer": st.one_of(
                st.none(),
                st.fixed_dictionaries(
                    {"id": IDS},
                    optional={
                        "programmes": st.lists(IDS, max_size=2),
                        "segments": st.lists(IDS, max_size=2),
                        "birthday": DATES,
                        "level": st.one_of(st.none(), IDS),
                        "attributes": ATTRIBUTES,
                    },
                ),
            ),
            "cards": st.lists(IDS, max_size=1),
            "coupons": st.lists(codes, max_size=1),
            "tenders": st.lists(
                st.fixed_dictionaries(
                    {"tender": IDS}, optional={"amount_minor": st.one_of(st.none(), AMOUNTS), "code": IDS}
                ),
                max_size=2,
            ),
            "points_requested": st.dictionaries(IDS, AMOUNTS, max_size=2),
            "state": st.one_of(
                st.none(),
                st.fixed_dictionaries(
                    {},
                    optional={
                        "counters": st.dictionaries(IDS, st.integers(-5, 5), max_size=2),
                        "credits": st.lists(
                            st.fixed_dictionaries(
                                {"key": IDS, "units": AMOUNTS, "at": st.just("2026-03-01T12:00:00Z")}
                            ),
                            max_size=1,
                        ),
                        "balances": st.dictionaries(IDS, st.integers(-5, 5), max_size=2),
                        "coupons": STATES,
                        "cards": STATES,
                    },
                ),
            ),
        },
    )


ODD_VALUES: list[Any] = [
    None, True, False, 0, 1, -1, 1.0, 0.5, -0.5, 10**15, 10**15 + 1, -(10**15) - 1, 10**19, 2**64, 10**40,
    1e300, "", "1", "0", "-1", "x" * 200, "x" * 201, "x" * 1001, "é" * 200, "EUR", "eur", "XXX", "return",
    "Return", "deposit_return", "10000000", "1000000000000", "1.5", "1.5 kg", "1.5 stone", "0 kg",
    "1.0000001 kg", "20260304", "2026-03-04T12:00:00", "2026-03-04", "yesterday", "Mars/Base", "../etc",
    "1_000", "1.1234567", [], {}, [1], ["a", "a"], ["a", "A "], [[]], [None], [{}], {"code": "a"},
    [{"code": "a"}, "A"], {"a": 1}, {"a": None}, {"a": 1.5}, {"a": {}}, {"a": [1]}, {"a": ["b", None]},
    {"": 1}, {"": "x"}, {"a": 10**16}, {"[key]": 1.5}, {"[key]": []}, {"StrType": {}}, {"a": {"[key]": 1}},
    {"a": {"used": -1}}, ["x"] * 1001, {str(number): 1 for number in range(1001)},
]  # fmt: skip

ODD_NAMES = ["extra", "pass_", "amout_minor", "amount_minor", "Id", "", "[key]", "self", "code", "mirrors"]

ODD_BYTES = [
    b"", b"\xff", b"\\ud800", b"\\u0022", b'"', b"{", b"}", b"[", b"1e400", b"NaN", b"-0", b"00", b".5",
    b"9" * 30, b'"id":"2",', b'"id": "2", "id": "2",', b"\x00", b"\xef\xbb\xbf", b"9" * 5000, b"[" * 2000,
    b"/**/", b"\xed\xa0\x80",
]  # fmt: skip

FULL: Tree = {
    "id": "S1-3-117",
    "at": "2026-03-04T12:00:00+03:00",
    "pass": "subtotal",
    "offline": True,
    "currency": "RUB",
    "prices": "net",
    "channel": "web",
    "store": {"id": "S1", "timezone": "Europe/Moscow", "tags": ["city"]},
    "register": "3",
    "operator": "anna",
    "customer": {
        "id": "C1",
        "programmes": ["club"],
        "segments": ["vip"],
        "birthday": "1990-03-04",
        "level": "gold",
        "attributes": {"shoe": 43, "name": "Anna", "adult": True, "pets": ["cat", "dog"]},
    },
    "cards": ["7712345678901234", "7712345678905678"],
    "coupons": ["HELLO10", {"code": "SPRING"}],
    "lines": [
        {
            "id": "1",
            "kind": "service",
            "sku": "4601234567890",
            "gtin": "4601234567890",
            "name": "Coffee",
            "quantity": "1.314 kg",
            "amount_minor": 72000,
            "unit_price": "547.945",
            "regular_amount_minor": 80000,
            "min_price_minor": 100,
            "category": ["Grocery", "Coffee"],
            "brand": "Own",
            "tags": ["new"],
            "tax_code": "A",
            "weighed": True,
            "manual_price": True,
            "marked_down": True,
            "discountable": False,
            "cost_minor": 50000,
            "attributes": {"roast": "dark"},
            "return_of": {"sale": "S1-3-1", "line": "2"},
        },
        {"id": "2", "kind": "return", "sku": "5", "quantity": "1", "amount_minor": -100},
    ],
    "tenders": [{"tender": "gft", "amount_minor": 50000, "code": "GC-1"}],
    "points_requested": {"bonus": 300},
    "state": {
        "counters": {"spring/C1": 2},
        "credits": [{"key": "coffee/C1", "units": 2, "at": "2026-03-01T12:00:00Z"}],
        "balances": {"GC-1": 5000},
        "coupons": {
            "HELLO10": {
                "issued": True,
                "used": 1,
                "used_by_customer": 1,
                "valid_from": "2026-03-01",
                "valid_until": "2026-03-31",
            }
        },
        "cards": {"7712345678901234": {"issued": True}},
    },
}
"""A valid receipt in which every field stands, none at its default."""


def places(tree: Tree, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Every place in a tree, the root first."""
    yield path
    inner = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    for key, value in inner:
        yield from places(value, (*path, key))


def breakages(tree: Tree) -> Iterator[Tree]:
    """Every tree that differs in one place: an odd value, one field more, one entry less or twice."""
    for path in places(tree):
        for value in ODD_VALUES:
            yield _with(tree, path, lambda holder, key, value=value: holder.__setitem__(key, value))
        for name in ODD_NAMES:
            yield _with(tree, path, lambda holder, key, name=name: _grow(holder, key, name))
        if path:
            yield _with(tree, path, lambda holder, key: holder.__delitem__(key))
            yield _with(tree, path, lambda holder, key: holder.__setitem__(key, [holder[key]]))
            yield _with(tree, path, _twice)


def _with(tree: Tree, path: tuple[str | int, ...], change: Callable[[Tree, Any], None]) -> Tree:
    box = {"root": copy.deepcopy(tree)}
    *above, last = ("root", *path)
    holder: Tree = box
    for step in above:
        holder = holder[step]
    change(holder, last)
    return box["root"]


def _grow(holder: Tree, key: Any, name: str) -> None:
    if isinstance(holder[key], dict):
        holder[key][name] = 1
    elif isinstance(holder[key], list):
        holder[key].append(name)


def _twice(holder: Tree, key: Any) -> None:
    if isinstance(holder, list):
        holder.append(copy.deepcopy(holder[key]))


@st.composite
def broken_trees(draw: st.DrawFn) -> Tree:
    """Valid trees with one to three changes, most of which make them invalid."""
    tree = draw(valid_trees())
    for _ in range(draw(st.integers(1, 3))):
        path = draw(st.sampled_from(list(places(tree))))
        tree = _with(
            tree,
            path,
            draw(st.sampled_from([_replaced, _replaced, _retyped, _removed, _grown, _doubled]))(draw),
        )
    return tree


Change = Callable[[Tree, Any], None]


def _replaced(draw: st.DrawFn) -> Change:
    """Another value of the same type, so that bounds and meanings are met and not only types."""

    def change(holder: Tree, key: Any) -> None:
        alike = [value for value in ODD_VALUES if type(value) is type(holder[key])]
        holder[key] = draw(st.sampled_from(alike or ODD_VALUES))

    return change


def _retyped(draw: st.DrawFn) -> Change:
    value = draw(st.sampled_from(ODD_VALUES))
    return lambda holder, key: holder.__setitem__(key, value)


def _removed(_draw: st.DrawFn) -> Change:
    return lambda holder, key: holder.__delitem__(key) if key != "root" else None


def _grown(draw: st.DrawFn) -> Change:
    name = draw(st.sampled_from(ODD_NAMES))
    return lambda holder, key: _grow(holder, key, name)


def _doubled(_draw: st.DrawFn) -> Change:
    return _twice


def written(tree: Tree, draw: st.DrawFn) -> bytes:
    """A tree as JSON in one of the spellings that hosts use."""
    indent, escaped = draw(st.sampled_from([(None, True), (None, False), (2, True)]))
    return json.dumps(tree, indent=indent, ensure_ascii=escaped).encode()


@st.composite
def broken_texts(draw: st.DrawFn) -> bytes:
    """Valid documents with bytes taken out, doubled or put in."""
    data = written(draw(valid_trees()), draw)
    start = draw(st.integers(0, len(data)))
    stop = draw(st.integers(start, min(len(data), start + 30)))
    piece = data[start:stop]
    middle = draw(st.sampled_from([piece * 2, b"," + piece, *ODD_BYTES]))
    return data[:start] + middle + data[stop:]
