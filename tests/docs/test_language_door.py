"""What the language says of a page's rules comes through, and so does a test that fails."""

from __future__ import annotations

from pathlib import Path

from tests.docs.blocks import read_blocks
from tests.docs.language_door import check
from tests.docs.runner import run_page

HEADER = 'ruleset "page" version "1"\n  currency EUR\n'
RULE = 'rule tea "Tea" { on items leaflet give 10% off }\n'
TEST = 'test "one" {\n  at 2026-03-04T12:00\n  receipt { 1 x "TEA" at 2 EUR }\n  expect total %s EUR\n}\n'


def complaints(text: str, folder: Path) -> list[str]:
    return run_page(list(read_blocks(text, "page.md")), folder, check).complaints


def page(*, items: str = 'items leaflet = "TEA"', total: str = "1.80", directive: str = "") -> str:
    return f"{directive}```rules\n{HEADER}{items}\n{RULE}{TEST % total}```\n"


def test_a_ruleset_that_is_right_passes(tmp_path: Path) -> None:
    assert complaints(page(), tmp_path) == []


def test_a_name_that_nobody_declared_is_a_complaint(tmp_path: Path) -> None:
    found = complaints(page(items='items leaflets = "TEA"'), tmp_path)
    assert any(each.startswith("page.md:5: error[unknown-items]") for each in found)


def test_a_word_that_does_not_belong_is_a_complaint(tmp_path: Path) -> None:
    (complaint,) = complaints(page().replace("give 10% off", "give 10% each"), tmp_path)
    assert complaint.startswith("page.md:5: error[")


def test_an_expectation_that_does_not_hold_is_a_complaint(tmp_path: Path) -> None:
    (complaint,) = complaints(page(total="1.79"), tmp_path)
    assert complaint.startswith("page.md:9: error[test-fails]: test 'one'")


def test_a_table_that_the_page_shows_is_found(tmp_path: Path) -> None:
    table = "<!-- file: lists/leaflet.csv -->\n```csv\nsku\nTEA\n```\n"
    items = 'items leaflet = csv "lists/leaflet.csv" column "sku"'
    assert complaints(table + page(items=items), tmp_path) == []
    (complaint,) = complaints(page(items=items.replace("leaflet.csv", "leaf.csv")), tmp_path)
    assert "error[missing-file]" in complaint


def test_an_error_that_the_page_promises_is_expected(tmp_path: Path) -> None:
    directive = "<!-- expect-error: unknown-items -->\n"
    assert complaints(page(items="", total="2.00", directive=directive), tmp_path) == []
    (complaint,) = complaints(page(directive=directive), tmp_path)
    assert "expected `unknown-items`, found" in complaint
