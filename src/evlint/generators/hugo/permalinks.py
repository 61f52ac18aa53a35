"""Hugo's permalinks of pages, lists and terms: what addresses they make, and which address one page gets."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from evlint.model.site import Site
from evlint.site.configtext import text_of
from evlint.site.head import Head, day_of
from evlint.site.permalinks import Pattern, compile_permalink
from evlint.startup.lazy_regex import lazy_regex

_WORD = lazy_regex(r":([a-z]+)")


def patterns_of(site: Site) -> dict[str, Pattern]:
    """Return what the addresses of pages look like, by section, where a permalink tells."""
    stated = (
        (one, compile_permalink(one.permalink, one.name)) for one in site.collections if one.permalink is not None
    )
    return {one.name.strip("/"): pattern for one, pattern in stated if pattern is not None}


def lists_of(site: Site) -> dict[str, tuple[str, ...]]:
    """Return the permalinks of sections' own pages and of terms, by section or taxonomy, in the parts that `fits` takes."""
    return site.options.get("lists") or {}


def filled(template: str, head: Head, section: str, name: str, spelled: Callable[[str], str]) -> str | None:
    """Fill the permalink of a section for a page, by its front matter and its name; None where a word is not known."""
    day = day_of(head.get("date"))
    title = head.get("title")
    words = {"section": section, "filename": name, "contentbasename": name}
    if isinstance(title, str):
        words["title"] = title
    slug = text_of(head.get("slug"))
    words["slug"] = words["slugorfilename"] = words["slugorcontentbasename"] = slug or ""
    if slug is None:
        words["slug"] = words.get("title", "")
        words["slugorfilename"] = words["slugorcontentbasename"] = name
    if day is not None:
        words["year"], words["month"], words["day"] = day.split("-")
    asked = _WORD.findall(template)
    if any(not words.get(word) for word in asked) or ":" in _WORD.sub("", template):
        return None
    return _WORD.sub(lambda match: spelled(words[match[1]]).replace("/", "-"), template)


def fits(shape: Sequence[str], parts: Sequence[str]) -> bool:
    """Tell whether the parts of an address fit those of a permalink: "" there is any part, "*" is all that follows."""
    if "*" in shape:
        shape = shape[: shape.index("*")]
        parts = parts[: len(shape)]
    return len(shape) == len(parts) and all(one in ("", part) for one, part in zip(shape, parts, strict=True))
