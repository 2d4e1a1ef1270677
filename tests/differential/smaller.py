"""A difference made small enough to read: what can be left out is left out.

In: a ruleset and a receipt that fail a test. Out: ones of which nothing can be taken away without the failure
going too. Hypothesis makes drawn values simpler; here whole declarations, clauses, words and lines go.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from typing import Any

from receipt_rules.testing.strategies import Declaration, Ruleset

Tree = dict[str, Any]
Case = tuple[Ruleset, Tree]

_NEEDED = ("id", "at", "currency", "store", "lines")
_NEEDED_OF_LINE = ("id", "sku", "quantity", "amount_minor")
_WORDS = (
    r" cap (\S+%|\S+ [A-Z]{3})", r" at most \d+ rules", r" excludes \w+(, \w+)*", r" part of \w+", r"^draft ",
    r" except .*$", r" where .*$", r" of regular price$", r" as [xyz]\b",
)  # fmt: skip
"""What may be cut out of a clause or a head."""
_COUNT = re.compile(r"\b(take|buy|get|cheapest|dearest) ([2-9])(?= (?!k?g |l )|$)")
_SLOT = re.compile(r" (?=(?:\d+|[\d.]+ (?:k?g|l)) of )")


def smallest(case: Case, fails: Callable[[Case], bool], *, seconds: float = 60.0) -> Case:
    """A smaller case that fails, none of whose own smaller ones does; the best so far when time is over."""
    end = time.monotonic() + seconds
    found = True
    while found and time.monotonic() < end:
        found = False
        for other in smaller(case):
            if fails(other):
                case, found = other, True
                break
            if time.monotonic() >= end:
                break
    return case


def smaller(case: Case) -> Iterator[Case]:
    """Cases with one thing less, the large things first."""
    ruleset, receipt = case
    for declarations in _without_one(ruleset.declarations):
        yield ruleset._replace(declarations=declarations), receipt
    for lines in _without_one(tuple(receipt["lines"])):
        yield ruleset, {**receipt, "lines": list(lines)}
    for place, declaration in enumerate(ruleset.declarations):
        for other in _simpler(declaration):
            declarations = (*ruleset.declarations[:place], other, *ruleset.declarations[place + 1 :])
            yield ruleset._replace(declarations=declarations), receipt
    header = ruleset.header.split("\n")
    for rest in _without_one(tuple(header[2:])):
        if header[2:]:
            yield ruleset._replace(header="\n".join([*header[:2], *rest])), receipt
    for key in receipt:
        if key not in _NEEDED:
            yield ruleset, {name: value for name, value in receipt.items() if name != key}
    for place, line in enumerate(receipt["lines"]):
        for simpler in _simpler_line(line):
            lines = receipt["lines"]
            yield ruleset, {**receipt, "lines": [*lines[:place], simpler, *lines[place + 1 :]]}


def _without_one(parts: tuple[Any, ...]) -> Iterator[tuple[Any, ...]]:
    """Half of them first, then all but one."""
    half = len(parts) // 2
    if half > 1:
        yield parts[half:]
        yield parts[:half]
    for place in range(len(parts)):
        yield (*parts[:place], *parts[place + 1 :])


def _simpler(declaration: Declaration) -> Iterator[Declaration]:
    for place, clause in enumerate(declaration.clauses):
        rest = (*declaration.clauses[:place], *declaration.clauses[place + 1 :])
        if rest:
            yield declaration._replace(clauses=rest)
        for text in _cut(clause):
            yield declaration._replace(
                clauses=(*declaration.clauses[:place], text, *declaration.clauses[place + 1 :])
            )
    for text in _cut(declaration.head):
        yield declaration._replace(head=text)


def _cut(text: str) -> Iterator[str]:
    for words in _WORDS:
        shorter = re.sub(words, "", text)
        if shorter != text:
            yield shorter
    fewer = _COUNT.sub(lambda found: f"{found[1]} {int(found[2]) - 1}", text)
    if fewer != text:
        yield fewer
    if text.startswith("take {"):
        for slots in _without_one(tuple(_SLOT.split(text[len("take {") : -len(" }")]))[1:]):
            if slots:
                yield f"take {{ {' '.join(slots)} }}"


def _simpler_line(line: Tree) -> Iterator[Tree]:
    for key in line:
        if key not in _NEEDED_OF_LINE:
            yield {name: value for name, value in line.items() if name != key}
    if line["quantity"].isdigit() and int(line["quantity"]) > 1:
        fewer = int(line["quantity"]) - 1
        yield {**line, "quantity": "1"}
        yield {**line, "quantity": str(fewer)}
    for amount in (100, 10, 1):
        if len(str(amount)) < len(str(line["amount_minor"])) and line["amount_minor"] > 0:
            yield {**line, "amount_minor": amount}
