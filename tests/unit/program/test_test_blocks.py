from __future__ import annotations

import pytest

from tests.unit.program.binding import HEADER, bound, found, only, program, slugs

AROUND = """
schema { customer.tier: one of "none", "gold"  item.days: int optional  customer.spent: money }
items tea = category "Tea"
points bonus { worth 1 point = 0.01 EUR }
tender gift_card gft { }
budget summer 5 EUR
coupons hello { code "A" }
rule tea10 { on items tea give 10% off }
rule mir { when paying_with("mir_gold") > 0 EUR give 5% off receipt }
"""


def block(statements: str) -> str:
    return f'{AROUND} test "t" {{ at 2026-03-04T12:00 {statements} }}'


SOLD = 'receipt { 2 x "a" at 5 EUR  1.5 kg "b" at 3 EUR }'


@pytest.mark.parametrize(
    "statements",
    [
        f"{SOLD} expect total 14.50 EUR",
        f"{SOLD} expect line 2 total 4.50 EUR",
        f"{SOLD} expect line 1 units 5 EUR, 5 EUR",
        f"{SOLD} expect line 2 units 4.50 EUR",
        f"{SOLD} expect rule tea10 skipped because no-items",
        f'customer {{id: "C", tier: "gold", spent: 5 EUR, programmes: ["x"]}} {SOLD} expect total 14.50 EUR',
        f'customer {{id: "C"}} balance bonus 5 points {SOLD} expect balance bonus 5 points',
        f'balance gft "1" 5 EUR {SOLD} expect balance gft "1" 5 EUR',
        f"used rule tea10 2 items per store {SOLD} expect total 14.50 EUR",
        f"used budget summer 5 EUR {SOLD} expect total 14.50 EUR",
        f'used coupon "A" 1 times {SOLD} expect issued coupon hello',
        'receipt { 1 x "a" at 5 EUR {category: "Tea", days: 3, lists: ["tea"]} } expect total 5 EUR',
        'receipt { 1 x "a" at 5 EUR {category: ["A", "B"], regular: 6 EUR, weighed: no} } expect total 5 EUR',
        'receipt { 1 x "a" at 5 EUR pay cash pay gft "1" 2 EUR pay mir_gold 1 EUR } expect total 5 EUR',
        'receipt { 1 x "a" at 5 EUR redeem 3 points of bonus } expect points redeemed 3 of bonus',
        f'{SOLD} expect total 14.50 EUR return {{ 1 x "a" }} expect refund 5 EUR',
        f"{SOLD} expect total 14.50 EUR void expect refund 14.50 EUR",
    ],
)
def test_tests(statements: str) -> None:
    assert slugs(block(statements)) == []


@pytest.mark.parametrize(
    ("statements", "slug", "place"),
    [
        (SOLD, "test-empty", '"t"'),
        ("expect total 5 EUR", "test-without-receipt", "expect total 5 EUR"),
        (f"{SOLD} expect rule tea1 applied", "unknown-rule", "tea1"),
        (f"{SOLD} expect rule tea1 gives 1 EUR", "unknown-rule", "tea1"),
        (f"{SOLD} expect rule tea1 skipped because lost", "unknown-rule", "tea1"),
        (f"used rule tea1 2 items per store {SOLD} expect total 5 EUR", "unknown-rule", "tea1"),
        (f"used rule tea10 0 items per store {SOLD} expect total 5 EUR", "bad-count", "0"),
        (f"used budget sumer 5 EUR {SOLD} expect total 5 EUR", "unknown-budget", "sumer"),
        (f"used budget summer 5 USD {SOLD} expect total 5 EUR", "currency-mismatch", "5 USD"),
        (f"{SOLD} expect total 5 USD", "currency-mismatch", "5 USD"),
        (f"{SOLD} expect rule tea10 gives 5 USD", "currency-mismatch", "5 USD"),
        (f"{SOLD} expect line 3 total 5 EUR", "test-unknown-line", "3"),
        (f"{SOLD} expect line 0 total 5 EUR", "test-unknown-line", "0"),
        (f"{SOLD} expect line 1 units 5 EUR", "test-unknown-unit", "expect line 1 units 5 EUR"),
        (f"{SOLD} expect line 2 units 5 EUR, 5 EUR", "test-unknown-unit", "expect line 2 units 5 EUR, 5 EUR"),
        (f"{SOLD} expect points earned 1 of bons", "unknown-points", "bons"),
        (f"{SOLD} expect issued coupon helo", "unknown-coupons", "helo"),
        (f"{SOLD} expect balance gf 5 EUR", "unknown-points", "gf"),
        (f"balance gf 5 EUR {SOLD} expect total 5 EUR", "unknown-points", "gf"),
        (f"balance bonus 5 points {SOLD} expect due 5 EUR", "test-without-customer",
         "balance bonus 5 points"),
        (f'customer {{id: "C"}} balance bonus 5 EUR {SOLD} expect total 5 EUR', "type-mismatch", "5 EUR"),
        (f"used rule tea10 2 items per customer {SOLD} expect total 5 EUR", "test-without-customer",
         "used rule tea10 2 items per customer"),
        ('receipt { 1 x "a" at 5 USD } expect total 5 EUR', "currency-mismatch", "5 USD"),
        ('receipt { 0 x "a" at 5 EUR } expect total 5 EUR', "bad-count", "0"),
        ('receipt { 1 x "a" at 5 EUR pay cahs } expect total 5 EUR', "unknown-tender", "cahs"),
        ('receipt { 1 x "a" at 5 EUR pay bonus } expect total 5 EUR', "unknown-tender", "bonus"),
        ('receipt { 1 x "a" at 5 EUR redeem 1 points of bons } expect total 5 EUR', "unknown-points", "bons"),
        ('receipt { 1 x "a" at 5 EUR {lists: ["te"]} } expect total 5 EUR', "unknown-items", '"te"'),
        ('receipt { 1 x "a" at 5 EUR {categroy: "T"} } expect total 5 EUR', "unknown-key", "categroy"),
        ('receipt { 1 x "a" at 5 EUR {category: 5} } expect total 5 EUR', "type-mismatch", "5"),
        ('receipt { 1 x "a" at 5 EUR {category: tea} } expect total 5 EUR', "type-mismatch", "tea"),
        ('receipt { 1 x "a" at 5 EUR {regular: 6 USD} } expect total 5 EUR', "currency-mismatch", "6 USD"),
        ('receipt { 1 x "a" at 5 EUR {regular: "6"} } expect total 5 EUR', "type-mismatch", '"6"'),
        ('receipt { 1 x "a" at 5 EUR {days: ["x"]} } expect total 5 EUR', "type-mismatch", '["x"]'),
        ('receipt { 1 x "a" at 5 EUR {name: "x", name: "y"} } expect due 5 EUR', "duplicate-clause", "name"),
        (f'customer {{tier: "glod"}} {SOLD} expect total 5 EUR', "unknown-value", '"glod"'),
        (f'customer {{teir: "gold"}} {SOLD} expect total 5 EUR', "unknown-key", "teir"),
        (f"customer {{spent: 5}} {SOLD} expect total 5 EUR", "type-mismatch", "5"),
    ],
)  # fmt: skip
def test_tests_that_are_wrong(statements: str, slug: str, place: str) -> None:
    finding = only(block(statements))
    assert (finding.slug, finding.span.text) == (slug, place)


