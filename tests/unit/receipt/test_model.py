"""The public models: building, refusing, copying, and being the records field by field."""

from __future__ import annotations

import copy
import json
import pickle
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from traceback import format_exception
from typing import Any

import msgspec
import pytest
from pydantic import BaseModel, ValidationError
from pydantic_core import PydanticUndefined

from receipt_rules.errors import ReceiptError
from receipt_rules.receipt import model, record
from receipt_rules.receipt.codec import encode_receipt
from receipt_rules.receipt.model import Coupon, Customer, Line, Receipt, State, Store, TenderLine
from tests.property.receipt.documents import FULL

NOW = datetime(2026, 3, 4, 12, tzinfo=timezone(timedelta(hours=3)))
STORE = Store(id="S1", timezone="Europe/Moscow")
COFFEE = Line(id="1", sku="4601234567890", quantity="6", amount_minor=72000, category=["Coffee"])
LOOSE = {"id": "1", "sku": "1", "quantity": "1", "amount_minor": 5}
REFUND = Line(id="2", sku="1", quantity="1", amount_minor=-5)
LINE_2_AMOUNT = "/lines/1/amount_minor"


def receipt(**fields: Any) -> Receipt:
    return Receipt(**{"id": "1", "at": NOW, "currency": "RUB", "store": STORE, "lines": [COFFEE], **fields})


def refused(build: Any, *arguments: Any, **fields: Any) -> tuple[str, str]:
    with pytest.raises(ReceiptError) as caught:
        build(*arguments, **fields)
    return caught.value.slug, caught.value.pointer


def test_the_lines_that_a_till_needs() -> None:
    built = Receipt(
        id="S1-3-117",
        at=NOW,
        currency="RUB",
        store=STORE,
        lines=[COFFEE, Line(id="2", sku="2200123", quantity="1.314 kg", amount_minor=11813)],
        cards=["7712345678901234"],
        coupons=["HELLO10"],
    )
    assert encode_receipt(built.record()).decode() == (
        '{"id":"S1-3-117","at":"2026-03-04T12:00:00+03:00","currency":"RUB",'
        '"store":{"id":"S1","timezone":"Europe/Moscow"},"cards":["7712345678901234"],'
        '"coupons":[{"code":"HELLO10"}],"lines":['
        '{"id":"1","sku":"4601234567890","quantity":"6","amount_minor":72000,"category":["Coffee"]},'
        '{"id":"2","sku":"2200123","quantity":"1.314 kg","amount_minor":11813}]}'
    )
    assert built.record() is built.record()


def test_parts_may_be_dicts_or_models() -> None:
    assert receipt(store={"id": "S1", "timezone": "Europe/Moscow"}) == receipt()
    assert receipt(coupons=["A"]).record() == receipt(coupons=[Coupon(code="A")]).record()
    assert receipt(coupons=["A"]).record() == receipt(coupons=({"code": "A"},)).record()


@pytest.mark.parametrize(
    ("fields", "slug", "pointer"),
    [
        ({"lines": [COFFEE, {"id": "2", "sku": "1", "quantity": "1"}]}, "missing-field", LINE_2_AMOUNT),
        ({"lines": [LOOSE, {**LOOSE, "amount_minor": 1.5}]}, "amount-is-float", LINE_2_AMOUNT),
        ({"lines": [COFFEE, REFUND]}, "negative-amount", LINE_2_AMOUNT),
        ({"lines": [COFFEE, COFFEE]}, "duplicate-line", "/lines/1/id"),
        ({"lines": {COFFEE.id}}, "wrong-type", "/lines"),
        ({"lines": COFFEE}, "wrong-type", "/lines"),
        ({"cards": {"1", "2"}}, "wrong-type", "/cards"),
        ({"cards": "7712"}, "wrong-type", "/cards"),
        ({"at": datetime(2026, 3, 4, 12)}, "naive-time", "/at"),  # noqa: DTZ001
        ({"at": 1772600000}, "wrong-type", "/at"),
        ({"customer": {"id": "1", "attributes": {"a": {1}}}}, "wrong-type", "/customer/attributes/a"),
        ({"customer": {"id": "1", "attributes": {2: 1}}}, "wrong-type", "/customer/attributes/2"),
        ({"operator": "\ud800"}, "text-not-unicode", "/operator"),
        ({"cards": ["ok", "\ud800"]}, "text-not-unicode", "/cards/1"),
        ({"currency": "XXX"}, "unknown-currency", "/currency"),
        ({"till": "3"}, "unknown-field", "/till"),
        ({"store": None}, "wrong-type", "/store"),
        ({"state": {"coupons": {"7712345678901234": 5}}}, "wrong-type", "/state/coupons"),
    ],
)  # fmt: skip
def test_wrong_data_is_refused_with_the_whole_pointer(
    fields: dict[str, Any], slug: str, pointer: str
) -> None:
    assert refused(receipt, **fields) == (slug, pointer)


