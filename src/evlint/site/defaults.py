"""What a site's own configuration says of one file: its collection, and the front matter that the site supplies.

Scopes hold as in Jekyll: a scope with a longer path wins over a shorter one, one with a type over one without, the later of
two equals over the earlier; mappings are merged key by key.
"""

from __future__ import annotations

from collections.abc import Mapping

from evlint.model.globs import Globs
from evlint.model.site import Site, SiteDefaults


class Defaults:
    """A site's collections and default values, asked by paths relative to the site's root."""

    def __init__(self, site: Site) -> None:
        """Compile the patterns of the site's collections and default scopes."""
        self._folders = sorted(
            ((one.folder.strip("/") + "/", one.name) for one in site.collections if one.folder.strip("/")),
            key=lambda pair: -len(pair[0]),
        )
        self._scopes = sorted(enumerate(site.defaults), key=lambda pair: (*_weight(pair[1]), pair[0]))
        self._matchers = [(index, scope, _matcher(scope.path)) for index, scope in self._scopes]
        self._by_index = dict(self._scopes)
        self._merged: dict[tuple[int, ...], Mapping[str, object]] = {(): {}}
        self._content = site.content.strip("/") + "/" if site.content.strip("/") else ""
        self._has_sections = site.sections and self._content != ""

    def declared(self, path: str | None) -> str | None:
        """Return the collection that the site's configuration puts a file in, or None."""
        if path is None:
            return None
        for folder, name in self._folders:
            if path.startswith(folder):
                return name
        return None

    def collection(self, path: str) -> str | None:
        """Return the collection of a file: the declared one, else that of a folder such as `_posts`, or Hugo's section."""
        declared = self.declared(path)
        if declared is not None:
            return declared
        if self._has_sections and path.startswith(self._content):
            section, slash, _ = path[len(self._content) :].partition("/")
            return section if slash else None
        for part in reversed(path.split("/")[:-1]):
            if len(part) > 1 and part.startswith("_"):
                return "posts" if part == "_drafts" else part[1:]
        return None

    def key(self, path: str) -> tuple[int, ...]:
        """Return which scopes hold for a file, the weakest first."""
        if not self._matchers:
            return ()
        kinds = self._kinds(path)
        if self._content and path.startswith(self._content):
            path = path[len(self._content) :]
        return tuple(
            index
            for index, scope, matches in self._matchers
            if (scope.type is None or scope.type in kinds) and matches.match(path)
        )

    def _kinds(self, path: str) -> tuple[str, ...]:
        name = self.collection(path)
        if "_drafts" in path:
            return ("drafts", "posts")
        if name is not None:
            return (name,)
        return ("pages", path.partition("/")[0])

    def values(self, key: tuple[int, ...]) -> Mapping[str, object]:
        """Return the values that the scopes of a key supply."""
        if key not in self._merged:
            merged: Mapping[str, object] = {}
            for index in key:
                merged = _merge(merged, self._by_index[index].values)
            self._merged[key] = merged
        return self._merged[key]


def _weight(scope: SiteDefaults) -> tuple[int, bool]:
    return len(scope.path.strip("/")), scope.type is not None


class _Below:
    """Matches files whose path begins with a text."""

    def __init__(self, start: str) -> None:
        self._start = start

    def match(self, path: str) -> bool:
        return path.startswith(self._start)


def _matcher(scope: str) -> _Below | Globs:
    plain = scope.strip("/").removeprefix("./")
    return Globs(("/" + plain,)) if "*" in plain else _Below("" if plain == "." else plain)


def _merge(under: Mapping[str, object], over: Mapping[str, object]) -> Mapping[str, object]:
    """Merge two mappings, `over` winning; mappings in both are merged in turn."""
    merged = dict(under)
    for key, value in over.items():
        below = merged.get(key)
        merged[key] = _merge(below, value) if isinstance(below, Mapping) and isinstance(value, Mapping) else value
    return merged
