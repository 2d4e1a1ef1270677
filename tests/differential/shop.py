"""What the oracle and the engine are both asked: a small ruleset and a small receipt, as plain values.

In: a number. Out: the `Case` with this number, which can be written as the text of a ruleset and as a receipt
in JSON. Amounts are minor units of EUR. Small numbers and equal prices come up often: there the ties are.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from fractions import Fraction
from random import Random
from typing import Any, NamedTuple

SKUS = ("A", "B", "C", "D")
MODES = ("half_up", "half_down", "half_even", "down", "up")


class Goods(NamedTuple):
    """One line: pieces, or one thing of `grams`."""

    sku: str
    pieces: int
    grams: int | None
    amount: int
    regular: int | None = None
    min_price: int | None = None
    manual: bool = False
    discountable: bool = True


class Rounding(NamedTuple):
    """`what`: discount or price; `step` in minor units, or an ending of a price in minor units."""

    what: str
    mode: str
    step: int = 1
    ending: int | None = None


class Rule(NamedTuple):
    """`kind`: percent, regular, cheapest, each, line, once, price; receipt-percent, -money, -each.

    `value`: a share, or minor units; `n`: of `cheapest`; `every`: (`money` or `items`, how many).
    """

    id: str
    kind: str
    value: Fraction
    skus: tuple[str, ...]
    priority: int | None = None
    threshold: int | None = None
    n: int = 0
    every: tuple[str, int] | None = None
    floor: int | None = None
    rounding: Rounding | None = None
    manual: bool = False

    @property
    def on_receipt(self) -> bool:
        return self.kind.startswith("receipt")


class Protect(NamedTuple):
    """`kind`: never, price, price-share, off, off-share."""

    kind: str
    value: Fraction
    skus: tuple[str, ...]


class Case(NamedTuple):
    mode: str
    step: int
    per_unit: bool
    rules: tuple[Rule, ...]
    protects: tuple[Protect, ...]
    receipt_caps: tuple[tuple[str, Fraction], ...]
    lines: tuple[Goods, ...]


# ---- as the engine is told ---------------------------------------------------------------------------


def money(minor: Fraction | int) -> str:
    return f"{int(minor) / 100:.2f} EUR"


def percent(share: Fraction) -> str:
    return f"{float(share * 100):g}%"


def text_of(case: Case) -> str:
    """The ruleset as a text."""
    unit = "unit" if case.per_unit else "line"
    parts = [
        'ruleset "case" version "1" currency EUR',
        f"  rounding {case.mode} to {money(case.step)} per {unit}",
        *(_protect_text(each) for each in case.protects),
        *(f"protect receipt discount at most {_bound(*each)}" for each in case.receipt_caps),
        *(_rule_text(each) for each in case.rules),
    ]
    return "\n".join(parts) + "\n"


def _items(skus: tuple[str, ...]) -> str:
    return "all items" if skus == SKUS else "items " + ", ".join(f'"{sku}"' for sku in skus)


def _bound(kind: str, value: Fraction) -> str:
    return percent(value) if kind.endswith("share") else money(value)


def _protect_text(protect: Protect) -> str:
    what = {
        "never": "never discounted",
        "price": f"price at least {_bound(protect.kind, protect.value)}",
        "off": f"discount at most {_bound(protect.kind, protect.value)}",
    }[protect.kind.removesuffix("-share")]
    return f"protect {_items(protect.skus)} {what}"


def _rule_text(rule: Rule) -> str:
    share, amount = percent(rule.value), money(rule.value)
    give = {
        "percent": f"{share} off",
        "regular": f"{share} off of regular price",
        "cheapest": f"{share} off cheapest {rule.n}",
        "each": f"{amount} off each",
        "line": f"{amount} off line",
        "once": f"{amount} off once",
        "price": f"price {amount} each",
        "receipt-percent": f"{share} off receipt",
        "receipt-money": f"{amount} off receipt",
        "receipt-each": f"{amount} off receipt for each {_every_text(rule.every)}",
    }[rule.kind]
    clauses = [f"on {_items(rule.skus)}", f"give {give}"]
    if rule.threshold is not None:
        clauses.append(f"when amount >= {money(rule.threshold)}")
    if rule.priority is not None:
        clauses.append(f"priority {rule.priority}")
    if rule.floor is not None:
        clauses.append(f"floor {money(rule.floor)}")
    if rule.rounding is not None:
        clauses.append(_rounding_text(rule.rounding))
    if rule.manual:
        clauses.append("including manual prices")
    return f'rule {rule.id} "{rule.id}" {{ ' + " ".join(clauses) + " }"


def _every_text(every: tuple[str, int] | None) -> str:
    if every is None:
        return ""
    return money(every[1]) if every[0] == "money" else f"{every[1]} items"


def _rounding_text(rounding: Rounding) -> str:
    to = money(rounding.step) if rounding.ending is None else f".{rounding.ending:02}"
    return f"round {rounding.what} {rounding.mode} to {to}"


def receipt_of(case: Case) -> str:
    """The receipt as JSON."""
    lines = [_line(number, goods) for number, goods in enumerate(case.lines, 1)]
    store = {"id": "S", "timezone": "UTC"}
    return json.dumps(
        {"id": "r", "at": "2026-03-04T12:00:00Z", "currency": "EUR", "store": store, "lines": lines}
    )


def _line(number: int, goods: Goods) -> dict[str, Any]:
    line: dict[str, Any] = {
        "id": str(number),
        "sku": goods.sku,
        "quantity": str(goods.pieces) if goods.grams is None else f"{goods.grams} g",
        "amount_minor": goods.amount,
        "manual_price": goods.manual,
        "discountable": goods.discountable,
    }
    if goods.regular is not None:
        line["regular_amount_minor"] = goods.regular
    if goods.min_price is not None:
        line["min_price_minor"] = goods.min_price
    return line


# ---- drawn -------------------------------------------------------------------------------------------

ITEM_KINDS = ("percent", "regular", "cheapest", "each", "line", "once", "once", "price")
RECEIPT_KINDS = ("receipt-percent", "receipt-money", "receipt-each")
SHARED = ("percent", "regular", "cheapest", "receipt-percent")
SHARES = tuple(Fraction(n, 1000) for n in (5, 50, 100, 125, 333, 500, 1000))


def case_of(number: int, *, max_units: int = 6, max_rules: int = 5) -> Case:
    """The case with this number: the same every time, and unlike the others."""
    draw = _Draw(number)
    lines: list[Goods] = []
    for _ in range(draw.randint(1, 4)):
        goods = _goods(draw)
        if sum(each.pieces for each in (*lines, goods)) <= max_units:
            lines.append(goods)
    caps = [("share", draw.choice(SHARES)), ("money", Fraction(_amount(draw)))]
    return Case(
        mode=draw.choice(MODES),
        step=draw.choice((1, 1, 1, 5)),
        per_unit=draw.random() < 0.3,
        rules=tuple(_rule(draw, f"r{place}") for place in range(draw.randint(1, max_rules))),
        protects=tuple(_protect(draw) for _ in range(draw.choice((0, 0, 0, 1, 2)))),
        receipt_caps=tuple(draw.sample(caps, draw.choice((0, 0, 0, 1, 2)))),
        lines=tuple(lines),
    )


def smaller(case: Case) -> Iterator[Case]:
    """Cases with one thing less, to find the smallest that still fails."""
    for field in ("rules", "protects", "receipt_caps", "lines"):
        parts = getattr(case, field)
        for place in range(len(parts)):
            if len(parts) > 1 or field in ("protects", "receipt_caps"):
                yield case._replace(**{field: parts[:place] + parts[place + 1 :]})
    for field, plain in (("rules", _PLAIN_RULE), ("lines", _PLAIN_GOODS)):
        parts = getattr(case, field)
        for place, part in enumerate(parts):
            for name, value in plain.items():
                if getattr(part, name) != value:
                    lighter = (*parts[:place], part._replace(**{name: value}), *parts[place + 1 :])
                    yield case._replace(**{field: lighter})


_PLAIN_RULE = {"priority": None, "threshold": None, "floor": None, "rounding": None, "manual": False}
_PLAIN_GOODS = {"regular": None, "min_price": None, "manual": False, "discountable": True}


class _Draw(Random):
    """Draws for one case, with a few amounts that come up again and again."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.amounts = [_any_amount(self) for _ in range(2)]


