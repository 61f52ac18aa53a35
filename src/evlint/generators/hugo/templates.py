"""What a site's templates are called, and whether those of a list page show what its source says below the front matter.

Measured on Hugo 0.111.3 and 0.168.0: `layouts/SECTION/list.html` goes before what stands in `_default`; 0.168 prefers
`layouts/section/SECTION.html` to it. So each template that may be meant is read, with the partials that it names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from evlint.generators.hugo.names import section_of
from evlint.site.layout import Place
from evlint.startup.lazy_regex import lazy_regex

_SHOWS = (".Content", ".RawContent", ".Summary", ".Plain", ".RenderString", ".RenderShortcodes", ".Fragments")
# Names of folders, or of files in them, that Hugo takes for a list of any section.
_ANY_LIST = ("section", "taxonomy", "term", "list", "terms")
_OWN = lazy_regex(r"(?:list|section|taxonomy|term|terms)\.")
_PARTIAL = lazy_regex(r"""\bpartial(?:Cached)?\s+(?:"([^"]+)"|`([^`]+)`|(\S))""")
_ROOT = re.compile(r"(?:themes/[^/]+/)?layouts/")
_MOST_TEMPLATES = 200  # that are read for one section


def names_of(place: Place) -> frozenset[str] | None:
    """Return the names of the templates; None where a theme or a module may bring more."""
    site = place.site
    if site.options.get("theme") or site.mounted or place.names.has_folder("themes"):
        return None
    if any(place.names.has(one) for one in ("go.mod", "hugo.work")):
        return None
    names = [one for one in place.names.paths if one.startswith("layouts/")]
    kinds = {one.split("/")[1] for one in names if one.count("/") > 1}  # where nothing fits, that of the kind is taken
    return frozenset(one.rpartition("/")[2].split(".")[0] for one in names) | kinds or None


def hides_body(place: Place, inner: str) -> bool:
    """Tell whether no template that may be a section page's shows its body (`inner`: its path below the content folder).

    False where nobody can tell: no template of the section's own is in the tree, or one makes the name of a partial. Not
    meant for a page that names its template or type itself.
    """
    section = section_of(inner).lower()
    if not section:
        return False
    named = [(one, one[match.end() :].lower()) for one in place.names.paths if (match := _ROOT.match(one)) is not None]
    own = [one for one, rest in named if _is_own(rest, section)]
    if not own:
        return False
    wanted = own + [one for one, rest in named if one not in own and _may_be_meant(rest, section)]
    partials = {rest.partition("/")[2]: one for one, rest in named if rest.startswith(("partials/", "_partials/"))}
    return not any(_shows(text) for text in _read(place, wanted, partials))


def _is_own(rest: str, section: str) -> bool:
    folder, _, name = rest.rpartition("/")
    return folder == section and (_OWN.match(name) is not None or name.startswith(f"{section}."))


def _may_be_meant(rest: str, section: str) -> bool:
    """Tell whether a template below `layouts/` may be taken for the section's list before or beside its own."""
    folder, _, name = rest.rpartition("/")
    if folder.startswith(("partials", "_partials", "shortcodes", "_shortcodes", "_markup", "_default/_markup")):
        return False
    first = folder.partition("/")[0]
    if first == section:
        return not name.startswith("single.")
    return first in _ANY_LIST or name.startswith((f"{section}.", "baseof."))


def _read(place: Place, wanted: list[str], partials: dict[str, str]) -> Iterator[str]:
    """Yield the texts of templates and of the partials that they name; `.Content` where a name is not written out."""
    seen: set[str] = set()
    while wanted:
        path = wanted.pop()
        if path in seen:
            continue
        seen.add(path)
        if len(seen) > _MOST_TEMPLATES:
            yield _SHOWS[0]
            return
        text = place.text(path) or _SHOWS[0]
        yield text
        # A frame's own partials (its head, its menu) are the same on every page.
        if path.rpartition("/")[2].startswith("baseof."):
            continue
        for match in _PARTIAL.finditer(text):
            name = match[1] or match[2]
            if name is None:
                yield _SHOWS[0]
                return
            found = partials.get(name.lower()) or partials.get(f"{name.lower()}.html")
            wanted += [] if found is None else [found]


def _shows(text: str) -> bool:
    return any(word in text for word in _SHOWS)
