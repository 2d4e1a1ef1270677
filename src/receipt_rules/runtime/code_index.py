"""From a card number or coupon code to the declarations that it belongs to.

In: the codes of a compiled ruleset. Out: owners of a normalised code, sorted by id. Invariants: immutable
once built; a code that fits nothing but a generated pattern is told apart: it counts only if it was issued.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from receipt_rules.runtime.rows import CodeRow, CompiledRuleset, digest_of


class Owner(NamedTuple):
    """A declaration that a code belongs to. `listed`: the code is in a list or fits a regular expression."""

    id: str
    row: CodeRow
    listed: bool

    def asks(self, customer: bool) -> bool:
        """Whether the state of the code must be known; `customer`: the receipt has one."""
        return not self.listed or (self.row.uses > 0 and (customer or not self.row.per_customer))


class CodeIndex:
    """`needed`: the declarations that a rule which is no draft needs."""

    def __init__(self, ruleset: CompiledRuleset) -> None:
        self._rows = ruleset.codes
        self._listed: dict[str, dict[str, list[str]]] = {"card": {}, "coupon": {}}
        self._patterns: list[tuple[str, str, bool, re.Pattern[str]]] = []
        for id, row in sorted(ruleset.codes.items()):
            for code in row.codes:
                self._listed[row.kind].setdefault(code, []).append(id)
            self._patterns += [(row.kind, id, True, _compiled(each)) for each in row.patterns]
            self._patterns += [(row.kind, id, False, _compiled(each)) for each in row.generated]
        gates = {rule.gate for rule in ruleset.rules if rule.gate >= 0 and not rule.draft}
        self.needed = frozenset(
            id for gate in gates for id in (*ruleset.gates[gate].cards, *ruleset.gates[gate].coupons)
        )

    def owners_of(self, kind: str, text: str) -> list[Owner]:
        """The declarations of this kind that a normalised code belongs to."""
        found = dict.fromkeys(self._listed[kind].get(digest_of(text), ()), True)
        for each, id, listed, pattern in self._patterns:
            if each == kind and not found.get(id, False) and pattern.fullmatch(text):
                found[id] = listed
        return [Owner(id, self._rows[id], listed) for id, listed in sorted(found.items())]


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)
