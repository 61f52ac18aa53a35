"""Where the pages of Eleventy go, and what links find there.

A page goes where its `permalink` says: its own, that of a data file beside it or of a folder, that of its layout, else
its path. What a permalink takes from filters is not worked out: it becomes a part of a pattern, which an address may fit.
"""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from evlint.generators._pages import DATED, folder_of
from evlint.generators._read import js_text, without_comments
from evlint.model.generator import UNKNOWN, Found
from evlint.site.configtext import text_of
from evlint.site.layout import UPLOADED, Place
from evlint.site.names import candidates, resolved, written
from evlint.site.output import OutputLayout
from evlint.startup.namedtuple import NamedTuple

_TEXTS = (".md", ".html", ".njk", ".liquid", ".webc", ".hbs", ".ejs", ".pug")  # they begin with front matter
_SCRIPTS = (".11ty.js", ".11ty.cjs", ".11ty.mjs", ".11ty.ts", ".11ty.jsx", ".11ty.tsx")
_TAG = re.compile(r"\{\{-?\s*(.*?)\s*-?\}\}|\{%.*?%\}|\$\{.*?\}")
_DATE = r"\d{4}(?:[/-]\d{1,2}){0,2}"
_ANY = r".+"
_MOST_TAGS = 3  # in one permalink: a pattern of more tells nothing, and costs much
_MENTIONS = re.compile(r"\bpermalink\b")
_LAYOUT = re.compile(r"""addGlobalData\(\s*["'`](?:layout|eleventyComputed)|\blayout\s*:""")
_MAKES_PAGES = re.compile(r"\baddTemplate\s*\(|\beleventyComputed\b|addGlobalData\(\s*[\"'`]permalink")
_PARTS = ("_includes/", "_layouts/", "_data/", "includes/", "layouts/", "templates/", "node_modules/", "_site/")
_SCRIPT_ENDINGS = (".js", ".cjs", ".mjs", ".ts")
_CHANGES = re.compile(r"\badd(?:Plugin|Transform|Template|Extension)\s*\(")
_COPY = re.compile(r"""\baddPassthroughCopy\(\s*(?:(["'`])([^"'`$\n]+)\1\s*,?\s*\)|\{([^{}]*)\})""")
_PAIR = re.compile(r"""(["'])([^"'\n]+)\1\s*:\s*(["'])([^"'\n]*)\3""")
_SIBLINGS = 2  # pages of a folder from which on it is known what lies in it


class _Stated(NamedTuple):
    """What says where a page goes: the text of a permalink, None where nobody can tell."""

    text: str | None


