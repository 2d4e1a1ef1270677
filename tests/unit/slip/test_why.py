"""Few words for each reason, in the order that helps."""

from __future__ import annotations

import pytest

from receipt_rules.money import format_minor
from receipt_rules.outcome.reasons import COUPON_STATES, REASONS
from receipt_rules.outcome.record import CouponState, Verdict
from receipt_rules.slip.why import brief, by_use


def money(minor: int) -> str:
    return format_minor(minor, "EUR")


def refused(rule: str, reason: str, state: CouponState | None = None, **numbers: int | str) -> Verdict:
    return Verdict(rule=rule, verdict="refused", reason=reason, state=state, numbers=numbers)  # type: ignore[arg-type]


def cut(reason: str, by: str) -> Verdict:
    return Verdict(rule="r", verdict="refused", reason=reason, trimmed_by=by)  # type: ignore[arg-type]


def said(verdict: Verdict) -> str:
    return brief(verdict, money, {"win": "The winner"})


@pytest.mark.parametrize("reason", [each.slug for each in REASONS if each.slug != "draft"])
def test_every_reason_has_words_without_numbers(reason: str) -> None:
    words = said(refused("r", reason))
    assert 0 < len(words) <= 26, "it fits beside a short title"
    assert words == words.strip().removesuffix(".")
    assert words[0].islower()


@pytest.mark.parametrize("state", COUPON_STATES)
def test_every_state_of_a_coupon_has_words(state: CouponState) -> None:
    assert said(refused("r", "coupon", state)).startswith("coupon ")
    assert said(refused("r", "coupon", state)) != said(refused("r", "coupon"))


@pytest.mark.parametrize(
    ("verdict", "words"),
    [
        (refused("r", "condition", actual_minor=1121, required_minor=5000), "11.21 of 50.00"),
        (refused("r", "condition", actual=2, required=3), "2 of 3"),
        (refused("r", "condition", actual=0, required=3), "0 of 3"),
        (refused("r", "condition", actual="0.5 kg", required="2 kg"), "0.5 kg of 2 kg"),
        (refused("r", "condition", actual=3, required=3), "asks 3, has 3"),
        (refused("r", "condition", actual_minor=6000, required_minor=5000), "asks 50.00, has 60.00"),
        (refused("r", "condition", actual=-1, required=3), "asks 3, has -1"),
        (refused("r", "condition", actual="pos", required="app"), "asks app, has pos"),
        (refused("r", "condition", actual="1/0", required="2"), "asks 2, has 1/0"),
        (refused("r", "condition", actual="1/3", required="1/2"), "1/3 of 1/2"),
        (refused("r", "condition", actual=2), "condition not met"),
        (refused("r", "incomplete-set", actual=2, required=3), "2 of 3"),
        (refused("r", "limit", actual=2, required=2), "2 of 2 used"),
        (refused("r", "points", actual=120, required=200), "120 of 200 points"),
        (refused("r", "audience", required="members"), "for members only"),
        (refused("r", "audience", required="members of `club`"), "for members only"),
        (refused("r", "audience", required="segment `vip`"), "not for this buyer"),
        (refused("r", "window", required="mon..fri 06:00..09:00", actual="x"), "only mon..fri 06:00..09:00"),
        (refused("r", "window", required="2026-03-01..2026-03-31 and sun"), "not at this time"),
        (refused("r", "lost", winner="win", actual_minor=10, required_minor=11), "The winner gives more"),
        (refused("r", "lost", winner="win", actual_minor=11, required_minor=11), "The winner came first"),
        (refused("r", "lost", winner="win", actual_minor=12, required_minor=11), "The winner was chosen"),
        (refused("r", "lost", winner="other", actual_minor=1, required_minor=2), "other gives more"),
        (refused("r", "lost"), "another offer gives more"),
        (refused("r", "lost", winner="win"), "The winner was chosen"),
        (refused("r", "lost", actual_minor=10, required_minor=11), "other offers give more"),
        (refused("r", "lost", actual_minor=11, required_minor=11), "not with other offers"),
        (cut("limit", "group leaflet"), "cap of its offers reached"),
        (cut("protected", "protect receipt"), "discount limit reached"),
        (refused("r", "protected", required_minor=500), "price is protected"),
    ],
)  # fmt: skip
def test_numbers_are_told_where_they_say_something(verdict: Verdict, words: str) -> None:
    assert said(verdict) == words


def test_what_can_be_done_comes_first() -> None:
    verdicts = [
        refused("zero", "zero"),
        refused("lost", "lost", winner="win", actual_minor=1, required_minor=2),
        refused("time", "window"),
        refused("card", "card"),
        refused("far", "condition", actual_minor=100, required_minor=5000),
        refused("other", "condition"),
        refused("draft", "draft"),
        Verdict(rule="good", verdict="applied", gives_minor=5),
        refused("near", "incomplete-set", actual=2, required=3),
        refused("old", "coupon", "expired"),
        refused("no code", "coupon"),
        refused("club", "audience"),
    ]
    assert [each.rule for each in by_use(verdicts)] == [
        "old", "near", "far", "other", "time", "card", "no code", "club", "zero", "lost",
    ]  # fmt: skip
