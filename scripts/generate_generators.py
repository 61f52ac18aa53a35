"""The signs of site generators: which names in a folder make it a site of which, in the order in which they are tried."""

from __future__ import annotations

import importlib
from pathlib import Path

HOME = Path(__file__).resolve().parent.parent / "src" / "evlint" / "generators"
HEAD = '''"""What tells a site generator. Written by scripts/generate_generators.py: edit `GENERATOR` in its own file."""

# fmt: off
# ruff: noqa: E501
'''


def generated() -> dict[str, str]:
    """Return the table of signs."""
    modules = sorted(
        path.stem if path.suffix else path.name for path in HOME.iterdir() if not path.name.startswith("_")
    )
    every = [importlib.import_module(f"evlint.generators.{name}").GENERATOR for name in modules]
    every.sort(key=lambda one: (one.rank, one.name))
    signs = tuple((sign, one.name, one.beside_sign) for one in every for sign in one.signs)
    text = (
        f"{HEAD}NAMES = {tuple(sorted(one.name for one in every))!r}\n"
        f"TITLES = { ({one.name: one.title for one in every})!r}\n"
        f"SIGNS = {signs!r}\n"
        f"BARE = {next((one.bare, one.name) for one in every if one.bare)!r}\n"
    )
    return {"src/evlint/generators/_signs.py": text.replace("'", '"')}
