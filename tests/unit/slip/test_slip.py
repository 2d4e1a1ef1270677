"""A slip adds up, fits the paper and tells no secrets, whatever is on the receipt."""

from __future__ import annotations

import re
from functools import lru_cache

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from receipt_rules.money import exponent, format_minor
from receipt_rules.outcome.record import Message, MessagePlace
from receipt_rules.receipt import LineRecord, ReceiptRecord
from receipt_rules.receipt.record import CustomerRecord, StoreRecord
from receipt_rules.runtime import Engine
from receipt_rules.slip import REASONS, WIDTH, slip
from receipt_rules.slip.layout import width_of
from tests.unit.slip.golden import CASES, engine_of, printed

AMOUNT = re.compile(r" (-?\d+(?:\.\d+)?)$")


def minor(row: str) -> int:
    found = AMOUNT.search(row)
    assert found is not None, row
    return int(found[1].replace(".", ""))


@lru_cache
def engine(currency: str) -> Engine:
    """Rules of every scope in a currency; 2,000 minor units make a receipt large."""

    def money(amount: int) -> str:
        return f"{format_minor(amount, currency)} {currency}"

    return engine_of(
        f'ruleset "p" version "1" currency {currency} timezone "UTC"\n'
        'rule a "A" { on items category "A" give 10% off }\n'
        'rule b "B" { on items category "B" give 50% off cheapest 2 }\n'
        f'rule c "C" {{ on items category "C" give {money(150)} off once }}\n'
        'rule r "R" { give 3% off receipt }\n'
        f'rule s "S" {{ when amount >= {money(2000)} give {money(99)} off receipt }}\n'
        f'rule t "T" {{ give total rounded half_up to {money(5)} }}\n'
    )


GOODS = st.builds(
    lambda quantity, amount, category: {
        "quantity": quantity,
        "amount_minor": amount,
        "category": (category,),
    },
    st.sampled_from(["1", "2", "3", "7", "12", "0.5 kg", "85 g"]),
    st.integers(0, 3000),
    st.sampled_from("ABCD"),
)
RETURNED = st.builds(
    lambda kind, amount: {"quantity": "2", "amount_minor": -amount, "kind": kind},
    st.sampled_from(["return", "deposit_return"]),
    st.integers(0, 3000),
)
PAID_FOR = st.builds(
    lambda kind, amount: {"quantity": "1", "amount_minor": amount, "kind": kind},
    st.sampled_from(["deposit", "fee", "stored_value", "service"]),
    st.integers(0, 3000),
)
LINES = st.lists(st.one_of(GOODS, RETURNED, PAID_FOR), min_size=1, max_size=6)


def receipt(currency: str, lines: list[dict[str, object]], **more: object) -> ReceiptRecord:
    fields: dict[str, object] = {
        "id": "R1",
        "at": "2026-03-04T12:00:00Z",
        "currency": currency,
        "store": StoreRecord(id="S1", timezone="UTC"),
        "lines": tuple(
            LineRecord(**{"id": str(place), "sku": f"sku-{place}", **line})  # type: ignore[arg-type]
            for place, line in enumerate(lines)
        ),
    }
    return ReceiptRecord(**{**fields, **more})  # type: ignore[arg-type]


@given(currency=st.sampled_from(["EUR", "JPY", "KWD"]), lines=LINES)
def test_the_printed_amounts_add_up_to_the_printed_total(
    currency: str, lines: list[dict[str, object]]
) -> None:
    record = receipt(currency, lines)
    outcome = engine(currency).evaluate(record)
    _, body, foot = printed(engine(currency), record).split(f"\n{'-' * WIDTH}\n")
    amounts = [row for row in body.split("\n") if width_of(row) == WIDTH]
    total = sum(minor(row) for row in amounts)
    assert len(amounts) >= len(lines)
    rows = foot.split("\n\n")[0].split("\n")
    if rows[0].startswith("Subtotal "):
        assert minor(rows.pop(0)) == total
        while not rows[0].startswith("TOTAL "):
            total += minor(rows.pop(0))
    assert rows[0].startswith(f"TOTAL {currency} ")
    assert minor(rows[0]) == total == outcome.due_minor
    saved = minor(rows[1]) if rows[1:] and rows[1].startswith("You save ") else 0
    assert saved == outcome.totals.discount_minor
    decimals = exponent(currency)
    assert all(len(row.rpartition(".")[2]) == decimals for row in amounts if decimals)


WILD = st.text(
    st.one_of(st.characters(exclude_categories=("Cs",)), st.sampled_from("\n\r\t\x1b\x00\u202e\u2028茶🎈")),
    min_size=1,
    max_size=60,
)


