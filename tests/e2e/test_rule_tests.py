"""`test`: the examples in rulesets, and what a failure tells."""

from __future__ import annotations

import pytest

from tests.e2e.shop import SPRING, Shop

DRINKS = """\
ruleset "drinks" version "1" currency EUR timezone "Europe/Berlin"
rule coffee20 "Coffee 20% off" { on items category "Coffee" give 20% off }
rule happy "Happy hour" { during 16:00..18:00 on items category "Coffee" give 0.50 EUR off each }
rule from50 "5 EUR from 50 EUR" { when amount >= 50 EUR give 5 EUR off receipt }
rule wine "Wine" { on items category "Wine" give 5% off }
"""
HAPPY = """\
test "happy hour beats the percent" {
  at 2026-03-04T17:00
  receipt { 2 x "arabica" at 2.00 EUR {category: "Coffee"} }
  expect rule happy gives 1.00 EUR
  expect rule coffee20 applied
  expect total 2.40 EUR
}
"""
FAILURE = """\
FAILED drinks.rules:6 "happy hour beats the percent"
10 |   expect rule coffee20 applied
   |          ^ it was skipped because lost: `happy` won: it gives 1.00 EUR, this rule 0.80 EUR
11 |   expect total 2.40 EUR
   |          ^ it is 3.00 EUR, 0.60 EUR more

    Store test                      2026-03-04 17:00
    Receipt test-1
    ------------------------------------------------
    Coffee arabica                              4.00
      2 x 2.00
      happy                                    -1.00
    ------------------------------------------------
    TOTAL EUR                                   3.00
    You save                                    1.00

    Not applied:
      from50                           3.00 of 50.00
      coffee20                      happy gives more

0 passed, 1 failed, 0 skipped
"""


def test_what_passes_is_counted(shop: Shop) -> None:
    assert shop.run("test", "spring.rules") == (0, "1 passed, 0 failed, 0 skipped\n", "")


def test_verbose_names_what_passes(shop: Shop) -> None:
    said = shop.run("test", "spring.rules", "-v")
    assert said.out == (
        'PASSED spring.rules:14 "ten percent off the tea, not the bread"\n1 passed, 0 failed, 0 skipped\n'
    )
    assert shop.run("test", "--verbose", "spring.rules") == said


def test_a_failure_shows_what_happened_and_why(shop: Shop) -> None:
    """The receipt with ids for titles, as the test calls them; nothing of the rules it does not concern."""
    shop.write("drinks.rules", DRINKS + HAPPY)
    assert shop.run("test", "drinks.rules") == (1, FAILURE, "")


def test_a_rule_that_the_test_names_is_told_of_even_if_the_receipt_does_not_concern_it(shop: Shop) -> None:
    shop.write("drinks.rules", DRINKS + HAPPY.replace("coffee20 applied", "wine applied"))
    said = shop.run("test", "drinks.rules")
    assert (
        "   |          ^ it was skipped because no-items: none of its items are on the receipt\n" in said.out
    )
    assert "      wine                         none of its items\n" in said.out


EXPECTATIONS = [
    ("total 3.10 EUR", "it is 3.00 EUR, 0.10 EUR less"),
    ("due 2.00 EUR", "it is 3.00 EUR, 1.00 EUR more"),
    ("discount 0.90 EUR", "it is 1.00 EUR, 0.10 EUR more"),
    ("line 1 total 1 EUR", "it is 3.00 EUR, 2.00 EUR more"),
    ("line 1 discount 1.20 EUR", "it is 1.00 EUR, 0.20 EUR less"),
    ("line 1 units 1.60 EUR, 1.40 EUR", "they are 1.50 EUR, 1.50 EUR"),
    ("rule happy applied 2 times", "it applied once"),
    ("rule happy gives 2 EUR", "it gives 1.00 EUR, 1.00 EUR less"),
    ("rule happy skipped because window", "it applied, and gives 1.00 EUR"),
    ("rule coffee20 gives 0.80 EUR", "it was skipped because lost: `happy` won: it gives 1.00 EUR"),
    ("rule from50 skipped because window", "it was skipped because condition: it asks for 50.00 EUR"),
]


