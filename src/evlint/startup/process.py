"""How the command's process begins and ends: without the collector of garbage, and without taking every module apart.

The collector finds nothing in a run of less than 20,000 files (`pipeline.workers` switches it on beyond): 12 million
instructions, 4 of 62 ms. Ending at once saves 25 million, 15 ms.
"""

from __future__ import annotations

import sys
from typing import NoReturn

from evlint.startup import IS_PLAIN, claim_process


def begin() -> None:
    """Begin the command's own process; before anything else of evlint is imported."""
    claim_process()
    if IS_PLAIN:
        return
    import gc

    gc.disable()


def leave(status: int) -> NoReturn:
    """End the process. Where nothing waits for the interpreter's own end, it does not take every module apart before."""
    import atexit
    import gc
    import os

    threads = sys.modules.get("threading")
    is_alone = threads is None or threads.active_count() == 1
    is_watched = sys.getprofile() is not None or sys.gettrace() is not None
    if not IS_PLAIN and is_alone and not is_watched and not atexit._ncallbacks():  # noqa: SLF001 there is no public way to ask
        try:
            sys.stdout.flush()
            sys.stderr.flush()
        except (OSError, ValueError, AttributeError):
            sys.exit(status)
        os._exit(status)
    gc.freeze()  # else the interpreter looks through everything once more
    sys.exit(status)
