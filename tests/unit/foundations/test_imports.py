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
    program = f"import sys; {'; '.join(f'import receipt_rules.{name}' for name in FOUNDATIONS)}; print(*sys.modules)"
    run = subprocess.run(
        [sys.executable, "-I", "-c", f"import sys; sys.path[:0] = sys.argv[1:]; {program}", *paths()],
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = set(run.stdout.split())
    assert {f"receipt_rules.{name}" for name in FOUNDATIONS} <= loaded
    assert not loaded & SLOW


def paths() -> list[str]:
    return [str(Path(__file__).parents[3] / "src")]
