"""What a host gets wrong in its code, not on its receipts: it is told so at once."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from receipt_rules.compiler import compile_program
from receipt_rules.diagnostics import Source
from receipt_rules.program import MemoryLoader, bind
from receipt_rules.receipt import decode_receipt
from receipt_rules.receipt.model import Receipt
from receipt_rules.runtime import Engine, encode

TEXT = """ruleset "r" version "1" currency EUR
rule ten { on items "A" give 10% off }
rule b { on items "B" give 1% off }
"""
DOCUMENT: dict[str, Any] = {
    "id": "r",
    "at": "2026-03-04T12:00:00Z",
    "currency": "EUR",
    "store": {"id": "S", "timezone": "UTC"},
    "lines": [{"id": "1", "sku": "A", "quantity": "1", "amount_minor": 1000}],
}


@cache
def compiled() -> bytes:
    program = bind(Source("r.rules", TEXT), MemoryLoader({})).program
    assert program is not None
    return encode(compile_program(program))


@cache
def engine() -> Engine:
    return Engine.load(compiled())


@pytest.mark.parametrize("verdicts", ["everything", "ALL", "", None, True])
def test_verdicts_that_do_not_exist_are_refused(verdicts: Any) -> None:
    with pytest.raises(ValueError, match=r'verdicts are "concerned" or "all"'):
        engine().evaluate(Receipt(**DOCUMENT), verdicts=verdicts)


def test_the_verdicts_that_exist_are_given() -> None:
    receipt = Receipt(**DOCUMENT)
    assert len(engine().evaluate(receipt, verdicts="concerned").verdicts) == 1
    assert len(engine().evaluate(receipt, verdicts="all").verdicts) == 2


@pytest.mark.parametrize("door", [lambda each: engine().evaluate(each), lambda each: engine().needs(each)])
@pytest.mark.parametrize(
    "given", [DOCUMENT, None, b"{}", "{}", 5, [DOCUMENT], Receipt, Receipt(**DOCUMENT).store]
)
def test_what_is_no_receipt_is_refused_by_its_type_alone(door: Any, given: Any) -> None:
    with pytest.raises(TypeError) as refused:
        door(given)
    assert f"not `{type(given).__name__}`" in str(refused.value)
    assert "decode_receipt" in str(refused.value)


def test_a_receipt_is_one_by_either_door() -> None:
    assert engine().evaluate(Receipt(**DOCUMENT)) == engine().evaluate(decode_receipt(json.dumps(DOCUMENT)))


@pytest.mark.parametrize("kind", [bytes, bytearray, memoryview])
def test_a_compiled_ruleset_may_stand_in_any_buffer(kind: Any) -> None:
    assert Engine.load(kind(compiled())).ruleset == engine().ruleset


def test_a_path_is_a_path(tmp_path: Path) -> None:
    (tmp_path / "r.rulesc").write_bytes(compiled())
    assert Engine.load(tmp_path / "r.rulesc").ruleset == engine().ruleset
    assert Engine.load(str(tmp_path / "r.rulesc")).ruleset == engine().ruleset
