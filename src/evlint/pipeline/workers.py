"""Many files on several processes: a function and names in, a result for each name out, as soon as it is known.

Workers are forked, so they start with everything the parent has made ready; the parent works too. Batches of names are
handed out through a pipe, results come back batch by batch (`evlint.pipeline.processes`, which a run over a few files does
not import). Where there is no `fork` the parent does it all.
"""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Generic, TypeVar

from evlint.startup.namedtuple import NamedTuple

if TYPE_CHECKING:
    from evlint.pipeline.processes import Processes

Result = TypeVar("Result")

FEWEST_APART = 32  # below this the files are checked before the first page could be asked for (a fork takes 11 ms)
FEWEST_FILES = 150  # below this a second process costs more than it brings (fork 11 ms, 250 µs a file)
_MANY_FILES = 20_000  # with fewer, what only the collector of garbage could free is less than it costs (4 % of a run)
_PACKED = 1_000  # results that are packed at once


class Results(NamedTuple, Generic[Result]):
    """The results by name, the names that killed a worker, and whether the user broke the run off."""

    results: dict[str, Result]
    deaths: list[str]
    interrupted: bool


def _nothing(_: str) -> int:
    return 0


def _nothing_more() -> None:
    return


def _same(result: Result) -> Result:
    return result


class WorkerPool(Generic[Result]):
    """Calls `work` on every name, on up to `jobs` processes (None: as many as there are processors to use).

    To be iterated once: each name with its result, in no order, and None where there is nothing to do but to wait for
    another process. `deaths` then holds the names that killed one.

    `sent` is what another process sends of a result, and what a packed one keeps of it. With `apart`, from `FEWEST_APART`
    names on, this process does none of the work, so that it is free for something else between two results; `is_apart`
    says whether that came about.
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
        ready: Callable[[], object] = tuple,
    ) -> None:
        """Begin nothing yet. `weigh` says how many bytes stand behind a name, for batches that take equally long.

        `ready` is called before other processes begin, if any do: they have what it makes.
        """
        self.deaths: list[str] = []
        self._names = names
        self._work = work
        self._sent = sent
        self._ready = ready
        self.is_apart = apart and len(names) >= FEWEST_APART and hasattr(os, "fork")
        if jobs is None:
            jobs = _processors() if len(names) >= FEWEST_FILES else 1
        self._pool: Processes[Result] | None = None
        if (jobs > 1 or self.is_apart) and len(names) > 1 and hasattr(os, "fork"):
            from evlint.pipeline.processes import Processes, batches_of

            batches = batches_of(names, weigh, jobs)
            # Slot 0 is this process.
            slots = range(1 if not self.is_apart else 0, min(jobs, len(names)))
            self._pool = Processes(batches, work, sent, slots, self.deaths, shares=not self.is_apart)

    def __iter__(self) -> Iterator[tuple[str, Result] | None]:
        """Begin the work. A generator: closing it ends the other processes."""
        if len(self._names) > _MANY_FILES and not gc.isenabled():
            gc.set_threshold(100_000, 20, 100)
            gc.enable()
        if self._pool is not None:
            self._ready()
            yield from self._pool.each()
            return
        for name in self._names:
            yield name, self._work(name)

    @property
    def is_large(self) -> bool:
        """Whether several processes work on so many names that what they keep is worth packing."""
        return self._pool is not None and len(self._names) > _MANY_FILES

    def packed(self, results: dict[str, Result]) -> bytes:
        """Pack results, as another process sends them: a tenth of the memory, for 60 µs a file."""
        import pickle
        import zlib

        sent = {name: self._sent(one) for name, one in results.items()}
        return zlib.compress(pickle.dumps(sent, pickle.HIGHEST_PROTOCOL), zlib.Z_BEST_SPEED)

    def wait(self) -> None:
        """Wait until another process has something to tell."""
        if self._pool is not None:
            self._pool.wait()


def run_all(pool: WorkerPool[Result], make_room: Callable[[], None] = _nothing_more) -> Results[Result]:
    """Let a pool do all its work; what was done stays when the user breaks off.

    While other processes of a large run need memory too, results are kept packed. `make_room` is called before they are
    unpacked, to let go of what the work needed.
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
    if packed:
        make_room()
    return Results(_unpacked(packed, results), pool.deaths, interrupted)


def _unpacked(packed: list[bytes], results: dict[str, Result]) -> dict[str, Result]:
    """Return results with those that were packed, of which each part is let go once it is unpacked."""
    if packed:
        import pickle
        import zlib

        while packed:
            results.update(pickle.loads(zlib.decompress(packed.pop())))  # noqa: S301 packed by ourselves
    return results


def _processors() -> int:
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity is not None else os.cpu_count() or 1
