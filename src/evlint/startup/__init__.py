"""The one place that decides whether a trick of this room is used.

`EVLINT_PLAIN=1` in the environment switches all of them off: evlint then imports and compiles as any other program, prints
the same bytes, and takes 150 ms for one post where it takes 62. It is for whoever doubts a trick: a strange traceback, a
new Python, a debugger.

Some tricks change a module for everybody in the process. They are used by the command alone, which owns its process and
says so (`claim_process`): a program that imports evlint never sees them.
"""

from __future__ import annotations

import os

IS_PLAIN = os.environ.get("EVLINT_PLAIN") == "1"


class _Process:
    is_ours = False


def claim_process() -> None:
    """Say that this process is the command's own; called first of all, by `evlint.__main__`."""
    _Process.is_ours = True


def may_change_modules() -> bool:
    """Return whether a module may be changed for everybody in the process."""
    return _Process.is_ours and not IS_PLAIN
