"""MkDocs, with Material or another theme: `mkdocs.yml`, Markdown in `docs`, each page a folder of its own.

ProperDocs, which goes on where MkDocs 1 ended, reads the same configuration as `properdocs.yml`.

Measured on MkDocs 1.6.1 with Material 9 (fixtures/generators/mkdocs): targets in Markdown are rewritten, raw HTML is left as
it stands; a second heading of a name gets `_1`. `extra.homepage` and plugins may make more pages.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from evlint.generators._pages import Languages
from evlint.generators._read import merged
from evlint.model.files import Files
from evlint.model.generator import Generator, Head
from evlint.model.message import Msg
from evlint.model.site import Site, join
from evlint.site.configtext import language_tag, mapping_of, read_mapping, split_base, text_of, texts_of
from evlint.site.names import beside

# `!ENV [NAME, "what holds without it"]`, and `!ENV NAME`, of which nothing is known.
_ENV = re.compile(r"!ENV[ \t]+(?:\[[^\]]{0,300}?(?:,\s*(\"[^\"\n]*\"|'[^'\n]*'|[^,\]\n\"']*?))?\s*,?\s*\]|[\w.]+)")
_TAGGED = re.compile(r"(?<=[\s\[,])!{1,2}[A-Za-z][\w./:-]*")  # of Python objects, `!relative`, and what plugins bring
# Plugins that make no page and define no label or id.
_HARMLESS = frozenset(("search", "social", "minify", "offline", "privacy", "glightbox", "git-revision-date-localized"))

# Plugins that make pages or bring them from elsewhere: a page that is nowhere in the tree may be theirs.
_PAGE_MAKERS = frozenset(
    (
        "gen-files",
        "monorepo",
        "multirepo",
        "api-autonav",
        "mkapi",
        "mkdoxy",
        "simple",
        "same-dir",
        "build_plantuml",
        "redoc",
    )
)
# Plugins that look for a file of that name in every folder where a link leads nowhere.
_BY_NAME = frozenset(("autolinks", "ezlinks", "roamlinks"))
_MOST_PARENTS = 8  # configurations that inherit from one another


def _configured(files: Files, path: str) -> dict[str, Any]:
    """Read a configuration, with what it inherits."""
    config: dict[str, Any] = {}
    for _ in range(_MOST_PARENTS):
        text = files.read(path) or ""
        own = read_mapping(_TAGGED.sub("", _ENV.sub(lambda match: match[1] or "null", text)), "yaml")
        config = merged(own, config)
        parent = text_of(own.get("INHERIT"))
        if parent is None:
            break
        path = beside(path, parent)
    return config


def read(files: Files, root: str, sign: str, faults: list[Msg]) -> Site | None:  # noqa: ARG001 tags of Python are no fault
    """Read `mkdocs.yml`; its tags of Python objects are left out."""
    config = _configured(files, join(root, sign)) if sign else {}
    url, base = split_base(text_of(config.get("site_url")))
    folder = (text_of(config.get("docs_dir")) or "docs").removeprefix("./").strip("/")
    theme = mapping_of(config.get("theme"))
    plugins = _names(config.get("plugins"))
    names = {one.rpartition("/")[2] for one in plugins or ()}
    extensions = config.get("markdown_extensions")
    toc = _extension(extensions, "toc")
    return Site(
        root=root,
        language=language_tag(theme.get("language")),
        url=url,
        baseurl=base,
        content=folder,
        exclude=("/*", f"!/{folder}/"),
        markdown="python-markdown",
        heading_ids="unknown" if "slugify" in toc else "",  # a function of its own makes them
        yaml="pyyaml",
        plugins=plugins,
        options={
            "directories": config.get("use_directory_urls") is not False,
            "material": text_of(theme.get("name")) == "material" or text_of(config.get("theme")) == "material",
            "certain": plugins is not None and _HARMLESS.issuperset(names) and not config.get("hooks"),
            "unknown-labels": not {"autorefs", "mkdocstrings", "macros"}.isdisjoint(plugins or ()),
            "makes-pages": plugins is None or not _PAGE_MAKERS.isdisjoint(names),
            "by-name": not _BY_NAME.isdisjoint(names),
            "snippets": _appended(extensions),
            "hooks": bool(config.get("hooks")),
            "emoji": bool(_options_of(extensions, "pymdownx.emoji")),
            "from-docs": _leads_from_docs(config),
            "blogs": _blogs(config, folder),
            "i18n": _i18n(config),
            "own-ids": toc.get("separator", "-") != "-",
            "tab-ids": "slugify" in _extension(extensions, "pymdownx.tabbed"),
        },
    )  # fmt: skip


def _names(value: object) -> tuple[str, ...] | None:
    """Return the names of the plugins; without any MkDocs runs `search` alone."""
    if value is None:
        return ("search",)
    if isinstance(value, dict):
        return tuple(str(key) for key in value)
    if not isinstance(value, list):
        return None
    return tuple(str(next(iter(one))) if isinstance(one, dict) and one else str(one) for one in value)


def _options_of(listed: object, name: str) -> list[Mapping[str, Any]]:
    """Return the options of each plugin or extension of a name (`blog`, `material/blog`), {} where it has none."""
    pairs = list(listed.items()) if isinstance(listed, dict) else []
    for one in listed if isinstance(listed, list) else ():
        pairs += one.items() if isinstance(one, dict) else ((one, None),)
    return [mapping_of(options) for key, options in pairs if str(key).rpartition("/")[2] == name]


def _leads_from_docs(config: dict[str, Any]) -> bool:
    """Tell whether targets that begin with a slash are looked for from the folder of the docs (since MkDocs 1.6)."""
    links = mapping_of(mapping_of(config.get("validation")).get("links")) or mapping_of(config.get("validation"))
    return links.get("absolute_links") == "relative_to_docs"


def _blogs(config: dict[str, Any], docs: str) -> dict[str, bool]:
    """Return the folder of each blog of Material's plugin, with a slash, and whether it publishes drafts."""
    found: dict[str, bool] = {}
    for options in _options_of(config.get("plugins"), "blog"):
        folder = text_of(options.get("blog_dir"))
        inner = "blog" if folder is None else folder.strip("./")
        found[f"{docs}/{inner}/" if inner else f"{docs}/"] = options.get("draft") is True
    return found


