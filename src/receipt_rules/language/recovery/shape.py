"""Where the blocks of the language are in the automaton.

In: tables. Out: `Shape`: the states between two items of a block, and the words that begin an item.
Invariant: nothing here depends on a text.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from receipt_rules.language.lexer import END, Lexer, Token
from receipt_rules.language.machine import Machine
from receipt_rules.language.recovery.automaton import Automaton


class Block(NamedTuple):
    """A list of items: what its items are called, and whether braces hold it."""

    name: str
    item: str
    braced: bool = True


# nonterminal of the item -> the block that it stands in
_BLOCKS: Final = {
    "_clause": Block("rule", "clause"),
    "_statement": Block("test", "statement"),
    "_header_clause": Block("ruleset", "line of the header", braced=False),
    "schema_field": Block("schema", "fact"),
    "card_number": Block("cards", "line"),
    "coupon_code": Block("coupons", "line"),
    "_points_part": Block("points", "line"),
    "_program_part": Block("program", "line"),
    "tender_property": Block("tender", "property"),
    "excludes": Block("group", "part", braced=False),
    "tier": Block("tiers", "tier"),
    "table_row": Block("table", "row"),
    "slot": Block("take", "slot"),
    "sold_line": Block("receipt", "line"),
    "returned_line": Block("return", "line"),
    "_claim": Block("prove", "claim"),
}
_MARKS: Final = {"LBRACE", "RBRACE", END}


class Shape:
    """The automaton with its blocks; made once from the tables."""

    def __init__(self, machine: Machine) -> None:
        tables = machine.tables
        self.lexer: Lexer = machine.lexer
        self.tables = tables
        self.accept = machine.accept
        self.automaton = Automaton(tables, machine.accept)
        self.texts = tables.keyword_texts
        self.blocks: dict[int, Block] = {}
        self.starters: dict[str, frozenset[str]] = {}
        self.declarations = frozenset(
            terminal for terminal in tables.rows[tables.start] if terminal in self.texts
        )
        self.opening = frozenset(row["LBRACE"] for row in tables.rows if row.get("LBRACE", -1) >= 0)
        nonterminals = {each.head for each in tables.productions}
        for state, row in enumerate(tables.rows):
            found = [block for symbol, block in _BLOCKS.items() if symbol in row]
            # `take` is followed by one slot or by a block of them; only in the block a slot can repeat.
            if len(found) == 1 and "LBRACE" not in row:
                self.blocks[state] = found[0]
                starters = {symbol for symbol, to in row.items() if to >= 0} - nonterminals - _MARKS
                self.starters[found[0].name] = self.starters.get(found[0].name, frozenset()) | starters
        self.everything = frozenset(symbol for row in tables.rows for symbol in row)

    def lists(self, states: Sequence[int]) -> list[int]:
        """The places of a stack at which a block waits for its next item, the innermost first."""
        found: list[int] = []
        for depth in range(len(states) - 1, -1, -1):
            # A block with items is two symbols: the brace, after which one could come, and the items so far.
            if states[depth] in self.blocks and depth + 1 not in found:
                found.append(depth)
        return found

    def follow(self, states: Sequence[int], *tokens: Token | str) -> bool:
        """Whether these could come on a stack, one after another."""
        stack: Sequence[int] | None = states
        for token in tokens:
            if stack is None:
                return False
            stack = self.automaton.feed_token(
                stack, Token((token,), 0, 0) if isinstance(token, str) else token
            )
        return stack is not None

    def block_of(self, starter: str) -> str | None:
        """A block whose items can begin with a keyword."""
        return next((name for name, starters in self.starters.items() if starter in starters), None)
