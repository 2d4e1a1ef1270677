"""A ruleset with something of everything that a compiled file holds, and a receipt that meets it."""

from __future__ import annotations

import hashlib

import msgspec

from receipt_rules.compiler import compile_program
from receipt_rules.diagnostics import Source, to_text
from receipt_rules.program import MemoryLoader, Program, bind
from receipt_rules.runtime import CompiledRuleset, encode
from receipt_rules.runtime.codec import MAGIC
from receipt_rules.runtime.rows import FORMAT

TEXT = """
ruleset "whole" version "7"
  currency EUR
  timezone "Europe/Berlin"
  valid 2026-01-01..2026-12-31

schema { item.organic: bool optional }
items some = "A", category "Tea" except tag "old" where item.price > 1 EUR
items listed = csv "lists/some.csv" column "sku"
segment vip = csv "lists/vip.csv" column "id"
segment gold = where customer.level default "" = "gold"
cards club { number matches /77[0-9]{4}/ }
coupons paper { code from csv "lists/paper.csv" column "code" valid 2026-03-01..2026-03-31 }
program club_program { kind discount status active }
protect items "Z" price at least 80%

rule item "10% off" { on items some when amount >= 3 EUR give 10% off floor 0.50 EUR priority 1 }
rule from_list "0.20 EUR off" {
  for segment vip, members of club_program
  on items listed
  give 0.20 EUR off each
}
rule by_coupon "1 EUR off" {
  for segment gold
  needs coupon paper
  during fri 22:00..02:00
  give 1 EUR off receipt
}
rule by_card "5% off" {
  needs card club
  on items brand "Acme" where item.organic default no
  give 5% off
  round price down to .99
}
draft rule later "Not yet" { give 50% off }
rule coins "Without coins" { give total rounded down to 0.05 EUR }
"""

FILES: dict[str, str | bytes] = {
    "lists/some.csv": b"sku\nA\nB\n",
    "lists/vip.csv": b"id\nC1\nC2\n",
    "lists/paper.csv": b"code\nPAPER-SECRET\n",
}


def program(text: str = TEXT, files: dict[str, str | bytes] | None = None) -> Program:
    result = bind(Source("whole.rules", text), MemoryLoader(FILES if files is None else files))
    assert result.program is not None, to_text(result.diagnostics)
    return result.program


def ruleset(text: str = TEXT, files: dict[str, str | bytes] | None = None) -> CompiledRuleset:
    return compile_program(program(text, files))


def body_of(data: bytes) -> bytes:
    """What stands behind the seal."""
    return data[len(MAGIC) + 4 + 8 + 32 :]


def sealed(body: bytes, *, format: int = FORMAT) -> bytes:
    """A file with a valid seal around any body."""
    counts = format.to_bytes(4, "big") + len(body).to_bytes(8, "big")
    return MAGIC + counts + hashlib.sha256(counts + body).digest() + body


def data() -> bytes:
    return encode(ruleset())


def tree() -> list[object]:
    """The body as lists, to be altered."""
    found: list[object] = msgspec.msgpack.decode(body_of(data()))
    return found
