"""Receipts from a file or a stream: one document, or one a line.

In: a path or `-`. Out: (line number, record) one after another. Invariants: read as a stream, no more than
one document in memory; a bad receipt is an error value with its line, and the rest goes on.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import BinaryIO, NoReturn

import msgspec
import typer

from receipt_rules.calendar import parse_at
from receipt_rules.cli.rulesets import coloured, stop
from receipt_rules.diagnostics import pointer_to_text
from receipt_rules.errors import InvalidValueError, ReceiptError
from receipt_rules.receipt import MAX_BYTES, ReceiptRecord, decode_receipt

Item = tuple[int | None, ReceiptRecord | ReceiptError]
"""(1-based line, or None for a single document; the receipt, or why it is none)."""

_STREAMS = (".jsonl", ".ndjson")
_CHUNK = 65_536

Lines = Iterator[tuple[int, bytes]]
"""(1-based number, the line)."""


def read_receipts(path: Path, max_bytes: int = MAX_BYTES) -> Iterator[Item]:
    """Every receipt of a file; where it cannot be read, says so and leaves."""
    try:
        if str(path) == "-":
            yield from _items(sys.stdin.buffer, max_bytes, by_line=False)
        else:
            with path.open("rb") as file:
                yield from _items(file, max_bytes, by_line=path.suffix in _STREAMS)
    except OSError as error:
        stop(f"cannot read `{path}`: {error.strerror}")


def moved(record: ReceiptRecord, at: str) -> ReceiptRecord:
    """The receipt as if it were of this time, if one is given."""
    return msgspec.structs.replace(record, at=at) if at else record


def checked_time(at: str) -> str:
    """The time as it was typed; a usage error where it is none."""
    try:
        if at:
            parse_at(at)
    except InvalidValueError as error:
        raise typer.BadParameter(f"{error.message}; {error.help}", param_hint="--at") from error
    return at


def refuse_receipt(error: ReceiptError, path: Path) -> NoReturn:
    """What is wrong with the only receipt on standard error, and exit code 1."""
    print(told(error, path, None), end="", file=sys.stderr)
    raise typer.Exit(1)


def told(error: ReceiptError, path: Path, line: int | None) -> str:
    """What is wrong with a receipt, where, and what to do."""
    name = "<stdin>" if str(path) == "-" else str(path)
    return pointer_to_text(
        error.slug,
        error.message,
        path=name if line is None else f"{name}:{line}",
        pointer=error.pointer,
        remedy=error.help,
        colour=coloured(sys.stderr),
    )


def _items(file: BinaryIO, most: int, *, by_line: bool) -> Iterator[Item]:
    """One receipt a line if the file is called so, or looks so: one of its first two lines is whole JSON."""
    lines = _lines(file, most)
    head = _next(lines)
    if head is None:
        return
    if not by_line and not _is_json(head[1]):
        document = _document(head, lines, most)
        second = next((line for _, line in document[1:] if line.strip()), b"")
        whole = b"".join(line for _, line in document)
        if _is_json(whole) or not _is_json(second):
            yield None, _decoded(whole, most)
            return
        lines = chain(document[1:], lines)
    else:
        second_line = _next(lines)
        if second_line is None:
            yield (head[0] if by_line else None), _decoded(head[1], most)
            return
        lines = chain([second_line], lines)
    for number, line in chain([head], lines):
        if line.strip():
            yield number, _decoded(line, most)


def _lines(file: BinaryIO, most: int) -> Lines:
    """The lines; of one that is longer than `most` bytes as much as shows that."""
    number = 0
    while line := file.readline(most + 2):
        number += 1
        yield number, line
        while not line.endswith(b"\n") and (line := file.readline(_CHUNK)):
            pass


def _next(lines: Lines) -> tuple[int, bytes] | None:
    """The next line that is not blank."""
    return next(((number, line) for number, line in lines if line.strip()), None)


def _document(head: tuple[int, bytes], lines: Lines, most: int) -> list[tuple[int, bytes]]:
    """All lines, or so many that they are more than one document may have."""
    document, length = [head], len(head[1])
    for each in lines:
        document.append(each)
        length += len(each[1])
        if length > most + 1:
            break
    return document


def _is_json(data: bytes) -> bool:
    try:
        msgspec.json.decode(data)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return False
    return True


def _decoded(data: bytes, most: int) -> ReceiptRecord | ReceiptError:
    try:
        return decode_receipt(data.removesuffix(b"\n").removesuffix(b"\r"), max_bytes=most)
    except ReceiptError as error:
        return error
