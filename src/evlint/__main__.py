"""The entry point of `evlint` and of `python -m evlint`."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line and exit with its status."""
    from evlint.startup.process import begin, leave

    begin()
    from evlint.cli import run

    leave(run(sys.argv[1:]))


if __name__ == "__main__":
    if not sys.flags.safe_path:
        del sys.path[0]  # the working folder: what lies in the tree that is checked is never imported
    main()
