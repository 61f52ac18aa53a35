"""Faults that attackers found and that cost no more than words: each is told, or does no harm."""

from __future__ import annotations

import json
import marshal
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest
from run_evlint import EVLINT, Ended, evlint

from evlint import lint_text
from evlint.cache.results import MAGIC
from evlint.io.record_file import write_records
from evlint.io.whole_file import read_whole, write_whole


@pytest.fixture
def here(tmp_path: Path) -> Path:
    (tmp_path / "site").mkdir()
    return tmp_path / "site"


def check(folder: Path, *args: str) -> Ended:
    return evlint("check", "--offline", *args, cwd=folder, env={"EVLINT_CACHE_DIR": str(folder.parent / "cache")})


def post(folder: Path, text: str, name: str = "p.md") -> Path:
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(text.encode())
    return folder / name


@pytest.mark.parametrize("command", ["check", "links"])
def test_standard_input_that_is_closed_is_said(here: Path, command: str) -> None:
    ended = subprocess.run(
        ["sh", "-c", 'exec "$@" <&-', "sh", *EVLINT, command, "--offline", "-"],
        cwd=here, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ended.returncode == 2
    assert "Standard input is closed: there is nothing to check." in ended.stderr
    assert "defect" not in ended.stderr


def remembered(here: Path) -> list[tuple[Path, dict[str, Any]]]:
    """Return both files of results, and what the second holds: what a run over a few posts remembered."""
    (later,) = (here.parent / "cache").glob("later-*")
    entries = read_whole(str(later), MAGIC)
    assert isinstance(entries, dict)
    return [(later, entries), (later.with_name(later.name.replace("later-", "results-")), dict(entries))]


def write_both(cache: Path, entries: dict[str, Any]) -> None:
    """Write results into the first file or the second, and nothing into the other."""
    for file in cache.parent.glob("*-" + cache.name.partition("-")[2]):
        file.unlink()
    if cache.name.startswith("later-"):
        write_whole(str(cache), MAGIC, marshal.dumps(entries))
    else:
        write_records(str(cache), MAGIC, {path: marshal.dumps(entry) for path, entry in entries.items()})


WRONG: list[Any] = [
    None, 7, "x", (), (1, 2), (b"", {}, 0, b"", b""), ("x", {}, 0, b""), (b"x", [], 0, b""), (b"x", {1: b""}, 0, b""),
    (b"x", {}, "0", b""), (b"x", {}, (1, 2, 3), b""), (b"x", {}, ("a", ()), b""), (b"x", {}, (1, (7,)), b""),
    (b"x", {}, (0, ((1, 2, 3),), (), (), (), 0), b""), (b"x", {}, (0, (), ((7, 8),), (), (), 0), b""),
    (b"x", {}, (0, (), (), (), ((1, 2),), 0), b""), (b"x", {"today\0": b"", "no\0such": b""}, 0, b""),
]  # fmt: skip


@pytest.mark.parametrize("wrong", WRONG, ids=range(len(WRONG)))
def test_remembered_results_of_a_wrong_shape_are_as_good_as_none(here: Path, wrong: Any) -> None:
    post(here, "---\ntitle: x\n---\n\n[x](https://preprod.example.fr/)\n")
    before = check(here, "--format", "json")
    for cache, entries in remembered(here):
        for path, entry in entries.items():
            whole = tuple(entry[1] if part == b"x" else part for part in wrong) if isinstance(wrong, tuple) else wrong
            entries[path] = (entry[0], *whole) if isinstance(whole, tuple) else whole
        write_both(cache, entries)
        assert check(here, "--format", "json") == before
        write_both(cache, dict.fromkeys(entries, wrong))
        assert check(here, "--format", "json") == before
        write_whole(str(cache), MAGIC, marshal.dumps(wrong))
        assert check(here, "--format", "json") == before


def diagnostic_with(part: int, value: object) -> tuple[object, ...]:
    plain: list[object] = [
        "EV301", "staging-link", "error", "m", None, "p.md", (1, 1, 0), (1, 2, 1), (0, 1), "m", None, None, (), None, "f",
        (),
    ]  # fmt: skip
    plain[part] = value
    return tuple(plain)


@pytest.mark.parametrize("part", range(16))
def test_a_remembered_finding_of_a_wrong_shape_is_found_anew(here: Path, part: int) -> None:
    post(here, "---\ntitle: x\n---\n\n[x](https://preprod.example.fr/)\n")
    before = check(here, "--format", "json")
    for cache, entries in remembered(here):
        for path, entry in entries.items():
            entries[path] = (*entry[:3], (1, (diagnostic_with(part, 1.5),), (), (), (), 0), *entry[4:])
        write_both(cache, entries)
        assert check(here, "--format", "json") == before


def test_pipes_in_the_place_of_caches_are_waited_for_by_nobody(here: Path) -> None:
    post(here, "---\ntitle: x\n---\n\n[x](b.md)\n")
    before = check(here)
    for file in (here.parent / "cache").iterdir():
        file.unlink()
        os.mkfifo(file)
    assert check(here) == before
    (here.parent / "cache" / "links.sqlite3").unlink(missing_ok=True)
    os.mkfifo(here.parent / "cache" / "links.sqlite3")
    post(here, "---\ntitle: x\n---\n\n[x](http://127.0.0.1:9/)\n")
    (here / "evlint.toml").write_text('[links]\nallow-private = ["127.0.0.1"]\n', "utf-8")
    ended = evlint("check", "p.md", cwd=here, env={"EVLINT_CACHE_DIR": str(here.parent / "cache")})
    assert "Links are not remembered between runs" in ended.err


def test_a_silenced_unused_suppression_has_a_fingerprint(here: Path) -> None:
    post(here, "---\ntitle: x\n---\n\n<!-- evlint-disable EV009 -->\n\nx <!-- evlint-disable-line EV301 -->\n")
    suppressed = check(here, "--format", "json").report["suppressed"]
    assert [one["rule"] for one in suppressed] == ["EV009"]
    assert len(suppressed[0]["fingerprint"]) > 10


def test_a_folder_that_cannot_be_listed_is_said(here: Path) -> None:
    """A path of more than 4,096 bytes is one that no system call takes: its posts were passed over without a word."""
    post(here, "---\ntitle: x\n---\n")
    name = "d" * 200
    home = os.open(here, os.O_RDONLY)
    try:
        for _ in range(25):
            os.mkdir(name, dir_fd=home)
            inner = os.open(name, os.O_RDONLY, dir_fd=home)
            os.close(home)
            home = inner
        with open(os.open("deep.md", os.O_WRONLY | os.O_CREAT, dir_fd=home), "w", encoding="utf-8") as file:
            file.write("---\ntitle: x\n---\n")
    finally:
        os.close(home)
    ended = check(here)
    assert "1 file checked" in ended.out
    assert "could not be listed" in ended.err
    assert ended.err.count("\n") == 1
    assert len(ended.err) < 500
    subprocess.run(["rm", "-rf", name], cwd=here, check=True)


def test_what_a_killed_run_left_is_deleted_by_the_next_fix(here: Path) -> None:
    post(here, "---\ntitle: x\n---\n\nlundi 3 novembre 2022\n")
    old = post(here, "copy", ".p.md.0123456789ab.evlint")
    new = post(here, "copy", ".q.md.0123456789ab.evlint")
    other = post(here, "mine", ".p.md.evlint")
    for file in (old, other):
        os.utime(file, (1_600_000_000, 1_600_000_000))
    check(here, "--diff", "--unsafe-fixes")
    assert old.exists()
    check(here, "--unsafe-fixes")
    assert (old.exists(), new.exists(), other.exists()) == (False, True, True)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('+++\ntitle = "x"\n# a\rb = 1\n+++\n', (3, 4)),
        ('+++\ntitle = "a\rb"\n+++\n', (2, 11)),
        ('+++\r\ntitle = """a\rb"""\r\n+++\r\n', (2, 13)),
        ('+++\rtitle = "x"\rb = 1\r+++\rx\r', None),
        ('+++\r\ntitle = "x"\r\n+++\r\n', None),
    ],
)
def test_a_carriage_return_alone_is_no_line_end_beside_others(text: str, place: tuple[int, int] | None) -> None:
    found = [one for one in lint_text(text) if one.rule == "EV004"]
    assert [(one.start.line, one.start.column) for one in found] == ([] if place is None else [place])
    assert all("carriage return" in one.message for one in found)


def test_a_configuration_with_the_line_ends_of_old_macs_is_read(here: Path) -> None:
    post(here, "---\ntitle: x\n---\n")
    (here / "evlint.toml").write_bytes(b'language = "fr"\rtimezone = "Europe/Paris"\r')
    assert check(here).status == 0
    shown = evlint("config", "show", "--format", "json", cwd=here)
    assert "Europe/Paris" in json.dumps(json.loads(shown.out))
