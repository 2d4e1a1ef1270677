"""A slip on a page is the slip that the engine prints, and can be written anew."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.docs.blocks import read_blocks
from tests.docs.language_door import check
from tests.docs.runner import PageRun, run_page
from tests.docs.slips import rewrite, rewritten, slip_of

HEADER = 'ruleset "page" version "1"\n  currency EUR\n'
RULES = f"""```rules
{HEADER}rule tea "Tea 10% off" {{ on items category "Tea" give 10% off }}
rule five "5 EUR from 50 EUR" {{ when amount >= 50 EUR give 5 EUR off receipt }}
test "one tea" {{
  at 2026-03-04T12:00
  store "B7"
  customer {{id: "C1"}}
  receipt {{ 1 x "assam" at 2 EUR {{category: "Tea"}} }}
  expect total 1.80 EUR
  receipt {{ 1 x "rye" at 3 EUR }}
  expect total 3 EUR
}}
```
"""
SLIP = """\
Store B7                        2026-03-04 12:00
Receipt test-1
Customer C1
------------------------------------------------
Tea assam                                   2.00
  Tea 10% off                              -0.20
------------------------------------------------
TOTAL EUR                                   1.80
You save                                    0.20

Not applied:
  5 EUR from 50 EUR                1.80 of 50.00
"""


def shown(slip: str, title: str = "one tea") -> str:
    return f"<!-- slip: {title} -->\n```text\n{slip}```\n"


def run(text: str, folder: Path) -> PageRun:
    return run_page(list(read_blocks(text, "page.md")), folder, check, slip_of)


def test_the_slip_of_the_first_receipt_is_true(tmp_path: Path) -> None:
    page = run(RULES + shown(SLIP), tmp_path)
    assert page.complaints == []
    assert list(page.slips.values()) == [SLIP]


@pytest.mark.parametrize(
    "lie",
    [
        SLIP.replace("1.80\n", "1.79\n", 1),
        SLIP.replace("Tea 10% off ", "Tea 10% off"),
        SLIP.partition("\nNot")[0],
        SLIP.replace("----\n", "---\n"),
        SLIP.replace("Store B7 ", "..."),
    ],
    ids=["an amount", "a space", "less", "a rule", "a gap"],
)
def test_a_slip_that_is_not_word_for_word_is_found_out(tmp_path: Path, lie: str) -> None:
    (complaint,) = run(RULES + shown(lie), tmp_path).complaints
    assert complaint.startswith("page.md:18: the page shows")
    assert complaint.endswith(f"but the slip is\n{SLIP}")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (shown(SLIP), "no rules before it"),
        (RULES + shown(SLIP, "tea"), "no test above is called `tea`"),
    ],
)
def test_a_slip_of_nothing_is_a_complaint(tmp_path: Path, text: str, says: str) -> None:
    assert says in " ".join(run(text, tmp_path).complaints)


def test_rules_that_are_wrong_print_no_slip(tmp_path: Path) -> None:
    found = run(RULES.replace("10% off }", "10% each }") + shown(SLIP), tmp_path).complaints
    assert "the rules above are wrong" in found[-1]


def test_slips_are_of_the_rules_right_before_them(tmp_path: Path) -> None:
    other = RULES.replace("10% off", "50% off").replace("1.80", "1.00")
    assert len(run(RULES + shown(SLIP) + other + shown(SLIP), tmp_path).complaints) == 1


def test_slips_are_written_anew_and_nothing_else(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(f"# Tea\n{RULES}prose\n{shown('')}more\n{shown(SLIP[3:])}end\n", encoding="utf-8")
    assert rewrite(page)
    assert page.read_text(encoding="utf-8") == f"# Tea\n{RULES}prose\n{shown(SLIP)}more\n{shown(SLIP)}end\n"
    assert not rewrite(page)


def test_a_block_without_a_slip_is_left_alone() -> None:
    assert rewritten("```\na\n```\n```\nb\n```\n", {5: "c\n"}) == "```\na\n```\n```\nc\n```\n"
