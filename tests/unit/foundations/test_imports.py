"""A till starts cold: the foundations bring nothing along that it does not need."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

FOUNDATIONS = ("errors", "money", "quantity", "allocation", "calendar")
SLOW = {
    "lark",
    "pydantic",
    "pluggy",
    "cachetools",
    "dataclasses",
    "fractions",
    "difflib",
    "asyncio",
    "logging",
}


def test_the_foundations_import_nothing_slow() -> None:
    modules = [f"receipt_rules.{name}" for name in FOUNDATIONS]
    program = f"import sys; sys.path.insert(0, sys.argv[1]); import {', '.join(modules)}; print(*sys.modules)"
    source = Path(__file__).parents[3] / "src"
    run = subprocess.run(
        [sys.executable, "-I", "-c", program, str(source)], capture_output=True, text=True, check=True
    )
    loaded = set(run.stdout.split())
    assert set(modules) <= loaded
    assert not loaded & SLOW
