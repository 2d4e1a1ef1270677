"""The files of a bundle: imports, item lists, codes and customers in CSV."""

from __future__ import annotations

from typing import Final

from receipt_rules.diagnostics.catalogue.entry import Entry, error

_TEA: Final = {"lists/tea.csv": "sku,name\n4601,Green tea\n4602,Black tea"}

ENTRIES: Final[tuple[Entry, ...]] = (
    error(
        "missing-file",
        "there is no such file",
        "The path is taken from the bundle's root, with `/` between folders.",
        wrong='items tea = csv "lists/te.csv" column "sku"',
        right='items tea = csv "lists/tea.csv" column "sku"',
        files=_TEA,
    ),
    error(
        "outside-bundle",
        "a path leads out of the bundle",
        """A ruleset is complete in its own folder, so that its digest covers all that it depends on:
        no absolute path, no way up past the root, no link that leads out.""",
        wrong='items tea = csv "../secret/tea.csv" column "sku"',
        right='items tea = csv "lists/tea.csv" column "sku"',
        files=_TEA,
    ),
    error(
        "import-cycle",
        "files import each other in a circle",
        "What both need belongs in a third file that imports neither.",
        wrong="""
            import "drinks.rules" as drinks
        """,
        right="""
            import "common.rules" as common
        """,
        files={
            "drinks.rules": 'ruleset "drinks" version "1" currency EUR\nimport "main.rules" as main',
            "common.rules": 'ruleset "common" version "1" currency EUR',
        },
    ),
    error(
        "file-too-large",
        "a file is larger than is read",
        "The limit keeps a slip of the pen from filling the memory; the message states it.",
        wrong='items everything = csv "lists/all_of_ten_years.csv" column "sku"',
        right='items tea = csv "lists/tea.csv" column "sku"',
        files=_TEA,
    ),
    error(
        "csv-missing-column",
        "the table has no such column",
        "The first row names the columns. Without `column`, the first one is read.",
        wrong='items tea = csv "lists/tea.csv" column "skus"',
        right='items tea = csv "lists/tea.csv" column "sku"',
        files=_TEA,
    ),
    error(
        "csv-bad-row",
        "a row of the table cannot be read",
        """Every row has as many cells as the first, quotes are closed, and the cell that is read is not
        empty. The message gives the row, counted as an editor counts lines.""",
        wrong='items tea = csv "lists/torn.csv" column "sku"',
        right='items tea = csv "lists/tea.csv" column "sku"',
        files={**_TEA, "lists/torn.csv": "sku,name\n4601,Green tea\n,Black tea"},
    ),
    error(
        "csv-empty",
        "the table has no rows",
        "A list without members is more likely a failed export than a wish, so it is refused.",
        wrong='items tea = csv "lists/nothing.csv" column "sku"',
        right='items tea = csv "lists/tea.csv" column "sku"',
        files={**_TEA, "lists/nothing.csv": "sku,name"},
    ),
)