@pytest.mark.parametrize(("expectation", "found"), EXPECTATIONS)
def test_an_expectation_that_does_not_hold(shop: Shop, expectation: str, found: str) -> None:
    test = HAPPY.split("  expect")[0] + f"  expect {expectation}\n}}\n"
    shop.write("drinks.rules", DRINKS + test)
    said = shop.run("test", "drinks.rules")
    assert said.code == 1
    assert f"9 |   expect {expectation}\n  |          ^ {found}" in said.out


COUPONS = """\
coupons hello "Hello" { code "HELLO10" valid until 2026-02-28 }
rule hello1 "Hello" { needs coupon hello give 1 EUR off receipt }
"""


@pytest.mark.parametrize(
    ("coupon", "expectation", "found"),
    [
        ('coupon "HELLO10"', "rule hello1 skipped because coupon expired", ""),
        ('coupon "HELLO10"', "rule hello1 skipped because coupon", ""),
        ('coupon "HELLO10"', "rule hello1 skipped because coupon unknown",
         "it was skipped because coupon expired: no coupon of `hello` counts: the coupon has expired"),
        ('coupon "WHAT"', "rule hello1 skipped because coupon unknown", ""),
        ("", "rule hello1 skipped because coupon expired",
         "it was skipped because coupon: no coupon of `hello` counts"),
        ("", "rule hello1 gives 0 EUR", ""),
        ("", "rule hello1 gives 1 EUR", "it was skipped because coupon: no coupon of `hello` counts"),
        ("", "line 2 units 1.20 EUR", ""),
        ("", "line 2 units 2.40 EUR", "they are 1.20 EUR"),
    ],
)  # fmt: skip
def test_states_of_coupons_and_weighed_units(shop: Shop, coupon: str, expectation: str, found: str) -> None:
    shop.write(
        "drinks.rules",
        f'{DRINKS}{COUPONS}test "t" {{\n  at 2026-03-04T12:00\n'
        f'  receipt {{ 1 x "a" at 2 EUR  500 g "b" at 2.40 EUR {coupon} }}\n  expect {expectation}\n}}\n',
    )
    said = shop.run("test", "drinks.rules")
    assert said.code == (1 if found else 0), said
    assert f"^ {found}\n" in said.out or not found


def test_each_receipt_of_a_test_is_shown_once(shop: Shop) -> None:
    shop.write(
        "drinks.rules",
        DRINKS + 'test "two" {\n  at 2026-03-04T17:00\n  receipt { 1 x "a" at 2.00 EUR }\n'
        "  expect total 1 EUR\n  expect due 1 EUR\n"
        '  receipt { 1 x "b" at 3.00 EUR }\n  expect total 1 EUR\n'
        '  receipt { 1 x "c" at 4.00 EUR }\n  expect total 4 EUR\n}\n',
    )
    said = shop.run("test", "drinks.rules")
    rows = [row.strip() for row in said.out.splitlines()]
    assert [row for row in rows if row.startswith("Receipt")] == ["Receipt test-1", "Receipt test-2"]


def test_an_expectation_over_two_lines_is_quoted_by_its_first(shop: Shop) -> None:
    shop.write("drinks.rules", DRINKS + HAPPY.replace("total 2.40 EUR", "line 1 units 1 EUR,\n    2 EUR"))
    assert "11 |   expect line 1 units 1 EUR, ...\n" in shop.run("test", "drinks.rules").out


def test_a_receipt_that_is_none_is_told_at_its_place(shop: Shop) -> None:
    attributes = '{weighed: yes, category: "Coffee"}'
    shop.write("drinks.rules", DRINKS + HAPPY.replace('{category: "Coffee"}', attributes))
    said = shop.run("test", "drinks.rules")
    assert said.code == 1
    assert said.out.startswith(
        'FAILED drinks.rules:6 "happy hour beats the percent"\n'
        f'8 |   receipt {{ 2 x "arabica" at 2.00 EUR {attributes} }}\n'
        "  |   ^ error[weighed-pieces]: a weighed line of 2 pieces at /lines/0/quantity; help: "
    )


