"""Small rulesets of what this version evaluates, as texts whose parts can change places.

In: a currency. Out: a strategy of `Ruleset`. Invariants: the text binds without an error; a ruleset is its
header and declarations, a declaration its head and clauses, and their order means nothing.
"""

from __future__ import annotations

from functools import cache

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from receipt_rules.money import format_minor
from receipt_rules.testing.strategies.coupons import COUPONS
from receipt_rules.testing.strategies.declarations import FIXED, Declaration, Ruleset
from receipt_rules.testing.strategies.expressions import money_literals, percents, selectors
from receipt_rules.testing.strategies.groups import Groups, groups
from receipt_rules.testing.strategies.rewards import MODES
from receipt_rules.testing.strategies.rules import Around, rules
from receipt_rules.testing.strategies.tables import Tables, tables
from receipt_rules.testing.strategies.weights import either, one_in
from receipt_rules.testing.strategies.words import DECLARATIONS, LOCALES, PROGRAMME

__all__ = ["FIXED", "Declaration", "Ruleset", "rulesets"]

_ALONE = st.sampled_from(
    [()] * 18 + [("alone",), ("alone first",), ("alone", "alone"), ("alone", "alone first")]
)
_NAMES = st.sampled_from([(), ("some",), ("some", "other")])
_PROTECTED = st.sampled_from([0, 0, 0, 0, 0, 0, 1, 2])
_NONE_GROUPS, _NONE_TABLES = st.just(Groups()), st.just(Tables())


def rulesets(
    currency: str,
    *,
    max_rules: int = 4,
    gates: bool = True,
    totals: bool = True,
    meeting: bool = True,
    tabled: bool = True,
    max_sets: int = 0,
    words: bool = False,
) -> SearchStrategy[Ruleset]:
    """Rulesets of one to `max_rules` rules.

    `gates`: rules may ask who buys, when and with which codes; `totals`: they may round the total; `meeting`:
    there may be groups and rules that stand alone; `tabled`: there may be tiers and decision tables;
    `max_sets`: so many of the rules may form sets, which in half of the rulesets or more some do;
    `words`: they may print and tell something, in some locale.
    """
    drawn_groups = groups(currency) if meeting else _NONE_GROUPS
    drawn_tables = tables(currency) if tabled else _NONE_TABLES
    alone = _ALONE if meeting else st.just(())
    around = Around(currency, gates=gates, totals=totals, words=words)
    some = min(max_sets, max_rules)
    sets = st.sampled_from([0] * (some - 1) + [*range(1, some + 1)] if some else [0])
    return _rulesets(around, max_rules, drawn_groups, drawn_tables, alone, sets)


@st.composite
def _rulesets(
    draw: st.DrawFn,
    around: Around,
    max_rules: int,
    drawn_groups: SearchStrategy[Groups],
    drawn_tables: SearchStrategy[Tables],
    alone: SearchStrategy[tuple[str, ...]],
    sets: SearchStrategy[int],
) -> Ruleset:
    names, currency = draw(_NAMES), around.currency
    named = [
        Declaration(f"items {name} = {draw(_item_sets(names[:place], currency, name == 'other'))}")
        for place, name in enumerate(names)
    ]
    # `other` may hold `discounted`, which no protection can ask for.
    protected = [draw(_protections(names[:1], currency)) for _ in range(draw(_PROTECTED))]
    found, tabled = draw(drawn_groups), draw(drawn_tables)
    around = around._replace(names=names, groups=found, values=tabled.values)
    several = draw(st.sampled_from([*range(1, max_rules + 1), *([max_rules] * 2 * max_rules)]))
    words, forming = draw(alone), draw(sets)
    drawn = []
    for number, forms_sets in enumerate(draw(_places(forming, several))):
        word = words[number] if number < len(words) else ""
        drawn.append(draw(rules(f"r{number}", around, alone=word, forms_sets=forms_sets)))
    fixed = (PROGRAMME, *FIXED[1:], *DECLARATIONS) if around.words and draw(one_in(2)) else FIXED
    if around.words and fixed is FIXED:
        fixed = (*FIXED, *DECLARATIONS)
    parts = (*fixed, *COUPONS, *named, *protected, *found.declarations, *tabled.declarations, *drawn)
    header = draw(_headers(currency))
    locale = draw(st.sampled_from(LOCALES)) if around.words else ""
    return Ruleset(f'{header}\n  locale "{locale}"' if locale else header, parts)


def _places(forming: int, several: int) -> SearchStrategy[list[bool]]:
    """Which of the rules form sets: one at least where some do."""
    chosen = [True] * min(forming, several) + [False] * (several - forming)
    return st.permutations(chosen) if forming else st.just(chosen)


@cache
def _headers(currency: str) -> SearchStrategy[str]:
    step = format_minor(1, currency), format_minor(5, currency), format_minor(10, currency)
    rounding = either(
        st.just(""),
        st.tuples(st.sampled_from(MODES), st.sampled_from(step), st.sampled_from(["unit", "line"])).map(
            lambda parts: f"rounding {parts[0]} to {parts[1]} {currency} per {parts[2]}"
        ),
    )
    return st.tuples(rounding, st.sampled_from(["", "business day starts 05:00"])).map(
        lambda parts: f'ruleset "generated" version "1"\n  currency {currency}\n  {parts[0]}\n  {parts[1]}'
    )


@cache
def _item_sets(names: tuple[str, ...], currency: str, discounted: bool) -> SearchStrategy[str]:
    """`all items ...`, or a list without the word `items`."""
    return selectors(names, currency, discounted=discounted).map(lambda text: text.removeprefix("items "))


@cache
def _protections(names: tuple[str, ...], currency: str) -> SearchStrategy[Declaration]:
    selector = selectors(names, currency, discounted=False)
    amount = money_literals(currency, most=800)
    bound = either(amount, percents())
    return either(
        selector.map(lambda text: f"protect {text} never discounted"),
        st.tuples(selector, bound).map(lambda pair: f"protect {pair[0]} price at least {pair[1]}"),
        st.tuples(selector, bound).map(lambda pair: f"protect {pair[0]} discount at most {pair[1]}"),
        bound.map(lambda text: f"protect receipt discount at most {text}"),
    ).map(Declaration)
