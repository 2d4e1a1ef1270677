"""`eval`: receipts in, slips or outcomes out."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from receipt_rules import decode_outcome
from receipt_rules.cli import eval_
from receipt_rules.cli.receipts import read_receipts
from receipt_rules.cli.ticker import Ticker
from tests.e2e.shop import Json, Shop, line, receipt

SLIP = """\
Store B1                        2026-03-04 12:00
Receipt B1-7-0042
------------------------------------------------
Tea sku-1                                   8.90
  10% off tea                              -0.89
------------------------------------------------
TOTAL EUR                                   8.01
You save                                    0.89

Not applied:
  5 EUR off from 50 EUR            8.01 of 50.00

"""


@pytest.mark.parametrize("ruleset", ["spring.rules", "spring.rulesc"])
def test_a_receipt_becomes_a_slip(shop: Shop, ruleset: str) -> None:
    shop.run("compile", "spring.rules")
    assert shop.run("eval", ruleset, "receipt.json") == (0, SLIP, "")


def test_a_pretty_printed_receipt_is_one_receipt(shop: Shop) -> None:
    shop.write("pretty.json", "\n\n" + json.dumps(receipt(), indent=2) + "\n\n")
    assert shop.run("eval", "spring.rules", "pretty.json") == (0, SLIP, "")
    assert shop.run("eval", "spring.rules", "-", typed=json.dumps(receipt(), indent=2)) == (0, SLIP, "")


def test_lines_of_a_receipt_on_lines_of_the_file_are_no_receipts(shop: Shop) -> None:
    whole = json.dumps(receipt(line("1"), line("2")))
    assert '[{"id": "1"' in whole
    shop.write(
        "r.json", whole.replace('[{"id": "1"', '[\n{"id": "1"').replace(', {"id": "2"', ',\n{"id": "2"')
    )
    assert shop.run("eval", "spring.rules", "r.json").out.count("Receipt ") == 1
    only = json.dumps(receipt()).replace('[{"id"', '[\n{"id"').replace("}]", "}\n]")
    shop.write("r.json", only)
    assert shop.run("eval", "spring.rules", "r.json") == (0, SLIP, ""), "its second line is JSON by itself"


def test_a_stream_from_standard_input(shop: Shop) -> None:
    assert shop.run("eval", "spring.rules", "-", typed=receipt()) == (0, SLIP, "")
    said = shop.run("eval", "spring.rules", "-", typed=[receipt(id="a"), receipt(id="b")])
    assert [row for row in said.out.splitlines() if row.startswith("Receipt")] == ["Receipt a", "Receipt b"]


def test_json_is_indented_and_jsonl_is_a_line_each(shop: Shop) -> None:
    shop.write("day.jsonl", [receipt(id="a"), receipt(id="b")])
    lines = shop.run("eval", "spring.rules", "day.jsonl", "--format", "jsonl")
    outcomes = [decode_outcome(each) for each in lines.out.splitlines()]
    assert [outcome.due_minor for outcome in outcomes] == [801, 801]
    assert outcomes[0].receipt != outcomes[1].receipt
    pretty = shop.run("eval", "spring.rules", "receipt.json", "--format", "json").out
    assert pretty.startswith('{\n  "receipt": "')
    assert json.loads(pretty) == json.loads(
        shop.run("eval", "spring.rules", "receipt.json", "--format", "jsonl").out
    )


def test_the_order_of_the_stream_is_kept(shop: Shop) -> None:
    names = [f"r{number}" for number in range(50)]
    said = shop.run("eval", "spring.rules", "-", typed=[receipt(id=name) for name in names])
    assert [row[8:] for row in said.out.splitlines() if row.startswith("Receipt ")] == names


class Told:
    """What was said of a stream: the ids that came through, and the lines that were refused."""

    def __init__(self, shop: Shop, content: bytes | str, name: str = "day.jsonl") -> None:
        shop.write(name, content)
        said = shop.run("eval", "spring.rules", name)
        self.code = said.code
        self.through = [row[8:] for row in said.out.splitlines() if row.startswith("Receipt ")]
        arrows = [row for row in said.err.splitlines() if row.startswith(" --> ")]
        self.refused = [row.removeprefix(f" --> {name}:").split(" ")[0] for row in arrows]
        self.err = said.err


GOOD = json.dumps(receipt(id="good"))
BAD: dict[str, str | bytes] = {
    "not JSON": "{]",
    "cut off": GOOD[:-5],
    "another shape": "[1, 2]",
    "a text": '"text"',
    "bad UTF-8": GOOD.encode().replace(b"good", b"\xff"),
    "nested without end": "[" * 100_000,
    "a negative amount": json.dumps(receipt(line("1", -1))),
    "another currency": json.dumps(receipt(currency="USD")),
}


@pytest.mark.parametrize("kind", BAD)
@pytest.mark.parametrize("place", [0, 1, 2])
@pytest.mark.parametrize("name", ["day.jsonl", "day.txt"])
def test_a_bad_receipt_of_a_stream_is_told_with_its_line(
    shop: Shop, kind: str, place: int, name: str
) -> None:
    bad = BAD[kind]
    lines = [GOOD.encode()] * 2
    lines.insert(place, bad if isinstance(bad, bytes) else bad.encode())
    told = Told(shop, b"\n".join(lines), name)
    assert told.code == 1
    assert told.through == ["good", "good"]
    assert told.refused == [str(place + 1)]
    assert told.err.endswith("1 of 3 receipts were refused\n")


def test_blank_lines_count_and_are_nothing(shop: Shop) -> None:
    told = Told(shop, f"\n{GOOD}\n\n  \n{{]\n\n{GOOD}\n\n")
    assert told.code == 1
    assert told.through == ["good", "good"]
    assert told.refused == ["5"]


def test_windows_line_ends(shop: Shop) -> None:
    told = Told(shop, f"{GOOD}\r\n\r\n{{]\r\n{GOOD}\r\n")
    assert (told.through, told.refused) == (["good", "good"], ["3"])


def test_the_last_line_needs_no_end(shop: Shop) -> None:
    assert Told(shop, f"{GOOD}\n{GOOD}").through == ["good", "good"]


def test_a_file_called_jsonl_has_lines_even_if_it_has_one(shop: Shop) -> None:
    assert Told(shop, "{]\n").refused == ["1"]
    assert " --> one.json\n" in Told(shop, "{]\n", "one.json").err


def test_all_bad_is_still_a_stream(shop: Shop) -> None:
    told = Told(shop, "{]\n{]\n{]\n")
    assert (told.code, told.refused) == (1, ["1", "2", "3"])
    assert told.err.endswith("3 of 3 receipts were refused\n")


def test_a_refusal_goes_to_the_error_stream_only(shop: Shop) -> None:
    shop.write("day.jsonl", f"{GOOD}\n{{]\n")
    said = shop.run("eval", "spring.rules", "day.jsonl", "--format", "jsonl")
    assert said.code == 1
    assert len(said.out.splitlines()) == 1
    decode_outcome(said.out)


@pytest.mark.parametrize("content", ["", "\n \n\n"])
@pytest.mark.parametrize("name", ["empty.json", "empty.jsonl"])
def test_nothing_is_no_receipt_and_no_error(shop: Shop, content: str, name: str) -> None:
    shop.write(name, content)
    said = shop.run("eval", "spring.rules", name)
    assert said == (0, "", f"receipt-rules: there is no receipt in `{name}`\n")


def test_a_line_without_end_does_not_fill_the_memory(shop: Shop) -> None:
    long = json.dumps(receipt(line(name="x" * 5000)))
    shop.write("day.jsonl", f"{long}\n{GOOD}\n{long}")
    said = shop.run("eval", "spring.rules", "day.jsonl", "--max-bytes", "1000")
    assert said.code == 1
    assert said.err.count("error[document-too-large]: the document is longer than 1000 bytes") == 2
    assert "--> day.jsonl:1\n" in said.err
    assert "--> day.jsonl:3\n" in said.err
    assert "Receipt good" in said.out


def test_a_large_document_over_many_lines_is_refused(shop: Shop) -> None:
    shop.write("r.json", json.dumps(receipt(*[line(str(number)) for number in range(20)]), indent=1))
    said = shop.run("eval", "spring.rules", "r.json", "--max-bytes", "1000")
    assert (said.code, said.out) == (1, "")
    assert "error[document-too-large]" in said.err
    assert said.err.count("error[") == 1
    assert shop.run("eval", "spring.rules", "r.json").code == 0


def test_the_limit_is_on_the_document_not_on_its_line_end(shop: Shop) -> None:
    shop.write("day.jsonl", f"{GOOD}\r\n{GOOD}\n")
    assert shop.run("eval", "spring.rules", "day.jsonl", "--max-bytes", str(len(GOOD))).code == 0
    assert shop.run("eval", "spring.rules", "day.jsonl", "--max-bytes", str(len(GOOD) - 1)).code == 1


MORNING = (
    'ruleset "m" version "1" currency EUR timezone "Europe/Berlin"\n'
    "rule early { during 06:00..09:00 give 10% off }\n"
    'rule coffee { on items category "Coffee" give 5% off }\n'
)


def test_at_moves_the_receipt_in_time(shop: Shop) -> None:
    shop.write("m.rules", MORNING)
    assert "-0.89" not in shop.run("eval", "m.rules", "receipt.json").out
    said = shop.run("eval", "m.rules", "receipt.json", "--at", "2026-03-05T07:30:00Z")
    assert "-0.89" in said.out
    assert "2026-03-05 08:30" in said.out, "in the time of the store"


def test_all_rules_get_a_verdict_on_request(shop: Shop) -> None:
    shop.write("m.rules", MORNING)
    assert "coffee" not in shop.run("eval", "m.rules", "receipt.json").out
    assert "none of its items" in shop.run("eval", "m.rules", "receipt.json", "--all-rules").out
    some = shop.run("eval", "m.rules", "receipt.json", "--format", "json").out
    every = shop.run("eval", "m.rules", "receipt.json", "--format", "json", "--all-rules").out
    assert [each["rule"] for each in json.loads(some)["verdicts"]] == ["early"]
    assert {each["rule"] for each in json.loads(every)["verdicts"]} == {"early", "coffee"}


def test_all_rules_on_a_slip_are_all_rules(shop: Shop) -> None:
    rules = "".join(
        f'rule r{number} {{ on items category "C{number}" give 5% off }}\n' for number in range(30)
    )
    shop.write("m.rules", 'ruleset "m" version "1" currency EUR\n' + rules)
    said = shop.run("eval", "m.rules", "receipt.json", "--all-rules").out
    assert said.count("none of its items") == 30


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["spring.rules", "absent.json"], "cannot read `absent.json`: No such file or directory"),
        (["absent.rules", "receipt.json"], "cannot read `absent.rules`: No such file or directory"),
        (["absent.rulesc", "receipt.json"], "cannot read `absent.rulesc`: No such file or directory"),
        (["spring.rules", "."], "cannot read `.`: Is a directory"),
        (["spring.rules", "receipt.json", "--at", "2026-03-04T12:00"], "has no offset from UTC"),
        (["spring.rules", "receipt.json", "--at", "noon"], "`noon` is not a time"),
        (["spring.rules", "receipt.json", "--max-bytes", "0"], "--max-bytes"),
        (["spring.rules", "receipt.json", "--format", "xml"], "xml"),
        (["spring.rules"], "receipts"),
    ],
)
def test_misuse_is_exit_code_2(shop: Shop, arguments: list[str], reason: str) -> None:
    said = shop.run("eval", *arguments)
    assert (said.code, said.out) == (2, "")
    assert reason in " ".join(said.err.split())


def test_a_ruleset_that_asks_for_more_than_the_receipt_has(shop: Shop) -> None:
    """Some faults show only when a rule looks: told like the others, and the rest goes on."""
    shop.write(
        "wine.rules",
        'ruleset "w" version "1" currency EUR\nschema { item.proof: int }\n'
        'rule strong { on items category "Wine" where item.proof > 20 give 5% off }\n',
    )
    shop.write("day.jsonl", [receipt(line(category=["Wine"])), receipt(id="tea")])
    said = shop.run("eval", "wine.rules", "day.jsonl")
    assert said.code == 1
    assert "error[missing-fact]" in said.err
    assert " --> day.jsonl:1 at /lines/0/attributes" in said.err
    assert "Receipt tea" in said.out


def test_a_stream_is_not_read_to_its_end_first(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first outcome is there before the second receipt is asked for."""

    class Endless(io.RawIOBase):
        asked = 0

        def readable(self) -> bool:
            return True

        def readline(self, _size: int | None = -1, /) -> bytes:
            self.asked += 1
            return (GOOD + "\n").encode()

    endless = Endless()
    monkeypatch.setattr(sys, "stdin", type("Stdin", (), {"buffer": endless}))
    receipts: Iterator[tuple[int | None, object]] = read_receipts(Path("-"))
    numbers = [next(receipts)[0] for _ in range(1000)]
    assert numbers == list(range(1, 1001))
    assert endless.asked <= 1002


def test_names_in_any_script_come_out_in_json_as_utf8(shop: Shop) -> None:
    document: Json = receipt(line(name="Чай"), id="чек")
    shop.write("r.json", json.dumps(document, ensure_ascii=False))
    assert "Receipt чек" in shop.run("eval", "spring.rules", "r.json").out


@pytest.mark.parametrize("terminal", [True, False])
def test_a_count_runs_only_where_the_outcomes_go_elsewhere(
    shop: Shop, monkeypatch: pytest.MonkeyPatch, terminal: bool
) -> None:
    wanted: list[object] = []

    class Recorder(Ticker):
        def __init__(self, noun: str, **options: object) -> None:
            wanted.append(options["wanted"])
            super().__init__(noun)

    class Stdout(io.StringIO):
        def isatty(self) -> bool:
            return terminal

    monkeypatch.setattr(eval_, "Ticker", Recorder)
    monkeypatch.setattr(sys, "stdout", Stdout())
    eval_.eval_(shop.folder / "spring.rules", shop.folder / "receipt.json")
    assert wanted == [not terminal]
