"""What the automaton would do: the question "could this come here?" without any value touched.

In: tables and a stack of states. Out: other stacks of states, sets of terminals. Invariant: a stack that
is given is never changed.
"""

from __future__ import annotations

from collections.abc import Sequence

from receipt_rules.language.lexer import END, Token
from receipt_rules.language.tables import Tables


class Automaton:
    """The tables, asked in the subjunctive."""

    def __init__(self, tables: Tables, accept: int) -> None:
        self._rows = tables.rows
        self._always = tables.always
        self._productions = tables.productions
        self._accept = accept
        nonterminals = {each.head for each in tables.productions}
        self._terminals = tuple(
            tuple(symbol for symbol in row if symbol not in nonterminals) for row in tables.rows
        )

    def feed(self, states: Sequence[int], terminal: str) -> list[int] | None:
        """The stack after a terminal, or None if it cannot come."""
        return self.feed_token(states, Token((terminal,), 0, 0))

    def feed_token(self, states: Sequence[int], token: Token) -> list[int] | None:
        """The stack after a token, read as the machine would read it, or None if it cannot come."""
        stack = list(states)
        while True:
            production = self._always[stack[-1]]
            if production < 0:
                row = self._rows[stack[-1]]
                target = next((row[terminal] for terminal in token.terminals if terminal in row), None)
                if target is None:
                    return stack if stack[-1] == self._accept and END in token.terminals else None
                if target >= 0:
                    stack.append(target)
                    return stack
                production = ~target
            self._reduce(stack, production)

    def accepts(self, states: Sequence[int]) -> frozenset[str]:
        """The terminals that can really come; a row alone also has those of other contexts."""
        stack = self.settled(states)
        if stack[-1] == self._accept:
            return frozenset((END,))
        row = self._terminals[stack[-1]]
        return frozenset(terminal for terminal in row if self.feed(stack, terminal) is not None)

    def settled(self, states: Sequence[int]) -> list[int]:
        """The stack after the reductions that do not depend on what comes."""
        stack = list(states)
        while (production := self._always[stack[-1]]) >= 0:
            self._reduce(stack, production)
        return stack

    def _reduce(self, stack: list[int], number: int) -> None:
        production = self._productions[number]
        del stack[len(stack) - production.length :]
        stack.append(self._rows[stack[-1]][production.head])
