"""Eleventy: templates below the input folder, Liquid in Markdown by default, `permalink` where a page goes.

Measured on Eleventy 2.0.1 and 3.1.8 (fixtures/generators/eleventy). A page is written to its path and its name as a folder;
its own `permalink` or that of a data file may say otherwise. Where scripts make or move pages none is told as missing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from evlint.generators._read import js_text, js_yaml, manifest, npm_version, without_comments
from evlint.model.files import Files
from evlint.model.generator import Generator
from evlint.model.message import Msg
from evlint.model.site import Site, join
from evlint.site.configtext import mapping_of, split_base
from evlint.startup.lazy_regex import lazy_regex

_SIGNS = (
    ".eleventy.js", ".eleventy.cjs", ".eleventy.mjs",
    "eleventy.config.js", "eleventy.config.cjs", "eleventy.config.mjs", "eleventy.config.ts",
)  # fmt: skip
_NEWEST = 3  # the major version that is taken where no package file names one
_MOST_IGNORED = 500  # patterns of an ignore file that are read
_INPUT = re.compile(r"\binput\s*:\s*\w+(?:\.\w+)*\.(\w+)")
_BESIDE = re.compile(r"""(?:require\(|from)\s*["'`]\./([\w./-]+)["'`]""")
_MOST_BESIDE = 20  # scripts that are asked
# By itself Eleventy gives headings no ids: a plugin does, another parser, a transform, or what a script beside brings.
_GIVES_IDS = re.compile(
    r"add(?:Plugin|Transform|Extension)|setLibrary|amendLibrary|markdown-?it|require\(\s*[\"'`]\.|from\s+[\"'`]\.",
    re.IGNORECASE,
)
# Plugins that give headings ids, and an option of theirs that says how. A function of the site's own gives any id at all.
_ANCHORS = lazy_regex(r"anchor|IdAttributePlugin|named-headings", re.IGNORECASE)
_SLUGIFY = lazy_regex(r"(?<![\w.$\"'/@])[\"']?slugify[\"']?[ \t]*(?::\s*([^,\n}]*)|(?=\([^()\n]*\)\s*\{)|(?=\s*[,}]))")
_OWN_FILTER = lazy_regex(r"add(?:\w*)Filter\(\s*[\"'`]slug(?:ify)?[\"'`]")
_FILTER = lazy_regex(r"[\w.]*getFilter\(\s*[\"'`]slug(?:ify)?[\"'`]\s*\)?\s*\Z")
# What is known of how packages make ids (`site.slugs`).
_KNOWN_MAKERS = lazy_regex(
    r"(\w+)\s*(?:=\s*(?:await\s+)?(?:require|import)\(\s*|\}?\s*from\s+)"
    r"[\"'`](?:@sindresorhus/slugify|uslug|github-slugger)[\"'`]"
)


def _makes_own_ids(files: Files, root: str, script: str) -> bool:
    """Tell whether the configuration, or a script that it names, has a function of its own that makes ids of headings."""
    beside = dict.fromkeys(_BESIDE.findall(script)[:_MOST_BESIDE])
    others = (files.read(join(root, name)) or files.read(join(root, f"{name}.js")) or "" for name in beside)
    texts = [script, *(without_comments(one) if "slug" in one else "" for one in others)]
    own_filter = any(_OWN_FILTER.search(text) for text in texts)
    for text in (one for one in texts if "slugify" in one and _ANCHORS.search(one)):
        known = {match[1] for match in _KNOWN_MAKERS.finditer(text)}
        for match in _SLUGIFY.finditer(text):
            value = (match[1] or "slugify").strip()
            if value not in known and (own_filter or not _FILTER.match(value)):
                return True
    return False


def read(files: Files, root: str, sign: str, faults: list[Msg]) -> Site | None:  # noqa: ARG001 a script is not read to its end
    """Read what stands plainly in the configuration: the input and output folders, the engine of Markdown, `pathPrefix`."""
    script = without_comments(files.read(join(root, sign)) or "") if sign else ""
    package = manifest(files, root)
    version = npm_version(files, root, "@11ty/eleventy", package)
    set_folder = re.search(r"""setInputDirectory\(\s*["']([^"']+)""", script)
    scripts = " ".join(str(one) for one in mapping_of(package.get("scripts")).values())
    stated = re.search(r"eleventy\b[^&|;]*--input[= ](\S+)", scripts)
    source = (set_folder and set_folder[1]) or js_text(script, "input") or (stated and stated[1])
    source = source or _named_elsewhere(files, root, script) or ""
    source = source.removeprefix("./").strip("/")
    old = (version or (_NEWEST,))[0] < _NEWEST
    return Site(
        root=root,
        baseurl=split_base(js_text(script, "pathPrefix"))[1],
        content="" if source == "." else source,
        heading_ids="none" if script and _GIVES_IDS.search(script) is None else "",
        version=version,
        yaml=js_yaml(npm_version(files, root, "js-yaml", {}), "js-yaml-3" if old else "js-yaml-4.2"),
        options={
            "engine": _engine(script, "markdownTemplateEngine"),
            "html-engine": _engine(script, "htmlTemplateEngine"),
            "own-ids": _makes_own_ids(files, root, script),
        },
        exclude=(
            *(("/*", f"!/{source.split('/')[0]}/") if source not in ("", ".") else ("/README.md",)),
            *_ignored(files, root, source),
        ),
    )


def _engine(script: str, key: str) -> str:
    """Return the template language that a configuration has pages run through first, "" where none."""
    off = re.search(rf"{key}[\"']?\s*:\s*false", script) is not None
    return "" if off else js_text(script, key) or "liquid"


def _runs_liquid(site: Site, path: str, front: Mapping[str, object]) -> bool:
    """Tell whether a page is run through Liquid: as its front matter says (`njk,md`, `false`), else as its ending has it."""
    own = front.get("templateEngineOverride")
    if own is not None:
        return isinstance(own, str) and "liquid" in own
    return site.options.get("html-engine" if path.endswith((".html", ".htm")) else "engine") == "liquid"


def _named_elsewhere(files: Files, root: str, script: str) -> str | None:
    """Return the input folder where the configuration takes it from a script beside it (`input: config.dir.src`)."""
    key = _INPUT.search(script)
    if key is None:
        return None
    for name in _BESIDE.findall(script)[:_MOST_BESIDE]:
        text = files.read(join(root, name)) or files.read(join(root, f"{name}.js")) or ""
        folder = (js_text(without_comments(text), key[1]) or "").removeprefix("./").strip("/")
        if folder and files.exists(join(root, folder)):
            return folder
    return None


def _ignored(files: Files, root: str, source: str) -> tuple[str, ...]:
    """Return the patterns of what Eleventy leaves out: `.eleventyignore`, at the root and in the input folder.

    What the configuration adds (`ignores.add`) is not read: it is mostly said of one environment alone.
    """
    found: list[str] = []
    for folder in dict.fromkeys(("", source)):
        text = files.read(join(root, f"{folder}/.eleventyignore".lstrip("/"))) or ""
        for line in map(str.strip, text.splitlines()):
            if not line or line.startswith(("#", "!")):
                continue
            anchored = "/" in line.rstrip("/") or not folder
            found.append(f"{folder}/{line.removeprefix('./').lstrip('/')}".lstrip("/") if anchored else line)
    return tuple(found[:_MOST_IGNORED])


GENERATOR = Generator(
    name="eleventy",
    title="Eleventy",
    signs=_SIGNS,
    read=read,
    layout="_eleventy_pages:EleventyLayout",
    rank=54,
    blank_ends_link=True,
    tags=("liquid-output", "liquid-tag"),
    tags_in_code=True,
    blocks=True,
    runs_tags=_runs_liquid,
    shows_foreign=lambda site: bool(site.options.get("engine")),
    comments=lambda site: (("{#", "#}"),) if site.options.get("engine") == "njk" else (),
    stopped_by=("shortcode",),
    hidden=lambda _site, _path, _head, _today: "",
    is_dated_by_name=lambda _site, _path: True,
)
