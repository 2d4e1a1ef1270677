"""After a mistake: what is still understood, what is left out, and that nothing follows from it."""

# ruff: noqa: E501  a case reads best on one line

from __future__ import annotations

import pytest

from receipt_rules.diagnostics import Source
from receipt_rules.language import ast, parse
from tests.unit.language.building import S, name, percent
from tests.unit.language.reading import HEADER, only, read, rule, slugs


def understood(source: str) -> tuple[list[str], list[tuple[str, str | None, str | None]]]:
    """The kinds of clauses of the first rule, and what is broken: declaration, name, clause."""
    file = read(source).file
    rules = [each for each in file.declarations if isinstance(each, ast.Rule)]
    clauses = [type(clause).__name__ for clause in rules[0].clauses] if rules else []
    return clauses, [(each.declaration, each.name and each.name.text, each.clause) for each in file.broken]


def test_each_of_several_mistakes_is_said_once() -> None:
    mistakes = (
        'on jackets\n  give 200% off\n  limit 2 sets\n  during 99:00..10:00\n  prnt line "x"\n  group shelf'
    )
    assert slugs(rule(mistakes)) == [
        "unexpected-word", "percent-out-of-range", "unexpected-word", "bad-time", "unknown-clause",
    ]  # fmt: skip


def test_a_mistake_in_one_declaration_hides_none_in_another() -> None:
    found = slugs(
        "rule a { givve 1% off }\nitems b = catgory 5\nrule c { give 200% off }\nlet d = \nrule e { give 1% of }"
    )
    assert found == [
        "unknown-clause",
        "unexpected-word",
        "percent-out-of-range",
        "unexpected-end",
        "unexpected-word",
    ]


def test_what_was_meant_is_read() -> None:
    for wrong, right in [
        ("givve 10% off", "give 10% off"),
        ("give 20% each", "give 20% off each"),
        ("give10% off", "give 10% off"),
        ("give 10%off", "give 10% off"),
        ("on jackets", "on items jackets"),
        ("draws summer", "draws on summer"),
        ("costs 30 bonus", "costs 30 points of bonus"),
        ("give 10 rub off receipt", "give 10 RUB off receipt"),
        ("give 10 ₽ off receipt", "give 10 RUB off receipt"),
        ("give ₽10 off receipt", "give 10 RUB off receipt"),
        ("give 5 % off", "give 5% off"),
        ("GIVE 5% off", "give 5% off"),
        ("give 5% off, group g", "give 5% off group g"),
        ("when a == 1", "when a = 1"),
        ("when (a = 1", "when (a = 1)"),
        ("print line “x”", 'print line "x"'),
        ("for all", "for everyone"),
        ("limit 2 per till", ""),
    ]:
        (fixed,) = read(rule(wrong)).file.declarations
        (meant,) = read(rule(right)).file.declarations
        assert fixed == meant, wrong


@pytest.mark.parametrize(
    ("source", "clauses", "broken"),
    [
        ("spread limit 2 sets shared", ["Spread", "Shared"], [("rule", "r", "limit")]),
        ("spread\n  during 99:00..10:00\n  shared", ["Spread", "Shared"], [("rule", "r", "during")]),
        ("spread give 5 off shared", ["Spread", "Shared"], [("rule", "r", "give")]),
        ("spread foo bar baz shared", ["Spread", "Shared"], [("rule", "r", "foo")]),
        ("take { 1 of items a 2 off items b }", ["Take"], []),
        ("spread take { one of items a } shared", ["Spread", "Shared"], [("rule", "r", "take")]),
        ("give 50 GFT off receipt spread", ["Spread"], [("rule", "r", "give")]),
    ],
)
def test_a_clause_is_left_out_and_named(
    source: str, clauses: list[str], broken: list[tuple[str, str | None, str | None]]
) -> None:
    assert understood(rule(source)) == (clauses, broken)
    assert len(read(rule(source)).diagnostics) == 1


