"""How much work something is, told so that a busy machine changes nothing in what a test says."""

from __future__ import annotations

import cProfile
import gc
import time
from collections.abc import Callable

_TRIES = 5  # a machine that is busy with something else may make some of them slow; work that grows too fast makes all


def seconds(work: Callable[[], object]) -> float:
    """Return the CPU time that a piece of work takes in this thread, without the collector, which would see all tests."""
    collects = gc.isenabled()
    gc.disable()
    try:
        begun = time.thread_time()
        work()
        return time.thread_time() - begun
    finally:
        if collects:
            gc.enable()


def in_one_try(is_quick: Callable[[], bool]) -> bool:
    """Tell whether something that was measured is quick enough in one of several tries."""
    return any(is_quick() for _ in range(_TRIES))


def takes_less(work: Callable[[], object], bound: float) -> bool:
    """Tell whether a piece of work takes less than `bound` seconds of CPU time, be it once."""
    return in_one_try(lambda: seconds(work) < bound)


def calls(work: Callable[[], object]) -> int:
    """Return how many functions a piece of work calls, Python's and those in C: the same number in every run."""
    profile = cProfile.Profile()
    profile.enable()
    try:
        work()
    finally:
        profile.disable()
    return sum(entry.callcount for entry in profile.getstats())
