"""The grammar and the tables that are made from it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from lark.exceptions import GrammarError, UnexpectedInput

from receipt_rules.diagnostics import Source
from receipt_rules.language import parse
from receipt_rules.language.actions import ACTIONS
from receipt_rules.language.grammar import (
    dumped,
    grammar_text,
    lark_parser,
    reserved_words,
    table_data,
    tables_path,
)
from receipt_rules.language.tables import ACTION, from_data, load_tables
from receipt_rules.money import EXPONENTS
from tests.unit.language.test_accepts import ACCEPTED, REFUSED, Case

EXAMPLES = sorted((Path(__file__).parents[2] / "corpus" / "examples").glob("*.rules"))
TABLES = load_tables()


@pytest.fixture(scope="module")
def fresh() -> dict[str, Any]:
    """The tables made anew, with every conflict an error."""
    return table_data()


@pytest.fixture(scope="module")
def yardstick() -> Any:
    """The same grammar in Lark's own parser and contextual lexer."""
    return lark_parser(start="file")


def test_the_shipped_tables_are_those_of_the_grammar(fresh: dict[str, Any]) -> None:
    assert tables_path().read_text(encoding="utf-8") == dumped(fresh), (
        "run python -m receipt_rules.language.grammar"
    )


def test_tables_come_back_from_json_as_they_were_made(fresh: dict[str, Any]) -> None:
    assert from_data(fresh) == TABLES


def test_a_conflict_is_refused() -> None:
    dangling = grammar_text().replace(
        'tell: "tell" whom text', 'tell: "tell" whom text | "tell" whom text on'
    )
    with pytest.raises(GrammarError):
        table_data(dangling)


def test_the_currencies_are_those_of_money() -> None:
    assert "EUR" not in grammar_text()
    assert re.findall(r"[A-Z]{3}(?=[|)])", dict(TABLES.values)["CURRENCY"]) == sorted(EXPONENTS)


def test_every_production_that_makes_a_node_has_an_action() -> None:
    assert {each.action for each in TABLES.productions if each.kind == ACTION} == set(ACTIONS)


def test_no_production_is_empty() -> None:
    assert all(each.length > 0 for each in TABLES.productions)


def test_where_a_name_can_come_a_keyword_that_can_come_too_is_reserved() -> None:
    """Else `give sale off` and a word `sale` of the language would be one thing or the other by chance."""
    words = {terminal: word for word, terminal in TABLES.words.items()}
    for state, row in enumerate(TABLES.rows):
        if TABLES.always[state] >= 0:
            continue
        # Where only a reduction follows, the next state decides.
        shifted = {symbol for symbol, target in row.items() if target >= 0}
        if "NAME" in shifted:
            assert {words[each] for each in shifted if each in words} <= TABLES.reserved, state
        if "LABEL" in shifted:
            assert {words[each] for each in shifted if each in words} <= TABLES.no_label | {"of"}, state


def test_reserved_words_are_words_of_the_language() -> None:
    reserved = reserved_words(grammar_text())
    assert set(reserved["NAME"]) <= set(TABLES.words)
    assert set(reserved["LABEL"]) - set(reserved["NAME"]) == {
        "cheapest",
        "dearest",
        "each",
        "line",
        "once",
        "receipt",
        "set",
    }


# ---- the yardstick --------------------------------------------------------------------------


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_lark_reads_the_examples_with_the_same_grammar(yardstick: Any, path: Path) -> None:
    yardstick.parse(path.read_text(encoding="utf-8"))
    assert not parse(Source(path.name, path.read_text(encoding="utf-8"))).diagnostics


@pytest.mark.parametrize("case", ACCEPTED, ids=lambda case: case.label)
def test_lark_accepts_what_we_accept(yardstick: Any, case: Case) -> None:
    yardstick.parse(case.header + case.text)


VALUES_OF_A_CLAUSE = {
    "a percent above the whole",
    "no percent outside of a table",
    "no percent as a constant",
    "no percent as a cap",
    "no percent of something",
    "too fine",
}


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: case.label)
def test_lark_refuses_what_we_refuse(yardstick: Any, case: Case) -> None:
    if case.label in VALUES_OF_A_CLAUSE:
        yardstick.parse(case.header + case.text)
    else:
        with pytest.raises(UnexpectedInput):
            yardstick.parse(case.header + case.text)
