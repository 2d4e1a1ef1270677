from __future__ import annotations

import pytest

from receipt_rules.program.expression import Compare, Members
from receipt_rules.program.model import ForCustomers, ForEveryone, ForMembers, ForSegment, RoundTo
from tests.unit.program.binding import HEADER, found, only, program, rule, slugs


def test_a_rule_with_everything_that_is_evaluated() -> None:
    text = """
    items tea = category "Tea"
    segment vip = assigned by host
    program loyal { status active }
    cards club { number matches /77[0-9]+/ }
    coupons hello { code "HELLO" }
    draft rule spring was old_spring, older "Spring tea" {
      \"\"\"Agreed with the supplier.\"\"\"
      for members of loyal, segment vip, customers where customer.level default "" = "gold"
      needs card club
      needs coupon hello
      valid from 2026-03-01
      during mon
      when amount > 5 EUR
      unless receipt.channel = "app"
      on items tea where item.price > 1 EUR
      give 10% off
      priority 3
      floor 1 EUR
      round price down to .99
      including manual prices
    }
    """
    result = rule(text)
    assert (result.id, result.title, result.draft, result.module) == ("spring", "Spring tea", True, "")
    assert (result.was, result.doc) == (("old_spring", "older"), "Agreed with the supplier.")
    assert {type(each) for each in result.audiences} == {ForMembers, ForSegment, ForCustomers}
    assert (result.cards, result.coupons) == (("club",), ("hello",))
    assert (len(result.validities), len(result.windows)) == (1, 1)
    assert [type(each) for each in (*result.when, *result.unless)] == [Compare, Compare]
    assert result.selection is not None
    assert result.selection.any_of == (Members("tea"),)
    assert (result.priority, result.including_manual) == (3, True)
    assert result.floor is not None
    assert result.rounding == RoundTo("price", "down", ending_minor=99)
    assert (result.group, result.later, result.reads_customer) == (None, (), True)


def test_a_rule_with_nothing_but_a_reward() -> None:
    result = rule("rule r { give 5% off }")
    assert (result.title, result.doc, result.draft, result.was) == ("", "", False, ())
    assert (result.audiences, result.selection, result.priority) == ((), None, None)
    assert result.reads_customer is False


# ---- who asks for a customer -----------------------------------------------------------------------

AROUND = """
schema { customer.spent: money  item.grade: text }
segment vip = assigned by host
items gold = category "Gold" where customer.spent > 5 EUR
items mixed = category "Tea", gold
items plain = category "Tea" where item.grade = "a"
"""


@pytest.mark.parametrize(
    ("clauses", "reads"),
    [
        ("", False),
        ("for everyone", False),
        ("for everyone, members", False),
        ("for members", True),
        ("for segment vip", True),
        ("for customers where customer.spent > 5 EUR", True),
        ("when customer.spent > 5 EUR", True),
        ("unless customer.spent > 5 EUR", True),
        ("when receipt.total > 5 EUR", False),
        ("on items mixed", True),
        ("on items plain", False),
        ("when amount of items mixed > 5 EUR", True),
        ("on all items where item.sku in items mixed", True),
        ("floor 50% of customer.spent", True),
    ],
)
def test_whether_a_rule_reads_the_customer(clauses: str, reads: bool) -> None:
    assert rule(f"{AROUND} rule r {{ {clauses} give 5% off }}").reads_customer is reads


@pytest.mark.parametrize(
    ("clauses", "reads"),
    [
        ("take 2 of items plain give 5% off set", False),
        ("take 2 of items mixed give 5% off set", True),
        ("take { 1 of items plain  1 of items gold } give 5% off set", True),
        ("buy 1 of items plain get 1 of items gold free", True),
        ("buy 1 of items plain get 1 for 50% of customer.spent", True),
        ("take 2 of items plain give price 50% of customer.spent set", True),
    ],
)
def test_whether_a_set_reads_the_customer(clauses: str, reads: bool) -> None:
    assert rule(f"{AROUND} rule r {{ {clauses} }}").reads_customer is reads


def test_audiences() -> None:
    assert rule("rule r { for everyone give 5% off }").audiences == (ForEveryone(),)
    assert rule("rule r { for members give 5% off }").audiences == (ForMembers(None),)
    files = {"a.rules": HEADER + "program club { status stopped }\nsegment vip = assigned by host"}
    text = 'import "a.rules" as a\nrule r { for members of a.club, segment a.vip give 5% off }'
    assert set(rule(text, files).audiences) == {ForMembers("a.club"), ForSegment("a.vip")}