def test_a_receipt_that_lacks_a_fact_is_told_at_its_place(shop: Shop) -> None:
    shop.write(
        "wine.rules",
        'ruleset "w" version "1" currency EUR timezone "UTC"\nschema { item.proof: int }\n'
        'rule strong { on items category "Wine" where item.proof > 20 give 5% off }\n'
        'test "t" {\n  at 2026-03-04T17:00\n  receipt { 1 x "a" at 1 EUR {category: "Wine"} }\n'
        "  expect total 1 EUR\n}\n",
    )
    said = shop.run("test", "wine.rules")
    assert said.code == 1
    assert '6 |   receipt { 1 x "a" at 1 EUR' in said.out
    assert "error[missing-fact]" in said.out


POINTS = """\
points b { worth 1 point = 0.01 EUR }
rule e { on items category "Coffee" earn 1 point per 1 EUR to b }
"""


def test_what_is_not_evaluated_yet_is_skipped_by_name(shop: Shop) -> None:
    shop.write("drinks.rules", DRINKS + HAPPY + POINTS)
    said = shop.run("test", "drinks.rules")
    assert said.code == 0
    assert said.out == (
        'SKIPPED drinks.rules:6 "happy hour beats the percent": '
        "rule `e` has `earn`, which is not evaluated yet\n0 passed, 0 failed, 1 skipped\n"
    )


def test_an_expectation_that_is_not_evaluated_yet_is_skipped(shop: Shop) -> None:
    test = HAPPY.replace("expect total 2.40 EUR", "expect points earned 4 of b").replace("Coffee", "Tea")
    shop.write("drinks.rules", DRINKS + POINTS + test)
    said = shop.run("test", "drinks.rules")
    assert said.code == 0
    assert '"happy hour beats the percent": `expect points` is not evaluated yet\n' in said.out


def test_tests_run_in_the_order_of_the_file(shop: Shop) -> None:
    some = "".join(
        f'test "{title}" {{ at 2026-03-04T17:00 receipt {{ 1 x "a" at 1 EUR }} expect total 1 EUR }}\n'
        for title in ("zebra", "ape", "mole")
    )
    shop.write("drinks.rules", DRINKS + some)
    rows = shop.run("test", "drinks.rules", "-v").out.splitlines()
    assert [row.split('"')[1] for row in rows[:-1]] == ["zebra", "ape", "mole"]


@pytest.mark.parametrize("only", ["percent off", "PERCENT", "ten"])
def test_k_takes_the_tests_that_are_called_so(shop: Shop, only: str) -> None:
    shop.write("drinks.rules", DRINKS + HAPPY.replace("percent", "rest"))
    assert (
        shop.run("test", "spring.rules", "drinks.rules", "-k", only).out == "1 passed, 0 failed, 0 skipped\n"
    )


def test_k_that_takes_nothing_is_misuse(shop: Shop) -> None:
    assert shop.run("test", "spring.rules", "-k", "coffe") == (
        2,
        "",
        "receipt-rules: no test has `coffe` in its title\n",
    )


def test_a_ruleset_without_tests_passes(shop: Shop) -> None:
    shop.write("drinks.rules", DRINKS)
    assert shop.run("test", "drinks.rules") == (0, "0 passed, 0 failed, 0 skipped\n", "")


def test_a_broken_ruleset_fails_and_the_others_are_tested(shop: Shop) -> None:
    shop.write("broken.rules", SPRING.replace("10% off\n", "10 off\n"))
    said = shop.run("test", "broken.rules", "spring.rules")
    assert said.code == 1
    assert said.out == "1 passed, 0 failed, 0 skipped\n"
    assert "error[unit-missing]" in said.err
    assert shop.run("test", "broken.rules").out == ""


def test_misuse_is_exit_code_2(shop: Shop) -> None:
    assert shop.run("test", "absent.rules").code == 2
    assert shop.run("test").code == 2
