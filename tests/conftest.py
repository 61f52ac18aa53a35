"""For every test: no socket but loopback, an empty home and cache, English, no configuration of ours in the way."""

from __future__ import annotations

import gc
import itertools
import os
import socket
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import pytest
from hypothesis import settings

import evlint

FIXTURES = Path(__file__).parent.parent / "fixtures"
# The suite starts evlint a thousand times: it is compiled once and not each time, whatever the machine says of bytecode.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False
# How long an example takes tells how busy the machine is. A change is judged by the same examples wherever it is tested;
# `make slow` looks for others.
settings.register_profile("same", deadline=None, derandomize=True)
settings.register_profile("search", deadline=None, derandomize=False, print_blob=True)
settings.load_profile("same")
_connect = socket.socket.connect


def _only_loopback(self: socket.socket, address: object) -> None:
    host = address[0] if isinstance(address, tuple) else address
    if isinstance(host, str) and (host.startswith(("127.", "/")) or host in ("::1", "localhost")):
        _connect(self, address)  # type: ignore[arg-type]  # the standard library's own address types are wider
        return
    raise AssertionError(f"a test tried to reach {address!r}")


def pytest_collection_finish() -> None:
    """Import all of evlint: hypothesis takes some examples from its constants, which else hang on the order of tests.

    And let the collector of garbage look past ten thousand collected tests, which stay until the end.
    """
    for module in walk_packages(evlint.__path__, "evlint."):
        if not module.name.startswith(("evlint.cli.mcp", "evlint.__main__")):
            import_module(module.name)
    gc.collect()
    gc.freeze()


def pytest_unconfigure() -> None:
    """End the process that runs of evlint were forked from, where a test used one."""
    warm = sys.modules.get("warm")
    if warm is not None:
        warm.close()


@pytest.fixture(scope="session")
def _homes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Return names for folders: pytest's own numbering looks through all that were made before, for each."""
    place = tmp_path_factory.mktemp("homes")
    return (place / str(number) for number in itertools.count())


@pytest.fixture(autouse=True)
def _shut_in(monkeypatch: pytest.MonkeyPatch, _homes: Iterator[Path]) -> None:
    home = next(_homes)
    home.mkdir()
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
