"""Reading receipts and writing outcomes is light: no pydantic, no parser of texts it does not read."""

from __future__ import annotations

import pytest

from tests.architecture.tree import python

READ = """
import sys
from receipt_rules.receipt import decode_receipt, receipt_digest
record = decode_receipt('{"id":"1","at":"2026-03-04T12:00:00Z","currency":"EUR","lines":[],'
    '"store":{"id":"S1","timezone":"Europe/Moscow"}}')
receipt_digest(record)
"""


@pytest.mark.parametrize(
    "code",
    [
        "import receipt_rules.receipt",
        "import receipt_rules.receipt.record",
        "import receipt_rules.receipt.codec",
        "import receipt_rules.receipt.validate",
        "import receipt_rules.outcome",
        "import receipt_rules.outcome.record",
        "import receipt_rules.outcome.reasons",
        "import receipt_rules.outcome.codec",
        READ,
    ],
)
def test_the_fast_door_is_light(code: str) -> None:
    names = "pydantic pydantic_core receipt_rules.diagnostics receipt_rules.receipt.structure json difflib"
    result = python(f"{code}\nimport sys\nprint([name for name in {names.split()} if name in sys.modules])")
    assert (result.stdout.strip(), result.stderr) == ("[]", "")


def test_the_first_model_brings_pydantic() -> None:
    result = python(
        "import sys, receipt_rules.receipt as door\n"
        "before = 'pydantic' in sys.modules\n"
        "door.Receipt\n"
        "print(before, 'pydantic' in sys.modules)"
    )
    assert (result.stdout.strip(), result.stderr) == ("False True", "")


def test_an_unknown_name_is_an_attribute_error() -> None:
    result = python("import receipt_rules.receipt as door\ndoor.Reciept")
    assert "AttributeError: module 'receipt_rules.receipt' has no attribute 'Reciept'" in result.stderr
