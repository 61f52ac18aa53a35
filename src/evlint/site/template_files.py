"""What the templates of a site ask for, as far as their texts tell."""

from __future__ import annotations

import re

from evlint.model.files import Files
from evlint.startup.lazy_regex import lazy_regex

_COMMENT = lazy_regex(r"\{\{-?[ \t]*/\*.*?\*/", re.DOTALL)  # of a template of Go


class Templates:
    """The templates of a tree, each looked at once for each name: a site's posts use the same few."""

    def __init__(self, files: Files) -> None:
        """Take the files: a template is read at the first question about it."""
        self._files = files
        self._uses: dict[tuple[str, str], bool | None] = {}

    def uses(self, path: str, name: str) -> bool | None:
        """Tell whether a template uses a name outside comments; None where there is no such file."""
        if (path, name) not in self._uses:
            text = self._files.read(path) if self._files.holds(path) else None
            self._uses[path, name] = None if text is None else _finds(name, text)
        return self._uses[path, name]


def _finds(name: str, text: str) -> bool:
    return re.search(rf"{re.escape(name)}\b", _COMMENT.sub("", text)) is not None
