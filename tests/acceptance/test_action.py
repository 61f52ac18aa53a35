"""The GitHub Action: valid, and its steps do in order what they say, as far as that can be had without GitHub."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml
from packaging.requirements import Requirement

ROOT = Path(__file__).parents[2]
ACTION: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
STEPS: list[dict[str, Any]] = ACTION["runs"]["steps"]
sys.path.insert(0, str(ROOT / "scripts"))
from action import words  # noqa: E402 - a script beside the action, in no package

pytestmark = pytest.mark.skipif(shutil.which("bash") is None, reason="the action's steps are written for bash")


NOBODY = dict.fromkeys(("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"), "http://127.0.0.1:9")  # a test asks nobody


class Ran(NamedTuple):
    """What a run of the action did: its status, what was printed, the other actions that it used, its files."""

    status: int
    out: str
    used: list[tuple[str, dict[str, str]]]
    output: dict[str, str]
    summary: str


def filled(text: str, values: dict[str, str]) -> str:
    """Put values in the place of expressions."""
    return re.sub(r"\$\{\{ ([\w.-]+) \}\}", lambda found: values.get(found[1], ""), text)


def holds(condition: str | None, values: dict[str, str], *, failed: bool) -> bool:
    """Judge the `if` of a step: `name == 'value'`, several with `&&`, `always()` where it runs after a failure too."""
    if condition is None:
        return not failed
    parts = condition.removeprefix("${{ ").removesuffix(" }}").split(" && ")
    always = "always()" in parts
    compared = [re.fullmatch(r"([\w.-]+) == '(\w+)'", part) for part in parts if part != "always()"]
    return (always or not failed) and all(one is not None and values.get(one[1], "") == one[2] for one in compared)


def run_action(folder: Path, install: bool = False, /, **given: str) -> Ran:
    """Run the action's steps in a checkout, as GitHub's runner does. Other actions are only noted.

    Without `install` the environment of the tests stands in the place of the action's own.
    """
    runner = folder.parent / "runner"
    runner.mkdir()
    inputs = {name: given.get(name.replace("-", "_"), one["default"]) for name, one in ACTION["inputs"].items()}
    values = {f"inputs.{name}": value for name, value in inputs.items()}
    values |= {"runner.temp": str(runner), "runner.os": "Linux", "runner.arch": "X64"}
    values |= {"github.run_id": "7", "github.run_attempt": "1", "github.action_path": str(ROOT)}
    values |= {"steps.python.outputs.python-path": sys.executable, "steps.install.outputs.python": sys.executable}
    files = {name: runner / name for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY")}
    env = {**os.environ, **{name: str(path) for name, path in files.items()}, "GITHUB_ACTIONS": "true"}
    status, out = 0, ""
    used: list[tuple[str, dict[str, str]]] = []
    for step in STEPS:
        if not holds(step.get("if"), values, failed=status != 0):
            continue
        if "uses" in step:
            used.append((step["uses"], {key: filled(text, values) for key, text in step["with"].items()}))
            continue
        if not install and "pip install" in step["run"]:
            continue
        assert "${{" not in step["run"], "what a caller writes goes through env, not into the script"
        for path in files.values():
            path.write_text("", "utf-8")
        mine = {key: filled(text, values) for key, text in step["env"].items()}
        mine |= NOBODY if step.get("id") == "check" else {}
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
    outputs = {name: filled(one["value"], values) for name, one in ACTION["outputs"].items()}
    return Ran(status, out, used, outputs, files["GITHUB_STEP_SUMMARY"].read_text("utf-8"))


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


LOCK = (ROOT / "requirements" / "action.txt").read_text("utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


def test_all_that_is_installed_has_its_hash_and_no_host() -> None:
    packages = re.split(r"\n(?=\S)", LOCK)[1:]
    assert len(packages) > 30
    for one in packages:
        assert re.match(r"[a-z0-9-]+==\S+( ; .*)? \\\n(    --hash=sha256:[0-9a-f]{64}( \\)?\n?)+$", one), one
    assert "//" not in LOCK
    assert "--index" not in LOCK


@pytest.mark.parametrize("wanted", [*PROJECT["project"]["dependencies"], *PROJECT["build-system"]["requires"]])
def test_the_lock_has_what_evlint_asks_for(wanted: str) -> None:
    """Where this fails, `make lock`."""
    requirement = Requirement(wanted)
    found = re.search(rf"^{re.escape(requirement.name.lower())}==(\S+)", LOCK, re.MULTILINE)
    assert found, wanted
    assert requirement.specifier.contains(found[1]), wanted


def test_what_it_uses_is_pinned_and_its_python_is_its_own() -> None:
    used = [step["uses"] for step in STEPS if "uses" in step]
    lines = re.findall(r"uses: (\S+)( # v\d+\.\d+\.\d+)?$", (ROOT / "action.yml").read_text("utf-8"), re.MULTILINE)
    assert [name for name, version in lines if version] == used
    assert all(re.fullmatch(r"[\w/-]+@[0-9a-f]{40}", one) for one in used)
    (python,) = [step for step in STEPS if step.get("uses", "").startswith("actions/setup-python@")]
    assert python["with"]["update-environment"] == "false"


@pytest.mark.slow  # pip fetches and installs all that the lock names: no other test here does
def test_from_the_install_to_the_upload(checkout: Path) -> None:
    before = sorted(os.listdir(Path(sys.executable).parent))
    ran = run_action(checkout, True, paths="'my posts'\ngood.md\n", upload_sarif="true", online="true", args="-q")
    runner = checkout.parent / "runner"
    assert ran.status == 1, ran.out
    assert (runner / "evlint-venv" / "bin" / "evlint").exists()
    assert sorted(os.listdir(Path(sys.executable).parent)) == before, "the job's own Python is left alone"
    assert ran.out.startswith("::error file=my posts/")
    assert "::error file=my posts/mois-innovation-publique-2022.md,line=44,endLine=44,col=41" in ran.out
    assert "EV301" in ran.summary
    report = runner / "evlint.sarif"
    assert ran.output == {"status": "1", "errors": "4", "warnings": "0", "sarif-file": str(report)}
    assert json.loads(report.read_text("utf-8"))["version"] == "2.1.0"
    assert not (checkout / "evlint.sarif").exists(), "the workspace is the pull request's"
    assert named(ran) == [
        "actions/setup-python", "actions/cache", "actions/cache/restore", "actions/cache/save",
        "github/codeql-action/upload-sarif",
    ]  # fmt: skip
    pip, restore, save, upload = (inputs for _, inputs in ran.used[1:])
    assert pip["path"] == str(runner / "evlint-pip")
    assert re.search(r"-[0-9a-f]{16}$", pip["key"]), "another lock is another cache"
    assert (restore["key"], restore["path"]) == (save["key"], save["path"])
    assert save["key"].startswith(restore["restore-keys"])
    assert upload["sarif_file"] == str(report)
    assert STEPS[-1]["with"]["sarif_file"] == "${{ steps.check.outputs.sarif-file }}"


def named(ran: Ran) -> list[str]:
    """The actions that a run used, without their versions."""
    return [name.partition("@")[0] for name, _ in ran.used]


@pytest.mark.parametrize(
    ("args", "paths"),
    [
        ("--select EV301 --output 'html:a report.html'", '--fix.md "my posts"'),
        ("--select\nEV301\n\n--output\n  'html:a report.html'\n", "\n--fix.md\n'my posts'\n"),
        ('--select=EV301\t--output="html:a report.html"', "--fix.md\r\n'my posts'"),
    ],
)
def test_options_and_paths_are_split_as_people_write_them(checkout: Path, args: str, paths: str) -> None:
    (checkout / "--fix.md").write_text("---\ntitle: x\n---\n\n[x](https://preprod.example.fr/)\n", "utf-8")
    ran = run_action(checkout, paths=paths, args=args, format="concise", sarif="out.sarif")
    assert ran.status == 1
    assert "--fix.md:5:5: error EV301" in ran.out
    assert "my posts/mois-innovation-publique-2022.md:44:41: error EV301" in ran.out
    assert (checkout / "a report.html").exists()
    assert ran.output == {"status": "1", "errors": "2", "warnings": "0", "sarif-file": str(checkout / "out.sarif")}
    assert (checkout / "out.sarif").exists()
    assert UPLOAD not in named(ran)


def test_a_path_of_windows_keeps_its_backslashes_and_a_hash_is_no_remark() -> None:
    assert words("paths", "content\\new #2 a#b") == ["content\\new", "#2", "a#b"]


def test_a_quote_left_open_is_told(checkout: Path) -> None:
    ran = run_action(checkout, paths="content/l'atelier.md", upload_sarif="true")
    assert ran.status == 2
    assert "::error title=evlint::evlint: a quote in the input “paths” is opened and not closed" in ran.out
    assert ran.output == {"status": "2", "errors": "", "warnings": "", "sarif-file": ""}
    assert UPLOAD not in named(ran)


def test_it_checks_from_another_folder(checkout: Path) -> None:
    ran = run_action(
        checkout, working_directory="my posts", paths="mois-innovation-publique-2022.md", sarif="out.sarif"
    )
    assert ran.status == 1
    assert "mois-innovation-publique-2022.md,line=44" in ran.out
    assert ran.output["sarif-file"] == str(checkout / "my posts" / "out.sarif")
    shutil.rmtree(checkout.parent / "runner")
    lost = run_action(checkout, working_directory="my pots")
    assert lost.status == 2
    assert "::error title=evlint::" in lost.out
    assert "my pots" in lost.out


def test_what_fails_a_job_can_be_said(checkout: Path) -> None:
    assert run_action(checkout, paths="'my posts'", fail_on="never").status == 0
    shutil.rmtree(checkout.parent / "runner")
    assert run_action(checkout, paths="'my posts'", fail_on="worst").status == 2


def test_a_clean_site_passes_without_a_cache(checkout: Path) -> None:
    ran = run_action(checkout, paths="good.md", cache="false", online="true", args="--isolated")
    assert ran.status == 0, ran.out
    assert named(ran) == ["actions/setup-python"]
    assert "nothing to report" in ran.summary
    assert ran.output == {"status": "0", "errors": "0", "warnings": "0", "sarif-file": ""}


def test_links_are_remembered_only_where_they_are_asked_for(checkout: Path) -> None:
    assert named(run_action(checkout, paths="good.md")) == ["actions/setup-python", "actions/cache"]


def test_what_is_wrong_in_an_input_is_no_finding(checkout: Path) -> None:
    assert run_action(checkout, args="--selec").status == 2


UPLOAD = "github/codeql-action/upload-sarif"


@pytest.mark.parametrize("paths", ["contnt/", "good.md\ncontnt/"])
def test_a_run_that_could_not_do_its_work_uploads_nothing(checkout: Path, paths: str) -> None:
    """An empty report would mark every alert as mended."""
    ran = run_action(checkout, paths=paths, upload_sarif="true", sarif="out.sarif")
    assert ran.status == 2
    assert "::error title=evlint::There is no “contnt/”." in ran.out
    assert "nothing to report" not in ran.out + ran.summary
    assert "There is no “contnt/”" in ran.summary
    assert UPLOAD not in named(ran)
    assert (checkout / "out.sarif").exists() == ("good.md" in paths)


def test_an_old_report_is_not_uploaded_as_a_new_one(checkout: Path) -> None:
    (checkout / "out.sarif").write_text("{}", "utf-8")
    ran = run_action(checkout, paths="contnt/", upload_sarif="true", sarif="out.sarif")
    assert not (checkout / "out.sarif").exists()
    assert ran.output["sarif-file"] == ""


def test_a_broken_configuration_is_an_annotation(checkout: Path) -> None:
    (checkout / "evlint.toml").write_text("\nselct = []\n", "utf-8")
    ran = run_action(checkout, paths="good.md", upload_sarif="true")
    assert ran.status == 2
    assert "::error file=evlint.toml,line=2,col=1,title=evlint::evlint.toml:2:1: unknown key" in ran.out
    assert UPLOAD not in named(ran)


def test_paths_without_a_post_fail_unless_that_is_wanted(checkout: Path) -> None:
    (checkout / "empty").mkdir()
    (checkout / "evlint.toml").write_text('exclude = ["good.md"]\n', "utf-8")
    assert run_action(checkout, paths="empty").status == 2
    shutil.rmtree(checkout.parent / "runner")
    ran = run_action(checkout, paths="empty", allow_empty="true", upload_sarif="true")
    assert ran.status == 0
    assert UPLOAD in named(ran)


@pytest.mark.skipif(shutil.which("git") is None, reason="--since asks git")
def test_a_pull_request_that_changes_no_post_is_green(checkout: Path) -> None:
    identity = ["-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
    for args in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "start"]):
        subprocess.run(["git", *identity, *args], cwd=checkout, check=True, capture_output=True)
    ran = run_action(checkout, since="HEAD")
    assert ran.status == 0, ran.out
