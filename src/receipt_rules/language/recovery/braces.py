"""Blocks that do not end, and what stands outside of all.

In: a token that cannot come. Out: for each detector, None if the mistake is another, else whether the
run can go on; then it was reported.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import Final, NamedTuple

from receipt_rules.diagnostics import Fix, quoted, suggest
from receipt_rules.language.lexer import END, Token
from receipt_rules.language.recovery.remedies import DECLARATIONS
from receipt_rules.language.recovery.trouble import Trouble
from receipt_rules.language.scanner import HEADS

_HEADLINE: Final = re.compile(r"(?:draft\s+)?[a-z]+(?:\s+[a-z_][a-z0-9_]*)*")


def unclosed_at_end(trouble: Trouble) -> bool | None:
    """The declaration is over and a brace is open."""
    if not trouble.at_end or "RBRACE" not in trouble.expected:
        return None
    return _close(trouble)


def unclosed_inside(trouble: Trouble) -> bool | None:
    """What can only stand behind the block, in a block that lacks its brace."""
    if trouble.at_end or "RBRACE" not in trouble.expected:
        return None
    if not trouble.fits("RBRACE", trouble.token, trouble.after(trouble.token)) or not lacks_brace(trouble):
        return None
    return _close(trouble)


def _close(trouble: Trouble) -> bool:
    opening = _open_at(trouble, trouble.start)
    piece, run, context = trouble.piece, trouble.run, trouble.context
    if not trouble.at_end:
        place, label = trouble.span(), "a clause of the block around it begins here"
    elif piece.next >= 0:
        headline = _HEADLINE.match(run.text, piece.next)
        place = context.span(piece.next, headline.end() if headline else piece.next + 1)
        label = "a new declaration begins here"
    else:
        place, label = context.span(len(run.text), len(run.text)), "the file ends here"
    end = context.span(run.last, run.last)
    trouble.report(
        "missing-brace",
        "a `{` has no `}`",
        span=place,
        label=label,
        secondary=[(context.span(opening, opening + 1), "this block is still open")],
        help="close the block with `}`",
        fix=Fix(end, "\n}" if trouble.at_end else " }"),
    )
    return trouble.go_on_after("RBRACE")


class Braces(NamedTuple):
    """The braces of a declaration: where each stands, and which is the innermost open one after it."""

    places: list[int]
    open_after: list[int]


def _braces(trouble: Trouble) -> Braces:
    """All braces of the declaration, read once."""
    known: Braces | None = trouble.context.braces
    if known is None:
        known = trouble.context.braces = _read_braces(trouble)
    return known


def _read_braces(trouble: Trouble) -> Braces:
    shape, text, end = trouble.shape, trouble.run.text, trouble.piece.end
    found = Braces([], [])
    open_now: list[int] = []
    at, plain = trouble.piece.start, shape.everything - {"REGEX"}
    row = plain
    while True:
        token = shape.lexer.token(text, at, end, row)
        if token.start >= end:
            return found
        at = token.end
        # After these a slash begins a regular expression, and a brace in it is none of ours.
        row = shape.everything if text[token.start : at] in ("matches", ":", "[", ",") else plain
        if token.terminals == ("LBRACE",):
            open_now.append(token.start)
        elif token.terminals == ("RBRACE",):
            del open_now[-1:]
        else:
            continue
        found.places.append(token.start)
        found.open_after.append(open_now[-1] if open_now else -1)


def _open_at(trouble: Trouble, place: int) -> int:
    """The innermost brace that is open at a place; the beginning of the declaration if there is none."""
    braces = _braces(trouble)
    number = bisect_left(braces.places, place) - 1
    found = braces.open_after[number] if number >= 0 else -1
    return found if found >= 0 else trouble.piece.start


def lacks_brace(trouble: Trouble) -> bool:
    """Whether the whole declaration has more opening braces than closing ones."""
    braces = _braces(trouble)
    return bool(braces.open_after) and braces.open_after[-1] >= 0


# ---- outside of all -----------------------------------------------------------------------------------


def leftover(trouble: Trouble) -> bool | None:
    """Something behind a declaration that is complete, or before the first one."""
    nothing_yet = len(trouble.states) == 1
    if trouble.at_end and trouble.expected == {"_RULESET_"}:
        # A description without a header: that the header is missing is said of the file.
        return False
    if not nothing_yet and END not in trouble.expected:
        return None
    if trouble.at_end:
        return False
    if trouble.word == "}":
        trouble.report(
            "superfluous-brace", "this `}` closes nothing", help="leave it out", fix=Fix(trouble.span(), "")
        )
        return trouble.go_on_without()
    if trouble.token.terminals == ("DOC",):
        trouble.report(
            "unknown-declaration",
            "a description belongs to no declaration here",
            help="it stands inside the braces, or above `ruleset` for the whole file",
        )
        return trouble.go_on_without()
    if nothing_yet and trouble.token.terminals == ("STRING",):
        return None
    meant = _misspelt_head(trouble)
    if meant:
        return _report_misspelt_head(trouble, meant)
    complete = nothing_yet or trouble.states[-1] == trouble.shape.accept
    if complete or (trouble.begins_line and not _nearly_an_item(trouble)):
        return _report_unknown_head(trouble)
    return None


def _misspelt_head(trouble: Trouble) -> str | None:
    """The declaration that certainly begins here, if its first word is put right."""
    word, shape = trouble.word, trouble.shape
    if not word[:1].isalpha() or word in DECLARATIONS or word in HEADS:
        return None
    following = trouble.following(2)
    start = [shape.tables.start]
    return suggest(
        word, [head for head in HEADS if shape.follow(start, shape.tables.words[head], *following)]
    )


def _nearly_an_item(trouble: Trouble) -> bool:
    """Whether the word is one that the declaration could go on with, but for a letter."""
    texts = [trouble.shape.texts[each] for each in trouble.expected if each in trouble.shape.texts]
    return not trouble.word[:1].isalpha() or suggest(trouble.word, texts) is not None


def _report_misspelt_head(trouble: Trouble, meant: str) -> bool:
    trouble.report(
        "unknown-declaration",
        f"no declaration begins with {quoted(trouble.word)}",
        help=f"did you mean `{meant}`?",
        fix=Fix(trouble.span(), meant),
    )
    terminal = trouble.shape.tables.words[meant]
    if END not in trouble.expected:
        return trouble.go_on_with(terminal)
    return trouble.finish(trouble.start, Token((terminal,), trouble.start, trouble.end))


def _report_unknown_head(trouble: Trouble) -> bool:
    block = trouble.shape.block_of(trouble.shape.tables.words.get(trouble.word, ""))
    message = f"no declaration begins with {quoted(trouble.word)}"
    if block:
        note = f"it stands inside the braces of {quoted(block)}"
        trouble.report("unknown-declaration", message, notes=[note], help="check the braces before it")
    else:
        trouble.report("unknown-declaration", message, help=DECLARATIONS.get(trouble.word, ""))
    return END in trouble.expected and trouble.finish(trouble.run.end)
