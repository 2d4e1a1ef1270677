"""Lints of how promotions meet: two groups on one unit, ties, the sequence, groups without rules."""

from __future__ import annotations

import time

import pytest

from receipt_rules.program.lint import lint
from receipt_rules.program.lint.places import MOST_SHOWN
from tests.unit.program.binding import program
from tests.unit.program_expressions.lint_findings import LISTS, names, said

# ---- two groups on one unit ------------------------------------------------------------------------


def two_groups(words: str, first: str, second: str, sequence: str = "") -> str:
    """Two groups per item with a rule each; `words` are said in the first."""
    groups = f"{sequence}\ngroup a best per item {words}\ngroup b best per item\n"
    return f"{groups}rule one {{ {first} group a }}\nrule two {{ {second} group b }}"


@pytest.mark.parametrize(
    ("words", "first", "second", "meets"),
    [
        ("", "give 10% off", "give 5% off", True),
        ("excludes b", "give 10% off", "give 5% off", False),
        ("part of b", "give 10% off", "give 5% off", False),
        ("", 'on items "1" give 10% off', 'on items "2" give 5% off', False),
        ("", 'on items "1" give 10% off', 'on items "1", "2" give 5% off', True),
        ("", "on items l give 10% off", "on items n give 5% off", False),
        ("", "on items l give 10% off", "on items m give 5% off", True),
        ("", 'on items category "A" give 10% off', 'on items category "B" give 5% off', False),
        ("", "during mon give 10% off", "during tue give 5% off", False),
        ("", "alone give 10% off", "give 5% off", False),
        ("", "alone first give 10% off", "give 5% off", False),
        ("", 'give gift 1 of "3"', "give 5% off", False),
        ("", "give 1 EUR off each", "give price 5 EUR each", True),
    ],
)
def test_whether_two_groups_meet(words: str, first: str, second: str, meets: bool) -> None:
    assert names(LISTS + two_groups(words, first, second), "groups-meet") == ["a"] * meets


@pytest.mark.parametrize(
    ("first", "second", "share"),
    [
        ("give 10% off", "give 5% off", "10%, then 5% of what is left: 14.5% together"),
        ("give 5% off", "give 10% off", "5%, then 10% of what is left: 14.5% together"),
        ("give 10% off", "give 12.5% off cheapest 1", "10%, then 12.5% of what is left: 21.25% together"),
        (
            "give if receipt.lines > 3 then 10% else 20% off",
            "give 5% off",
            "up to 20%, then up to 5% of what is left: up to 24% together",
        ),
        ("give 33.33% off", "give 33.33% off", "33.33%, then 33.33% of what is left: 55.55% together"),
        ("give 1 EUR off each", "give 5% off", None),
        ("give 10% off of regular price", "give 5% off", None),
        ("give if receipt.lines > 3 then 10% else item.rate off", "give 5% off", None),
    ],
)
def test_what_two_take_together(first: str, second: str, share: str | None) -> None:
    text = "schema { item.rate: percent }\n" + two_groups("", first, second)
    (found,) = said(text, "groups-meet")
    assert found.notes == (() if share is None else (share,))


def test_the_two_rules_that_take_the_most_are_shown() -> None:
    text = "group a best per item\ngroup b stack per item\n"
    text += "".join(f"rule a{n} {{ give {n}% off group a }}\n" for n in (1, 7, 3))
    text += "".join(f"rule b{n} {{ give {n}% off group b }}\n" for n in (2, 9, 4))
    (found,) = said(text, "groups-meet")
    assert [label.span.text for label in found.secondary] == ["a7", "b9"]


def test_rules_that_do_not_meet_hide_none_that_do() -> None:
    text = "group a best per item\ngroup b best per item\nrule b { during fri give 1% off group b }\n"
    text += "".join(
        f"rule a{n} {{ during {day} give {9 - n}% off group a }}\n"
        for n, day in enumerate(("mon", "tue", "wed", "fri"))
    )
    (found,) = said(text, "groups-meet")
    assert [label.span.text for label in found.secondary] == ["a3", "b"]


def test_drafts_are_no_rivals_of_another_group() -> None:
    text = two_groups("", "give 10% off", "give 5% off").replace("rule two", "draft rule two")
    assert names(text, "groups-meet") == []
    tie = (
        "group a exclusive per item\nrule one { give 1% off group a }\ndraft rule two { give 2% off group a }"
    )
    for slug in ("priority-tie", "shadowed", "dominated"):
        assert names(tie, slug) == []
        assert names(tie.replace("exclusive", "best").replace("draft rule two", "draft rule x"), slug) == []


