"""Several processes give what one gives; a worker that dies costs the file that it had, and that is told."""

from __future__ import annotations

import os
import signal

import pytest

from evlint.workers import run_all

NAMES = [f"{number:04}" for number in range(500)]


@pytest.mark.parametrize("jobs", [1, 2, 5])
def test_there_is_a_result_for_each_name(jobs: int) -> None:
    done = run_all(NAMES, lambda name: name * 1000, jobs)
    assert done.results == {name: name * 1000 for name in NAMES}
    assert (done.deaths, done.interrupted) == ([], False)


def test_a_worker_that_dies_costs_its_file_only() -> None:
    parent = os.getpid()

    def work(name: str) -> str:
        if name == "0321" and os.getpid() != parent:
            os.kill(os.getpid(), signal.SIGKILL)
        return name

    for _ in range(3):
        done = run_all(NAMES, work, 2)
        if done.deaths:
            break
    assert done.deaths in ([], ["0321"])
    assert done.results == {name: name for name in NAMES if name not in done.deaths}


def test_an_interrupt_keeps_what_was_done() -> None:
    def work(name: str) -> str:
        if name == "0003":
            raise KeyboardInterrupt
        return name

    done = run_all(NAMES, work, 1)
    assert (done.results, done.interrupted) == ({name: name for name in NAMES[:3]}, True)


def test_nothing_to_do() -> None:
    assert run_all([], str.upper, None).results == {}
