"""The corpus as values: cases of `.rules` files and of pages, and the map of sentences that they hold.

In: the folder `evaluation`. Out: `BlockCase` (a `test` block), `PageCase` (a receipt and its outcome in
JSON), `Sentence` (a row of the map). Invariant: a case is what its file says, nothing is filled in; a case
that says `holds: id, id` is named with these ids in the map.

A page is a Markdown file beside the `.rules` file with the same name. Its cases are sections, `## title`,
with a line `holds: ...`, the arithmetic in words, a block `json receipt` and a block `json outcome`. The
outcome is the whole of it, without the digests of receipt and ruleset, which no person can work out.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from receipt_rules.compiler import compile_program
from receipt_rules.diagnostics import Source, to_text
from receipt_rules.outcome import encode_outcome
from receipt_rules.program import FolderLoader, bind
from receipt_rules.program.model import Program
from receipt_rules.receipt import decode_receipt
from receipt_rules.runtime import Engine

ROOT = Path(__file__).parent / "evaluation"
MAP = ROOT / "README.md"

_HOLDS = re.compile(r"^\s*(?:# )?holds: (.+)$", re.MULTILINE)
_BLOCK = re.compile(r"^```json (receipt|outcome)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_ROW = re.compile(r"^\| `([a-z0-9-]+)` \| (.+?) \|(.*)\|$", re.MULTILINE)
_DIGESTS = ("receipt", "ruleset")


class BlockCase(NamedTuple):
    """A `test` block: the file, the title, the sentences it holds."""

    path: Path
    title: str
    holds: tuple[str, ...]


class PageCase(NamedTuple):
    """A section of a page: a receipt and the outcome that is expected, as JSON texts."""

    path: Path
    title: str
    holds: tuple[str, ...]
    receipt: str
    outcome: str


class Sentence(NamedTuple):
    """A row of the map: `cases` is what stands in its last column."""

    id: str
    text: str
    cases: str


def name_of(case: BlockCase | PageCase) -> str:
    """`clock/windows: a window is of the day on which it starts`."""
    return f"{case.path.relative_to(ROOT).with_suffix('').as_posix()}: {case.title}"


@cache
def program_of(path: Path) -> Program:
    """The program of a `.rules` file of the corpus."""
    result = bind(Source(path.name, path.read_text(encoding="utf-8")), FolderLoader(path.parent))
    assert result.program is not None, to_text(result.diagnostics)
    return result.program


@cache
def engine_of(path: Path) -> Engine:
    """An engine of the `.rules` file."""
    return Engine(compile_program(program_of(path)))


def block_cases() -> list[BlockCase]:
    """Every `test` block, by file and title."""
    return [
        BlockCase(path, test.title, _held(test.node.span.text))
        for path in sorted(ROOT.rglob("*.rules"))
        for test in program_of(path).tests
    ]


def page_cases() -> list[PageCase]:
    """Every section of every page, in order."""
    return [case for path in sorted(ROOT.rglob("*.md")) if path != MAP for case in cases_of_page(path)]


def cases_of_page(path: Path) -> Iterator[PageCase]:
    """The sections of one page."""
    for section in path.read_text(encoding="utf-8").split("\n## ")[1:]:
        title = section.partition("\n")[0].strip()
        blocks: dict[str, str] = dict(_BLOCK.findall(section))
        assert set(blocks) == {"receipt", "outcome"}, f"{path.name}, `{title}`: a receipt and an outcome"
        yield PageCase(path, title, _held(section), blocks["receipt"], blocks["outcome"])


def evaluated(case: PageCase) -> dict[str, Any]:
    """What the engine says of the receipt, without the digests."""
    engine = engine_of(case.path.with_suffix(".rules"))
    outcome = json.loads(encode_outcome(engine.evaluate(decode_receipt(case.receipt))))
    return {key: value for key, value in outcome.items() if key not in _DIGESTS}


def rewrite(case: PageCase, outcome: Mapping[str, Any]) -> None:
    """Put another outcome into the page."""
    text = case.path.read_text(encoding="utf-8")
    before, found, after = text.partition(f"\n## {case.title}\n")
    assert found
    section, rest, others = after.partition("\n## ")
    changed = section.replace(f"```json outcome\n{case.outcome}```", f"```json outcome\n{shown(outcome)}```")
    case.path.write_text(before + found + changed + rest + others, encoding="utf-8")


def shown(outcome: Mapping[str, Any]) -> str:
    """JSON for people: one line for each line, effect and verdict."""
    parts = [f"  {json.dumps(key)}: {_part(value)}" for key, value in outcome.items()]
    return "{\n" + ",\n".join(parts) + "\n}\n"


def _part(value: Any) -> str:
    if isinstance(value, list) and value:
        return "[\n" + ",\n".join(f"    {json.dumps(each, ensure_ascii=False)}" for each in value) + "\n  ]"
    return json.dumps(value, ensure_ascii=False)


def _held(text: str) -> tuple[str, ...]:
    return tuple(id.strip() for found in _HOLDS.findall(text) for id in found.split(","))


# ---- the map -----------------------------------------------------------------------------------------


def sentences() -> list[Sentence]:
    """The rows of the map, in order."""
    rows = _ROW.findall(MAP.read_text(encoding="utf-8"))
    return [Sentence(id, text, cases.strip()) for id, text, cases in rows]


def held_by(cases: Iterable[BlockCase | PageCase]) -> dict[str, list[str]]:
    """Sentence id to the names of the cases that hold it, sorted."""
    found: dict[str, list[str]] = {}
    for case in cases:
        for id in case.holds:
            found.setdefault(id, []).append(name_of(case))
    return {id: sorted(names) for id, names in found.items()}


def with_cases(text: str, held: Mapping[str, list[str]]) -> str:
    """The map with its last column written anew; a row without a case keeps what a person wrote there."""

    def row(match: re.Match[str]) -> str:
        id, sentence, written = match.groups()
        cases = "<br>".join(held[id]) if id in held else written.strip()
        return f"| `{id}` | {sentence} | {cases} |"

    return _ROW.sub(row, text)
