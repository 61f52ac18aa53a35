"""MkDocs, with Material or another theme: `mkdocs.yml`, Markdown in `docs`, each page a folder of its own.

Measured on MkDocs 1.6.1 with Material 9 (fixtures/generators/mkdocs): targets in Markdown are rewritten, raw HTML is left as
it stands; a second heading of a name gets `_1`. `extra.homepage` and plugins may make more pages.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from evlint.generators._read import join
from evlint.model.files import Files
from evlint.model.generator import Generator, Layout
from evlint.model.message import Msg
from evlint.model.site import Site
from evlint.site.configtext import language_tag, mapping_of, read_mapping, split_base, text_of

if TYPE_CHECKING:
    from evlint.site.layout import Place

_TAGGED = re.compile(r"!!python/\S+|!ENV(?:[ \t]+\[[^\]\n]*\])?|!relative\b")
# Plugins that make no page and define no label or id.
_HARMLESS = frozenset(("search", "social", "minify", "offline", "privacy", "glightbox", "git-revision-date-localized"))


def read(files: Files, root: str, sign: str, faults: list[Msg]) -> Site | None:  # noqa: ARG001 tags of Python are no fault
    """Read `mkdocs.yml`; its tags of Python objects are left out."""
    text = files.read(join(root, sign)) if sign else None
    config: dict[str, Any] = read_mapping(_TAGGED.sub("", text or ""), "yaml")
    url, base = split_base(text_of(config.get("site_url")))
    folder = (text_of(config.get("docs_dir")) or "docs").removeprefix("./").strip("/")
    theme = mapping_of(config.get("theme"))
    plugins = _names(config.get("plugins"))
    return Site(
        generator="mkdocs",
        root=root,
        config=join(root, sign) if sign else None,
        language=language_tag(theme.get("language")),
        url=url,
        baseurl=base,
        content=folder,
        exclude=("/*", f"!/{folder}/"),
        markdown="python-markdown",
        yaml="pyyaml",
        sign=sign,
        plugins=plugins,
        options={
            "directories": config.get("use_directory_urls") is not False,
            "material": text_of(theme.get("name")) == "material" or text_of(config.get("theme")) == "material",
            "certain": plugins is not None and _HARMLESS.issuperset(one.rpartition("/")[2] for one in plugins)
            and not config.get("hooks"),
            "unknown-labels": not {"autorefs", "mkdocstrings", "macros"}.isdisjoint(plugins or ()),
            "snippets": _appended(config),
            "hooks": bool(config.get("hooks")),
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


def _appended(config: dict[str, Any]) -> tuple[str, ...]:
    """Return the files that `pymdownx.snippets` puts below every page."""
    found: list[str] = []
    for one in config.get("markdown_extensions") or ():
        options = mapping_of(mapping_of(one).get("pymdownx.snippets"))
        found += [name for name in options.get("auto_append") or () if isinstance(name, str)]
    return tuple(found)


def _layout(place: Place) -> Layout:
    from evlint.generators._pages import MkDocsLayout

    return MkDocsLayout(place)


GENERATOR = Generator(
    name="mkdocs",
    title="MkDocs",
    signs=("mkdocs.yml", "mkdocs.yaml"),
    read=read,
    rank=58,
    layout=_layout,
    hidden=lambda _site, _path, _head, _today: "",
    leaves_html=True,
    dates_in_groups=True,
    shows_foreign=lambda site: not site.options.get("unknown-labels") and not site.options.get("hooks"),
)
