"""The French README, followed step by step by somebody who knows only French: it ends with a mended post."""

from __future__ import annotations

import re
import shlex
import tomllib
from collections.abc import Iterator
from pathlib import Path

from run_evlint import Ended, evlint

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.fr.md").read_text("utf-8")
BLOCKS = re.findall(r"```(\w+)\n(.*?)```", README, re.DOTALL)


def commands() -> Iterator[str]:
    for language, block in BLOCKS:
        if language == "sh":
            yield from (line.split("  #")[0].strip() for line in block.splitlines())


def blocks(language: str) -> list[str]:
    return [block for name, block in BLOCKS if name == language]


def run(command: str, folder: Path, *more: str) -> Ended:
    ended = evlint(*shlex.split(command)[1:], *more, cwd=folder, env={"LC_ALL": "fr_FR.UTF-8"})
    assert "Traceback" not in ended.err
    return ended


def rows(text: str) -> list[str]:
    return [line.rstrip(" ") for line in text.splitlines()]


def site(folder: Path) -> Path:
    (post,) = blocks("markdown")
    (folder / "content").mkdir()
    (folder / "content" / "atelier.md").write_text(post, "utf-8")
    return folder


def test_it_leads_from_a_broken_post_to_a_mended_one(tmp_path: Path) -> None:
    folder = site(tmp_path)
    post = folder / "content" / "atelier.md"
    first, diff, mend, last = [one for one in commands() if one.startswith("evlint check")][:4]
    broken, clean = blocks("text")
    ended = run(first, folder, "--format", "table")
    assert rows(ended.out) == rows(broken)
    assert ended.status == 1
    assert "+Le mardi 17 mars 2026" in run(diff, folder).out
    assert "mercredi" in post.read_text("utf-8")
    run(mend, folder)
    assert "Le mardi 17 mars 2026" in post.read_text("utf-8")
    old, new = re.findall(r"`(https://[^`]*)`", README)
    post.write_text(post.read_text("utf-8").replace(old, new), "utf-8")
    ended = run(last, folder, "--format", "table")
    assert rows(ended.out) == rows(clean)
    assert ended.status == 0


def test_every_command_works(tmp_path: Path) -> None:
    folder = site(tmp_path)
    for command in commands():
        if command.startswith("make "):
            assert f"\n{command.split()[1]}:" in (ROOT / "Makefile").read_text("utf-8")
        elif command.startswith(("pipx ", "uvx ")):
            assert command in (ROOT / "README.md").read_text("utf-8"), "held there"
        else:
            assert command.startswith("evlint ")
            assert run(command, folder).status in (0, 1), command


def test_the_configuration_is_accepted_and_mends_the_link(tmp_path: Path) -> None:
    folder = site(tmp_path)
    (toml,) = blocks("toml")
    assert tomllib.loads(toml)["messages"] == "fr"
    (folder / "evlint.toml").write_text(toml, "utf-8")
    ended = evlint("check", "--offline", "--fix", "content", cwd=folder)
    assert "le jour de la semaine est faux" in ended.out
    assert "https://www.mairie.fr/inscription" in (folder / "content" / "atelier.md").read_text("utf-8")


def test_it_names_every_family_of_rules() -> None:
    for family in ("EV0", "EV1", "EV2", "EV3", "EV4"):
        assert f"| {family} |" in README


def test_both_readmes_lead_to_each_other() -> None:
    assert "(README.md)" in README[:200]
    assert "(README.fr.md)" in (ROOT / "README.md").read_text("utf-8")[:200]