class EleventyLayout(OutputLayout):
    """Eleventy: `x.md` is `/x/` unless a `permalink` says otherwise; a page is missing where its siblings are known."""

    endings = (*_TEXTS, ".js")
    copies = True

    address_keys = ("permalink",)
    states_all = False

    def __init__(self, place: Place) -> None:
        """Templates and data may write anything: a page is missing only where its siblings are known."""
        super().__init__(place)
        self.certain = False
        self._data: dict[str, tuple[_Stated | None, str | None]] = {}
        self._layouts: dict[str, _Stated | None] = {}

    def outputs(self, path: str, inner: str) -> Iterable[str]:
        """Yield the address of a template, where its permalink tells it whole."""
        made = self._made(path, inner)
        if made is not None and not isinstance(made, re.Pattern):
            yield made

    def _made(self, path: str, inner: str) -> str | re.Pattern[str] | None:
        """Return a template's address, a pattern that its addresses fit, or None where it has none or nobody can tell."""
        if ".11tydata." in inner or not path.endswith(_TEXTS) or inner.startswith(_PARTS) or "/_includes/" in inner:
            return None
        stated = self._stated(path)
        if stated is None:
            return self._usual(inner)
        if not stated.text:
            return None
        return self._filled(stated.text, inner)

    def _usual(self, inner: str) -> str:
        return folder_of(inner.rpartition(".")[0], "index")

    def _filled(self, permalink: str, inner: str) -> str | re.Pattern[str]:
        """Fill a permalink; what is not known of it is left open."""
        stem = "/" + inner.rpartition(".")[0]
        folder, _, name = stem.rpartition("/")
        plain = DATED.sub("", name, 1) if DATED.match(name) else name
        slug = folder.rpartition("/")[2] if plain == "index" else plain
        known = {"page.fileSlug": slug, "page.filePathStem": f"{folder}/{plain}"}
        parts: list[str] = []
        pieces: list[str] = []
        position, is_open = 0, 0
        for tag in _TAG.finditer(permalink):
            for one in (permalink[position : tag.start()], known.get(tag[1] or "")):
                if one is not None:
                    parts.append(re.escape(one))
                    pieces.append(one)
            if (tag[1] or "") not in known:
                parts.append(_DATE if (tag[1] or "").startswith("page.date") else _ANY)
                is_open += 1
            position = tag.end()
        parts.append(re.escape(permalink[position:]))
        pieces.append(permalink[position:])
        if not is_open:
            return "/" + "".join(pieces).lstrip("/")
        whole = "".join(parts) if is_open <= _MOST_TAGS else _ANY
        return re.compile("/?" + whole.removeprefix("/").removesuffix(r"/index\.html").removesuffix("/") + "/?")

    def _stated(self, path: str) -> _Stated | None:
        """Return what states a template's permalink: its front matter, the nearest data file, its layout; None: nothing."""
        head = self._place.head(path)
        if "permalink" in head:
            own = head["permalink"]
            return _Stated(own if isinstance(own, str) and own else None)
        layout = head.get("layout")
        for stem in self._data_stems(path):
            stated, default = self._in_data(stem)
            if stated is not None:
                return stated
            layout = layout or default
        return self._in_layout(str(layout)) if layout else None

    def _data_stems(self, path: str) -> Iterator[str]:
        """Yield the paths, without endings, of the data files that hold for a template: its own, those of its folders."""
        yield path.rpartition(".")[0]
        folder = path.rpartition("/")[0]
        while folder and len(folder) >= len(self.content.rstrip("/")):
            yield f"{folder}/{folder.rpartition('/')[2]}"
            folder = folder.rpartition("/")[0]

    def _in_layout(self, name: str) -> _Stated | None:
        """Return what a layout states for all its pages, or the layout that it stands in."""
        if name not in self._layouts:
            self._layouts[name] = None  # where layouts name each other in a circle
            for path in self._layout_files(name):
                head = self._place.head(path)
                if "permalink" in head:
                    text = text_of(head["permalink"])
                    self._layouts[name] = _Stated(text)
                elif head.get("layout"):
                    self._layouts[name] = self._in_layout(str(head["layout"]))
                break
        return self._layouts[name]

    def _layout_files(self, name: str) -> Iterator[str]:
        folders = (js_text(self._scripts, "layouts"), js_text(self._scripts, "includes"), "_includes", "_layouts")
        for folder in dict.fromkeys(one.strip("./") for one in folders if one):
            for ending in ("", *_TEXTS):
                path = f"{self.content}{folder}/{name}{ending}"
                if self._place.names.has(path):
                    yield path

    def _in_data(self, stem: str) -> tuple[_Stated | None, str | None]:
        """Return the permalink and the layout that a data file states."""
        if stem not in self._data:
            self._data[stem] = self._read_data(stem)
        return self._data[stem]

    def _read_data(self, stem: str) -> tuple[_Stated | None, str | None]:
        layout: str | None = None
        for ending in (".json", ".11tydata.json"):
            text = self._place.text(stem + ending) if self._place.names.has(stem + ending) else None
            if text is None:
                continue
            try:
                data = json.loads(text)
            except (ValueError, RecursionError):
                return _Stated(None), None
            if not isinstance(data, Mapping):
                continue
            layout = layout or text_of(data.get("layout"))
            computed = data.get("eleventyComputed")
            if isinstance(computed, Mapping) and "permalink" in computed:
                return _Stated(None), layout
            if "permalink" in data:
                return _Stated("" if data["permalink"] is False else text_of(data["permalink"])), layout
        for ending in (".11tydata.js", ".11tydata.cjs", ".11tydata.mjs"):
            script = self._place.text(stem + ending) if self._place.names.has(stem + ending) else None
            if script is not None and "eleventyComputed" in script and _LAYOUT.search(script) is not None:
                layout = layout or "computed"
            if script is not None:
                plain = without_comments(script)
                layout = layout or js_text(plain, "layout")
                if _MENTIONS.search(script) is not None:
                    return _Stated(js_text(plain, "permalink")), layout
        return None, layout

    def shows_elsewhere(self, path: str) -> bool:
        """Tell whether a source is written nowhere (`permalink: false`), or lacks the layout that others have."""
        head = self._place.head(path)
        if head.get("permalink") is False:
            return True
        if head.get("layout") or not path.endswith(".md"):
            return False
        data = [self._in_data(stem) for stem in self._data_stems(path)]
        if any(stated is not None and stated.text == "" for stated, _ in data):
            return True
        return not self._gives_layout and not any(layout for _, layout in data) and self._has_layouts

    @cached_property
    def _has_layouts(self) -> bool:
        """Whether pages of the site name their layouts, so that one without any is no page to look at."""
        return any(self._place.head(path).get("layout") for path, _ in self.sources() if path.endswith(_TEXTS))

    @cached_property
    def _gives_layout(self) -> bool:
        """Whether the configuration or data for all pages may give a layout."""
        folder = js_text(self._scripts, "data") or "_data"
        given = (f"{self.content}{folder}/{name}" for name in ("layout.", "eleventyComputed."))
        return _LAYOUT.search(self._scripts) is not None or any(
            path.startswith(one) for one in given for path in self._place.names.paths
        )

    def drops_day(self, path: str) -> bool:
        """Tell whether a permalink takes the slug of this page: Eleventy leaves the day out of it."""
        stated = self._stated(path)
        text = "" if stated is None or stated.text is None else stated.text
        if not text or "inputPath" in text:
            return False
        return "filePathStem" not in text or not path.rpartition("/")[2].startswith("index.")

    def address(self, path: str) -> str | None:
        """Return the address of a page that its permalink tells whole; none where the site's scripts may move it."""
        return super().address(path) if self._tells and path.endswith((".md", ".html")) else None

    @cached_property
    def _tells(self) -> bool:
        """Whether nothing but permalinks and paths says where pages go: no script of the site makes or moves any."""
        names, content = self._place.names, self.content
        if any(path.endswith(_SCRIPTS) and path.startswith(content) for path in names.paths):
            return False
        if any(
            f"{content}_data/{name}" in path for path in names.paths for name in ("permalink.", "eleventyComputed.")
        ):
            return False
        return _MAKES_PAGES.search(self._scripts) is None

    @cached_property
    def _open(self) -> tuple[list[tuple[str, re.Pattern[str]]], bool]:
        """The patterns of the templates that have one, each with its source; whether all templates are told by these."""
        found: list[tuple[str, re.Pattern[str]]] = []
        told = True
        for path, inner in self.sources():
            made = self._made(path, inner)
            if isinstance(made, re.Pattern):
                found.append((path, made))
            elif made is None and path.endswith(_TEXTS) and not self._is_unwritten(path, inner):
                told = False
        return found, told

    def _is_unwritten(self, path: str, inner: str) -> bool:
        """Tell whether a template has no page: it lies in a folder of parts, or its permalink is `false`."""
        if inner.startswith(_PARTS) or "/_includes/" in inner or any(part.startswith(".") for part in inner.split("/")):
            return True
        return self._place.head(path).get("permalink") is False

    @cached_property
    def _children(self) -> dict[str, int]:
        """How many pages lie directly below each folder of the built site."""
        counted: dict[str, int] = {}
        for file in self._written:
            folder = posixpath.dirname(file.removesuffix("/index.html"))
            counted[folder] = counted.get(folder, 0) + 1
        return counted

    def find(self, path: str) -> Found:
        """Find a page; it is surely missing only in a folder whose pages are known, and where no pattern fits it."""
        found = super().find(path)
        inner = path.strip("/")
        if found.state != "unknown" or not inner or not self._tells or self.is_made(inner):
            return found
        name = inner.rpartition("/")[2]
        if "." in name and not name.endswith((".html", ".htm")):
            return self._copied_file(inner, found)
        patterns, told = self._open
        fitting = [(source, pattern) for source, pattern in patterns if pattern.fullmatch(path) is not None]
        if fitting:
            source, pattern = fitting[0]
            is_sure = len(fitting) == 1 and source.endswith(".md") and _ANY not in pattern.pattern
            return Found("found", source) if is_sure else UNKNOWN
        folder = inner.rpartition("/")[0]
        if not told or not (folder or self._is_plain) or self._children.get(folder, 0) < _SIBLINGS:
            return found
        if any(self._place.names.has(place + one) for place in self._tops for one in candidates(path)):
            return found
        return self.missing(path)

    @cached_property
    def _scripts(self) -> str:
        """The configuration, and what it may take from scripts beside it."""
        names = (path for path in self._place.names.paths if "/" not in path and path.endswith(_SCRIPT_ENDINGS))
        return "\n".join(without_comments(self._place.text(path) or "") for path in names)

    @cached_property
    def _is_plain(self) -> bool:
        """Whether no plugin and no transform changes what is written, or adds to it."""
        return _CHANGES.search(self._scripts) is None

    @cached_property
    def _copies(self) -> tuple[tuple[str, str], ...] | None:
        """The folders and files that are copied, each with where to; None where the configuration leaves that open."""
        found: list[tuple[str, str]] = []
        seen = 0
        for match in _COPY.finditer(self._scripts):
            seen += 1
            if match[2] is not None:
                source = match[2].removeprefix("./").strip("/")
                found.append((source, source.removeprefix(self.content)))
            else:
                pairs = _PAIR.findall(match[3])
                found += [(one[1].removeprefix("./").strip("/"), one[3].strip("./")) for one in pairs]
                if len(pairs) != match[3].count(":") or "`" in match[3] or "[" in match[3]:
                    return None
        is_open = seen < self._scripts.count("addPassthroughCopy(") or any("*" in one[0] for one in found)
        return None if is_open or "emplateFormats" in self._scripts else tuple(found)

    def _copied_file(self, inner: str, otherwise: Found) -> Found:
        """Find a file that is copied; one that looks uploaded is missing where its folder is copied and does not hold it."""
        if self._copies is None or inner.rpartition(".")[2].lower() not in UPLOADED:
            return otherwise
        is_covered = self._is_plain
        for source, target in self._copies:
            if inner == target or not target or inner.startswith(f"{target}/"):
                full = (source + inner.removeprefix(target)) if target else f"{source}/{inner}"
                if self._place.exists(full) or not self._place.holds(full):
                    return Found("found", full)
                is_covered = is_covered or (bool(target) and self._place.names.has_folder(source))
        return self._place.asset(f"/{inner}", ("",)) if not is_covered else self._gone(inner)

    def _gone(self, inner: str) -> Found:
        near = self._place.names.nearest_file(self.content + inner)
        return Found("missing", None, None if near is None else "/" + near.removeprefix(self.content))

    @cached_property
    def _tops(self) -> tuple[str, ...]:
        """The folders that may be copied to the root: those of the site's top, beside the input folder."""
        tops = {path.partition("/")[0] for path in self._place.names.paths if "/" in path}
        return ("", self.content, *sorted(f"{top}/" for top in tops))

    def relative(self, document: str, path: str, *, raw: bool) -> Found | None:  # noqa: ARG002
        """Find a file as Eleventy's InputPath transform does: from the input folder, the template or the project."""
        names = self._place.names
        own = next(iter(self.outputs(document, document.removeprefix(self.content))), None)
        there = UNKNOWN if own is None else self.find(resolved(own, path))
        if there.state == "found" or (self._is_plain and there.state == "missing"):
            return there
        for folder in (posixpath.dirname(document), self.content.strip("/"), ""):
            full = posixpath.normpath(posixpath.join(folder, path)).lstrip("./")
            if names.has(full):
                return Found("found", full)
        if there.state == "missing":
            return there
        if path.rpartition(".")[2].lower() in UPLOADED:
            # Nobody can tell where it is looked for, or what a plugin copies there: one of that name may be meant.
            return UNKNOWN if path.rpartition("/")[2] in self._file_names else Found("missing")
        is_below = own is not None and self._tells and not path.startswith((".", "/")) and "." not in path
        return Found("missing") if is_below and own is not None and self._is_leaf(own) else None

    @cached_property
    def _file_names(self) -> frozenset[str]:
        """The names of all files of the site, without their folders."""
        return frozenset(path.rpartition("/")[2] for path in self._place.names.paths)

    def _is_leaf(self, address: str) -> bool:
        """Tell whether no page lies below a page."""
        return self._open[1] and not self._children.get(posixpath.dirname(written(address)), 0)
