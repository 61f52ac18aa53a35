"""Where the pages of Zola go, and what links find there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from evlint.generators._pages import DATED
from evlint.model.generator import Found, Published
from evlint.site.configtext import text_of, texts_of
from evlint.site.layout import UPLOADED
from evlint.site.names import resolved
from evlint.site.output import OutputLayout
from evlint.site.slugs import deunicoded


class ZolaLayout(OutputLayout):
    """Zola: `x.md` is `/x/`, with `slug` for its name or `path` for the whole; dates before a name are left out."""

    endings = (".md",)

    address_keys = ("path", "slug")

    def published(self, path: str) -> Iterator[Published]:
        """Yield the files of a page; none where its section is a draft."""
        folder = path.rpartition("/")[0]
        while len(folder) > len(self.content):
            if (
                self._place.names.has(f"{folder}/_index.md")
                and self._place.head(f"{folder}/_index.md").get("draft") is True
            ):
                return
            folder = folder.rpartition("/")[0]
        yield from super().published(path)

    def outputs(self, path: str, inner: str) -> Iterable[str]:
        """Yield the address of a page or section, then its aliases."""
        head = self._place.head(path)
        stem = inner.rpartition(".")[0]
        language = ""
        first, dot, code = stem.rpartition(".")
        if dot and code in self._place.site.languages:
            stem, language = first, f"/{code}"
        stated = text_of(head.get("path"))
        if stated is not None:
            yield f"{language}/{stated.strip('/')}/"
        else:
            yield language + self._plain(stem, text_of(head.get("slug")))
        for alias in texts_of(head.get("aliases")):
            yield f"/{alias.strip('/')}" + ("" if alias.endswith(".html") else "/")

    def _plain(self, stem: str, slug: str | None) -> str:
        folder, _, name = stem.rpartition("/")
        if name == "_index":
            return f"/{self._slugged(folder)}/".replace("//", "/")
        if name == "index":
            folder, _, name = folder.rpartition("/")
        if not self._place.site.options.get("dates"):
            name = DATED.sub("", name, 1) if DATED.match(name) else name
        whole = "/".join(part for part in (self._slugged(folder), self._slugged(slug or name)) if part)
        return f"/{whole}/"

    def _slugged(self, path: str) -> str:
        if self._place.site.options.get("paths") != "on":
            return path
        return "/".join(deunicoded(part) for part in path.split("/"))

    def is_made(self, inner: str) -> bool:
        """Leave alone the pages of taxonomies."""
        taxonomies = self._place.site.options.get("taxonomies") or ()
        return super().is_made(inner) or inner.partition("/")[0] in taxonomies

    def find(self, path: str) -> Found:
        """Find a page or file; what lies beside a section, or below a page of its own folder, is copied to its address."""
        found = super().find(path)
        inner = path.strip("/")
        code, _, rest = inner.partition("/")
        ending = ".md"
        if code in self._place.site.languages:
            inner, ending = rest, f".{code}.md"
        source = f"{self.content}{inner}"
        if found.state == "found" or not inner or source.endswith(".md") or not self._place.names.has(source):
            return found
        folder = source.rpartition("/")[0]
        is_copied = self._place.names.has(f"{folder}/_index{ending}")
        while not is_copied and len(folder) > len(self.content):
            is_copied = self._place.names.has(f"{folder}/index{ending}")
            folder = folder.rpartition("/")[0]
        return Found("found", source) if is_copied else found

    def page(self, argument: str, document: str, language: str = "") -> Found:  # noqa: ARG002 from any page alike
        """Find what `@/…` names: a file of the content folder. Zola stops where it is not there."""
        inner = self.content + argument.strip("/")
        if self._place.names.has(inner):
            return Found("found", inner)
        return Found("missing", None, self._place.names.nearest_file(inner))

    def relative(self, document: str, path: str, *, raw: bool) -> Found | None:  # noqa: ARG002 raw HTML is no other
        """Find a target from the page's address; files beside go with a page of its own folder, and with a section."""
        found = self.beside(document, path)
        name = document.rpartition("/")[2]
        if found is not None and (name.startswith(("index.", "_index.")) or found.endswith(".md")):
            return Found("found", found)
        address = self.address(document)
        if address is None or path.endswith(".md"):
            return None
        there = self.find(resolved(address, path))
        # Below a page's own address lie the files of its own folder and of static ones, and no others.
        is_own = not path.startswith("../") and path.rpartition(".")[2].lower() in UPLOADED
        return Found("missing") if there.state == "unknown" and (found is not None or is_own) else there
