"""The outcome: its questions, its canonical form, its public models."""

from __future__ import annotations

import json
from typing import Any

import msgspec
import pytest
from pydantic import ValidationError
from pydantic_core import PydanticUndefined

from receipt_rules.errors import InvalidValueError
from receipt_rules.outcome import decode_outcome, encode_outcome, model, record
from receipt_rules.outcome.record import (
    ChainStep,
    CouponIssued,
    CouponUsed,
    CouponVerdict,
    CreditChange,
    Discount,
    GiftOffered,
    LineDiscount,
    LineShare,
    Message,
    Outcome,
    OutcomeLine,
    PointsEarned,
    PointsRedeemed,
    RulesetRef,
    Run,
    StateChanges,
    TenderCeiling,
    TotalRounding,
    Totals,
    Verdict,
)

NUDGE = Message(rule="from3000", kind="nudge", place="customer", text="Only 5 more", missing_minor=500)

# Every field of every record stands here, none at its default.
FULL = Outcome(
    receipt="5e0c",
    ruleset=RulesetRef(name="spring", version="2026.03.1", digest="a1", language=1),
    totals=Totals(
        shelf_minor=1000,
        discount_minor=150,
        points_paid_minor=50,
        rounding_minor=-5,
        due_minor=795,
        tax={"B": 300, "A": 500},
    ),
    currency="EUR",
    lines=(
        OutcomeLine(
            id="1",
            shelf_minor=1000,
            final_minor=800,
            discounts=(
                LineDiscount(rule="coffee", amount_minor=100, units=1),
                LineDiscount(rule="total", amount_minor=50, units=3),
            ),
            runs=(Run(quantity="2", amount_minor=534), Run(quantity="1", amount_minor=266)),
            points_paid_minor=50,
            points_earned={"bonus": 8},
        ),
    ),
    effects=(
        Discount(rule="coffee", phase=1, amount_minor=100, lines=(LineShare(line="1", amount_minor=100),)),
        PointsEarned(
            rule="base", currency="bonus", points=8, available_on="2026-03-05", expires_on="2026-09-01"
        ),
        PointsRedeemed(
            currency="bonus",
            points=50,
            amount_minor=50,
            mode="tender",
            lines=(LineShare(line="1", amount_minor=50),),
        ),
        TenderCeiling(tender="gft", amount_minor=400, rule="half"),
        CouponIssued(rule="next", coupon="back", valid_from="2026-03-05", valid_until="2026-04-05", times=2),
        CouponUsed(
            rule="hello", coupon="hello10", code="***LO10", code_digest="b2", times=2, freed_by_return=True
        ),
        GiftOffered(rule="mug", sku="MUG", quantity=1, price_minor=1),
        Message(rule="coffee", kind="print", place="line", text="2+1", line="1"),
        NUDGE,
        Message(rule="mug", kind="nudge", place="cashier", text="2 more", missing_quantity="2"),
        Message(kind="print", place="footer", text="Club", programme="club"),
        TotalRounding(rule="round", amount_minor=-5),
    ),
    verdicts=(
        Verdict(
            rule="coffee",
            verdict="applied",
            gives_minor=100,
            proven=False,
            gap_minor=3,
            trimmed_by="cap",
            times=2,
        ),
        Verdict(rule="total", verdict="applied", gives_minor=50),
        Verdict(
            rule="hello",
            verdict="refused",
            reason="coupon",
            state="expired",
            numbers={"required": "hello10", "actual_minor": 5},
        ),
    ),
    coupons=(CouponVerdict(code="***LO10", state="applied", coupon="hello10"),),
    state_changes=StateChanges(
        counters={"coffee/C1": 1},
        credits_earned=(CreditChange(key="k", units=1, at="2026-03-04T12:00:00Z"),),
        credits_used=(CreditChange(key="k", units=2),),
        coupons={"b2": 1},
    ),
)

SMALL = Outcome(
    receipt="5e0c",
    ruleset=FULL.ruleset,
    totals=Totals(shelf_minor=0, discount_minor=0, points_paid_minor=0, rounding_minor=0, due_minor=0),
    currency="EUR",
)


def test_what_a_till_asks() -> None:
    assert FULL.due_minor == 795
    assert [each.text for each in FULL.nudges] == ["Only 5 more", "2 more"]
    assert FULL.applied == ("coffee", "total")
    assert FULL.why("hello") is FULL.verdicts[2]
    assert FULL.why("nobody") is None


def test_the_price_chain_goes_from_shelf_to_what_the_discounts_left() -> None:
    line = FULL.lines[0]
    assert line.chain() == (
        ChainStep(rule="coffee", amount_minor=100, before_minor=1000, after_minor=900),
        ChainStep(rule="total", amount_minor=50, before_minor=900, after_minor=850),
    )
    assert line.chain()[-1].after_minor - line.points_paid_minor == line.final_minor
    assert OutcomeLine(id="1", shelf_minor=5, final_minor=5).chain() == ()


def test_the_canonical_form_has_the_fields_of_the_page_in_its_order() -> None:
    tree = json.loads(encode_outcome(FULL))
    assert list(tree) == [
        "receipt", "ruleset", "totals", "currency", "lines", "effects", "verdicts", "coupons",
        "state_changes",
    ]  # fmt: skip
    assert list(tree["totals"]) == [
        "shelf_minor", "discount_minor", "points_paid_minor", "rounding_minor", "due_minor", "tax",
    ]  # fmt: skip
    assert [effect["type"] for effect in tree["effects"]] == [
        "discount", "points_earned", "points_redeemed", "tender_ceiling", "coupon_issued", "coupon_used",
        "gift_offered", "message", "message", "message", "message", "total_rounding",
    ]  # fmt: skip
    assert list(tree["verdicts"][2]) == ["rule", "verdict", "reason", "state", "numbers"]
    assert list(tree["totals"]["tax"]) == ["A", "B"]


