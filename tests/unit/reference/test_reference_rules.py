"""One rule by itself, by the reference: tables, slices, protections, reasons and their numbers."""

from __future__ import annotations

import pytest

from receipt_rules import reference
from receipt_rules.errors import ReceiptError
from tests.unit.reference.says import NAMED, finals, gives, goods, numbers, program, reasons, receipt, says

# ---- tiers and tables --------------------------------------------------------------------------------


@pytest.mark.parametrize(("amount", "given"), [(999, 0), (1_000, 50), (1_999, 100), (2_000, 200)])
def test_a_tier_holds_from_its_border_on(amount: int, given: int) -> None:
    text = """
    tiers t by amount whole { from 10 EUR: 5%  from 20 EUR: 10% }
    rule a { give t off }
    """
    assert gives(says(text, goods("A", amount))) == {"a": given}


def test_of_six_and_one_pieces_the_seventh_is_the_first_that_earns() -> None:
    text = """
    tiers t by quantity slices { from 0: 0%  from 6: 5% }
    rule a { give t off }
    """
    assert gives(says(text, goods("A", 6_000, "6"))) == {"a": 0}
    outcome = says(text, goods("A", 1_000), goods("B", 14_000, "7"))
    # dearest first: the seven of 20.00, of which the seventh earns 1.00, and then A, which earns 0.50
    assert gives(outcome) == {"a": 150}
    assert finals(outcome) == [950, 13_900]


def test_a_unit_that_lies_across_a_border_earns_the_mean() -> None:
    text = """
    tiers t by amount slices { from 15 EUR: 10%  from 25 EUR: 20% }
    rule a { give t off }
    """
    # 20.00 fills 0..20, of which 15..20 earns 10%: 0.50; 10.00 fills 20..30: 0.50 and 1.00
    outcome = says(text, goods("A", 1_000), goods("B", 2_000))
    assert finals(outcome) == [850, 1_950]


def test_slices_of_this_item_count_what_the_rule_does_not_select() -> None:
    text = """
    tiers t by quantity of this item slices { from 1: 50% }
    rule a { on all items where item.weighed = no and not item.marked_down give t off }
    """
    # of the SKU two units, the dearer one is marked down and fills the first slice
    outcome = says(text, goods("A", 1_000, marked_down=True), goods("A", 800), goods("B", 600))
    assert finals(outcome) == [1_000, 400, 600]


@pytest.mark.parametrize(("hit", "given"), [("first", 100), ("max", 300), ("min", 100)])
def test_a_table_is_hit_as_it_says(hit: str, given: int) -> None:
    text = f"""
    table t {hit} {{
      | receipt.quantity | => off   |
      | >= 1             | => 1 EUR |
      | >= 2             | => 3 EUR |
      | >= 9             | => 9 EUR |
    }}
    rule a {{ give t off once }}
    """
    assert gives(says(text, goods("A", 2_000, "2"))) == {"a": given}


# ---- protections -------------------------------------------------------------------------------------


def test_the_strictest_protection_holds_and_floors_are_rounded_up() -> None:
    text = """
    protect items "A" price at least 4 EUR
    protect all items discount at most 50%
    rule a { give 90% off }
    """
    # 333 g at 4.00 a kilo: 1.332, so 1.34 stay; B keeps half
    assert finals(says(text, goods("A", 200, "333 g"), goods("B", 1_000))) == [134, 500]


def test_the_receipt_is_protected_backwards() -> None:
    text = """
    protect receipt discount at most 15%
    rule a { give 10% off }
    rule b { give 1 EUR off receipt }
    rule c { on items "A" give 1 EUR off receipt priority 1 }
    """
    outcome = says(text, goods("A", 1_000), goods("B", 1_000))
    # 2.00 and 1.00 where 3.00 may be given: nothing is cut
    assert gives(outcome) == {"a": 200, "b": 0, "c": 100}
    outcome = says(text.replace("15%", "12%"), goods("A", 1_000), goods("B", 1_000))
    assert gives(outcome) == {"a": 200, "b": 0, "c": 40}
    why = outcome.why("c")
    assert why is not None
    assert why.trimmed_by == "protect receipt"
    outcome = says(text.replace("15%", "9%"), goods("A", 1_000), goods("B", 1_000))
    assert gives(outcome) == {"a": 180, "b": 0, "c": 0}
    assert reasons(outcome) == {"b": "lost", "c": "protected"}


def test_without_a_customer_what_depends_on_one_is_protected() -> None:
    text = """
    schema { customer.minor: bool }
    protect items category "Wine" where customer.minor never discounted
    rule a { give 10% off }
    """
    assert finals(says(text, goods("W", 1_000, category=["Wine"]), goods("X", 1_000))) == [1_000, 900]
    adult = {"id": "C", "attributes": {"minor": False}}
    assert finals(says(text, goods("W", 1_000, category=["Wine"]), customer=adult)) == [900]
    # an exception that does not depend on the buyer is one, whoever buys
    other = text.replace('items category "Wine"', 'all items except category "Wine"')
    assert finals(says(other, goods("W", 1_000, category=["Wine"]), goods("X", 1_000))) == [900, 1_000]


# ---- reasons -----------------------------------------------------------------------------------------


