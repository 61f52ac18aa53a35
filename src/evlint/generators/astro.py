"""Astro: content collections in `src/content`, pages in `src/pages`, files of `public` at the root.

Measured on Astro 5.18 (fixtures/generators/astro). Which address an entry of a collection gets is written in
a route, in code: only pages of `src/pages` and files have addresses that are known.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from evlint.generators._read import join, js_text, js_yaml, npm_version, without_comments
from evlint.model.files import Files
from evlint.model.generator import Generator, Layout
from evlint.model.message import Msg
from evlint.model.site import Site
from evlint.site.configtext import split_base

if TYPE_CHECKING:
    from evlint.site.layout import Place

_LOADER = re.compile(r"\bglob\(")
_BASE = re.compile(r"""(?<![\w.])base\s*:\s*["'`]([^"'`$\n]+)["'`]""")
_PATTERN = re.compile(r"""\bglob\(\s*\{\s*pattern\s*:\s*["'`]([^"'`$*\n]+)/[^"'`$\n]*["'`]\s*,?\s*\}""")
_NAME = re.compile(r"[\w-][\w.-]*\Z")
_ENDINGS = ("mjs", "js", "ts", "mts", "cjs")


def read(files: Files, root: str, sign: str, faults: list[Msg]) -> Site | None:  # noqa: ARG001 a script is not read to its end
    """Read what stands plainly in `astro.config.*`: `site`, `base`, `publicDir`, the default language."""
    script = without_comments(files.read(join(root, sign)) or "") if sign else ""
    url, base = split_base(js_text(script, "site"))
    own = split_base(js_text(script, "base"))[1]
    public = (js_text(script, "publicDir") or "public").removeprefix("./").strip("/")
    version = npm_version(files, root, "astro")
    return Site(
        generator="astro",
        root=root,
        config=join(root, sign) if sign else None,
        language=js_text(script, "defaultLocale"),
        url=url,
        baseurl=own or base,
        content="src/content",
        static=(public,),
        sections=True,
        markdown="github-slugger",
        version=version,
        yaml=js_yaml(npm_version(files, root, "js-yaml", {}), "js-yaml-4.2"),
        sign=sign,
        exclude=("/*", "!/src/", *(f"!/{folder}/" for folder in _sources(files, root))),
    )


def _sources(files: Files, root: str) -> tuple[str, ...]:
    """Return the folders beside `src` that collections are read from; the usual ones where the script leaves that open."""
    usual = ("content", "blog", "data")
    for name in ("content.config", "content/config"):
        for ending in _ENDINGS:
            script = without_comments(files.read(join(root, f"src/{name}.{ending}")) or "")
            if not script:
                continue
            places = [*_BASE.findall(script), *(one for one in _PATTERN.findall(script) if "/" in one)]
            if len(places) < len(_LOADER.findall(script)):
                return (*usual, "docs")
            firsts = (one.removeprefix("./").partition("/")[0] for one in places)
            return tuple(dict.fromkeys(one for one in firsts if one != "src" and _NAME.match(one)))
    return usual


def _layout(place: Place) -> Layout:
    from evlint.generators._astro_pages import AstroLayout

    return AstroLayout(place)


GENERATOR = Generator(
    name="astro",
    title="Astro",
    signs=tuple(f"astro.config.{ending}" for ending in _ENDINGS),
    read=read,
    layout=_layout,
    rank=52,
    blank_ends_link=True,
    pictures_beside=True,
    hidden=lambda _site, _path, _head, _today: "",  # what is filtered out is written in code
)