@pytest.mark.parametrize(
    ("source", "broken"),
    [
        ("let rate = 99:99", ("let", "rate", None)),
        ("let rate = ", ("let", "rate", None)),
        ("items tea = 5", ("items", "tea", None)),
        ("group shelf wurst per item", ("group", "shelf", None)),
        ("tender gift_card gft { } extra", ("tender", "gft", None)),
        ('test "t" { at noon expect total 1 RUB }', ("test", None, "at")),
        ("points p { worth 1 point = 1 PTS steps of 5 points }", ("points", "p", "worth")),
        ("tiers t by amount { from 0 RUB: 0% from : 5% }", ("tiers", "t", "from")),
        ("table t { | a | => b | | 1 | => 2 | }", ("table", "t", None)),
    ],
)
def test_a_declaration_or_a_part_of_it_is_broken(
    source: str, broken: tuple[str, str | None, str | None]
) -> None:
    file = read(source).file
    found = [(each.declaration, each.name and each.name.text, each.clause) for each in file.broken]
    if "extra" in source:
        assert not found
        assert len(file.declarations) == 1
    else:
        assert found == [broken]


def test_the_body_of_a_rule_whose_head_is_wrong_is_still_checked() -> None:
    result = read("rule { give 200% off }\nrule b { }")
    assert [found.slug for found in result.diagnostics] == ["unexpected-word", "percent-out-of-range"]
    assert [each.declaration for each in result.file.broken] == ["rule"]
    assert [each.name.text for each in result.file.declarations if isinstance(each, ast.Rule)] == ["b"]


def test_a_header_with_a_mistake_keeps_the_rest() -> None:
    result = read(
        "", header='ruleset "x" version "1"\n  langage 1\n  currency RUB\n  rounding sideways\n  owner "me"\n'
    )
    assert [found.slug for found in result.diagnostics] == ["unknown-clause", "unexpected-word"]
    assert result.file.header is not None
    assert [clause.key for clause in result.file.header.clauses if isinstance(clause, ast.Setting)] == [
        "language", "currency", "owner",
    ]  # fmt: skip


def test_a_file_without_a_header() -> None:
    result = read("rule a { give 1% off }", header="")
    assert [found.slug for found in result.diagnostics] == ["missing-header"]
    assert result.file.header is None
    assert len(result.file.declarations) == 1
    assert slugs("", header="") == ["missing-header"]
    assert slugs("", header="# nothing\n") == ["missing-header"]


def test_a_second_header() -> None:
    found = only('rule a { }\nruleset "y" version "2"')
    assert (found.slug, found.span.text, found.secondary[0].span.text) == (
        "duplicate-header",
        'ruleset "y"',
        '"x"',
    )


@pytest.mark.parametrize(
    ("source", "place", "opening"),
    [
        ("rule a { give 1% off\nrule b { }", "rule b", 1),
        ("rule a { give 1% off rule b { }", "rule b", 1),
        ("rule a { give 1% off\ndraft rule b { }", "draft rule b", 1),
        ("rule a { give 1% off", "", 1),
        ("rule a { take { 1 of items b give 1% off set }", "give", 2),
        ('test "t" { receipt { 1 x "a" at 1 RUB expect total 1 RUB }', "expect", 2),
        ('test "t" { customer {id: "C" expect total 1 RUB }', "expect", 2),
    ],
)
def test_a_brace_is_missing(source: str, place: str, opening: int) -> None:
    """The place is where the block must have ended; the label is the brace, counted from the beginning."""
    found = only(source)
    assert (found.slug, found.span.text) == ("missing-brace", place)
    (label,) = found.secondary
    assert label.span.text == "{"
    assert source[: label.span.start - len(HEADER) + 1].count("{") == opening
    assert found.fix is not None
    assert not parse(Source("x", found.fix.applied())).diagnostics


