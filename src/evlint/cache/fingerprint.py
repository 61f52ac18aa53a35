"""A digest of everything besides the posts that a result depends on: evlint itself, its libraries, Python, the place.

evlint's own files are looked at (370 calls of the system) only where it was not installed from a wheel.

Where packages bring rules, every installed package counts, and so do their files: in a checkout the version says too little.
"""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterable, Iterator
from functools import cache

from evlint.io.plugins import installed, sources
from evlint.model.about import NAME, VERSION
from evlint.startup.library_parts import digest

_LIBRARIES = ("pyromark", "pyyaml", "python_frontmatter", "jsonschema", "publicsuffixlist", "tzdata", "python_dateutil")


def fingerprint(*parts: object) -> bytes:
    """Return the digest of `parts` (by their `repr`), of the installed evlint and libraries, and of the working folder."""
    said = [*_installed(), *_others(), os.getcwd(), *map(repr, parts)]
    return digest("\n".join(said).encode("utf-8", "surrogatepass"))


@cache
def _installed() -> tuple[str, ...]:
    package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    sources = () if is_from_wheel(package) else _sources(package)
    return (VERSION, sys.version, *_libraries(), *sources)


def is_from_wheel(package: str) -> bool:
    """Return whether a package lies where a wheel of this version put it: then the version says all.

    An editable install has such a folder of metadata too, but not beside the package.
    """
    beside = os.path.dirname(package)
    return os.path.isfile(os.path.join(beside, f"{NAME}-{VERSION}.dist-info", "RECORD"))


def _libraries() -> Iterable[str]:
    """List the versions of the libraries as their folders name them, without importing them or their metadata."""
    import click  # loaded in every run, and its folder is where the others are

    folder = os.path.dirname(os.path.dirname(os.path.abspath(click.__file__)))
    names = (name for name in os.listdir(folder) if name.endswith(".dist-info"))
    return sorted(name for name in names if name.lower().startswith(_LIBRARIES))


def _others() -> Iterator[str]:
    """List what the rules of other packages depend on."""
    found = installed()
    for plugin in found.plugins:
        yield repr(plugin)
        for module in sorted({target.partition(":")[0] for _, target in plugin.entries}):
            for path in sources(module):
                with contextlib.suppress(OSError):
                    yield f"{path} {os.stat(path).st_mtime_ns}"
    yield from found.packages


def _sources(folder: str) -> Iterator[str]:
    """List the modules and schemas of evlint with their time of change: in a checkout the version says too little."""
    for entry in sorted(os.scandir(folder), key=lambda one: one.name):
        if entry.is_dir(follow_symlinks=False):
            if entry.name != "__pycache__":
                yield from _sources(entry.path)
        elif entry.name.endswith((".py", ".json")):
            yield f"{entry.name} {entry.stat().st_mtime_ns}"