def test_the_first_reason_of_the_list_is_told_with_its_numbers() -> None:
    text = """
    program club { kind discount status stopped valid until 2026-01-01 }
    segment vip = assigned by host
    cards staff { number "S" }
    coupons march { code "M" valid 2026-03-10..2026-03-31 }
    draft rule a { give 10% off }
    rule b { for members of club, segment vip give 10% off }
    rule c { for segment vip needs card staff give 10% off }
    rule d { needs card staff give 10% off }
    rule e { needs coupon march give 10% off }
    rule f { during sat..sun 10:00..12:00 give 10% off }
    rule g { valid from 2026-04-01 give 10% off }
    rule h { when quantity >= 3 and amount >= 50 EUR give 10% off }
    rule i { on items "Z" give 10% off }
    """
    outcome = says(text, goods("A", 4_000, "4"), coupons=["m"])
    assert reasons(outcome) == {
        "a": "draft",
        "b": "programme",
        "c": "audience",
        "d": "card",
        "e": "coupon",
        "f": "window",
        "g": "window",
        "h": "condition",
        "i": "no-items",
    }
    assert numbers(outcome, "b") == {"programme": "club", "status": "over"}
    assert numbers(outcome, "c") == {"required": "segment `vip`"}
    assert numbers(outcome, "d") == {"required": "staff"}
    why = outcome.why("e")
    assert why is not None
    assert (why.state, why.numbers) == ("not-yet", {"required": "march"})
    now = "wed 2026-03-04 12:00"
    assert numbers(outcome, "f") == {"actual": now, "required": "sat..sun 10:00..12:00"}
    assert numbers(outcome, "g") == {"actual": now, "required": "from 2026-04-01"}
    # the first comparison holds: the second is told
    assert numbers(outcome, "h") == {"actual_minor": 4_000, "required_minor": 5_000}


def test_what_units_met_is_told_by_the_order_of_the_list() -> None:
    text = """
    protect items "P" never discounted
    rule a { on items "P", "L" give price 5 EUR each }
    rule b { on items "L" give price 5 EUR each }
    rule c { on items "F" give 10% off }
    """
    outcome = says(text, goods("P", 1_000), goods("L", 400), goods("F", 0))
    assert reasons(outcome) == {"a": "protected", "b": "already-lower", "c": "zero"}


def test_a_rule_that_is_not_concerned_is_told_of_only_if_all_are_wanted() -> None:
    text = """
    coupons march { code "M" }
    rule a { on items "A" give 10% off }
    rule b { on items "B" give 10% off }
    rule c { needs coupon march give 10% off }
    """
    outcome = reference.evaluate(program(text), receipt(goods("A", 1_000)), NAMED)
    assert [verdict.rule for verdict in outcome.verdicts] == ["a"]
    assert list(gives(says(text, goods("A", 1_000)))) == ["a", "b", "c"]


def test_the_total_is_rounded_by_the_first_rule_that_changes_it() -> None:
    text = """
    rule a { when receipt.total > 100 EUR give total rounded down to 1 EUR priority 1 }
    rule b { give total rounded half_up to 0.05 EUR priority 2 }
    rule c { give total rounded down to 0.10 EUR priority 3 }
    """
    outcome = says(text, goods("A", 998))
    # 9.98 to 10.00; c would have made 9.90 of it
    assert (outcome.totals.rounding_minor, outcome.due_minor) == (2, 1_000)
    assert reasons(outcome) == {"a": "condition", "c": "lost"}
    assert gives(outcome)["b"] == -2
    assert numbers(outcome, "c") == {"winner": "b", "actual_minor": 8, "required_minor": -2}


def test_the_full_total_is_at_shelf_prices_and_the_total_runs() -> None:
    text = """
    rule a { give 50% off }
    rule b { when receipt.full >= 10 EUR when receipt.total < 10 EUR give 1 EUR off receipt }
    """
    assert gives(says(text, goods("A", 1_000))) == {"a": 500, "b": 100}


def test_what_no_rule_sees_enters_the_amount_due() -> None:
    outcome = says(
        "rule a { give 10% off receipt }",
        goods("A", 1_000, tax_code="V"),
        goods("B", 25, kind="deposit", tax_code="V"),
        goods("C", -400, kind="return"),
    )
    assert (outcome.totals.discount_minor, outcome.due_minor) == (100, 525)
    assert outcome.totals.tax == {"V": 925}


# ---- errors of the host ------------------------------------------------------------------------------


def test_a_promised_fact_that_is_absent_is_an_error_only_for_a_rule_that_is_concerned() -> None:
    text = """
    schema { item.sweet: bool }
    rule a { on items category "Wine" where item.sweet give 10% off }
    """
    assert gives(says(text, goods("A", 1_000))) == {"a": 0}
    with pytest.raises(ReceiptError) as raised:
        says(text, goods("W", 1_000, category=["Wine"]))
    assert (raised.value.slug, raised.value.pointer) == ("missing-fact", "/lines/0/attributes/sweet")
    with pytest.raises(ReceiptError) as raised:
        says(text, goods("W", 1_000, category=["Wine"], attributes={"sweet": "yes"}))
    assert raised.value.slug == "attribute-type"


def test_a_receipt_in_another_currency_is_refused() -> None:
    with pytest.raises(ReceiptError) as raised:
        says("rule a { give 10% off }", goods("A", 1_000), currency="USD")
    assert raised.value.slug == "currency-mismatch"
