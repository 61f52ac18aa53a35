"""Jekyll: `_config.yml`, posts in `_posts`, collections, Liquid in every text.

Measured on Jekyll 4.3.1 (fixtures/generators/jekyll); the keys by its documentation.
"""

from __future__ import annotations

import posixpath
import re
from datetime import date

from evlint.generators._read import mapping
from evlint.generators.jekyll import config
from evlint.model.files import Files
from evlint.model.generator import Generator, Head
from evlint.model.message import Msg
from evlint.model.site import Site, join, within
from evlint.site.head import day_of
from evlint.startup.lazy_regex import lazy_regex


def read(files: Files, root: str, sign: str, faults: list[Msg]) -> Site | None:
    """Read `_config.yml`; a folder that holds `_posts` and no configuration is a site too.

    None where an editor or a host left the file to a site of Eleventy, which has its own beside it and nothing of Jekyll's.
    """
    if sign not in config.CONFIG_NAMES:
        return config.read_jekyll({}, root, None)
    path = join(root, sign)
    if any(files.exists(join(root, name)) for name in _ELEVENTY) and not any(
        files.exists(join(root, name)) for name in _OWN
    ):
        return None
    site = config.read_jekyll(mapping(files, path, faults), root, path)
    others = _PLUGIN_GROUP.findall(files.read(join(root, "Gemfile")) or "")
    named = [gem for group in others for gem in _GEM.findall(group)]
    return site._replace(plugins=(*(site.plugins or ()), *named)) if named else site


def is_post(site: Site, path: str) -> bool:
    """Tell whether a file of the site is dated by its name where it says no date: one of `_posts`, or of a collection."""
    if f"/{config.POSTS}/" in f"/{path}":
        return True
    return any(path.startswith(f"{one.folder.strip('/')}/") for one in site.collections if one.output and one.folder)


def _reads_date(site: Site, path: str, text: str) -> bool | None:
    from evlint.generators.jekyll.dates import reads

    if not is_post(site, path):
        return None
    return reads(text) if text.strip() else False  # an empty `date` stops the build


def _hidden(site: Site, path: str, head: Head, today: date) -> str:
    from evlint.generators.jekyll.dates import named_day

    if head.get("published") is False or f"/{config.DRAFTS}/" in f"/{path}":
        return "" if site.shows_drafts and head.get("published") is False else "draft"
    if site.future or not is_post(site, path):
        return ""
    day = day_of(head.get("date")) or named_day(path)
    return "ahead" if day is not None and day > today.isoformat() else ""


def _casts(key: str, value: object) -> bool:
    """Take a number for the name of a layout (`layout: 404`)."""
    return key in ("layout", "type") and isinstance(value, int) and not isinstance(value, bool)


_ELEVENTY = (".eleventy.js", "eleventy.config.js", "eleventy.config.mjs", "eleventy.config.cjs")
_OWN = ("Gemfile", "_layouts", config.POSTS)

# The group of a `Gemfile` whose gems Jekyll loads as plugins without being told so in `_config.yml`.
_PLUGIN_GROUP = lazy_regex(r"^[ \t]*group[ (]+:jekyll_plugins\b[^\n]*\bdo\b(.*?)^[ \t]*end\b", re.MULTILINE | re.DOTALL)
_GEM = lazy_regex(r"""^[ \t]*gem[ (]+["']([\w-]+)""", re.MULTILINE)
_POST_NAME = lazy_regex(r"\d{2,4}-\d{1,2}-\d{1,2}-.")


def _leaves(site: Site, path: str) -> bool:  # noqa: ARG001 the form of every answer
    """Tell whether a file lies in `_posts` under a name that Jekyll does not take for a post's."""
    folders, _, name = path.rpartition("/")
    return f"/{folders}/".endswith(f"/{config.POSTS}/") and _POST_NAME.match(name) is None


_INCLUDE = lazy_regex(r"\{%-?\s*include(_relative)?\s+([\w./-]+\.\w+)(?=[\s%-])")


def _needs(site: Site, tag: str, path: str) -> tuple[str, ...]:
    """Return the file that an include asks for; none where a theme may bring it."""
    match = _INCLUDE.match(tag)
    if match is None or (site.options.get("theme") and not match[1]):
        return ()
    if match[1]:
        if config.is_part(site, within(site, path)):
            return ()  # it is looked for beside the page that brings this part
        return (posixpath.normpath(posixpath.join(posixpath.dirname(path), match[2])),)
    folder = site.options.get("includes")
    return (join(site.root, join(site.content or ".", f"{folder}/{match[2]}")),)


GENERATOR = Generator(
    name="jekyll",
    title="Jekyll",
    signs=config.CONFIG_NAMES,
    read=read,
    rank=40,
    bare=config.POSTS,
    lists_collections=True,
    leaves=_leaves,
    is_part=config.is_part,
    layout="jekyll.layout:JekyllLayout",
    reads_date=_reads_date,
    is_dated_by_name=is_post,
    hidden=_hidden,
    strict_names=True,
    utc_times=lambda site: site.timezone is not None,
    casts=_casts,
    tags=("liquid-output", "liquid-tag"),
    tags_in_code=True,
    blocks=True,
    needs=_needs,
    typed_lists=lambda site: ("link", "span") if site.markdown == "kramdown" else (),
)
