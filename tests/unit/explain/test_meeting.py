"""Where a rule met others: its group, who won instead and by how much, who excluded it, what cut it."""

from __future__ import annotations

import pytest

from receipt_rules.explain import Excluder, GroupPlace, Rival, to_text
from receipt_rules.outcome.record import Verdict
from tests.unit.explain.sold import all_of, explained, receipt

TEN = ("Tea", "1", 1000)


def group(**more: object) -> GroupPlace:
    fields: dict[str, object] = {
        "id": None, "mode": "best", "scope": "item", "part_of": (), "cap": None, "most_rules": None,
    }  # fmt: skip
    return GroupPlace(**{**fields, **more})  # type: ignore[arg-type]


def test_the_group_with_its_clauses_is_told() -> None:
    rules = """\
        group outer best per receipt cap 30%
        group middle best per receipt part of outer at most 2 rules
        group inner compound per receipt part of middle cap 5 EUR
        group lines exclusive per item cap 12.5%
        rule a { group outer give 1 EUR off receipt }
        rule b { group middle give 1 EUR off receipt }
        rule c { group inner give 1 EUR off receipt }
        rule d { group lines give 1% off }
        rule e { give 1% off }
        rule f { give 1 EUR off receipt }
        rule h { give total rounded down to 1 EUR }
    """
    found = {rule: each.group for rule, each in all_of(rules, receipt(TEN)).items()}
    assert found == {
        "a": group(id="outer", scope="receipt", cap="30%"),
        "b": group(id="middle", scope="receipt", part_of=("outer",), most_rules=2),
        "c": group(id="inner", mode="compound", scope="receipt", part_of=("middle", "outer"), cap="5.00 EUR"),
        "d": group(id="lines", mode="exclusive", cap="12.5%"),
        "e": group(),
        "f": group(scope="receipt"),
        "h": None,
    }


@pytest.mark.parametrize(
    ("place", "words"),
    [
        (group(id="g"), "`g`, best per item"),
        (group(id="g", mode="stack", cap="20%"), "`g`, stack per item, at most 20%"),
        (group(id="g", scope="receipt", most_rules=1), "`g`, best per receipt, at most 1 rule"),
        (group(id="g", most_rules=2, part_of=("h", "i")),
         "`g`, best per item, at most 2 rules, part of `h`, part of `i`"),
        (group(scope="receipt"), "the rules without a group, best per receipt"),
    ],
)  # fmt: skip
def test_the_group_in_words(place: GroupPlace, words: str) -> None:
    said = explained(Verdict(rule="r", verdict="refused", reason="lost"), group=place)
    assert f"  group        {words}\n" in said


def test_a_rule_without_a_group_speaks_of_it_only_where_it_lost() -> None:
    assert "group" not in explained(Verdict(rule="r", verdict="refused", reason="zero"), group=group())


# ---- lost -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("scope", ["item", "receipt"])
def test_the_best_won_by_the_difference(scope: str) -> None:
    off = "off" if scope == "item" else "off receipt"
    rules = f'rule a "A tenth" {{ give 10% {off} }}\nrule b {{ give 4% {off} }}\n'
    found = all_of(rules, receipt(TEN))["b"]
    assert found.instead == Rival("a", "rule", "A tenth", 100, 40, 60)
    assert "  lost         `a` won by 0.60 EUR: it gives 1.00 EUR, this rule 0.40 EUR" in to_text(found)


def test_in_exclusive_the_first_came_first() -> None:
    rules = """\
        group g exclusive per item
        rule a { group g priority 1 give 4% off }
        rule b { group g priority 2 give 10% off }
    """
    found = all_of(rules, receipt(TEN))["b"]
    assert found.instead == Rival("a", "rule", "", 40, 100, -60)
    assert "lost         `a` was chosen: it gives 0.40 EUR, this rule 1.00 EUR" in to_text(found)


@pytest.mark.parametrize("mode", ["stack", "compound"])
def test_at_most_so_many_rules(mode: str) -> None:
    rules = f"""\
        group g {mode} per receipt at most 1 rules
        rule a {{ group g priority 1 give 4% off receipt }}
        rule b {{ group g priority 2 give 10% off receipt }}
    """
    found = all_of(rules, receipt(TEN))["b"]
    assert found.instead == Rival("a", "rule", "", 40, 100, -60)


