"""The exception tree: its shape, its words, and that it survives a process border."""

from __future__ import annotations

import pickle
from typing import Annotated

import pytest

from receipt_rules.errors import (
    CompiledRulesetError,
    InvalidValueError,
    ReceiptError,
    ReceiptRulesError,
    RulesetError,
    SluggedError,
    json_pointer,
)

NEGATIVE = ReceiptError("negative-amount", "/lines/1/amount_minor", "a line of kind `goods` costs -1.20 EUR")


def test_everything_is_caught_by_the_root() -> None:
    for kind in (RulesetError, SluggedError, CompiledRulesetError, ReceiptError, InvalidValueError):
        assert issubclass(kind, ReceiptRulesError)


def test_a_bad_receipt_and_a_bad_value_are_value_errors_and_a_bad_file_is_not() -> None:
    assert issubclass(ReceiptError, ValueError)
    assert issubclass(InvalidValueError, ValueError)
    assert not issubclass(CompiledRulesetError, ValueError)
    assert not issubclass(RulesetError, ValueError)


def test_a_receipt_error_says_what_and_where() -> None:
    assert str(NEGATIVE) == (
        "error[negative-amount]: a line of kind `goods` costs -1.20 EUR at /lines/1/amount_minor"
    )


def test_a_receipt_error_says_what_to_do() -> None:
    error = ReceiptError("unknown-field", "/colour", "there is no field `colour`", "remove it")
    assert str(error) == "error[unknown-field]: there is no field `colour` at /colour; help: remove it"


def test_the_whole_document_has_no_place_of_its_own() -> None:
    assert str(ReceiptError("not-json", "", "not JSON")) == "error[not-json]: not JSON"


def test_a_receipt_error_of_a_stream_names_the_line() -> None:
    error = NEGATIVE.on_line(7)
    assert (error.slug, error.pointer, error.message, error.help, error.line) == (
        NEGATIVE.slug, NEGATIVE.pointer, NEGATIVE.message, NEGATIVE.help, 7,
    )  # fmt: skip
    assert str(error).endswith(" at /lines/1/amount_minor on line 7")
    assert NEGATIVE.line is None


def test_a_ruleset_error_carries_its_diagnostics_and_prints_each() -> None:
    error = RulesetError(["one", "two"])
    assert error.diagnostics == ("one", "two")
    assert str(error) == "the ruleset was refused with 2 diagnostics\none\ntwo"
    assert str(RulesetError(["one"])) == "the ruleset was refused with 1 diagnostic\none"


@pytest.mark.parametrize(
    "error",
    [
        ReceiptError("a-slug", "/at", "what", "help", 3),
        NEGATIVE,
        InvalidValueError("a-slug", "what", "help"),
        CompiledRulesetError("altered", "what", "help"),
        RulesetError(["one"]),
    ],
)
def test_errors_cross_a_process_border_unchanged(error: ReceiptRulesError) -> None:
    copy = pickle.loads(pickle.dumps(error))
    assert type(copy) is type(error)
    assert vars(copy) == vars(error)
    assert str(copy) == str(error)


def test_pydantic_takes_a_receipt_error_for_a_validation_failure() -> None:
    pydantic = pytest.importorskip("pydantic")

    def refuse(value: object) -> object:
        raise NEGATIVE if value else AssertionError

    adapter = pydantic.TypeAdapter(Annotated[int, pydantic.AfterValidator(refuse)])
    with pytest.raises(pydantic.ValidationError) as caught:
        adapter.validate_python(1)
    assert caught.value.errors()[0]["ctx"]["error"] is NEGATIVE


def test_json_pointer_escapes_as_rfc_6901_says() -> None:
    assert json_pointer(["lines", 1, "amount_minor"]) == "/lines/1/amount_minor"
    assert json_pointer([]) == ""
    assert json_pointer(["a/b", "m~n", "~1", ""]) == "/a~1b/m~0n/~01/"
