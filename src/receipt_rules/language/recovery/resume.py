"""Where to go on when a clause cannot be understood.

In: a token that cannot come and that nothing can be put in place of. Out: the run at the next item of a
block, or inside the braces of a declaration whose head is wrong, or nothing. Invariant: linear; at least
one token is passed over or the stack becomes shorter.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from receipt_rules.language.lexer import END, Token
from receipt_rules.language.recovery.braces import lacks_brace
from receipt_rules.language.recovery.shape import Shape
from receipt_rules.language.recovery.trouble import Trouble

_OPENING: Final = ("LBRACE",)
_CLOSING: Final = ("RBRACE",)
_IN_A_HEAD: Final = ("NAME", "STRING", "_BY_", "_UNIQUE_", "EQUAL")
_MOST_IN_A_HEAD: Final = 4


class Resumed(NamedTuple):
    """`lost`: the stretch of the item that is left out; `headless`: the declaration has no proper head."""

    lost: list[tuple[int, int]]
    headless: bool = False


def resume(trouble: Trouble) -> Resumed | None:
    """Change the run so that it can go on, or say None."""
    return _next_item(trouble) if trouble.lists else _into_block(trouble)


def _next_item(trouble: Trouble) -> Resumed | None:
    run, shape = trouble.run, trouble.shape
    start = trouble.item_start(trouble.lists[-1])
    stacks = [(depth, run.states[: depth + 1]) for depth in trouble.lists]
    for token, following, begins_line in _ahead(trouble):
        if END in token.terminals:
            place = next((depth for depth, stack in stacks if _can_end(shape, stack)), None)
            if place is None:
                return None
        elif token.terminals == _CLOSING:
            place = stacks[0][0] if shape.automaton.feed(stacks[0][1], "RBRACE") else None
            if place is None and len(stacks) > 1:
                # The block is empty without the item that is left out, so the item around it goes as well.
                stacks = stacks[1:]
        else:
            around = stacks if begins_line and lacks_brace(trouble) else stacks[:1]
            place = next(
                (depth for depth, stack in around if _begins(shape, stack, token, following, begins_line)),
                None,
            )
        if place is not None:
            run.unwind(place)
            run.token = token
            return Resumed([(start, max(run.last, start))])
    raise AssertionError("a text has an end")


def _can_end(shape: Shape, states: Sequence[int]) -> bool:
    return not {"RBRACE", END}.isdisjoint(shape.automaton.accepts(states))


def _begins(shape: Shape, states: Sequence[int], token: Token, following: Token, begins_line: bool) -> bool:
    """Whether an item of a block certainly begins here."""
    if shape.starters[shape.blocks[states[-1]].name].isdisjoint(token.terminals):
        return False
    stack = shape.automaton.feed_token(states, token)
    if stack is None:
        return False
    if begins_line:
        return True
    return "VBAR" not in token.terminals and shape.automaton.feed_token(stack, following) is not None


def _ahead(trouble: Trouble) -> Iterator[tuple[Token, Token, bool]]:
    """The tokens from the wrong one on, outside of braces: each, the next, and whether it begins a line."""
    text, lexer, shape = trouble.run.text, trouble.shape.lexer, trouble.shape
    token = lexer.token(text, trouble.start, trouble.run.end, shape.everything - {"REGEX"})
    before = trouble.run.last
    depth = sum(state in shape.opening for state in trouble.run.states[trouble.lists[0] + 1 :])
    while True:
        following = trouble.after(token) if END not in token.terminals else token
        if token.terminals == _CLOSING and depth:
            depth -= 1
        elif token.terminals == _OPENING:
            depth += 1
        elif not depth or END in token.terminals:
            yield token, following, _line_between(text, before, token.start)
        before, token = token.end, following


def _line_between(text: str, start: int, end: int) -> bool:
    return "\n" in text[start:end] or "\r" in text[start:end]


def _into_block(trouble: Trouble) -> Resumed | None:
    """Pass over the rest of a head, to the brace."""
    run, shape = trouble.run, trouble.shape
    for token, _, _ in _braces(trouble):
        words = _way_to_brace(shape, run.states)
        if words is None:
            return None
        place = run.last
        run.token = None
        run.queue[:] = [*(Token((word,), place, place) for word in words), token]
        return Resumed([], headless=True)
    return None


def _braces(trouble: Trouble) -> Iterator[tuple[Token, Token, bool]]:
    token = trouble.token
    while END not in token.terminals:
        if token.terminals == _OPENING:
            yield token, token, False
        token = trouble.after(token)


def _way_to_brace(shape: Shape, states: Sequence[int]) -> tuple[str, ...] | None:
    """The fewest words after which a block can open."""
    waiting: deque[tuple[tuple[str, ...], Sequence[int]]] = deque([((), states)])
    while waiting:
        words, stack = waiting.popleft()
        if shape.automaton.feed(stack, "LBRACE") is not None:
            return words
        if len(words) < _MOST_IN_A_HEAD:
            for word in _IN_A_HEAD:
                longer = shape.automaton.feed(stack, word)
                if longer is not None:
                    waiting.append(((*words, word), longer))
    return None