def test_a_part_of_the_group_may_win() -> None:
    rules = """\
        group whole best per receipt
        group sum stack per receipt part of whole
        rule a { group sum give 4% off receipt }
        rule b { group sum give 5% off receipt }
        rule c { group whole give 6% off receipt }
    """
    found = all_of(rules, receipt(TEN))["c"]
    assert found.instead == Rival("sum", "group", "", 90, 60, 30)
    assert "lost         group `sum` won by 0.30 EUR: it gives 0.90 EUR, this rule 0.60 EUR" in to_text(found)


def test_several_rules_may_win_together_over_one_that_is_alone() -> None:
    rules = """\
        rule a { give 4% off }
        rule b { give 5% off receipt }
        rule c { alone give 6% off receipt }
    """
    found = all_of(rules, receipt(TEN))["c"]
    assert found.instead == Rival(None, "rules", "", 88, 60, 28)
    assert "other rules won by 0.28 EUR: together they give 0.88 EUR, this rule 0.60 EUR" in to_text(found)


def test_one_that_is_alone_may_win_over_all_others() -> None:
    rules = """\
        rule a { give 4% off }
        rule c "Only me" { alone give 6% off receipt }
    """
    assert all_of(rules, receipt(TEN))["a"].instead == Rival("c", "rule", "Only me", 60, 40, 20)


def test_a_rounding_may_lose_to_another() -> None:
    rules = """\
        rule a { priority 1 give total rounded down to 0.50 EUR }
        rule b { priority 2 give total rounded down to 1 EUR }
    """
    found = all_of(rules, receipt(("Tea", "1", 890)))["b"]
    assert found.instead == Rival("a", "rule", "", 40, 90, -50)


def test_a_rule_that_applied_lost_to_nobody() -> None:
    assert all_of("rule a { give 4% off }", receipt(TEN))["a"].instead is None
    assert all_of("rule a { when amount > 99 EUR give 4% off }", receipt(TEN))["a"].instead is None


# ---- excluded and cut -----------------------------------------------------------------------------------


@pytest.mark.parametrize("scope", ["item", "receipt"])
def test_the_group_that_gave_first_is_told_with_what_it_gave(scope: str) -> None:
    off = "off" if scope == "item" else "off receipt"
    rules = f"""\
        group first exclusive per {scope} excludes second
        group inner stack per {scope} part of first
        group second stack per {scope}
        sequence first, second
        rule a {{ group inner give 10% {off} }}
        rule b {{ group inner give 20% {off} }}
        rule c {{ group second give 5% {off} }}
    """
    found = all_of(rules, receipt(TEN))
    assert found["c"].excluded_by == Excluder("first", 300, ("a", "b"))
    assert "  excluded     group `first` gave money first and excludes it: 3.00 EUR by `a`, `b`" in to_text(
        found["c"]
    )
    assert found["a"].excluded_by is None


@pytest.mark.parametrize("scope", ["item", "receipt"])
def test_a_cap_that_left_nothing(scope: str) -> None:
    off = "off" if scope == "item" else "off receipt"
    rules = f"""\
        group g stack per {scope} cap 1 EUR
        rule a {{ group g priority 1 give 20% {off} }}
        rule b {{ group g priority 2 give 5% {off} }}
    """
    found = all_of(rules, receipt(TEN))
    text = to_text(found["b"])
    assert (found["b"].verdict.reason, found["b"].verdict.trimmed_by) == ("limit", "group g")
    assert f"  group        `g`, stack per {scope}, at most 1.00 EUR\n" in text
    assert "  would give   0.50 EUR\n  limit        the cap of group `g` left nothing\n" in text
    assert "  cut by       `group g`" in to_text(found["a"])


def test_a_limit_without_a_cap_is_a_limit() -> None:
    said = explained(
        Verdict(rule="r", verdict="refused", reason="limit", numbers={"actual": 2, "required": 2})
    )
    assert "limit        2 of its limit of 2 are used" in said
