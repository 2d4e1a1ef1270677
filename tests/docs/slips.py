"""Slips on a page: what the engine prints for a receipt that a test of the page describes.

In: a rules file, the title of one of its tests, and, to write slips anew, a page. Out: the slip of the
test's first receipt, word for word as `receipt-rules eval` prints it. `python -m tests.docs.slips PAGE...`
puts today's slips in the place of those on the pages. Invariant: nothing but the text of slip blocks is
rewritten.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from receipt_rules.compiler import compile_program
from receipt_rules.diagnostics import Source
from receipt_rules.language import ast
from receipt_rules.program import FolderLoader, Program, bind
from receipt_rules.runtime import Engine
from receipt_rules.slip import slip
from receipt_rules.testing.receipts import Scene, receipt_of
from tests.docs.blocks import read_page
from tests.docs.language_door import check
from tests.docs.runner import run_page


def slip_of(name: str, folder: Path, title: str) -> str:
    """The slip of the first receipt of a test; a LookupError says what is missing."""
    program = bind(Source(name, (folder / name).read_text(encoding="utf-8")), FolderLoader(folder)).program
    if program is None:
        raise LookupError("the rules above are wrong: they print no slip")
    receipt = receipt_of(*_scene(program, title), program, 1)
    engine = Engine(compile_program(program))
    titles = engine.titles
    return slip(receipt, engine.evaluate(receipt), titles)


def _scene(program: Program, title: str) -> tuple[Scene, ast.SoldReceipt]:
    """The receipt of the test, and what stands before it."""
    scene = Scene()
    # Titles are unique, and a test has a receipt: the binder sees to both.
    node = next((test.node for test in program.tests if test.title == title), None)
    for statement in node.statements if node else ():
        if isinstance(statement, ast.At):
            scene.at = statement.time.value
        elif isinstance(statement, ast.InStore):
            scene.store = statement.id.value
        elif isinstance(statement, ast.OnChannel):
            scene.channel = statement.id.value
        elif isinstance(statement, ast.WithCustomer):
            scene.customer = statement.attributes
        elif isinstance(statement, ast.SoldReceipt):
            return scene, statement
    raise LookupError(f"no test above is called `{title}`")


def rewritten(text: str, slips: Mapping[int, str]) -> str:
    """The text of a page with these slips, each in the place of the block whose first line has its number."""
    out: list[str] = []
    inside = False
    for number, line in enumerate(text.splitlines(keepends=True), 1):
        if number in slips:
            out.append(slips[number])
            inside = True
        inside = inside and not line.startswith(("```", "~~~"))
        if not inside:
            out.append(line)
    return "".join(out)


def rewrite(page: Path) -> bool:
    """Put today's slips on a page; was there anything to change?"""
    with tempfile.TemporaryDirectory() as folder:
        slips = run_page(read_page(page, page.name), Path(folder), check, slip_of).slips
    old = page.read_text(encoding="utf-8")
    new = rewritten(old, slips)
    page.write_text(new, encoding="utf-8")
    return new != old


if __name__ == "__main__":
    for argument in sys.argv[1:]:
        rewrite(Path(argument))