def test_a_misspelt_declaration_is_read_as_what_it_was_meant_to_be() -> None:
    result = read("rule a { give 1% off }\nruel b { give 1% off }\nitmes c = all items")
    assert [(found.slug, found.span.text) for found in result.diagnostics] == [
        ("unknown-declaration", "ruel"),
        ("unknown-declaration", "itmes"),
    ]
    assert [type(each).__name__ for each in result.file.declarations] == ["Rule", "Rule", "Items"]


def test_the_target_of_a_discount_that_was_mended() -> None:
    (found,) = read(rule("take { 1 of items a as one } give 20% one")).file.declarations
    assert isinstance(found, ast.Rule)
    assert found.clauses[1] == ast.GiveOff(S, percent(20), ast.Target(S, "label", label=name("one")))


# ---- depth, size, garbage ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "expression",
    [
        "(" * 5_000 + "1" + ")" * 5_000, "not " * 5_000 + "yes", "-" * 5_000 + "1", "if a then b else " * 5_000 + "c",
        " + ".join("1" * 5_000), " or ".join(["a = 1"] * 5_000), "f(" * 5_000 + "1" + ")" * 5_000,
        "1" + " default 1" * 1, "amount of (items a where " * 2_000 + "b" + ")" * 2_000,
    ],
    ids=lambda expression: expression[:12],
)  # fmt: skip
def test_nothing_is_too_deep_for_the_parser(expression: str) -> None:
    result = read(f"rule r {{ when {expression} spread }} rule s {{ give 200% off }}")
    if "default" in expression:
        assert [found.slug for found in result.diagnostics] == ["percent-out-of-range"]
        return
    assert [found.slug for found in result.diagnostics] == ["too-deep", "percent-out-of-range"]
    first = result.file.declarations[0]
    assert isinstance(first, ast.Rule)
    assert [type(clause).__name__ for clause in first.clauses] == ["Spread"]


def test_as_much_as_is_allowed_is_fine() -> None:
    sums = " + ".join(["1"] * 100)
    assert not slugs(f"let a = {sums} let b = {'(' * 100}1{')' * 100}")
    assert repr(read(f"let a = {sums}").file)


def test_braces_in_a_tender_are_not_endless() -> None:
    assert slugs("tender k t { a: " + "[" * 5_000 + "]" * 5_000 + " }") == ["too-deep"]


@pytest.mark.parametrize(
    "value",
    [
        "1" * 400, "1" * 400 + " RUB", "1" * 400 + "%", "1" * 400 + " days", "1" * 400 + " kg", "0." + "1" * 400,
        "1" * 5_000, "1" * 5_000 + ".5 RUB", "9" * 17 + " RUB",
    ],
    ids=lambda value: value[-6:],
)  # fmt: skip
def test_a_number_is_too_large(value: str) -> None:
    found = only(f"let a = {value}")
    assert found.slug in {"number-too-large", "percent-out-of-range", "bad-literal", "too-fine"}
    assert found.span.text == value
    assert len(str(found)) < 300


def test_a_file_of_nothing_but_mistakes_ends_soon_and_says_a_bounded_number() -> None:
    assert len(slugs("rule a { givve } }\n" * 3_000)) <= 500
    assert len(slugs(rule("give x " * 20_000))) <= 500


@pytest.mark.parametrize(
    "text",
    [
        "cards c { number 7712345678901234 }", 'cards c { number "7712345678901234" "7712345678901235" }',
        "coupons c { code SECRETCODE }", 'coupons c { "SECRET12345678" }', 'rule r { needs coupon "SECRET12345678" give 1% off }',
        'test "x" { used coupon "SECRET12345678" twice }', "test \"x\" { receipt { coupon SECRETCODE } }",
    ],
)  # fmt: skip
def test_codes_are_not_repeated_whole(text: str) -> None:
    found = read(text).diagnostics
    assert found
    words = repr([(each.message, each.help, each.notes) for each in found])
    assert "SECRET" not in words
    assert "567890" not in words
