"""The runner of `test` blocks: what passes, what fails and in which words, what is skipped and why."""

from __future__ import annotations

import pytest

from receipt_rules.diagnostics import Source, to_text
from receipt_rules.program import MemoryLoader, bind
from receipt_rules.testing import TestResult, run_tests

RULES = """
ruleset "example" version "1" currency EUR

items tea = category "Tea"
coupons paper { code "PAPER" valid until 2026-03-31 }
rule ten "10% off" { on items tea give 10% off }
rule rest "1 EUR off" { when receipt.total >= 5 EUR give 1 EUR off receipt }
rule once "With a coupon" { needs coupon paper give 2 EUR off once }
rule coins "Without coins" { give total rounded down to 0.05 EUR }
"""
LATER = (
    'rule later "Third free" { %s take 3 of items "SOCK" give 100%% off cheapest 1 limit 1 sets in total }\n'
)


def results(statements: str, more: str = "") -> list[TestResult]:
    text = f'{RULES}{more}\ntest "it" {{\n  at 2026-03-04T12:00\n{statements}\n}}\n'
    found = bind(Source("example.rules", text), MemoryLoader({}))
    assert found.program is not None, to_text(found.diagnostics)
    return list(run_tests(found.program))


def result(statements: str, more: str = "") -> TestResult:
    (only,) = results(statements, more)
    return only


def found(expectation: str, receipt: str = '1 x "A" at 10.02 EUR {category: "Tea"}') -> list[str]:
    """What is said of an expectation that does not hold; of one that does, nothing."""
    played = result(f"  receipt {{ {receipt} }}\n  {expectation}")
    assert played.status == ("failed" if played.misses else "passed")
    assert all(miss.span.text == expectation for miss in played.misses)
    assert all(miss.outcome is not None and miss.receipt is not None for miss in played.misses)
    return [miss.found for miss in played.misses]


# 10.02: 10% is 1.00, then 1.00 off, 8.02, and 8.00 without coins
HOLDS = [
    "expect total 8.02 EUR",
    "expect due 8.00 EUR",
    "expect discount 2.00 EUR",
    "expect line 1 total 8.02 EUR",
    "expect line 1 discount 2.00 EUR",
    "expect line 1 units 8.02 EUR",
    "expect rule ten applied",
    "expect rule ten applied 1 times",
    "expect rule rest gives 1 EUR",
    "expect rule once skipped because coupon",
]


@pytest.mark.parametrize("expectation", HOLDS)
def test_what_holds_passes(expectation: str) -> None:
    assert found(expectation) == []


REFUSED = "it was skipped because coupon: no coupon of `paper` counts"
MISSES = {
    "expect total 8.00 EUR": "it is 8.02 EUR, 0.02 EUR more",
    "expect due 8.02 EUR": "it is 8.00 EUR, 0.02 EUR less",
    "expect discount 2.02 EUR": "it is 2.00 EUR, 0.02 EUR less",
    "expect line 1 total 8.00 EUR": "it is 8.02 EUR, 0.02 EUR more",
    "expect line 1 discount 1.00 EUR": "it is 2.00 EUR, 1.00 EUR more",
    "expect line 1 units 8.01 EUR": "they are 8.02 EUR",
    "expect rule ten applied 2 times": "it applied once",
    "expect rule ten gives 1.01 EUR": "it gives 1.00 EUR, 0.01 EUR less",
    "expect rule ten skipped because lost": "it applied, and gives 1.00 EUR",
    "expect rule once applied": REFUSED,
    "expect rule once gives 2 EUR": REFUSED,
    "expect rule once skipped because window": REFUSED,
}


@pytest.mark.parametrize("expectation", sorted(MISSES))
def test_what_does_not_hold_says_what_was_found(expectation: str) -> None:
    assert found(expectation) == [MISSES[expectation]]


def test_the_state_of_a_coupon_counts() -> None:
    paper = '1 x "A" at 10 EUR coupon "PAPER"'
    late = result(
        f"  at 2026-04-01T12:00 receipt {{ {paper} }} expect rule once skipped because coupon expired"
    )
    assert late.status == "passed"
    wrong = result(
        f"  at 2026-04-01T12:00 receipt {{ {paper} }} expect rule once skipped because coupon unknown"
    )
    (miss,) = wrong.misses
    assert "expired" in miss.found


def test_the_numbers_of_a_condition_are_said() -> None:
    (said,) = found("expect rule rest applied", '1 x "A" at 4.99 EUR')
    assert said.startswith("it was skipped because condition: ")
    assert "5.00 EUR" in said
    assert "4.99 EUR" in said


