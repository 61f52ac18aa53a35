"""Many files on several processes: a function and names in, a result for each name out, as soon as it is known.

Workers are forked, so they start with everything the parent has made ready; the parent works too. Batches of names are
handed out through a pipe, results come back batch by batch. A worker that dies costs the file that it had: that file is
told, and the rest of its batch is done by the parent. Where there is no `fork` the parent does it all.
"""

from __future__ import annotations

import gc
import os
import select
from collections.abc import Callable, Iterator, Sequence
from typing import Generic, TypeVar

from evlint.startup.namedtuple import NamedTuple

Result = TypeVar("Result")

FEWEST_APART = 32  # below this the files are checked before the first page could be asked for (a fork takes 11 ms)
FEWEST_FILES = 150  # below this a second process costs more than it brings (fork 11 ms, 250 µs a file)
_MANY_FILES = 20_000  # with fewer, what only the collector of garbage could free is less than it costs (4 % of a run)
_BATCH = 32  # names at most
_FIRST = 8  # names that are worked on before another process begins: by then what all have in common is made
_HEAD = 4096  # fixed cost of a file, in bytes-equivalents
_PACKED = 1_000  # results that are packed at once
_NUMBER = 4  # bytes of a number in the pipe of tasks and in the shared memory


class Results(NamedTuple, Generic[Result]):
    """The results by name, the names that killed a worker, and whether the user broke the run off."""

    results: dict[str, Result]
    deaths: list[str]
    interrupted: bool


def _nothing(_: str) -> int:
    return 0


def _same(result: Result) -> Result:
    return result


class WorkerPool(Generic[Result]):
    """Calls `work` on every name, on up to `jobs` processes (None: as many as there are processors to use).

    To be iterated once: each name with its result, in no order, and None where there is nothing to do but to wait for
    another process. `deaths` then holds the names that killed one.

    `sent` is what another process sends of a result. With `apart`, from `FEWEST_APART` names on, this process does none of
    the work, so that it is free for something else between two results; `is_apart` says whether that came about.
    """

    def __init__(
        self,
        names: Sequence[str],
        work: Callable[[str], Result],
        jobs: int | None,
        weigh: Callable[[str], int] = _nothing,
        *,
        sent: Callable[[Result], Result] = _same,
        apart: bool = False,
    ) -> None:
        """Begin nothing yet. `weigh` says how many bytes stand behind a name, for batches that take equally long."""
        self.deaths: list[str] = []
        self._names = names
        self._work = work
        self._sent = sent
        self.is_apart = apart and len(names) >= FEWEST_APART and hasattr(os, "fork")
        if jobs is None:
            jobs = _processors() if len(names) >= FEWEST_FILES else 1
        self._pool: _Pool[Result] | None = None
        if (jobs > 1 or self.is_apart) and len(names) > 1 and hasattr(os, "fork"):
            batches = _batches(names, weigh, jobs)
            # Slot 0 is this process.
            slots = range(1 if not self.is_apart else 0, min(jobs, len(names)))
            self._pool = _Pool(batches, work, sent, slots, self.deaths, shares=not self.is_apart)

    def __iter__(self) -> Iterator[tuple[str, Result] | None]:
        """Begin the work. A generator: closing it ends the other processes."""
        if len(self._names) > _MANY_FILES and not gc.isenabled():
            gc.set_threshold(100_000, 20, 100)
            gc.enable()
        if self._pool is not None:
            yield from self._pool.each()
            return
        for name in self._names:
            yield name, self._work(name)

    @property
    def is_large(self) -> bool:
        """Whether several processes work on so many names that what they keep is worth packing."""
        return self._pool is not None and len(self._names) > _MANY_FILES

    def packed(self, results: dict[str, Result]) -> bytes:
        """Pack results, as another process sends them: a third of the memory."""
        import pickle

        return pickle.dumps({name: self._sent(one) for name, one in results.items()}, pickle.HIGHEST_PROTOCOL)

    def wait(self) -> None:
        """Wait until another process has something to tell."""
        if self._pool is not None:
            self._pool.wait()


def run_all(pool: WorkerPool[Result]) -> Results[Result]:
    """Let a pool do all its work; what was done stays when the user breaks off.

    While other processes of a large run need memory too, results are kept packed.
    """
    results: dict[str, Result] = {}
    packed: list[bytes] = []
    interrupted = False
    try:
        for done in pool:
            if done is None:
                pool.wait()
            else:
                results[done[0]] = done[1]
            if pool.is_large and len(results) == _PACKED:
                packed.append(pool.packed(results))
                results = {}
    except KeyboardInterrupt:
        interrupted = True
    return Results(_unpacked(packed, results), pool.deaths, interrupted)


def _unpacked(packed: list[bytes], results: dict[str, Result]) -> dict[str, Result]:
    """Return results with those that were packed, of which each part is let go once it is unpacked."""
    if packed:
        import pickle

        while packed:
            results.update(pickle.loads(packed.pop()))  # noqa: S301 packed by ourselves
    return results


def _batches(names: Sequence[str], weigh: Callable[[str], int], jobs: int) -> list[Sequence[str]]:
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


def _processors() -> int:
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity is not None else os.cpu_count() or 1


class _Pool(Generic[Result]):
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
        from mmap import mmap

        self._work = work
        self._sent = sent
        self._shares = shares  # whether this process works too
        self._batches = batches
        self._done: set[int] = set()
        self._deaths = deaths
        self._slots = slots  # of the other processes
        self._workers: dict[_Reader, int] = {}
        self._now = mmap(-1, 2 * _NUMBER * slots.stop)  # per worker: batch and place in it, each plus one

    def each(self) -> Iterator[tuple[str, Result] | None]:
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
                results.append(self._sent(self._work(name)))
            payload = pickle.dumps((batch, results), pickle.HIGHEST_PROTOCOL)
            view = memoryview(len(payload).to_bytes(_NUMBER * 2, "big") + payload)
            while view:
                view = view[os.write(writer, view) :]
            self._now[start : start + _NUMBER] = bytes(_NUMBER)

    def _take(self) -> Iterator[tuple[str, Result]]:
        """Read what workers have sent; a worker that has closed its pipe is waited for and forgotten."""
        import pickle

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
