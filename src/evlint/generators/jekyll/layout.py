"""Where Jekyll puts things: posts and collections by permalink, pages by path, everything else as it lies.

An address is "missing" only where Jekyll's configuration is there, the address has the form of a collection that has
posts in the tree, and no page, redirect or file stands there. What plugins make (feeds, archives, pages of a list) stays
"unknown".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

from evlint.generators.jekyll.config import POSTS, is_part
from evlint.generators.jekyll.layout_ids import LayoutIds
from evlint.generators.jekyll.posts import Family, filled_page
from evlint.model.file_names import FOREIGN, PAGES, UNDERSCORED, is_markdown, is_page
from evlint.model.generator import UNKNOWN, Found, Published
from evlint.site.configtext import text_of, texts_of
from evlint.site.defaults import Defaults
from evlint.site.layout import LISTS, SERVED, UPLOADED, WRITTEN, Place, PlainLayout
from evlint.site.names import beside, resolved
from evlint.site.permalinks import canonical
from evlint.startup.lazy_regex import lazy_regex

_MACHINERY = UNDERSCORED | FOREIGN | {"_site"}
# Plugins that make no page but feeds, lists and redirects.
_HARMLESS = frozenset(
    {
        "jekyll-feed", "jekyll-seo-tag", "jekyll-sitemap", "jekyll-paginate", "jekyll-redirect-from",
        "jekyll-relative-links", "jekyll-titles-from-headings", "jekyll-optional-front-matter",
        "jekyll-readme-index", "jekyll-default-layout",
        "jekyll-mentions", "jekyll-include-cache", "jekyll-remote-theme", "jekyll-github-metadata", "jemoji", "jekyll-gist",
        "jekyll-toc", "jekyll-last-modified-at", "jekyll-coffeescript", "jekyll-commonmark-ghpages", "jekyll-minifier",
        "jekyll-target-blank", "jekyll-algolia", "jekyll_picture_tag", "jekyll-paginate-v2",
    }
)  # fmt: skip
# What a plugin of the site's own makes pages or files with; one that only converts, filters or tags names none of them.
_WRITES = lazy_regex(
    r"\bGenerator\b|\bHooks\b|\b(?:Page|PageWithoutAFile|StaticFile|Document)\b|\.(?:pages|static_files|docs)\b|\bFileUtils\b"
    r"|\bFile\.(?:open|write|new|binwrite)\b|\bIO\.|\bsystem\b|`"
)
# The last part of an address that plugins make: pages of lists, feeds, files.
_MADE = lazy_regex(r"(?:page-?)?\d+\Z|page\Z|feed\Z|index\Z|tags?\Z|categor(?:y|ies)\Z|archives?\Z|.*\.\w{2,4}\Z")


class JekyllLayout(PlainLayout):
    """The layout of a Jekyll site."""

    makes_files = True

    def __init__(self, place: Place) -> None:
        """Without a configuration nothing is surely missing: the folder may be only a part of the site."""
        super().__init__(place)
        site = place.site
        self._source = f"{site.content}/" if site.content else ""
        self._certain = site.config is not None
        self._families = [Family(one, place) for one in site.collections if one.output]

    @cached_property
    def _ids(self) -> LayoutIds:
        return LayoutIds(self._place)

    def layout_ids(self, path: str) -> frozenset[str]:
        """Return the ids that the layout of a page makes of the page's own keys."""
        return self._ids.of(path)

    def find(self, path: str) -> Found:
        """Find what an address leads to."""
        address = canonical(path)
        found = self._page(path, address)
        if found is not None:
            return self._as_written(found, path)
        inner = self._post(address)
        if inner is not None:
            return self._as_written(Found("found", inner), path)
        inner = next((one for family in self._families if (one := family.file_at(path)) is not None), None)
        if inner is not None:
            return Found("found", inner)
        is_made = _MADE.match(address.rpartition("/")[2]) is not None
        if self._certain and not is_made:
            for family in self._families:
                if family.has_form(address):
                    near = family.nearest(address)
                    return Found("missing", None, None if near is None else self.address(near))
        if not self._certain or self._is_hidden(path.strip("/")):
            return UNKNOWN
        if not self._place.holds(self._source + path.strip("/")):
            return UNKNOWN  # through a link that leads out of the tree
        asset = self._place.asset(path, (self._source,))
        if any(family.is_empty_at(address) for family in self._families):
            return asset  # a collection that this checkout does not have
        name = path.rpartition("/")[2]
        if asset.state == "unknown" and self._knows_pages and name.rpartition(".")[2].lower() in UPLOADED:
            top = path.strip("/").partition("/")[0]
            absent = not self._place.names.has_folder(self._source + top)
            alike = self._uploads.get(name) if absent else None  # it lies elsewhere: that is what was meant
            return asset if alike is None else Found("missing", None, "/" + alike.removeprefix(self._source))
        if asset.state == "unknown" and self._knows_pages and not is_made and self._is_page_like(address):
            return Found("missing")
        return asset

    @cached_property
    def _uploads(self) -> dict[str, str]:
        """What is uploaded and copied, by the name of the file."""
        paths = self._place.names.paths
        return {
            path.rpartition("/")[2]: path
            for path in paths
            if path.rpartition(".")[2].lower() in UPLOADED and not self._is_hidden(path)
        }

    def _as_written(self, found: Found, path: str) -> Found:
        """Say that a page is missing at `/x.html` where Jekyll writes `/x/`: no server leads from one to the other."""
        if found.path is None or not path.endswith(".html") or path.endswith("/index.html"):
            return found
        if found.path == self._source + path.strip("/") and not self._place.mentions(found.path, "---"):
            return found  # copied as it is
        own = self.address(found.path)
        others = texts_of(self._place.head(found.path).get("redirect_from")) if own is not None else ()
        if own is None or not own.endswith("/") or not self._certain or path in others:
            return found
        return Found("missing", None, own) if canonical(own) == canonical(path) else found

    def _is_page_like(self, address: str) -> bool:
        parts = address.strip("/").split("/")
        if parts[0].lower() in SERVED and not self._place.names.has_folder(self._source + parts[0]):
            return False
        return bool(parts[0]) and "." not in parts[-1] and LISTS.isdisjoint(parts)

    @cached_property
    def _knows_pages(self) -> bool:
        """Whether no plugin makes pages of its own: then what has no source is not there."""
        site = self._place.site
        if site.plugins is None or not _HARMLESS.issuperset(site.plugins) or site.options.get("autopages"):
            return False
        named = str(site.options.get("plugins") or "_plugins").strip("/")
        folders = tuple(dict.fromkeys((f"{self._source}{named}/", f"{named}/")))
        own = [path for path in self._place.names.paths if path.startswith(folders) and path.endswith(".rb")]
        if not own and any(self._place.exists(folder.rstrip("/")) for folder in folders):
            return False  # files that the list does not have: nobody can read them
        return not any(_WRITES.search(_code(self._place.text(path) or "")) for path in own)

    def address(self, path: str) -> str | None:
        """Return the address of a source file."""
        permalink = text_of(self._place.head(path).get("permalink"))
        for family in self._families:
            if family.holds(path):
                return family.address(path, permalink)
        if permalink is None and self._has_page_defaults:
            permalink = text_of(self._defaults.values(self._defaults.key(path)).get("permalink"))
        if permalink is not None:
            return filled_page(permalink, path.removeprefix(self._source))
        if not is_page(path) or self._is_hidden(path):
            return None
        stem = path.removeprefix(self._source).rpartition(".")[0]
        if stem == "index" or stem.endswith("/index"):
            return "/" + stem.removesuffix("index")
        style = self._place.site.permalink or "date"
        return f"/{stem}/" if style == "pretty" or style.endswith("/") else f"/{stem}.html"

    def published(self, path: str) -> Iterator[Published]:
        """Yield the file of a page or post, and those of its `redirect_from` where the plugin writes them."""
        head = self._place.head(path)
        stated = text_of(head.get("permalink"))
        family = next((one for one in self._families if one.holds(path)), None)
        if family is None and (not is_page(path) or self._is_hidden(path)):
            return
        if family is not None and not family.is_certain(path):
            return
        if stated is None and (not family.is_plain if family is not None else self._has_page_defaults):
            return
        address = self.address(path)
        if address is not None and text_of(head.get("redirect_to")) is None:
            key = "permalink" if stated is not None else "slug" if family is not None and "slug" in head else ""
            yield Published(_written(address), key, text_of(head.get(key)) or "")
        if "jekyll-redirect-from" in (self._place.site.plugins or ()):
            for other in texts_of(head.get("redirect_from")):
                yield Published(_written(other), "redirect_from", other, is_alias=True)

    @cached_property
    def _defaults(self) -> Defaults:
        return Defaults(self._place.site)

    @cached_property
    def _has_page_defaults(self) -> bool:
        """Whether the configuration gives pages a permalink that their own front matter does not say."""
        return any("permalink" in one.values and one.type in (None, "pages") for one in self._place.site.defaults)

    def static_file(self, written: str) -> str | None:
        """Return the file without front matter that Jekyll copies to a place of the built site."""
        path = self._source + written
        if not self._place.names.has(path) or self._is_hidden(path):
            return None
        return None if (self._place.text(path) or "").startswith("---") else path

    def layouts(self, path: str) -> frozenset[str] | None:
        """Return the names of the layouts; None where a theme may bring more, where there are none, for what is no page."""
        return None if is_part(self._place.site, path) else self._layouts

    @cached_property
    def _layouts(self) -> frozenset[str] | None:
        site = self._place.site
        folder = f"{self._source}{site.options.get('layouts') or '_layouts'}/"
        if site.options.get("theme") or any("theme" in one for one in site.plugins or ()) or not self._certain:
            return None
        others = [one for one in self._place.names.paths if one.startswith("_config") and one != site.config]
        if any(self._place.mentions(one, "theme:") for one in others):
            return None
        names = [one[len(folder) :] for one in self._place.names.paths if one.startswith(folder)]
        if not names:
            return None
        return frozenset((*(one.rpartition(".")[0] for one in names), *names, "none", "null", "nil", "false"))

    def tagged(self, kind: str, argument: str, document: str) -> Found:  # noqa: ARG002 from any page alike
        """Find what `link` or `post_url` names: the build stops where it is not there."""
        if kind not in ("link", "post"):
            return UNKNOWN
        found = self._named(argument) if kind == "link" else self._posted(argument)
        return found._replace(stops=True)

    def _named(self, argument: str) -> Found:
        """Find the source file that `link` names: a document of a collection from where `collections_dir` keeps those."""
        wanted = argument.strip().lstrip("/")
        inner = self._source + wanted
        names = self._place.names
        folder, _, rest = wanted.partition("/")
        for collection in self._place.site.collections:
            inside = f"{collection.folder}/{rest}"
            if collection.folder.rpartition("/")[2] == folder and names.has(inside):
                return Found("found", inside)
        if not self._place.holds(inner):
            return UNKNOWN
        if names.has(inner) or self._place.exists(inner):
            return Found("found", inner)
        return Found("missing", None, names.nearest_file(inner)) if self._certain else UNKNOWN

    def _posted(self, argument: str) -> Found:
        """Find the post that `post_url` names, by its folder above or below `_posts`; Jekyll takes another folder's too."""
        wanted = argument.strip().strip("/")
        name = wanted.rpartition("/")[2]
        posts = self._posts.get(name, ())
        for path in posts:
            if f"/{path.rpartition('.')[0]}".replace(f"/{POSTS}/", "/").endswith(f"/{wanted}"):
                return Found("found", path)
        if posts:
            return Found("found", posts[0])
        if not self._certain:
            return UNKNOWN
        return Found("missing", None, self._place.names.nearest("posts", lambda: self._posts, name))

    @cached_property
    def _posts(self) -> dict[str, list[str]]:
        """The posts by the name of their file, without its ending."""
        posts: dict[str, list[str]] = {}
        for path in self._place.names.paths:
            if f"/{POSTS}/" in f"/{path}":
                posts.setdefault(path.rpartition("/")[2].rpartition(".")[0], []).append(path)
        return posts

    def relative(self, document: str, path: str, *, raw: bool) -> Found | None:  # noqa: ARG002 raw HTML is no other
        """Find a target from the page's address: Jekyll leaves it as typed. Sources are left to a plugin that knows them."""
        if not self._certain or is_markdown(path):
            return None
        address = self.address(document)
        if address is None or self._has_base or self._is_read_where_it_stands(document):
            return None
        there = self.find(resolved(address, path))
        if there.state == "found":
            return there
        full = beside(document, path)
        ending = path.rpartition(".")[2].lower()
        if ending in WRITTEN and not self._knows_pages and not self._place.names.has(full):
            return UNKNOWN  # a plugin may write it
        if ending not in UPLOADED or not self._place.names.has(full):
            return there if there.state == "missing" else None
        return Found("missing", None, self._address_of_file(full))

    def _is_read_where_it_stands(self, path: str) -> bool:
        """Tell whether a file is a README without front matter: no page, or with a plugin the index of its own folder."""
        return path.rpartition("/")[2].lower() == "readme.md" and not self._place.head(path)

    def _address_of_file(self, path: str) -> str | None:
        """Return the address that a file is copied to; None where it is left out."""
        for family in self._families:
            address = family.address_of_file(path)
            if address is not None:
                return address
        return None if self._is_hidden(path) else "/" + path.removeprefix(self._source)

    @cached_property
    def _has_base(self) -> bool:
        """Whether a layout changes with `<base>` what relative addresses are relative to."""
        return any(
            self._place.mentions(path, "<base ")
            for path in self._place.names.paths
            if path.startswith((f"{self._source}_layouts/", f"{self._source}_includes/"))
        )

    def _page(self, path: str, address: str) -> Found | None:
        """Find a page or a file by its own path."""
        names, inner = self._place.names, path.strip("/")
        source, stem = self._source, address.strip("/")
        folder = f"{stem}/" if stem else ""
        candidates = [source + inner] if inner else []
        if stem:
            candidates += [f"{source}{stem}{ending}" for ending in PAGES]
        candidates += [f"{source}{folder}index{ending}" for ending in PAGES]
        for one in candidates:
            if names.has(one) and not self._is_hidden(one):
                permalink = text_of(self._place.head(one).get("permalink")) if is_page(one) else None
                if permalink is None or ":" in permalink or canonical(permalink) == address:
                    return Found("found", one)
        return None

    def _is_hidden(self, path: str) -> bool:
        """Tell whether Jekyll leaves a file out because of a name that begins with `_` or `.`."""
        inner = path.removeprefix(self._source)
        include = self._place.site.include
        return any(part[:1] in ("_", ".") and part not in include for part in inner.split("/"))

    @cached_property
    def _elsewhere(self) -> dict[str, str]:
        """The pages and posts that say themselves where they go, or what is redirected to them."""
        addresses: dict[str, str] = {}
        for path in self._place.names.paths:
            if not is_page(path) or not path.startswith(self._source) or not _MACHINERY.isdisjoint(path.split("/")):
                continue
            head = self._place.head(path)
            permalink = text_of(head.get("permalink"))
            if permalink is not None:
                addresses.setdefault(canonical(self.address(path) or permalink), path)
            for other in texts_of(head.get("redirect_from")):
                addresses.setdefault(canonical(other), path)
        return addresses

    def _post(self, address: str) -> str | None:
        """Find a post: by its name, by what it says of itself, by its slug (the first of these reads no other file)."""
        for family in self._families:
            inner = family.find(address)
            if inner is not None:
                return inner
        inner = self._elsewhere.get(address)
        if inner is not None:
            return inner
        return next((inner for family in self._families if (inner := family.renamed(address)) is not None), None)


def _written(address: str) -> str:
    """Return the file that Jekyll writes a page with this address to."""
    inner = re.sub("/+", "/", address).strip("/")
    if not inner or address.endswith("/"):
        return f"{inner}/index.html".lstrip("/")
    return inner if "." in inner.rpartition("/")[2] else f"{inner}.html"


def _code(text: str) -> str:
    """Return a text in Ruby without its lines that are comments."""
    return "\n".join(line for line in text.splitlines() if not line.lstrip().startswith("#"))
