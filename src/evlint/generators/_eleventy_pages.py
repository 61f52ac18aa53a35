"""Where the pages of Eleventy go, and what links find there."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable

from evlint.generators._pages import DATED, folder_of
from evlint.model.generator import Found
from evlint.site.configtext import text_of
from evlint.site.layout import UNKNOWN, Place
from evlint.site.output import OutputLayout, resolved


class EleventyLayout(OutputLayout):
    """Eleventy: `x.md` is `/x/` unless `permalink` or a data file says otherwise; no page is surely missing."""

    endings = (".md", ".html", ".njk", ".liquid", ".webc", ".hbs", ".ejs", ".pug", ".js")
    copies = True

    address_keys = ("permalink",)
    states_all = False

    def __init__(self, place: Place) -> None:
        """Take the files of the site."""
        super().__init__(place)
        self.certain = False

    def outputs(self, path: str, inner: str) -> Iterable[str]:
        """Yield the address of a template."""
        stem = inner.rpartition(".")[0]
        if any(part.startswith("_") for part in inner.split("/")) or inner.endswith(".11tydata.js"):
            return
        own = text_of(self._place.head(path).get("permalink")) if path.endswith((".md", ".html")) else None
        if own is not None:
            if "{" not in own:
                yield own if own.startswith("/") else f"/{own}"
            return
        folder, _, name = stem.rpartition("/")
        name = DATED.sub("", name, 1) if DATED.match(name) else name
        yield folder_of(f"{folder}/{name}" if folder else name, "index")

    def address(self, path: str) -> str | None:  # noqa: ARG002
        """Say that nobody can tell: data files may change it."""
        return None

    def relative(self, document: str, path: str, *, raw: bool) -> Found | None:  # noqa: ARG002
        """Find a file as Eleventy's InputPath transform does: from the input folder, the template or the project."""
        names = self._place.names
        own = next(iter(self.outputs(document, document.removeprefix(self.content))), None)
        there = UNKNOWN if own is None else self.find(resolved(own, path))
        if there.state == "found":
            return there
        for folder in (posixpath.dirname(document), self.content.strip("/"), ""):
            full = posixpath.normpath(posixpath.join(folder, path)).lstrip("./")
            if names.has(full):
                return Found("found", full)
        return None
