"""Speed by counting, not by the clock: modules loaded, files opened, posts parsed, instructions run."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from compileall import compile_dir
from pathlib import Path

import pytest
from run_evlint import EVLINT, evlint

import evlint as evlint_package

KEPT = json.loads((Path(__file__).parent.parent / "data" / "instructions.json").read_text("utf-8"))
POSTS = 30
# Loaded for one clean post: 272 when this was written, 132 of them ours. Each takes a quarter of a million instructions.
MODULES, OWN_MODULES = 277, 134
CLEAN = "---\ntitle: Atelier\n---\n\nLe mardi 13 janvier 2026.\n"
COUNTING = """
import sys
from collections import Counter
opened, parsed = Counter(), Counter()
def hook(event, args):
    if event == "open" and isinstance(args[0], str) and args[0].endswith(".md"):
        opened[args[0]] += 1
sys.addaudithook(hook)
import evlint.lint.linter as checker
real = checker.parse
def parse(path, *rest, **named):
    parsed[path] += 1
    return real(path, *rest, **named)
checker.parse = parse
from evlint.cli import run
sys.stdout = open("/dev/null", "w")
run(["check", "--offline", "--no-cache", "--jobs", "1", "."])
import json
sys.stderr.write(json.dumps([opened, parsed]))
"""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site whose posts link to each other, to another site and to a registration page."""
    (tmp_path / "_config.yml").write_text("timezone: Europe/Paris\npermalink: /:title/\n", "utf-8")
    (tmp_path / "_posts").mkdir()
    for number in range(POSTS):
        (tmp_path / "_posts" / f"2026-01-{number % 28 + 1:02}-post-{number}.md").write_text(
            f"---\ntitle: Atelier {number}\nevent_start_date: 2026-03-0{number % 9 + 1} 10:00:00 +01:00\n---\n\n"
            f"## Programme\n\nÀ 18h15, [suite](/post-{(number + 1) % POSTS}/), [x](https://www.example.org/{number}).\n\n"
            f"[inscription](https://www.eventbrite.fr/e/billets-{100000000 + number})\n",
            "utf-8",
        )
    for post in (tmp_path / "_posts").iterdir():
        os.utime(post, (1_600_000_000, 1_600_000_000))  # what was just written is not remembered
    return tmp_path


def test_each_post_is_parsed_once_and_opened_twice_at_most(site: Path) -> None:
    ended = subprocess.run([sys.executable, "-c", COUNTING], cwd=site, capture_output=True, text=True, check=True)
    opened, parsed = json.loads(ended.stderr)
    assert len(parsed) == POSTS
    assert set(parsed.values()) == {1}
    assert len(opened) == POSTS
    assert set(opened.values()) == {2}  # once to be checked, once for where it goes and which registrations it names


ASKING = """
import os, sys
asked, looked = [], []
def hook(event, args):
    if event == "subprocess.Popen" and "ls-files" in args[1]:
        asked.append(1)
sys.addaudithook(hook)
real = os.lstat
def lstat(path, *rest, **named):
    looked.append(os.fspath(path))
    return real(path, *rest, **named)
os.lstat = lstat
from evlint.cli import run
sys.stdout = open("/dev/null", "w")
run(["check", "--offline", "--no-cache", "--jobs", "1", "."])
import json
sys.stderr.write(json.dumps([len(asked), looked]))
"""


def test_git_lists_a_site_once_and_its_pictures_and_folders_are_not_looked_at_again(site: Path) -> None:
    pictures = site / "assets" / "a" / "b"
    pictures.mkdir(parents=True)
    for number in range(POSTS):
        (pictures / f"{number}.png").write_bytes(b"x")
    subprocess.run(["git", "init", "-q"], cwd=site, check=True)
    ended = subprocess.run([sys.executable, "-c", ASKING], cwd=site, capture_output=True, text=True, check=True)
    asked, looked = json.loads(ended.stderr)
    assert asked == 1
    assert not [path for path in looked if path.endswith(".png")]
    for path in site.glob("_posts/*.md"):
        assert sum(one.endswith(path.name) for one in looked) <= 1, path
    assert sum(os.path.relpath(one, site) == "_posts" for one in looked) <= 1


