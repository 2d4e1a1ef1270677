"""What the catalogue knows of one slug.

In: the data modules beside this one. Out: `Entry`. Invariant: an entry can stand as a page of its
own: what it means, an example that draws it and the same example put right.
"""

from __future__ import annotations

from collections.abc import Mapping
from textwrap import dedent
from types import MappingProxyType
from typing import Final, NamedTuple

from receipt_rules.diagnostics.diagnostic import Level

PREAMBLE: Final = 'ruleset "example" version "1"\n  currency EUR\n  timezone "Europe/Riga"\n\n'
"""The header that examples leave out."""

_NO_FILES: Final[Mapping[str, str]] = MappingProxyType({})


class Entry(NamedTuple):
    """One slug: its usual level, a title of one line, an explanation, an example wrong and right.

    `files` are the other files of the bundle that the examples stand in, by path.
    An example that begins with a header is a whole file, any other follows `PREAMBLE`.
    """

    slug: str
    level: Level
    title: str
    explanation: str
    wrong: str
    right: str
    files: Mapping[str, str] = _NO_FILES


def error(
    slug: str, title: str, explanation: str, *, wrong: str, right: str, files: Mapping[str, str] = _NO_FILES
) -> Entry:
    """An entry whose finding is certain and stops the ruleset from being compiled."""
    return _entry(slug, "error", title, explanation, wrong, right, files)


def warning(
    slug: str, title: str, explanation: str, *, wrong: str, right: str, files: Mapping[str, str] = _NO_FILES
) -> Entry:
    """An entry whose finding is probably not meant."""
    return _entry(slug, "warning", title, explanation, wrong, right, files)


def advice(
    slug: str, title: str, explanation: str, *, wrong: str, right: str, files: Mapping[str, str] = _NO_FILES
) -> Entry:
    """An entry whose finding could be done better."""
    return _entry(slug, "advice", title, explanation, wrong, right, files)


def whole_file(example: str) -> str:
    """An example with its header: the text to give to the parser."""
    begins_whole = example.lstrip().startswith(("ruleset ", '"""'))
    return example if begins_whole else PREAMBLE + example


def _entry(
    slug: str, level: Level, title: str, explanation: str, wrong: str, right: str, files: Mapping[str, str]
) -> Entry:
    words = " ".join(explanation.split())
    contents = MappingProxyType({path: _block(text) for path, text in files.items()})
    return Entry(slug, level, title, words, _block(wrong), _block(right), contents)


def _block(text: str) -> str:
    return dedent(text).strip("\n") + "\n"
