"""Reading a ruleset needs no parser generator: the tables are data."""

from __future__ import annotations

import subprocess
import sys

CODE = """
import sys
from receipt_rules.diagnostics import Source
from receipt_rules.language import parse
assert parse(Source("x", 'ruleset "x" version "1" currency EUR rule r { givve 5% off }')).diagnostics
print(*sorted({"lark", "pydantic", "pluggy", "interegular"} & set(sys.modules)))
"""


def test_parsing_and_explaining_a_mistake_imports_no_lark() -> None:
    done = subprocess.run([sys.executable, "-c", CODE], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []
