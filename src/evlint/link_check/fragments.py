"""Which fragments of other sites' pages can be judged."""

from __future__ import annotations

import re

from evlint.startup.lazy_regex import lazy_regex

_LINES = lazy_regex(r"L\d+(?:[-:C].*)?\Z|\d+\Z|lines?-\d+", re.IGNORECASE)


def is_judged(fragment: str) -> bool:
    """Tell whether a fragment names a place in the page's HTML, as far as anyone can tell without running its scripts.

    Text fragments, `#page=3` of a PDF, `#`, `#top`, lines of code and client-side routes do not.
    """
    name = fragment.strip()
    if not name or name.lower() == "top" or name.startswith(("/", "!", ":", "?", "~")):
        return False
    return "=" not in name and "/" not in name and "&" not in name and ":~:" not in name and _LINES.match(name) is None
