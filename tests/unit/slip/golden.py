"""Slips as they are printed: a ruleset, a receipt and the text, by one name.

`python -m tests.unit.slip.golden` writes the texts anew; read the difference before it is kept.
"""

from __future__ import annotations

from pathlib import Path

from receipt_rules.compiler import compile_program
from receipt_rules.diagnostics import Source, to_text
from receipt_rules.program import FolderLoader, bind
from receipt_rules.receipt import ReceiptRecord, decode_receipt
from receipt_rules.runtime import Engine
from receipt_rules.slip import slip

CASES = Path(__file__).parent / "cases"


def names() -> list[str]:
    return sorted(path.stem for path in CASES.glob("*.json"))


def engine_of(text: str) -> Engine:
    """The engine of a ruleset without errors."""
    result = bind(Source("slip.rules", text), FolderLoader(CASES))
    assert result.program is not None, to_text(result.diagnostics)
    return Engine(compile_program(result.program))


def printed(engine: Engine, receipt: ReceiptRecord) -> str:
    titles = engine.titles
    return slip(receipt, engine.evaluate(receipt), titles)


def actual(name: str) -> str:
    engine = engine_of((CASES / f"{name}.rules").read_text(encoding="utf-8"))
    return printed(engine, decode_receipt((CASES / f"{name}.json").read_bytes()))


if __name__ == "__main__":
    for each in names():
        (CASES / f"{each}.txt").write_text(actual(each), encoding="utf-8")
