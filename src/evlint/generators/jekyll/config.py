"""Jekyll's `_config.yml` (or `.yaml`, `.toml`) to a `Site`.

The keys and what they are when absent: Jekyll's own documentation ("Configuration", "Collections", "Front Matter
Defaults"); `markdown` is kramdown unless another engine is named.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Literal

from evlint.model.site import Site, SiteCollection, SiteDefaults
from evlint.site.configtext import language_tag, mapping_of, split_base, text_of, texts_of

CONFIG_NAMES = ("_config.yml", "_config.yaml", "_config.toml")
POSTS = "_posts"
DRAFTS = "_drafts"


def read_jekyll(config: Mapping[str, Any], root: str, name: str | None) -> Site:
    """Make a site of Jekyll's configuration; `name` is the file that it was read from (None: there is none)."""
    url, _ = split_base(text_of(config.get("url")))
    _, base = split_base(text_of(config.get("baseurl")))
    future = config.get("future")
    collections = _collections(config)
    return Site(
        yaml="psych",
        root=root,
        config=name,
        timezone=text_of(config.get("timezone")),
        language=next(filter(None, (language_tag(config.get(key)) for key in ("lang", "language", "locale"))), None),
        url=url,
        baseurl=base,
        permalink=text_of(config.get("permalink")),
        collections=collections,
        defaults=_defaults(config.get("defaults")),
        exclude=(*texts_of(config.get("exclude")), *_machinery(config), _SET_ASIDE, *_hidden(collections)),
        include=texts_of(config.get("include")),
        future=future if isinstance(future, bool) else None,
        shows_drafts=config.get("unpublished") is True,
        content=_source(config),
        static=(),
        markdown=_engine(config.get("markdown")),
        heading_ids=_heading_ids(mapping_of(config.get("kramdown"))),
        plugins=texts_of(config.get("plugins")) + texts_of(config.get("gems")),
        options={
            "theme": bool(config.get("theme") or config.get("remote_theme")),
            "includes": text_of(config.get("includes_dir")) or "_includes",
            "plugins": text_of(config.get("plugins_dir")) or "_plugins",
            "autopages": mapping_of(config.get("autopages")).get("enabled") is True,
        },
    )


def _heading_ids(options: Mapping[str, Any]) -> str:
    """Return kramdown's way of making ids where its options change it (see `slugs`), "" for Jekyll's own."""
    if options.get("auto_ids") is False:
        return "none"
    if (text_of(options.get("input")) or "GFM").lower() == "gfm":
        return ""
    return "kramdown-transliterated" if options.get("transliterated_header_ids") is True else "kramdown-plain"


_SET_ASIDE = f"**/{POSTS}/**/_*"  # files and folders below `_posts` that Jekyll 4.3.1 does not look into


def _hidden(collections: tuple[SiteCollection, ...]) -> Iterator[str]:
    """Yield patterns of what Jekyll leaves out of collections: templates and parts, whose names begin with `_`."""
    return (f"/{one.folder.strip('/')}/**/_*" for one in collections if one.folder)


def _machinery(config: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the folders whose files are no pages, as patterns from the root: layouts, includes, data, styles, plugins."""
    source = _source(config)
    names = [text_of(config.get(f"{kind}_dir")) or f"_{kind}" for kind in ("layouts", "includes", "data", "plugins")]
    return tuple("/" + "/".join(filter(None, (source, one.strip("/")))) + "/" for one in (*names, "_sass"))


def _source(config: Mapping[str, Any]) -> str:
    source = _folder(config.get("source"))
    return "" if source.startswith("..") else source


def _folder(value: object) -> str:
    """Return a folder as it stands in paths: "" for the site's own, no dots or slashes at its ends."""
    folder = (text_of(value) or "").removeprefix("./").strip("/")
    return "" if folder == "." else folder


def _engine(value: object) -> Literal["kramdown", "github", "unknown"]:
    name = (text_of(value) or "kramdown").lower()
    if name == "kramdown":
        return "kramdown"
    return "github" if name.startswith(("commonmark", "gfm")) else "unknown"


def _collections(config: Mapping[str, Any]) -> tuple[SiteCollection, ...]:
    value = config.get("collections")
    source = _source(config)
    inside = _folder(config.get("collections_dir"))
    parent = "/".join(filter(None, (source, inside)))
    prefix = f"{parent}/" if parent else ""
    options: dict[str, Mapping[str, Any]] = (
        {key: mapping_of(inner) for key, inner in mapping_of(value).items()}
        if isinstance(value, dict)
        else {key: {} for key in texts_of(value)}
    )
    found = [
        SiteCollection(key, f"{prefix}_{key}", text_of(one.get("permalink")), one.get("output") is True)
        for key, one in options.items()
        if key != "posts"
    ]
    posts = options.get("posts", {})
    permalink = text_of(posts.get("permalink")) or text_of(config.get("permalink"))
    found.append(SiteCollection("posts", prefix + POSTS, permalink, posts.get("output", True) is not False))
    return tuple(found)


def _defaults(value: object) -> tuple[SiteDefaults, ...]:
    found: list[SiteDefaults] = []
    for one in value if isinstance(value, list) else ():
        entry = mapping_of(one)
        scope = mapping_of(entry.get("scope"))
        values = mapping_of(entry.get("values"))
        path = scope.get("path", "")
        if values and "scope" in entry and (path is None or isinstance(path, str)):
            found.append(SiteDefaults((path or "").strip().strip("/"), text_of(scope.get("type")), values))
    return tuple(found)


def is_part(site: Site, path: str) -> bool:
    """Tell whether a file is left out because of a `_` in its path, so that only `include_relative` brings it to readers."""
    inner = path.removeprefix(f"{site.content}/") if site.content else path
    if any(path.startswith(f"{one.folder.strip('/')}/") for one in site.collections if one.folder):
        return False
    return any(
        part.startswith("_") and part not in (POSTS, DRAFTS) and part not in site.include for part in inner.split("/")
    )
