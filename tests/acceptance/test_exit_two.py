"""A run that ends with 2 never looks like a clean one: the reports of exit 0, 1 and 2 side by side, and what is written."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from badserver import serving
from run_evlint import INTERRUPTIBLE, Ended, evlint

from evlint.report import FORMATS

CLEAN = "---\ntitle: Atelier\n---\n\nTexte.\n"
WRONG = "---\ntitle: Atelier\n---\n\n[x](https://preprod.example.fr/)\n"
ENDINGS = {"json": "json", "html": "html", "markdown": "md"}
SAYS_CLEAN = ("nothing to report", "Nothing to report", "all posts are clean", "every post is clean")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "clean.md").write_text(CLEAN, "utf-8")
    (tmp_path / "wrong.md").write_text(WRONG, "utf-8")
    (tmp_path / "unusable.md").write_text("---\ntitle: x\n$schema: none.json\n---\n", "utf-8")
    return tmp_path


def run(site: Path, *args: str, summary: bool = False) -> tuple[Ended, dict[str, str]]:
    """Run with every format as an output; return how it ended, and what was written, by format."""
    out = site / "out"
    out.mkdir(exist_ok=True)
    for old in out.iterdir():
        old.unlink()
    outputs = [part for name in FORMATS for part in ("--output", f"{name}:out/{name}")]
    env = {"GITHUB_ACTIONS": "true", "GITHUB_STEP_SUMMARY": str(out / "summary")} if summary else None
    ended = evlint("check", "--offline", "--no-cache", "--format", "concise", *outputs, *args, cwd=site, env=env)
    return ended, {path.name: path.read_text("utf-8") for path in out.iterdir()}


def test_side_by_side(site: Path) -> None:
    for path, status in (("clean.md", 0), ("wrong.md", 1)):
        ended, written = run(site, path, summary=True)
        assert ended.status == status, ended.err
        assert written.keys() == {*FORMATS, "summary"}
        assert json.loads(written["json"])["complete"] is True
        (sarif,) = json.loads(written["sarif"])["runs"]
        assert sarif["invocations"] == [{"executionSuccessful": True}]
        assert len(sarif["results"]) == len(json.loads(written["gitlab"])) == status
        root = ET.fromstring(written["junit"])  # noqa: S314 our own text
        assert (root.get("failures"), root.get("errors")) == (str(status), "0")
        assert written["checkstyle"].count("<error ") == status
        assert ("nothing to report" in written["summary"]) == (status == 0)
        assert "CAUTION" not in written["summary"]
        assert 'role="alert"' not in written["html"]
    ended, written = run(site, "clean.md", "nope.md", summary=True)
    assert ended.status == 2
    assert written.keys() == {*FORMATS, "summary"}
    assert json.loads(written["json"])["complete"] is False
    (sarif,) = json.loads(written["sarif"])["runs"]
    (invocation,) = sarif["invocations"]
    assert invocation["executionSuccessful"] is False
    assert "nope.md" in invocation["toolExecutionNotifications"][0]["message"]["text"]
    assert [one["severity"] for one in json.loads(written["gitlab"])] == ["critical"]
    root = ET.fromstring(written["junit"])  # noqa: S314 our own text
    assert (root.get("failures"), root.get("errors"), root.get("tests")) == ("0", "1", "1")
    assert written["checkstyle"].count("<error ") == 1
    assert "> [!CAUTION]" in written["summary"]
    assert 'role="alert"' in written["html"]
    for name, text in {**written, "out": ended.out}.items():
        assert not any(words in text for words in SAYS_CLEAN), name


@pytest.mark.parametrize("args", [("nope",), ("--config", "nope.toml"), ("--select", "EV999", "."), ("--today", "x", "."),
                                  ("--fail-on-empty", "empty")], ids=str)  # fmt: skip
def test_where_nothing_could_be_checked_nothing_is_written(site: Path, args: tuple[str, ...]) -> None:
    (site / "empty").mkdir()
    ended, written = run(site, *args, summary=True)
    assert ended.status == 2
    assert written.keys() <= {"summary"}
    assert ended.err
    for text in (ended.out, written.get("summary", "")):
        assert not any(words in text for words in SAYS_CLEAN)
    for name in FORMATS:
        ended = evlint("check", "--offline", "--format", name, *args, cwd=site)
        assert ended.status == 2
        assert not any(words in ended.out + ended.err for words in SAYS_CLEAN), name
        if name in ("table", "full", "concise", "sarif", "gitlab"):
            assert ended.out == "", "what is not in the report would count as mended"
        if ended.out and name == "json":
            assert ended.report["complete"] is False


def test_a_post_whose_schema_cannot_be_used_makes_the_report_one_of_a_part(site: Path) -> None:
    ended, written = run(site, "clean.md", "unusable.md")
    assert ended.status == 2
    assert json.loads(written["json"])["complete"] is False
    assert "none.json" in written["junit"]


def test_what_a_post_does_wrong_is_no_reason(site: Path) -> None:
    (site / "odd.md").write_bytes(b"---\ntitle: \xff\n---\n")
    ended = evlint("check", "--offline", "--format", "json", "odd.md", cwd=site)
    assert (ended.status, ended.report["complete"]) == (1, True)


def test_no_post_is_nothing_checked_and_says_so(site: Path) -> None:
    (site / "empty").mkdir()
    ended = evlint("check", "--offline", "empty", cwd=site)
    assert ended.status == 0
    assert "No post was found" in ended.err
    assert "nothing to report" not in ended.out


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_a_run_broken_off_says_so_in_its_reports(site: Path) -> None:
    import time

    with serving(1) as server:
        (site / "evlint.toml").write_text('[links]\nallow-private = ["127.0.0.0/8"]\ntimeout = 60\n', "utf-8")
        (site / "slow.md").write_text(f"---\ntitle: x\n---\n\n[x]({server.url('/hang', '127.0.0.1')})\n", "utf-8")
        command = [*INTERRUPTIBLE, "check", "--online", "--ignore", "EV302", "--format", "json", "slow.md"]
        command += ["--output", "sarif:broken.sarif"]
        with subprocess.Popen(command, cwd=site, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
            deadline = time.monotonic() + 30
            while not server.methods("/hang"):
                assert time.monotonic() < deadline
                time.sleep(0.05)
            time.sleep(0.5)
            running.send_signal(signal.SIGINT)
            out, _ = running.communicate(timeout=30)
    assert running.returncode == 130
    assert json.loads(out)["complete"] is False
    (run,) = json.loads((site / "broken.sarif").read_text("utf-8"))["runs"]
    assert run["invocations"][0]["executionSuccessful"] is False
