"""Garbage is collected where a process lives long, and a caller's own collector is left as it is."""

from __future__ import annotations

import gc
import subprocess
import sys

import pytest

from evlint.pipeline.workers import WorkerPool, run_all


@pytest.mark.parametrize("enabled", [True, False])
def test_a_crew_leaves_the_collector_as_it_is(enabled: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    # Not the count of what is frozen: something frozen earlier may die at any moment and lower it.
    frozen: list[str] = []
    for name in ("freeze", "unfreeze"):
        monkeypatch.setattr(gc, name, lambda name=name: frozen.append(name))
    was, threshold = gc.isenabled(), gc.get_threshold()
    try:
        (gc.enable if enabled else gc.disable)()
        run_all(WorkerPool(["a", "b"], str.upper, 1))
        assert (gc.isenabled(), gc.get_threshold(), frozen) == (enabled, threshold, [])
    finally:
        (gc.enable if was else gc.disable)()


def test_a_giant_tree_is_collected() -> None:
    was, threshold = gc.isenabled(), gc.get_threshold()
    try:
        gc.disable()
        run_all(WorkerPool([str(number) for number in range(20_001)], str.upper, 1))
        assert gc.isenabled()
    finally:
        gc.set_threshold(*threshold)
        (gc.enable if was else gc.disable)()


@pytest.mark.parametrize(
    ("where", "name", "arguments"),
    [
        ("evlint.pipeline.watch", "keep_checking", ["check", "--watch", "."]),
        ("evlint.server.protocol", "make_server", ["server"]),
    ],
)
def test_what_lives_long_collects(where: str, name: str, arguments: list[str]) -> None:
    script = (
        f"import gc, sys, {where} as module, evlint.__main__ as main\n"
        f"module.{name} = lambda *_: sys.exit(5 if gc.isenabled() else 6)\n"
        f"sys.argv = ['evlint', *{arguments!r}]\n"
        "main.main()\n"
    )
    assert subprocess.run([sys.executable, "-c", script], capture_output=True, check=False).returncode == 5
