"""What a scanner read, as the code to present."""

from __future__ import annotations

import subprocess
import sys

import pytest

from receipt_rules.errors import InvalidValueError
from receipt_rules.scanning import code_of_symbol

PAPER = "106141416543213150110120"


@pytest.mark.parametrize(
    ("symbol", "code"),
    [
        ("HELLO10", "HELLO10"),
        ("  spr00001\r\n", "spr00001"),
        ("]C0SPR00001", "SPR00001"),
        ("]E04006381333931", "4006381333931"),
        (f"8110{PAPER}", f"8110{PAPER}"),
        (f"]e08110{PAPER}", f"8110{PAPER}"),
        (f"]C18110{PAPER}", f"8110{PAPER}"),
        (f"(8110){PAPER}", f"8110{PAPER}"),
        (f"8110{PAPER}\x1d2112345", f"8110{PAPER}"),
        (f"]C12112345\x1d8110{PAPER}", f"8110{PAPER}"),
        ("]C18112006141410123456123456789012", "8112006141410123456123456789012"),
        ("]C1255401234512345600017", "401234512345600017"),
        ("]e0", None),
        ("]C12554012345123456", "4012345123456"),
        ("]d201095060001343523103000123", None),
        ("]C100095060001343520012", None),
    ],
)
def test_the_code_of_a_symbol(symbol: str, code: str | None) -> None:
    assert code_of_symbol(symbol) == code


@pytest.mark.parametrize("symbol", ["]C18110\x1d", "]C199SECRET", "(8110)", "(81", "]C1255SECRET"])
def test_a_broken_message_is_refused_without_its_text(symbol: str) -> None:
    if symbol == "]C199SECRET":
        assert code_of_symbol(symbol) is None  # an element of a company's own
        return
    with pytest.raises(InvalidValueError) as error:
        code_of_symbol(symbol)
    assert error.value.slug == "malformed-symbol"
    assert "SECRET" not in str(error.value)
    assert error.value.__suppress_context__


def test_plain_codes_need_no_extra_and_evaluation_never_loads_it() -> None:
    script = (
        "import sys; sys.modules['biip'] = None\n"
        "from receipt_rules.scanning import code_of_symbol\n"
        "assert code_of_symbol(' A-1 ') == 'A-1'\n"
        "import receipt_rules.runtime\n"
        "try: code_of_symbol(']C18110' + '1' * 20)\n"
        "except ModuleNotFoundError: print('asked')\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout == "asked\n"