# ---- what is not evaluated yet ---------------------------------------------------------------------

LATER = """
items favourites = chosen by customer up to 5 from tea every month
items offer = assigned to customer
items tea = category "Tea", offer
items other = category "Other" except tea
cards generated_cards { number generated "77########" }
coupons once { code "A" use once }
coupons freed { code "B" freed by return }
points bonus { worth 1 point = 0.01 EUR }
budget summer 1_000 EUR
group shelf best per item
tiers rate by amount { from 0 EUR: 0%  from 5 EUR: 5% }
tiers paid by paying_with("cash") { from 0 EUR: 0%  from 5 EUR: 5% }
table by_paid first { | paid | => rate | | > 3% | => 5% | }
tiers by_cups by amount of (all items where by_paid > 3%) { from 0 EUR: 5% }
tiers sliced by quantity slices { from 5: 5% }
tiers for_tea by amount of items tea { from 0 EUR: 5% }
table level unique { | receipt.channel | => rate | | "app" | => 5% | | not "app" | => 6% | }
"""


@pytest.mark.parametrize(
    ("clauses", "what"),
    [
        ("give 5% off", []),
        ("give 5% off on items tea", ["assigned to customer"]),
        ("give 5% off on items other", ["assigned to customer"]),
        ("give 5% off on items favourites", ["chosen by customer"]),
        ("give 5% off on all items except tea", ["assigned to customer"]),
        ("give 5% off on all items where item.sku in items tea", ["assigned to customer"]),
        ("give 5% off when amount of items tea > 5 EUR", ["assigned to customer"]),
        ("give 5% off needs card generated_cards", []),
        ("give 5% off needs coupon once needs coupon freed", []),
        ("give 5% off issue coupon freed", []),
        ("issue coupon freed", []),
        ("take 2 of all items give 5% off set needs coupon freed", []),
        ("take 2 of all items give 5% off set needs coupon once", ["needs coupon"]),
        ("issue coupon freed group shelf", ["issue coupon"]),
        ("issue coupon freed alone", ["issue coupon"]),
        ("take 2 of all items issue coupon freed issue coupon once", ["issue coupon", "issue coupon"]),
        ('give 5% off when paying_with("cash") > 0 EUR', ["paying_with"]),
        ("give rate off receipt", []),
        ("give level off", []),
        ("give paid off", ["paying_with"]),
        ("give paid off receipt", ["paying_with"]),
        ("give 5% off when by_paid > 5%", ["paying_with"]),
        ("give by_cups off", ["paying_with"]),
        ("give sliced off", []),
        ("give for_tea off", ["assigned to customer"]),
        ("take 2 of items other give 5% off set spread", ["assigned to customer"]),
        ("buy 1 of all items get 1 of items favourites free", ["chosen by customer"]),
        ("buy 1 of all items get 1 free same item shared", []),
        ("take 2 of all items give 5% off set different items", []),
        ("take 2 of all items give 5% off cheapest 1 favour store", []),
        ("take 2 of all items give 5% off set counting this receipt", []),
        ("take 2 of all items give 5% off set counting all receipts within 30 days", ["counting"]),
        ("buy 2 of all items get 1 free counting earlier receipts within 30 days", ["counting"]),
        ('take 2 of all items give gift 1 of "x"', ["give gift"]),
        ("take 2 of all items give rate off set", []),
        ("take 2 of all items give paid off set", ["paying_with"]),
        ('give gift 1 of "x"', ["give gift"]),
        ("earn 5 points", ["earn"]),
        ("accept bonus up to 5%", ["accept"]),
        ("give 5% off limit 1 times in total limit 2 times per receipt", ["limit", "limit"]),
        ("give 5% off costs 5 points of bonus", ["costs"]),
        ("give 5% off draws on summer", ["draws on"]),
    ],
)  # fmt: skip
def test_what_is_not_evaluated_is_recorded_on_the_rule(clauses: str, what: list[str]) -> None:
    assert [each.what for each in rule(f"{LATER} rule r {{ {clauses} }}").later] == what


def test_where_a_rule_acts() -> None:
    text = "group g best per receipt rule r { give 5% off group g alone first }"
    found = rule(text)
    assert (found.group, found.scope, found.alone) == ("g", "receipt", "first")
    assert rule("group g best per item rule r { give 5% off group g alone }").scope == "item"
    assert rule("rule r { give 5% off receipt }").scope == "receipt"
    assert rule("rule r { give total rounded down to 1 EUR }").scope == "total"


