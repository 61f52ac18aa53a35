"""The languages of a site's pages, by what stands in their paths."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evlint.startup.lazy_regex import lazy_regex

if TYPE_CHECKING:
    from evlint.model.index import IndexEntry

_ENDING = lazy_regex(r"\.[^./]+\Z")
_LANGUAGE = lazy_regex(r"([a-z]{2})(?:[-_][a-z]{2,4})?\Z")  # `fr`, `it-it`, `pt_br`, `zh-hans`


def code_of(part: str, codes: frozenset[str]) -> str:
    """Return the language that a part of a path stands for; "" where it stands for none."""
    part = part.lower()
    if part in codes:
        return part
    match = _LANGUAGE.match(part)
    return match[1] if match is not None and match[1] in codes else ""


def neutral(path: str, codes: frozenset[str]) -> str:
    """Return a path without its ending, and without what stands in it for a language."""
    stem = _ENDING.sub("", path)
    head, _, last = stem.rpartition(".")
    if head and code_of(last, codes):
        stem = head
    return "/".join(part for part in stem.split("/") if not code_of(part, codes))


def language_of(entry: IndexEntry, codes: frozenset[str], default: str = "") -> str:
    """Return the language of a page: by its file's name or folder, else by its front matter, else the site's own."""
    stem = _ENDING.sub("", entry.path)
    named = code_of(stem.rpartition(".")[2], codes) if "." in stem.rpartition("/")[2] else ""
    return (
        named
        or next(filter(None, (code_of(one, codes) for one in stem.split("/")[:-1])), "")
        or entry.language
        or default
    )
