"""What a clean run of one post may import and open: start-up is where a hook's time goes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

HEAVY = {
    "rich", "httpx", "jsonschema", "referencing", "sqlite3", "asyncio", "dateutil", "pathspec", "publicsuffixlist",
    "babel", "dataclasses", "logging", "concurrent", "multiprocessing", "subprocess", "importlib.metadata", "tomllib",
    "urllib.request", "http", "ssl", "tempfile", "shutil", "difflib", "html5lib", "pickle", "mmap", "socket",
    "inspect", "gettext",
}  # fmt: skip
# The gate of schemas is given a stand-in for `email.utils` (see `schema/fast.py`): the rest of `email` must stay away.
PROBE = (
    "import sys; sys.argv = ['evlint', *sys.argv[1:]]\n"
    "import evlint.__main__ as entry\nimport evlint.startup.process\nevlint.startup.process.leave = sys.exit\n"
    "try: entry.main()\n"
    "finally: sys.stderr.write('\\n'.join(sorted(sys.modules)))\n"
)
CLEAN = "---\ntitle: Atelier\ndate: 2026-01-10 09:00:00 +01:00\n---\n\nLe mardi 13 janvier 2026, [l'atelier](https://www.example.org/).\n"


def modules(folder: Path, *args: str, status: int = 0) -> set[str]:
    ended = subprocess.run(
        [sys.executable, "-c", PROBE, "check", "--offline", *args],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == status, ended.stdout + ended.stderr
    return set(ended.stderr.splitlines())


def test_a_clean_post_imports_nothing_heavy(tmp_path: Path) -> None:
    (tmp_path / "post.md").write_text(CLEAN, "utf-8")
    loaded = modules(tmp_path, "post.md")
    assert "evlint.pipeline.run" in loaded
    assert not {name for name in loaded if name in HEAVY or name.split(".")[0] in HEAVY}
    assert not {name for name in loaded if name.startswith("email.")} - {"email.utils"}


def test_a_run_that_remembers_everything_loads_no_parser(tmp_path: Path) -> None:
    (tmp_path / "post.md").write_text(CLEAN, "utf-8")
    assert "frontmatter" in modules(tmp_path, "post.md")
    loaded = modules(tmp_path, "post.md")
    assert not {"frontmatter", "yaml", "pyromark", "jsonschema_rs", "evlint.parse", "evlint.lint.linter"} & loaded


def test_the_guard_sees_heavy_modules(tmp_path: Path) -> None:
    (tmp_path / "post.md").write_text(CLEAN, "utf-8")
    assert "rich" in modules(tmp_path, "--format", "table", "post.md")


def test_a_post_that_its_schema_refuses_loads_no_second_validator(tmp_path: Path) -> None:
    """jsonschema takes longer to import than all the rest; the gate's own errors say enough of most posts."""
    schema = '{"required": ["title"], "properties": {"kind": {"enum": ["news"]}}, "additionalProperties": false}'
    (tmp_path / "s.json").write_text(schema, "utf-8")
    (tmp_path / "evlint.toml").write_text('[[collection]]\nname = "c"\nfiles = ["*.md"]\nschema = "s.json"\n', "utf-8")
    (tmp_path / "post.md").write_text("---\nkind: evnt\nplace: Lyon\n---\n\nTexte.\n", "utf-8")
    loaded = modules(tmp_path, "post.md", status=1)
    assert "jsonschema_rs" in loaded
    assert "jsonschema" not in loaded
