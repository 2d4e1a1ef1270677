"""`sequence-incomplete`: a group that `sequence` leaves out meets others, so that its turn falls to its name.

In: a program. Out: a warning at each such group. Invariant: a bundle without a `sequence` leaves none out;
there `groups-meet` tells what meets.
"""

from __future__ import annotations

from receipt_rules.diagnostics import Diagnostics, Label
from receipt_rules.diagnostics.wording import quoted
from receipt_rules.program.lint.places import name_place, rule_place, shown
from receipt_rules.program.lint.relations import UNGROUPED, Relations
from receipt_rules.program.lint.unspoken import Meeting, in_words, place_of, unspoken
from receipt_rules.program.model import Program


def check(program: Program, diagnostics: Diagnostics) -> None:
    """Each group once, with the first other group that it meets."""
    if not program.sequence:
        return
    relations = Relations(program)

    def asked(one: str, other: str) -> bool:
        if UNGROUPED in (one, other):
            return False
        return not (relations.in_sequence(one) and relations.in_sequence(other))

    missing: dict[str, Meeting] = {}
    for meeting in unspoken(program, relations, asked):
        left_out = next(root for root in reversed(meeting.roots) if not relations.in_sequence(root))
        missing.setdefault(left_out, meeting)
    found, more = shown(list(missing.items()))
    for left_out, meeting in found:
        notes = ["it runs after the groups that `sequence` names, in the order of names"]
        notes += in_words(meeting, program)
        if more and left_out == found[-1][0]:
            notes.append(f"{more} groups")
        _report(left_out, meeting, program, notes, diagnostics)


def _report(
    left_out: str, meeting: Meeting, program: Program, notes: list[str], diagnostics: Diagnostics
) -> None:
    other = next(root for root in meeting.roots if root != left_out)
    named = ", ".join([*program.sequence, left_out])
    diagnostics.report(
        "sequence-incomplete",
        name_place(program.groups[left_out].span, left_out.rpartition(".")[2]),
        f"`sequence` leaves out {quoted(left_out)}, which can give on {place_of(meeting.first.scope)} "
        f"with {quoted(other)}",
        secondary=[
            Label(rule_place(meeting.first), "this rule gives first"),
            Label(rule_place(meeting.second), "and this one, on what is left"),
        ],
        notes=notes,
        help=f"say when it has its turn: `sequence {named}`"
        if len(named) <= _LONGEST
        else f"name {quoted(left_out)} in `sequence`, where it should have its turn",
    )


_LONGEST = 60
