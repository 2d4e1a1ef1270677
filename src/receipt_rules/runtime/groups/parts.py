"""The candidates of a group: its own rules, and the groups that are part of it.

In: a group and the rules under it that may act, in running order. Out: its candidates in running order; a
part as one of them. Invariant: a part stands where its first rule does, and its rules follow each other
there.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from receipt_rules.runtime.giving import sum_of
from receipt_rules.runtime.groups.marks import claim, claimed_units, split_at
from receipt_rules.runtime.groups.snapshot import lines_of
from receipt_rules.runtime.lines import Line, over_units
from receipt_rules.runtime.offers import note_no_room
from receipt_rules.runtime.protection import capacities
from receipt_rules.runtime.running import Candidate, Part, Running

if TYPE_CHECKING:
    from receipt_rules.runtime.session import Session


def candidates_of(session: Session, group: int, rules: list[Running]) -> list[Candidate]:
    """What the group chooses from or adds up."""
    if not session.engine.has_parts:
        return list(rules)
    result: list[Candidate] = []
    for rule in rules:
        child = session.engine.child_towards(group, rule.plan.row.group)
        if child < 0:
            result.append(rule)
            continue
        row = session.engine.ruleset.groups[child]
        last = result[-1] if result else None
        if isinstance(last, Part) and last.id == row.id:
            last.members.append(rule)
        else:
            result.append(Part(row.id, child, row.first, [rule]))
    return result


def rules_of(candidates: list[Candidate]) -> list[Running]:
    """All rules, those of parts too, in running order."""
    result: list[Running] = []
    for each in candidates:
        if isinstance(each, Part):
            result += each.members
        else:
            result.append(each)
    return result


def form_sets(candidates: list[Candidate]) -> bool:
    """Does any of them form sets?"""
    return any(rule.plan.sets is not None for rule in rules_of(candidates))


def expect_claims(candidates: list[Candidate]) -> None:
    """Sets may close units to those of them that come after."""
    for rule in rules_of(candidates):
        rule.picky = True


def give_part(part: Part) -> None:
    """Give what the part came to."""
    for rule, given in part.taken:
        for line, amount, shares in given:
            rule.give(line, amount, shares)


def lose_part(part: Part) -> None:
    """The part gives nothing: those of its rules that would have given something have lost."""
    part.lost = bool(part.taken)
    for rule, _ in part.taken:
        rule.met.add("lost")
        rule.trimmed_by = None
    give_up(part)


def give_up(candidate: Candidate) -> None:
    """What is not taken claims nothing."""
    for rule in candidate.members if isinstance(candidate, Part) else [candidate]:
        rule.claims = None


def give_clamped(session: Session, part: Part) -> None:
    """Give each unit what the part came to, as far as the capacity left for the rule goes."""
    for rule, given in part.taken:
        rule.blind = False
        for line, _, shares in given:
            split_at(line, shares)
            note_closed(rule, line, shares)
            wanted = [share for _, share in over_units(line.runs, shares)]
            caps = capacities(session, rule, line)
            cut = [(run[0], min(*each)) for run, *each in zip(line.runs, wanted, caps, strict=True)]
            rule.give(line, sum_of(cut), cut)
        if not rule.total:
            for line in rule.lines:
                note_no_room(rule, line, capacities(session, rule, line))


def note_closed(rule: Running, line: Line, worth: Iterable[tuple[int, int]]) -> None:
    """Note whether a set closed a unit of the line on which the rule has a benefit."""
    for run, some in over_units(line.runs, list(worth)):
        if some and run[3] is not None and run[3].closed:
            rule.met.add("claimed")
            rule.claimed_by = run[3].closed - 1 if rule.claimed_by < 0 else rule.claimed_by


def units_are_free(session: Session, part: Part) -> bool:
    """Did no rule of the group give money yet to a unit that the part gives some, or claims; and no set claim
    it?"""
    wanted = [(line, shares) for _, given in part.taken for line, _, shares in given]
    for rule in part.members:
        wanted += claimed_units(session, rule)
    return not any(
        share and run[3] and (run[3].times or run[3].closed)
        for line, shares in wanted
        for run, share in over_units(line.runs, shares)
    )


def close_part(session: Session, part: Part) -> None:
    """The sets of the part close their units to what comes after in the group."""
    for rule in part.members:
        claim(session, rule, closing=True)


def lines_of_candidates(candidates: list[Candidate]) -> list[Line]:
    """The lines that some candidate is on."""
    return lines_of(rules_of(candidates))