def test_what_is_absent_is_left_out_and_sums_are_never_absent() -> None:
    assert encode_outcome(SMALL).decode() == (
        '{"receipt":"5e0c","ruleset":{"name":"spring","version":"2026.03.1","digest":"a1","language":1},'
        '"totals":{"shelf_minor":0,"discount_minor":0,"points_paid_minor":0,"rounding_minor":0,"due_minor":0},'
        '"currency":"EUR"}'
    )


@pytest.mark.parametrize("outcome", [FULL, SMALL], ids=["full", "small"])
def test_an_outcome_comes_back_as_it_went(outcome: Outcome) -> None:
    data = encode_outcome(outcome)
    assert decode_outcome(data) == outcome
    assert encode_outcome(decode_outcome(data)) == data
    assert model.Outcome.of(outcome).record() == outcome
    assert model.Outcome.model_validate_json(data).record() == outcome


def test_the_order_of_maps_does_not_show() -> None:
    backwards = msgspec.structs.replace(
        FULL, totals=msgspec.structs.replace(FULL.totals, tax=dict(reversed(FULL.totals.tax.items())))
    )
    assert encode_outcome(backwards) == encode_outcome(FULL)


@pytest.mark.parametrize(
    "change",
    [
        lambda tree: tree.update(extra=1),
        lambda tree: tree.pop("totals"),
        lambda tree: tree["totals"].update(due_minor=1.5),
        lambda tree: tree["totals"].update(due_minor=True),
        lambda tree: tree["verdicts"][0].update(verdict="maybe"),
        lambda tree: tree["verdicts"][2].update(reason="because"),
        lambda tree: tree["verdicts"][2].update(state="stolen"),
        lambda tree: tree["verdicts"][2]["numbers"].update(actual=1.5),
        lambda tree: tree["effects"][0].update(type="present"),
        lambda tree: tree["effects"][0].pop("type"),
        lambda tree: tree["effects"][7].update(kind="shout"),
        lambda tree: tree["lines"][0]["runs"][0].update(quantity=2),
    ],
)
def test_both_readers_refuse_what_is_no_outcome(change: Any) -> None:
    tree = json.loads(encode_outcome(FULL))
    change(tree)
    data = json.dumps(tree)
    with pytest.raises(InvalidValueError) as caught:
        decode_outcome(data)
    assert caught.value.slug == "malformed-outcome"
    with pytest.raises(ValidationError):
        model.Outcome.model_validate_json(data)


@pytest.mark.parametrize("data", [b"", b"{", b"\xff", b'"\xff"', b"[" * 100_000], ids=repr)
def test_what_is_not_json_is_refused(data: bytes) -> None:
    with pytest.raises(InvalidValueError, match="malformed-outcome"):
        decode_outcome(data)


MODELS = [value for name in model.__all__ if isinstance(value := getattr(model, name), type)]


@pytest.mark.parametrize("public", MODELS, ids=lambda public: public.__name__)
def test_a_model_has_the_fields_of_its_record_in_order(public: Any) -> None:
    mirrored = [
        (name, field.is_required(), field.get_default(call_default_factory=True))
        for name, field in public.model_fields.items()
    ]
    expected = [
        (field.name, field.required, default_of(field)) for field in msgspec.structs.fields(public.mirrors)
    ]
    tag = public.mirrors.__struct_config__.tag
    assert mirrored == ([("type", False, tag)] if tag else []) + expected


def default_of(field: msgspec.structs.FieldInfo) -> Any:
    if field.default_factory is not msgspec.NODEFAULT:
        return field.default_factory()
    return PydanticUndefined if field.default is msgspec.NODEFAULT else field.default


def test_every_record_of_an_outcome_has_a_model() -> None:
    records = {
        value
        for value in vars(record).values()
        if isinstance(value, type) and issubclass(value, record.Record)
    }
    # a step of the price chain is computed, never stored
    assert {public.mirrors for public in MODELS} == records - {record.Record, ChainStep}


def test_the_full_outcome_leaves_no_field_at_its_default() -> None:
    seen: dict[str, set[str]] = {}

    def visit(value: object) -> None:
        if isinstance(value, tuple):
            for entry in value:
                visit(entry)
        if isinstance(value, msgspec.Struct):
            for field in msgspec.structs.fields(value):
                inner = getattr(value, field.name)
                if field.required or inner != default_of(field):
                    seen.setdefault(type(value).__name__, set()).add(field.name)
                visit(inner)

    visit(FULL)
    assert seen == {public.mirrors.__name__: set(public.mirrors.__struct_fields__) for public in MODELS}


def test_the_schema_tells_effects_apart() -> None:
    schema = model.Outcome.model_json_schema()
    mapping = schema["properties"]["effects"]["items"]["discriminator"]["mapping"]
    assert len(mapping) == 9
    assert mapping["gift_offered"] == "#/$defs/GiftOffered"
    assert schema["$defs"]["Verdict"]["properties"]["reason"]["anyOf"][0]["enum"][0] == "draft"
