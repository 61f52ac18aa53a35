"""The resolved configuration, key by key, each value with where it came from."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from evlint.config.errors import Trail, base_trail
from evlint.config.layers import Layer
from evlint.config.model import ROOT, Key, Table
from evlint.config.read import parse_toml, table_of
from evlint.config.toml_text import Places
from evlint.model.settings import Settings
from evlint.model.site import Site
from evlint.startup.namedtuple import NamedTuple

DEFAULT = "default"
THE_SITE = "the site"
# The keys of generators' own configurations that hold these values (Jekyll, Hugo).
ZONE_KEYS = ("timezone", "timeZone")
LANGUAGE_KEYS = ("lang", "language", "locale", "defaultContentLanguage", "languageCode")
URL_KEYS = ("url", "baseURL", "baseurl")
SitePlace = Callable[[Sequence[str]], str]


class Value(NamedTuple):
    """A value with the way to its key and its origin: "default", a place such as `evlint.toml:3`, or an option."""

    trail: Trail
    value: object
    origin: str


class Origins:
    """Where the keys of a configuration file stand."""

    def __init__(self, text: str = "", file: str | None = None, below: Origins | None = None) -> None:
        """Take the text of the file and its name; without them nothing has an origin but the default.

        `below` knows the files that this one extends: asked for what it does not say itself.
        """
        self._below = below
        self._file = file
        self._base: Trail = base_trail(file) if file is not None else ()
        self._data: object = table_of(parse_toml(text.removeprefix("\ufeff"), file), file) if file is not None else {}
        self._places = Places(text.removeprefix("\ufeff"))

    def of(self, trail: Trail) -> str | None:
        """Return the place of a key that the file, or one that it extends, holds, as `file:line`, or None."""
        data = self._data
        below = self._below
        for part in trail:
            if isinstance(data, list):
                below = None  # lists are replaced whole
            if isinstance(part, int):
                data = data[part] if isinstance(data, list) and part < len(data) else None
            else:
                data = data.get(part) if isinstance(data, dict) else None
            if data is None:
                return below.of(trail) if below is not None else None
        return f"{self._file}:{self._places.of((*self._base, *trail))[0]}"


def origins_of(layers: Sequence[Layer]) -> Origins:
    """Return where the keys stand: in the last file that has them."""
    origins: Origins | None = None
    for layer in layers:
        origins = Origins(layer.text, layer.file, origins)
    return origins or Origins()


def site_places(site: Site, read: Callable[[str], str | None]) -> SitePlace:
    """Return what finds the line of the first of some keys in the site's own configuration."""
    text = (read(site.config) if site.config is not None else None) or ""

    def place(keys: Sequence[str]) -> str:
        for blanks in ("", "[ \t]+"):  # a key at the margin before one inside another
            for key in keys:
                found = re.search(rf'^{blanks}"?{re.escape(key)}"?[ \t]*[:=]', text, re.MULTILINE | re.IGNORECASE)
                if found:
                    return f"{site.config}:{text.count(chr(10), 0, found.start()) + 1}"
        return site.config or THE_SITE

    return place


def resolve(
    settings: Settings,
    origins: Origins,
    site: Site,
    site_place: SitePlace,
    options: Mapping[str, tuple[str, object]],
) -> list[Value]:
    """List every value that holds.

    `options` holds what the command line says, by key: the option's name and its value. `site_place` returns where the
    site's own configuration has one of some keys.
    """
    values = _table(ROOT, settings, (), origins)
    fallbacks: dict[Trail, tuple[object, tuple[str, ...]]] = {
        ("timezone",): (site.timezone, ZONE_KEYS),
        ("language",): (site.language, LANGUAGE_KEYS),
        ("links", "site-url"): (site.url, URL_KEYS),
    }
    return [_resolved(value, fallbacks.get(value.trail), site_place, options) for value in values]


def _resolved(
    value: Value,
    fallback: tuple[object, tuple[str, ...]] | None,
    site_place: SitePlace,
    options: Mapping[str, tuple[str, object]],
) -> Value:
    option = options.get(".".join(map(str, value.trail)))
    if option is not None:
        return Value(value.trail, option[1], option[0])
    if value.value is None and fallback is not None and fallback[0]:
        return Value(value.trail, fallback[0], site_place(fallback[1]))
    return value


def _table(table: Table, holder: object, trail: Trail, origins: Origins) -> list[Value]:
    values: list[Value] = []
    for key in table.keys:
        values += _key(key, getattr(holder, key.field), (*trail, key.name), origins)
    return values


def _key(key: Key, value: object, trail: Trail, origins: Origins) -> list[Value]:
    kind = key.kind
    if not isinstance(kind, Table):
        return [Value(trail, value, origins.of(trail) or DEFAULT)]
    if kind.form == "one":
        return _table(kind, value, trail, origins)
    if isinstance(value, Mapping):
        pairs: list[tuple[str | int, object]] = list(value.items())
    elif isinstance(value, Sequence):
        pairs = [(getattr(one, kind.name_field) if kind.name_field else index, one) for index, one in enumerate(value)]
    else:
        pairs = []
    found = [one for name, holder in pairs for one in _table(kind, holder, (*trail, name), origins)]
    return [one for one in found if one.origin != DEFAULT]
