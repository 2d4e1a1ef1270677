"""`never-applies`: rules that no receipt can meet.

In: a program. Out: a warning at each such rule. Invariant: what is said is certain, but for days on which
the clock jumps over a whole window.
"""

from __future__ import annotations

from collections.abc import Iterator

from receipt_rules.diagnostics import Diagnostics, Label, Span
from receipt_rules.diagnostics.wording import quoted
from receipt_rules.program.expression import Const, Expr
from receipt_rules.program.lint.conflicts import contradiction
from receipt_rules.program.lint.places import rule_place
from receipt_rules.program.lint.sets import Sets
from receipt_rules.program.lint.times import joined, open_in, term_of
from receipt_rules.program.model import Program, Rule


def check(program: Program, diagnostics: Diagnostics) -> None:
    """Each rule is said once, with the first reason."""
    sets = Sets(program.items)
    for rule in program.rules:
        reason = _by_time(rule, program) or _by_condition(rule) or _by_selection(rule, sets)
        if reason is not None:
            diagnostics.report(
                "never-applies",
                rule_place(rule),
                f"rule {quoted(rule.id)} can never apply",
                label=reason[0],
                secondary=[Label(*place) for place in reason[1]],
            )


_Reason = tuple[str, list[tuple[Span, str]]]


def _by_time(rule: Rule, program: Program) -> _Reason | None:
    starts = program.day_starts
    term = joined(rule.validities)
    if not open_in((), term_of(rule, program), starts):
        return "its term is outside that of the ruleset", []
    if not open_in(rule.windows, term, starts):
        return "its term has no time of its `during`", []
    if not open_in(rule.windows, term_of(rule, program), starts):
        return "the term of the ruleset has no time of its `during`", []
    for id in (*rule.cards, *rule.coupons):
        codes = program.codes[id]
        if not open_in(rule.windows, joined((term_of(rule, program), codes.validity)), starts):
            return f"the term of {quoted(id)} has no time of the rule", [(codes.span, "its term")]
    return None


def _by_condition(rule: Rule) -> _Reason | None:
    for expr, value in _always(rule):
        if value is False:
            return "a condition that never holds", [(expr.span, "this is never true")]
        return "a condition that always speaks against it", [(expr.span, "this is always true")]
    found = contradiction(rule.when, rule.unless)
    if found is None:
        return None
    first, second = sorted(found)
    return "two conditions contradict each other", [(first, "this"), (second, "and this")]


def _always(rule: Rule) -> Iterator[tuple[Expr, bool]]:
    for expr in rule.when:
        if isinstance(expr, Const) and expr.value is False:
            yield expr, False
    for expr in rule.unless:
        if isinstance(expr, Const) and expr.value is True:
            yield expr, True


def _by_selection(rule: Rule, sets: Sets) -> _Reason | None:
    selection = rule.selection
    if selection is None:
        return None
    if sets.empty(selection):
        return "it selects no items", []
    found = None if selection.where is None else contradiction([selection.where])
    if found is None:
        return None
    first, second = sorted(found)
    return "no item meets both conditions", [(first, "this"), (second, "and this")]
