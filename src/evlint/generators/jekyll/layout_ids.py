"""The ids that Jekyll's layouts make of a page's own keys: `<h2 id="{{ page.title | slugify }}">`."""

from __future__ import annotations

import re

from evlint.site.configtext import text_of
from evlint.site.defaults import Defaults
from evlint.site.layout import Place
from evlint.site.names import ANY
from evlint.site.permalinks import jekyll_slug
from evlint.startup.lazy_regex import lazy_regex

# An id that a template tag makes whole, and what stands in the tag; a layout's own layout; the includes that it names.
_WHOLE = lazy_regex(r"""\bid[ \t]*=[ \t]*(?:"\{\{-?([^{}"]*?)-?\}\}"|'\{\{-?([^{}']*?)-?\}\}')""", re.IGNORECASE)
# The layout that a layout names in the first lines of its own front matter.
_LAYOUT_AROUND = lazy_regex(r"\A---[ \t]*\r?\n(?:[^\n]*\n){0,20}?layout:[ \t]*[\"']?([\w./-]+)")
_INCLUDED = lazy_regex(r"\{%-?\s*include(?:_cached)?\s+[\"']?([\w./-]+)")
# An id made of one key of the page, through filters whose work is known.
_OF_PAGE = lazy_regex(
    r"page\.(\w+)(?: ?\| ?(?:slugify|downcase|escape|strip|cgi_escape|uri_escape)(?: ?: ?[\"']\w+[\"'])?)*"
)
_TEMPLATE_ENDINGS = ("", ".html", ".md", ".liquid", ".htm")


class LayoutIds:
    """What the layouts of one site make of the keys of its pages. Each layout is read once."""

    def __init__(self, place: Place) -> None:
        """Nothing is read before a page is asked for."""
        self._place = place
        self._defaults = Defaults(place.site)
        self._by_layout: dict[str, frozenset[str]] = {}

    def of(self, path: str) -> frozenset[str]:
        """Return the ids of a page (its path from the site's root); `ANY` alone where they are made of other things."""
        head = self._place.head(path)
        layout = text_of(head.get("layout")) or text_of(self._defaults.values(self._defaults.key(path)).get("layout"))
        ids: set[str] = set()
        for one in self._expressions(layout) if layout else ():
            key = _OF_PAGE.fullmatch(one)
            value = text_of(head.get(key[1].lower())) if key is not None else None
            if value is None:
                return frozenset((ANY,))
            ids.update((value, jekyll_slug(value)))
        return frozenset(ids)

    def _expressions(self, layout: str) -> frozenset[str]:
        """Return what stands in the ids that a layout, the layouts around it and their includes make whole of a tag."""
        known = self._by_layout.get(layout)
        if known is None:
            found: set[str] = set()
            waiting = [f"_layouts/{layout}"]
            seen: set[str] = set()
            while waiting:
                name = waiting.pop()
                if name in seen:
                    continue
                seen.add(name)
                text = self._template(name)
                found.update(" ".join((match[1] or match[2]).split()) for match in _WHOLE.finditer(text))
                waiting += [f"_includes/{match[1]}" for match in _INCLUDED.finditer(text)]
                around = _LAYOUT_AROUND.match(text)
                if around is not None:
                    waiting.append(f"_layouts/{around[1]}")
            known = self._by_layout[layout] = frozenset(found)
        return known

    def _template(self, name: str) -> str:
        """Return the text of a layout or an include, whatever its ending; "" where it is nowhere (a theme may bring it)."""
        content = self._place.site.content
        stems = (f"{content}/{name}", name) if content else (name,)
        ways = (f"{stem}{ending}" for stem in stems for ending in _TEMPLATE_ENDINGS)
        path = next((way for way in ways if self._place.names.has(way)), None)
        return "" if path is None else self._place.text(path) or ""
