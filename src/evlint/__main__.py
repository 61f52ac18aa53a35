"""The entry point of `evlint` and of `python -m evlint`."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line and exit with its status."""
    import gc

    gc.disable()
    from evlint.edge.ownmodules import find_own_modules

    find_own_modules()
    from evlint.cli import run

    status = run(sys.argv[1:])
    gc.freeze()  # else the interpreter looks through everything once more before it ends
    sys.exit(status)


if __name__ == "__main__":
    if not sys.flags.safe_path:
        del sys.path[0]  # the working folder: what lies in the tree that is checked is never imported
    main()
