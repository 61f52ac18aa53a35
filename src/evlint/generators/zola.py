"""Zola: `config.toml` with `base_url`, TOML or YAML front matter in `content`, `@/…` from the content folder.

By its documentation: not built here. A page is written to its path, with `slug` or `path` in place of it; a date before a
file's name dates the page and leaves its address; ids are written in ASCII (`Été` gives `ete`).
"""

from __future__ import annotations

from evlint.generators._read import hidden_as_draft, mapping
from evlint.model.files import Files
from evlint.model.generator import Generator
from evlint.model.message import Msg
from evlint.model.site import Site, join
from evlint.site.configtext import language_tag, lowered, mapping_of, split_base, text_of

_SHARED = "config.toml"  # a name that other generators and many a program give a file of theirs


def read(files: Files, root: str, sign: str, faults: list[Msg]) -> Site | None:
    """Read `zola.toml`, or `config.toml`; without `base_url`, the one key that Zola asks for, that is another's."""
    config = mapping(files, join(root, sign), faults) if sign else {}
    if sign == _SHARED and ("base_url" not in config or "baseURL" in config):
        return None
    url, base = split_base(text_of(config.get("base_url")))
    slugs = mapping_of(config.get("slugify"))
    return Site(
        root=root,
        language=language_tag(config.get("default_language")),
        languages=tuple(mapping_of(config.get("languages"))),
        url=url,
        baseurl=base,
        content="content",
        static=("static",),
        markdown="deunicode",
        heading_ids="" if text_of(slugs.get("anchors")) in (None, "on") else "unknown",
        yaml="yaml-1.2",
        exclude=("/*", "!/content/"),
        options={
            "paths": text_of(slugs.get("paths")) or "on",
            "dates": slugs.get("paths_keep_dates") is True,
            "theme": text_of(config.get("theme")),
            "taxonomies": [text_of(lowered(one).get("name")) for one in config.get("taxonomies", [])]
            if isinstance(config.get("taxonomies"), list)
            else [],
        },
    )


GENERATOR = Generator(
    name="zola",
    title="Zola",
    signs=("zola.toml", "config.toml"),
    read=read,
    rank=20,
    blank_ends_link=True,
    terms_below="taxonomies",
    layout="_zola_pages:ZolaLayout",
    roots=(("@/", "content"),),
    hidden=hidden_as_draft,
    is_dated_by_name=lambda _site, _path: True,
    tags=("calls",),
    tags_in_code=False,
    typed_lists=lambda _site: ("link", "colon", "span"),
)
