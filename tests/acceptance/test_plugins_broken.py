"""Packages with rules that cannot be used, fail at their work, or are none of the user's: told in one line, or not there."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import plugins
import pytest
from editor import editor
from run_evlint import evlint

POST = "---\ntitle: Post\n---\n\nText. [x](https://preprod.example.fr/x)\n"
RULE = plugins.rule("XX001", "Text")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / "a.md").write_text(POST, "utf-8")
    return folder


@pytest.mark.parametrize(
    ("source", "target", "told"),
    [
        ("import no_such_module\n", None, "ModuleNotFoundError: No module named 'no_such_module'"),
        ("def (:\n", None, "cannot be loaded (SyntaxError: invalid syntax"),
        ("raise SystemExit(3)\n", None, "cannot be loaded (SystemExit: 3)"),
        (RULE, "nowhere", "“nowhere” cannot be loaded (ModuleNotFoundError: No module named 'nowhere')"),
        (RULE, "bad_rules:RULES", "“bad_rules:RULES” cannot be loaded (AttributeError: "),
        (RULE, "bad_rules:check", "its entry point “x” leads to no rule (“bad_rules:check”)"),
        ("RULES = []\n", None, "its entry point “x” leads to no rule (“bad_rules”)"),
        ("RULES = [1]\n", None, "its entry point “x” leads to no rule (“bad_rules”)"),
        (plugins.rule("EV999", "x"), None, "the code “EV999” of one of its rules will not do"),
        (plugins.rule("xx1", "x"), None, "the code “xx1” of one of its rules will not do"),
        (RULE.replace('"warning"', '"fatal"'), None, "“severity” of its rule XX001 is missing or wrong"),
        (RULE.replace("check=check", "check=None"), None, "“check” of its rule XX001 is missing or wrong"),
        (RULE.replace('"""The', '_ = """The', 1), None, "“doc” of its rule XX001 is missing or wrong"),
        (RULE + "\nRULES = [RULE._replace(name='other')]\n", None, "two of its rules have the code XX001"),
    ],
)
def test_one_line_names_the_package_and_what_to_do(
    site: Path, tmp_path: Path, source: str, target: str | None, told: str
) -> None:
    env = {"PYTHONPATH": str(plugins.install(tmp_path / "path", "bad-rules", source, target=target))}
    for command in (("check", "--offline"), ("check", "--offline", "--jobs", "2"), ("rule",)):
        ended = evlint(*command, cwd=site, env=env)
        assert (ended.status, ended.out) == (2, "")
        assert told in ended.err
        assert ended.err.startswith("evlint: bad-rules 1.0: the rules of this package cannot be used: ")
        assert ended.err.endswith(". Update the package, or remove it: pip uninstall bad-rules\n")
        assert ended.err.count("\n") == 1


def test_two_packages_with_one_code(site: Path, tmp_path: Path) -> None:
    folder = plugins.install(tmp_path / "path", "a-rules", RULE)
    plugins.install(folder, "b-rules", RULE)
    ended = evlint("check", "--offline", cwd=site, env={"PYTHONPATH": str(folder)})
    assert ended.status == 2
    assert "evlint: b-rules 1.0: " in ended.err
    assert "a rule of a-rules has the code XX001 too" in ended.err


def test_every_broken_package_is_told(site: Path, tmp_path: Path) -> None:
    folder = plugins.install(tmp_path / "path", "a-rules", "import nowhere\n")
    plugins.install(folder, "b-rules", "import nowhere\n")
    ended = evlint("check", "--offline", "--lang", "fr", cwd=site, env={"PYTHONPATH": str(folder)})
    assert [line.partition(": les règles")[0] for line in ended.err.splitlines()] == [
        "evlint: a-rules 1.0",
        "evlint: b-rules 1.0",
    ]


@pytest.mark.parametrize(
    "body",
    [
        "raise ValueError('so it is')",
        "raise SystemExit",
        "return 1 / 0",
        "yield 'text'",
        "yield Finding(None, msg('x'))",
        "yield Finding(Span(0, 1), msg('{missing}', other=1))",
        "yield Finding(Span(0, 1), 1)",
    ],
)
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_rule_that_fails_costs_the_others_nothing(site: Path, tmp_path: Path, body: str, jobs: str) -> None:
    source = RULE.replace('    at = document.text.find("Text")\n', f"    {body}\n    at = -1\n")
    env = {"PYTHONPATH": str(plugins.install(tmp_path / "path", "bad-rules", source))}
    (site / "b.md").write_text(POST, "utf-8")
    ended = evlint("check", "--offline", "--jobs", jobs, "--format", "json", cwd=site, env=env)
    assert [(rule, path) for rule, path, *_ in ended.found] == [("EV301", "a.md"), ("EV301", "b.md")]
    assert ended.status == 2
    lines = ended.err.splitlines()
    assert len(lines) == 2
    for line, path in zip(lines, ("a.md", "b.md"), strict=True):
        assert line.startswith(f"evlint: A defect in bad-rules 1.0, not in your post: XX001 failed on {path} (")
        assert line.endswith("). Please report this line to the authors of that package.")


@pytest.mark.asyncio
async def test_an_editor_is_told_and_the_server_lives(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", str(plugins.install(tmp_path / "path", "bad-rules", "import nowhere\n")))
    async with editor(site) as running:
        assert await running.open("a.md") == []
        told = [one.message for one in running.client.messages]
        assert await running.change("a.md", POST + "\n") == []
    assert len(told) == 1
    assert "evlint: bad-rules 1.0: the rules of this package cannot be used" in told[0]


def test_nobody_adds_a_rule_by_committing_it(site: Path) -> None:
    """A pull request with an installed package in it, and a module that stands in the way of ours."""
    plugins.install(site, "evil-rules", "import sys\nsys.exit('evil')\n")
    plugins.install(site / ".venv" / "lib" / "site-packages", "evil-rules", "import sys\nsys.exit('evil')\n")
    (site / "click.py").write_text("raise SystemExit('evil')\n", "utf-8")
    (site / "deep").mkdir()
    (site / ".git").mkdir()
    (site / "deep" / "a.md").write_text(POST, "utf-8")
    for path in ("", os.pathsep, ".", str(site), f"{site}{os.pathsep}{site / '.venv' / 'lib' / 'site-packages'}"):
        if path in (".", os.pathsep) or str(site) in path:
            (site / "click.py").unlink(missing_ok=True)  # on the path by the user's own wish: any module is taken there
        for folder in (site, site / "deep"):
            ended = evlint("check", "--offline", "--format", "json", "a.md", cwd=folder, env={"PYTHONPATH": path})
            assert ended.status == 1, (path, ended.err)
            assert [rule for rule, *_ in ended.found] == ["EV301"]
            assert re.search(r"^XX\d", evlint("rule", cwd=folder, env={"PYTHONPATH": path}).out, re.MULTILINE) is None


@pytest.mark.parametrize("has_plugin", [True, False])
def test_looking_loads_nothing_heavy(site: Path, tmp_path: Path, has_plugin: bool) -> None:
    folder = plugins.install(tmp_path / "path", "ev-words", RULE)
    probe = (
        "import sys; sys.argv = ['evlint', 'check', '--offline', 'a.md']\n"
        "from evlint.cli import run\n"
        "run(sys.argv[1:])\n"
        "print(*sorted(sys.modules), file=sys.stderr)\n"
    )
    env = {**os.environ, "PYTHONPATH": str(folder) if has_plugin else ""}
    for _ in range(2):  # the second run remembers everything, and imports no rule
        ended = subprocess.run(
            [sys.executable, "-c", probe], cwd=site, env=env, capture_output=True, text=True, check=False
        )
        loaded = set(ended.stderr.split())
        assert ("XX001" in ended.stdout) == has_plugin
        assert "evlint.io.plugins" in loaded
        assert loaded.isdisjoint({"importlib.metadata", "email.message", "configparser", "zipfile"})
    assert "ev_words" not in loaded
