"""The closed list of reasons."""

from __future__ import annotations

import string
from typing import get_args

import pytest

from receipt_rules.money import format_minor
from receipt_rules.outcome.reasons import COUPON_STATES, REASONS, ReasonSlug, reason, sentence
from receipt_rules.outcome.record import CouponState


def money(amount_minor: int) -> str:
    return f"{format_minor(amount_minor, 'EUR')} EUR"


def test_the_list_is_that_of_the_language_in_its_order() -> None:
    slugs = [entry.slug for entry in REASONS]
    assert slugs == [
        "draft", "programme", "audience", "card", "coupon", "window", "tender-pending", "condition",
        "no-items", "incomplete-set", "limit", "excluded", "lost", "claimed", "protected", "already-lower",
        "zero", "points",
    ]  # fmt: skip
    assert slugs == list(get_args(ReasonSlug))
    assert list(COUPON_STATES) == list(get_args(CouponState)) == ["unknown", "not-yet", "expired", "used-up"]


@pytest.mark.parametrize("entry", REASONS, ids=lambda entry: entry.slug)
def test_a_template_names_exactly_its_numbers(entry: object) -> None:
    found = reason(entry.slug)  # type: ignore[attr-defined]
    named = {name for _, name, _, _ in string.Formatter().parse(found.template) if name}
    assert named == set(found.numbers)
    assert "{" not in found.plain
    for words in (found.plain, found.template):
        assert words == words.strip().removesuffix(".")


def test_a_reason_is_told_with_its_numbers() -> None:
    assert sentence("limit", {"actual": 2, "required": 2}, money) == "2 of its limit of 2 are used"


def test_numbers_in_minor_units_are_told_as_money() -> None:
    words = sentence("condition", {"actual_minor": 2340, "required_minor": 3000}, money)
    assert words == "it asks for 30.00 EUR, the receipt has 23.40 EUR"


def test_without_its_numbers_a_reason_is_told_plainly() -> None:
    assert sentence("limit", {"actual": 2}, money) == "its limit is used up"
    assert sentence("zero", {}, money) == "it gives nothing after rounding"


def test_there_is_no_other_reason() -> None:
    with pytest.raises(KeyError):
        reason("bad-luck")
