"""Runs a page: what it shows is done, and what it says is compared.

In: the blocks of a page, an empty folder, the door that checks rules, and the one that prints slips. Out:
complaints, each with its place on the page. The blocks of a page share the folder and, if they are Python,
one namespace, as they do for a reader who follows it from the top.
"""

from __future__ import annotations

import contextlib
import io
import json
import tomllib
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from tests.docs.blocks import Block
from tests.docs.compare import agrees
from tests.docs.console import run_console
from tests.docs.rules_text import DOTS, assemble
from tests.docs.verbs import misnamed


class Finding(NamedTuple):
    """What the language says of a text: slug, level, line of the text, message."""

    slug: str
    level: str
    line: int
    message: str


# Checks the file of this name in this folder (the root of its bundle).
Checker = Callable[[str, Path], Sequence[Finding]]
# Prints the slip of the test of this title, of the file of this name; a LookupError says why there is none.
SlipPrinter = Callable[[str, Path, str], str]


@dataclass
class PageRun:
    """One page while it is run."""

    folder: Path
    check: Checker
    print_slip: SlipPrinter | None = None
    complaints: list[str] = field(default_factory=list)
    slips: dict[int, str] = field(default_factory=dict)
    """What was printed for each slip block, by its line."""
    rules: str = ""
    """The name of the rules file before this block."""
    given: str = ""
    before: str = ""
    printed: str | None = None
    namespace: dict[str, object] = field(default_factory=lambda: {"__name__": "__main__"})
    so_far: dict[str, str] = field(default_factory=dict)

    def complain(self, block: Block, what: str) -> None:
        self.complaints.append(f"{block.place}: {what}")


def run_page(
    blocks: Sequence[Block], folder: Path, check: Checker, print_slip: SlipPrinter | None = None
) -> PageRun:
    """Run a page from the top; `complaints` has everything that is wrong with it."""
    page = PageRun(folder, check, print_slip)
    for block in blocks:
        if "not-run" in block.directives:
            continue
        page.before = page.so_far.get(block.language, "") if "continues" in block.directives else ""
        if "continues" in block.directives and not page.before:
            page.complain(block, "there is nothing to continue")
        if name := block.directives.get("file"):
            _write(page, block, name)
        _RUNNERS.get(block.language, _nothing)(page, block)
        page.so_far[block.language] = page.before + block.text
    return page


def _write(page: PageRun, block: Block, name: str) -> None:
    path = (page.folder / name).resolve()
    if not path.is_relative_to(page.folder.resolve()):
        page.complain(block, f"the file `{name}` is outside the page's folder")
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(page.before + block.text, encoding="utf-8")


def _nothing(page: PageRun, block: Block) -> None:
    """A table of values says nothing that could be wrong by itself."""


def _python(page: PageRun, block: Block) -> None:
    printed, slug = io.StringIO(), block.directives.get("expect-error")
    raised = ""
    with contextlib.redirect_stdout(printed), contextlib.chdir(page.folder):
        try:
            # The blank lines put the text where it stands, for the traceback.
            code = compile("\n" * (block.line - 1) + block.text, block.page, "exec", dont_inherit=True)
            exec(code, page.namespace)
        except Exception as error:  # noqa: BLE001 - whatever the page's code raises is the page's
            names = {str(getattr(error, "slug", "")), *(each.__name__ for each in type(error).__mro__)}
            raised = "".join(traceback.format_exception(error)) if slug not in names else "as said"
    page.printed = printed.getvalue()
    if slug and not raised:
        page.complain(block, f"expected `{slug}`, and nothing was raised")
    elif raised and raised != "as said":
        page.complain(block, f"expected {slug or 'no error'}:\n{raised}")


def _rules(page: PageRun, block: Block) -> None:
    page.given = block.directives.get("given", page.given)
    within, slug = block.directives.get("within"), block.directives.get("expect-error")
    if within is not None and within.count(DOTS) != 1:
        page.complain(block, f"`within` needs `{DOTS}` once, where the block stands")
        return
    for number, (text, first_line) in enumerate(assemble(block, page.given, page.before)):
        name = block.directives.get("file", f"block-{block.line}-{number}.rules")
        (page.folder / name).write_text(text, encoding="utf-8")
        page.rules = name
        found = page.check(name, page.folder)
        if slug and not any(finding.slug == slug for finding in found):
            page.complain(block, f"expected `{slug}`, found {[finding.slug for finding in found]}")
        for finding in found:
            if finding.level == "error" and finding.slug != slug:
                place = f"{block.page}:{first_line + finding.line - 1}"
                page.complaints.append(f"{place}: error[{finding.slug}]: {finding.message}")


def _console(page: PageRun, block: Block) -> None:
    slug = block.directives.get("expect-error", "")
    exit_code = int(block.directives.get("exit", "1" if slug else "0"))
    for complaint in run_console(block.text, page.folder, exit_code=exit_code, slug=slug):
        page.complain(block, complaint)


def _text(page: PageRun, block: Block) -> None:
    if "slip" in block.directives:
        _slip(page, block, block.directives["slip"])
    if "output" not in block.directives:
        return
    if page.printed is None:
        page.complain(block, "no python block before it could have printed this")
    elif not agrees(block.text, page.printed):
        page.complain(block, f"the page shows\n{block.text}\nbut it printed\n{page.printed}")


def _slip(page: PageRun, block: Block, title: str) -> None:
    if page.print_slip is None or not page.rules:
        page.complain(block, "no rules before it could have printed this slip")
        return
    try:
        printed = page.print_slip(page.rules, page.folder, title)
    except LookupError as error:
        page.complain(block, str(error.args[0]))
        return
    page.slips[block.line] = printed
    if block.text != printed:
        page.complain(block, f"the page shows\n{block.text}\nbut the slip is\n{printed}")


def _json(page: PageRun, block: Block) -> None:
    _reads(page, block, json.loads, page.before + block.text)


def _jsonl(page: PageRun, block: Block) -> None:
    for line in block.text.splitlines():
        _reads(page, block, json.loads, line)


def _toml(page: PageRun, block: Block) -> None:
    _reads(page, block, tomllib.loads, block.text)


def _sh(page: PageRun, block: Block) -> None:
    for complaint in misnamed(block.text):
        page.complain(block, complaint)


def _reads(page: PageRun, block: Block, reader: Callable[[str], object], text: str) -> None:
    wrong = "expect-error" in block.directives
    try:
        reader(text)
    except ValueError as error:
        if not wrong:
            page.complain(block, f"this is no {block.language}: {error}")
    else:
        if wrong:
            page.complain(block, f"expected an error, and this is good {block.language}")


_RUNNERS: dict[str, Callable[[PageRun, Block], None]] = {
    "python": _python,
    "rules": _rules,
    "console": _console,
    "text": _text,
    "": _text,
    "json": _json,
    "jsonl": _jsonl,
    "toml": _toml,
    "sh": _sh,
}
