"""Hexo: `_config.yml` beside a `package.json` that asks for `hexo`; posts in `source/_posts`, Nunjucks in every text.

Measured on Hexo 8.1.2 (fixtures/generators/hexo): headings keep their capitals, `permalink` fills the addresses of posts,
and a tag that Nunjucks cannot read stops the build. `new_post_name` tells title and date from a post's file name, and what
lies in the `source` folder of the theme goes to the root.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from evlint.generators._read import js_yaml, manifest, mapping, npm_version, wanted
from evlint.model.files import Files
from evlint.model.generator import Generator, Head
from evlint.model.message import Msg
from evlint.model.site import Site, SiteCollection, join
from evlint.site.configtext import language_tag, mapping_of, split_base, text_of, texts_of
from evlint.site.head import day_of
from evlint.startup.lazy_regex import lazy_regex

# Renderers of Markdown: any but Hexo's own may read lists of attributes.
_MARKDOWN = lazy_regex(r"hexo-renderer-(?:marked|kramed|pandoc|md|.*(?:markdown|mark|commonmark))")


_POST_LINK_STOPS = (6,)  # the first version in which a `post_link` to no post is an error; before, it showed nothing
_HEXO_IDS = frozenset(("hexo-renderer-marked", "hexo-renderer-markdown-it"))


def read(files: Files, root: str, sign: str, faults: list[Msg]) -> Site | None:
    """Read Hexo's `_config.yml`; the same name without Hexo among the dependencies is Jekyll's."""
    package = manifest(files, root)
    if sign and "hexo" not in wanted(package) and not isinstance(package.get("hexo"), dict):
        return None
    config = mapping(files, join(root, sign), faults) if sign else {}
    url, base = split_base(text_of(config.get("url")))
    root_path = text_of(config.get("root"))
    source = (text_of(config.get("source_dir")) or "source").strip("/")
    version = npm_version(files, root, "hexo", package)
    theme = text_of(config.get("theme"))
    language = config.get("language")
    first = language[0] if isinstance(language, list) and language else language
    named = text_of(config.get("new_post_name")) or ":title.md"
    return Site(
        root=root,
        timezone=text_of(config.get("timezone")),
        language=language_tag(first),
        url=url,
        baseurl=base or split_base(root_path)[1],
        permalink=text_of(config.get("permalink")) or ":year/:month/:day/:title/",
        collections=(SiteCollection("posts", f"{source}/_posts"),),
        # The rest of the folder is the program that builds the site.
        exclude=("/*", f"!/{source}/"),
        future=config.get("future") is not False,
        content=source,
        static=(f"themes/{theme}/source",) if theme and theme.isprintable() and ".." not in theme else (),
        markdown="hexo-util",
        heading_ids=_heading_ids(package, config),
        version=version,
        yaml=js_yaml(npm_version(files, root, "js-yaml", package), "js-yaml-4.2"),
        include=texts_of(config.get("include")),
        options={
            "named": named,
            "theme": theme,
            "drafts": config.get("render_drafts") is True,
            "assets": config.get("post_asset_folder") is True,
            "plugins": [name for name in wanted(package) if name.startswith("hexo-generator")],
            "marked": {"hexo-renderer-marked"}.issuperset(
                name for name in wanted(package) if _MARKDOWN.match(name) is not None
            ),
            "pretty": mapping_of(config.get("pretty_urls")),
        },
    )


def _heading_ids(package: dict[str, Any], config: dict[str, Any]) -> str:
    """Return whose ids the headings get: those of `marked` and of `markdown-it` are Hexo's own, unless set otherwise.

    `hexo-renderer-markdown-it-plus` makes them with `uslug`, in lower case; others have ways of their own.
    """
    anchors = mapping_of(mapping_of(config.get("markdown")).get("anchors"))
    others = {name for name in wanted(package) if _MARKDOWN.match(name) is not None} - _HEXO_IDS
    is_changed = (
        mapping_of(config.get("marked")).get("modifyAnchors") or anchors.get("case") or anchors.get("separator")
    )
    return "unknown" if others or is_changed else ""


def _hidden(site: Site, path: str, head: Head, today: date) -> str:
    if "/_drafts/" in f"/{path}":
        return "" if site.options.get("drafts") else "draft"
    if head.get("published") is False:
        return "" if site.options.get("drafts") else "draft"
    day = day_of(head.get("date"))
    return "ahead" if site.future is False and day is not None and day > today.isoformat() else ""


GENERATOR = Generator(
    name="hexo",
    title="Hexo",
    signs=("_config.yml", "_config.yaml"),
    read=read,
    rank=30,
    blank_ends_link=True,
    beside_sign="package.json",
    layout="_hexo_pages:HexoLayout",
    hidden=_hidden,
    is_dated_by_name=lambda site, path: "/_posts/" in f"/{path}" and ":year" in str(site.options.get("named")),
    skips_unreadable=True,
    tags=("liquid-output", "liquid-tag"),
    comments=lambda _site: (("{#", "#}"),),
    stopped_by=("shortcode",),
    stops_at_tags=lambda site: not site.version or site.version >= _POST_LINK_STOPS,
    typed_lists=lambda site: ("link", "colon", "span") if site.options.get("marked") else (),
)
