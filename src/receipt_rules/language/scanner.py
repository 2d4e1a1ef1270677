"""A file cut into declarations, before anything is understood.

In: a text. Out: `Scan`: the pieces in order, and the comments. Invariants: every character that is no
blank and no comment is in exactly one piece; a piece begins with the head of a declaration, or with
what stands before the first head; an error in one piece moves the border of no other, except that a
block that is never closed ends where a declaration begins inside it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import Final, NamedTuple

_NAME: Final = r"[a-z_][a-z0-9_]*"
_TITLE: Final = r'(?:\s*"(?!"")[^"\r\n]*")?'

HEADS: Final = (
    "ruleset", "import", "sequence", "schema", "let", "items", "segment", "cards", "coupons", "points",
    "tender", "program", "group", "budget", "tiers", "table", "protect", "rule", "test", "prove",
)  # fmt: skip

# How a declaration begins where a clause could not. A block in which one begins was never closed.
_FORMS: Final = {
    "ruleset": r'\s*"',
    "import": r'\s*"',
    "sequence": rf"\s+{_NAME}",
    "schema": r"\s*\{",
    "let": rf"\s+{_NAME}\s*=",
    "items": rf"\s+{_NAME}{_TITLE}\s*=",
    "segment": rf"\s+{_NAME}{_TITLE}\s*=",
    "cards": rf"\s+{_NAME}{_TITLE}\s*\{{",
    "coupons": rf"\s+{_NAME}{_TITLE}\s*\{{",
    # A statement of a test can end in the word `points`, and a block can begin the next one.
    "points": rf"\s+(?!(?:receipt|return|customer)(?!\w)){_NAME}{_TITLE}\s*\{{",
    "tender": rf"\s+{_NAME}\s+{_NAME}{_TITLE}\s*\{{",
    "program": rf"\s+{_NAME}{_TITLE}\s*\{{",
    "group": rf"\s+{_NAME}{_TITLE}\s*(?:exclusive|best|stack|compound)\s+per(?!\w)",
    "budget": rf"\s+{_NAME}{_TITLE}\s*\d",
    "tiers": rf"\s+{_NAME}{_TITLE}\s*by(?!\w)",
    "table": rf"\s+{_NAME}{_TITLE}\s*(?:unique|first|max|min)\s*\{{",
    "protect": r"\s+(?:receipt|all\s+items|items)(?![\w.]|\s*:)",
    "rule": rf'\s+{_NAME}\s*(?:"|\{{|was(?!\w))',
    "test": r'\s*"(?!"")[^"\r\n]*"\s*\{',
    "prove": r'\s*"(?!"")[^"\r\n]*"\s*\{',
}
_FORM: Final = {head: re.compile(form) for head, form in _FORMS.items()}

# After these, the word is a part of a selector, an expression or a statement and no head.
_BEFORE_A_PART: Final = {"of", "in", "on", "for", "all", "protect", "used", "expect", "points", "(", ","}
_HEADS_THAT_CAN_BE_PARTS: Final = {"items", "segment", "rule", "budget", "points"}

_INTERESTING: Final = re.compile(
    r'(?P<quoted>"""[\s\S]*?"""|"(?!"")[^"\\\r\n]*(?:\\.[^"\\\r\n]*)*")'
    r"|(?P<comment>\#[^\r\n]*)"
    r"|(?P<open>\{)|(?P<close>\})"
    r"|(?P<regex>(?:(?<![\w.])matches|[:\[,])\s*/(?!/)[^/\\\r\n]*(?:\\.[^/\\\r\n]*)*/)"
    # a comment ends with its line, else one line could be read in many ways
    r"|(?<![\w.])(?:draft(?:\s|\#[^\r\n]*(?=[\r\n]))+)?"
    rf"(?P<head>{'|'.join(HEADS)})(?![\w.])"
    r'|(?P<unclosed>""?"?)'
)
_COMMENT: Final = re.compile(r"#[^\r\n]*")
_REST_OF_LINE: Final = re.compile(r"[^\r\n]*")
_LAST_WORD: Final = re.compile(r"[\w.]+\Z|[(,]\Z")


class Piece(NamedTuple):
    """One declaration: its head's word (empty: it has none), first character and end.

    `next` is where the next piece begins, -1 after the last.
    """

    head: str
    start: int
    end: int
    next: int = -1


class Remark(NamedTuple):
    """One comment."""

    start: int
    end: int
    own_line: bool


class Scan(NamedTuple):
    """What a file consists of."""

    pieces: tuple[Piece, ...]
    comments: tuple[Remark, ...]


def scan(text: str) -> Scan:
    """Cuts a text; linear."""
    comments: list[Remark] = []
    heads: list[tuple[str, int]] = []
    depth = at = 0
    while found := _INTERESTING.search(text, at):
        at = found.end()
        kind = found.lastgroup
        if kind == "open":
            depth += 1
        elif kind == "close":
            depth = max(0, depth - 1)
        elif kind == "comment":
            comments.append(Remark(found.start(), at, _begins_line(text, found.start())))
        elif kind == "unclosed":
            at = unclosed_end(text, found.start(), len(text))
        elif kind == "head":
            comments += _comments_before(text, found.start(), found.start("head"))
            if _is_head(text, found, depth, comments):
                heads.append((found["head"], found.start()))
                depth = 0
    return Scan(tuple(_pieces(text, heads, comments)), tuple(comments))


def _comments_before(text: str, start: int, end: int) -> list[Remark]:
    """The comments between `draft` and what it is a draft of."""
    places = _COMMENT.finditer(text, start, end)
    return [Remark(each.start(), each.end(), _begins_line(text, each.start())) for each in places]


def unclosed_end(text: str, at: int, end: int) -> int:
    """Where a text that has no closing quote was probably meant to end: before a brace, or with its line."""
    rest_of_line = _REST_OF_LINE.match(text, at, end)
    line_end = rest_of_line.end() if rest_of_line else at
    brace = text.find(" {", at, line_end)
    while brace >= 0 and brace + 2 < line_end and text[brace + 2] not in " \t":
        brace = text.find(" {", brace + 1, line_end)
    if brace >= 0:
        return max(at + 1, brace)
    rest = text[at:line_end].rstrip()
    while rest.endswith("}") and rest.count("}") > rest.count("{"):
        rest = rest[:-1].rstrip()
    return at + max(1, len(rest))


def _is_head(text: str, found: re.Match[str], depth: int, comments: list[Remark]) -> bool:
    head = found["head"]
    # Outside of blocks a line may begin with a declaration that is not in order.
    if (depth or not _begins_line(text, found.start())) and not _FORM[head].match(text, found.end()):
        return False
    if head not in _HEADS_THAT_CAN_BE_PARTS:
        return True
    before = _word_before(text, found.start(), comments)
    counted = depth and head == "points" and before[-1:].isdigit()
    return before not in _BEFORE_A_PART and not counted


def _word_before(text: str, at: int, comments: list[Remark]) -> str:
    at = _without_blanks(text, 0, at, comments)
    found = _LAST_WORD.search(text, max(0, at - 10), at)
    return found.group() if found else ""


def _without_blanks(text: str, start: int, end: int, comments: list[Remark]) -> int:
    """The end of `text[start:end]` without the blanks and comments at its end."""
    number = bisect_left(comments, end, key=lambda comment: comment.start)
    while True:
        while end > start and text[end - 1] in " \t\r\n\f":
            end -= 1
        if not number or comments[number - 1].end != end:
            return end
        number -= 1
        end = max(start, comments[number].start)


def _begins_line(text: str, at: int) -> bool:
    while at and text[at - 1] in " \t\f":
        at -= 1
    return not at or text[at - 1] in "\r\n"


def _pieces(text: str, heads: list[tuple[str, int]], comments: list[Remark]) -> list[Piece]:
    found: list[Piece] = []
    start, end = _stripped(text, 0, heads[0][1] if heads else len(text), comments)
    if start < end:
        if heads and heads[0][0] == "ruleset" and text.startswith('"""', start):
            heads[0] = ("ruleset", start)
        else:
            found.append(Piece("", start, end, heads[0][1] if heads else -1))
    for number, (word, start) in enumerate(heads, 1):
        following = heads[number][1] if number < len(heads) else -1
        end = _without_blanks(text, start, len(text) if following < 0 else following, comments)
        found.append(Piece(word, start, end, following))
    return found


def _stripped(text: str, start: int, end: int, comments: list[Remark]) -> tuple[int, int]:
    end = _without_blanks(text, start, end, comments)
    for comment in comments:
        while start < end and text[start] in " \t\r\n\f":
            start += 1
        if comment.start != start or start >= end:
            break
        start = comment.end
    while start < end and text[start] in " \t\r\n\f":
        start += 1
    return start, end
