"""`extends`: configurations that several sites share, read first, merged key by key, and held to the tree."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from run_evlint import Ended, evlint

POST = "---\ntitle: x\n---\n\n[x](https://demo.example.fr/) le lundi 3 novembre 2022\n"
SHARED = """\
extends = "base/socle.toml"
ignore = ["EV206"]
[severity]
EV305 = "off"
EV301 = "error"
[[collection]]
name = "notes"
files = ["_posts/**"]
schema = "schemas/note.schema.json"
[links]
staging-words = ["demo"]
"""


def put(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site in a repository with a configuration beside it that others share."""
    top = tmp_path / "work"
    top.mkdir()
    subprocess.run(["git", "init", "-q"], cwd=top, check=True)
    put(top, "communes/base/socle.toml", 'language = "de"\nfail-on = "error"\n')
    put(top, "communes/evlint.toml", SHARED)
    put(top, "communes/schemas/note.schema.json", '{"type": "object", "required": ["kind"]}')
    put(top, "site/evlint.toml", 'extends = "../communes/evlint.toml"\nlanguage = "fr"\n[severity]\nEV301 = "info"\n')
    put(top, "site/_posts/2022-01-01-a.md", POST)
    return top / "site"


def check(site: Path, *args: str) -> Ended:
    return evlint("check", "--offline", "--no-cache", "--format", "json", *args, cwd=site)


def test_tables_are_merged_lists_replaced_and_a_schema_is_the_one_beside_the_file_that_names_it(site: Path) -> None:
    ended = check(site)
    found = [(one["rule"], one["severity"]) for one in ended.report["diagnostics"]]
    assert (ended.status, found) == (1, [("EV101", "error"), ("EV301", "info")])
    put(
        site,
        "evlint.toml",
        'extends = "../communes/evlint.toml"\nignore = ["EV1"]\n[links]\nstaging-words = ["test"]\n',
    )
    assert [one["rule"] for one in check(site).report["diagnostics"]] == ["EV206"]


def test_a_later_file_of_a_list_wins(site: Path) -> None:
    put(site, "a.toml", 'language = "fr"\nselect = ["EV2"]\n')
    put(site, "b.toml", 'select = ["EV3"]\n')
    put(site, "evlint.toml", 'extends = ["a.toml", "b.toml"]\n[links]\nstaging-words = ["demo"]\n')
    assert [one["rule"] for one in check(site).report["diagnostics"]] == ["EV301"]


def test_config_show_says_which_file_says_what(site: Path) -> None:
    lines = evlint("config", "show", cwd=site).out.splitlines()
    shown = {line.partition(" = ")[0]: line.rpartition("# ")[2] for line in reversed(lines) if " = " in line}
    assert shown["language"] == "evlint.toml:2"
    assert shown["ignore"] == "../communes/evlint.toml:2"
    assert shown["fail-on"] == "../communes/base/socle.toml:2"
    assert shown["schema"] == "../communes/evlint.toml:9"


def test_show_files_names_the_pattern_of_an_extended_file(site: Path) -> None:
    put(site.parent, "communes/base/socle.toml", 'exclude = ["_posts/**"]\n')
    shown = evlint("check", "--show-files", cwd=site).out
    assert shown == "_posts/2022-01-01-a.md: left out by exclude, ../communes/base/socle.toml:1\n"


@pytest.mark.parametrize(
    ("socle", "problem"),
    [
        (
            'extends = "../evlint.toml"\n',
            "../communes/base/socle.toml:1:11: this goes in a circle: ../communes/evlint.toml → ",
        ),
        ("x = 1\n", "../communes/base/socle.toml:1:1: unknown key “x”"),
        (
            '\nextends = ["socl.toml"]\n',
            "socle.toml:2:12: there is no file “../communes/base/socl.toml” to extend; did you mean",
        ),
        ('extends = "https://example.org/a.toml"\n', "over the network"),
        ("extends = 3\n", "“extends” wants a file"),
        ('extends = ""\n', "“extends” is empty"),
        ('extends = "."\n', "this is no file"),
        ('extends = "../../../outside.toml"\n', "leads out of the folder that is checked"),
        ('extends = "../../../nothing.toml"\n', "leads out of the folder that is checked"),
        ('extends = "../link.toml"\n', "leads out of the folder that is checked"),
    ],
)
def test_what_cannot_be_extended_is_exit_2_with_its_place(socle: str, problem: str, site: Path) -> None:
    outside = put(site.parent.parent, "outside.toml", "swordfish = 1\n")
    (site.parent / "communes/link.toml").symlink_to(outside)
    put(site.parent, "communes/base/socle.toml", socle)
    ended = check(site)
    assert (ended.status, ended.out) == (2, "")
    assert problem in ended.err
    assert "swordfish" not in ended.err
    assert "Traceback" not in ended.err


def test_a_configuration_that_is_named_may_lead_out_and_its_schemas_are_read_there(site: Path) -> None:
    put(site.parent.parent, "shared/evlint.toml", SHARED.replace('extends = "base/socle.toml"\n', ""))
    put(site.parent.parent, "shared/schemas/note.schema.json", '{"type": "object", "required": ["sort"]}')
    put(site, "evlint.toml", 'extends = "../../shared/evlint.toml"\n')
    assert check(site).status == 2
    ended = check(site, "--config", "evlint.toml")
    assert (ended.status, [one["rule"] for one in ended.report["diagnostics"]]) == (1, ["EV101", "EV301"])
    assert "“sort”" in ended.report["diagnostics"][0]["message"]


def test_files_that_extend_ever_more_are_bounded(site: Path) -> None:
    for number in range(12):
        put(site, f"c{number}.toml", f'extends = ["c{number + 1}.toml", "c{number + 1}.toml"]\n')
    put(site, "c12.toml", "")
    put(site, "evlint.toml", 'extends = "c0.toml"\n')
    ended = check(site)
    assert ended.status == 2
    assert "more than 50 files" in ended.err


def test_a_rule_of_ones_own_is_known_to_the_files_that_are_read_later(site: Path) -> None:
    put(
        site.parent,
        "communes/base/socle.toml",
        '[[rule]]\nname = "no-x"\nforbid = ["x"]\nmessage = "Dites où."\nin = "links"\n',
    )
    put(
        site,
        "evlint.toml",
        'extends = "../communes/evlint.toml"\nignore = ["EV1", "EV2", "EV3"]\nseverity = { EVX-no-x = "info" }\n',
    )
    found = [(one["rule"], one["severity"]) for one in check(site).report["diagnostics"]]
    assert found == [("EVX-no-x", "info")]
