"""Docusaurus: routes of `docs`, `blog` and `src/pages`, `@site/` from the root, `.md` read as MDX.

Measured on Docusaurus 3.10.2 (fixtures/generators/docusaurus): a link to a page that is not there stops the build, unless
`onBrokenLinks` says otherwise.
"""

from __future__ import annotations

import posixpath
import re

from evlint.generators._read import (
    hidden_as_draft,
    js_block,
    js_flag,
    js_text,
    js_texts,
    js_yaml,
    npm_version,
    without_comments,
)
from evlint.model.files import Files
from evlint.model.generator import Generator
from evlint.model.message import Msg
from evlint.model.site import Site, SiteCollection, join
from evlint.site.configtext import split_base

_ENDINGS = ("", ".js", ".ts", ".mjs", ".cjs", ".json")  # of a module that a script names


def read(files: Files, root: str, sign: str, faults: list[Msg]) -> Site | None:  # noqa: ARG001 a script is not read to its end
    """Read what stands plainly in `docusaurus.config.*`: `url`, `baseUrl`, the routes of docs and blog.

    Docs or blog may lie above the configuration (`path: "../docs"`): then the site's root is the folder that holds all.
    """
    script = without_comments(files.read(join(root, sign)) or "") if sign else ""
    url, _ = split_base(js_text(script, "url"))
    base = split_base(js_text(script, "baseUrl"))[1]
    docs = js_block(script, "docs")
    blog = js_block(script, "blog")
    # A second instance of the plugin makes pages of a folder that is not read off here.
    plain = "plugin-content-docs" not in script and "plugin-content-blog" not in script
    folders = tuple(_folder(block, usual) for block, usual in ((docs, "docs"), (blog, "blog")))
    top, home = _lowest_above(root, folders)
    led_on = _led_on(files, root, script)
    inner = tuple(join(home, name) for name in ("src", "i18n", "versioned_docs", "community"))
    docs_folder, blog_folder = (posixpath.normpath(posixpath.join(home, one)) for one in folders)
    return Site(
        root=top,
        language=js_text(script, "defaultLocale"),
        url=url,
        baseurl=base,
        collections=(SiteCollection("docs", docs_folder), SiteCollection("blog", blog_folder)),
        content="",
        static=(join(home, "static"),),
        markdown="mdx",
        version=npm_version(files, root, "@docusaurus/core"),
        yaml=js_yaml(npm_version(files, root, "js-yaml", {}), "js-yaml-4.2"),
        # Everything is left out, and the folders of sources are let in again: the rest is the program that builds the site.
        exclude=(
            "/*",
            *((f"!/{home}/", f"/{home}/*") if home else ()),
            *(f"!/{one}/" for one in dict.fromkeys((docs_folder, blog_folder, *inner)) if one != "."),
        ),
        home=home,
        options={
            "docs": (js_text(docs, "routeBasePath") if docs else None) or "docs",
            "docs-off": re.search(r"\bdocs\s*:\s*false", script) is not None,
            "blog": (js_text(blog, "routeBasePath") if blog else None) or "blog",
            "numbers": js_flag(docs, "numberPrefixParser") is not False,
            "slash": js_flag(script, "trailingSlash"),
            "led-on": led_on,
            "leads-links": _leads_links(files, root, script),
            "led-endings": tuple(f".{one}" for one in js_texts(script, "fromExtensions")),
            "certain": plain
            and led_on is not None
            and re.search(r"locales\s*:\s*\[[^\]]*,[^\]]*\w", script) is None
            and (home != "" or not any(one.startswith("..") for one in folders)),
        },
    )


def _lowest_above(root: str, folders: tuple[str, ...]) -> tuple[str, str]:
    """Return the lowest folder that holds a site and its content, and the path of the site from there ("": it is that)."""
    climbs = max(one.split("/").count("..") for one in folders)
    parts = [] if root in (".", "") else root.split("/")
    if climbs == 0 or climbs > len(parts) or ".." in parts:
        return root, ""
    return "/".join(parts[:-climbs]) or ".", "/".join(parts[-climbs:])


_FROM = re.compile(r"""(?<![\w'"-])["']?from["']?\s*:\s*(\[[^\]]*\]|"[^"\n]*"|'[^'\n]*')""")


def _led_on(files: Files, root: str, script: str) -> tuple[str, ...] | None:
    """Return the addresses that the plugin for redirects leads on; None where a function says which those are."""
    if "client-redirects" not in script:
        return ()
    if "createRedirects" in script:
        return None
    texts = [script]
    named = re.findall(r"""(?:require\(|\bfrom\s+)["']\./([\w./-]*redirect[\w./-]*)["']""", script, re.IGNORECASE)
    for name in named:
        found = next(
            (files.read(join(root, name + one)) for one in _ENDINGS if files.exists(join(root, name + one))), None
        )
        if found is None:
            return None
        if "createRedirects" in found:
            return None
        texts.append(found)
    return tuple(
        match[1:-1] for text in texts for one in _FROM.findall(text) for match in re.findall(r"\"[^\"]*\"|'[^']*'", one)
    )


_BESIDE = re.compile(r"""(?:require\(|\bfrom)\s*["']\./([\w./-]+)["']""")
_MOST_BESIDE = 20  # scripts that are looked into
_ON_LINKS = re.compile(r"\.url\s*=(?!=)")


def _leads_links(files: Files, root: str, script: str) -> bool:
    """Tell whether a plugin of the site's own for Markdown gives links another address."""
    if "emarkPlugins" not in script:
        return False
    names = (name + one for name in _BESIDE.findall(script)[:_MOST_BESIDE] for one in ("", *_ENDINGS))
    texts = (files.read(join(root, name)) for name in names if files.exists(join(root, name)))
    return any(_ON_LINKS.search(text or "") is not None for text in texts)


def _folder(block: str, usual: str) -> str:
    return ((js_text(block, "path") if block else None) or usual).removeprefix("./").strip("/")


GENERATOR = Generator(
    name="docusaurus",
    title="Docusaurus",
    signs=tuple(f"docusaurus.config.{ending}" for ending in ("js", "ts", "mjs", "cjs")),
    read=read,
    rank=50,
    terms=("tags",),
    blank_ends_link=True,
    layout="_docs_pages:DocusaurusLayout",
    roots=(("@site/", ""),),
    hidden=hidden_as_draft,
    wants_front_matter=False,
    is_dated_by_name=lambda site, path: path.startswith(f"{site.collections[1].folder}/"),
    tags=("mdx",),
    # What begins with `_` is a part of other pages.
    leaves=lambda _site, path: any(part.startswith("_") for part in path.split("/")),
)
