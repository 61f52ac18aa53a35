"""The GitHub Action: valid, and its steps do in order what they say, as far as that can be had without GitHub."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import venv
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

ROOT = Path(__file__).parents[2]
ACTION: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
STEPS: list[dict[str, Any]] = ACTION["runs"]["steps"]
pytestmark = pytest.mark.skipif(shutil.which("bash") is None, reason="the action's steps are written for bash")


class Ran(NamedTuple):
    """What a run of the action did: its status, what was printed, the other actions that it used, its files."""

    status: int
    out: str
    used: list[tuple[str, dict[str, str]]]
    output: str
    summary: str


def filled(text: str, values: dict[str, str]) -> str:
    """Put values in the place of expressions."""
    return re.sub(r"\$\{\{ ([\w.-]+) \}\}", lambda found: values[found[1]], text)


def holds(condition: str | None, values: dict[str, str], *, failed: bool) -> bool:
    """Judge the `if` of a step: `name == 'value'`, after `always() &&` where it runs after a failure too."""
    if condition is None:
        return not failed
    inner = condition.removeprefix("${{ ").removesuffix(" }}")
    always = inner.startswith("always() && ")
    found = re.fullmatch(r"([\w.-]+) == '(\w+)'", inner.removeprefix("always() && "))
    assert found, condition
    return (always or not failed) and values.get(found[1], "") == found[2]


def run_action(folder: Path, *, install_to: Path | None = None, **given: str) -> Ran:
    """Run the action's steps in a checkout, as GitHub's runner does. Other actions are only noted."""
    runner = folder.parent / "runner"
    runner.mkdir()
    inputs = {name: given.get(name.replace("-", "_"), one["default"]) for name, one in ACTION["inputs"].items()}
    values = {f"inputs.{name}": value for name, value in inputs.items()}
    values |= {"runner.temp": str(runner), "runner.os": "Linux", "github.run_id": "7", "github.run_attempt": "1"}
    values["github.action_path"] = str(ROOT)
    files = {name: runner / name for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY")}
    for path in files.values():
        path.touch()
    bin_folder = (install_to / "bin") if install_to else Path(sys.executable).parent
    env = {
        **os.environ,
        **{name: str(path) for name, path in files.items()},
        "GITHUB_ACTIONS": "true",
        "PATH": f"{bin_folder}{os.pathsep}{os.environ['PATH']}",
    }
    status, out = 0, ""
    used: list[tuple[str, dict[str, str]]] = []
    for step in STEPS:
        if not holds(step.get("if"), values, failed=status != 0):
            continue
        if "uses" in step:
            used.append((step["uses"], {key: filled(text, values) for key, text in step["with"].items()}))
            continue
        if install_to is None and "pip install" in step["run"]:
            continue
        assert "${{" not in step["run"], "what a caller writes goes through env, not into the script"
        mine = {key: filled(text, values) for key, text in step["env"].items()}
        script = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]]
        ended = subprocess.run(
            script, cwd=folder, env={**env, **mine}, capture_output=True, text=True, check=False, timeout=600
        )
        status = status or ended.returncode
        out += ended.stdout + ended.stderr
        if "id" in step:
            for line in files["GITHUB_OUTPUT"].read_text("utf-8").splitlines():
                key, _, value = line.partition("=")
                values[f"steps.{step['id']}.outputs.{key}"] = value
    return Ran(status, out, used, *(path.read_text("utf-8") for path in files.values()))


@pytest.fixture
def checkout(tmp_path: Path, fixtures: Path) -> Path:
    folder = tmp_path / "checkout"
    shutil.copytree(fixtures / "demo", folder / "my posts")
    (folder / "good.md").write_text("---\ntitle: Good\n---\n", "utf-8")
    return folder


def test_the_action_is_valid() -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.github-actions", ROOT / "action.yml"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ended.returncode == 0, ended.stdout + ended.stderr


def test_every_input_is_used() -> None:
    used = set(re.findall(r"inputs\.([\w-]+)", yaml.safe_dump(STEPS)))
    assert used == set(ACTION["inputs"])


def test_from_the_install_to_the_upload(checkout: Path, tmp_path: Path) -> None:
    fresh = tmp_path / "python"
    venv.create(fresh, with_pip=True)
    ran = run_action(checkout, install_to=fresh, paths="my posts\ngood.md\n", upload_sarif="true")
    assert ran.status == 1, ran.out
    assert (fresh / "bin" / "evlint").exists()
    assert ran.out.startswith("::error file=my posts/")
    assert "::error file=my posts/mois-innovation-publique-2022.md,line=44,endLine=44,col=41" in ran.out
    assert "EV301" in ran.summary
    report = checkout.parent / "runner" / "evlint.sarif"
    assert ran.output == f"status=1\nsarif-file={report}\nupload=true\n"
    assert json.loads(report.read_text("utf-8"))["version"] == "2.1.0"
    assert not (checkout / "evlint.sarif").exists(), "the workspace is the pull request's"
    actions = [name.partition("@")[0] for name, _ in ran.used]
    assert actions == [
        "actions/setup-python", "actions/cache/restore", "actions/cache/save", "github/codeql-action/upload-sarif",
    ]  # fmt: skip
    restore, save, upload = (inputs for _, inputs in ran.used[1:])
    assert (restore["key"], restore["path"]) == (save["key"], save["path"])
    assert save["key"].startswith(restore["restore-keys"])
    assert upload["sarif_file"] == str(report)
    assert STEPS[-1]["with"]["sarif_file"] == "${{ steps.check.outputs.sarif-file }}"
    assert ACTION["outputs"]["sarif-file"]["value"] == "${{ steps.check.outputs.sarif-file }}"


def test_options_and_paths_are_taken_one_a_line(checkout: Path) -> None:
    (checkout / "--fix.md").write_text("---\ntitle: x\n---\n\n[x](https://preprod.example.fr/)\n", "utf-8")
    ran = run_action(
        checkout,
        paths="--fix.md\n\nmy posts",
        args="--select\nEV301\n--output\nhtml:a report.html\n",
        format="concise",
        sarif="out.sarif",
    )
    assert ran.status == 1
    assert "--fix.md:5:5: error EV301" in ran.out
    assert "my posts/mois-innovation-publique-2022.md:44:41: error EV301" in ran.out
    assert (checkout / "a report.html").exists()
    assert (checkout / "out.sarif").exists()
    assert "github/codeql-action/upload-sarif@v3" not in dict(ran.used)


def test_a_clean_site_passes_without_a_cache(checkout: Path) -> None:
    ran = run_action(checkout, paths="good.md", cache="false", online="true", args="--isolated")
    assert ran.status == 0, ran.out
    assert [name for name, _ in ran.used] == ["actions/setup-python@v5"]
    assert "nothing to report" in ran.summary
    assert ran.output == "status=0\nupload=false\n"


def test_what_is_wrong_in_an_input_is_no_finding(checkout: Path) -> None:
    assert run_action(checkout, args="--selec").status == 2


UPLOAD = "github/codeql-action/upload-sarif@v3"


@pytest.mark.parametrize("paths", ["contnt/", "good.md\ncontnt/"])
def test_a_run_that_could_not_do_its_work_uploads_nothing(checkout: Path, paths: str) -> None:
    """An empty report would mark every alert as mended."""
    ran = run_action(checkout, paths=paths, upload_sarif="true", sarif="out.sarif")
    assert ran.status == 2
    assert "::error title=evlint::There is no “contnt/”." in ran.out
    assert "nothing to report" not in ran.out + ran.summary
    assert "There is no “contnt/”" in ran.summary
    assert UPLOAD not in dict(ran.used)
    assert (checkout / "out.sarif").exists() == ("good.md" in paths)


def test_an_old_report_is_not_uploaded_as_a_new_one(checkout: Path) -> None:
    (checkout / "out.sarif").write_text("{}", "utf-8")
    ran = run_action(checkout, paths="contnt/", upload_sarif="true", sarif="out.sarif")
    assert not (checkout / "out.sarif").exists()
    assert "sarif-file" not in ran.output


def test_a_broken_configuration_is_an_annotation(checkout: Path) -> None:
    (checkout / "evlint.toml").write_text("\nselct = []\n", "utf-8")
    ran = run_action(checkout, paths="good.md", upload_sarif="true")
    assert ran.status == 2
    assert "::error file=evlint.toml,line=2,col=1,title=evlint::evlint.toml:2:1: unknown key" in ran.out
    assert UPLOAD not in dict(ran.used)


def test_paths_without_a_post_fail_unless_that_is_wanted(checkout: Path) -> None:
    (checkout / "empty").mkdir()
    (checkout / "evlint.toml").write_text('exclude = ["good.md"]\n', "utf-8")
    assert run_action(checkout, paths="empty").status == 2
    shutil.rmtree(checkout.parent / "runner")
    ran = run_action(checkout, paths="empty", allow_empty="true", upload_sarif="true")
    assert ran.status == 0
    assert UPLOAD in dict(ran.used)


@pytest.mark.skipif(shutil.which("git") is None, reason="--since asks git")
def test_a_pull_request_that_changes_no_post_is_green(checkout: Path) -> None:
    identity = ["-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
    for args in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "start"]):
        subprocess.run(["git", *identity, *args], cwd=checkout, check=True, capture_output=True)
    ran = run_action(checkout, args="--since\nHEAD")
    assert ran.status == 0, ran.out
