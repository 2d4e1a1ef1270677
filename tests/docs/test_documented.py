"""Everything that an author can write or be told is on a page, as it is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from receipt_rules.diagnostics import CATALOGUE
from receipt_rules.language.grammar import grammar_text, reserved_words
from receipt_rules.money import round_div
from receipt_rules.outcome.reasons import COUPON_STATES, REASONS
from receipt_rules.program import MemoryLoader
from receipt_rules.program.bind import attributes, schema
from receipt_rules.program.bind.facts import STANDARD_FACTS
from receipt_rules.testing import runner
from tests.docs import diagnostics_page
from tests.docs.bound_pages import bound
from tests.docs.markdown import anchors, quoted, section, table, tables

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
ALL = [ROOT / "README.md", *sorted(DOCS.glob("**/*.md"))]
HEADER = 'ruleset "page" version "1" currency EUR\n'


def text(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


# ---- pages lead to each other ------------------------------------------------------------------------


@pytest.mark.parametrize("page", ALL, ids=lambda page: str(page.relative_to(ROOT)))
def test_a_link_into_a_page_leads_to_a_heading(page: Path) -> None:
    for target, anchor in re.findall(r"\]\((?!\w+:)([^)#\s]*)#([^)\s]+)\)", page.read_text("utf-8")):
        other = page if not target else (page.parent / target).resolve()
        assert anchor in anchors(other.read_text("utf-8")), f"{target}#{anchor}"


def test_the_index_leads_to_every_page() -> None:
    known = "".join(text(name) for name in ("index.md", "language.md"))
    pages = [page.relative_to(DOCS) for page in DOCS.glob("**/*.md")]
    lost = [
        page for page in pages if page.parts[0] not in ("index.md", "decisions") and str(page) not in known
    ]
    assert not lost


# ---- what an author is told --------------------------------------------------------------------------


def test_the_page_of_diagnostics_is_fresh() -> None:
    """`python -m tests.docs.diagnostics_page` writes it anew."""
    assert text("diagnostics.md") == diagnostics_page.page()


def test_every_diagnostic_has_its_section() -> None:
    for slug, entry in CATALOGUE.items():
        assert entry.title in section(text("diagnostics.md"), f"### `{slug}`")


def test_every_reason_is_a_row_in_the_order_in_which_they_are_looked_for() -> None:
    rows = table(text("language/reasons.md"), "reason", "it means")
    found = [(quoted(row[0])[0], tuple(quoted(row[2]))) for row in rows]
    assert found == [(each.slug, each.numbers) for each in REASONS]
    assert [row[1].partition(",")[0].partition(";")[0] for row in rows if row[0] != "`lost`"] == [
        each.plain for each in REASONS if each.slug != "lost"
    ]


def test_the_states_of_a_coupon_are_told_apart() -> None:
    assert all(f"`{state}`" in text("language/reasons.md") for state in COUPON_STATES)


# ---- what an author can write ------------------------------------------------------------------------


def test_the_reserved_words_are_those_of_the_grammar() -> None:
    page = section(text("language/writing.md"), "## Reserved words")
    words = reserved_words(grammar_text())
    assert quoted("".join(line for line in page.splitlines() if line.startswith(">"))) == sorted(
        words["NAME"]
    )
    only_labels = next(line for line in page.splitlines() if line.startswith("The label of a slot"))
    assert set(quoted(only_labels)) == set(words["LABEL"]) - set(words["NAME"])


def where_read(path: str) -> str:
    """Where the binder lets a fact stand."""
    places = {
        "everywhere": f"for customers where {path} is known give 1% off",
        "receipt": f"when {path} is known give 1% off",
        "item": f"on all items where {path} is known give 1% off",
    }
    for place, clause in places.items():
        if not bound(f"{HEADER}rule r {{ {clause} }}", MemoryLoader({})).errors:
            return place
    raise AssertionError(path)


def test_the_facts_are_those_of_the_binder() -> None:
    rows = table(text("language/expressions.md"), "fact", "type", "read in")
    found = {quoted(row[0])[0]: (row[1], row[2]) for row in rows}
    assert found == {
        path: (f"{fact.type}{', may be unknown' if fact.optional else ''}", where_read(path))
        for path, fact in STANDARD_FACTS.items()
    }


def test_every_setting_of_the_header_is_a_row() -> None:
    rule = re.search(r"^_header_clause: (.*?)\n[a-z]", grammar_text(), re.MULTILINE | re.DOTALL)
    assert rule
    names = {name.strip().lstrip("_") for name in rule[1].split("|")}
    words = {"day_start": "business day starts"}
    rows = " ".join(row[0] for row in table(text("language/files.md"), "part", "says"))
    assert all(f"`{words.get(name, name)}" in rows for name in names)


def test_every_type_of_a_schema_is_a_row() -> None:
    rows = table(text("language/declarations.md"), "type", "the till sends, in `attributes`")
    found = {each.partition('"')[0].strip() for row in rows for each in quoted(row[0])}
    assert found == {*schema._TYPES, "one of"}


def test_what_a_test_can_say_of_customer_and_lines_is_told() -> None:
    page = text("language/tests.md")
    known = {word for row in tables(page) for cells in row for cell in cells for word in quoted(cell)}
    keys = {word.partition(":")[0] for word in known}
    assert {*attributes._CUSTOMER, *attributes._LINE} <= keys


def test_what_a_test_cannot_say_yet_is_told() -> None:
    page = section(text("language/tests.md"), "## Not yet").partition("So is")[0]
    sums = {"expect refund", "expect shortfall"}
    assert set(quoted(page)) == {*runner._LATER.values(), *sums, "redeem"}


def test_rounding_is_as_the_table_shows() -> None:
    head, *rows = next(rows for rows in tables(text("language/money.md")) if rows[0][0] == "mode")
    for mode, *shown in rows:
        for exact, cents in zip(head[1:], shown, strict=True):
            assert f"0.{round_div(int(exact[2:]), 10, quoted(mode)[0]):02}" == cents  # type: ignore[arg-type]
