"""evlint's own modules are found as Python would find them: the same files, the same specs, the same bytes."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.machinery import PathFinder
from pathlib import Path

import click
import pytest

import evlint
from evlint.startup.process import Finder, Loader

ROOT = Path(evlint.__file__).parent
NAMES = [
    ".".join(("evlint", *path.relative_to(ROOT).with_suffix("").parts)).removesuffix(".__init__")
    for path in sorted(ROOT.rglob("*.py"))
    if path != ROOT / "__init__.py"
]
PROBE = """
import sys
if sys.argv.pop(1) == "theirs":
    import evlint.startup.process as own
    own.find_own_modules = lambda: None
import evlint.__main__ as entry
import evlint.startup.process
evlint.startup.process.leave = sys.exit
try: entry.main()
except SystemExit: pass
for name, one in sorted(sys.modules.items()):
    if name.startswith("evlint.") and name != "evlint.startup.process":
        print(name, one.__file__, one.__cached__, getattr(one, "__path__", None), one.__package__)
"""


@pytest.mark.parametrize("name", NAMES)
def test_a_module_is_found_where_python_finds_it(name: str) -> None:
    path = [os.path.join(ROOT, *name.split(".")[1:-1])]
    ours, theirs = Finder().find_spec(name, path), PathFinder.find_spec(name, path)
    assert ours is not None
    assert theirs is not None
    for attribute in ("name", "origin", "cached", "submodule_search_locations", "has_location", "parent"):
        assert getattr(ours, attribute) == getattr(theirs, attribute), attribute
    assert isinstance(ours.loader, Loader)
    assert ours.loader.get_data(str(ours.origin)) == Path(str(ours.origin)).read_bytes()


@pytest.mark.parametrize("name", ["evlint.nothing", "evlint.i18n.locale", "evlint.edge"])
def test_what_is_no_module_in_a_file_is_left_to_python(name: str, tmp_path: Path) -> None:
    (tmp_path / "locale").mkdir()
    assert Finder().find_spec(name, [str(tmp_path)]) is None
    assert Finder().find_spec(name, [str(tmp_path / "missing")]) is None


def test_nobody_elses_modules_are_looked_for() -> None:
    assert Finder().find_spec("evlint", None) is None
    assert Finder().find_spec("click.core", [os.path.dirname(str(click.__file__))]) is None
    assert Finder().find_spec("evlint_rules_example.rules", [str(ROOT)]) is None


def test_a_run_loads_the_same_modules_from_the_same_files(tmp_path: Path) -> None:
    (tmp_path / "post.md").write_text(
        "---\ntitle: Atelier\n---\n\nLe mardi 13 janvier 2026, [là](https://example.fr/).\n", "utf-8"
    )
    shown = [
        subprocess.run(
            [sys.executable, "-c", PROBE, whose, "check", "--isolated", "--no-cache", "post.md"],
            cwd=tmp_path, capture_output=True, text=True, check=True,
        ).stdout
        for whose in ("ours", "theirs")
    ]  # fmt: skip
    assert shown[0] == shown[1]
    assert "evlint.rules.links.staging_link" in shown[0]
