"""Phase 7: rules that issue coupons and say something are tested once, and what they do stands together."""

from __future__ import annotations

import pytest

from receipt_rules.compiler import compile_program
from receipt_rules.outcome.record import CouponIssued, CouponUsed, Message
from receipt_rules.runtime import Engine, readiness
from receipt_rules.runtime.conditions import refused
from receipt_rules.runtime.eligibility import Reason
from receipt_rules.runtime.lines import Line
from receipt_rules.runtime.plan import Plan
from receipt_rules.runtime.session import Session
from tests.unit.program.binding import program
from tests.unit.runtime.test_coupons import receipt
from tests.unit.runtime.test_messages import outcome

COUPONS = """
coupons next { code generated "NB-##" }
coupons flyer { code "FLYER" use once }
coupons winter { code generated "WI-##" valid until 2026-02-28 }
"""
FLYER = {"coupons": [{"code": "FLYER"}], "state": {"coupons": {"FLYER": {}}}}


def effects(rules: str, **receipt: object) -> list[str]:
    """What is done after all money, one word for each effect."""
    found = []
    for each in outcome(COUPONS + rules, **receipt).effects:
        if isinstance(each, CouponIssued):
            found.append(f"{each.rule} issues {each.coupon}")
        elif isinstance(each, CouponUsed):
            found.append(f"{each.rule} uses {each.coupon}")
        elif isinstance(each, Message):
            found.append(f"{each.rule or each.programme}: {each.text}")
    return found


def test_a_rule_issues_a_coupon_and_tells_of_it() -> None:
    rule = 'rule r { issue coupon next tell customer "a coupon for you" otherwise tell cashier "none" }'
    assert effects(rule) == ["r issues next", "r: a coupon for you"]


def test_what_a_rule_does_stands_together_in_running_order() -> None:
    rules = """
    program club { kind discount status active print on every receipt "club" }
    rule a { needs coupon flyer issue coupon next print "a" }
    rule b { print "b" }
    rule c { priority 1 issue coupon next print "c" }
    rule d { needs coupon flyer give 10% off issue coupon next print "d" }
    """
    assert effects(rules, **FLYER) == [
        "club: club",
        *("d issues next", "d uses flyer", "d: d"),
        *("c issues next", "c: c"),
        *("a issues next", "a uses flyer", "a: a"),
        "b: b",
    ]


@pytest.mark.parametrize(
    ("issued", "said"),
    [
        ("issue coupon winter", ["r: it is over"]),
        ("issue coupon winter issue coupon next", ["r issues next", "r: a coupon for you"]),
        ("issue coupon winter give 10% off", ["r: a coupon for you"]),
    ],
)
def test_words_are_no_reason_to_apply_where_a_coupon_is_over(issued: str, said: list[str]) -> None:
    words = 'tell customer "a coupon for you" otherwise tell cashier "it is over"'
    assert effects(f"rule r {{ {issued} {words} }}") == said


def test_words_use_no_coupon_up() -> None:
    assert effects('rule r { needs coupon flyer print "a" }', **FLYER) == ["r: a"]


def test_a_nudge_speaks_of_a_coupon() -> None:
    rule = 'when amount >= 12 EUR issue coupon next nudge customer "{missing} more" within 5 EUR'
    assert effects(f"rule r {{ {rule} }}") == ["r: 2.00 EUR more"]


def test_a_rule_is_tested_once(monkeypatch: pytest.MonkeyPatch) -> None:
    tested: list[str] = []

    def watched(session: Session, plan: Plan, lines: list[Line]) -> Reason | None:
        tested.append(plan.row.id)
        return refused(session, plan, lines)

    rules = """
    rule r { when amount >= 1 EUR issue coupon next print "a" }
    rule s { when amount < 1 EUR print "b" }
    """
    engine = Engine(compile_program(program(COUPONS + rules)))
    monkeypatch.setattr(readiness, "refused", watched)
    engine.evaluate(receipt())
    assert tested == ["r", "s"]
