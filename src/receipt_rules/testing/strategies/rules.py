"""Rules: who, when, what, which reward, within which fences and groups.

In: a currency, and what a ruleset declares. Out: a strategy of declarations. Invariant: a rule binds beside
what it was told of; each clause comes up in some of them, and most rules give on most receipts of the shop.
"""

from __future__ import annotations

from typing import NamedTuple

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from receipt_rules.testing.strategies.coupons import MORE_NEEDS, issues, issues_now_and_then
from receipt_rules.testing.strategies.declarations import NEEDS, TERM, WHEN, WHO, Declaration
from receipt_rules.testing.strategies.expressions import conditions, selectors
from receipt_rules.testing.strategies.groups import Groups
from receipt_rules.testing.strategies.rewards import fences, item_rewards, receipt_rewards, total_rewards
from receipt_rules.testing.strategies.sets import set_clauses
from receipt_rules.testing.strategies.tables import Values
from receipt_rules.testing.strategies.weights import one_in
from receipt_rules.testing.strategies.words import sayings


class Around(NamedTuple):
    """What a rule can name, and what it may have: `gates` ask who buys, when and with which codes; `words`
    are printed and told."""

    currency: str
    names: tuple[str, ...] = ()
    groups: Groups = Groups()
    values: Values = Values()
    gates: bool = True
    totals: bool = True
    words: bool = False


_UNGROUPED = st.sampled_from(["item", "receipt"])
_UNGROUPED_OR_TOTAL = st.sampled_from(["item", "item", "receipt", "receipt", "total"])
_WORDS = st.sampled_from([()] * 18 + [("when",)] * 3 + [("unless",), ("when", "when", "unless")])
_PRIORITIES = st.sampled_from([None, 1, 2, None])
_GATES: SearchStrategy[tuple[tuple[str, ...], ...]] = st.sampled_from(
    [()] * 18 + [(WHO,), (WHO,), (WHEN,), (TERM,), (NEEDS,), (NEEDS,), (NEEDS,), (NEEDS,), (WHO, WHEN, NEEDS)]
)


def rules(
    name: str, around: Around, *, alone: str = "", forms_sets: bool = False
) -> SearchStrategy[Declaration]:
    """One rule; `alone`: that clause."""
    return _rules(name, around, alone, forms_sets)


@st.composite
def _rules(draw: st.DrawFn, name: str, around: Around, alone: str, forms_sets: bool) -> Declaration:
    group, scope = _group(draw, around)
    kind = ""
    if forms_sets:
        clauses = list(draw(set_clauses(around.currency, around.names, around.values)))
    else:
        kind = scope
        if not scope:
            kind = draw(_UNGROUPED_OR_TOTAL if around.totals and not alone else _UNGROUPED)
            if around.words and not alone and draw(one_in(20)):
                kind = "words"
        elif scope == "receipt" and draw(one_in(2)):
            kind = "item"
        clauses = _plain(draw, kind, around)
        if around.gates and not (group or alone) and draw(one_in(28)):
            return _only_issues(draw, name, around)
    if around.gates:
        clauses += draw(issues_now_and_then(8))
    if group:
        clauses.append(f"group {group}")
    if alone:
        clauses.append(alone)
    priority = draw(_PRIORITIES)
    if priority is not None:
        clauses.append(f"priority {priority}")
    if not (forms_sets and draw(one_in(2))):
        # What asks for several units at once should not often fail for other reasons too.
        clauses += _conditions(draw, around, NEEDS if forms_sets else MORE_NEEDS)
    if around.words:
        spoken = "set" if forms_sets else kind if kind in ("total", "words") else "discount"
        clauses += draw(sayings(around.currency, spoken))
    draft = "draft " if around.gates and draw(one_in(25)) else ""
    return Declaration(f'{draft}rule {name} "{name}"', tuple(clauses))


def _only_issues(draw: st.DrawFn, name: str, around: Around) -> Declaration:
    """A rule that gives coupons, and no money."""
    clauses = draw(issues()) + _conditions(draw, around, MORE_NEEDS)
    if draw(one_in(2)):
        clauses.append(f"on {draw(selectors(around.names, around.currency))}")
    if around.words and draw(one_in(2)):
        clauses += draw(sayings(around.currency, "words"))
    return Declaration(f'rule {name} "{name}"', tuple(clauses))


def _plain(draw: st.DrawFn, kind: str, around: Around) -> list[str]:
    """What a rule without sets gives, and on which items."""
    clauses = [] if kind == "words" else [draw(_reward(kind, around))]
    if kind == "words" and draw(one_in(2)):
        clauses.append(f"on {draw(selectors(around.names, around.currency))}")
    elif kind not in ("total", "words"):
        if draw(one_in(2)):
            clauses.append(f"on {draw(selectors(around.names, around.currency))}")
        clauses += draw(fences(clauses[0], around.currency))
    return clauses


def _group(draw: st.DrawFn, around: Around) -> tuple[str, str]:
    """A group and its scope; now and then none, though there are some."""
    scopes = around.groups.scopes
    if not scopes or draw(one_in(5)):
        return "", ""
    return draw(st.sampled_from(scopes))


def _reward(kind: str, around: Around) -> SearchStrategy[str]:
    if kind == "total":
        return total_rewards(around.currency)
    rewards = receipt_rewards if kind == "receipt" else item_rewards
    return rewards(around.currency, around.values)


def _conditions(draw: st.DrawFn, around: Around, needs: tuple[str, ...]) -> list[str]:
    """`when` and `unless`, and whom, when and with what."""
    clauses = [f"{word} {draw(conditions(around.currency, item=False))}" for word in draw(_WORDS)]
    if around.gates:
        gates = (needs if choices is NEEDS else choices for choices in draw(_GATES))
        clauses += [draw(st.sampled_from(choices)) for choices in gates]
    return clauses
