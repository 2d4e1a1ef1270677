"""docs/receipt.md has every field, bound and refusal of a receipt, and every field of an outcome."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import msgspec
import pytest

from receipt_rules.compiler import compile_program
from receipt_rules.diagnostics import Source
from receipt_rules.errors import CompiledSlug, ReceiptError
from receipt_rules.outcome import record as outcome
from receipt_rules.program import MemoryLoader, bind
from receipt_rules.quantity import MAX_BASE_UNITS, MAX_PIECES
from receipt_rules.receipt import MAX_BYTES, decode_receipt
from receipt_rules.receipt import record as receipt
from receipt_rules.receipt.document import MAX_DEPTH
from receipt_rules.runtime import Engine
from tests.docs.markdown import quoted, section, table, tables

ROOT = Path(__file__).resolve().parents[2]
SOURCES = ROOT / "src" / "receipt_rules"
PAGE = (ROOT / "docs" / "receipt.md").read_text(encoding="utf-8")

# ---- what goes in ------------------------------------------------------------------------------------

RECORDS = {
    "## The receipt": receipt.ReceiptRecord,
    "### The store": receipt.StoreRecord,
    "### The customer": receipt.CustomerRecord,
    "### A line": receipt.LineRecord,
}


def fields(record: type[msgspec.Struct]) -> list[tuple[str, str]]:
    """Name and default of each field, as the page writes them."""
    return [(each.encode_name, default(each)) for each in msgspec.structs.fields(record)]


def default(each: msgspec.structs.FieldInfo) -> str:
    if each.required:
        return "required"
    if each.default is None:
        return ""
    if each.default is msgspec.NODEFAULT or each.default == ():
        return "empty"
    return f"`{json.dumps(each.default) if isinstance(each.default, bool) else each.default}`"


@pytest.mark.parametrize(("heading", "record"), RECORDS.items())
def test_the_fields_of_a_record_are_rows_in_canonical_order(
    heading: str, record: type[msgspec.Struct]
) -> None:
    rows = tables(section(PAGE, heading))[0][1:]
    assert [(quoted(row[0])[0], row[2]) for row in rows] == fields(record)


def test_the_fields_of_tenders_and_state_are_told() -> None:
    rows = table(PAGE, "field of a tender")
    assert [(quoted(row[0])[0], row[2]) for row in rows] == fields(receipt.TenderRecord)
    states = table(PAGE, "field of `state`")
    assert [quoted(row[0])[0] for row in states] == list(receipt.StateRecord.__struct_fields__)
    told = " ".join(row[1] for row in states)
    for record in (receipt.CreditRecord, receipt.CodeState):
        assert all(f"`{name}`" in told for name in record.__struct_fields__)


def test_every_kind_of_line_is_a_row_and_its_sign_is_that() -> None:
    for row in table(PAGE, "kind", "sign"):
        for kind in quoted(row[0]):
            good, bad = (-1, 1) if row[1] == "not positive" else (1, -1)
            decode_receipt(json.dumps(changed("/lines/0", {**LINE, "kind": kind, "amount_minor": good})))
            with pytest.raises(ReceiptError):
                decode_receipt(json.dumps(changed("/lines/0", {**LINE, "kind": kind, "amount_minor": bad})))
    kinds = {kind for row in table(PAGE, "kind", "sign") for kind in quoted(row[0])}
    assert kinds == set(get_args(receipt.Kind))


def test_the_bounds_are_those_of_the_records() -> None:
    shown = [int(row[1].replace(",", "").removesuffix(" bytes")) for row in table(PAGE, "", "at most")]
    most = [MAX_BYTES, receipt.MAX_AMOUNT, MAX_PIECES, MAX_BASE_UNITS, 6]
    assert shown == [*most, receipt.MAX_ID, receipt.MAX_TEXT, receipt.MAX_LIST, receipt.MAX_LINES, MAX_DEPTH]


# ---- what is refused ---------------------------------------------------------------------------------

LINE = {"id": "1", "sku": "a", "quantity": "3", "amount_minor": 900, "attributes": {}}
RETURNED = {"id": "2", "kind": "return", "sku": "b", "quantity": "1", "amount_minor": -100}
GOOD: dict[str, Any] = {
    "id": "B1-7-0042",
    "at": "2026-03-04T12:00:00+01:00",
    "currency": "EUR",
    "store": {"id": "B1", "timezone": "Europe/Berlin"},
    "customer": {"id": "C1"},
    "cards": ["771234"],
    "coupons": ["HELLO10"],
    "lines": [LINE, RETURNED],
    "state": {},
}
REFUSED = table(PAGE, "slug", "at", "value")
SHOWN = [row for row in REFUSED if row[2]]


def changed(pointer: str, value: object) -> dict[str, Any]:
    """The good receipt with one value put in, or left out."""
    document: dict[str, Any] = json.loads(json.dumps(GOOD))
    *path, last = pointer.removeprefix("/").split("/")
    place: Any = document
    for part in path:
        place = place[int(part)] if isinstance(place, list) else place[part]
    if value is LEFT_OUT:
        del place[last]
    elif isinstance(place, list) and int(last) == len(place):
        place.append(value)
    elif isinstance(place, list):
        place[int(last)] = value
    else:
        place[last] = value
    return document


LEFT_OUT = object()


def test_the_receipt_that_is_changed_is_good() -> None:
    decode_receipt(json.dumps(GOOD))


@pytest.mark.parametrize("row", SHOWN, ids=lambda row: row[0])
def test_the_value_that_is_shown_is_refused_with_the_slug(row: list[str]) -> None:
    (slug,), (pointer,) = quoted(row[0]), quoted(row[1])
    value = LEFT_OUT if row[2] == "*left out*" else json.loads(quoted(row[2])[0])
    with pytest.raises(ReceiptError) as refused:
        decode_receipt(json.dumps(changed(pointer, value)))
    assert refused.value.slug == slug
    assert refused.value.pointer == {"weighed-pieces": "/lines/0/quantity"}.get(slug, pointer)


READERS = ["calendar.py", "quantity.py", *(f"receipt/{path.name}" for path in SOURCES.glob("receipt/*.py"))]
_SLUG = re.compile(r"[a-z]+(-[a-z]+)+")
# Written in parts where they are raised; and in money.py, of which a receipt asks one thing.
OTHERS = {"duplicate-card", "duplicate-coupon", "duplicate-line", "too-many-lines", "too-many-cards"}
OTHERS |= {"too-many-coupons", "unknown-currency"}


def raised_in(path: Path) -> Iterator[str]:
    """The slugs of the ReceiptErrors that a module makes."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "ReceiptError":
            yield ast.literal_eval(node.args[0])


