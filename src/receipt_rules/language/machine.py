"""The LALR automaton: tokens in, a node out, and a way to go on after an error.

In: tables, an action for each production that makes a node, the text of one declaration. Out: the node.
Invariants: linear in the text; no recursion, so no depth of nesting can break it; a token has no value,
only a place; every token that cannot come goes to `recover`, which alone decides how to go on.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final, NamedTuple

from receipt_rules.language.lexer import END, Lexer, Token
from receipt_rules.language.tables import ACTION, INLINE, PASS, Tables

Action = Callable[[Any, list[Any], int, int], Any]
"""(context, kept children, first character, end) -> the value of the production."""

_END: Final = (END,)
MAX_STACK: Final = 500
"""How many symbols may wait at once; a parenthesis is one, an `if` three."""


class _Plan(NamedTuple):
    kind: int
    head: str
    length: int
    keep: tuple[int, ...]
    action: Action | None


class Run:
    """One parse under way: the stacks, the token that was read and not yet used, and where to read on."""

    __slots__ = ("at", "end", "last", "last_start", "queue", "starts", "states", "text", "token", "values")

    def __init__(self, text: str, at: int, end: int, start: int) -> None:
        self.text, self.at, self.end = text, at, end
        self.last = self.last_start = at
        self.token: Token | None = None
        self.queue: list[Token] = []
        self.states = [start]
        self.values: list[Any] = []
        self.starts: list[int] = []

    def unwind(self, depth: int) -> None:
        """Forget all symbols but the first `depth`."""
        del self.states[depth + 1 :]
        del self.values[depth:]
        del self.starts[depth:]


Recover = Callable[[Run], bool]
"""Changes the run so that it can go on, and says whether it does."""


class Machine:
    """The tables with their actions; it keeps nothing of the texts that it reads."""

    def __init__(self, tables: Tables, lexer: Lexer, actions: Mapping[str, Action]) -> None:
        self.tables = tables
        self.lexer = lexer
        self.accept = tables.rows[tables.start]["declaration"]
        self._plans = tuple(
            _Plan(
                each.kind,
                each.head,
                each.length,
                each.keep,
                actions[each.action] if each.kind == ACTION else None,
            )
            for each in tables.productions
        )

    def parse(
        self, text: str, at: int, end: int, context: Any, recover: Recover, first: Token | None = None
    ) -> Any:
        """The node of the declaration at `text[at:end]`, or None where recovery gave it up.

        `first` is the first token, if it is to be read otherwise than it is written.
        """
        rows, always, token_at = self.tables.rows, self.tables.always, self.lexer.token
        run = Run(text, at, end, self.tables.start)
        run.token = first
        states, starts, values = run.states, run.starts, run.values
        while True:
            state = states[-1]
            production = always[state]
            if production < 0:
                row = rows[state]
                token = run.token
                if token is None:
                    token = run.queue.pop(0) if run.queue else token_at(text, run.at, end, row)
                    run.token = token
                target = None
                for terminal in token.terminals:
                    target = row.get(terminal)
                    if target is not None:
                        break
                if target is None or len(states) > MAX_STACK:
                    if state == self.accept and token.terminals == _END:
                        return values[0]
                    if recover(run):
                        continue
                    return None
                if target >= 0:
                    states.append(target)
                    starts.append(token.start)
                    values.append(None)
                    run.last_start = token.start
                    run.last = run.at = token.end
                    run.token = None
                    continue
                production = ~target
            self._reduce(self._plans[production], run, context)

    def _reduce(self, plan: _Plan, run: Run, context: Any) -> None:
        kind, head, length, keep, action = plan
        states, values = run.states, run.values
        if kind == PASS and length == 1:
            states[-1] = self.tables.rows[states[-2]][head]
            return
        base = len(values) - length
        first = run.starts[base]
        if kind == PASS:
            value = values[base + keep[0]]
        else:
            kids = _kids(values, base, keep, kind)
            value = action(context, kids, first, run.last) if action else kids
        run.unwind(base)
        values.append(value)
        run.starts.append(first)
        states.append(self.tables.rows[states[-1]][head])


def _kids(values: list[Any], base: int, keep: tuple[int, ...], kind: int) -> list[Any]:
    kids: list[Any] = []
    for place in keep:
        value = None if place < 0 else values[base + place]
        if type(value) is not list:
            kids.append(value)
        elif kids or kind != INLINE:
            kids += value
        else:
            # The longer list takes the shorter one in: a block of n clauses is read in n steps.
            kids = value
    return kids
