"""The host's own facts: what an attribute may be, by its declared type, and what is said of another."""

from __future__ import annotations

import json
from functools import cache
from traceback import format_exception
from typing import Any

import pytest

from receipt_rules.compiler import compile_program
from receipt_rules.diagnostics import Source, to_text
from receipt_rules.errors import ReceiptError
from receipt_rules.outcome import Outcome
from receipt_rules.program import MemoryLoader, bind
from receipt_rules.receipt import decode_receipt
from receipt_rules.runtime import Engine

TEXT = """
ruleset "facts" version "1" currency EUR timezone "Europe/Berlin"
schema {
  customer.rate: percent optional
  customer.tier: one of "gold", "silver" optional
  customer.cap: money optional
  customer.score: number optional
  customer.visits: int optional
  customer.since: date optional
  customer.closes: time optional
  customer.renews: datetime optional
  customer.bag: quantity optional
  customer.likes: list of text optional
  item.deal: money
}
rule rate { on items "rate" give customer.rate default 0% off }
rule tier { on items "tier" when customer.tier default "silver" = "gold" give 1% off }
rule cap { on items "cap" when receipt.total <= customer.cap default 0 EUR give 1% off }
rule score { on items "score" when customer.score default 0 > 5 give 1% off }
rule visits { on items "visits" when customer.visits default 0 > 5 give 1% off }
rule since { on items "since" when customer.since default 2026-01-01 < 2026-01-01 give 1% off }
rule closes { on items "closes" when customer.closes default 12:00 < 10:00 give 1% off }
rule renews { on items "renews" when customer.renews default 2026-01-01T12:00 < 2026-01-01T12:00 give 1% off }
rule bag { on items "bag" when customer.bag default 0 kg > 1 kg give 1% off }
rule sack { on items "sack" when customer.bag is known and customer.bag > 1 kg give 1% off }
rule likes { on items "likes" when customer.likes is known and "tea" in customer.likes give 1% off }
rule deal { on items "deal" give price item.deal each }
"""


@cache
def engine() -> Engine:
    result = bind(Source("facts.rules", TEXT), MemoryLoader({}))
    assert result.program is not None, to_text(result.diagnostics)
    return Engine(compile_program(result.program))


def evaluated(name: str, **attributes: Any) -> Outcome:
    """A receipt of one piece for 10.00 that the rule `name` is about, with these attributes."""
    line: dict[str, Any] = {"id": "1", "sku": name, "quantity": "1", "amount_minor": 1000}
    of_item = name == "deal"
    document = {
        "id": "r",
        "at": "2026-03-04T12:00:00+01:00",
        "currency": "EUR",
        "store": {"id": "S", "timezone": "Europe/Berlin"},
        "customer": {"id": "C", "attributes": {} if of_item else attributes},
        "lines": [{**line, "attributes": attributes if of_item else {}}],
    }
    return engine().evaluate(decode_receipt(json.dumps(document)))


@pytest.mark.parametrize(
    ("name", "value", "discount"),
    [
        ("rate", "12.5", 125), ("rate", "0", 0), ("rate", 0, 0), ("rate", "100", 1000), ("rate", 100, 1000),
        ("tier", "gold", 10), ("tier", "silver", 0),
        ("cap", 1000, 10), ("cap", 0, 0),
        ("score", "12", 10), ("score", "12.5", 10), ("score", "-3", 0), ("score", "5", 0), ("score", 6, 10),
        ("score", "-0.5", 0), ("score", "1000000000000000", 10),
        ("visits", 6, 10), ("visits", -6, 0),
        ("since", "2025-12-31", 10), ("since", "2026-03-01", 0),
        ("closes", "09:59", 10), ("closes", "18:00", 0), ("closes", "00:00", 10), ("closes", "23:59", 0),
        ("renews", "2026-01-01T11:59", 10), ("renews", "2026-03-01T18:00", 0),
        ("bag", "1.5 kg", 10), ("bag", "500 g", 0),
        ("likes", ["tea"], 10), ("likes", [], 0),
        ("deal", 400, 600), ("deal", 0, 1000),
    ],
)  # fmt: skip
def test_a_value_of_the_declared_type_is_read(name: str, value: Any, discount: int) -> None:
    assert evaluated(name, **{name: value}).totals.discount_minor == discount


