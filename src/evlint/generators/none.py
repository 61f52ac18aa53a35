"""No generator that evlint knows: what holds everywhere is judged, and nothing else.

A target is told where nothing of that name, with any ending, lies beside the post, below the site's root, or is the only one
of its name in the tree.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from evlint.model.files import Files
from evlint.model.generator import Generator
from evlint.model.message import Msg
from evlint.model.site import Site
from evlint.startup.lazy_regex import lazy_regex


def read(files: Files, root: str, sign: str, faults: list[Msg]) -> Site | None:  # noqa: ARG001 the form of every reader
    """Make a site of which nothing is known but its root."""
    return Site(root=root)


def _reads_date(site: Site, path: str, text: str) -> bool | None:  # noqa: ARG001 the form of every answer
    """Take a number of seconds or milliseconds since 1970 for a date: that is how some systems write their own keys."""
    return True if _STAMP.fullmatch(text) is not None else None


# Unix time since 2001: ten digits are seconds, thirteen milliseconds.
_STAMP = lazy_regex(r"[1-3]\d{9}(?:\d{3})?", re.ASCII)


def _casts(key: str, value: object) -> bool:
    """Take a truth that is quoted as `draft` (Hugo does, and nobody knows who reads this), and Unix time for a date.

    GitBook keeps under `layout` which parts of the page are shown; `layout: 404` is a name to who looks for a file.
    """
    if key == "layout" and (isinstance(value, Mapping) or (isinstance(value, int) and not isinstance(value, bool))):
        return True
    if key in ("tags", "categories") and value == {}:
        return True  # a form's way to say that there are none
    if key == "draft" and isinstance(value, str) and value.lower() in ("true", "false"):
        return True
    return _STAMP.fullmatch(str(value)) is not None


GENERATOR = Generator(
    name="none",
    title="",
    signs=(),
    read=read,
    layout="_by_name:NoLayout",
    rank=99,
    reads_date=_reads_date,
    dates_in_groups=True,
    terms_below="taxonomies",  # Zola's, which any tree may have
    casts=_casts,
)
