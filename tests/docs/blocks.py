"""Reads the fenced code blocks of a Markdown page, with the directives that stand before them.

In: the text of a page. Out: its blocks in order. A directive is an HTML comment before the fence, with
nothing but blank lines and other directives between:

    <!-- file: spring.rules -->       the block is also written to this file, for the blocks after it
    <!-- continues -->                the block goes on where the block of its language before it ended
    <!-- given: DECLARATIONS -->      rules only: stands before this block and those after it, unless a block
                                      has a `ruleset` header of its own; holds until the next `given`
    <!-- within: rule r { ... } -->   rules only: the block stands in the place of the dots
    <!-- each-line -->                rules only: every line (with the indented ones below it) is an example
    <!-- output -->                   text only: what the python block before it printed
    <!-- slip: TITLE OF A TEST -->    text only: the slip of this test, of the rules before it
    <!-- exit: 1 -->                  console only: the exit code of the last command, 0 unless told
    <!-- expect-error: slug -->       the block is wrong, and this is what is said of it
    <!-- not-run: reason -->          the block is not run, and this is why

Invariant: a page is never read halfway. A directive that is misspelt, stands before no block or does not
fit its language, and a fence that is not closed, is a `PageError`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

# Which directives a block of a language may carry, besides `not-run`, which any may.
FITTING: dict[str, set[str]] = {
    "python": {"continues", "expect-error", "file"},
    "rules": {"continues", "each-line", "expect-error", "file", "given", "within"},
    "console": {"exit", "expect-error"},
    "json": {"continues", "expect-error", "file"},
    "jsonl": {"continues", "file"},
    "toml": {"expect-error", "file"},
    "csv": {"continues", "file"},
    "sh": set(),
    "text": {"output", "file", "slip"},
    "": {"output", "file", "slip"},
}
NAMES = {"not-run"}.union(*FITTING.values())
BARE = {"continues", "each-line", "output"}

_FENCE = re.compile(r"(?P<indent>\s*)(?P<fence>`{3,}|~{3,})\s*(?P<info>[^`]*)")
_DIRECTIVE = re.compile(r"(?P<name>[a-z-]+)(?::\s*(?P<value>.*\S))?", flags=re.DOTALL)


class PageError(Exception):
    """The page cannot be read: its markup contradicts itself."""


@dataclass(frozen=True)
class Block:
    """One fenced block: the page, the line of its first line of text, its language, text and directives."""

    page: str
    line: int
    language: str
    text: str
    directives: dict[str, str] = field(default_factory=dict)

    @property
    def place(self) -> str:
        return f"{self.page}:{self.line}"


def read_page(path: Path, name: str) -> list[Block]:
    """The blocks of a file, called `name` in messages."""
    return list(read_blocks(path.read_text(encoding="utf-8"), name))


def read_blocks(text: str, page: str) -> Iterator[Block]:
    """The blocks of a page in order."""
    lines = iter(enumerate(text.splitlines(), 1))
    waiting: dict[str, str] = {}
    for number, line in lines:
        if (fence := _FENCE.fullmatch(line)) is not None:
            block = _fenced(fence, number, lines, page, waiting)
            _check(block)
            yield block
            waiting = {}
        elif line.strip().startswith("<!--"):
            waiting |= _comment(line.strip(), number, lines, page)
        elif line.strip() and waiting:
            break
    if waiting:
        raise PageError(f"{page}:{number}: `{next(iter(waiting))}` stands before no block")


def _fenced(
    fence: re.Match[str],
    opened: int,
    lines: Iterator[tuple[int, str]],
    page: str,
    directives: dict[str, str],
) -> Block:
    indent, mark = len(fence["indent"]), fence["fence"]
    language = (fence["info"].split() or [""])[0]
    kept: list[str] = []
    for _, line in lines:
        end = line.strip()
        if end and not end.strip(mark[0]) and len(end) >= len(mark):
            return Block(page, opened + 1, language, "".join(f"{each}\n" for each in kept), directives)
        kept.append(line[indent:] if not line[:indent].strip() else line)
    raise PageError(f"{page}:{opened}: the block is not closed")


def _comment(line: str, opened: int, lines: Iterator[tuple[int, str]], page: str) -> dict[str, str]:
    """The directive that a comment is; a comment of words is for the reader of the source, and none."""
    while not line.endswith("-->"):
        if (following := next(lines, None)) is None:
            raise PageError(f"{page}:{opened}: the comment is not closed")
        line += "\n" + following[1].rstrip()
    found = _DIRECTIVE.fullmatch(line.removeprefix("<!--").removesuffix("-->").strip())
    if found is None:
        return {}
    name, value = found["name"], found["value"] or ""
    if name not in NAMES:
        raise PageError(f"{page}:{opened}: no directive is called `{name}`; there are {sorted(NAMES)}")
    if bool(value) == (name in BARE):
        raise PageError(f"{page}:{opened}: `{name}` takes {'no' if name in BARE else 'a'} value")
    return {name: value}


def _check(block: Block) -> None:
    if "not-run" in block.directives:
        return
    if block.language not in FITTING:
        raise PageError(
            f"{block.place}: nobody runs a block of `{block.language}`; use one of {sorted(FITTING)},"
            " or say why with `not-run`"
        )
    if unfitting := block.directives.keys() - FITTING[block.language]:
        raise PageError(f"{block.place}: `{min(unfitting)}` does not fit a block of `{block.language}`")
