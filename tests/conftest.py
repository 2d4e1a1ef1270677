"""What holds for every test: Hypothesis finds the same examples each time, and nobody reaches the network."""

from __future__ import annotations

import ipaddress
import os
import sys

from hypothesis import HealthCheck, settings

# Two shared cores are slow at times: how long an example took says nothing about the code.
PATIENT = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}
settings.register_profile("quick", derandomize=True, max_examples=100, **PATIENT)
settings.register_profile("deep", derandomize=True, max_examples=1_000, **PATIENT)
settings.register_profile("thorough", max_examples=2_000, print_blob=True, **PATIENT)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))


def is_here(host: object) -> bool:
    """True for an address of this machine: the loopback range, its name, or a path of a Unix socket."""
    if not isinstance(host, str):
        return host is None
    if host in {"", "localhost"}:
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def refuse_the_network(event: str, arguments: tuple[object, ...]) -> None:
    """Audit hook: a test that needs another machine is a test that fails on a train.

    It lives as long as the process: Python has no way to take a hook out again.
    """
    if event == "socket.getaddrinfo":
        host: object = arguments[0]
    elif event == "socket.connect" and isinstance(arguments[1], tuple):
        host = arguments[1][0]
    else:
        return
    if not is_here(host):
        raise RuntimeError(f"a test reached for the network: {host!r}")


sys.addaudithook(refuse_the_network)
