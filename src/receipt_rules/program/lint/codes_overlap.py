"""`codes-overlap`: one code of two cards, or of two coupons.

In: a program. Out: a warning for each pair of declarations that a code belongs to at one time, with such a
code. Invariants: the code that is shown belongs to both; a code out of a table is never shown; the time that
is spent is bounded, and it is said where that was not enough.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations
from typing import Final, NamedTuple

from receipt_rules.diagnostics import Diagnostics, Label, Span
from receipt_rules.diagnostics.wording import quoted
from receipt_rules.program.bind.codes import expression_of_generated
from receipt_rules.program.lint.patterns_meet import Undecided, begin_alike, witness
from receipt_rules.program.lint.places import MOST_SHOWN, name_place
from receipt_rules.program.lint.times import joined, open_in
from receipt_rules.program.model import CodeSet, Program

MOST_TRIED: Final = 200_000
"""Codes of lists that are matched with expressions of others; a pair of expressions counts as a hundred."""


class _Found(NamedTuple):
    one: CodeSet
    other: CodeSet
    code: str | None
    """None: it stands in a table."""


def check(program: Program, diagnostics: Diagnostics) -> None:
    """Cards with cards, coupons with coupons."""
    search = _Search()
    found = list(search.all(program))
    for each in found[:MOST_SHOWN]:
        _report(each, diagnostics)
    rest = len(found) - MOST_SHOWN
    if rest > 0 or search.undecided is not None:
        place = found[MOST_SHOWN].one if rest > 0 else search.undecided
        assert place is not None
        told = [f"{rest} more pairs share a code"] if rest > 0 else []
        told += ["not every pair was looked at to the end"] if search.undecided is not None else []
        diagnostics.report("codes-overlap", _place(place), ", and ".join(told))


def _report(found: _Found, diagnostics: Diagnostics) -> None:
    shown = "a code of a table" if found.code is None else f"the code {quoted(found.code)}"
    noun = "cards" if found.one.kind == "card" else "coupons"
    diagnostics.report(
        "codes-overlap",
        _place(found.other),
        f"{shown} belongs to the {noun} {quoted(found.one.id)} and {quoted(found.other.id)}",
        secondary=[Label(_place(found.one), "the other one")],
        notes=["a use of such a code is a use for both"],
        help="tell the two apart, or make one declaration of them",
    )


def _place(codes: CodeSet) -> Span:
    return name_place(codes.span, codes.id.rpartition(".")[2])


class _Search:
    """`undecided`: a declaration that was not looked at to the end."""

    def __init__(self) -> None:
        self.left = MOST_TRIED
        self.undecided: CodeSet | None = None

    def all(self, program: Program) -> Iterator[_Found]:
        for kind in ("card", "coupon"):
            codes = [each for _, each in sorted(program.codes.items()) if each.kind == kind]
            expressions = {each.id: _expressions(each) for each in codes}
            for one, other in combinations(codes, 2):
                term = joined((one.validity, other.validity))
                if not open_in((), term, program.day_starts):
                    continue
                try:
                    code = self._common(one, other, expressions)
                except Undecided:
                    self.undecided = self.undecided or other
                    continue
                if code is not None:
                    yield _Found(one, other, code if _may_be_shown(code, one, other) else None)

    def _common(self, one: CodeSet, other: CodeSet, expressions: dict[str, tuple[str, ...]]) -> str | None:
        listed = one.codes & other.codes
        if listed:
            return min(listed)
        for lists, fits in ((one, expressions[other.id]), (other, expressions[one.id])):
            self._spend(len(lists.codes) * len(fits))
            for pattern in fits:
                matched = re.compile(pattern, re.IGNORECASE).fullmatch
                code = min((each for each in lists.codes if matched(each)), default=None)
                if code is not None:
                    return code
        pairs = [
            (mine, its)
            for mine in expressions[one.id]
            for its in expressions[other.id]
            if begin_alike(mine, its)
        ]
        self._spend(100 * len(pairs))
        found = [witness(mine, its) for mine, its in pairs]
        return min((code for code in found if code is not None), key=_short, default=None)

    def _spend(self, tries: int) -> None:
        if tries > self.left:
            raise Undecided
        self.left -= tries


def _expressions(codes: CodeSet) -> tuple[str, ...]:
    return (*codes.patterns, *map(expression_of_generated, codes.generated))


def _may_be_shown(code: str, one: CodeSet, other: CodeSet) -> bool:
    """Of a list only what stands in the text of a declaration; what an expression describes is nobody's."""
    listed = [each for each in (one, other) if code in each.codes]
    written = re.compile(rf'"\s*{re.escape(code)}\s*"')
    return not listed or any(written.search(each.span.text.casefold()) for each in listed)


def _short(code: str) -> tuple[int, str]:
    return len(code), code
