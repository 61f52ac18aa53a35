"""The entry point of `evlint` and of `python -m evlint`."""

from __future__ import annotations

import os
import sys
from typing import NoReturn


def main() -> None:
    """Run the command line and exit with its status."""
    import gc

    gc.disable()
    from evlint import startup
    from evlint.startup.own_modules import find_own_modules

    startup.is_command = True
    find_own_modules()
    from evlint.cli import run

    leave(run(sys.argv[1:]))


def leave(status: int) -> NoReturn:
    """End the process. Where nothing waits for the interpreter's own end, it does not take every module apart before."""
    import atexit
    import gc

    threads = sys.modules.get("threading")
    is_alone = threads is None or threads.active_count() == 1
    is_watched = sys.getprofile() is not None or sys.gettrace() is not None
    if is_alone and not is_watched and not atexit._ncallbacks():  # noqa: SLF001 there is no public way to ask
        try:
            sys.stdout.flush()
            sys.stderr.flush()
        except (OSError, ValueError, AttributeError):
            sys.exit(status)
        os._exit(status)
    gc.freeze()  # else the interpreter looks through everything once more
    sys.exit(status)


if __name__ == "__main__":
    if not sys.flags.safe_path:
        del sys.path[0]  # the working folder: what lies in the tree that is checked is never imported
    main()