def test_every_miss_is_told_and_each_is_of_the_receipt_before_it() -> None:
    played = result("""
      receipt { 1 x "A" at 1 EUR }
      expect total 2 EUR
      expect discount 1 EUR
      receipt { 1 x "A" at 3 EUR }
      expect total 3 EUR
      expect total 4 EUR
    """)
    assert [miss.found for miss in played.misses] == [
        "it is 1.00 EUR, 1.00 EUR less",
        "it is 0.00 EUR, 1.00 EUR less",
        "it is 3.00 EUR, 1.00 EUR less",
    ]
    assert [miss.receipt.id for miss in played.misses if miss.receipt] == ["test-1", "test-1", "test-2"]


def test_a_receipt_that_is_none_fails_the_test() -> None:
    played = result('  receipt { 1 x "A" at 1 EUR coupon "PAPER" coupon "paper" }\n  expect total 1 EUR')
    assert played.status == "failed"
    assert "duplicate-coupon" in played.misses[0].found


def test_a_promised_fact_that_the_receipt_does_not_say_fails_the_test() -> None:
    more = 'schema { item.organic: bool }\nrule o "O" { on items tea where item.organic give 1% off }\n'
    played = result('  receipt { 1 x "A" at 1 EUR {category: "Tea"} }\n  expect total 1 EUR', more)
    assert played.status == "failed"
    assert "missing-fact" in played.misses[0].found


SOAPS = 'rule soaps "2 + 1" { buy 2 of items "SOAP" get 1 free }\n'


@pytest.mark.parametrize(
    ("units", "times", "said"),
    [
        (7, 2, []),
        (3, 1, []),
        (7, 3, ["it applied 2 times"]),
        (7, 1, ["it applied 2 times"]),
        (3, 2, ["it applied once"]),
    ],
)
def test_sets_are_counted(units: int, times: int, said: list[str]) -> None:
    played = result(
        f'  receipt {{ {units} x "SOAP" at 1 EUR }}\n  expect rule soaps applied {times} times', SOAPS
    )
    assert [miss.found for miss in played.misses] == said


def test_a_set_that_is_not_complete_says_what_is_there() -> None:
    played = result('  receipt { 2 x "SOAP" at 1 EUR }\n  expect rule soaps applied', SOAPS)
    assert [miss.found for miss in played.misses] == [
        "it was skipped because incomplete-set: its set takes 3, the receipt has 2"
    ]


# ---- skipped, and visibly ----------------------------------------------------------------------------

COUNTING = "counting all receipts within 30 days"
SOCKS = '  receipt { 3 x "SOCK" at 1 EUR }\n  expect total 2 EUR'


def test_a_rule_that_is_not_evaluated_yet_skips_the_test_that_it_may_matter_to() -> None:
    played = result(SOCKS, LATER % "")
    assert (played.status, played.misses) == ("skipped", ())
    assert played.reason == "rule `later` has `limit`, which is not evaluated yet"


@pytest.mark.parametrize(
    "shut",
    [
        "for members",
        "during sun",
        "valid until 2020-01-01",
        "needs coupon paper",
        "for segment nobody",
    ],
)
def test_a_rule_that_cannot_act_on_the_receipt_skips_nothing(shut: str) -> None:
    played = result(SOCKS, "segment nobody = assigned by host\n" + LATER % shut)
    assert played.status == "failed", "it was played, and nothing was free"


def test_a_rule_of_a_programme_that_does_not_run_skips_nothing() -> None:
    programmes = "program old { kind discount status deleted }\nprogram new { kind discount }\n"
    member = '  customer {id: "C", programmes: ["old", "new"]}\n'
    assert result(member + SOCKS, programmes + LATER % "for members of old").status == "failed"
    assert result(member + SOCKS, programmes + LATER % "for members of new").status == "skipped"


def test_a_condition_is_not_asked_whether_the_rule_can_act() -> None:
    assert result(SOCKS, LATER % "when receipt.total > 100 EUR").status == "skipped"


@pytest.mark.parametrize(("units", "status"), [(2, "passed"), (3, "skipped")])
def test_a_set_without_units_for_it_skips_nothing(units: int, status: str) -> None:
    played = result(f'  receipt {{ {units} x "SOCK" at 1 EUR }}\n  expect total {units} EUR', LATER % "")
    assert played.status == status


def test_a_set_that_counts_earlier_receipts_may_need_no_more_units() -> None:
    played = result('  receipt { 1 x "SOCK" at 1 EUR }\n  expect total 1 EUR', LATER % COUNTING)
    assert played.status == "skipped"


@pytest.mark.parametrize(("code", "status"), [("OTHER", "failed"), ("once-1", "skipped")])
def test_a_coupon_of_another_set_shuts_the_rule_out(code: str, status: str) -> None:
    rules = 'coupons single { code "ONCE-1" use once }\nrule r { needs coupon single earn 1 points }'
    rules += "points p { worth 1 point = 1 EUR }"
    played = result(f'  receipt {{ 2 x "A" at 5 EUR coupon "{code}" }}\n  expect total 1 EUR', rules)
    assert played.status == status


