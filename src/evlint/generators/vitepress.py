"""VitePress: every Markdown file below the folder that holds `.vitepress` is a page, `public` stands at its root.

Measured on VitePress 1.6.4 (fixtures/generators/vitepress): a link to a page that is not there stops the build;
Vue's braces are its tags.
"""

from __future__ import annotations

import re

from evlint.generators._read import js_block, js_flag, js_text, js_texts, js_yaml, npm_version, without_comments
from evlint.model.files import Files
from evlint.model.generator import Generator
from evlint.model.message import Msg
from evlint.model.site import Site, join
from evlint.site.configtext import language_tag, split_base

_ENDINGS = ("ts", "mts", "js", "mjs", "cjs")
_MACHINERY = ("/README.md",)


def read(files: Files, root: str, sign: str, faults: list[Msg]) -> Site | None:  # noqa: ARG001 a script is not read to its end
    """Read what stands plainly in `.vitepress/config.*`: `base`, `lang`, `srcDir`, `srcExclude`, `cleanUrls`."""
    path = join(root, sign) if sign else ""
    script = without_comments(files.read(path) or "") if sign else ""
    source = (js_text(script, "srcDir") or "").removeprefix("./").strip("/")
    url, _ = split_base(js_text(script, "hostname"))
    excluded = tuple(f"/{source}/{one}" if source else f"/{one.lstrip('/')}" for one in js_texts(script, "srcExclude"))
    outside = ("/*", f"!/{source.split('/')[0]}/") if source and source != "." else ()
    rewrites = _rewrites(script)
    return Site(
        root=root,
        language=language_tag(js_text(script, "lang")),
        url=url,
        baseurl=split_base(js_text(script, "base"))[1],
        exclude=(*outside, *excluded),
        content="" if source == "." else source,
        static=(f"{source}/public" if source else "public",),
        markdown="mdit-vue",
        version=npm_version(files, root, "vitepress"),
        yaml=js_yaml(npm_version(files, root, "js-yaml", {}), "js-yaml-3"),
        options={
            "clean": js_flag(script, "cleanUrls") is True,
            "rewrites": rewrites or {},
            "certain": rewrites is not None and "[" not in "".join(excluded),
        },
    )


_PAIR = re.compile(r"""\s*(["'])([^"'\n:*()\[\]]+)\1\s*:\s*(["'])([^"'\n:*()\[\]]+)\3\s*(?:,|\Z)""")


def _rewrites(script: str) -> dict[str, str] | None:
    """Return which source is published as which other; None where patterns or a function say so."""
    if "rewrites" not in script:
        return {}
    block = js_block(script, "rewrites")
    found = {match[2].lstrip("/"): match[4].lstrip("/") for match in _PAIR.finditer(block)}
    return found if block.strip() and not _PAIR.sub("", block).strip() else None


GENERATOR = Generator(
    name="vitepress",
    title="VitePress",
    signs=tuple(f".vitepress/config.{ending}" for ending in _ENDINGS),
    read=read,
    rank=56,
    blank_ends_link=True,
    layout="_docs_pages:VitePressLayout",
    hidden=lambda _site, _path, _head, _today: "",
    tags=("vue",),
    tags_in_code=False,
    outside_mark="target",
)
