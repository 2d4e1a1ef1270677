"""The evaluation pipeline, one stage a module, in the order of `evaluate`."""

from receipt_rules.runtime.codec import decode, encode
from receipt_rules.runtime.engine import Engine
from receipt_rules.runtime.needs import Needs
from receipt_rules.runtime.rows import CompiledRuleset

__all__ = ["CompiledRuleset", "Engine", "Needs", "decode", "encode"]