def _any_amount(draw: Random) -> int:
    return draw.choice((draw.choice((1, 100, 200, 500)), draw.randint(1, 12), draw.randint(1, 1200)))


def _amount(draw: _Draw) -> int:
    return draw.choice((*draw.amounts, _any_amount(draw), _any_amount(draw)))


def _seldom(draw: _Draw, value: Any) -> Any:
    return value if draw.random() < 0.2 else None


def _some(draw: _Draw) -> tuple[str, ...]:
    return tuple(sorted(draw.sample(SKUS, draw.choice((1, 2, 2, 3, 4, 4)))))


def _goods(draw: _Draw) -> Goods:
    weighed = draw.random() < 0.2
    return Goods(
        sku=draw.choice(SKUS),
        pieces=1 if weighed else draw.choice((1, 1, 2, 3)),
        grams=draw.choice((333, 500, 1000, 1500)) if weighed else None,
        amount=_amount(draw),
        regular=_seldom(draw, _amount(draw)),
        min_price=_seldom(draw, draw.randint(0, 300)),
        manual=draw.random() < 0.06,
        discountable=draw.random() > 0.06,
    )


def _rule(draw: _Draw, id: str) -> Rule:
    kind = draw.choice(ITEM_KINDS + RECEIPT_KINDS)
    every = draw.choice((("items", draw.randint(1, 3)), ("money", _amount(draw))))
    return Rule(
        id=id,
        kind=kind,
        value=draw.choice(SHARES) if kind in SHARED else Fraction(_amount(draw)),
        skus=_some(draw),
        priority=draw.choice((None, None, 1, 2)),
        threshold=_seldom(draw, _amount(draw)),
        n=draw.randint(1, 3) if kind == "cheapest" else 0,
        every=every if kind == "receipt-each" else None,
        floor=_seldom(draw, draw.randint(1, 300)),
        rounding=_seldom(draw, _rounding(draw, kind)),
        manual=draw.random() < 0.2,
    )


def _rounding(draw: _Draw, kind: str) -> Rounding:
    mode, step = draw.choice(MODES), draw.choice((1, 5, 10))
    if kind == "once" or kind in RECEIPT_KINDS or draw.random() < 0.4:
        return Rounding("discount", mode, step)
    if draw.random() < 0.5:
        return Rounding("price", mode, step)
    return Rounding("price", mode, 1, draw.choice((9, 49, 99)))


def _protect(draw: _Draw) -> Protect:
    kind = draw.choice(("never", "price", "price-share", "off", "off-share"))
    value = draw.choice(SHARES) if kind.endswith("share") else Fraction(_amount(draw))
    return Protect(kind, value, _some(draw))