def test_a_word_of_the_part_or_of_the_whole_counts() -> None:
    text = """
    group a best per item
    group a_part stack per item part of a {words}
    group b best per item
    rule one {{ give 10% off group a_part }}
    rule two {{ give 5% off group b }}
    """
    assert names(text.format(words=""), "groups-meet") == ["a"]
    assert names(text.format(words="excludes b"), "groups-meet") == []
    whole = text.format(words="").replace("group a best per item", "group a best per item excludes b")
    assert names(whole, "groups-meet") == []
    # what one part excludes, the others of the group do not
    other = "\nrule three { give 1% off group a }"
    assert names(text.format(words="excludes b") + other, "groups-meet") == ["a"]


def test_groups_of_two_phases_do_add_up_as_on_most_tills() -> None:
    text = "group a best per item\ngroup b best per receipt\n"
    text += "rule one { give 10% off group a }\nrule two { give 5% off receipt group b }"
    assert names(text, "groups-meet") == []
    receipts = text.replace("a best per item", "a best per receipt")
    assert names(receipts, "groups-meet") == ["a"]
    apart = receipts.replace("rule one {", 'rule one { on items "1"').replace("two {", 'two { on items "2"')
    assert names(apart, "groups-meet") == []


def test_a_sequence_speaks_of_groups_but_not_of_rules_without_one() -> None:
    for sequence in ("sequence a, b", "sequence b, a", "sequence a"):
        text = two_groups("", "give 10% off", "give 5% off", sequence)
        assert names(text, "groups-meet") == []
    text = f"{text}\nrule three {{ during mon give 1% off }}"
    found = said(text, "groups-meet")
    assert [(each.span.text, each.secondary[1].span.text) for each in found] == [
        ("a", "three"),
        ("b", "three"),
    ]
    assert "`three` a group" in found[0].help


def test_of_many_pairs_of_groups_the_first_are_shown() -> None:
    text = "".join(
        f"group g{n} best per item\nrule r{n} {{ give {n + 1}% off group g{n} }}\n" for n in range(8)
    )
    found = said(text, "groups-meet")
    assert len(found) == MOST_SHOWN
    assert sum("and 8 more pairs of groups" in each.notes for each in found) == 1


# ---- the sequence --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sequence", "missing"),
    [
        ("", []),
        ("sequence a, b", []),
        ("sequence a", ["b"]),
        ("sequence b", ["a"]),
        ("group c best per receipt\nrule z { give 1% off receipt group c }\nsequence c", ["b"]),
    ],
)
def test_groups_that_the_sequence_leaves_out(sequence: str, missing: list[str]) -> None:
    text = two_groups("", "give 10% off", "give 5% off", sequence)
    assert names(text, "sequence-incomplete") == missing


@pytest.mark.parametrize(
    ("words", "first", "second"),
    [
        ("excludes b", "give 10% off", "give 5% off"),
        ("", 'on items "1" give 10% off', 'on items "2" give 5% off'),
        ("", "alone give 10% off", "give 5% off"),
    ],
)
def test_a_sequence_is_complete_where_the_others_do_not_meet(words: str, first: str, second: str) -> None:
    assert names(two_groups(words, first, second, "sequence a"), "sequence-incomplete") == []


def test_the_remedy_is_the_whole_sequence_while_it_is_short() -> None:
    (found,) = said(two_groups("", "give 1% off", "give 5% off", "sequence a"), "sequence-incomplete")
    assert found.help == "say when it has its turn: `sequence a, b`"
    long = "a_group_with_a_name_that_is_longer_than_anybody_would_like_to_read"
    text = two_groups("", "give 1% off", "give 5% off", "sequence a").replace("group b", f"group {long}")
    (found,) = said(text.replace(" b ", f" {long} "), "sequence-incomplete")
    assert found.help.endswith("in `sequence`, where it should have its turn")


# ---- ties ----------------------------------------------------------------------------------------------


def tie(mode: str, first: str, second: str, *others: str) -> str:
    """Rules of one group, the second the first of its name."""
    rules = [
        f"rule {name} {{ {text} group g }}"
        for name, text in zip("zabc", (first, second, *others), strict=False)
    ]
    return "\n".join([f"group g {mode}", *rules])


