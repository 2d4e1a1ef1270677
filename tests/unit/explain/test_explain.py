"""Every rule is named once, and what is said is what was decided."""

from __future__ import annotations

import pytest

from receipt_rules.errors import ReceiptError, UnknownRuleError
from receipt_rules.explain import GivenLine, MatchedLine, Step, explain, to_text
from receipt_rules.outcome.reasons import REASONS
from receipt_rules.outcome.record import Verdict
from receipt_rules.receipt import LineRecord, ReceiptRecord
from receipt_rules.receipt.record import CouponRecord, CustomerRecord
from tests.unit.explain.sold import HEAD, all_of, explained, one, receipt
from tests.unit.slip.golden import engine_of


def steps(rule: str, sold: ReceiptRecord, before: str = "") -> list[tuple[str, str, bool]]:
    return [(each.asks, each.words, each.holds) for each in one(rule, sold, before).steps]


def test_every_rule_is_named_once_in_running_order() -> None:
    rules = "".join(f'rule r{place} "R" {{ on items category "{name}" give {place + 1}% off }}\n'
                    for place, name in enumerate("ABCD"))  # fmt: skip
    engine = engine_of(f"{HEAD}{rules}rule z {{ give 1% off receipt }}\ndraft rule d {{ give 9% off }}\n")
    named = [each.rule for each in explain(engine, receipt(("A", "1", 100), ("C", "1", 100)))]
    assert sorted(named) == ["d", "r0", "r1", "r2", "r3", "z"]
    outcome = engine.evaluate(receipt(("A", "1", 100), ("C", "1", 100)), verdicts="all")
    assert named == [verdict.rule for verdict in outcome.verdicts]


def test_the_verdict_is_that_of_the_outcome() -> None:
    engine = engine_of(
        f"{HEAD}rule a {{ give 10% off }}\nrule b {{ give 5% off }}\nrule c {{ for members give 1% off }}\n"
    )
    sold = receipt()
    assert [each.verdict for each in explain(engine, sold)] == list(
        engine.evaluate(sold, verdicts="all").verdicts
    )


def test_matched_lines_are_those_the_rule_selects() -> None:
    sold = receipt(("Tea", "2", 890), ("Bread", "1", 320), ("Tea", "0.5 kg", 500))
    assert one('{ on items category "Tea" give 10% off }', sold).matched == (
        MatchedLine("L1", 2),
        MatchedLine("L3", 1),
    )
    assert one('{ on items category "Wine" give 10% off }', sold).matched == ()


def test_lines_that_no_rule_sees_are_not_matched() -> None:
    deposit = LineRecord(id="L2", sku="d", kind="deposit", quantity="1", amount_minor=25)
    sold = receipt()
    sold = ReceiptRecord(id="R", at=sold.at, currency="EUR", store=sold.store, lines=(*sold.lines, deposit))
    assert one("{ give 10% off }", sold).matched == (MatchedLine("L1", 2),)


def test_what_depends_on_earlier_rules_is_told_as_the_rule_found_it() -> None:
    rules = """\
        rule half { on items category "Tea" give 50% off }
        rule r { on all items where item.current > 1 EUR give 10% off receipt }
    """
    found = all_of(rules, receipt(("Tea", "1", 200), ("Bread", "1", 200)))["r"]
    assert found.matched == (MatchedLine("L2", 1),)
    assert found.would_minor == found.verdict.gives_minor == 20


def test_of_a_line_only_the_units_of_the_rule_are_matched() -> None:
    rules = """\
        group g best per item
        rule first { on all items give 100% off cheapest 1 group g }
        rule r { on items discounted give 1% off receipt }
    """
    found = all_of(rules, receipt(("Tea", "3", 900)))["r"]
    assert found.matched == (MatchedLine("L1", 1),)


def test_where_the_money_went() -> None:
    found = one("{ give 1 EUR off receipt }", receipt(("Tea", "1", 300), ("Tea", "1", 100)))
    assert found.lines == (GivenLine("L1", 75), GivenLine("L2", 25))
    assert "gives        1.00 EUR: 0.75 EUR on line L1, 0.25 EUR on line L2" in to_text(found)


def test_a_rounding_of_the_total_is_on_no_line() -> None:
    found = one("{ give total rounded down to 0.50 EUR }", receipt())
    assert found.lines == ()
    assert "gives        0.40 EUR\n" in to_text(found) + "\n"


CARDS = 'cards gold "Gold" { number "7712345678901234" }\n'
COUPONS = 'coupons hello "Hello" { code "HELLO10" valid until 2026-02-28 }\n'
PROGRAM = 'program club "Club" { status active }\n'
LEVEL = 'customer.level default "" = "gold"'
SEGMENT = f"segment vip = where {LEVEL}\n"


