"""Compiled rulesets as bytes: one file, whole or refused.

In: a `CompiledRuleset`, or bytes from anywhere. Out: bytes, or a `CompiledRuleset`. Invariants:
equal rulesets give equal bytes; a file that is truncated, altered by one byte or of another format
is refused with its own slug, and nothing of it is used. Decoding runs no code from the file.

Layout: `RCPTRULE`, the format as four bytes, the length of the body as eight, SHA-256 of format,
length and body, the body in MessagePack.
"""

from __future__ import annotations

import hashlib

import msgspec

from receipt_rules.errors import CompiledRulesetError
from receipt_rules.runtime.rows import FORMAT, CompiledRuleset

MAGIC = b"RCPTRULE"
LANGUAGE = 1
"""The highest language level this engine evaluates."""

_HEAD = len(MAGIC) + 4 + 8 + 32
_encoder = msgspec.msgpack.Encoder(order="deterministic")
_decoder = msgspec.msgpack.Decoder(CompiledRuleset)


def encode(ruleset: CompiledRuleset) -> bytes:
    """The file's content; the same ruleset always gives the same bytes."""
    body = _encoder.encode(ruleset)
    counts = FORMAT.to_bytes(4, "big") + len(body).to_bytes(8, "big")
    return MAGIC + counts + hashlib.sha256(counts + body).digest() + body


def decode(data: bytes) -> CompiledRuleset:
    """The ruleset in `data`; CompiledRulesetError says what is wrong with it and what to do."""
    if not data.startswith(MAGIC):
        raise CompiledRulesetError(
            "not-a-compiled-ruleset",
            "this is not a compiled ruleset",
            "make one with `receipt-rules compile RULESET -o FILE`",
        )
    if len(data) < _HEAD:
        raise CompiledRulesetError("truncated", "the compiled ruleset ends early", _AGAIN)
    start = len(MAGIC)
    counts, seal, body = data[start : start + 12], data[start + 12 : _HEAD], data[_HEAD:]
    version = int.from_bytes(counts[:4], "big")
    if version != FORMAT:
        raise CompiledRulesetError(
            "unsupported-format",
            f"the compiled ruleset has format {version}, this engine reads format {FORMAT}",
            "compile the rules again with this version of receipt-rules",
        )
    length = int.from_bytes(counts[4:], "big")
    if len(body) < length:
        raise CompiledRulesetError(
            "truncated", f"the compiled ruleset has {len(body)} of {length} bytes", _AGAIN
        )
    if len(body) != length or hashlib.sha256(counts + body).digest() != seal:
        raise CompiledRulesetError("altered", "the compiled ruleset is not as it was written", _AGAIN)
    try:
        ruleset = _decoder.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise CompiledRulesetError(
            "altered", f"the compiled ruleset cannot be read: {error}", _AGAIN
        ) from error
    if ruleset.language > LANGUAGE:
        raise CompiledRulesetError(
            "language-level",
            f"the ruleset is of language level {ruleset.language}, this engine knows up to {LANGUAGE}",
            "update receipt-rules",
        )
    return ruleset


_AGAIN = "copy it again, or compile the rules again"
