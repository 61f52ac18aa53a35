"""Many files on several processes: a function and names in, results in the order of the names out.

Workers are forked, so they start with everything the parent has made ready; the parent works too. Batches of names are
handed out through a pipe, results come back batch by batch. A worker that dies costs the file that it had: that file is
told, and the rest of its batch is done by the parent. Where there is no `fork` the parent does it all.
"""

from __future__ import annotations

import gc
import os
import select
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from evlint.model.values import NamedTuple

Result = TypeVar("Result")

FEWEST_FILES = 150  # below this a second process costs more than it brings (fork 11 ms, 250 µs a file)
_BATCH = 32
_NUMBER = 4


class Results(NamedTuple, Generic[Result]):
    """The results in order, the names that killed a worker, and whether the user broke the run off."""

    results: list[Result]
    deaths: list[str]
    interrupted: bool


def run_all(names: Sequence[str], work: Callable[[str], Result], jobs: int | None) -> Results[Result]:
    """Call `work` on every name, on up to `jobs` processes (None: as many as there are processors to use)."""
    if jobs is None:
        jobs = _processors() if len(names) >= FEWEST_FILES else 1
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)
    gc.enable()
    if jobs > 1 and len(names) > 1 and hasattr(os, "fork"):
        return _Pool(names, work, min(jobs, len(names))).run()
    results: list[Result] = []
    try:
        for name in names:
            results.append(work(name))  # noqa: PERF401 what was done stays when the user breaks off
    except KeyboardInterrupt:
        return Results(results, [], True)
    return Results(results, [], False)


def _processors() -> int:
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity is not None else os.cpu_count() or 1


class _Pool(Generic[Result]):
    def __init__(self, names: Sequence[str], work: Callable[[str], Result], jobs: int) -> None:
        from mmap import mmap

        self._work = work
        size = max(1, min(_BATCH, len(names) // (jobs * 4)))
        self._batches = [names[start : start + size] for start in range(0, len(names), size)]
        self._done: dict[int, list[Result]] = {}
        self._deaths: list[str] = []
        self._jobs = jobs
        self._now = mmap(-1, 2 * _NUMBER * jobs)  # per worker: batch and place in it, each plus one

    def run(self) -> Results[Result]:
        tasks, give = os.pipe()
        os.set_blocking(give, False)
        waiting = [number.to_bytes(_NUMBER, "big") for number in range(len(self._batches))]
        waiting = self._hand_out(give, waiting)
        workers = {self._start(slot, tasks, give): slot for slot in range(1, self._jobs)}
        interrupted = False
        try:
            while True:
                waiting = self._hand_out(give, waiting)
                if not waiting and give >= 0:
                    os.close(give)
                    give = -1
                number = os.read(tasks, _NUMBER)
                if not number:
                    break
                self._do(int.from_bytes(number, "big"))
                self._take(workers, wait=False)
            while workers:
                self._take(workers, wait=True)
            self._repair()
        except KeyboardInterrupt:
            interrupted = True
        finally:
            os.close(tasks)
            if give >= 0:
                os.close(give)
            for reader in workers:
                os.close(reader.descriptor)
                _end(reader.process)
        results = [result for number in sorted(self._done) for result in self._done[number]]
        return Results(results, self._deaths, interrupted)

    @staticmethod
    def _hand_out(give: int, waiting: list[bytes]) -> list[bytes]:
        while waiting and give >= 0:
            try:
                os.write(give, waiting[0])
            except BlockingIOError:
                break
            waiting = waiting[1:]
        return waiting

    def _do(self, number: int) -> None:
        self._done[number] = [self._work(name) for name in self._batches[number]]

    def _start(self, slot: int, tasks: int, give: int) -> _Reader:
        reader, writer = os.pipe()
        process = os.fork()
        if process:
            os.close(writer)
            return _Reader(reader, process)
        status = 1
        try:
            import signal

            signal.signal(signal.SIGINT, signal.SIG_DFL)
            os.close(reader)
            os.close(give)
            self._serve(slot, tasks, writer)
            status = 0
        finally:
            os._exit(status)

    def _serve(self, slot: int, tasks: int, writer: int) -> None:
        import pickle

        start = 2 * _NUMBER * slot
        while number := os.read(tasks, _NUMBER):
            batch = int.from_bytes(number, "big")
            self._now[start : start + _NUMBER] = (batch + 1).to_bytes(_NUMBER, "big")
            results: list[Result] = []
            for index, name in enumerate(self._batches[batch]):
                self._now[start + _NUMBER : start + 2 * _NUMBER] = (index + 1).to_bytes(_NUMBER, "big")
                results.append(self._work(name))
            payload = pickle.dumps((batch, results), pickle.HIGHEST_PROTOCOL)
            view = memoryview(len(payload).to_bytes(_NUMBER * 2, "big") + payload)
            while view:
                view = view[os.write(writer, view) :]
            self._now[start : start + _NUMBER] = bytes(_NUMBER)

    def _take(self, workers: dict[_Reader, int], *, wait: bool) -> None:
        """Read what workers have sent; a worker that has closed its pipe is waited for and forgotten."""
        import pickle

        ready, _, _ = select.select(list(workers), [], [], None if wait else 0)
        for reader in ready:
            part = os.read(reader.descriptor, 1 << 20)
            if part:
                for payload in reader.add(part):
                    batch, results = pickle.loads(payload)  # noqa: S301 from our own child
                    self._done[batch] = results
                continue
            slot = workers.pop(reader)
            os.close(reader.descriptor)
            if os.waitpid(reader.process, 0)[1] != 0:
                self._bury(slot)

    def _bury(self, slot: int) -> None:
        start = 2 * _NUMBER * slot
        batch = int.from_bytes(self._now[start : start + _NUMBER], "big") - 1
        index = int.from_bytes(self._now[start + _NUMBER : start + 2 * _NUMBER], "big") - 1
        if batch >= 0 and batch not in self._done:
            self._deaths.append(self._batches[batch][index])

    def _repair(self) -> None:
        """Do what a dead worker left undone, all but the file that killed it."""
        for number, batch in enumerate(self._batches):
            if number not in self._done:
                self._done[number] = [self._work(name) for name in batch if name not in self._deaths]


class _Reader:
    """The parent's end of a worker: its pipe, its process, and the bytes of a result not yet whole."""

    __slots__ = ("_buffer", "descriptor", "process")

    def __init__(self, descriptor: int, process: int) -> None:
        self.descriptor = descriptor
        self.process = process
        self._buffer = bytearray()

    def fileno(self) -> int:
        return self.descriptor

    def add(self, part: bytes) -> list[bytes]:
        """Take bytes in; give back every whole result."""
        self._buffer += part
        whole: list[bytes] = []
        head = _NUMBER * 2
        while len(self._buffer) >= head:
            size = int.from_bytes(self._buffer[:head], "big")
            if len(self._buffer) < head + size:
                break
            whole.append(bytes(self._buffer[head : head + size]))
            del self._buffer[: head + size]
        return whole


def _end(process: int) -> None:
    import signal

    try:
        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)
    except (ProcessLookupError, ChildProcessError):
        return
