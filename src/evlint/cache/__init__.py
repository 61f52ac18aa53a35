"""What earlier runs left. Where it lies: one folder per user, that CI can save and restore."""

from __future__ import annotations

import os
import sys


def cache_dir() -> str:
    """Return the folder of the caches: EVLINT_CACHE_DIR, else where the system keeps such folders. It may not exist yet."""
    own = os.environ.get("EVLINT_CACHE_DIR")
    if own:
        return os.path.abspath(own)
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or os.path.expanduser("~\\AppData\\Local")
    elif sys.platform == "darwin":
        base = os.path.expanduser("~/Library/Caches")
    else:
        base = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
    return os.path.join(base, "evlint")
