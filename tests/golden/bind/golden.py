"""Texts with one mistake each, and what is said about them.

`python -m tests.golden.bind.golden` writes the expected texts anew; read the difference before it is kept.
"""

from __future__ import annotations

from pathlib import Path

from receipt_rules.diagnostics import Source, to_text
from receipt_rules.program import FolderLoader, bind

CASES = Path(__file__).parent / "cases"
IMPORTED = {"common", "cycle", "dollars", "ordered"}


def names() -> list[str]:
    """The files that are cases by themselves."""
    return sorted(path.stem for path in CASES.glob("*.rules") if path.stem not in IMPORTED)


def actual(name: str) -> str:
    """What is said about a case."""
    source = Source(f"{name}.rules", (CASES / f"{name}.rules").read_text(encoding="utf-8"))
    return to_text(bind(source, FolderLoader(CASES)).diagnostics)


if __name__ == "__main__":
    for each in names():
        (CASES / f"{each}.txt").write_text(actual(each), encoding="utf-8")