@given(names=st.lists(WILD, min_size=3, max_size=3), ids=st.lists(WILD, min_size=4, max_size=4))
def test_no_text_changes_the_layout(names: list[str], ids: list[str]) -> None:
    lines: list[dict[str, object]] = [
        {"quantity": "3", "amount_minor": 500, "category": ("A",)},
        {"quantity": "1", "amount_minor": 700, "category": ("B",)},
        {"quantity": "0.5 kg", "amount_minor": 700},
    ]
    plain = receipt("EUR", lines, register="1", customer=CustomerRecord(id="C"))
    wild = receipt(
        "EUR",
        [{**line, "name": name} for line, name in zip(lines, names, strict=True)],
        id=ids[0],
        store=StoreRecord(id=ids[1], timezone="UTC"),
        register=ids[2],
        customer=CustomerRecord(id=ids[3]),
    )
    expected, rows = printed(engine("EUR"), plain).split("\n"), printed(engine("EUR"), wild).split("\n")
    assert len(rows) == len(expected)
    assert all(width_of(row) <= WIDTH for row in rows)
    assert "".join(rows).isprintable() or not any(
        each < " " or "\x7f" <= each <= "\x9f" for each in "".join(rows)
    )
    for row, plain_row in zip(rows[5:], expected[5:], strict=True):
        assert AMOUNT.findall(row)[-1:] == AMOUNT.findall(plain_row)[-1:] or width_of(row) < WIDTH


@pytest.mark.parametrize("width", [0, 32, 40, 80])
def test_the_paper_may_be_wider_or_narrower(width: int) -> None:
    record = receipt(
        "EUR", [{"quantity": "1", "amount_minor": 900, "name": "A name of thirty-three letters .."}]
    )
    text = slip(record, engine("EUR").evaluate(record), {}, width=width)
    rows = text.split("\n")
    assert max(map(width_of, rows)) == max(width, 32)
    assert ("A name of thirty-three letters .." in text) == (width == 80)


def test_as_many_reasons_as_are_wanted() -> None:
    rules = engine_of((CASES / "reasons.rules").read_text())
    record = receipt("EUR", [{"quantity": "1", "amount_minor": 900, "category": ("Coffee",)}])
    outcome = rules.evaluate(record, verdicts="all")
    refused = sum(each.verdict == "refused" and each.reason != "draft" for each in outcome.verdicts)
    assert refused > REASONS
    assert f"  and {refused - REASONS} more\n" in slip(record, outcome, {})
    assert "more\n" not in slip(record, outcome, {}, reasons=100).split("Not applied:")[1].replace(
        "gives more\n", ""
    )
    assert "Not applied" not in slip(record, outcome, {}, reasons=0)
    assert slip(record, outcome, {}, reasons=refused) == slip(record, outcome, {}, reasons=100)
    assert f"  and {refused - 1} more\n" in slip(record, outcome, {}, reasons=1)


def test_a_rule_without_title_is_called_by_its_id() -> None:
    record = receipt("EUR", [{"quantity": "1", "amount_minor": 900, "category": ("A",)}])
    outcome = engine("EUR").evaluate(record)
    assert "\n  a  " in slip(record, outcome, {})
    assert "\n  Ten percent  " in slip(record, outcome, {"a": "Ten percent"})


def test_no_number_of_a_card_coupon_or_tender_is_printed() -> None:
    record = receipt("EUR", [{"quantity": "1", "amount_minor": 900}])
    secret = msgspec.structs.replace(
        record,
        cards=("7712345678901234",),
        coupons=("HELLO10SECRET",),
        customer=CustomerRecord(id="7712345678901234"),
    )
    text = printed(engine("EUR"), secret)
    assert "Customer ***1234\n" in text
    assert "771234" not in text
    assert "SECRET" not in text


def test_a_message_lays_out_no_paper() -> None:
    """Whatever made it: an outcome may come from anywhere."""
    record = ReceiptRecord(
        id="1",
        at="2026-03-04T12:00:00Z",
        currency="EUR",
        store=StoreRecord(id="S", timezone="UTC"),
        lines=(LineRecord(id="1", sku="A", quantity="1", amount_minor=100),),
    )
    text = "a\x1b@\x1d\n" + "long " * 40 + "x" * 100
    places: tuple[MessagePlace, ...] = ("header", "line", "footer", "slip", "customer")
    messages = tuple(
        Message(rule="r", kind="print", place=place, text=text, line="1" if place == "line" else None)
        for place in places
    )
    outcome = msgspec.structs.replace(engine("EUR").evaluate(record), effects=messages)
    rows = slip(record, outcome, {}).split("\n")
    assert max(map(width_of, rows)) <= WIDTH
    assert not re.search("[\x00-\x1f]", "".join(rows))
    assert sum(row.strip().startswith("a␛@␝") for row in rows) == 4
