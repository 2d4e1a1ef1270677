"""`expired`: what can no longer apply on the day of the check.

In: a program and a day. Out: one warning for the ruleset, or for each rule, card set or coupon set whose
term is over.
"""

from __future__ import annotations

import datetime as dt

from receipt_rules.calendar import Validity
from receipt_rules.diagnostics import Diagnostics
from receipt_rules.diagnostics.wording import quoted
from receipt_rules.program.lint.places import header_place, name_place, rule_place
from receipt_rules.program.lint.times import joined
from receipt_rules.program.model import Program


def check(program: Program, today: dt.date, diagnostics: Diagnostics) -> None:
    """Drafts are left out: they apply to nothing anyway."""
    over = _over(program.validity, today)
    if over:
        diagnostics.report(
            "expired",
            header_place(program),
            f"the ruleset {quoted(program.name)} ended {over}",
            help="extend `valid`, or take the ruleset off the tills",
        )
        return
    for rule in program.rules:
        over = "" if rule.draft else _over(joined(rule.validities), today)
        if over:
            diagnostics.report(
                "expired",
                rule_place(rule),
                f"rule {quoted(rule.id)} ended {over}",
                help="extend `valid`, or delete the rule",
            )
    for codes in program.codes.values():
        over = _over(codes.validity, today)
        if over:
            what = "cards" if codes.kind == "card" else "coupons"
            diagnostics.report(
                "expired",
                name_place(codes.span, codes.id.rpartition(".")[2]),
                f"the {what} {quoted(codes.id)} ended {over}",
                help=f"extend `valid`, or delete the {what} and the rules that need them",
            )


def _over(term: Validity | None, today: dt.date) -> str:
    """When a term was over, in words; empty if it is not."""
    if term is None:
        return ""
    if term.last_day is not None and term.last_day < today:
        return f"on {term.last_day.isoformat()}"
    if term.ends is not None and term.ends <= dt.datetime.combine(today, dt.time()):
        return f"on {term.ends.isoformat(timespec='minutes')}"
    return ""
