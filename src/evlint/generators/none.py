"""No generator that evlint knows: what holds everywhere is judged, and nothing else.

A target is told where nothing of that name, with any ending, lies beside the post, below the site's root, or is the only one
of its name in the tree.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from evlint.model.files import Files
from evlint.model.generator import Generator, Layout
from evlint.model.message import Msg
from evlint.model.site import Site

if TYPE_CHECKING:
    from evlint.site.layout import Place


def _layout(place: Place) -> Layout:
    from evlint.generators._by_name import NoLayout

    return NoLayout(place)


def read(files: Files, root: str, sign: str, faults: list[Msg]) -> Site | None:  # noqa: ARG001 the form of every reader
    """Make a site of which nothing is known but its root."""
    return Site(root=root, sign=sign)


def _casts(key: str, value: object) -> bool:
    """Take a truth that is quoted as `draft`: Hugo does, and nobody knows who reads this."""
    return key == "draft" and isinstance(value, str) and value.lower() in ("true", "false")


GENERATOR = Generator(name="none", title="", signs=(), read=read, layout=_layout, rank=99, casts=_casts)
