"""Several processes give what one gives; a worker that dies costs the file that it had, and that is told."""

from __future__ import annotations

import os
import signal

import pytest

from evlint.pipeline import workers
from evlint.pipeline.processes import batches_of
from evlint.pipeline.workers import WorkerPool, run_all

NAMES = [f"{number:04}" for number in range(500)]


@pytest.mark.parametrize("jobs", [1, 2, 5])
def test_there_is_a_result_for_each_name(jobs: int) -> None:
    done = run_all(WorkerPool(NAMES, lambda name: name * 1000, jobs))
    assert done.results == {name: name * 1000 for name in NAMES}
    assert (done.deaths, done.interrupted) == ([], False)


def test_a_large_run_keeps_its_results_packed_until_the_other_processes_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "MANY_FILES", 400)
    monkeypatch.setattr(workers, "_PACKED", 30)
    sizes: list[int] = []
    unpacked = workers._unpacked

    def counted(packed: list[bytes], results: dict[str, str]) -> dict[str, str]:
        sizes.extend((len(packed), len(results)))
        return unpacked(packed, results)

    monkeypatch.setattr(workers, "_unpacked", counted)
    done = run_all(WorkerPool(NAMES, str.upper, 2, sent=lambda name: name.removesuffix("!") + "!"))
    assert sizes == [len(NAMES) // 30, len(NAMES) % 30]
    assert {name.removesuffix("!") for name in done.results.values()} == set(NAMES)
    assert run_all(WorkerPool(NAMES, str.upper, 1)).results == {name: name.upper() for name in NAMES}


def test_a_worker_that_dies_costs_its_file_only() -> None:
    parent = os.getpid()

    def work(name: str) -> str:
        if name == "0321" and os.getpid() != parent:
            os.kill(os.getpid(), signal.SIGKILL)
        return name

    for _ in range(3):
        done = run_all(WorkerPool(NAMES, work, 2))
        if done.deaths:
            break
    assert done.deaths in ([], ["0321"])
    assert done.results == {name: name for name in NAMES if name not in done.deaths}


def test_an_interrupt_keeps_what_was_done() -> None:
    def work(name: str) -> str:
        if name == "0003":
            raise KeyboardInterrupt
        return name

    done = run_all(WorkerPool(NAMES, work, 1))
    assert (done.results, done.interrupted) == ({name: name for name in NAMES[:3]}, True)


def test_nothing_to_do() -> None:
    assert run_all(WorkerPool([], str.upper, None)).results == {}


@pytest.mark.parametrize("jobs", [2, 3, 8])
@pytest.mark.parametrize("heavy", [0, 250])
def test_batches_hold_every_name_once_and_get_smaller(jobs: int, heavy: int) -> None:
    weights = dict.fromkeys(NAMES, 3000) | {NAMES[heavy]: 5_000_000}
    batches = batches_of(NAMES, weights.__getitem__, jobs)
    assert [name for batch in batches for name in batch] == NAMES
    assert max(map(len, batches)) <= 32
    assert len(batches[-1]) == 1
    light = [len(batch) for batch in batches if NAMES[heavy] not in batch]
    assert light[-3:] == sorted(light[-3:], reverse=True)


def test_there_are_no_batches_of_nothing() -> None:
    assert batches_of([], len, 2) == []
    assert batches_of(["a"], len, 2) == [["a"]]


@pytest.mark.parametrize("jobs", [1, 3])
def test_what_other_processes_need_is_made_before_they_begin(jobs: int) -> None:
    parent, made = os.getpid(), list[int]()

    def ready() -> None:
        made.append(os.getpid())

    done = run_all(WorkerPool(NAMES, lambda _: tuple(made), jobs, ready=ready))
    assert set(done.results.values()) == {(parent,) if jobs > 1 else ()}
