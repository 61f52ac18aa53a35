"""The other processes of a run over many files, and the pipes to and from them.

Batches of names go out through one pipe for all; each process sends its results back through a pipe of its own. A worker
that dies costs the file that it had: that file is told, and the rest of its batch is done by the parent.
"""

from __future__ import annotations

import os
import pickle
import select
import signal
from collections.abc import Callable, Iterator, Sequence
from mmap import mmap
from typing import Generic, TypeVar

Result = TypeVar("Result")

_BATCH = 32  # names at most
_FIRST = 8  # names that are worked on before another process begins: by then what all have in common is made
_HEAD = 4096  # fixed cost of a file, in bytes-equivalents
_NUMBER = 4  # bytes of a number in the pipe of tasks and in the shared memory


def batches_of(names: Sequence[str], weigh: Callable[[str], int], jobs: int) -> list[Sequence[str]]:
    """Share names out: the batches get smaller towards the end, so that no process works much longer than another."""
    weights = [_HEAD + weigh(name) for name in names]
    left = sum(weights)
    batches: list[Sequence[str]] = []
    start = weight = 0
    for index, own in enumerate(weights, 1):
        weight += own
        if index - start == (_BATCH if batches else _FIRST) or weight * jobs * 4 >= left:
            batches.append(names[start:index])
            start, left, weight = index, left - weight, 0
    return batches


class Processes(Generic[Result]):
    """Other processes that do work beside this one: batches out, results in."""

    def __init__(
        self,
        batches: list[Sequence[str]],
        work: Callable[[str], Result],
        sent: Callable[[Result], Result],
        slots: range,
        deaths: list[str],
        *,
        shares: bool,
    ) -> None:
        """Begin nothing yet. `slots` are those of the processes, `deaths` takes the names that kill one.

        `shares` tells whether this process works too.
        """
        self._work = work
        self._sent = sent
        self._shares = shares
        self._batches = batches
        self._done: set[int] = set()
        self._deaths = deaths
        self._slots = slots  # of the other processes
        self._workers: dict[_Reader, int] = {}
        self._now = mmap(-1, 2 * _NUMBER * slots.stop)  # per worker: batch and place in it, each plus one

    def each(self) -> Iterator[tuple[str, Result] | None]:
        """Begin the work: each name with its result, and None where there is nothing to do but to wait."""
        if self._shares:  # what all names have in common is made once, before there are several processes
            for name in self._batches[0]:
                yield name, self._work(name)
            self._done.add(0)
        tasks, give = os.pipe()
        os.set_blocking(give, False)
        waiting = [number.to_bytes(_NUMBER, "big") for number in range(len(self._batches)) if number not in self._done]
        waiting = self._hand_out(give, waiting)
        for slot in self._slots:
            self._workers[self._start(slot, tasks, give)] = slot
        try:
            while True:
                waiting = self._hand_out(give, waiting)
                if not waiting and give >= 0:
                    os.close(give)
                    give = -1
                if self._shares:
                    number = os.read(tasks, _NUMBER)
                    if not number:
                        break
                    batch = int.from_bytes(number, "big")
                    for name in self._batches[batch]:
                        yield name, self._work(name)
                    self._done.add(batch)
                elif give < 0 or not self._workers:
                    break
                else:
                    yield None
                yield from self._take()
            while self._workers:
                yield None
                yield from self._take()
            yield from self._redo_unfinished()
        finally:
            os.close(tasks)
            if give >= 0:
                os.close(give)
            for reader in self._workers:
                os.close(reader.descriptor)
                _end(reader.process)
            self._workers.clear()

    def wait(self) -> None:
        """Wait until a process has something to tell."""
        if self._workers:
            select.select(list(self._workers), [], [])

    @staticmethod
    def _hand_out(give: int, waiting: list[bytes]) -> list[bytes]:
        while waiting and give >= 0:
            try:
                os.write(give, waiting[0])
            except BlockingIOError:
                break
            waiting = waiting[1:]
        return waiting

    def _start(self, slot: int, tasks: int, give: int) -> _Reader:
        reader, writer = os.pipe()
        process = os.fork()
        if process:
            os.close(writer)
            return _Reader(reader, process)
        status = 1
        try:
            signal.signal(signal.SIGINT, signal.SIG_DFL)
            os.close(reader)
            os.close(give)
            self._serve(slot, tasks, writer)
            status = 0
        finally:
            os._exit(status)

    def _serve(self, slot: int, tasks: int, writer: int) -> None:
        start = 2 * _NUMBER * slot
        while number := os.read(tasks, _NUMBER):
            batch = int.from_bytes(number, "big")
            self._now[start : start + _NUMBER] = (batch + 1).to_bytes(_NUMBER, "big")
            results: list[Result] = []
            for index, name in enumerate(self._batches[batch]):
                self._now[start + _NUMBER : start + 2 * _NUMBER] = (index + 1).to_bytes(_NUMBER, "big")
                results.append(self._sent(self._work(name)))
            payload = pickle.dumps((batch, results), pickle.HIGHEST_PROTOCOL)
            view = memoryview(len(payload).to_bytes(_NUMBER * 2, "big") + payload)
            while view:
                view = view[os.write(writer, view) :]
            self._now[start : start + _NUMBER] = bytes(_NUMBER)

    def _take(self) -> Iterator[tuple[str, Result]]:
        """Read what workers have sent; a worker that has closed its pipe is waited for and forgotten."""
        ready, _, _ = select.select(list(self._workers), [], [], 0)
        for reader in ready:
            part = os.read(reader.descriptor, 1 << 20)
            if part:
                for payload in reader.add(part):
                    batch, results = pickle.loads(payload)  # noqa: S301 from our own child
                    self._done.add(batch)
                    yield from zip(self._batches[batch], results, strict=True)
                continue
            slot = self._workers.pop(reader)
            os.close(reader.descriptor)
            if os.waitpid(reader.process, 0)[1] != 0:
                self._record_crash(slot)

    def _record_crash(self, slot: int) -> None:
        start = 2 * _NUMBER * slot
        batch = int.from_bytes(self._now[start : start + _NUMBER], "big") - 1
        index = int.from_bytes(self._now[start + _NUMBER : start + 2 * _NUMBER], "big") - 1
        if batch >= 0 and batch not in self._done:
            self._deaths.append(self._batches[batch][index])

    def _redo_unfinished(self) -> Iterator[tuple[str, Result]]:
        """Do what a dead worker left undone, all but the file that killed it."""
        for number, batch in enumerate(self._batches):
            if number not in self._done:
                for name in batch:
                    if name not in self._deaths:
                        yield name, self._work(name)


class _Reader:
    """The parent's end of a worker: its pipe, its process, and the bytes of a result not yet whole."""

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
    try:
        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)
    except (ProcessLookupError, ChildProcessError):
        return
