"""`explain`: every rule with what became of it."""

from __future__ import annotations

import json

import pytest

from tests.e2e.shop import Shop, line, receipt

RULES = """\
ruleset "all" version "1" currency EUR timezone "Europe/Berlin"
cards staff "Staff" { number "7712345678901234" }
coupons hello "Hello" { code "HELLO10" valid 2026-03-01..2026-03-31 }
rule tea10 "10% off tea" { on items category "Tea" give 10% off }
rule tea5 "5% off tea" { on items category "Tea" give 5% off }
rule from50 "5 EUR off from 50 EUR" { when amount >= 50 EUR give 5 EUR off receipt }
rule staff5 "Staff" { needs card staff give 5% off receipt }
rule hello1 "Hello" { needs coupon hello give 1 EUR off receipt }
rule morning "Morning" { during mon..fri 06:00..09:00 give 1% off }
rule club { for members give 1% off }
rule wine "Wine" { on items category "Wine" give 1% off }
draft rule plan "A plan" { give 50% off }
"""
TEXT = """\
club — audience
  eligible     audience members: no
  matched      line 1 (2 units), line 2 (1 unit)
  would give   0.12 EUR
  audience     the buyer is not in its audience: members

morning — window
  title        Morning
  eligible     audience everyone · window shut
  matched      line 1 (2 units), line 2 (1 unit)
  would give   0.12 EUR
  window       it runs mon..fri 06:00..09:00, the receipt is of wed 2026-03-04 12:00

plan — draft
  title        A plan
  matched      line 1 (2 units), line 2 (1 unit)
  would give   6.05 EUR
  draft        the rule is a draft

tea10 — applied
  title        10% off tea
  eligible     audience everyone
  matched      line 1 (2 units)
  gives        0.89 EUR on line 1

tea5 — lost
  title        5% off tea
  eligible     audience everyone
  group        the rules without a group, best per item
  matched      line 1 (2 units)
  would give   0.45 EUR
  lost         `tea10` won by 0.44 EUR: it gives 0.89 EUR, this rule 0.45 EUR

wine — no-items
  title        Wine
  eligible     audience everyone
  matched      no line
  no-items     none of its items are on the receipt

from50 — condition
  title        5 EUR off from 50 EUR
  eligible     audience everyone · condition does not hold
  when         amount >= 50.00 EUR: no, it is 11.21 EUR
  matched      line 1 (2 units), line 2 (1 unit)
  would give   5.00 EUR
  condition    it asks for 50.00 EUR, the receipt has 11.21 EUR

hello1 — applied
  title        Hello
  eligible     audience everyone · coupon `hello`
  matched      line 1 (2 units), line 2 (1 unit)
  gives        1.00 EUR: 0.71 EUR on line 1, 0.29 EUR on line 2

staff5 — card
  title        Staff
  eligible     audience everyone · card `staff`: no
  matched      line 1 (2 units), line 2 (1 unit)
  would give   0.56 EUR
  card         no card of `staff` was shown
"""


@pytest.fixture
def full(shop: Shop) -> Shop:
    shop.write("all.rules", RULES)
    shop.write(
        "receipt.json",
        receipt(line(quantity="2"), line("2", 320, category=["Bakery"]), coupons=["HELLO10"]),
    )
    return shop


@pytest.mark.parametrize("ruleset", ["all.rules", "all.rulesc"])
def test_every_rule_is_explained(full: Shop, ruleset: str) -> None:
    full.run("compile", "all.rules")
    assert full.run("explain", ruleset, "receipt.json") == (0, TEXT, "")


def test_one_rule(full: Shop) -> None:
    blocks = TEXT.split("\n\n")
    said = full.run("explain", "all.rules", "receipt.json", "--rule", "tea5")
    assert said.out.rstrip("\n") in blocks
    assert said.out.startswith("tea5 — lost\n")


@pytest.mark.parametrize(
    ("rule", "help"),
    [
        ("tea01", "did you mean `tea10`?"),
        ("zzz", "`receipt-rules explain all.rules receipt.json` names them all"),
    ],
)
def test_an_unknown_rule_is_misuse_with_a_remedy(full: Shop, rule: str, help: str) -> None:
    said = full.run("explain", "all.rules", "receipt.json", "--rule", rule)
    assert said == (2, "", f"receipt-rules: the ruleset has no rule `{rule}`; {help}\n")


