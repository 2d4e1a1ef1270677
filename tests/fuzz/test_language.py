"""The parser on texts that nobody would write: never an exception, every place inside, soon done."""

# ruff: noqa: E501  a case reads best on one line

from __future__ import annotations

import re
import time
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.lark import from_lark

from receipt_rules.diagnostics import Diagnostic, Source, Span, to_text
from receipt_rules.language import Parser, ParseResult, ast, parse
from receipt_rules.language.grammar import lark_parser
from receipt_rules.language.tables import load_tables
from tests.unit.language.reading import HEADER, nodes

EXAMPLES = [
    path.read_text(encoding="utf-8")
    for path in sorted((Path(__file__).parents[1] / "corpus" / "examples").glob("*.rules"))
]
TOKEN = re.compile(r'\s+|#[^\n]*|"""[\s\S]*?"""|"[^"\n]*"|[\w.]+|.', re.DOTALL)
WORDS = sorted({token for text in EXAMPLES for token in TOKEN.findall(text)})
ODDITIES = [
    '"', '"""', "{", "}", "(", ")", "[", "]", "/", "#", "\\", "“", "”", "'", "€", "\u00a0", "\u200b", "\x00", "\ufeff", "ё",
    "\U0001d4b3", "²", "٣", "\r", "\n", "\v", "..", "=>", "|", ":", ",", ";", "@", "%", "-", "not ", "if ", "1e5", "1.5.2", "99:99",
    "2026-13-45", "200%", "10rub", "5 RUBB", "give10%", "9" * 400, "1" * 30 + " RUB", "draft ", "rule ", "items x = ",
]  # fmt: skip


def spans(result: ParseResult) -> list[Span]:
    found: list[Span] = [node.span for node in nodes(result.file)]
    for said in result.diagnostics:
        found += [said.span, *(label.span for label in said.secondary)]
        if said.fix is not None:
            found.append(said.fix.span)
    return found


def check(text: str, parser: Parser | None = None) -> ParseResult:
    """What must hold of any text."""
    source = Source("x.rules", text)
    result = (parser or Parser(memory=0)).parse(source)
    size = len(source.text)
    for span in spans(result):
        assert span.source is source
        assert 0 <= span.start <= span.end <= size
    for said in result.diagnostics:
        assert said.message
        assert said.message == said.message.strip()
        assert not re.search(
            r"\b_?[A-Z]{3,}_|__ANON|\bRBRACE\b|\bLPAR\b", f"{said.message} {said.help} {said.label}"
        )
    assert isinstance(to_text(result.diagnostics[:3]), str)
    return result


# ---- changed examples ---------------------------------------------------------------------------------------


@st.composite
def changed(draw: st.DrawFn) -> str:
    """A stretch of an example in which words were left out, put in, swapped, cut short, or all that follows lost."""
    tokens = TOKEN.findall(draw(st.sampled_from(EXAMPLES)))
    start = draw(st.integers(0, len(tokens) - 1))
    tokens = tokens[start : start + draw(st.integers(5, 250))]
    for _ in range(draw(st.integers(1, 6))):
        if not tokens:
            break
        at = draw(st.integers(0, len(tokens) - 1))
        match draw(st.integers(0, 5)):
            case 0:
                del tokens[at]
            case 1:
                tokens.insert(at, draw(st.sampled_from(WORDS)))
            case 2:
                tokens.insert(at, draw(st.sampled_from(ODDITIES)))
            case 3:
                other = draw(st.integers(0, len(tokens) - 1))
                tokens[at], tokens[other] = tokens[other], tokens[at]
            case 4:
                tokens[at] = tokens[at][: draw(st.integers(0, 3))]
            case 5:
                del tokens[at:]
    return "".join(tokens)


@given(changed())
@settings(max_examples=150)
def test_a_changed_example(text: str) -> None:
    check(HEADER + text)


@given(st.lists(changed(), min_size=2, max_size=4))
@settings(max_examples=30)
def test_a_parser_that_remembers_says_what_a_new_one_would(texts: list[str]) -> None:
    parser = Parser()
    for text in [*texts, texts[0] + texts[1], *texts]:
        remembered, anew = check(HEADER + text, parser), check(HEADER + text)
        assert remembered.file == anew.file
        assert [str(each) for each in remembered.diagnostics] == [str(each) for each in anew.diagnostics]
        assert sorted(map(place, spans(remembered))) == sorted(map(place, spans(anew)))


def place(span: Span) -> tuple[int, int]:
    return span.start, span.end


@given(st.lists(st.sampled_from([*WORDS, *ODDITIES, " ", " ", " "]), max_size=60))
@settings(max_examples=100)
def test_words_in_any_order(words: list[str]) -> None:
    check(" ".join(words))


@given(st.text(max_size=200))
@settings(max_examples=100)
def test_any_characters(text: str) -> None:
    check(text)
    check(HEADER + f"rule r {{ give {text}\n group g }} rule q {{ }}")


@given(st.integers(0, len(EXAMPLES) - 1), st.data())
@settings(max_examples=60)
def test_an_example_that_is_cut_off(number: int, data: st.DataObject) -> None:
    text = EXAMPLES[number]
    check(text[: data.draw(st.integers(0, len(text)))])