ARABIC = str.maketrans("0123456789", "".join(map(chr, range(0x660, 0x66A))))
UNFIT: dict[str, list[Any]] = {
    "rate": ["500", "-5", "100.01", "-0.01", 101, -1, "12,5", "12.5%", True, [], ""],
    "tier": ["zzz", "Gold", " gold", "", 1, True, ["gold"]],
    "cap": [-1, "5", "5.00", True, []],
    "deal": [-100],
    "score": [
        "1_0", " 10 ", "10\n", "10".translate(ARABIC), "+5", "5.", ".5", "1e3", "1/2", "007", "-", "--1",
        "nan", "", "0x1", "1000000000000001", "-1000000000000001", "1000000000000000.1", True, [],
    ],
    "visits": ["6", True, []],
    "since": [
        "20260304", "2026-W10-3", "2026-02-30", "2026-3-4", "2026-03-04T00:00", " 2026-03-04", 20260304,
        "2026-03-04".translate(ARABIC),
    ],
    "closes": [
        "+1:00", "-1:00", "24:00", "12:60", "9:00", "12:00:00", "12:00\n", "1200", " 1:00", "1_:00", 720,
        "12:00".translate(ARABIC),
    ],
    "renews": [
        "2026-03-01", "2026-03-01 18:00", "20260301T1800", "2026-03-01T18:00+01:00", "2026-03-01T18:00Z",
        "2026-W10-3T18:00", "2026-03-01T18:00:00", "2026-03-01T24:00", "2026-02-30T18:00",
        "2026-03-01T18:00".translate(ARABIC),
    ],
    "bag": ["1.5", "1.5 l", "-1 kg", "1.5 kgs", 1, True],
    "likes": ["tea", True, 1],
}  # fmt: skip


@pytest.mark.parametrize(
    ("name", "value"), [(name, value) for name, values in UNFIT.items() for value in values], ids=ascii
)
def test_another_value_is_refused(name: str, value: Any) -> None:
    with pytest.raises(ReceiptError) as refused:
        evaluated(name, **{name: value})
    error = refused.value
    place = "/lines/0/attributes/deal" if name == "deal" else f"/customer/attributes/{name}"
    assert (error.slug, error.pointer) == ("attribute-type", place)
    assert (error.__cause__, error.__context__) == (None, None)


PHONE = "+7712345678"


@pytest.mark.parametrize("name", UNFIT)
def test_what_was_sent_is_not_shown(name: str) -> None:
    with pytest.raises(ReceiptError) as refused:
        evaluated(name, **{name: PHONE})
    assert PHONE not in "".join(format_exception(refused.value))


@pytest.mark.parametrize(
    ("name", "value", "message", "help_"),
    [
        ("rate", "500", "`customer.rate` is declared `percent`, and this value is none",
         'send a whole number or a decimal string from "0" to "100": "12.5" is 12.5%'),
        ("tier", "zzz", '`customer.tier` is declared `one of "gold", "silver"`, and this value is none',
         'send one of "gold", "silver"'),
        ("deal", -1, "`item.deal` is declared `money`, and this value is none",
         "send a whole number of minor units, not below zero"),
        ("likes", "tea", "`customer.likes` is declared `list of text`, and this value is none",
         "send a list of strings"),
    ],
)  # fmt: skip
def test_the_help_says_what_may_be_sent(name: str, value: Any, message: str, help_: str) -> None:
    with pytest.raises(ReceiptError) as refused:
        evaluated(name, **{name: value})
    assert (refused.value.message, refused.value.help) == (message, help_)


def test_a_promised_fact_that_is_absent_is_asked_for_in_its_form() -> None:
    with pytest.raises(ReceiptError) as refused:
        evaluated("deal")
    assert (refused.value.slug, refused.value.pointer) == ("missing-fact", "/lines/0/attributes/deal")
    assert refused.value.help.startswith("send `deal` (a whole number of minor units, not below zero)")


@pytest.mark.parametrize(("bag", "discount"), [("1.5 kg", 10), ("500 g", 0)])
def test_whether_a_quantity_is_known_does_not_ask_for_its_unit(bag: str, discount: int) -> None:
    assert evaluated("sack", bag=bag).totals.discount_minor == discount
    assert evaluated("sack").totals.discount_minor == 0
