"""Writes docs/diagnostics.md: one section per slug of the catalogue, with its wrong and its right example.

In: the catalogue. Out: the text of the page. Run it as `python -m tests.docs.diagnostics_page` after a change
of the catalogue. Invariant: the page is a function of the catalogue, so that it can be compared with itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from receipt_rules.diagnostics import CATALOGUE, Entry, whole_file
from receipt_rules.diagnostics.catalogue import FAMILIES, PREAMBLE
from tests.docs.test_catalogue_examples import LATER, NO_TEXT

PAGE = Path(__file__).resolve().parents[2] / "docs" / "diagnostics.md"
NAME = "main.rules"
LONGEST_LINE = 200
TITLES = {
    "syntax": ("How it is written", "Words, marks, braces and names."),
    "literals": ("Values", "Money, percents, times, dates, counts."),
    "names": ("Names", "What is used but declared nowhere, and what is declared twice."),
    "bundle": ("Files", "Imports, and tables in CSV."),
    "types": ("Types", "Values that do not fit together."),
    "rules": ("Clauses of a rule", "What is missing, what is too much, what does not fit together."),
    "blocks": ("Header and other blocks", "Groups, tiers, tables, coupons."),
    "lints": ("Advice", "What is legal and probably not meant, and what could be better."),
    "tests": ("Tests", "Tests that cannot say anything."),
}
HEAD = """\
# Diagnostics

Everything that can be said about a ruleset. A finding has a level: an **error** is certain and stops the
ruleset from being compiled; a **warning** is probably not meant; an **advice** could be done better. Its slug
stays for ever. With each slug: what it means, an example that draws it, and the same example put right.

<!-- Written by tests/docs/diagnostics_page.py; change the catalogue, not this page. -->
"""
GIVEN = f"<!-- given:\n{PREAMBLE.strip()}\n-->"
WHOLE = "<!-- given: # nothing stands before it -->"
FILE_HEAD = f"""\
The examples leave this header out, unless they have one:

{GIVEN}
```rules
{PREAMBLE.strip()}
```
"""


def page() -> str:
    """The text of docs/diagnostics.md."""
    parts = [HEAD, *_contents(), "", FILE_HEAD]
    for family, entries in FAMILIES.items():
        title, about = TITLES[family]
        parts += [f"## {title}", "", about, ""]
        for entry in sorted(entries):
            parts += _section(entry)
    return "\n".join(parts).rstrip("\n") + "\n"


def _contents() -> Iterator[str]:
    yield "| slug | level | what was found |"
    yield "|---|---|---|"
    for slug, entry in sorted(CATALOGUE.items()):
        yield f"| [`{slug}`](#{slug}) | {entry.level} | {entry.title} |"


def _section(entry: Entry) -> Iterator[str]:
    yield f"### `{entry.slug}`"
    yield ""
    yield f"{entry.level.capitalize()}: {entry.title}. {entry.explanation}"
    yield ""
    for path, text in entry.files.items():
        yield f"With `{path}`:"
        yield ""
        yield from _block(f"file: {path}", path.rpartition(".")[2], text)
    yield "Wrong:"
    yield ""
    yield from _example(entry, entry.wrong, f"expect-error: {entry.slug}")
    yield "Right:"
    yield ""
    yield from _example(entry, entry.right, "")


def _example(entry: Entry, text: str, directive: str) -> Iterator[str]:
    reason = NO_TEXT.get(entry.slug) or (LATER.get(entry.slug) if directive else None)
    if max(map(len, text.splitlines())) > LONGEST_LINE:
        text = "\n".join(_cut(line) for line in text.splitlines()) + "\n"
        reason = "the whole line is too long to show"
    if reason is not None:
        yield from _block(f"not-run: {reason}", "rules", text)
        return
    yield f"<!-- file: {NAME} -->"
    if _lacks_header(entry.wrong):
        yield WHOLE if text == entry.wrong else GIVEN
    yield from _block(directive, "rules", text)


def _lacks_header(text: str) -> bool:
    """Whether the example is a whole file all the same."""
    return whole_file(text) == text and "ruleset " not in text


def _cut(line: str) -> str:
    return line if len(line) <= LONGEST_LINE else f"{line[:40]} ... {line[-40:]}"


def _block(directive: str, language: str, text: str) -> Iterator[str]:
    if directive:
        yield f"<!-- {directive} -->"
    yield f"```{language}"
    yield text.rstrip("\n")
    yield "```"
    yield ""


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