# ---- from the grammar ---------------------------------------------------------------------------------------


@cache
def from_grammar() -> st.SearchStrategy[str]:
    """Declarations that the grammar allows, whatever they mean."""
    tables = load_tables()
    free = st.sampled_from(["tea", "coffee", "x1", "_a", "c_2"])
    values = {
        "MONEY": ["5 RUB", "1_000.50 RUB", "0 RUB"], "PERCENT": ["5%", "12.5%", "100%"], "INT": ["0", "1", "1_000"],
        "NUMBER": ["1.5"], "STRING": ['"a"', '""', '"{x}"'], "DOC": ['"""why"""'], "DATE": ["2026-03-01"],
        "DATETIME": ["2026-03-01T09:30"], "TIME": ["09:30", "24:00"], "DURATION": ["3 days", "1 hour"],
        "MEASURE": ["2 kg", "500 g"], "ORDINAL": ["1st", "2nd"], "ENDING": [".99"], "CURRENCY": ["EUR"],
        "REGEX": ["/7{3}/", "/#/"], "PATH": ["c.tea", "receipt.total"], "WORD": ["multiple"], "KEY": ["usage", "c.on"],
        "_FOR_EACH": ["for"], "_FOR_MONEY": ["for"],
    }  # fmt: skip
    spaced = {name: st.sampled_from(texts).map(lambda text: f" {text} ") for name, texts in values.items()}
    spaced |= dict.fromkeys(["NAME", "LABEL"], free.map(lambda text: f" {text} "))
    spaced["COMMENT"] = st.just("# remark\n")
    spaced |= {terminal: st.just(f" {word} ") for word, terminal in tables.words.items()}
    return from_lark(lark_parser(), start="declaration", explicit=spaced)


ZERO_OR_BARE = {"percent-out-of-range", "unit-missing", "too-deep"}


@given(st.data())
@settings(max_examples=40)
def test_what_the_grammar_makes_is_read(data: st.DataObject) -> None:
    text = data.draw(from_grammar())
    header = "" if " ruleset " in text[:40] else HEADER
    result = check(header + text)
    assert {said.slug for said in result.diagnostics} <= ZERO_OR_BARE, text


# ---- size ---------------------------------------------------------------------------------------------------

LONG: list[tuple[str, str]] = [
    ("one long line", HEADER + "rule r { " + "limit 2 sets " * 20_000 + "}"),
    ("one long text", HEADER + 'rule r "' + "x" * 1_000_000 + '" { }'),
    ("one long word", HEADER + "rule " + "x" * 1_000_000),
    ("one long number", HEADER + "let x = " + "9" * 1_000_000),
    ("one long blank", HEADER + "let x = 5" + " " * 1_000_000 + "RUB"),
    ("a text that never ends", HEADER + 'rule r "' + 'a\\"' * 75_000),
    ("a description that never ends", HEADER + '"""' + "a" * 1_000_000),
    ("quotes", '"' * 75_000),
    ("braces", "{" * 75_000),
    ("closing braces", HEADER + "}" * 75_000),
    ("parentheses", HEADER + "let x = " + "(" * 75_000),
    ("slashes", HEADER + "cards c { number matches " + "/" * 75_000),
    ("heads", "rule " * 50_000),
    ("heads with names", "rule a " * 37_500),
    ("open blocks", HEADER + "rule a {\n" * 12_500),
    ("misspelt heads", HEADER + "ruel a { }\n" * 7_500),
    ("numbers and letters", "1a" * 75_000),
    ("points", "." * 125_000),
    ("commas", HEADER + "sequence a" + ",b" * 50_000),
    ("signs", HEADER + "let x = 1" + " + 1" * 25_000),
    ("pasted blanks", HEADER + "let x = " + "\u00a0" * 25_000 + "5"),
    ("clauses that are wrong", HEADER + "rule r {\n" + "  on jackets\n" * 12_500 + "}"),
    ("strange quotes", HEADER + "let x = " + "“" * 25_000),
    ("hyphens", HEADER + "rule a" + "-a" * 50_000),
    ("attributes", HEADER + 'test "t" {' + ' customer {id: "C"' * 20_000),
    ("times", HEADER + "rule r { during " + "9:30 " * 25_000),
]


@pytest.mark.parametrize("text", [text for _, text in LONG], ids=[name for name, _ in LONG])
def test_it_takes_time_in_proportion(text: str) -> None:
    start = time.process_time()
    result = parse(Source("x.rules", text))
    assert time.process_time() - start < 4
    assert len(result.diagnostics) <= 600
    assert all(0 <= said.span.start <= said.span.end <= len(text) for said in result.diagnostics)


def test_the_spans_of_a_result_are_all_looked_at() -> None:
    """The check above would find a place outside of the text."""
    source = Source("x", "rule")
    wrong: Any = Diagnostic("unexpected-word", "error", "x", Span(source, 0, 99))
    result = ParseResult(ast.File(source.span(0, 4), None, (), (), ()), (wrong,))
    assert Span(source, 0, 99) in spans(result)
