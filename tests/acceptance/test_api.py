"""The public interface, used as the author of another program's plugin would use it."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

import evlint
from evlint.config.errors import ConfigError

POST = "---\ntitle: Post\n---\n\n[x](https://preprod.example.fr/x)\n"
DRAFT = (
    "---\ntitle: Post\nlang: fr\npublished: false\nevent_start_date: 2026-03-02\n"
    "event_end_date: 2026-03-03\ndate: 2026-02-01\n---\n"
)


def annotate(found: evlint.Diagnostic) -> str:
    return f"{found.path}:{found.start.line}:{found.start.column} {found.rule} {found.severity}"


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "a.md").write_text(POST, "utf-8")
    (tmp_path / "b.md").write_text(POST, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_text_is_checked() -> None:
    assert [annotate(found) for found in evlint.lint_text(POST, path="a.md")] == ["a.md:5:5 EV301 error"]


def test_paths_are_checked(site: Path) -> None:
    outcome = evlint.check_paths([site / "content", "b.md"])
    assert isinstance(outcome, evlint.Outcome)
    assert [annotate(found) for found in outcome.diagnostics] == [
        "b.md:5:5 EV301 error",
        "content/a.md:5:5 EV301 error",
    ]
    assert (outcome.files, outcome.links.found, outcome.links.checked) == (2, 2, 0)


@pytest.mark.parametrize("as_text", [True, False])
def test_one_path_may_stand_alone(site: Path, as_text: bool) -> None:
    path = site / "content"
    assert evlint.check_paths(str(path) if as_text else path).files == 1


def test_no_path_is_the_working_folder(site: Path) -> None:
    assert evlint.check_paths([]).files == 2


def test_rules_and_configuration_can_be_chosen(site: Path) -> None:
    assert evlint.check_paths("b.md", select=["ev2"]).diagnostics == ()
    (site / "other.toml").write_text('ignore = ["EV301"]\n', "utf-8")
    assert evlint.check_paths("b.md", config=site / "other.toml").diagnostics == ()


def test_the_day_can_be_chosen(site: Path) -> None:
    (site / "draft.md").write_text(DRAFT, "utf-8")
    rules = [
        [found.rule for found in evlint.check_paths("draft.md", select=["EV212"], today=day).diagnostics]
        for day in (date(2026, 3, 1), date(2026, 4, 1))
    ]
    assert rules == [[], ["EV212"]]


def test_what_cannot_be_used_is_told_apart(site: Path) -> None:
    notices = evlint.check_paths("c.md").notices
    assert [(notice.is_unusable, "c.md" in notice.text) for notice in notices] == [(True, True)]
    with pytest.raises(ConfigError, match="EV999"):
        evlint.check_paths("b.md", select=["EV999"])


def test_nothing_is_printed(site: Path, capfd: pytest.CaptureFixture[str]) -> None:
    evlint.check_paths([])
    assert capfd.readouterr() == ("", "")


def test_the_names_are_found_and_no_others() -> None:
    assert set(evlint.__all__) <= set(dir(evlint))
    with pytest.raises(AttributeError, match="lint_txet"):
        evlint.lint_txet  # type: ignore[attr-defined]  # noqa: B018 the name is wrong on purpose


def test_importing_evlint_loads_nothing_else() -> None:
    code = "import sys, evlint; print([name for name in sys.modules if name.startswith('evlint.')])"
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=os.environ)
    assert ended.stdout == "[]\n"