def slugs_in(*names: str) -> Iterator[str]:
    """Every text of some modules that looks like a slug."""
    for name in names:
        for node in ast.walk(ast.parse((SOURCES / name).read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and _SLUG.fullmatch(node.value):
                yield node.value


def test_every_refusal_is_a_row() -> None:
    assert {quoted(row[0])[0] for row in REFUSED} == {*slugs_in(*READERS), *OTHERS}


def test_every_refusal_of_an_evaluation_is_a_row() -> None:
    rows = [rows for rows in tables(PAGE) if rows[0] == ["slug", "at", "what is wrong"]]
    assert {quoted(row[0])[0] for row in rows[0][1:]} == {
        "currency-mismatch",
        "missing-fact",
        "attribute-type",
        "missing-state",
        "contradictory-state",
    }
    assert {"missing-fact", "attribute-type"} <= set(slugs_in("runtime/attributes.py"))
    assert "currency-mismatch" in set(slugs_in("runtime/session.py"))
    assert {"missing-state", "contradictory-state"} <= set(slugs_in("runtime/codes.py"))


def test_every_refusal_of_a_compiled_file_is_a_row() -> None:
    (rows,) = [rows for rows in tables(PAGE) if rows[0] == ["slug", ""]]
    assert {quoted(row[0])[0] for row in rows[1:]} == set(get_args(CompiledSlug))


# ---- what comes out ----------------------------------------------------------------------------------


def test_the_fields_of_an_outcome_are_rows_in_canonical_order() -> None:
    (rows,) = [rows for rows in tables(section(PAGE, "## The outcome")) if rows[0] == ["field", ""]]
    assert [quoted(row[0])[0] for row in rows[1:]] == list(outcome.Outcome.__struct_fields__)
    told = {quoted(row[0])[0]: quoted(row[1]) for row in rows[1:]}
    assert told["ruleset"] == ["name", "version", "digest", "language"]
    assert set(told["ruleset"]) == set(outcome.RulesetRef.__struct_fields__)
    assert told["totals"] == list(outcome.Totals.__struct_fields__)


def test_the_fields_of_a_line_and_a_verdict_are_told() -> None:
    for head, record in (("field of a line", outcome.OutcomeLine), ("field of a verdict", outcome.Verdict)):
        found = [word for row in table(PAGE, head) for word in quoted(row[0])]
        assert found == list(record.__struct_fields__)
    told = " ".join(row[1] for row in table(PAGE, "field of a line"))
    for part in (outcome.LineDiscount, outcome.Run):
        assert all(f"`{name}`" in told for name in part.__struct_fields__)


def test_every_effect_is_a_row_with_its_fields() -> None:
    rows = {quoted(row[0])[0]: set(quoted(row[1])) for row in table(PAGE, "effect", "says")}
    effects = {
        str(each.__struct_config__.tag): set(each.__struct_fields__) for each in get_args(outcome.Effect)
    }
    assert rows == effects


# ---- the numbers of a verdict ---------------------------------------------------------------------------

RULES = """
ruleset "numbers" version "1" currency EUR timezone "Europe/Berlin"
program gone { status deleted }
segment staff = assigned by host
cards club { number "7" }
coupons hello { code "HELLO10" }
protect items "p" never discounted
sequence early, late
group early stack per item cap 1% excludes late
group late stack per item
rule a_programme { for members of gone give 1% off }
rule b_audience { for segment staff give 1% off }
rule c_card { needs card club give 1% off }
rule d_coupon { needs coupon hello give 1% off }
rule e_window { during sun give 1% off }
rule f_condition { when receipt.total > 100 EUR give 1% off }
rule g_lost { on items "a" give 1% off }
rule h_wins { on items "a" give 2% off }
rule i_protected { on items "p" give 1% off }
rule j_already_lower { on items "a" give price 50 EUR each }
rule k_gives { on items "b" give 1% off group early priority 1 }
rule l_limit { on items "b" give 1% off group early priority 2 }
rule m_excluded { on items "b" give 1% off group late }
rule n_takes { take 1 of items "s" give 1% off set group late }
rule o_claimed { take 1 of items "s" give 2% off set }
rule p_incomplete_set { take 9 of items "s" give 1% off set }
"""


def test_the_page_of_reasons_says_which_numbers_a_verdict_carries() -> None:
    program = bind(Source("numbers.rules", RULES), MemoryLoader({})).program
    assert program is not None
    customer = {"id": "C1", "programmes": ["gone"]}
    lines = [{**LINE, "id": str(place), "sku": sku} for place, sku in enumerate("apbs", 1)]
    document = {**GOOD, "customer": customer, "cards": [], "coupons": [], "lines": lines}
    engine = Engine(compile_program(program))
    verdicts = engine.evaluate(decode_receipt(json.dumps(document)), verdicts="all").verdicts
    refused = {each.reason: bool(each.numbers) for each in verdicts if each.reason}
    assert [each.rule[2:].replace("_", "-") for each in verdicts if each.reason] == [*refused]
    page = (ROOT / "docs" / "language" / "reasons.md").read_text(encoding="utf-8")
    (told,) = re.findall(r"^Today a verdict carries the numbers of (.*?)\.", page, re.MULTILINE | re.DOTALL)
    assert set(quoted(told)) == {reason for reason, has in refused.items() if has}
