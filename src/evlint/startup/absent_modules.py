"""What the command never needs of the libraries that it imports to ask for links.

httpx imports its own command line (50 ms), and httpcore looks for `sniffio` with every lock that it makes: where that is not
installed, the search in vain takes a third of the time of a run over the network. Python remembers no search in vain, so the
command notes it. Only the command does so: a program that imports evlint keeps its modules as they are.
"""

from __future__ import annotations

import sys
from importlib.util import find_spec


def note_absent_modules() -> None:
    """Let imports fail at once of what is not installed, and of httpx's command line, which nobody calls here."""
    absent = [name for name in ("sniffio", "trio") if name not in sys.modules and find_spec(name) is None]
    for name in ("httpx._main", *absent):
        sys.modules.setdefault(name, None)  # type: ignore[arg-type]  # Python's own word for "not to be imported"
