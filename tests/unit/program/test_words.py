"""What rules and programmes say: placeholders, facts in texts, goals of nudges, what no text may hold."""

from __future__ import annotations

import pytest

from receipt_rules.program.expression import Const, Fact
from receipt_rules.program.model import Placeholder, Rule, Words
from tests.unit.program.binding import found, only, program, rule, slugs

AROUND = """
points bonus { worth 1 point = 0.01 EUR }
let share = 12.5%
let note = "tea"
"""


def words(clauses: str, around: str = "") -> tuple[Words, ...]:
    return rule(f"{around} rule r {{ {clauses} }}").words


@pytest.mark.parametrize(
    "clauses",
    [
        'give 5% off print line "Leaflet {rule.discount}, {receipt.discount} in all"',
        'buy 1 of all items get 1 free tell cashier "{rule.discount}"',
        'earn 5 points print slip "{points.earned} points"',
        'give 5% off when amount > 5 EUR nudge customer "{missing} more" within 4 EUR',
        'give 5% off when 3 <= quantity nudge customer "{missing} more" within 2',
        'give 5% off when quantity >= 3 nudge customer "{missing} more" within 2.5',
        'give 5% off when quantity >= 5 kg and receipt.lines > 1 nudge customer "{missing} more" within 2 kg',
        'buy 2 of all items get 1 free nudge customer "{missing} more" within 1',
        'give 5% off otherwise tell customer "{missing} more"',
        'print "{share} off {note} today, {today}, in {store.id}"',
        'when customer.level is known print "{customer.level}"',
    ],
)
def test_placeholders(clauses: str) -> None:
    assert slugs(f"{AROUND} rule r {{ {clauses} }}") == []


@pytest.mark.parametrize(
    ("clauses", "place", "help"),
    [
        ('give 5% off print "{rule.discont}"', "{rule.discont}", "did you mean `{rule.discount}`?"),
        ('print "{rule.discount}"', "{rule.discount}", ""),
        ('give 5% off print "{missing}"', "{missing}", ""),
        ('give 5% off print "{points.earned}"', "{points.earned}", ""),
        ('give 5% off print "{}"', "{}", ""),
        ('give 5% off print "{no_such}"', "{no_such}", ""),
        ('give 5% off print "{share + 1}"', "{share + 1}", ""),
        ('give 5% off print "a { b"', "{ b", ""),
        ('give 5% off print "a } b"', "}", ""),
        ('when quantity > 2 give 5% off nudge cashier "{rule.discount}" within 1', "{rule.discount}", ""),
    ],
)
def test_a_placeholder_without_a_value(clauses: str, place: str, help: str) -> None:
    finding = only(f"rule r {{ {clauses} }}")
    assert (finding.slug, finding.span.text) == ("unknown-placeholder", place)
    assert finding.help == help


@pytest.mark.parametrize(
    ("clauses", "slug", "place"),
    [
        ('print "{item.price}"', "fact-out-of-reach", "item.price"),
        ('print "{customer.level}"', "unguarded-optional", "customer.level"),
        ('print "{customer.segments}"', "type-mismatch", "customer.segments"),
        ('when customer.level is known otherwise tell cashier "{customer.level}"', "unguarded-optional",
         "customer.level"),
        ('print "a\\nb"', "control-character", '"a\\nb"'),
        ('print "a\\tb"', "control-character", '"a\\tb"'),
        ('print "a\u202eb"', "control-character", '"a\u202eb"'),
        ('tell cashier "a\x1b[31mb"', "control-character", '"a\x1b[31mb"'),
        ('when amount > 5 EUR nudge cashier "a\x9bb" within 1 EUR', "control-character", '"a\x9bb"'),
        (f'otherwise tell cashier "{"a" * 501}"', "text-too-long", f'"{"a" * 501}"'),
    ],
)  # fmt: skip
def test_what_a_text_may_not_hold(clauses: str, slug: str, place: str) -> None:
    assert found(f"rule r {{ {clauses} }}") == [(slug, place)]


def test_the_longest_text() -> None:
    assert slugs(f'rule r {{ print "{"a" * 500}" }}') == []


def test_the_parts_of_a_text() -> None:
    (said,) = words('give 5% off print "\\"{rule.discount}\\" on {today}: {share}{note}!"', AROUND)
    assert (said.kind, said.place) == ("print", "footer")
    quote, discount, on, today, colon, share, note, end = said.parts
    assert (quote, on, colon, end) == ('"', '" on ', ": ", "!")
    assert discount == Placeholder("rule.discount")
    assert isinstance(today, Fact)
    assert today.path == "today"
    assert isinstance(share, Const)
    assert share.type.kind == "percent"
    assert isinstance(note, Const)
    assert note.value == "tea"


def test_words_stand_in_an_order_of_their_own_and_once() -> None:
    clauses = [
        'otherwise tell cashier "d"',
        'print footer "b"',
        'tell customer "c"',
        'print line "z"',
        'print line "a"',
        'print "b"',
    ]
    said = words(" ".join(clauses))
    assert said == words(" ".join(reversed(clauses)))
    assert [(each.kind, each.place, each.parts) for each in said] == [
        ("print", "line", ("a",)),
        ("print", "line", ("z",)),
        ("print", "footer", ("b",)),
        ("tell", "customer", ("c",)),
        ("otherwise", "cashier", ("d",)),
    ]