def _hidden(site: Site, path: str, head: Head, today: date) -> str:  # noqa: ARG001 the form of every answer
    """Say "draft" of a post of a blog that is one; elsewhere the key means nothing."""
    blogs = site.options.get("blogs") or {}
    is_left_out = any(path.startswith(f"{folder}posts/") and not shown for folder, shown in blogs.items())
    return "draft" if is_left_out and head.get("draft") is True else ""


def _i18n(config: dict[str, Any]) -> Languages | None:
    """Read the options of mkdocs-static-i18n; None without it, or where no language is the default."""
    for options in _options_of(config.get("plugins"), "i18n"):
        languages = options.get("languages")
        stated = languages if isinstance(languages, list) else ()
        default = next(
            (text_of(one.get("locale")) for one in map(mapping_of, stated) if one.get("default") is True), None
        )
        default = default or text_of(options.get("default_language"))
        names = [text_of(mapping_of(one).get("locale")) for one in stated]
        names += map(str, languages) if isinstance(languages, dict) else ()
        if default is not None:
            return Languages(
                in_folders=options.get("docs_structure") == "folder",
                default=default,
                others=tuple(one for one in names if one and one != default),
                fallback=options.get("fallback_to_default") is not False,
            )
    return None


def _appended(extensions: object) -> tuple[str, ...]:
    """Return the files that `pymdownx.snippets` puts below every page: for each name all the places that it may lie at."""
    found: list[str] = []
    for options in _options_of(extensions, "pymdownx.snippets"):
        bases = texts_of(options.get("base_path")) or (".",)
        found += [
            posixpath.normpath(posixpath.join(base, name))
            for name in texts_of(options.get("auto_append"))
            for base in bases
        ]
    return tuple(found)


def _extension(extensions: object, name: str) -> Mapping[str, Any]:
    """Return the options of an extension of Markdown."""
    return next(filter(None, reversed(_options_of(extensions, name))), {})


GENERATOR = Generator(
    name="mkdocs",
    title="MkDocs",
    signs=("mkdocs.yml", "mkdocs.yaml", "properdocs.yml", "properdocs.yaml"),
    read=read,
    rank=58,
    layout="_docs_pages:MkDocsLayout",
    hidden=_hidden,
    leaves_html=True,
    dates_in_groups=True,
    casts=lambda key, value: key == "date" and isinstance(value, dict),
    shows_foreign=lambda site: not site.options.get("unknown-labels") and not site.options.get("hooks"),
)
