"""Where the pages of Hexo go, and what links find there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property

from evlint.generators._pages import folder_of
from evlint.model.file_names import MARKDOWN
from evlint.model.generator import UNKNOWN, Found, Head
from evlint.site.configtext import text_of
from evlint.site.head import day_of
from evlint.site.layout import UPLOADED
from evlint.site.names import resolved, written
from evlint.site.output import OutputLayout

_HEXO_GENERATORS = frozenset(
    f"hexo-generator-{one}"
    for one in ("archive", "category", "index", "tag", "feed", "sitemap", "search", "searchdb", "json-content")
)


class HexoLayout(OutputLayout):
    """Hexo: posts by `permalink`, pages as they lie, everything else is copied."""

    endings = tuple(ending.lower() for ending in MARKDOWN)
    copies = True

    address_keys = ("permalink",)

    def outputs(self, path: str, inner: str) -> Iterable[str]:
        """Yield the address of a page, or of a post where its date is known."""
        head = self._place.head(path)
        stem = inner.rpartition(".")[0]
        own = text_of(head.get("permalink"))
        if inner.startswith(("_posts/", "_drafts/")):
            if inner.startswith("_drafts/") and not self._place.site.options.get("drafts"):
                return
            if own is not None:
                yield f"/{own.lstrip('/')}"
            else:
                filled = self._filled(stem.partition("/")[2], head)
                if filled is not None:
                    yield filled
        elif not any(part.startswith("_") for part in inner.split("/")):
            yield (
                f"/{own.lstrip('/')}"
                if own is not None
                else (folder_of(stem, "index") if stem.rpartition("/")[2] == "index" else f"/{stem}.html")
            )

    def _filled(self, name: str, head: Head) -> str | None:
        told = self._told_by(name)
        title = told.get("title", name)
        day = day_of(head.get("date"))
        if day is None and head.get("date") is None:
            month, number = told.get("month") or told.get("i_month"), told.get("day") or told.get("i_day")
            day = f"{told['year']}-{month:0>2}-{number:0>2}" if "year" in told and month and number else None
        words = {":title": title, ":name": title.rpartition("/")[2]}
        if day is not None:
            year, month, number = day.split("-")
            words |= {
                ":year": year, ":month": month, ":day": number, ":i_month": month.lstrip("0"), ":i_day": number.lstrip("0")
            }  # fmt: skip
        template = self._place.site.permalink or ""
        made = re.sub(r":[a-z_]+", lambda match: words.get(match[0], "\0"), template)
        return None if "\0" in made else f"/{made.lstrip('/')}"

    def drops_day(self, path: str) -> bool:
        """Tell whether the form of new posts' names takes the day out of the name: the address is made of the post's own."""
        inner = path.removeprefix(self.content)
        return "year" in self._told_by(inner.rpartition(".")[0].partition("/")[2])

    def _told_by(self, name: str) -> dict[str, str]:
        """Return what a file name tells by the form of `new_post_name`: the title, and the parts of a date."""
        match = self._name_form.fullmatch(name)
        return {} if match is None else match.groupdict()

    @cached_property
    def _name_form(self) -> re.Pattern[str]:
        form = (self._place.site.options.get("named") or ":title").removesuffix(".md")
        parts = {
            "year": r"\d{4}",
            "month": r"\d\d",
            "day": r"\d\d",
            "i_month": r"\d\d?",
            "i_day": r"\d\d?",
            "title": ".+?",
        }
        seen: set[str] = set()
        made = ""
        for piece in re.split(r"(:[a-z_]+)", form):
            key = piece[1:] if piece.startswith(":") else ""
            if key in parts and key not in seen:
                seen.add(key)
                made += f"(?P<{key}>{parts[key]})"
            elif key:
                return re.compile(r"(?!)")  # a part that nobody can tell from the title
            else:
                made += re.escape(piece)
        return re.compile(made)

    def find(self, path: str) -> Found:
        """Find a page; one is surely missing only where every post's address is known, a file where the theme is there."""
        found = super().find(path)
        if found.state != "missing":
            return found
        asset = self._of_a_post(path)
        if asset is not None:
            return Found("found", asset)
        if self._is_of_theme(path):
            return UNKNOWN
        name = path.strip("/").rpartition("/")[2].removesuffix(".html")
        plugins = self._place.site.options.get("plugins")
        harmless = plugins is not None and _HEXO_GENERATORS.issuperset(plugins)
        return found if harmless and name not in self._undated else UNKNOWN

    def _of_a_post(self, path: str) -> str | None:
        """Return the file of a post's own folder that stands below the post's address (`post_asset_folder`)."""
        folder, _, name = path.rpartition("/")
        source = self._written.get(written(f"{folder}/")) if self._place.site.options.get("assets") else None
        own = None if source is None else f"{source.rpartition('.')[0]}/{name}"
        return own if own is not None and self._place.names.has(own) else None

    def _is_of_theme(self, path: str) -> bool:
        """Tell whether a theme that is not in the tree (a package, a submodule) may bring a file."""
        inner = path.strip("/")
        theme = self._place.site.options.get("theme")
        if "." not in inner.rpartition("/")[2] or inner.endswith(".html"):
            return False
        top = f"{self.content}{inner.partition('/')[0]}"
        return (
            theme is not None
            and not self._place.names.has_folder(f"themes/{theme}")
            and not self._place.names.has_folder(top)
        )

    @cached_property
    def _undated(self) -> frozenset[str]:
        """The names of posts whose address is not known."""
        stems = (
            inner.partition("/")[2].rpartition(".")[0]
            for path, inner in self.sources()
            if inner.startswith("_posts/") and next(iter(self.outputs(path, inner)), None) is None
        )
        return frozenset(self._told_by(stem).get("title", stem).rpartition("/")[2] for stem in stems)

    def tagged(self, kind: str, argument: str, document: str) -> Found:
        """Find what `post_link` names by its slug or title, and what `asset_img` and its like name beside the post."""
        if kind in ("slug", "slug-path"):
            found = self._slugs.get(argument) or self._titles.get(argument)
            return Found("missing" if found is None else "found", found)
        if kind != "asset" or not document.startswith(f"{self.content}_posts/"):
            return UNKNOWN
        own = f"{document.rpartition('.')[0]}/{argument}"
        has_folder = self._place.site.options.get("assets") and self._place.names.has(own)
        return Found("found", own) if has_folder else Found("missing")

    @cached_property
    def _slugs(self) -> dict[str, str]:
        """The posts by what `new_post_name` calls the title in their paths."""
        posts = ((path, inner.partition("/")[2].rpartition(".")[0]) for path, inner in self._posts())
        return {self._told_by(stem).get("title", stem): path for path, stem in posts}

    @cached_property
    def _titles(self) -> dict[str, str]:
        return {title: path for path, _ in self._posts() if (title := text_of(self._place.head(path).get("title")))}

    def _posts(self) -> Iterator[tuple[str, str]]:
        folders = ("_posts/", "_drafts/") if self._place.site.options.get("drafts") else ("_posts/",)
        return ((path, inner) for path, inner in self.sources() if inner.startswith(folders))

    def relative(self, document: str, path: str, *, raw: bool) -> Found | None:  # noqa: ARG002 raw HTML is no other
        """Find a target from the page's address; with `post_asset_folder` a post has a folder of its own beside it."""
        address = self.address(document)
        if address is None:
            found = self.beside(document, path)
            return UNKNOWN if found is None else Found("found", found)
        there = self.find(resolved(address, path))
        if there.state == "found":
            return there
        pictured = self.find(resolved("/", path))  # the usual renderer takes pictures from the root
        if pictured.state == "found" and path.rpartition(".")[2].lower() in UPLOADED:
            return pictured
        stem = document.rpartition(".")[0]
        if self._place.site.options.get("assets") and self._place.exists(f"{stem}/{path.removeprefix('./')}"):
            return Found("found", f"{stem}/{path.removeprefix('./')}")
        if path.lower().endswith(self.endings):
            return None
        return there if there.state == "missing" else Found("missing") if self.beside(document, path) else None
