"""Where nodes and findings are: the author's own characters, in any part of a file, after any edit."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from receipt_rules.diagnostics import Source
from receipt_rules.language import Parser, ParseResult, ast, parse
from tests.unit.language.reading import HEADER, clean, nodes, only, read

EXAMPLES = sorted((Path(__file__).parents[2] / "corpus" / "examples").glob("*.rules"))


def example(path: Path) -> Source:
    return Source(path.name, path.read_text(encoding="utf-8"))


def places(result: ParseResult) -> list[tuple[Any, ...]]:
    """All that a result says about places, comparable."""
    found = [
        (type(node).__name__, node.span.start, node.span.end, node.span.source) for node in nodes(result.file)
    ]
    said = [
        (each.slug, each.span, each.secondary, each.fix, each.message, each.help)
        for each in result.diagnostics
    ]
    return [*found, *said, *((each.span, each.declaration, each.clause) for each in result.file.broken)]


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_a_node_lies_inside_its_parent_and_a_literal_is_its_text(path: Path) -> None:
    source = example(path)

    def check(node: ast.Node) -> None:
        assert 0 <= node.span.start < node.span.end <= len(source.text)
        assert node.span.text == node.span.text.strip()
        if isinstance(node, ast.Literal):
            assert node.span.text == node.text
        if isinstance(node, ast.Name):
            assert node.span.text == node.text
        for child in list(nodes(node))[1:]:
            assert child.span.inside(node.span)

    file = parse(source).file
    for node in [file.header, *file.imports, *file.declarations]:
        assert node is not None
        for each in nodes(node):
            check(each)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_a_declaration_begins_with_its_head_and_ends_with_its_last_word(path: Path) -> None:
    source = example(path)
    file = parse(source).file
    for before, after in zip(file.declarations, file.declarations[1:], strict=False):
        assert before.span.end <= after.span.start
    declared = "".join(each.span.text for each in [file.header, *file.imports, *file.declarations] if each)
    written = source.text
    for comment in file.comments:
        declared, written = declared.replace(comment.text, ""), written.replace(comment.text, "")
    assert "".join(declared.split()) == "".join(written.split())


def test_line_ends_and_a_byte_order_mark_do_not_matter() -> None:
    text = HEADER + 'rule a "A" {\n  give 1% off # yes\n}\n'
    plain = parse(Source("x", text)).file
    for other in (text.replace("\n", "\r\n"), text.replace("\n", "\r"), "\ufeff" + text):
        file = parse(Source("x", other)).file
        assert (file.header, file.declarations) == (plain.header, plain.declarations)
        assert [comment.text for comment in file.comments] == ["# yes"]


def test_a_span_of_a_clause() -> None:
    file = clean("rule r {\n  limit 2 sets\n    per customer per day  # often\n  spread\n}")
    (rule,) = file.declarations
    assert isinstance(rule, ast.Rule)
    assert [clause.span.text for clause in rule.clauses] == [
        "limit 2 sets\n    per customer per day",
        "spread",
    ]
    assert rule.span.text == file.span.text[len(HEADER) :]
    assert (rule.clauses[1].span.line, rule.clauses[1].span.column) == (5, 3)


# ---- memory --------------------------------------------------------------------------

EDITS = [
    ("nothing", "rule", "rule"),
    ("a longer title above", '"Happy', '"A very, very happy'),
    ("a comment", "\nrule", "\n# remark\nrule"),
    ("another rule", "rule", "rule extra { give 1% off }\nrule"),
    ("a mistake", "give", "givve"),
    ("a mistake in a value", "%", "00%"),
    ("a missing brace", "}\n", "\n"),
    ("a quote", '"', ""),
    ("all of it twice", "", ""),
]


@pytest.mark.parametrize(("old", "new"), [edit[1:] for edit in EDITS], ids=[edit[0] for edit in EDITS])
def test_what_is_remembered_is_what_would_be_found_anew(old: str, new: str) -> None:
    parser = Parser()
    for path in EXAMPLES[:8]:
        before = example(path)
        parser.parse(before)
        text = before.text.replace(old, new, 1) if old else before.text + before.text
        after = Source(path.name, text)
        assert places(parser.parse(after)) == places(parse(after))
        assert places(parser.parse(before)) == places(parse(before))
        moved = Source(path.name, text.replace("\nrule", "\n\n# moved\nrule"))
        assert places(parser.parse(moved)) == places(parse(moved))


def test_a_declaration_that_moved_is_not_read_again() -> None:
    parser = Parser()
    text = HEADER + "rule a { givve 1% off }\nrule b { give 1% off }"
    first = parser.parse(Source("x", text))
    seen = []
    parser._parsed = lambda *args: seen.append(args) or Parser._parsed(parser, *args)  # type: ignore[method-assign,func-returns-value]
    second = parser.parse(Source("x", text.replace("rule a", "\n\n# moved\nrule a")))
    assert not seen
    assert second.file.declarations == first.file.declarations
    assert [found.line for found in second.diagnostics] == [found.line + 3 for found in first.diagnostics]
    assert all(node.span.source.text.startswith(HEADER + "\n\n#") for node in nodes(second.file))


def test_what_is_said_of_an_open_block_depends_on_what_follows() -> None:
    parser = Parser()
    for between in ("\n", "\n\n# remark\n", "\n\n\n"):
        source = Source("x", HEADER + "rule a { give 1% off" + between + "rule b { }")
        assert places(parser.parse(source)) == places(parse(source))


def test_a_result_given_out_does_not_change_when_the_text_does() -> None:
    parser = Parser()
    source = Source("x", HEADER + "rule a { give 1% off }")
    first = parser.parse(source)
    kept = places(first)
    parser.parse(Source("x", HEADER + "\n\nrule a { give 1% off }"))
    assert places(first) == kept


def test_memory_is_bounded() -> None:
    parser = Parser(memory=3)
    for number in range(10):
        parser.parse(Source("x", HEADER + f"rule a{number} {{ give 1% off }}"))
    assert parser._memory is not None
    assert len(parser._memory) == 3


def test_another_currency_in_the_header_is_another_remedy() -> None:
    parser = Parser()
    for currency in ("EUR", "JPY"):
        text = f'ruleset "x" version "1" currency {currency}\nrule r {{ give 5 off }}'
        (found,) = parser.parse(Source("x", text)).diagnostics
        assert found.help.endswith(f"`{'5.00 EUR' if currency == 'EUR' else '5 JPY'} off` for an amount")


# ---- findings --------------------------------------------------------------------------


def test_a_finding_goes_to_the_caller_too() -> None:
    from receipt_rules.diagnostics import Diagnostics

    collected = Diagnostics()
    result = parse(Source("x", "rule"), collected)
    assert tuple(collected.sorted()) == result.diagnostics != ()


def test_findings_are_in_the_order_of_the_text() -> None:
    result = read("rule b { give 200% off }\nrule a { givve 1% off during 99:00..10:00 }")
    assert [found.slug for found in result.diagnostics] == [
        "percent-out-of-range",
        "unknown-clause",
        "bad-time",
    ]


def test_the_place_is_the_word() -> None:
    found = only("rule r {\n  give 1% off\n  grop shelf\n}")
    assert (found.span.text, found.line, found.column) == ("grop", 4, 3)