@pytest.mark.parametrize(
    ("before", "rule", "expected"),
    [
        ("", "{ give 10% off }", [("audience", "everyone", True)]),
        ("", "{ for members give 10% off }", [("audience", "members", False)]),
        (PROGRAM, "{ for members of club give 10% off }", [("audience", "members of `club`", False)]),
        (PROGRAM.replace("active", "deleted"), "{ for members of club give 10% off }",
         [("audience", "members of `club`", False)]),
        (SEGMENT, "{ for segment vip give 10% off }", [("audience", "segment `vip`", False)]),
        (SEGMENT, "{ for members, segment vip give 1% off }",
         [("audience", "members or segment `vip`", False)]),
        ("", f"{{ for customers where {LEVEL} give 1% off }}",
         [("audience", "customers with a condition", False)]),
        ("", f"{{ when {LEVEL} give 10% off }}", [("audience", "known customers", False)]),
        (CARDS, "{ needs card gold give 1% off }",
         [("audience", "everyone", True), ("card", "gold", False)]),
        (COUPONS, "{ needs coupon hello give 1% off }",
         [("audience", "everyone", True), ("coupon", "hello", False)]),
        ("", "{ during 06:00..09:00 give 1% off }",
         [("audience", "everyone", True), ("window", "06:00..09:00", False)]),
        ("", "{ during wed..fri 11:30..24:00 give 1% off }",
         [("audience", "everyone", True), ("window", "wed..fri 11:30..24:00", True)]),
        ("", "{ during mon, sun 11:30..24:00 give 1% off }",
         [("audience", "everyone", True), ("window", "mon or sun 11:30..24:00", False)]),
        ("", "{ during 2026-03-08..2026-03-08 give 1% off }",
         [("audience", "everyone", True), ("window", "2026-03-08", False)]),
        ("", "{ valid 2026-03-01..2026-03-31 during 08:00..09:00 give 1% off }",
         [("audience", "everyone", True), ("window", "2026-03-01..2026-03-31 and 08:00..09:00", False)]),
        ("", "{ valid from 2026-03-05 give 1% off }",
         [("audience", "everyone", True), ("window", "from 2026-03-05", False)]),
        ("", "{ valid until 2026-03-03 give 1% off }",
         [("audience", "everyone", True), ("window", "until 2026-03-03", False)]),
        ("", "{ when amount >= 50 EUR give 1% off }",
         [("audience", "everyone", True), ("condition", "when amount >= 50.00 EUR", False)]),
        ("", "{ unless amount >= 5 EUR give 1% off }",
         [("audience", "everyone", True), ("condition", "unless amount >= 5.00 EUR", False)]),
        ("", "{ when amount >= 5 EUR give 1% off }",
         [("audience", "everyone", True), ("condition", "when amount >= 5.00 EUR", True)]),
        (CARDS, "{ needs card gold during 06:00..09:00 when amount >= 50 EUR give 1% off }",
         [("audience", "everyone", True), ("card", "gold", False)]),
        ("", '{ during 06:00..24:00 when amount >= 5 EUR on items category "Wine" give 1% off }',
         [("audience", "everyone", True), ("window", "06:00..24:00", True),
          ("condition", "when amount >= 5.00 EUR", False)]),
    ],
)  # fmt: skip
def test_what_was_asked_up_to_what_failed(
    before: str, rule: str, expected: list[tuple[str, str, bool]]
) -> None:
    assert steps(rule, receipt(), before) == expected


def test_what_holds_is_told_too() -> None:
    sold = receipt(cards=("7712345678901234",), customer=CustomerRecord(id="C", programmes=("club",)))
    assert steps("{ for members needs card gold give 1% off }", sold, CARDS) == [
        ("audience", "members", True), ("card", "gold", True),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("before", "rule", "row"),
    [
        (CARDS, "{ needs card gold give 1% off }", "card         no card of `gold` was shown"),
        (COUPONS, "{ needs coupon hello give 1% off }", "coupon       no coupon of `hello` counts"),
        ("", "{ for members give 1% off }", "audience     the buyer is not in its audience: members"),
        ("", "{ during 06:00..09:00 give 1% off }",
         "window       it runs 06:00..09:00, the receipt is of wed 2026-03-04 12:00"),
        ("", "{ when amount >= 50 EUR give 1% off }",
         "condition    it asks for 50.00 EUR, the receipt has 8.90 EUR"),
        ("", "{ unless amount >= 5 EUR give 1% off }", "condition    its condition does not hold"),
        ("", '{ on items category "Wine" give 1% off }', "no-items     none of its items are on the receipt"),
    ],
)  # fmt: skip
def test_the_last_row_says_why(before: str, rule: str, row: str) -> None:
    assert to_text(one(rule, receipt(), before)).split("\n")[-1].strip() == row