def test_remembered_posts_are_opened_once(site: Path) -> None:
    env = {"EVLINT_CACHE_DIR": str(site / ".cache")}
    for _ in range(2):
        evlint("check", "--offline", ".", cwd=site, env=env)
    script = COUNTING.replace('"--no-cache", ', "").replace(
        "import evlint.lint.linter as checker", "checker = type(sys)('none')"
    )
    script = script.replace("real = checker.parse", "real = None")
    ended = subprocess.run(
        [sys.executable, "-c", script], cwd=site, capture_output=True, text=True, check=True, env={**os.environ, **env}
    )
    opened, _ = json.loads(ended.stderr)
    assert set(opened.values()) == {1}


def test_one_clean_post_loads_few_modules(tmp_path: Path) -> None:
    (tmp_path / "post.md").write_text(CLEAN, "utf-8")
    script = (
        "import sys; from evlint.startup.process import begin; begin(); from evlint.cli import run;"
        "run(['check', '--offline', '--no-cache', 'post.md']);"
        "sys.stderr.write('\\n'.join(sys.modules))"
    )
    ended = subprocess.run([sys.executable, "-c", script], cwd=tmp_path, capture_output=True, text=True, check=True)
    loaded = ended.stderr.splitlines()
    assert len(loaded) <= MODULES
    assert len([one for one in loaded if one.partition(".")[0] == "evlint"]) <= OWN_MODULES
    assert "evlint.rules.dates.weekday_mismatch" in loaded
    needless = (
        "dates.date_contradicts_event",
        "remote",
        "site",
        "schema.missing_key",
        "links.missing_target",
        "source.merge_mark",
        "source.unreadable_file",
    )
    assert not [one for one in loaded if one.startswith(tuple(f"evlint.rules.{rule}" for rule in needless))]


def millions_of_instructions(folder: Path, checked: str) -> float:
    """Count what one process takes to check a file or folder; skip where nothing counts."""
    if shutil.which("valgrind") is None:
        pytest.skip("valgrind is not installed: nothing here counts instructions")
    if sys.version not in KEPT:
        pytest.skip("no figure is kept for this build of Python")
    compile_dir(Path(evlint_package.__file__).parent, quiet=1)  # else compiling counts too
    command = [*EVLINT, "check", "--isolated", "--offline", "--no-cache", "--jobs", "1", "--format", "concise", checked]
    ended = subprocess.run(
        ["valgrind", "--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null",
         *command],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONHASHSEED": "0"},
    )  # fmt: skip
    counted = re.search(r"I\s+refs:\s+([\d,]+)", ended.stderr)
    assert counted is not None, ended.stderr[-500:]
    return int(counted[1].replace(",", "")) / 1e6


def test_instructions_of_one_clean_post_stay_near_the_kept_figure(tmp_path: Path) -> None:
    """A few of the hundred come and go with the environment (a longer path, one more folder to look through)."""
    (tmp_path / "post.md").write_text(CLEAN, "utf-8")
    millions = millions_of_instructions(tmp_path, "post.md")
    assert 0.9 <= millions / KEPT[sys.version]["one clean post"] <= 1.06, f"{millions:.0f} million instructions"


def test_instructions_of_a_site_stay_within_a_tenth_of_the_kept_figure(site: Path) -> None:
    """The kept figure holds for one build of Python; after a wanted change write the new one into tests/data."""
    millions = millions_of_instructions(site, ".")
    assert 0.9 <= millions / KEPT[sys.version]["site of 30 posts"] <= 1.1, f"{millions:.0f} million instructions"
