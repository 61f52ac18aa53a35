"""`make vscode` where Node.js is not there: it says so, and stops nothing."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[2] / "scripts" / "vscode.sh"


@pytest.mark.parametrize("version", [None, "v18.20.0"])
def test_without_a_node_that_is_new_enough_it_says_so(tmp_path: Path, version: str | None) -> None:
    shell, dirname = shutil.which("sh"), shutil.which("dirname")
    if shell is None or dirname is None:
        pytest.skip("needs a shell")
    (tmp_path / "dirname").symlink_to(dirname)
    if version is not None:
        major = version[1:].partition(".")[0]
        (tmp_path / "node").write_text(f'#!{shell}\n[ "$1" = -p ] && echo {major} || echo {version}\n', "utf-8")
        (tmp_path / "npm").write_text(f"#!{shell}\nexit 1\n", "utf-8")
        for name in ("node", "npm"):
            (tmp_path / name).chmod(0o755)
    ended = subprocess.run(
        [shell, str(SCRIPT)], env={"PATH": str(tmp_path)}, capture_output=True, text=True, check=False, timeout=30
    )
    assert ended.returncode == 0
    assert "not built" in ended.stderr
    assert (version or "not on this machine") in ended.stderr


def test_the_lock_file_names_no_registry() -> None:
    lock = (SCRIPT.parents[1] / "editors" / "vscode" / "package-lock.json").read_text("utf-8")
    assert '"resolved": "http' not in lock