@pytest.mark.parametrize(
    ("clauses", "scope", "later"),
    [
        ('print "a"', "words", []),
        ('otherwise tell cashier "a"', "words", []),
        ('print "a" give 5% off', "item", []),
        ('print "a" give 5% off receipt', "receipt", []),
        ('print "a" earn 5 points', "item", ["earn"]),
        ('print "a" take 2 of all items', "item", ["take"]),
    ],
)
def test_where_a_rule_acts(clauses: str, scope: str, later: list[str]) -> None:
    bound = rule(f"{AROUND} rule r {{ {clauses} }}")
    assert (bound.scope, [each.what for each in bound.later]) == (scope, later)


def test_a_text_that_reads_the_customer_needs_one() -> None:
    schema = "schema { customer.name: text }"
    assert rule(f'{schema} rule r {{ print "Dear {{customer.name}}" }}').reads_customer
    assert not rule(f'{schema} rule r {{ print "Dear buyer" }}').reads_customer


# ---- goals -------------------------------------------------------------------------------------------


def goals(condition: str) -> list[tuple[str, str, bool]]:
    bound: Rule = rule(f'rule r {{ {condition} otherwise tell cashier "{{missing}}" }}')
    return [(each.reached.span.text, each.needed.span.text, each.beyond) for each in bound.goals]


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("when amount >= 5 EUR", [("amount", "5 EUR", False)]),
        ("when 5 EUR < amount", [("amount", "5 EUR", True)]),
        ("when receipt.total > 10% of 50 EUR", [("receipt.total", "10% of 50 EUR", True)]),
        ("when quantity >= 2 kg", [("quantity", "2 kg", False)]),
        ("when distinct of all items >= 2 and receipt.lines >= 3",
         [("distinct of all items", "2", False), ("receipt.lines", "3", False)]),
        ("when amount <= 5 EUR", []),
        ("when lowest >= 5 EUR", []),
        ("when amount >= 10% of receipt.total", []),
        ("when amount >= amount of all items", []),
        ("when amount >= 5 EUR or quantity >= 3", []),
        ("when not (amount < 5 EUR)", []),
        ("unless amount < 5 EUR", []),
        ("when receipt.hour >= 9", []),
    ],
)  # fmt: skip
def test_what_can_be_missing(condition: str, expected: list[tuple[str, str, bool]]) -> None:
    assert goals(condition) == expected


@pytest.mark.parametrize(
    ("clauses", "slug", "place"),
    [
        ('nudge cashier "a" within 5%', "type-mismatch", "5%"),
        ('nudge cashier "a" within receipt.total', "not-a-constant", "receipt.total"),
        ('nudge cashier "a" within 5 EUR', "nothing-to-nudge",
         'nudge cashier "a" within 5 EUR'),
        ('when quantity > 2 nudge cashier "a" within 5 EUR', "nothing-to-nudge",
         'nudge cashier "a" within 5 EUR'),
        ('when quantity > 2 kg nudge cashier "a" within 5', "nothing-to-nudge", 'nudge cashier "a" within 5'),
        ('when quantity > 2 kg nudge cashier "a" within 5 l', "nothing-to-nudge",
         'nudge cashier "a" within 5 l'),
        ('buy 1 of all items get 1 free nudge cashier "a" within 5 EUR', "nothing-to-nudge",
         'nudge cashier "a" within 5 EUR'),
    ],
)  # fmt: skip
def test_a_nudge_has_something_to_speak_of(clauses: str, slug: str, place: str) -> None:
    give = "" if "buy" in clauses else "give 5% off"
    assert found(f"rule r {{ {give} {clauses} }}") == [(slug, place)]


def test_no_line_is_rounded_with_the_total() -> None:
    clauses = ["give total rounded down to 1 EUR", 'print line "a"']
    for order in (clauses, clauses[::-1]):
        finding = only(f"rule r {{ {' '.join(order)} }}")
        assert (finding.slug, finding.span.text) == ("clause-conflict", 'print line "a"')
        assert [label.span.text for label in finding.secondary] == [clauses[0]]


# ---- programmes, constants, locales ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("{today}", "not-a-constant"),
        ("{rule.discount}", "unknown-placeholder"),
        ("a\\nb", "control-character"),
    ],
)
def test_what_a_programme_cannot_print(text: str, slug: str) -> None:
    assert slugs(f'program club {{ print on every receipt "{text}" }}') == [slug]


def test_a_constant_that_only_a_text_names_is_used() -> None:
    bound = program('let share = 5% let other = 6% rule r { print "{share}" }')
    assert [each.name for each in bound.unused] == ["other"]


def test_a_ruleset_without_words_has_no_wording() -> None:
    assert program("rule r { give 5% off }").wording is None
    assert program('rule r { print "a" }').wording is not None
    assert program('program p { print on every receipt "a" }').wording is not None