@pytest.mark.parametrize(("at", "state"), [("2026-03-04T11:00:00Z", "expired")])
def test_a_coupon_that_is_there_and_does_not_count(at: str, state: str) -> None:
    sold = receipt(at=at, coupons=(CouponRecord(code="HELLO10"),))
    found = one("{ needs coupon hello give 1% off }", sold, COUPONS)
    assert found.verdict.state == state
    assert to_text(found).endswith("no coupon of `hello` counts: the coupon has expired")


def test_a_rule_that_the_receipt_does_not_concern_says_so() -> None:
    found = one("{ for members needs card gold give 1% off }", receipt(), CARDS)
    assert not found.concerned
    assert "concerned    no: the card or coupon it needs is not on the receipt" in to_text(found)
    assert "concerned" not in to_text(one("{ for members give 1% off }", receipt()))


def test_a_draft_says_what_it_would_give() -> None:
    (found,) = explain(engine_of(f'{HEAD}draft rule r "Plan" {{ for members give 50% off }}\n'), receipt())
    assert to_text(found) == (
        "r — draft\n"
        "  title        Plan\n"
        "  matched      line L1 (2 units)\n"
        "  would give   4.45 EUR\n"
        "  draft        the rule is a draft"
    )


def test_a_draft_that_cannot_be_evaluated_yet_is_a_draft_and_nothing_more() -> None:
    rule = 'draft rule r "Plan" { limit 1 per receipt give 50% off }'
    (found,) = explain(engine_of(f"{HEAD}{rule}\n"), receipt())
    assert (found.matched, found.would_minor, found.conditions) == (None, None, ())
    assert to_text(found) == "r — draft\n  title        Plan\n  draft        the rule is a draft"


def test_an_unknown_rule_is_an_error_with_a_remedy() -> None:
    engine = engine_of(f"{HEAD}rule tea {{ give 1% off }}\n")
    with pytest.raises(UnknownRuleError) as caught:
        engine.why(receipt(), "tee")
    assert isinstance(caught.value, KeyError)
    assert str(caught.value) == (
        "error[unknown-rule]: the ruleset has no rule `tee`; help: did you mean `tea`?"
    )
    with pytest.raises(UnknownRuleError, match="names them all"):
        engine.why(receipt(), "zzzzzz")
    with pytest.raises(TypeError, match="a receipt is"):
        engine.why("receipt", "tea")  # type: ignore[arg-type]


@pytest.mark.parametrize("reason", [each.slug for each in REASONS])
def test_every_reason_can_be_told(reason: str) -> None:
    text = explained(Verdict(rule="r", verdict="refused", reason=reason))  # type: ignore[arg-type]
    assert text.startswith(f"r — {reason}\n  {reason:<12} ")


def test_what_cut_an_amount_and_what_is_not_proven() -> None:
    verdict = Verdict(
        rule="r", verdict="applied", gives_minor=500, proven=False, gap_minor=7, trimmed_by="protect receipt"
    )
    assert explained(verdict, would_minor=600) == (
        "r — applied\n"
        "  gives        5.00 EUR\n"
        "  by itself    6.00 EUR\n"
        "  cut by       `protect receipt`\n"
        "  not proven   a better choice would give at most 0.07 EUR more"
    )


@pytest.mark.parametrize(("count", "end"), [(12, ""), (13, ", and 1 more"), (15, ", and 3 more")])
def test_many_lines_are_counted(count: int, end: str) -> None:
    verdict = Verdict(rule="r", verdict="applied", gives_minor=30)
    text = explained(
        verdict,
        would_minor=30,
        matched=tuple(MatchedLine(str(place), 1) for place in range(count)),
        lines=tuple(GivenLine(str(place), 2) for place in range(count)),
    )
    matched, gives = text.split("\n")[1:]
    assert matched.endswith(f"line 10 (1 unit), line 11 (1 unit){end}")
    assert gives.endswith(f"0.02 EUR on line 11{end}")


def test_nothing_in_a_title_or_a_line_can_break_out() -> None:
    verdict = Verdict(rule="r", verdict="applied", gives_minor=1)
    text = explained(
        verdict,
        title="a\nb\x1b[2J",
        would_minor=1,
        lines=(GivenLine("x\ny", 1),),
        steps=(Step("card", "c\rd", True),),
    )
    assert len(text.split("\n")) == 4
    assert not set(text) & set("\x1b\r")


def test_a_receipt_that_cannot_be_evaluated_is_refused() -> None:
    with pytest.raises(ReceiptError) as caught:
        explain(engine_of(f"{HEAD}rule r {{ give 1% off }}\n"), receipt(currency="USD"))
    assert caught.value.slug == "currency-mismatch"
