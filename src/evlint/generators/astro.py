"""Astro: content collections in `src/content`, pages in `src/pages`, files of `public` at the root.

Measured on Astro 5.18 (fixtures/generators/astro). Which address an entry of a collection gets is written in
a route, in code: it is known where the route takes one collection's entries by their ids, as most do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from evlint.generators._read import js_block, js_text, js_yaml, npm_version, without_comments
from evlint.model.files import Files
from evlint.model.generator import Generator
from evlint.model.message import Msg
from evlint.model.site import Site, join
from evlint.site.configtext import split_base

_LOADER = re.compile(r"\bglob\(")
_OWN_LOADER = re.compile(r"\bloader\s*:(?!\s*(?:glob|file|docsLoader)\b)")
_DATE_IS_TEXT = re.compile(r"\bdate\s*:\s*z\s*\.string\(\)")
_IN_WORDS = re.compile(r"[^\W\d_]{3,}.*(?<!\d)(?:19|20)\d\d(?!\d)")
_BASE = re.compile(r"""(?<![\w.])base\s*:\s*["'`]([^"'`$\n]+)["'`]""")
_PATTERN = re.compile(r"""\bglob\(\s*\{\s*pattern\s*:\s*["'`]([^"'`$*\n]+)/[^"'`$\n]*["'`]\s*,?\s*\}""")
_NAME = re.compile(r"[\w-][\w.-]*\Z")
_DEFINED = re.compile(r"\b([A-Za-z_]\w*)\s*[=:]\s*defineCollection\(")
_EXPORTED = re.compile(r"""["']?([\w-]+)["']?\s*:\s*([A-Za-z_]\w*)\s*(?=[,}])""")
_PATHS = re.compile(r'"([^"*\n]+)/\*"\s*:\s*\[\s*"([^"*\n]+)/\*"')  # of `tsconfig.json`: `"~/*": ["./src/*"]`
_LONGEST_DEFINITION = 1_500  # characters of a collection's definition that are looked at
_REDIRECTS = re.compile(r"\bredirects\s*:\s*\{((?:[^{}]|\{[^{}]*\})*)\}")
_FROM = re.compile(r"""["'](/[^"'\n]*)["']\s*:""")
# Integrations that add no page beside a sitemap.
_HARMLESS = frozenset((
    "mdx", "sitemap", "tailwind", "tailwindcss", "react", "vue", "svelte", "preact", "solid", "solidJs", "lit", "alpinejs",
    "icon", "partytown", "compress", "robotsTxt", "markdoc", "expressiveCode", "astroExpressiveCode",
))  # fmt: skip
_STARLIGHT = re.compile(r"\bstarlight\s*\(")  # it gives each page's title the id `_top`
_ADDS_PAGES = re.compile(r"\bplugins\s*:|\bsrcDir\b")  # to those of Starlight, or takes them from elsewhere
_ENDINGS = ("mjs", "js", "ts", "mts", "cjs")


def read(files: Files, root: str, sign: str, faults: list[Msg]) -> Site | None:  # noqa: ARG001 a script is not read to its end
    """Read what stands plainly in `astro.config.*`: `site`, `base`, `publicDir`, the default language."""
    script = without_comments(files.read(join(root, sign)) or "") if sign else ""
    url, base = split_base(js_text(script, "site"))
    own = split_base(js_text(script, "base"))[1]
    public = (js_text(script, "publicDir") or "public").removeprefix("./").strip("/")
    definitions = _definitions(files, root)
    own_ids = _with_own_ids(definitions)
    called = _called(script, "integrations")
    plugins = re.search(r"\b(?:remark|rehype)Plugins\b", script)
    starlight = _STARLIGHT.search(script) is not None
    return Site(
        root=root,
        language=js_text(script, "defaultLocale"),
        url=url,
        baseurl=own or base,
        content="src/content",
        static=(public,),
        sections=True,
        markdown="github-slugger",
        version=npm_version(files, root, "astro"),
        yaml=js_yaml(npm_version(files, root, "js-yaml", {}), "js-yaml-4.2"),
        exclude=("/*", "!/src/", *(f"!/{folder}/" for folder in _sources(definitions))),
        options={
            "bases": _bases(definitions),
            "own-ids-in": own_ids,
            "text-dates": _DATE_IS_TEXT.search(definitions) is not None,
            "paths": _paths(files, root),
            "redirects": _redirects(script),
            "plain": called is not None
            and _HARMLESS.issuperset(called)
            and "i18n" not in script
            and "srcDir" not in script,
            "rewrites": plugins is not None,
            "files": js_text(js_block(script, "build"), "format") == "file",
            "starlight": starlight,
            "starlight-alone": starlight
            and called is not None
            and _HARMLESS.issuperset(set(called) - {"starlight"})
            and _ADDS_PAGES.search(script) is None
            and "docs" not in own_ids,
            "theme-ids": ("_top",) if starlight else (),
        },
    )


def _called(script: str, key: str) -> tuple[str, ...] | None:
    """Return the names of the functions that a list of a script calls, () without a list; None where it holds others."""
    start = re.search(rf"(?<![\w.])[\"']?{key}[\"']?\s*:\s*\[", script)
    if start is None:
        return () if key not in script else None
    depth, position = 1, start.end()
    kept: list[str] = []
    while position < len(script) and depth:
        char = script[position]
        depth += (char in "([{") - (char in ")]}")
        kept.append(char if depth == 1 else "(" if depth == 2 and char == "(" else " ")
        position += 1
    parts = [part.strip() for part in "".join(kept).split(",") if part.strip()]
    names = [re.match(r"(\w+)\s*\(", part) for part in parts]
    return None if not all(names) else tuple(name[1] for name in names if name)


def _redirects(script: str) -> frozenset[str] | None:
    """Return the addresses that the configuration leads on; None where they do not stand there as they are."""
    if "redirects" not in script:
        return frozenset()
    match = _REDIRECTS.search(script)
    if match is None or "[" in match[1] or "..." in match[1]:
        return None
    return frozenset(one.rstrip("/") or "/" for one in _FROM.findall(match[1]))


def _definitions(files: Files, root: str) -> str:
    """Return the script that defines the collections, "" without one."""
    paths = (f"src/{name}.{ending}" for name in ("content.config", "content/config") for ending in _ENDINGS)
    scripts = (without_comments(files.read(join(root, path)) or "") for path in paths)
    return next(filter(None, scripts), "")


def _bases(script: str) -> dict[str, str]:
    """Return the folder of each collection whose entries have the ids that Astro makes by itself."""
    found: dict[str, str] = {}
    for name, body in _defined(script):
        base = _BASE.search(body)
        if "generateId" in body or ("loader" in body and (base is None or "glob(" not in body)):
            continue
        found[name] = base[1].removeprefix("./").strip("/") if base is not None else f"src/content/{name}"
    for key, name in _EXPORTED.findall(script):
        if name in found:
            found[key] = found[name] if "glob" in script else f"src/content/{key}"
    return found


def _defined(script: str) -> Iterator[tuple[str, str]]:
    """Yield the name of each collection, and what its definition says."""
    for match in _DEFINED.finditer(script):
        body = script[match.end() : match.end() + _LONGEST_DEFINITION]
        yield match[1], body.split("defineCollection(", maxsplit=1)[0]


def _with_own_ids(script: str) -> tuple[str, ...]:
    """Return the collections whose entries get their ids from the site's own code: nobody can tell them from the files."""
    return tuple(
        name for name, body in _defined(script) if "generateId" in body or _OWN_LOADER.search(body) is not None
    )


def _paths(files: Files, root: str) -> tuple[tuple[str, str], ...]:
    """Return what paths may begin with in the place of a folder (`~/`), each with that folder, the longest first."""
    text = js_block(files.read(join(root, "tsconfig.json")) or "", "paths")
    found = ((f"{mark}/", f"{folder.removeprefix('./').rstrip('/')}/") for mark, folder in _PATHS.findall(text))
    return tuple(sorted((mark, "" if folder == "./" else folder) for mark, folder in found)[::-1])


def _sources(script: str) -> tuple[str, ...]:
    """Return the folders beside `src` that collections are read from; the usual ones where the script leaves that open."""
    usual = ("content", "blog", "data")
    if not script:
        return usual
    places = [*_BASE.findall(script), *_PATTERN.findall(script)]
    if len(places) < len(_LOADER.findall(script)):
        return (*usual, "docs")
    firsts = (one.removeprefix("./").partition("/")[0] for one in places)
    return tuple(dict.fromkeys(one for one in firsts if one != "src" and _NAME.match(one)))


def _reads_date(site: Site, path: str, text: str) -> bool | None:  # noqa: ARG001 the form of every answer
    """Tell that a date in words is taken where the site's schema asks for a text."""
    return True if site.options.get("text-dates") and _IN_WORDS.search(text) is not None else None


GENERATOR = Generator(
    name="astro",
    title="Astro",
    signs=tuple(f"astro.config.{ending}" for ending in _ENDINGS),
    read=read,
    layout="_astro_pages:AstroLayout",
    rank=52,
    blank_ends_link=True,
    leaves_html=True,
    pictures_beside=True,
    reads_date=_reads_date,
    hidden=lambda _site, _path, _head, _today: "",  # what is filtered out is written in code
    typed_lists=lambda site: () if site.options.get("rewrites") else ("link", "colon", "span"),
)