def test_what_no_rule_carries_is_recorded_on_the_program() -> None:
    result = program(
        LATER + 'sequence shelf\ntender gift_card gc { }\nprove "p" { always receipt.total >= 0 EUR }'
    )
    assert [each.what for each in result.later] == [
        "assigned to customer", "budget", "chosen by customer", "points", "prove", "tender",
    ]  # fmt: skip


def test_what_a_rule_carries_is_not_said_of_the_program_again() -> None:
    used = "rule r { give 5% off group shelf draws on summer costs 5 points of bonus on items favourites }"
    later = [each.what for each in program(LATER + used).later]
    assert later == ["assigned to customer"]


def test_what_a_protection_reaches_is_recorded_on_the_program() -> None:
    text = "items offer = assigned to customer\nprotect items offer never discounted"
    assert [each.what for each in program(text).later] == ["assigned to customer"]


def test_the_place_is_the_clause_s() -> None:
    (later,) = rule("rule r { give 5% off\n limit 1 times in total }").later
    assert later.span.text == "limit 1 times in total"


# ---- ids -------------------------------------------------------------------------------------------


def test_a_former_id_must_not_be_living() -> None:
    finding = only("rule new was old { give 5% off }\nrule old { give 6% off }")
    assert (finding.slug, finding.span.text, finding.message) == (
        "duplicate-rule",
        "old",
        "the rule `old` is still there",
    )
    assert [label.span.line for label in finding.secondary] == [3]


def test_two_rules_cannot_take_one_former_id() -> None:
    finding = only("rule a was old { give 5% off }\nrule b was old { give 6% off }")
    assert (finding.slug, finding.line) == ("duplicate-rule", 3)


def test_a_rule_cannot_have_been_itself() -> None:
    assert slugs("rule a was a { give 5% off }") == ["duplicate-rule"]


def test_two_rules_of_one_id_are_both_checked() -> None:
    text = "rule a { give 5% off }\nrule a { on items tea give 5 EUR off }"
    assert sorted(slugs(text)) == ["duplicate-rule", "unknown-items", "which-units"]


# ---- fences ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("clause", "slug", "place"),
    [
        ("priority 0", "bad-count", "0"),
        ("group shlf", "unknown-group", "shlf"),
        ("limit 0 times in total", "bad-count", "0"),
        ("limit 0 EUR in total", "bad-count", "0 EUR"),
        ("limit 5 USD in total", "currency-mismatch", "5 USD"),
        ("limit 0 points per customer", "bad-count", "0"),
        ("limit 1 times per store per store", "duplicate-clause", "limit 1 times per store per store"),
        ("costs 0 points of bonus", "bad-count", "0"),
        ("costs 5 points of bonnus", "unknown-points", "bonnus"),
        ("draws on sumer", "unknown-budget", "sumer"),
        ("floor 5%", "type-mismatch", "5%"),
        ("floor 0 EUR", "bad-count", "0 EUR"),
        ("floor 1 EUR - 2 EUR", "bad-count", "1 EUR - 2 EUR"),
        ("floor item.cost", "unguarded-optional", "item.cost"),
        ("round price down to 0 EUR", "bad-rounding", "0 EUR"),
        ("round discount down to 1 USD", "currency-mismatch", "1 USD"),
        ("round price down to .999", "too-fine", "round price down to .999"),
        ("needs card clb", "unknown-cards", "clb"),
        ("needs coupon helo", "unknown-coupons", "helo"),
        ("needs coupon club", "wrong-kind", "club"),
        ("for segment vp", "unknown-segment", "vp"),
        ("for members of lyal", "unknown-program", "lyal"),
        ("for customers where 5 EUR", "not-a-condition", "5 EUR"),
        ("for customers where receipt.total > 5 EUR", "fact-out-of-reach", "receipt.total"),
        ("when item.price > 5 EUR", "fact-out-of-reach", "item.price"),
        ("when receipt.total", "not-a-condition", "receipt.total"),
        ("on items te", "unknown-items", "te"),
    ],
)
def test_a_clause_that_is_wrong_in_itself(clause: str, slug: str, place: str) -> None:
    around = """
    items tea = category "Tea"
    group shelf best per item
    segment vip = assigned by host
    points bonus { worth 1 point = 0.01 EUR }
    budget summer 5 EUR
    cards club { number "7" }
    coupons hello { code "A" }
    program loyal { status active }
    """
    finding = only(f"{around} rule r {{ give 5% off {clause} }}")
    assert (finding.slug, finding.span.text) == (slug, place)


