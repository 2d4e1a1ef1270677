"""`shadowed`: a rule of an `exclusive` group that never gets a turn.

In: a program. Out: a warning at each such rule, with the earlier rule that always gives first. Invariant:
what is said is certain, but for goods that cost next to nothing; not all that could be said is found.
"""

from __future__ import annotations

from collections.abc import Iterator

from receipt_rules.diagnostics import Diagnostics, Label
from receipt_rules.diagnostics.wording import quoted
from receipt_rules.program.lint.coverage import Coverage
from receipt_rules.program.lint.places import rule_place, shown
from receipt_rules.program.lint.relations import by_group, running_order
from receipt_rules.program.lint.sets import Sets
from receipt_rules.program.lint.wider import Wider
from receipt_rules.program.lint.worth import gives_at_least, surely_gives
from receipt_rules.program.model import Program, Rule


def check(program: Program, diagnostics: Diagnostics) -> None:
    """Rules of a part are compared with those of their own group only."""
    found, more = shown(list(_found(program)))
    for first, second in found:
        notes = [f"wherever {quoted(second.id)} could give, {quoted(first.id)} gives and comes first"]
        if more and second is found[-1][1]:
            notes.append(f"{more} such rules")
        diagnostics.report(
            "shadowed",
            rule_place(second),
            f"rule {quoted(second.id)} never gets a turn in the group {quoted(str(second.group))}",
            secondary=[Label(rule_place(first), "always gives before it")],
            notes=notes,
            help=f"give {quoted(second.id)} the smaller `priority` of the two, or make the group `best`: "
            "the larger discount wins then",
        )


def _found(program: Program) -> Iterator[tuple[Rule, Rule]]:
    sets = Sets(program.items)
    coverage = Coverage(program, sets)
    for id, rules in by_group(program).items():
        if program.groups[id].mode != "exclusive":
            continue
        wider = Wider(rules, sets)
        for rule in rules:
            earlier = (each for each in wider.than(rule) if running_order(each) < running_order(rule))
            first = next((each for each in earlier if _always_first(each, rule, coverage, program)), None)
            if first is not None:
                yield first, rule


def _always_first(first: Rule, second: Rule, coverage: Coverage, program: Program) -> bool:
    return (surely_gives(first, program) or gives_at_least(first, second)) and coverage.acts_wherever(
        first, second
    )
