"""Where the files of a bundle come from, and the wall around its root.

In: paths as authors write them. Out: the text of `.rules` files and the bytes of CSV tables, or a
`LoadError` that says in an author's words why not. Invariant: a path that a loader is asked for is
relative to the bundle's root, with `/` between its parts and no `..` in it, and what it gives back
lies inside the root even where links lead elsewhere.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final, Protocol

from receipt_rules.diagnostics.suggest import did_you_mean
from receipt_rules.diagnostics.wording import quoted

MAX_RULES_BYTES: Final = 16 * 2**20
MAX_CSV_BYTES: Final = 50 * 2**20


class LoadError(Exception):
    """A file cannot be had: a slug of the catalogue, a message, and perhaps facts and a remedy."""

    def __init__(self, slug: str, message: str, *, note: str = "", help: str = "") -> None:
        super().__init__(slug, message)
        self.slug = slug
        self.message = message
        self.note = note
        self.help = help


class Loader(Protocol):
    """Gives the files of one bundle by their normal path (see `normal_path`).

    Either raises `LoadError` or an `OSError` where the file cannot be had.
    """

    def rules(self, path: str, /) -> str:
        """The text of a `.rules` file."""
        ...

    def csv(self, path: str, /) -> bytes:
        """The bytes of a table."""
        ...


class FolderLoader:
    """Reads the files below one folder, the bundle's root."""

    def __init__(self, folder: str | os.PathLike[str]) -> None:
        self._root = Path(folder).resolve()

    def rules(self, path: str, /) -> str:
        """The text of a `.rules` file, at most `MAX_RULES_BYTES`."""
        return decoded(self._bytes(path, MAX_RULES_BYTES), path)

    def csv(self, path: str, /) -> bytes:
        """The bytes of a table, at most `MAX_CSV_BYTES`."""
        return self._bytes(path, MAX_CSV_BYTES)

    def _bytes(self, path: str, limit: int) -> bytes:
        try:
            place = (self._root / path).resolve(strict=True)
        except (OSError, RuntimeError, ValueError):  # RuntimeError: links in a circle
            raise missing(path, self._neighbours(path)) from None
        if not place.is_relative_to(self._root):
            raise LoadError(
                "outside-bundle",
                f"{quoted(path)} is a link that leads out of the bundle",
                help="put a copy of the file in the bundle",
            )
        if not place.is_file():
            raise missing(path, self._neighbours(path))
        with place.open("rb") as file:
            data = file.read(limit + 1)
        return within(limit, data, path)

    def _neighbours(self, path: str) -> list[str]:
        try:
            folder = (self._root / path).parent
            return sorted(each.relative_to(self._root).as_posix() for each in folder.iterdir())
        except (OSError, ValueError):
            return []


class MemoryLoader:
    """Gives files that are in memory: normal path -> text or bytes."""

    def __init__(self, files: Mapping[str, str | bytes]) -> None:
        self._files = files

    def rules(self, path: str, /) -> str:
        """The text of a `.rules` file, at most `MAX_RULES_BYTES`."""
        return decoded(self._bytes(path, MAX_RULES_BYTES), path)

    def csv(self, path: str, /) -> bytes:
        """The bytes of a table, at most `MAX_CSV_BYTES`."""
        return self._bytes(path, MAX_CSV_BYTES)

    def _bytes(self, path: str, limit: int) -> bytes:
        found = self._files.get(path)
        if found is None:
            raise missing(path, self._files)
        return within(limit, found.encode() if isinstance(found, str) else found, path)


def normal_path(written: str) -> str:
    """`./lists/../lists/tea.csv` -> `lists/tea.csv`; raises LoadError `outside-bundle` or `missing-file`."""
    if "\\" in written:
        raise LoadError("missing-file", f"{quoted(written)} is not a path", help="write `/` between folders")
    parts: list[str] = []
    for part in written.split("/"):
        if part == "..":
            if not parts:
                raise _outside(written)
            parts.pop()
        elif part not in ("", "."):
            parts.append(part)
    if written.startswith("/") or (parts and ":" in parts[0]):
        raise _outside(written)
    if not parts or "\0" in written:
        raise missing(written, ())
    return "/".join(parts)


def decoded(data: bytes, path: str) -> str:
    """UTF-8 text; a byte order mark stays. Raises LoadError `not-utf8` with the line of the bad byte."""
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise LoadError(
            "not-utf8",
            f"{quoted(path)} is not UTF-8 text",
            note=f"line {line} has the byte 0x{data[error.start]:02X}, which no UTF-8 text has there",
            help="save the file as UTF-8",
        ) from None


def missing(path: str, others: Iterable[str]) -> LoadError:
    """`missing-file`, with the nearest of the files that are there."""
    help = did_you_mean(path, others) or "the path starts at the bundle's root, the folder of its first file"
    return LoadError("missing-file", f"there is no file {quoted(path)} in the bundle", help=help)


def within(limit: int, data: bytes, path: str) -> bytes:
    """The data, unless it is more than `limit` bytes: LoadError `file-too-large`."""
    if len(data) > limit:
        message = f"{quoted(path)} is larger than {limit // 2**20} MiB"
        raise LoadError("file-too-large", message, help="split the file, or leave out what no rule uses")
    return data


def _outside(written: str) -> LoadError:
    return LoadError(
        "outside-bundle",
        f"{quoted(written)} leads out of the bundle",
        note="all files of a ruleset lie in the folder of its first file or below it",
        help="put the file in the bundle and write its path from there",
    )
