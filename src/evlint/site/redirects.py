"""Addresses that a site's host leads on: the files in which Netlify, Cloudflare and Vercel are told so."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from evlint.site.configtext import mapping_of, read_mapping, text_of

if TYPE_CHECKING:
    from evlint.site.layout import Place

_MOST = 20_000  # rules that are read
_WILD = re.compile(r"\*|:\w+")
_FIRST_FILLED = re.compile(r"/\{\{[^{}]*\}\}(?=[/\s])")  # a first part of an address that a template fills in
_NOT_SERVED = ("404", "410")  # statuses that say that nothing is there


class Redirects:
    """The rules of one site; read when an address is asked for that nothing stands at."""

    def __init__(self, place: Place) -> None:
        """Read the redirects, from the files in which hosts and plugins keep them: at most `_MOST`."""
        exact: set[str] = set()
        patterns: list[re.Pattern[str]] = []
        for source in _sources(place)[:_MOST]:
            path = source.partition("?")[0]
            if path.startswith(("http:", "https:")):
                path = "/" + path.partition("://")[2].partition("/")[2]
            if _WILD.search(path) is None:
                exact.add(path.rstrip("/") or "/")
            elif path.strip("/*"):  # a rule for every address is one for those that are not found
                parts = [re.escape(part) for part in _WILD.split(path.rstrip("/"))]
                wild = [".*" if one == "*" else "[^/]+" for one in _WILD.findall(path.rstrip("/"))]
                joined = "".join(part + more for part, more in zip(parts, [*wild, ""], strict=True))
                whole = f"{joined[:-3]}(?:/.*)?" if joined.endswith("/.*") else joined  # `/a/*` stands for `/a` too
                patterns.append(re.compile(whole + "/?"))
        self._exact = frozenset(exact)
        self._patterns = tuple(patterns)

    def serve(self, path: str) -> bool:
        """Tell whether an address is led on, or answered with another page."""
        return (path.rstrip("/") or "/") in self._exact or any(one.fullmatch(path) for one in self._patterns)


def _sources(place: Place) -> list[str]:
    found: list[str] = []
    content = place.site.content
    folders = (
        "",
        *(f"{folder.strip('/')}/" for folder in place.site.static),
        f"{content}/" if content else "",
        "public/",
        "_site/",
        *((f"{place.site.home}/",) if place.site.home else ()),
    )
    elsewhere = [
        path for path in place.names.paths if path.endswith("/_redirects")
    ]  # copied to the root by configuration
    for path in dict.fromkeys((*(f"{folder}_redirects" for folder in folders), *elsewhere)):
        for line in (place.text(path) or "").splitlines():
            parts = line.split("#")[0].split()
            if len(parts) > 1 and not any(part.rstrip("!") in _NOT_SERVED for part in parts[2:]):
                found.append(parts[0])
    for path in place.names.paths:
        if path.startswith("layouts/") and "redir" in path:  # a template that writes `_redirects`: its plain lines
            found += _in_template(place.text(path) or "", place)
    for folder in dict.fromkeys(("", *folders)):
        netlify = read_mapping(place.text(f"{folder}netlify.toml"), "toml").get("redirects")
        for one in netlify if isinstance(netlify, list) else ():
            source = text_of(mapping_of(one).get("from"))
            if source is not None and str(mapping_of(one).get("status")) not in _NOT_SERVED:
                found.append(source)
    try:
        vercel = json.loads(place.text("vercel.json") or "{}")
    except (ValueError, RecursionError):
        vercel = {}
    for key in ("redirects", "rewrites"):
        rules = mapping_of(vercel).get(key)
        for one in rules if isinstance(rules, list) else ():
            source = text_of(mapping_of(one).get("source"))
            if source is not None:
                found.append(source)
    return found


def _in_template(text: str, place: Place) -> list[str]:
    """Return the addresses of the rules in a template that writes `_redirects`: those of its lines that are plain.

    One part of an address that a template fills in can be told: the first, before which no folder stands, is the code of
    the language whose pages have none in their addresses.
    """
    options = place.site.options
    bare = "" if options.get("in-folder") else options.get("default")
    found: list[str] = []
    for line in text.splitlines():
        source = line.strip()
        if bare and source.startswith("/{{"):
            source = _FIRST_FILLED.sub(f"/{bare}", source, count=1)
        parts = source.split()
        if len(parts) > 1 and parts[0].startswith("/") and "{{" not in parts[0]:
            found.append(parts[0])
    return found
