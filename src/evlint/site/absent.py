"""What a checkout lacks on purpose: submodules that were not fetched, files that `.gitignore` keeps out of it, and pages
that scripts of the site fetch or make before it is built, as far as these name them.

The built site may have them, so that nobody can tell whether a link to them leads anywhere.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from evlint.model.file_names import LAYOUTS
from evlint.model.globs import Globs
from evlint.site.names import resolved
from evlint.startup.lazy_regex import lazy_regex

if TYPE_CHECKING:
    from evlint.site.layout import Place

_SUBMODULE = lazy_regex(r"^[ \t]*path[ \t]*=[ \t]*(.+?)[ \t]*$", re.MULTILINE)

_MOST, _LONGEST = 100, 50_000  # scripts that are looked at, characters of each
_NO_PATH = lazy_regex(r"[^\w./-]+")  # what stands between paths in a script
_MOST_PARTS = 12  # of a path: a longer one is none
_SCRIPTS = (".sh", ".bash", ".py", ".js", ".mjs", ".ts", ".rb", ".go", ".mk", ".csv", ".ps1")
# Folders whose files are read by the generator itself, or by browsers.
_SITE_FOLDERS = LAYOUTS | {
    "_includes", "_data", "themes", "assets", "static", "public", "src", "data", "i18n", "node_modules", "js", "css",
    "images", "img", "_posts", "posts", "docs", "content", "source", "pages", "test", "tests", ".github",
}  # fmt: skip


def _is_script(path: str) -> bool:
    """Tell whether a file may be a script, or a list without an ending that one reads."""
    name = path.rpartition("/")[2]
    if ".config." in name or name.startswith("sidebar") or ".vitepress/" in path:
        return False  # a generator's own configuration: what it names is linked to, not made
    return name.endswith(_SCRIPTS) or ("." not in name and not name.isupper())


class Absent:
    """The folders and files of one site that its checkout lacks; asked for a link that leads nowhere."""

    def __init__(self, place: Place) -> None:
        """`.gitmodules` is read at once; ignore files and scripts when a link leads nowhere."""
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
        if inner in self._named:
            return True
        return bool(inner) and any(self.holds(f"{folder}/{inner}".lstrip("/")) for folder in folders)

    @cached_property
    def _named(self) -> frozenset[str]:
        """The addresses, two folders deep or more, that the site's scripts and lists name, where no such source is there."""
        place = self._place
        site = place.site
        tops = {folder.split("/")[0] for folder in (site.content, *site.contents, *site.static) if folder}
        scripts = [
            path
            for path in place.names.paths
            if not ("/" in path and path.split("/")[0] in tops | _SITE_FOLDERS) and _is_script(path)
        ]
        found: set[str] = set()
        for path in scripts[:_MOST]:
            for word in set(_NO_PATH.split((place.text(path) or "")[:_LONGEST])):
                if 0 < word.count("/") <= _MOST_PARTS and not place.names.has(word.strip("/")):
                    parts = [part for part in word.split("/") if part]
                    last = parts.pop().partition(".")[0] if parts else ""
                    parts += [last] if last not in ("", "index", "_index") else []
                    ends = range(2, len(parts) + 1)
                    found.update("/".join(parts[start:end]) for end in ends for start in range(end - 1))
        return frozenset(found)

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
