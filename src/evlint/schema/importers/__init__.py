"""JSON Schemas from what a CMS or a generator was told of a site's posts: its own form fields, read as data, never run.

What a file is, is told from its name and its shape. `import_schemas` asks the one module that knows it: a module a source.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from posixpath import basename
from typing import Any

from evlint.model.message import msg
from evlint.schema.errors import SchemaUnusable
from evlint.schema.importers import astro, decap, front_matter_cms, pages_cms, tina
from evlint.schema.importers.fields import Imported, TooDeepError
from evlint.site.configtext import fault_of, read_mapping
from evlint.startup.lazy_regex import lazy_regex

# Where each of these files lies by its own documentation: `evlint init` looks there.
USUAL_PLACES = (
    "admin/config.yml", "static/admin/config.yml", "public/admin/config.yml", "src/admin/config.yml",
    "source/admin/config.yml", "docs/admin/config.yml", "static/cms/config.yml", "public/cms/config.yml",
    ".pages.yml", "frontmatter.json", "tina/__generated__/_schema.json", "tina/tina-lock.json",
    ".tina/__generated__/_schema.json",
)  # fmt: skip

Reader = Callable[[Mapping[str, Any]], list[Imported]]
_READERS: tuple[tuple[str, Callable[[str, Mapping[str, Any]], bool], Reader], ...] = (
    (
        "Pages CMS",
        lambda name, data: name in (".pages.yml", ".pages.yaml") or _is_list(data, "content"),
        pages_cms.read,
    ),
    ("Front Matter CMS", lambda _, data: front_matter_cms.knows(data), front_matter_cms.read),
    ("Tina", lambda _, data: tina.knows(data), tina.read),
    ("Astro", astro.knows, astro.read),
    ("Decap or Sveltia CMS", lambda _, data: _is_list(data, "collections"), decap.read),
)


def import_schemas(path: str, text: str) -> tuple[str, list[Imported]]:
    """Return whose configuration a file is, and a schema for each collection of posts that it describes.

    Raises `SchemaUnusable` for a file that cannot be read, that none of the known sources wrote, or that names no posts.
    """
    name = basename(path.replace("\\", "/"))
    ending = "json" if name.endswith((".json", ".jsonc")) else "yaml"
    data = read_mapping(_without_comments(text) if ending == "json" else text, ending)
    if not data:
        line = fault_of(text, ending)
        why = (
            msg("this cannot be read as {kind}.", kind=ending.upper())
            if line
            else msg("there is nothing in this file.")
        )
        raise SchemaUnusable(path, line, 1 if line else 0, why)
    if name == "tina-lock.json" and isinstance(data.get("schema"), dict):
        data = data["schema"]
    for source, fits, read in _READERS:
        if fits(name, data):
            try:
                found = read({**data, "": name})
            except TooDeepError:
                raise SchemaUnusable(path, 0, 0, msg("its fields are nested deeper than any form is.")) from None
            if not found:
                raise SchemaUnusable(
                    path, 0, 0, msg("this file of {source} describes no posts with front matter.", source=source)
                )
            return source, found
    raise SchemaUnusable(
        path, 0, 0,
        msg("evlint does not know whose configuration this is."),
        msg("It reads Decap's and Sveltia's config.yml, Pages CMS's .pages.yml, Front Matter CMS's frontmatter.json, "
            "Tina's _schema.json and the schemas that Astro writes below .astro/collections/."),
    )  # fmt: skip


def together(found: Sequence[Imported]) -> dict[str, object]:
    """Return one schema for all collections: that of the only one, else one that any of them satisfies."""
    if len(found) == 1:
        return found[0].schema
    first = found[0].schema
    return {
        "$schema": first["$schema"],
        "$comment": "One of these collections; `--collection NAME` prints one alone.",
        "anyOf": [{"$ref": f"#/$defs/{_pointer(one.name)}"} for one in found],
        "$defs": {one.name: {key: value for key, value in one.schema.items() if key != "$schema"} for one in found},
    }


def _pointer(name: str) -> str:
    from urllib.parse import quote

    return quote(name.replace("~", "~0").replace("/", "~1"), safe="~")


def _is_list(data: Mapping[str, Any], key: str) -> bool:
    return isinstance(data.get(key), list)


# What JSON with comments holds besides JSON; texts first, in which nothing is a comment.
_PART = lazy_regex(
    r'"(?:[^"\\\n]|\\.)*"|//[^\n]*|/\*(?:[^*]|\*(?!/))*\*/|,(?=(?:\s|//[^\n]*|/\*(?:[^*]|\*(?!/))*\*/)*[\]}])'
)
_ANY = lazy_regex(r"[^\n]")


def _without_comments(text: str) -> str:
    """Return JSON without `//` and `/* */` comments and trailing commas, as editors' settings have them; places are kept."""
    try:
        json.loads(text)
    except ValueError:
        return _PART.sub(lambda part: part[0] if part[0].startswith('"') else _ANY.sub(" ", part[0]), text)
    return text
