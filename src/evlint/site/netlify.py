"""Addresses as Netlify answers them: in any case, and a page without its ending or with a slash behind it.

Netlify keeps the files of a site under names in lower case, so `/img/Affiche.JPG` shows `affiche.jpg`. `/x` and `/x/` are
answered with `x.html`, as with `x/index.html`.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from evlint.model.generator import Found, Layout
from evlint.site.configtext import mapping_of, read_mapping
from evlint.site.names import candidates, written

if TYPE_CHECKING:
    from evlint.model.files import Files
    from evlint.site.layout import Place

_CONFIGURATION = "netlify.toml"
# GitHub Pages keeps the site's host in this file: Netlify then builds previews only.
_OTHER_HOST = "CNAME"


class Netlify:
    """What Netlify serves of one site; asked for a link that leads nowhere."""

    def __init__(self, files: Files, place: Place, layout: Layout) -> None:
        """Nothing is read before the first question. `files` may reach beyond the site."""
        self._files = files
        self._place = place
        self._layout = layout

    @cached_property
    def publishes(self) -> bool:
        """Whether the tree shows that Netlify publishes the site: at its root, or at that of the working folder."""
        place, site = self._place, self._place.site
        if not (_serves(place.text(_CONFIGURATION)) or _serves(self._files.read(_CONFIGURATION))):
            return False
        folders = (folder.strip("/") for folder in ("", site.content, *site.static))
        return not any(place.exists(f"{folder}/{_OTHER_HOST}".lstrip("/")) for folder in folders)

    def find(self, path: str) -> Found:
        """Find the page or file that Netlify answers an address with; unknown where there is none."""
        for one in candidates(path):
            for address in self._addresses.get(one.casefold(), ()):
                found = self._layout.find(address)
                if found.state == "found":
                    return found
        return Found("unknown")

    @cached_property
    def _addresses(self) -> dict[str, list[str]]:
        """The addresses of the site's pages and files, by the name in lower case of the file that is served."""
        addresses: dict[str, list[str]] = {}
        layout, site = self._layout, self._place.site
        folders = [f"{folder.strip('/')}/" for folder in (*site.static, site.content) if folder.strip("/")]
        for path in self._place.names.paths:
            if path.lower().endswith(layout.endings):
                address = layout.address(path)
                if address is not None:
                    addresses.setdefault(written(address).casefold(), []).append(address)
                continue
            copied = (path, *(path[len(folder) :] for folder in folders if path.startswith(folder)))
            for file in copied:
                addresses.setdefault(file.casefold(), []).append(f"/{file}")
        return addresses


def _serves(text: str | None) -> bool:
    """Tell whether a `netlify.toml` says how the public site is made or answered, not only its previews or a version."""
    stated = read_mapping(text, "toml")
    if stated.get("redirects") or stated.get("headers"):
        return True
    tables = (stated.get("build"), mapping_of(stated.get("context")).get("production"))
    return any(mapping_of(table).get(key) for table in tables for key in ("command", "publish"))
