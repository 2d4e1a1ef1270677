"""`schema`: what programs of others may rely on."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.json_schema import faults
from tests.e2e.shop import Shop, line, receipt
from tests.property.receipt.documents import FULL

README = Path(__file__).parents[2] / "README.md"


def schema(shop: Shop, of: str) -> dict[str, Any]:
    said = shop.run("schema", of)
    assert (said.code, said.err) == (0, "")
    found = json.loads(said.out)
    assert isinstance(found, dict)
    return found


def wrong(value: Any, of: dict[str, Any]) -> list[str]:
    return list(faults(value, of, of))


def test_the_receipt_of_the_readme_fits(shop: Shop) -> None:
    text = re.search(r"<!-- file: receipt.json -->\n```json\n(.*?)```", README.read_text(), re.DOTALL)
    assert text is not None
    document = json.loads(text[1])
    assert document["lines"]
    assert wrong(document, schema(shop, "receipt")) == []


def test_a_receipt_with_every_field_fits(shop: Shop) -> None:
    assert wrong(FULL, schema(shop, "receipt")) == []
    assert wrong(receipt(coupons=["HELLO10", {"code": "X"}]), schema(shop, "receipt")) == []


@pytest.mark.parametrize(
    ("document", "fault"),
    [
        (receipt(note="x"), "/note: unknown field"),
        (receipt(line(qty="1")), "/lines/0/qty: unknown field"),
        (receipt(line("1", 8.9)), "/lines/0/amount_minor: not of type integer"),
        (receipt(line("1", 2**60)), "/lines/0/amount_minor: out of bounds (9007199254740991)"),
        (receipt(line(kind="goodies")), "/lines/0/kind"),
        ({"id": "1"}, "/lines: missing"),
    ],
)
def test_what_is_no_receipt_does_not_fit(shop: Shop, document: dict[str, Any], fault: str) -> None:
    found = wrong(document, schema(shop, "receipt"))
    assert any(each.startswith(fault.split(" (")[0]) for each in found), found


def test_outcomes_fit(shop: Shop) -> None:
    shop.write("r.json", receipt(line(quantity="3", tax_code="A"), line("2", -100, kind="return")))
    outcome = json.loads(shop.run("eval", "spring.rules", "r.json", "--format", "json", "--all-rules").out)
    assert outcome["verdicts"]
    assert outcome["effects"]
    assert wrong(outcome, schema(shop, "outcome")) == []
    outcome["verdicts"][0]["reason"] = "bad-luck"
    assert wrong(outcome, schema(shop, "outcome")) != []


def test_explanations_fit(shop: Shop) -> None:
    shop.write("r.json", receipt(line(quantity="3"), line("2", -100, kind="return")))
    explanations = json.loads(shop.run("explain", "spring.rules", "r.json", "--format", "json").out)
    assert [each["rule"] for each in explanations] == ["tea10", "from50"]
    for each in explanations:
        assert wrong(each, schema(shop, "explanation")) == []
    explanations[0]["would_minor"] = "89"
    assert wrong(explanations[0], schema(shop, "explanation")) != []


def test_there_are_three_schemas(shop: Shop) -> None:
    said = shop.run("schema", "ruleset")
    assert said.code == 2
    assert "receipt" in said.err
    assert "outcome" in said.err
    assert "explanation" in said.err
    assert shop.run("schema").code == 2
