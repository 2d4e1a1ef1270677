"""`groups-meet`: two groups give on one unit, and no word says that they should.

In: a program. Out: a warning for each such pair of groups, with the two rules that together take the most.
Invariant: a bundle with a `sequence` has said that its groups follow each other; what it leaves out is the
matter of `sequence-incomplete`, and the rules without a group, which it cannot name, are told here.
"""

from __future__ import annotations

from receipt_rules.diagnostics import Diagnostics, Label
from receipt_rules.diagnostics.wording import quoted
from receipt_rules.program.lint.places import name_place, rule_place, shown
from receipt_rules.program.lint.relations import UNGROUPED, Relations
from receipt_rules.program.lint.unspoken import Meeting, in_words, place_of, unspoken
from receipt_rules.program.model import Program


def check(program: Program, diagnostics: Diagnostics) -> None:
    """Each pair of groups once."""
    if not program.groups:
        return

    def asked(one: str, other: str) -> bool:
        return not program.sequence or UNGROUPED in (one, other)

    found, more = shown(list(unspoken(program, Relations(program), asked)))
    for meeting in found:
        notes = [*in_words(meeting, program)]
        if more and meeting is found[-1]:
            notes.append(f"{more} pairs of groups")
        _report(meeting, program, notes, diagnostics)


def _report(meeting: Meeting, program: Program, notes: list[str], diagnostics: Diagnostics) -> None:
    first, second = meeting.roots
    where = place_of(meeting.first.scope)
    ungrouped = second == UNGROUPED
    others = "rules without a group" if ungrouped else quoted(second)
    diagnostics.report(
        "groups-meet",
        name_place(program.groups[first].span, first.rpartition(".")[2]),
        f"{quoted(first)} and {others} can both give on {where}, and nothing says so",
        secondary=[
            Label(rule_place(meeting.first), "this rule gives first"),
            Label(rule_place(meeting.second), "and this one, on what is left"),
        ],
        notes=notes,
        help=_help_for_ungrouped(meeting) if ungrouped else _help(first, second),
    )


def _help(first: str, second: str) -> str:
    """Names as the root file writes them, so that the line can be copied."""
    return (
        f"if both are meant, say `sequence {first}, {second}`; if not, make them one group, "
        f"or say `excludes {second}` in {quoted(first)}"
    )


def _help_for_ungrouped(meeting: Meeting) -> str:
    return (
        f"give {quoted(meeting.second.id)} a group: {quoted(meeting.roots[0])} if only one of them should "
        "give, else one that `sequence` names after it"
    )
