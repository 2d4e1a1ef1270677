"""`dominated`: a rule of a `best` group that another one always equals or beats.

In: a program. Out: a warning at each such rule, with the other. Invariants: what is said is certain; rules
without a group are a `best` group too; of two that are equal everywhere the later is told.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from receipt_rules.diagnostics import Diagnostics, Label
from receipt_rules.diagnostics.wording import quoted
from receipt_rules.program.lint.coverage import Coverage
from receipt_rules.program.lint.places import rule_place, shown
from receipt_rules.program.lint.relations import by_group, competes, running_order
from receipt_rules.program.lint.sets import Sets
from receipt_rules.program.lint.shares import most_share
from receipt_rules.program.lint.wider import Wider
from receipt_rules.program.lint.worth import gives_at_least
from receipt_rules.program.model import Program, Rule


def check(program: Program, diagnostics: Diagnostics) -> None:
    """Each rule once, with the first that beats it."""
    found, more = shown(list(_found(program)))
    for better, rule in found:
        where = "without a group" if rule.group is None else f"in the group {quoted(rule.group)}"
        notes = [f"wherever it could give, {quoted(better.id)} gives as much or more"]
        remedy = "make the group `stack` or `compound`"
        if rule.group is None:
            remedy = "name a `stack` or `compound` group in both"
            notes.append("rules without a group are one `best` group")
        if more and rule is found[-1][1]:
            notes.append(f"{more} such rules")
        diagnostics.report(
            "dominated",
            rule_place(rule),
            f"rule {quoted(rule.id)} is never better than {quoted(better.id)} {where}",
            secondary=[Label(rule_place(better), "always as good or better")],
            notes=notes,
            help=f"delete {quoted(rule.id)}; if both should give, {remedy}",
        )


def _found(program: Program) -> Iterator[tuple[Rule, Rule]]:
    sets = Sets(program.items)
    coverage = Coverage(program, sets)
    for rules in _choices(program).values():
        # the least demanding first, and of these the largest: they beat the most
        shares = {rule.id: most_share(rule, program) or 0 for rule in rules}
        promising = sorted(rules, key=lambda rule: (_demands(rule), -shares[rule.id], rule.id))
        wider = Wider(promising, sets)
        for rule in rules:
            better = next((each for each in wider.than(rule) if _beats(each, rule, coverage)), None)
            if better is not None:
                yield better, rule


def _choices(program: Program) -> Mapping[str, list[Rule]]:
    """The rules of each group of which one is chosen; those without a group by their phase."""
    found = {
        id: rules
        for id, rules in by_group(program).items()
        if program.groups[id].mode == "best" and program.groups[id].most_rules in (None, 1)
    }
    for scope in ("item", "receipt"):
        ungrouped = [
            rule for rule in program.rules if competes(rule) and rule.group is None and rule.scope == scope
        ]
        found[f" {scope}"] = sorted(ungrouped, key=running_order)
    return found


def _demands(rule: Rule) -> int:
    asked = (rule.audiences, rule.cards, rule.coupons, rule.validities, rule.windows, rule.when, rule.unless)
    return sum(map(len, asked))


def _speaks_when_refused(rule: Rule) -> bool:
    return any(each.kind in ("nudge", "otherwise") for each in rule.words)


def _beats(one: Rule, other: Rule, coverage: Coverage) -> bool:
    # what a rule does besides giving money is done only if it wins, so that an equal one is not the same
    if (
        other.later
        or _speaks_when_refused(other)
        or not gives_at_least(one, other)
        or not coverage.acts_wherever(one, other)
    ):
        return False
    if running_order(one) < running_order(other):
        return True
    return not (gives_at_least(other, one) and coverage.acts_wherever(other, one))