def test_json_has_the_verdicts_and_what_led_to_them(full: Shop) -> None:
    said = full.run("explain", "all.rules", "receipt.json", "--format", "json")
    rows = {row["rule"]: row for row in json.loads(said.out)}
    assert set(rows) == {"tea10", "tea5", "from50", "staff5", "hello1", "morning", "club", "wine", "plan"}
    assert rows["from50"] == {
        "rule": "from50",
        "title": "5 EUR off from 50 EUR",
        "currency": "EUR",
        "concerned": True,
        "verdict": {
            "rule": "from50",
            "verdict": "refused",
            "reason": "condition",
            "numbers": {"actual_minor": 1121, "required_minor": 5000},
        },
        "steps": [
            {"asks": "audience", "words": "everyone", "holds": True},
            {"asks": "condition", "words": "when amount >= 50.00 EUR", "holds": False},
        ],
        "conditions": [
            {
                "clause": "when",
                "words": "amount >= 50.00 EUR",
                "holds": False,
                "comparisons": [
                    {
                        "words": "amount >= 50.00 EUR",
                        "operator": ">=",
                        "has": "11.21 EUR",
                        "against": None,
                        "numbers": {"actual_minor": 1121, "required_minor": 5000},
                        "holds": False,
                    }
                ],
            }
        ],
        "group": {
            "id": None, "mode": "best", "scope": "receipt", "part_of": [], "cap": None, "most_rules": None,
        },
        "matched": [{"line": "1", "units": 2}, {"line": "2", "units": 1}],
        "lines": [],
        "would_minor": 500,
        "instead": None,
        "excluded_by": None,
        "prices": [],
    }  # fmt: skip
    assert rows["tea5"]["instead"] == {
        "winner": "tea10", "kind": "rule", "title": "10% off tea",
        "winner_minor": 89, "loser_minor": 45, "difference_minor": 44,
    }  # fmt: skip
    assert rows["hello1"]["lines"] == [{"line": "1", "amount_minor": 71}, {"line": "2", "amount_minor": 29}]
    assert rows["wine"]["concerned"] is False
    assert rows["plan"]["would_minor"] == 605
    one = full.run("explain", "all.rules", "receipt.json", "--format", "json", "--rule", "wine")
    assert json.loads(one.out) == [rows["wine"]]
    assert one.out.startswith('[\n  {\n    "rule": "wine",\n')


def test_at_moves_the_receipt_in_time(full: Shop) -> None:
    arguments = ["explain", "all.rules", "receipt.json", "--at", "2026-04-01T07:30:00+02:00", "--rule"]
    assert "morning — applied" in full.run(*arguments, "morning").out
    assert (
        "coupon       no coupon of `hello` counts: the coupon has expired"
        in full.run(*arguments, "hello1").out
    )


def test_the_receipt_may_come_as_a_stream(full: Shop) -> None:
    data = full.files()["receipt.json"]
    assert full.run("explain", "all.rules", "-", typed=data).out == TEXT


@pytest.mark.parametrize(("count", "how_many"), [(0, "no"), (2, "more than one"), (3, "more than one")])
def test_it_takes_one_receipt(full: Shop, count: int, how_many: str) -> None:
    full.write("day.jsonl", [receipt()] * count)
    said = full.run("explain", "all.rules", "day.jsonl")
    assert said == (2, "", f"receipt-rules: `day.jsonl` holds {how_many} receipt, and `explain` takes one\n")


def test_a_bad_receipt_is_exit_code_1(full: Shop) -> None:
    full.write("bad.json", receipt(currency="USD"))
    said = full.run("explain", "all.rules", "bad.json")
    assert (said.code, said.out) == (1, "")
    assert said.err.startswith("error[currency-mismatch]: ")
    assert " --> bad.json at /currency\n" in said.err


@pytest.mark.parametrize(
    "arguments", [["absent.rules", "receipt.json"], ["all.rules", "absent.json"], ["all.rules"], []]
)
def test_misuse_is_exit_code_2(full: Shop, arguments: list[str]) -> None:
    said = full.run("explain", *arguments)
    assert (said.code, said.out) == (2, "")
