"""Where the pages of Astro go, and what links find there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from evlint.generators._pages import folder_of
from evlint.model.generator import Found, Published
from evlint.site.configtext import text_of
from evlint.site.layout import UNKNOWN, Place
from evlint.site.output import OutputLayout, written

_ASTRO_CONTENT = "src/content/"
_PLAIN_ID = re.compile(r"[a-z0-9][a-z0-9/-]*\Z")  # what Astro leaves as it is where it makes an id of a path


class AstroLayout(OutputLayout):
    """Astro: the pages of `src/pages`; what a route with brackets makes of a collection is not known."""

    endings = (".md", ".mdx", ".astro", ".html", ".js", ".ts")

    def __init__(self, place: Place) -> None:
        """Take the files of the site."""
        super().__init__(place)
        self.content = "src/pages/"

    def published(self, path: str) -> Iterator[Published]:
        """Yield the file of a page; of an entry of a collection its id there, by which templates make its page."""
        if not path.startswith(_ASTRO_CONTENT):
            yield from super().published(path)
            return
        collection, _, inner = path[len(_ASTRO_CONTENT) :].partition("/")
        slug = text_of(self._place.head(path).get("slug"))
        stem = inner.rpartition(".")[0].removesuffix("/index")
        if inner and (slug is not None or _PLAIN_ID.match(stem)) and not inner.startswith("_"):
            key = "slug" if slug is not None else ""
            yield Published(f"{collection}:{written((slug or stem) + '/')}", key, slug or "")

    def outputs(self, path: str, inner: str) -> Iterable[str]:  # noqa: ARG002 the source is not read
        """Yield the address of a page; of one with brackets none is known."""
        if "[" not in inner and not any(part.startswith("_") for part in inner.split("/")):
            yield folder_of(inner.rpartition(".")[0], "index").rstrip("/") or "/"

    def find(self, path: str) -> Found:
        """Find a page; it is surely missing only where its first folder holds no route with brackets."""
        found = super().find(path)
        if found.state != "missing":
            return found
        first, _, rest = path.strip("/").partition("/")
        folder = f"src/pages/{first}"
        if rest and self._place.names.has_folder(folder) and not self._has_routes(folder):
            return found
        return UNKNOWN if "." not in path.rpartition("/")[2] else self._place.asset(path, self._static)

    def _has_routes(self, folder: str) -> bool:
        top = any("[" in name for name in self._place.names.within("src/pages"))
        return top or any("[" in one for one in self._place.names.paths if one.startswith(f"{folder}/"))

    def relative(self, document: str, path: str, *, raw: bool) -> Found | None:  # noqa: ARG002
        """Leave relative targets to the files beside the post: pictures are taken from there."""
        return None
