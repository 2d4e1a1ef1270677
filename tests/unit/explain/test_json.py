"""An explanation as JSON: stable, whole, and as its schema says."""

from __future__ import annotations

import json

import msgspec
import pytest

from receipt_rules.errors import InvalidValueError
from receipt_rules.explain import Explanation, explain, from_json, json_schema, to_json
from receipt_rules.receipt.record import CustomerRecord
from tests.e2e.json_schema import faults
from tests.unit.explain.sold import engine, receipt

RULES = """\
group first stack per item excludes second
group second stack per item cap 20%
sequence first, second
protect items category "Gin" never discounted
rule a "A" { on items category "Tea" group first give 10% off }
rule b { on items category "Tea" group second give 20% off }
rule c { give 5% off }
rule d { on items category "Bread" give 20% off }
rule e { when amount > 99 EUR or customer.level default "" = "gold" give 1 EUR off receipt }
rule f { on items category "Gin" give price 3.333 EUR * 1 each }
rule h { give total rounded down to 1 EUR }
rule i { when quantity > 1 kg unless receipt.hour in 1..5 give 1% off receipt }
rule j { for members give 1% off receipt }
rule l { on items category "Tea" give 4% off }
draft rule k { limit 1 per receipt give 1% off }
""".replace("3.333 EUR * 1", "(item.price / 3)")


def found() -> dict[str, Explanation]:
    sold = receipt(
        ("Tea", "3", 1000), ("Bread", "0.5 kg", 333), ("Gin", "1", 1000), customer=CustomerRecord(id="C")
    )
    return {each.rule: each for each in explain(engine(RULES), sold)}


def test_it_fits_the_schema_and_comes_back() -> None:
    schema = json_schema()
    reasons = set()
    for each in found().values():
        data = to_json(each)
        assert list(faults(json.loads(data), schema, schema)) == []
        assert from_json(data) == each
        assert from_json(data.decode()) == each
        reasons.add(each.verdict.reason)
    assert reasons >= {None, "excluded", "lost", "condition", "protected", "audience", "draft"}


def test_the_schema_knows_what_does_not_fit() -> None:
    schema = json_schema()
    good = json.loads(to_json(found()["e"]))
    for change in (
        {"title": None},
        {"would_minor": 1.5},
        {"note": ""},
        {"group": {"id": "g"}},
        {"lines": [1]},
    ):
        assert list(faults({**good, **change}, schema, schema)), change
    del good["prices"]
    assert list(faults(good, schema, schema)) == ["/prices: missing"]


def test_every_field_is_there_in_its_order() -> None:
    fields = Explanation.__struct_fields__
    for each in found().values():
        assert tuple(json.loads(to_json(each))) == fields


def test_equal_explanations_have_equal_bytes() -> None:
    first, second = found()["e"], found()["e"]
    assert to_json(first) == to_json(second)
    numbers = first.conditions[0].comparisons[0]
    turned = msgspec.structs.replace(numbers, numbers=dict(reversed(numbers.numbers.items())))
    assert msgspec.json.encode(turned) != msgspec.json.encode(numbers)
    assert to_json(turned) == to_json(numbers)  # type: ignore[arg-type]


def test_the_schema_says_what_the_fields_are() -> None:
    properties = json_schema()["$defs"]["Explanation"]["properties"]
    assert tuple(properties) == Explanation.__struct_fields__
    assert "by itself" in json.dumps(properties["would_minor"])


@pytest.mark.parametrize("data", ["", "{}", b"\xff", "[]", '{"rule": 1}'])
def test_what_is_no_explanation_is_refused(data: bytes | str) -> None:
    with pytest.raises(InvalidValueError) as caught:
        from_json(data)
    assert caught.value.slug == "malformed-explanation"
