"""Somebody who knows only French, in a locale that need not be installed, is told nothing in English by any command."""

from __future__ import annotations

import re
import shutil
from functools import cache
from pathlib import Path

import pytest
from run_evlint import evlint

from evlint.i18n._fr import COUNTED, WORDS
from evlint.i18n._fr_rules import PAGES

FRANCE = {"LC_ALL": "", "LC_MESSAGES": "", "LANG": "fr_FR.UTF-8"}
COMMANDS = (
    "",
    "--help",
    "chek",
    "check --format table .",
    "check --format full .",
    "check --format concise --verbose --statistics .",
    "check --format markdown .",
    "check --format html .",
    "check --fix --diff .",
    "check --nothing",
    "check --format",
    "check --format pdf",
    "check --jobs many",
    "check --today soon",
    "check --select EV999 .",
    "check --config nowhere.toml .",
    "check --baseline nowhere.json .",
    "check --since nowhere .",
    "check --lang fr --output json:report.json .",  # by the locale alone, what programs read makes the run English
    "check --output html:report.html .",
    "check --output html:post.md/report.html .",
    "check nowhere.md",
    "check - --since HEAD",
    "check --watch -",
    "check --help",
    "rule",
    "rule EV2 --format markdown",
    "rule EV999",
    "init",
    "init nowhere",
    "init post.md",
    "init --help",
    "links --offline .",
    "links nowhere",
    "links --help",
    "schema",
    "schema list",
    "schema infer .",
    "schema infer",
    "schema infer nowhere",
    "schema show",
    "schema show evenment",
    "config",
    "config show",
    "config show post.md",
    "config show nowhere.md",
    "cache",
    "cache clear",
    "cache everything",
    "server --nothing",
)
BROKEN = """\
---
title: Atelier
titel: encore
date: 2023-02-29
heure: 12:30
event_start_date: 2022-11-03 18:30:00 +02:00
event_end_date: 2022-11-02 18:30:00 +01:00
title: Atelier
---

Le vendredi 3 novembre 2022, [ici](http://localhost:4000/), [là](nulle-part.md), [x](), <https:/a.fr>, [y][z],
[bo](https://bo-x.example.com/), [a](#nulle-part), [m](mailto:x), de 18h15 à 16h15, le 31 novembre.

<!-- evlint-disable-next-line EV206 -->
Rien.
"""


@cache
def english() -> list[list[str]]:
    """Return the parts, between its placeholders, of each English text of three words that has another French."""
    pairs = [*WORDS.items(), *PAGES.items()]
    pairs += [(one, french) for one, (french, _) in COUNTED.items()]
    texts = {source for source, target in pairs if source != target}
    found = []
    for text in texts:
        parts = [" ".join(part.split()) for part in re.split(r"\{\w+(?:![rsa])?\}", text)]
        if sum(len(re.findall(r"[A-Za-z]{2,}", part)) for part in parts) >= 3 and max(map(len, parts)) >= 12:
            found.append(parts)
    return found


def english_in(text: str) -> list[str]:
    """Return the English texts of ours that stand in an output, however its lines are wrapped."""
    flat = " ".join(text.split())
    likely = [parts for parts in english() if all(part in flat for part in parts)]  # a pattern for each takes seconds
    patterns = [r".{0,200}?".join(map(re.escape, parts)) for parts in likely]
    return [pattern for pattern in patterns if re.search(pattern, flat)]


@pytest.fixture
def folder(tmp_path: Path, fixtures: Path) -> Path:
    shutil.copytree(fixtures / "demo", tmp_path / "site")
    (tmp_path / "site" / "post.md").write_text(BROKEN, "utf-8")
    (tmp_path / "site" / "latin.md").write_bytes(b"---\ntitle: \xe9t\xe9\n---\n")
    return tmp_path / "site"


@pytest.mark.parametrize("command", COMMANDS)
def test_no_word_of_english(command: str, folder: Path) -> None:
    ended = evlint(*command.split(), cwd=folder, env=FRANCE)
    assert ended.out + ended.err
    assert "Traceback" not in ended.err
    assert english_in(ended.out) == []
    assert english_in(ended.err) == []
    if command.startswith("init") and ended.status == 0 and "--help" not in command:
        assert english_in((folder / "evlint.toml").read_text("utf-8")) == []


def test_a_configuration_full_of_mistakes(folder: Path) -> None:
    (folder / "evlint.toml").write_text(
        'timezon = "x"\nfail-on = 3\nselect = "EV"\n[links]\ntimeout = "soon"\n[severity]\nEV999 = "loud"\n', "utf-8"
    )
    ended = evlint("check", cwd=folder, env=FRANCE)
    assert ended.status == 2
    assert len(ended.err.splitlines()) >= 5
    assert english_in(ended.err) == []


def test_it_sees_english(folder: Path) -> None:
    for command in ("check --format full .", "rule EV206", "check --help", "check --nothing", "config show"):
        ended = evlint(*command.split(), cwd=folder)
        assert english_in(ended.out + ended.err), command
