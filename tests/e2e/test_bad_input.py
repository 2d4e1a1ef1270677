"""Every sentence of "Bad input": what goes in, the slug, the place, the exit code, and nothing is written."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from receipt_rules.errors import CompiledRulesetError
from receipt_rules.receipt import MAX_BYTES
from receipt_rules.runtime import decode
from receipt_rules.runtime.codec import MAGIC
from tests.e2e.shop import SPRING, Json, Shop, line, receipt

HEAD = 'ruleset "bad" version "1" currency EUR\n'
SYNTAX = HEAD + "rule tea {\n  give10% off\n}\n"
NAME = HEAD + 'items coffee = category "Coffee"\nrule tea {\n  on items cofee\n  give 10% off\n}\n'
TYPE = HEAD + "rule tea {\n  when receipt.total > 20 USD\n  give 10% off\n}\n"


class Text(NamedTuple):
    """A ruleset with a mistake."""

    sentence: str
    content: str
    slug: str
    place: str


TEXTS = [
    Text("a syntax error", SYNTAX, "words-run-together", "bad.rules:3:3"),
    Text("a name error", NAME, "unknown-items", "bad.rules:4:12"),
    Text("a type error", TYPE, "currency-mismatch", "bad.rules:3:24"),
]
COMMANDS = [
    ["check", "bad.rules"],
    ["compile", "bad.rules", "-o", "old.rulesc"],
    ["compile", "bad.rules"],
    ["test", "bad.rules"],
    ["eval", "bad.rules", "receipt.json"],
    ["explain", "bad.rules", "receipt.json"],
]


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: text.sentence)
@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_mistake_in_a_ruleset(shop: Shop, text: Text, command: list[str]) -> None:
    shop.write("bad.rules", text.content)
    shop.write("old.rulesc", "the old file")
    before = shop.files()
    said = shop.run(*command)
    assert said.code == 1
    told = said.out if command[0] == "check" else said.err
    assert f"error[{text.slug}]: " in told
    assert f"--> {text.place}\n" in told
    assert command[0] in ("check", "test") or said.out == ""
    assert shop.files() == before


def test_a_file_with_a_syntax_error_is_not_formatted(shop: Shop) -> None:
    shop.write("bad.rules", SYNTAX)
    before = shop.files()
    said = shop.run("fmt", "bad.rules")
    assert (said.code, said.out) == (1, "")
    assert "error[words-run-together]: " in said.err
    assert shop.files() == before


class Bad(NamedTuple):
    """A receipt that breaks the schema."""

    sentence: str
    document: Json
    slug: str
    pointer: str


BAD = [
    Bad("negative amount on goods", receipt(line("1", -1)), "negative-amount", "/lines/0/amount_minor"),
    Bad("unknown currency", receipt(currency="EUX"), "unknown-currency", "/currency"),
    Bad("duplicate line id", receipt(line("1"), line("1")), "duplicate-line", "/lines/1/id"),
    Bad("an amount as a float", receipt(line("1", 8.9)), "amount-is-float", "/lines/0/amount_minor"),
    Bad("quantity of 10^12", receipt(line(quantity=str(10**12))), "quantity-too-large", "/lines/0/quantity"),
    Bad("unknown field", receipt(line(qty="1")), "unknown-field", "/lines/0/qty"),
    Bad("over the size limit", receipt(line(), note="x" * MAX_BYTES), "document-too-large", ""),
]  # fmt: skip


@pytest.mark.parametrize("bad", BAD, ids=lambda bad: bad.sentence)
@pytest.mark.parametrize("command", ["eval", "explain"])
def test_a_receipt_that_breaks_the_schema(shop: Shop, bad: Bad, command: str) -> None:
    shop.write("bad.json", bad.document)
    before = shop.files()
    said = shop.run(command, "spring.rules", "bad.json")
    assert (said.code, said.out) == (1, ""), "nothing is evaluated"
    place = f"bad.json at {bad.pointer}" if bad.pointer else "bad.json"
    head, arrow, remedy = said.err.splitlines()
    assert head.startswith(f"error[{bad.slug}]: ")
    assert arrow == f" --> {place}"
    assert remedy.startswith("  = help: ")
    assert shop.files() == before


def test_one_mebibyte_is_the_limit_unless_raised(shop: Shop) -> None:
    document = receipt(line(name="x"))
    spare = MAX_BYTES - len(shop.write("large.json", document).read_bytes())
    text = shop.folder.joinpath("large.json").read_text()
    shop.write("large.json", text[:-1] + " " * spare + "}")
    assert len(shop.files()["large.json"]) == MAX_BYTES
    assert shop.run("eval", "spring.rules", "large.json").code == 0
    shop.write("large.json", text[:-1] + " " * (spare + 1) + "}")
    said = shop.run("eval", "spring.rules", "large.json")
    assert said.code == 1
    assert "error[document-too-large]: the document is longer than 1048576 bytes" in said.err
    assert shop.run("eval", "spring.rules", "large.json", "--max-bytes", str(MAX_BYTES + 1)).code == 0


@pytest.mark.parametrize("bad", [bad for bad in BAD if bad.pointer], ids=lambda bad: bad.sentence)
def test_a_bad_receipt_in_a_stream(shop: Shop, bad: Bad) -> None:
    shop.write("day.jsonl", [receipt(id="first"), bad.document, receipt(id="third")])
    before = shop.files()
    said = shop.run("eval", "spring.rules", "day.jsonl")
    assert said.code == 1
    assert f"error[{bad.slug}]: " in said.err
    assert f"--> day.jsonl:2 at {bad.pointer}\n" in said.err
    assert [row for row in said.out.splitlines() if row.startswith("Receipt")] == [
        "Receipt first",
        "Receipt third",
    ]
    assert shop.files() == before


class Compiled(NamedTuple):
    """A compiled file that is not what it was."""

    sentence: str
    start: int
    end: int
    instead: bytes
    slug: str


COMPILED = [
    Compiled("of another format", len(MAGIC), len(MAGIC) + 4, b"\0\0\0\x09", "unsupported-format"),
    Compiled("not a compiled ruleset at all", 0, 1, b"X", "not-a-compiled-ruleset"),
    Compiled("truncated by one byte", -1, 0, b"", "truncated"),
    Compiled("truncated in its head", 20, 0, b"", "truncated"),
    Compiled("altered by one byte", -3, -2, b"\xff", "altered"),
    Compiled("with a byte too many", 0, 0, b"", "altered"),
]


def spoilt(data: bytes, change: Compiled) -> bytes:
    if change.sentence == "with a byte too many":
        return data + b"\0"
    if change.end == 0:
        return data[: change.start]
    return data[: change.start] + change.instead + data[change.end :]


@pytest.mark.parametrize("change", COMPILED, ids=lambda change: change.sentence)
@pytest.mark.parametrize("command", ["eval", "explain"])
def test_a_compiled_file_that_is_not_whole(shop: Shop, change: Compiled, command: str) -> None:
    shop.run("compile", "spring.rules")
    data = shop.files()["spring.rulesc"]
    assert shop.run(command, "spring.rulesc", "receipt.json").code == 0
    shop.write("spring.rulesc", spoilt(data, change))
    before = shop.files()
    said = shop.run(command, "spring.rulesc", "receipt.json")
    assert (said.code, said.out) == (1, "")
    assert f"error[{change.slug}]: " in said.err
    assert " --> spring.rulesc\n  = help: " in said.err
    assert shop.files() == before


def test_any_byte_that_is_altered_is_noticed(shop: Shop) -> None:
    shop.run("compile", "spring.rules")
    data = shop.files()["spring.rulesc"]
    assert decode(data)
    for place in range(len(data)):
        altered = bytearray(data)
        altered[place] ^= 1
        with pytest.raises(CompiledRulesetError):
            decode(bytes(altered))
    for length in range(len(data)):
        with pytest.raises(CompiledRulesetError):
            decode(data[:length])


class Table(NamedTuple):
    """A CSV that cannot be read."""

    sentence: str
    path: str
    content: bytes | None
    slug: str
    row: str


TEA = "lists/tea.csv"
TABLES = [
    Table("outside the bundle's root", "../secret.csv", b"sku\n1\n", "outside-bundle", ""),
    Table("an absolute path", "/etc/hostname", None, "outside-bundle", ""),
    Table("missing", "lists/te.csv", None, "missing-file", ""),
    Table("a row with a cell too many", TEA, b"sku,name\n1,Green\n2,Black,hot\n", "csv-bad-row", "row 3 of"),
    Table("a row with an empty cell", TEA, b"sku,name\n1,Green\n,Black\n", "csv-bad-row", "row 3 of"),
    Table("an open quote", TEA, b'sku,name\n1,Green\n2,"Black\n', "csv-bad-row", "row 3 of"),
]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.sentence)
@pytest.mark.parametrize("command", ["check", "compile"])
def test_a_table_that_cannot_be_read(shop: Shop, table: Table, command: str) -> None:
    rules = f'{HEAD}items tea = csv "{table.path}" column "sku"\nrule tea10 {{ on items tea give 10% off }}\n'
    shop.write("shop/bad.rules", rules)
    if table.content is not None:
        shop.write(f"shop/{table.path}", table.content)
    before = shop.files()
    said = shop.run(command, "shop/bad.rules")
    told = said.out if command == "check" else said.err
    assert said.code == 1
    assert f"error[{table.slug}]: " in told
    assert "--> shop/bad.rules:2:" in told
    assert table.row in told
    assert shop.files() == before


def test_a_link_out_of_the_bundle_is_outside(shop: Shop) -> None:
    shop.write("secret.csv", "sku\n1\n")
    shop.write(
        "shop/bad.rules",
        HEAD + 'items tea = csv "tea.csv" column "sku"\nrule t { on items tea give 1% off }\n',
    )
    (shop.folder / "shop/tea.csv").symlink_to(shop.folder / "secret.csv")
    said = shop.run("check", "shop/bad.rules")
    assert said.code == 1
    assert (
        "error[outside-bundle]: `tea.csv` is a link that leads out of the bundle\n --> shop/bad.rules:2:17\n"
        in said.out
    )


def test_what_is_good_is_not_refused(shop: Shop) -> None:
    """The table proves nothing if everything is refused."""
    shop.write("good.rules", SPRING)
    for command in (
        ["check", "good.rules"],
        ["compile", "good.rules"],
        ["eval", "good.rules", "receipt.json"],
    ):
        assert shop.run(*command).code == 0
