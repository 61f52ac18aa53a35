"""What several generators make of the name of a source."""

from __future__ import annotations

import re

from evlint.startup.namedtuple import NamedTuple

# A day before a name, which some leave out of the address.
DATED = re.compile(r"(\d{4})-(\d\d?)-(\d\d?)[-_T ]+(?=[^/])")


def folder_of(stem: str, *indexes: str) -> str:
    """Return the address of a page that has a folder of its own; an index stands for the folder that it lies in."""
    folder, _, name = stem.rpartition("/")
    inner = folder if name in indexes else stem
    return f"/{inner}/" if inner else "/"


class Languages(NamedTuple):
    """What mkdocs-static-i18n is told: whether each language has a folder (else `x.fr.md`), the default one, the others.

    `fallback` tells whether a page of the default language stands in where another has none.
    """

    in_folders: bool
    default: str
    others: tuple[str, ...]
    fallback: bool
