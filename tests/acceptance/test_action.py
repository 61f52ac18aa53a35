"""The GitHub Action and the workflows that the docs show are valid, and the Action's script does what it says."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[2]


def action() -> dict[str, Any]:
    data: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
    return data


def test_the_action_is_valid() -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.github-actions", ROOT / "action.yml"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ended.returncode == 0, ended.stdout + ended.stderr


def test_its_script_checks_the_paths_with_the_options(tmp_path: Path, fixtures: Path) -> None:
    shutil.copytree(fixtures / "demo", tmp_path / "my posts")
    script = action()["runs"]["steps"][-1]["run"]
    env = {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "EVLINT_CACHE_DIR": str(tmp_path / "cache"),
        "INPUT_PATHS": "my posts\n",
        "INPUT_ARGS": "--select\nEV301\n",
        "INPUT_FORMAT": "github",
        "INPUT_SARIF": "out.sarif",
        "INPUT_ONLINE": "false",
    }
    ended = subprocess.run(["bash", "-c", script], cwd=tmp_path, env=env, capture_output=True, text=True, check=False)
    assert ended.returncode == 1, ended.stderr
    assert ended.stdout.startswith("::error file=my posts/mois-innovation-publique-2022.md,line=44")
    assert (tmp_path / "out.sarif").exists()
