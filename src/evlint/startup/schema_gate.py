"""jsonschema-rs, imported at half its price.

Its start asks `email.utils` to read the date of its own build, which brings in sockets, random numbers and more: 15 of its
38 ms (Python 3.11, version 0.61, two shared cores). While it is imported, a module that only knows that one function stands
in for the real one.
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import Any

_ASKED = "email.utils"


def jsonschema_rs() -> Any:  # noqa: ANN401 a module, or None where it is not installed
    """Return the module, or None where it is not there."""
    known = sys.modules.get("jsonschema_rs")
    if known is not None:
        return known
    stand_in = None
    if _ASKED not in sys.modules:
        stand_in = ModuleType(_ASKED)
        vars(stand_in)["parsedate_to_datetime"] = str
        sys.modules[_ASKED] = stand_in
    try:
        import jsonschema_rs as module
    except ImportError:
        return None
    finally:
        if stand_in is not None and sys.modules.get(_ASKED) is stand_in:
            del sys.modules[_ASKED]
    return module
