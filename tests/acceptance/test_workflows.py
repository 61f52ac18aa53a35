"""The workflows: of the right form, with no more rights than they need, and the release built once from a tag that fits."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / ".github" / "workflows"
ZIZMOR = Path(sys.executable).parent / "zizmor"
NAMES = tuple(sorted(path.name for path in FOLDER.glob("*.yml")))


def workflow(name: str) -> dict[str, Any]:
    data = yaml.safe_load((FOLDER / name).read_text("utf-8"))
    assert isinstance(data, dict)
    return data


def steps(name: str) -> list[dict[str, Any]]:
    return [step for job in workflow(name)["jobs"].values() for step in job.get("steps", ())]


@pytest.mark.parametrize("name", NAMES)
def test_it_is_a_workflow(name: str) -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.github-workflows", FOLDER / name],
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr


def test_the_check_of_workflows_sees_mistakes(tmp_path: Path) -> None:
    broken = tmp_path / "ci.yml"
    broken.write_text((FOLDER / "ci.yml").read_text("utf-8").replace("runs-on:", "run-on:"), "utf-8")
    ended = subprocess.run(
        [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.github-workflows", broken],
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 1


@pytest.mark.parametrize("name", NAMES)
def test_every_action_is_pinned_and_no_word_comes_from_outside(name: str) -> None:
    used = [step["uses"] for step in steps(name) if "uses" in step]
    assert used
    assert all(re.fullmatch(r"[\w-]+/[\w/-]+@[0-9a-f]{40}", one) for one in used)
    told = re.findall(r"uses: (\S+@\S+) # v\d+\.\d+\.\d+$", (FOLDER / name).read_text("utf-8"), re.MULTILINE)
    assert told == used, "beside each hash stands the version that it is"
    runs = [step["run"] for step in steps(name) if "run" in step]
    assert not [run for run in runs if "${{" in run], "what others may name must not be pasted into a shell"


def test_one_action_is_pinned_to_one_commit_everywhere() -> None:
    text = "".join(path.read_text("utf-8") for path in (*FOLDER.glob("*.yml"), ROOT / "action.yml"))
    found: dict[str, set[str]] = {}
    for action, pin in re.findall(r"uses: ([\w-]+/[\w-]+)[\w/-]*@(\S+ # \S+)", text):
        found.setdefault(action, set()).add(pin)
    assert len(found) > 5
    assert {action: pins for action, pins in found.items() if len(pins) > 1} == {}


@pytest.mark.skipif(not ZIZMOR.exists(), reason="zizmor is not installed")
def test_zizmor_finds_nothing_in_the_workflows_and_the_action() -> None:
    ended = subprocess.run(
        [ZIZMOR, "--offline", "--no-progress", FOLDER, ROOT / "action.yml"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr


@pytest.mark.parametrize("name", NAMES)
def test_nothing_may_write_to_the_repository(name: str) -> None:
    data = workflow(name)
    assert data["permissions"] == {"contents": "read"}
    for job in data["jobs"].values():
        assert job.get("permissions", {}).get("contents", "read") == "read"
    assert "secrets." not in (FOLDER / name).read_text("utf-8")


def test_every_python_that_the_package_names_is_tested() -> None:
    pythons = workflow("ci.yml")["jobs"]["test"]["strategy"]["matrix"]["python"]
    named = re.findall(r'"Programming Language :: Python :: (3\.\d+)"', (ROOT / "pyproject.toml").read_text("utf-8"))
    assert pythons == named
    assert any(step.get("run") == ".ci/run" for step in steps("ci.yml"))


def test_a_release_is_built_once_and_only_what_was_tested_is_published() -> None:
    jobs = workflow("release.yml")["jobs"]
    assert jobs["test"]["uses"] == "./.github/workflows/ci.yml"
    assert (jobs["build"]["needs"], jobs["publish"]["needs"]) == ("test", "build")
    assert sum("hatchling build" in step.get("run", "") for step in steps("release.yml")) == 1
    assert jobs["publish"]["permissions"] == {"id-token": "write"}
    assert jobs["publish"]["environment"] == "release"
    assert all("run" not in step for step in jobs["publish"]["steps"]), (
        "the job with the right to publish runs nothing else"
    )


@pytest.mark.parametrize(
    ("tag", "entry", "passes"),
    [
        ("v0.1.0", "## [0.1.0] - 2026-12-01", True),
        ("v0.2.0", "## [0.1.0] - 2026-12-01", False),
        ("0.1.0", "## [0.1.0] - 2026-12-01", False),
        ("v0.1.0", "## [Unreleased]", False),
        ("v0.1.0", "## [0.1.0]", False),
    ],
)
def test_the_tag_must_be_the_version_and_stand_in_the_changelog(
    tag: str, entry: str, passes: bool, tmp_path: Path
) -> None:
    """The script of that step itself, with a stand-in for the builder."""
    (script,) = [step["run"] for step in steps("release.yml") if "tag" in step.get("name", "")]
    (tmp_path / "CHANGELOG.md").write_text(f"{entry}\n", "utf-8")
    (tmp_path / "python").write_text("#!/bin/sh\necho 0.1.0\n", "utf-8")
    (tmp_path / "python").chmod(0o755)
    ended = subprocess.run(
        ["bash", "-e", "-c", script],
        cwd=tmp_path,
        env={"PATH": f"{tmp_path}:/usr/bin:/bin", "TAG": tag},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ended.returncode == 0) == passes, ended.stdout + ended.stderr
