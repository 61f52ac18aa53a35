"""What a checkout lacks on purpose: submodules that were not fetched, and files that `.gitignore` keeps out of it.

The built site may have them, so that nobody can tell whether a link to them leads anywhere.
"""

from __future__ import annotations

import re

from evlint.model.globs import Globs
from evlint.site.layout import Place
from evlint.site.output import resolved
from evlint.startup.lazy_regex import lazy_regex

_SUBMODULE = lazy_regex(r"^[ \t]*path[ \t]*=[ \t]*(.+?)[ \t]*$", re.MULTILINE)


class Absent:
    """The folders and files of one site that its checkout lacks; asked for a link that leads nowhere."""

    def __init__(self, place: Place) -> None:
        """Take the site and its files."""
        self._place = place
        self._ignores: dict[str, Globs | None] = {}
        listed = _SUBMODULE.findall(place.text(".gitmodules") or "")
        paths = [path.strip("/") for path in listed]
        self._modules = tuple(f"{path}/" for path in paths if path and not place.names.has_folder(path))

    def may_hold(self, target: str, document: str, address: str | None, base: str) -> bool:
        """Tell whether what a link of a document leads to may lie there: beside the document, or in a folder of sources.

        `target` begins with `/` (the base path before it or not) or is relative; `address` is the document's own.
        """
        if not target.startswith("/"):
            if self.holds(resolved(f"/{document}", target).strip("/")):
                return True
            target = "" if address is None else resolved(address, target)
        inner = (target[len(base) :] if base and target.startswith(f"{base}/") else target).strip("/")
        site = self._place.site
        folders = (folder.strip("/") for folder in ("", site.content, *site.contents, *site.static))
        return bool(inner) and any(self.holds(f"{folder}/{inner}".lstrip("/")) for folder in folders)

    def holds(self, path: str) -> bool:
        """Tell whether a file, by its path from the site's root, may lie in what the checkout lacks."""
        if path.startswith(self._modules):
            return True
        parts = path.split("/")
        for count in range(len(parts)):
            globs = self._of("/".join(parts[:count]))
            if globs is not None and globs.match("/".join(parts[count:])):
                return True
        return False

    def _of(self, folder: str) -> Globs | None:
        """Return what the `.gitignore` of a folder says, None where it has none."""
        if folder not in self._ignores:
            text = self._place.text(f"{folder}/.gitignore" if folder else ".gitignore")
            self._ignores[folder] = Globs(text.splitlines()) if text else None
        return self._ignores[folder]
