"""The tricks of `startup/`: switched off they change no byte of a report; a program that imports evlint sees none."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from run_evlint import evlint

POST = """---
title: Atelier
event_start_date: 2026-03-02 10:00:00 +01:00
event_end_date: 2026-03-01 12:00:00 +01:00
lien: https://preprod.ministere.fr/x
---

Le mardi 14 janvier 2026, [l’atelier](http://localhost:8000/) <!-- evlint-disable-line EV302: exprès -->

[a](x.md#b), [b](mailto:x), {:target="blank"}
"""
CASES = [
    ("check", "--offline", "--no-cache", "--format", "table", "."),
    ("check", "--offline", "--no-cache", "--format", "json", "."),
    ("check", "--offline", "--no-cache", "--format", "full", "--lang", "fr", "."),
    ("check", "--offline", "--no-cache", "--fix", "--unsafe-fixes", "--diff", "."),
    ("check", "--online", "--no-cache", "--format", "json", "."),
    ("check", "--nope"),
    ("check", "--help", "--lang", "fr"),
    ("rule", "EV301"),
    ("schema", "list"),
]


@pytest.fixture
def folder(tmp_path: Path, fixtures: Path) -> Path:
    (tmp_path / "evlint.toml").write_text('timezone = "Europe/Paris"\n', "utf-8")
    (tmp_path / "post.md").write_text(POST, "utf-8")
    for demo in (fixtures / "demo").glob("*.md"):
        (tmp_path / demo.name).write_bytes(demo.read_bytes())
    return tmp_path


@pytest.mark.parametrize("arguments", CASES, ids=" ".join)
def test_both_ways_print_the_same(folder: Path, arguments: tuple[str, ...]) -> None:
    if "--online" in arguments:  # a network that refuses everything: verdicts do not depend on where this runs
        (folder / "evlint.toml").write_text('[links]\nignore = ["*"]\n', "utf-8")
    fast, plain = (evlint(*arguments, cwd=folder, env={"EVLINT_PLAIN": switch}) for switch in ("", "1"))
    assert (plain.status, plain.out, plain.err) == (fast.status, fast.out, fast.err)
    assert fast.out or fast.err


def test_a_program_that_imports_evlint_keeps_its_modules(folder: Path) -> None:
    script = """
import gc, re, sys
import evlint, evlint.api, evlint.testing
finders, collects = list(sys.meta_path), gc.isenabled()
assert evlint.check_paths(["."], online=False).diagnostics
assert evlint.lint_text("---\\ntitle: x\\n---\\n\\nLe lundi 4 novembre 2026.\\n")
import evlint.server.protocol, evlint.cli, evlint.cli.check
assert sys.meta_path == finders and gc.isenabled() == collects
assert sys.modules["re"] is re
import yaml, click, inspect, gettext, uuid, email.utils, pathlib
assert isinstance(yaml.resolver.Resolver.yaml_implicit_resolvers["0"][0][1], re.Pattern)
for module in (inspect, gettext, uuid, email.utils, pathlib):
    assert module.__spec__.origin.endswith(".py"), module
    assert type(module).__name__ == "module"
assert click.core.inspect is inspect
"""
    ended = subprocess.run([sys.executable, "-c", script], cwd=folder, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
