"""What is printed is what the design page shows, to the character."""

from __future__ import annotations

from pathlib import Path

import pytest

from receipt_rules.diagnostics import Diagnostic, pointer_to_text, summary, to_concise, to_text
from tests.golden.diagnostics import samples

HERE = Path(__file__).parent / "page"


def expected(name: str) -> str:
    return (HERE / f"{name}.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("diagnostic", samples.PAGE, ids=lambda each: each.slug)
def test_one_looks_as_on_the_page(diagnostic: Diagnostic) -> None:
    assert to_text([diagnostic]).rpartition("\n\n")[0] + "\n" == expected(diagnostic.slug)


def test_every_text_of_the_page_is_reproduced() -> None:
    assert {path.stem for path in HERE.iterdir()} == {each.slug for each in samples.PAGE} | {
        "concise",
        "bad-receipt",
    }


def test_several_stand_with_an_empty_line_between_and_the_summary_last() -> None:
    blocks = "\n".join(expected(each.slug) for each in samples.PAGE)
    assert to_text(samples.PAGE) == f"{blocks}\n8 errors, 1 warning\n"
    assert summary(samples.PAGE) == "8 errors, 1 warning"


def test_concise_is_one_line() -> None:
    assert to_concise([samples.unknown_clause()]) == expected("concise")


def test_a_receipt_is_pointed_at_with_a_json_pointer() -> None:
    shown = pointer_to_text(
        "negative-amount",
        "a line of kind `goods` costs -1.20 EUR",
        path="receipt.json",
        pointer="/lines/1/amount_minor",
    )
    assert shown == expected("bad-receipt")


def test_the_fixes_of_the_page_give_what_the_help_says() -> None:
    fixes = {each.slug: each.fix for each in samples.PAGE if each.fix is not None}
    assert {slug: fix.applied().strip() for slug, fix in fixes.items()} == {
        "unknown-clause": "give 100% off cheapest 1",
        "unexpected-word": "give 20% off each",
    }
