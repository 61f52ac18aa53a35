"""Quarto: `_quarto.yml`, pages in `.qmd`, written as `.html` beside where their sources lie.

By its documentation: not built here; ids of headings by running pandoc 3.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from evlint.generators._read import join, mapping
from evlint.model.files import Files
from evlint.model.generator import Generator, Head, Layout
from evlint.model.message import Msg
from evlint.model.site import Site
from evlint.site.configtext import language_tag, mapping_of, split_base, text_of, texts_of

if TYPE_CHECKING:
    from evlint.site.layout import Place

_WORDS = frozenset(("today", "now", "last-modified"))  # what Quarto fills in where a date is asked for


def read(files: Files, root: str, sign: str, faults: list[Msg]) -> Site | None:
    """Read `_quarto.yml`: a website's or book's address, language, and which files it renders."""
    config = mapping(files, join(root, sign), faults) if sign else {}
    project = mapping_of(config.get("project"))
    website = mapping_of(config.get("website")) or mapping_of(config.get("book"))
    url, base = split_base(text_of(website.get("site-url")))
    output = (text_of(project.get("output-dir")) or "_site").strip("/")
    return Site(
        generator="quarto",
        root=root,
        config=join(root, sign) if sign else None,
        language=language_tag(config.get("lang")),
        url=url,
        baseurl=base or split_base(text_of(website.get("site-path")))[1],
        exclude=(f"/{output}/", "/README.md"),
        markdown="pandoc",
        yaml="js-yaml-4.1",
        sign=sign,
        options={"render": texts_of(project.get("render"))},
    )


def _layout(place: Place) -> Layout:
    from evlint.generators._docs_pages import QuartoLayout

    return QuartoLayout(place)


def _reads_date(site: Site, path: str, text: str) -> bool | None:  # noqa: ARG001 the form of every answer
    return True if text.strip().lower().split(" ")[0] in _WORDS else None


def _hidden(site: Site, path: str, head: Head, today: date) -> str:  # noqa: ARG001 the form of every answer
    return "draft" if head.get("draft") is True else ""


GENERATOR = Generator(
    name="quarto",
    title="Quarto",
    signs=("_quarto.yml", "_quarto.yaml"),
    read=read,
    rank=59,
    layout=_layout,
    reads_date=_reads_date,
    hidden=_hidden,
    tags=("shortcode",),
)
