"""Quarto: `_quarto.yml`, pages in `.qmd`, written as `.html` beside where their sources lie.

By its documentation: not built here; ids of headings by running pandoc 3.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from evlint.generators._read import hidden_as_draft, mapping
from evlint.model.files import Files
from evlint.model.generator import Generator
from evlint.model.message import Msg
from evlint.model.site import Site, join
from evlint.site.configtext import language_tag, mapping_of, split_base, text_of, texts_of

# Files that are parts of others, and those that Quarto leaves out wherever they lie.
_NEVER_RENDERED = ("_*", ".*", "README.md", "README.qmd", "README.Rmd", "CLAUDE.md", "AGENTS.md")
_IS_PATTERN = re.compile(r"[*?\[{]")
_WORDS = frozenset(("today", "now", "last-modified"))  # what Quarto fills in where a date is asked for
# The forms that Quarto reads beside ISO 8601, in its order: `MM/dd/yyyy` and `MM-dd-yyyy`, also with two digits of a
# year, `MM dd, yyyy`, `dd MM yyyy`.
_FORMS = (
    re.compile(r"(?P<month>\d\d?)([/-])(?P<day>\d\d?)\2(?P<year>\d{4}|\d\d)", re.ASCII),
    re.compile(r"(?P<month>\d\d?) (?P<day>\d\d?), (?P<year>\d{4})", re.ASCII),
    re.compile(r"(?P<day>\d\d?) (?P<month>\d\d?) (?P<year>\d{4})", re.ASCII),
)
_SHORT_YEAR = 2  # digits of a year that is written without its century


def read(files: Files, root: str, sign: str, faults: list[Msg]) -> Site | None:
    """Read `_quarto.yml`: a website's or book's address, language, and which files it renders."""
    config = mapping(files, join(root, sign), faults) if sign else {}
    project = mapping_of(config.get("project"))
    website = mapping_of(config.get("website")) or mapping_of(config.get("book"))
    url, base = split_base(text_of(website.get("site-url")))
    output = (text_of(project.get("output-dir")) or "_site").strip("/")
    return Site(
        root=root,
        language=language_tag(config.get("lang")),
        url=url,
        baseurl=base or split_base(text_of(website.get("site-path")))[1],
        exclude=(*_rendered(files, root, config, project), f"/{output}/", *_NEVER_RENDERED),
        markdown="pandoc",
        yaml="js-yaml-4.1",
        options={
            "render": texts_of(project.get("render")),
            "scripted": not {"pre-render", "post-render"}.isdisjoint(project),
        },
    )


def _rendered(files: Files, root: str, config: Mapping[str, Any], project: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the patterns that leave out what `render` does not name; none where it names nothing.

    Quarto takes a name as it stands, a pattern at any depth, and what follows `!` at any depth.
    """
    named = texts_of(project.get("render"))
    profiles = mapping_of(config.get("profile"))
    groups = (one for key in ("default", "group") for one in _flat(profiles.get(key)))
    for name in groups:  # a profile may render more
        if "render:" in (files.read(join(root, f"_quarto-{name}.yml")) or ""):
            return ()
    if not any(not one.startswith("!") for one in named):
        return tuple(one[1:] for one in named)
    wanted = [one for one in named if not one.startswith("!")]
    patterns = [one.removeprefix("./") for one in wanted]
    return (
        "/**/*",
        *(f"!**/{one}" if _IS_PATTERN.search(one) and one[0] != "/" else f"!/{one.lstrip('/')}" for one in patterns),
        *(f"**/{one[1:].lstrip('/')}" for one in named if one.startswith("!")),
    )


def _flat(value: object) -> Iterator[str]:
    """Yield the texts in a value, however deep they lie in lists."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for one in value:
            yield from _flat(one)


def _reads_date(site: Site, path: str, text: str) -> bool | None:  # noqa: ARG001 the form of every answer
    text = text.strip()
    if text.lower().split(" ")[0] in _WORDS:
        return True
    match = next((match for form in _FORMS if (match := form.fullmatch(text)) is not None), None)
    if match is None:
        return None
    try:
        date(
            int(match["year"]) + (0 if len(match["year"]) > _SHORT_YEAR else 2000),
            int(match["month"]),
            int(match["day"]),
        )
    except ValueError:
        return False
    return True


GENERATOR = Generator(
    name="quarto",
    title="Quarto",
    signs=("_quarto.yml", "_quarto.yaml"),
    read=read,
    rank=59,
    layout="_docs_pages:QuartoLayout",
    reads_date=_reads_date,
    hidden=hidden_as_draft,
    tags=("shortcode",),
)
