"""For every test: no socket but loopback, an empty home and cache, English, no configuration of ours in the way."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

FIXTURES = Path(__file__).parent.parent / "fixtures"
_connect = socket.socket.connect


def _only_loopback(self: socket.socket, address: object) -> None:
    host = address[0] if isinstance(address, tuple) else address
    if isinstance(host, str) and (host.startswith(("127.", "/")) or host in ("::1", "localhost")):
        _connect(self, address)  # type: ignore[arg-type]  # the standard library's own address types are wider
        return
    raise AssertionError(f"a test tried to reach {address!r}")


@pytest.fixture(autouse=True)
def _shut_in(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setattr(socket.socket, "connect", _only_loopback)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("XDG_CACHE_HOME", str(home / "cache"))
    for name in [
        name
        for name in os.environ
        if name.startswith(("EVLINT_", "GITHUB_")) or name in ("NO_COLOR", "FORCE_COLOR", "COLUMNS")
    ]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")


@pytest.fixture
def fixtures() -> Path:
    """The folder of fixtures."""
    return FIXTURES