def test_a_price_is_not_rounded_where_the_receipt_is_discounted() -> None:
    assert found("rule r { give 5% off receipt round price down to 1 EUR }") == [
        ("clause-conflict", "round price down to 1 EUR")
    ]


def test_a_price_is_not_rounded_where_an_amount_is_shared() -> None:
    text = "rule r {{ give 1 EUR off {} round {} down to 0.05 EUR }}"
    assert found(text.format("once", "price")) == [("clause-conflict", "round price down to 0.05 EUR")]
    assert not found(text.format("once", "discount"))
    assert not found(text.format("each", "price"))


def test_roundings() -> None:
    assert rule("rule r { give 5% off round discount up to 0.05 EUR }").rounding == RoundTo(
        "discount", "up", 5
    )
    assert rule("rule r { give 5% off round price up to .5 }").rounding == RoundTo("price", "up", None, 50)


# ---- points, payment, coupons ----------------------------------------------------------------------

POINTS = "points bonus { worth 1 point = 0.01 EUR }\npoints miles { worth 1 point = 0.02 EUR }\n"


@pytest.mark.parametrize(
    ("clause", "slug", "place"),
    [
        ("earn 1 point per 1 EUR", "which-points", "earn 1 point per 1 EUR"),
        ("earn 0 points to bonus", "bad-count", "0"),
        ("earn 1 point per 0 EUR to bonus", "bad-count", "0 EUR"),
        ("earn 1 point per 1 USD to bonus", "currency-mismatch", "1 USD"),
        ("earn 5 EUR as points to bonus", "type-mismatch", "5 EUR"),
        ("earn 0% as points to bonus", "percent-out-of-range", "0%"),
        ("earn points times 0 to bonus", "bad-count", "0"),
        ("earn 1 points to bonnus", "unknown-points", "bonnus"),
        ("accept gift_crd up to 50%", "unknown-tender", "gift_crd"),
        ("accept bonus up to 0%", "percent-out-of-range", "0%"),
        ("accept bonus up to 5 USD", "currency-mismatch", "5 USD"),
        ("accept bonus up to rat", "unknown-name", "rat"),
        ("accept bonus up to amount_", "unknown-name", "amount_"),
        ("issue coupon x", "unknown-coupons", "x"),
    ],
)
def test_a_reward_in_points_payment_or_coupons_that_is_wrong(clause: str, slug: str, place: str) -> None:
    finding = only(f"{POINTS} tender gift_card gift_card {{ }} rule r {{ {clause} }}")
    assert (finding.slug, finding.span.text) == (slug, place)


@pytest.mark.parametrize(
    "clause",
    ["earn 1.5 points per 1 EUR to bonus", "earn 5% as points to bonus", "earn 1 points to miles",
     "earn 1 points each to miles", "earn points times 2 to bonus", "accept bonus up to 5 EUR",
     "accept gc up to half", "accept cash up to 50%"],
)  # fmt: skip
def test_rewards_in_points_and_payment(clause: str) -> None:
    assert slugs(f"{POINTS} tender gift_card gc {{ }} let half = 50% rule r {{ {clause} }}") == []


def test_the_only_points_need_no_name_and_none_are_an_error() -> None:
    assert slugs("points bonus { worth 1 point = 0.01 EUR } rule r { earn 1 points }") == []
    assert found("rule r { earn 1 points }") == [("unknown-points", "earn 1 points")]


def test_a_rate_must_be_a_percent() -> None:
    assert found(f"{POINTS} let x = 5 EUR rule r {{ accept bonus up to x }}") == [("type-mismatch", "x")]


def test_an_unknown_tender_is_told_with_those_there_are() -> None:
    finding = only("tender gift_card gift_card { } rule r { accept gift_crad up to 50% }")
    assert finding.help == "did you mean `gift_card`?"
    assert finding.notes == ("there is `cash` and `gift_card`",)
    assert [label.span.text for label in finding.secondary] == ["gift_card"]


@pytest.mark.parametrize("condition", ['"x" "y"', "5 EUR 6 EUR", "yes no", "not (1 2)"])
def test_a_comparison_that_nobody_wrote_is_not_bound(condition: str) -> None:
    said = only(f"rule r {{ when {condition} give 10% off }}")
    assert said.slug.startswith("unexpected-")