def test_a_receipt_is_written_at_some_time() -> None:
    assert found(f'test "t" {{ {SOLD} expect total 5 EUR }}') == [("test-without-time", SOLD)]


def test_a_receipt_is_written_at_one_time() -> None:
    sold = 'receipt { 1 x "tea" at 5 EUR } expect total 5 EUR'
    twice = only(f'test "t" {{ at 2026-03-04T12:00 at 2026-03-05T12:00 {sold} }}')
    assert (twice.slug, twice.level, twice.span.text) == ("test-time-twice", "warning", "at 2026-03-04T12:00")
    assert not slugs(f'test "t" {{ at 2026-03-04T12:00 {sold} at 2026-03-05T12:00 {sold} }}')


def test_a_title_names_one_test_of_a_file() -> None:
    one = f'test "t" {{ at 2026-03-04T12:00 {SOLD} expect total 5 EUR }}\n'
    assert found(one + one) == [("duplicate-test", '"t"')]
    assert slugs('import "a.rules" as a\n' + one, {"a.rules": HEADER + one}) == []


def test_a_key_that_no_fact_has_is_a_warning() -> None:
    result = bound(block(f'customer {{id: "C", group: "W"}} {SOLD} expect total 5 EUR'))
    assert [(each.slug, each.level) for each in result.diagnostics] == [("unknown-key", "warning")]
    assert result.diagnostics[0].help == "declare it: `schema { customer.group: text }`"
    assert result.program is not None


def test_item_sets_of_lines_are_resolved_as_the_file_sees_them() -> None:
    common = HEADER + 'items tea = category "Tea"'
    text = """import "common.rules" as c
    items cake = category "Cake"
    test "t" {
      at 2026-03-04T12:00
      receipt { 1 x "a" at 5 EUR {lists: ["c.tea", "cake"]} }
      expect total 5 EUR
    }"""
    (test,) = program(text, {"common.rules": common}).tests
    assert (test.title, test.module, test.lists) == ("t", "", {"c.tea": "c.tea", "cake": "cake"})


def test_tests_of_all_files_are_kept_with_their_module() -> None:
    first, second = (
        f'test "{title}" {{ at 2026-03-04T12:00 {SOLD} expect total 5 EUR }}\n' for title in "zb"
    )
    result = program('import "a.rules" as a\n' + first, {"a.rules": HEADER + second})
    assert [(each.module, each.title) for each in result.tests] == [("", "z"), ("a", "b")]


def test_a_rule_that_was_not_understood_may_be_tested() -> None:
    text = (
        f'rule broken {{ givve 5% off }} test "t" {{ at 2026-03-04T12:00 {SOLD} expect rule broken applied }}'
    )
    assert slugs(text) == ["unknown-clause"]


def test_a_rule_of_a_file_that_is_missing_may_be_tested() -> None:
    text = f'import "x.rules" as x test "t" {{ at 2026-03-04T12:00 {SOLD} expect rule theirs applied }}'
    assert slugs(text) == ["missing-file"]


@pytest.mark.parametrize("broken", ["rule other { give 5% off givve }", 'items tea = categry "Tea"'])
def test_what_was_not_understood_elsewhere_hides_no_rule(broken: str) -> None:
    text = f'{broken} test "t" {{ at 2026-03-04T12:00 {SOLD} expect rule nowhere applied }}'
    assert "unknown-rule" in slugs(text)


def test_a_test_that_was_not_understood_is_not_said_to_be_empty() -> None:
    text = f'test "t" {{ at 2026-03-04T12:00 {SOLD} expct total 5 EUR }}'
    assert "test-empty" not in slugs(text)