def test_a_part_is_refused_with_a_pointer_into_itself() -> None:
    assert refused(Line, id="1", sku="1", quantity="1", amount_minor="5") == ("wrong-type", "/amount_minor")
    assert refused(Line, id="1", sku="1", quantity="1") == ("missing-field", "/amount_minor")
    assert refused(Customer, id="1", attributes={"a": 1.5}) == ("attribute-is-float", "/attributes/a")
    assert refused(TenderLine, tender="cash", amount=5) == ("unknown-field", "/amount")
    assert refused(Line.model_validate, {"id": "1", "sku": ""}) == ("text-empty", "/sku")
    assert refused(Receipt.model_validate_json, b"{") == ("malformed-json", "")
    assert refused(Receipt.model_validate_json, '{"id": 5}') == ("wrong-type", "/id")
    assert refused(Receipt.model_validate, 5) == ("wrong-type", "")


CARD = "7712345678901234"


@pytest.mark.parametrize(
    "build",
    [
        lambda: receipt(state={"cards": {CARD: 5}}),
        lambda: Receipt.model_validate({"state": {"cards": {CARD: 5}}}),
        lambda: State(cards={CARD: 5}),
        lambda: receipt(cards=[CARD, CARD]),
        lambda: receipt(cards=[CARD], store=Store.model_construct(id=5, timezone="UTC")),
    ],
)
def test_a_refusal_drags_no_error_of_pydantic_along(build: Callable[[], object]) -> None:
    with pytest.raises(ReceiptError) as caught:
        build()
    error: BaseException = caught.value
    assert (error.__cause__, error.__context__) == (None, None)
    assert CARD not in str(error)
    assert "pydantic" not in "".join(format_exception(error)[-1:])


def test_an_error_is_a_value_error_and_pickles() -> None:
    with pytest.raises(ValueError, match="/amount_minor") as caught:
        Line(id="1", sku="1", quantity="1", amount_minor=1.5)  # type: ignore[arg-type]
    again = pickle.loads(pickle.dumps(caught.value))
    assert (str(again), again.__cause__) == (str(caught.value), None)


def test_inside_a_model_of_the_host_pydantic_speaks() -> None:
    class Request(BaseModel):
        receipt: Receipt

    with pytest.raises(ValidationError) as caught:
        Request.model_validate({"receipt": {**FULL, "currency": "XXX"}})
    assert "unknown-currency" in str(caught.value)
    assert "7712345678901234" not in str(caught.value)
    assert Request(receipt=receipt()).receipt == receipt()


def test_what_pydantic_was_told_not_to_check_is_checked_by_the_receipt() -> None:
    rough = Line.model_construct(id="1", sku="1", quantity="1", amount_minor="free")
    assert refused(receipt, lines=[rough]) == ("wrong-type", "")


def test_the_state_is_added_to_a_copy() -> None:
    before = receipt()
    after = before.with_state(State(counters={"spring/C1": 2}))
    assert (before.state, before.record().state) == (None, None)
    assert after.record().state == record.StateRecord(counters={"spring/C1": 2})
    assert after.record().lines == before.record().lines
    assert refused(before.with_state, {"counters": {"a": "b"}}) == ("wrong-type", "/state/counters")


