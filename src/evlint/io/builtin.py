"""The schemas that come with evlint: from the package as installed, else from the checkout."""

from __future__ import annotations

import os

from evlint.io.read import read_file

_PACKAGE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
_FOLDERS = (
    os.path.join(_PACKAGE, "_schemas"),
    os.path.join(os.path.dirname(os.path.dirname(_PACKAGE)), "schemas"),
)
_LARGEST = 1_000_000


def builtin_schema(name: str) -> str | None:
    """Return the text of a built-in schema (`post`, `evenement`…), or None where none has that name."""
    for folder in _FOLDERS:
        read = read_file(os.path.join(folder, f"{name}.schema.json"), _LARGEST)
        if read is not None and read.problem is None:
            return read.text
    return None
