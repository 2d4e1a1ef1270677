"""A test sends its receipts through the door that a till uses: what no till can send fails the test."""

from __future__ import annotations

import pytest

from receipt_rules.diagnostics import Source, to_text
from receipt_rules.program import MemoryLoader, bind
from receipt_rules.testing import TestResult, run_tests

RULES = """
ruleset "example" version "1" currency EUR
schema { item.note: text optional }
rule ten "10% off" { give 10% off }
"""


def result(receipt: str, scene: str = "") -> TestResult:
    statements = f"at 2026-03-04T12:00 {scene}\n  receipt {{ {receipt} }}\n  expect rule ten applied"
    text = f'{RULES}\ntest "it" {{\n  {statements}\n}}\n'
    found = bind(Source("example.rules", text), MemoryLoader({}))
    assert found.program is not None, to_text(found.diagnostics)
    (only,) = run_tests(found.program)
    return only


LONG = "x" * 500


@pytest.mark.parametrize(
    ("receipt", "scene", "said"),
    [
        ('1 x "" at 1 EUR', "", "text-empty: `sku` is empty at /lines/0/sku"),
        (f'1 x "{LONG}" at 1 EUR', "", "text-too-long: `sku` is longer than 200 characters"),
        ('9000000 x "A" at 9000000000.00 EUR', "", "amount-too-large: `amount_minor` is beyond"),
        ('1 x "A" at 1 EUR  1 x "B" at 1 EUR {brand: ""}', "", "text-empty: `brand` is empty at /lines/1"),
        (f'1 x "A" at 1 EUR {{note: "{LONG * 3}"}}', "", "text-too-long: `note` is longer than 1000"),
        ('1 x "A" at 1 EUR {kind: "gods"}', "", "unknown-choice: `kind` has no such value"),
        ('1 x "A" at 1 EUR coupon ""', "", "text-empty: `code` is empty at /coupons/0/code"),
        ('1 x "A" at 1 EUR card ""', "", "text-empty: entry 0 of `cards` is empty at /cards/0"),
        ('1 x "A" at 1 EUR', f'store "{LONG}"', "text-too-long: `id` is longer than 200 characters"),
        ('1 x "A" at 1 EUR', 'channel ""', "text-empty: `channel` is empty at /channel"),
        ('1 x "A" at 1 EUR', 'customer {id: ""}', "text-empty: `id` is empty at /customer/id"),
        ('1 x "A" at 1 EUR coupon "A" coupon "a"', "", "duplicate-coupon: a coupon is given twice"),
    ],
)  # fmt: skip
def test_what_no_till_can_send_fails_the_test(receipt: str, scene: str, said: str) -> None:
    played = result(receipt, scene)
    assert played.status == "failed"
    (miss,) = played.misses
    assert miss.found.replace("]", "", 1).startswith(f"error[{said}")
    assert miss.span.text.startswith("receipt {")


@pytest.mark.parametrize(
    "receipt",
    [
        f'1 x "{"x" * 200}" at 1 EUR',
        '1 x "A" at 10000000000000.00 EUR',
        f'1 x "A" at 1 EUR {{note: "{"x" * 1000}"}}',
        '1 x "A" at 1 EUR coupon "A" coupon "B" card "1"',
    ],
)
def test_what_a_till_can_just_send_passes(receipt: str) -> None:
    played = result(receipt)
    assert (played.status, played.misses) == ("passed", ())