def test_paying_makes_the_final_pass() -> None:
    before = receipt(**{"pass": "subtotal"})
    after = before.paying("gft", 50000, code="GC-123456").paying("cash")
    assert before.record().pass_ == "subtotal"
    assert after.record().pass_ == "final"
    assert after.record().tenders == (
        record.TenderRecord(tender="gft", amount_minor=50000, code="GC-123456"),
        record.TenderRecord(tender="cash"),
    )
    assert refused(after.paying, "card", -1) == ("negative-amount", "/tenders/2/amount_minor")


def test_a_copy_never_carries_the_record_of_another_receipt() -> None:
    before = receipt(pass_="subtotal")
    changed = before.model_copy(update={"lines": [], "pass": "final"})
    assert (changed.record().lines, changed.record().pass_) == ((), "final")
    for same in (before.model_copy(), before.model_copy(deep=True), copy.deepcopy(before)):
        assert same.record() == before.record()
    assert pickle.loads(pickle.dumps(before)).record() == before.record()
    assert refused(before.model_copy, update={"currency": "XXX"}) == ("unknown-currency", "/currency")


def test_a_receipt_is_frozen() -> None:
    with pytest.raises(ValidationError):
        receipt().id = "2"


def test_the_text_of_a_time_is_kept() -> None:
    assert receipt(at="2026-03-04T09:00:00Z").record().at == "2026-03-04T09:00:00Z"
    assert receipt(at=datetime(2026, 3, 4, 9, 0, 0, 5, UTC)).record().at == "2026-03-04T09:00:00.000005+00:00"


def test_a_model_writes_the_document_that_it_reads() -> None:
    full = Receipt.from_json(json.dumps(FULL))
    assert Receipt.model_validate_json(full.model_dump_json()) == full
    assert Receipt.from_json(encode_receipt(full.record())) == full


def test_no_repr_shows_a_code() -> None:
    full = Receipt.from_json(json.dumps(FULL))
    secrets = ("7712345678901234", "HELLO10", "GC-1", "spring/C1", "coffee/C1")
    for shown in (repr(full), str(full), repr(full.coupons), repr(full.tenders), repr(full.state)):
        assert not [secret for secret in secrets if secret in shown]


MODELS = [getattr(model, name) for name in model.__all__]


@pytest.mark.parametrize("public", MODELS, ids=lambda public: public.__name__)
def test_a_model_has_the_fields_of_its_record_in_order(public: Any) -> None:
    mirrored = [
        (name, field.alias or name, field.is_required(), field.get_default(call_default_factory=True))
        for name, field in public.model_fields.items()
    ]
    assert mirrored == [
        (field.name, field.encode_name, field.required, default_of(field))
        for field in msgspec.structs.fields(public.mirrors)
    ]


def default_of(field: msgspec.structs.FieldInfo) -> Any:
    if field.default_factory is not msgspec.NODEFAULT:
        return field.default_factory()
    return PydanticUndefined if field.default is msgspec.NODEFAULT else field.default


def test_every_record_of_a_receipt_has_a_model() -> None:
    records = {
        value for value in vars(record).values()
        if isinstance(value, type) and issubclass(value, record.Record) and value is not record.Record
    }  # fmt: skip
    assert {public.mirrors for public in MODELS} == records


def test_the_schema_says_what_the_types_say() -> None:
    schema = Receipt.model_json_schema()
    assert schema["required"] == ["id", "at", "currency", "store", "lines"]
    assert schema["additionalProperties"] is False
    assert schema["properties"]["pass"]["enum"] == ["subtotal", "final"]
    assert schema["properties"]["lines"]["maxItems"] == 100_000
    line = schema["$defs"]["Line"]["properties"]
    assert (line["amount_minor"]["minimum"], line["amount_minor"]["maximum"]) == (-(10**15), 10**15)
    assert "decimal text" in line["unit_price"]["description"].lower()
    assert schema["description"].startswith("A whole receipt")
    kinds = schema["properties"]["coupons"]["items"]
    assert {"$ref": "#/$defs/Coupon"} in kinds.get("oneOf", kinds.get("anyOf"))
