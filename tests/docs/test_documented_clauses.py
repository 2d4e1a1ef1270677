"""Every declaration and clause is in the tables of docs/language.md; what is not evaluated yet is marked."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from receipt_rules.language.grammar import grammar_text
from receipt_rules.program import MemoryLoader
from receipt_rules.program.bind import clauses, laters, rules
from receipt_rules.program.lint.prove_not_checked import PROVE
from tests.docs.bound_pages import Bound, bound, bound_blocks
from tests.docs.markdown import quoted, table

ROOT = Path(__file__).resolve().parents[2]
BINDER = ROOT / "src" / "receipt_rules" / "program" / "bind"
# The examples of diagnostics.md show diagnostics, and nothing else of them is meant.
PAGES = [ROOT / "README.md", *sorted(set(ROOT.glob("docs/**/*.md")) - {ROOT / "docs" / "diagnostics.md"})]
NOT_YET = ROOT / "docs" / "language" / "not-yet.md"
LATER = {"not-yet-evaluated", "prove-not-checked"}
HEADER = 'ruleset "page" version "1" currency EUR\n'
GIVEN = """
items tea = category "Tea"
segment staff = assigned by host
coupons hello { code "HELLO10" }
coupons thanks { code "THANKS" }
points bonus { worth 1 point = 0.01 EUR }
group shelf best per item
group basket best per receipt
budget summer 1_000 EUR
"""
NEEDED = {
    "rule": 'items tea = category "Tea"\n',
    "sequence": "group shelf best per item\ngroup basket best per receipt\n",
}
FILES: dict[str, str | bytes] = {"common.rules": HEADER, "crm/staff.csv": b"customer_id\nC1\n"}
OF_A_SET = ("same item", "different items", "shared", "favour", "counting", "spread")
REWARDS = ("give", "give total", "give gift", "earn", "accept", "issue coupon", "buy")


def rows_of(head: str) -> list[tuple[str, str, list[str]]]:
    """The name, the example and the other cells of each row of a table of the language page."""
    page = (ROOT / "docs" / "language.md").read_text(encoding="utf-8")
    rows = table(page, head, "an example")
    return [(quoted(row[0])[0], quoted(row[1])[0], row[2:]) for row in rows]


def alternatives(rule: str) -> set[str]:
    """What a rule of the grammar is a choice of."""
    found = re.search(rf"^{rule}: (.*?)\n\S", grammar_text() + "\nend", re.MULTILINE | re.DOTALL)
    assert found
    lines = "\n".join(line for line in found[1].splitlines() if not line.startswith("//"))
    return {name.strip().lstrip("_") for name in lines.split("|")}


# ---- the tables --------------------------------------------------------------------------------------


def rule_with(clause: str, example: str) -> str:
    """A rule in which the clause can stand."""
    if clause in ("shared", "favour"):
        return f"rule r {{ buy 2 of items tea get 1 free {example} }}"
    if clause in OF_A_SET:
        return f"rule r {{ take 3 of items tea {example} give 10% off set }}"
    if clause == "take":
        return f"rule r {{ {example} give 10% off set }}"
    if clause == "nudge":
        return f"rule r {{ when amount >= 20 EUR {example} give 10% off }}"
    return f"rule r {{ {example} {'' if clause in REWARDS else 'give 10% off'} }}"


def test_every_clause_is_a_row() -> None:
    assert {clause for clause, _, _ in rows_of("clause")} == set(clauses._WORDS.values())


@pytest.mark.parametrize("row", rows_of("clause"), ids=lambda row: row[0])
def test_the_example_of_a_clause_says_whether_it_is_evaluated(row: tuple[str, str, list[str]]) -> None:
    clause, example, (_, today) = row
    found = bound(f"{HEADER}{GIVEN}{rule_with(clause, example)}", MemoryLoader({}))
    assert example.startswith(clause)
    assert not found.errors
    assert (clause in found.later) == (today == "not yet")


def test_how_many_of_a_clause_is_as_the_binder_has_it() -> None:
    once = {*clauses._ONE.values(), "give", "give gift", "give total"}
    assert {clause for clause, _, (many, _) in rows_of("clause") if many == "one"} == once


def test_every_declaration_is_a_row() -> None:
    known = {*alternatives("_block"), "ruleset", "import", "draft rule"}
    assert {block for block, _, _ in rows_of("block")} == known


@pytest.mark.parametrize("row", rows_of("block"), ids=lambda row: row[0])
def test_the_example_of_a_declaration_says_whether_it_is_evaluated(row: tuple[str, str, list[str]]) -> None:
    block, example, (today,) = row
    head = "" if block == "ruleset" else HEADER
    found = bound(f"{head}{NEEDED.get(block, '')}{example}", MemoryLoader(FILES))
    assert example.startswith(block)
    assert not found.errors
    assert any(each.slug in LATER for each in found.findings) == (today == "not yet")


# ---- what is not evaluated yet -----------------------------------------------------------------------


def every_later() -> set[str]:
    """What the binder can say of a clause that is not evaluated yet, in the author's words."""
    found = {*rules._LATER.values(), *laters._LATER.values(), "points", "tender", "budget", "counting"}
    for path in BINDER.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Later":
                found.update(str(each.value) for each in node.args[1:2] if isinstance(each, ast.Constant))
    return (found | {"cards"}) - {PROVE}


def test_every_clause_that_is_not_evaluated_yet_has_an_example(tmp_path: Path) -> None:
    shown = set[str]().union(*(found.later for _, found in bound_blocks(NOT_YET, tmp_path)))
    assert shown == every_later()


def not_marked(page: Path, folder: Path) -> Iterator[tuple[str, Bound]]:
    for block, found in bound_blocks(page, folder):
        if block.directives.get("expect-error") not in LATER:
            yield block.place, found


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_an_example_that_is_not_marked_is_evaluated_and_its_tests_run(page: Path, tmp_path: Path) -> None:
    for place, found in not_marked(page, tmp_path):
        assert not found.later, place
        assert {test.status for test in found.tests} <= {"passed", "failed"}, place