@pytest.mark.parametrize(("paid", "status"), [("", "failed"), ("pay cash", "failed"), ("pay gft", "skipped")])
def test_what_is_not_paid_shuts_the_rule_out(paid: str, status: str) -> None:
    rules = 'rule r { when paying_with("gft") > 0 EUR and receipt.lines > 0 give 1 EUR off receipt }'
    played = result(f'  receipt {{ 2 x "A" at 5 EUR {paid} }}\n  expect total 1 EUR', rules)
    assert played.status == status


def test_a_test_that_names_a_rule_that_is_not_evaluated_is_skipped() -> None:
    played = result(
        '  receipt { 1 x "A" at 1 EUR }\n  expect rule later skipped because window', LATER % "during sun"
    )
    assert played.status == "skipped"


def test_a_draft_that_is_not_evaluated_skips_nothing() -> None:
    assert (
        result('  receipt { 3 x "SOCK" at 1 EUR }\n  expect total 3 EUR', "draft " + LATER % "").status
        == "passed"
    )


@pytest.mark.parametrize(
    ("statements", "what"),
    [
        ('receipt { 1 x "A" at 1 EUR } expect gift "A" 1 times', "expect gift"),
        ('receipt { 1 x "A" at 1 EUR } return { 1 x "A" } expect refund 1 EUR', "return"),
        ('receipt { 1 x "A" at 1 EUR } void expect due 0 EUR', "void"),
    ],
)
def test_what_cannot_be_played_yet_is_skipped(statements: str, what: str) -> None:
    played = result(statements)
    assert played.status == "skipped"
    assert what in played.reason


# ---- how it is run ------------------------------------------------------------------------------------


def test_tests_are_chosen_by_their_title() -> None:
    text = RULES + "".join(
        f'test "{title}" {{ at 2026-03-04T12:00 receipt {{ 1 x "A" at 1 EUR }} expect total 1 EUR }}\n'
        for title in ("one tea", "two teas", "milk")
    )
    program = bind(Source("example.rules", text), MemoryLoader({})).program
    assert program is not None
    assert [each.title for each in run_tests(program)] == ["one tea", "two teas", "milk"], "as in the file"
    assert [each.title for each in run_tests(program, only="tea")] == ["one tea", "two teas"]


def test_a_line_may_be_put_into_an_item_set_for_one_test() -> None:
    first = result(
        '  receipt { 1 x "A" at 1 EUR {lists: ["tea"]} 1 x "B" at 1 EUR }\n  expect discount 0.10 EUR'
    )
    assert first.status == "passed"
    assert result('  receipt { 1 x "A" at 1 EUR }\n  expect discount 0 EUR').status == "passed"


def test_an_amount_of_a_weighed_line_is_rounded_half_up() -> None:
    assert found("expect line 1 total 1.00 EUR", '333 g "A" at 3 EUR') == []
    assert found("expect line 1 total 0.13 EUR", '50 g "A" at 2.50 EUR') == []


SAYS = """
program club { print on every receipt "Club" }
rule says { on items "A" give 1 EUR off each print line "less" tell cashier "leaflet" tell customer "thanks" }
"""


@pytest.mark.parametrize(
    ("expectation", "found"),
    [
        ('printed "less"', None),
        ('printed "Club"', None),
        ('printed "leaflet"', 'printed is "Club", "less"'),
        ('told cashier "leaflet"', None),
        ('told cashier "thanks"', 'the cashier is told "leaflet"'),
        ('told customer "less"', 'the customer is told "thanks"'),
    ],
)
def test_what_is_printed_and_told(expectation: str, found: str | None) -> None:
    played = result(f'  receipt {{ 1 x "A" at 5 EUR }}\n  expect {expectation}', SAYS)
    assert [miss.found for miss in played.misses] == ([] if found is None else [found])


def test_nothing_is_told() -> None:
    played = result(
        '  receipt { 1 x "B" at 5 EUR }\n  expect told cashier "x"\n  expect told customer "x"', SAYS
    )
    assert [miss.found for miss in played.misses] == [
        "the cashier is told nothing",
        "the customer is told nothing",
    ]


def test_a_space_that_does_not_break_is_a_space() -> None:
    rules = 'rule r { give 1 EUR off each tell cashier "1\N{NO-BREAK SPACE}2\N{NARROW NO-BREAK SPACE}3" }'
    assert result('  receipt { 1 x "A" at 5 EUR }\n  expect told cashier "1 2 3"', rules).status == "passed"
