"""A file is cut into declarations before anything is understood."""

# ruff: noqa: E501  a case reads best on one line

from __future__ import annotations

import time

import pytest

from receipt_rules.language import ast
from receipt_rules.language.scanner import HEADS, scan, unclosed_end
from tests.unit.language.reading import clean, nodes


def cut(text: str) -> list[str]:
    return [text[piece.start : piece.end] for piece in scan(text).pieces]


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("", []),
        (" \n# only a remark\n", []),
        ('ruleset "x" version "1"\nlet a = 1 let b = 2', ['ruleset "x" version "1"', "let a = 1", "let b = 2"]),
        ('# remark\n"""About it."""\nruleset "x"', ['"""About it."""\nruleset "x"']),
        ('"""About it."""\nlet a = 1', ['"""About it."""', "let a = 1"]),
        ("let a = 1 # remark\n\n# another\nlet b = 2 # last", ["let a = 1", "let b = 2"]),
        ("let a = # remark\n 1", ["let a = # remark\n 1"]),
        ("draft rule r { } rule q { }", ["draft rule r { }", "rule q { }"]),
        ("rule r { group g } group g best per item", ["rule r { group g }", "group g best per item"]),
        ("let a = amount of items b items b = all items", ["let a = amount of items b", "items b = all items"]),
        ("let a = x in items b\nitems b = c", ["let a = x in items b", "items b = c"]),
        ("segment s = where x in segment t\nsegment t = assigned by host", ["segment s = where x in segment t", "segment t = assigned by host"]),
        ("protect items a never discounted protect all items price at least 1", ["protect items a never discounted", "protect all items price at least 1"]),
        ("protect # remark\n items a never discounted", ["protect # remark\n items a never discounted"]),
        ('let a = x in {"{"} let b = 1', ['let a = x in {"{"}', "let b = 1"]),
        ("cards c { number matches /7{2}\"#/ } let a = 1", ["cards c { number matches /7{2}\"#/ }", "let a = 1"]),
        ("tender k t { a: /}/ b: [/{/, /{/] } let a = 1", ["tender k t { a: /}/ b: [/{/, /{/] }", "let a = 1"]),
        ("let a = b / c let d = e / f", ["let a = b / c", "let d = e / f"]),
        ('test "t" { expect rule r applied used rule r 1 in total }', ['test "t" { expect rule r applied used rule r 1 in total }']),
        ('test "t" { balance b 5 points receipt { } }', ['test "t" { balance b 5 points receipt { } }']),
        ("tender k t { rule: never items: items a group: all } let a = 1", ["tender k t { rule: never items: items a group: all }", "let a = 1"]),
        # a block that is never closed ends where a declaration begins in it
        ("rule r { give 1% off\nrule q { give 2% off }", ["rule r { give 1% off", "rule q { give 2% off }"]),
        ("rule r { give 1% off rule q { }", ["rule r { give 1% off", "rule q { }"]),
        ("rule r { group g\ngroup g best per item", ["rule r { group g", "group g best per item"]),
        ("rule r { give 1% off\nitems a = all items", ["rule r { give 1% off", "items a = all items"]),
        ("rule r { when amount of\n items a = 5 RUB }", ["rule r { when amount of\n items a = 5 RUB }"]),
        ("let a = 1 }\nrule r {\n group g\n}", ["let a = 1 }", "rule r {\n group g\n}"]),
        ("rule r { } }\ngroup g bst", ["rule r { } }", "group g bst"]),
        ("let a = 1 group b", ["let a = 1 group b"]),
        *(
            (f"let a = {before}\nitems b\nitems c = d", [f"let a = {before}\nitems b", "items c = d"])
            for before in ("x in", "amount of", "amount of # remark\n", "amount of (", "amount of (items b,", "f(all")
        ),
        ("protect\nitems b never discounted", ["protect\nitems b never discounted"]),
        ('test "t" {\n used\n budget b 5 RUB\n expect\n rule r applied }', ['test "t" {\n used\n budget b 5 RUB\n expect\n rule r applied }']),
        # one that is not in order is still one, at the beginning of a line
        ("group g bst per item\nrule 5 { }\nlet = 1", ["group g bst per item", "rule 5 { }", "let = 1"]),
        # a text without its end ends with its line, or before a brace
        ('rule r "abc {\n}\nlet a = 1', ['rule r "abc {\n}', "let a = 1"]),
        ('rule r { tell cashier "abc }\nlet a = 1', ['rule r { tell cashier "abc }', "let a = 1"]),
        ("foo bar\nlet a = 1", ["foo bar", "let a = 1"]),
    ],
)  # fmt: skip
def test_it_is_cut_so(text: str, pieces: list[str]) -> None:
    assert cut(text) == pieces


def test_every_head_begins_a_piece() -> None:
    for head in HEADS:
        assert [piece.head for piece in scan(f"let a = 1\n{head} x").pieces] == ["let", head]


def test_a_piece_knows_where_the_next_one_begins() -> None:
    assert [piece.next for piece in scan("let a = 1\nlet b = 2").pieces] == [10, -1]


def test_comments_are_kept_with_where_they_stand() -> None:
    text = "# one\nlet a = 1 # two\n  # three\r\n'#'"
    found = [(text[each.start : each.end], each.own_line) for each in scan(text).comments]
    assert found == [("# one", True), ("# two", False), ("# three", True), ("#'", False)]


def test_a_comment_may_stand_between_draft_and_rule() -> None:
    text = "let a = 1\ndraft # not yet\n  # in May\nrule r { } draft rule q { }"
    assert cut(text) == ["let a = 1", "draft # not yet\n  # in May\nrule r { }", "draft rule q { }"]
    found = [(text[each.start : each.end], each.own_line) for each in scan(text).comments]
    assert found == [("# not yet", False), ("# in May", True)]
    assert [node.draft for node in nodes(clean(text)) if isinstance(node, ast.Rule)] == [True, True]


def test_a_number_sign_in_a_text_begins_no_comment() -> None:
    assert scan('let a = "# no" let b = """# no""" cards c { number matches /#/ }').comments == ()


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ('"abc', '"abc'),
        ('"abc  ', '"abc'),
        ('"abc {', '"abc'),
        ('"abc { give', '"abc'),
        ('"abc }', '"abc'),
        ('"abc } }', '"abc'),
        ('"saved {missing} now', '"saved {missing} now'),
        ('"saved {missing}', '"saved {missing}'),
        ('"abc\ndef', '"abc'),
        ('"', '"'),
        ('" {', '"'),
    ],
)
def test_where_a_text_was_meant_to_end(text: str, end: str) -> None:
    assert text[: unclosed_end(text, 0, len(text))] == end


@pytest.mark.parametrize(
    "text",
    [
        '"' * 100_001, '"a\\' * 50_000, "#\n" * 100_000, "{" * 200_000, "rule " * 50_000, "draft " * 50_000, "draft #" * 50_000, "draft #\n" * 50_000, "draft" + "# # #\n" * 50_000, ", " * 100_000,
        "rule a " * 40_000, 'rule a "' * 40_000, " " * 500_000, "items a " * 30_000, "/" * 200_000, ":/" * 100_000,
    ],
    ids=lambda text: text[:8],
)  # fmt: skip
def test_it_is_linear(text: str) -> None:
    start = time.process_time()
    scan(text)
    assert time.process_time() - start < 2