@pytest.mark.parametrize(
    ("mode", "first", "second", "ties"),
    [
        ("exclusive per item", "give 10% off priority 1", "give 5% off priority 1", True),
        ("exclusive per item", "give 10% off", "give 5% off", True),
        ("exclusive per item", "give 10% off priority 1", "give 5% off priority 2", False),
        ("exclusive per item", "give 10% off priority 1", "give 5% off", False),
        ("exclusive per item", "give 10% off", "during mon give 10% off", False),
        ("exclusive per item", "give 10% off", "floor 1 EUR give 10% off", True),
        ("exclusive per item", 'on items "1" give 10% off', 'on items "2" give 5% off', False),
        ("exclusive per item", 'on items "1" give 10% off', 'on items "1", "2" give 10% off', False),
        (
            "exclusive per item",
            'on items "1" give 1 EUR off once',
            'on items "1", "2" give 1 EUR off once',
            True,
        ),
        ("exclusive per item", "during mon give 10% off", "during tue give 5% off", False),
        ("exclusive per receipt", "give 10% off receipt", "give 5% off receipt", True),
        ("exclusive per receipt", 'on items "1" give 10% off', 'on items "2" give 10% off', True),
        ("best per item", "give 10% off", "give 5% off", False),
        ("best per item cap 9%", "give 10% off", "give 5% off", False),
        ("best per receipt at most 2 rules", "give 10% off receipt", "give 5% off receipt", False),
        ("stack per item", "give 10% off", "give 5% off", False),
        ("stack per item cap 15%", "give 10% off", "give 5% off", False),
        ("stack per item cap 14.9%", "give 10% off", "give 5% off", True),
        ("stack per item cap 1 EUR", "give 10% off", "give 5% off", False),
        ("stack per receipt cap 14%", "give 10% off receipt", "give 5% off receipt", True),
        ("stack per receipt cap 14%", "give 10% off receipt", 'on items "1" give 5% off receipt', False),
        ("compound per item cap 14.5%", "give 10% off", "give 5% off", False),
        ("compound per item cap 14.4%", "give 10% off", "give 5% off", True),
        ("compound per item", "give 10% off", "give 5% off", False),
        ("compound per item", "give 10% off", "give 1 EUR off each", True),
        ("compound per item", "give 10% off", "give price 5 EUR each", True),
        ("compound per item", "give 10% off", "give 10% off of regular price", True),
        ("compound per item", "give 1 EUR off each", "give 2 EUR off line", False),
        ("compound per receipt", "give 10% off receipt", "give 1 EUR off receipt", True),
        ("stack per item at most 1 rules", "give 10% off", "give 5% off", True),
        ("stack per item at most 2 rules", "give 10% off", "give 5% off", False),
    ],
)
def test_ties_where_the_order_matters(mode: str, first: str, second: str, ties: bool) -> None:
    for one, other in ((first, second), (second, first)):
        assert len(said(tie(mode, one, other), "priority-tie")) == ties


def test_at_most_n_rules_tie_at_the_border_only() -> None:
    mode = "stack per item at most 2 rules"
    rules = [f"give {n + 1}% off priority {p}" for n, p in enumerate((1, 2, 2))]
    assert len(said(tie(mode, *rules), "priority-tie")) == 1
    rules = [f"give {n + 1}% off priority {p}" for n, p in enumerate((1, 1, 2))]
    assert said(tie(mode, *rules), "priority-tie") == []


def test_a_tie_is_told_once_for_each_priority_at_the_clause() -> None:
    text = tie(
        "exclusive per item",
        '"""priority 3""" give 10% off priority 1',
        'print "priority 5" give 5% off priority 1',
        "give 6% off # priority 7\n priority 1",
        "give 7% off",
    )
    (found,) = said(text, "priority-tie")
    assert (found.span.text, found.secondary[0].span.text) == ("priority 1", "priority 1")
    assert found.message == "rules `a` and `b` tie in group `g`"
    assert "`a` wins" in found.notes[0]


# ---- groups without rules -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "unused"),
    [
        ("group g best per item\nrule r { give 1% off }", ["g"]),
        ("group g best per item\nrule r { give 1% off group g }", []),
        ("group g best per item\ndraft rule r { give 1% off group g }", []),
        ("sequence g\ngroup g best per item\nrule r { give 1% off }", ["g"]),
        ("group g best per item\ngroup h stack per item part of g\nrule r { give 1% off group h }", []),
        ("group g best per item excludes h\ngroup h stack per item\nrule r { give 1% off group g }", []),
        ("group g best per item", []),
    ],
)
def test_groups_that_hold_no_rule(text: str, unused: list[str]) -> None:
    assert names(text, "unused-group") == unused
    assert names(text, "unused-name") == []


# ---- how long it takes ----------------------------------------------------------------------------------


@pytest.mark.parametrize(("mode", "groups"), [("exclusive", 200), ("best", 1)])
@pytest.mark.parametrize("items", ['tag "x"', "long"])
def test_rules_that_all_meet_take_no_square_of_the_time(mode: str, groups: int, items: str) -> None:
    long = ", ".join(f'"{n}"' for n in range(300))
    heads = f"items long = {long}\n" + "".join(f"group g{n} {mode} per item\n" for n in range(groups))
    rules = (
        f"when receipt.lines > {n} on items {items} give {n % 9 + 1}% off group g{n % groups}"
        for n in range(1000)
    )
    subject = program(heads + "".join(f"rule r{n} {{ {text} }}\n" for n, text in enumerate(rules)))
    start = time.process_time()
    lint(subject)
    assert time.process_time() - start < 2
