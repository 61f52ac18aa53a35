"""Where packages with rules are looked for, and what is read of them."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from evlint.io import plugins
from evlint.io.plugins import Installed, Plugin


def package(folder: Path, name: str, entries: str, metadata: str = "") -> Path:
    info = folder / f"{name}.dist-info"
    info.mkdir(parents=True)
    (info / "entry_points.txt").write_text(entries, "utf-8")
    if metadata:
        (info / "METADATA").write_text(metadata, "utf-8")
    return folder


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "tree").mkdir()
    monkeypatch.chdir(tmp_path / "tree")


def look(*folders: Path | str) -> Installed:
    return plugins._look([str(folder) for folder in folders])


def test_what_a_package_says_of_itself(tmp_path: Path) -> None:
    entries = (
        "[console_scripts]\nevlint.rules = a:b\n\n[ evlint.rules ]\n# evlint.rules\nfirst = a.b\n"
        "second=a.c : RULES [extra]\n\n[evlint.rules.more]\nthird = d\n"
    )
    metadata = (
        "Metadata-Version: 2.4\nName: My-Rules\nVersion: 1.0\nHome-page: https://home.example.org\n"
        "Project-URL: Source, https://source.example.org\nProject-URL: Documentation, https://docs.example.org/a,b\n"
        "\nName: none of this\n"
    )
    folder = package(tmp_path / "path", "my_rules-1.0", entries, metadata)
    assert look(folder) == Installed(
        (Plugin("My-Rules", "1.0", "https://docs.example.org/a,b", (("first", "a.b"), ("second", "a.c : RULES"))),),
        ("my_rules-1.0.dist-info",),
    )


@pytest.mark.parametrize(
    ("metadata", "url"),
    [
        ("Name: x\nHome-page: https://home.example.org\n", "https://home.example.org"),
        ("Name: x\nProject-URL: Repository, http://repo.example.org\n", "http://repo.example.org"),
        ("Name: x\nProject-URL: Documentation, javascript:alert(1)\n", ""),
        ("Name: x\nProject-URL: Changelog, https://log.example.org\n", ""),
        ("", ""),
    ],
)
def test_its_page(tmp_path: Path, metadata: str, url: str) -> None:
    folder = package(tmp_path / "path", "x-2.0", "[evlint.rules]\na = b\n", metadata)
    assert [(one.name, one.version, one.url) for one in look(folder).plugins] == [("x", "2.0", url)]


def test_the_first_on_the_path_counts(tmp_path: Path) -> None:
    first = package(tmp_path / "one", "my_rules-2.0", "[evlint.rules]\na = b\n")
    second = package(tmp_path / "two", "my_rules-1.0", "[evlint.rules]\na = b\n", "Name: My-Rules\n")
    assert [one.version for one in look(first, second).plugins] == ["2.0"]
    assert [one.version for one in look(second, first).plugins] == ["1.0"]


def test_without_rules_nothing_is_kept(tmp_path: Path) -> None:
    folder = package(tmp_path / "path", "x-1.0", "[console_scripts]\na = b:c\n")
    package(folder, "y-1.0", "[other]\nevlint.rules = b\n")
    (folder / "z-1.0.dist-info").mkdir()
    (folder / "w-1.0.dist-info").write_text("a file", "utf-8")
    (folder / "v-1.0.dist-info" / "entry_points.txt").mkdir(parents=True)
    assert look(folder, tmp_path / "nowhere", sys.executable) == Installed()


def test_the_working_folder_is_no_place_for_rules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tree = tmp_path / "tree"
    rules = "[evlint.rules]\na = b\n"
    package(tree, "x-1.0", rules)
    package(tree / "lib", "y-1.0", rules)
    link = tmp_path / "link"
    link.symlink_to(tree)
    assert look("", ".", "lib", tree, tree / "lib", link) == Installed()
    (tree / "deep" / "deeper").mkdir(parents=True)
    monkeypatch.chdir(tree / "deep" / "deeper")
    assert look(tree) == Installed()
    assert len(look(tree / "lib").plugins) == 1  # nothing says that this is one tree
    (tree / ".git").write_text("gitdir: elsewhere\n", "utf-8")
    assert look(tree / "lib") == Installed()


def test_an_environment_may_lie_in_the_tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tree = tmp_path / "tree"
    inside = package(tree / ".venv" / "lib" / "site-packages", "x-1.0", "[evlint.rules]\na = b\n")
    assert look(inside) == Installed()
    monkeypatch.setattr(sys, "prefix", str(tree / ".venv"))
    assert len(look(inside).plugins) == 1
    assert look(package(tree / ".venv" / "src", "x-1.0", "[evlint.rules]\na = b\n")) == Installed()
    monkeypatch.chdir(inside)
    assert len(look(inside).plugins) == 1


def test_the_users_own_packages_lie_below_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import site

    own = package(tmp_path / "tree" / ".local" / "site-packages", "x-1.0", "[evlint.rules]\na = b\n")
    assert look(own) == Installed()
    monkeypatch.setattr(site, "USER_BASE", str(tmp_path / "tree" / ".local"))
    assert len(look(own).plugins) == 1


def test_the_folder_of_scripts_is_not_listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = package(tmp_path / "bin", "x-1.0", "[evlint.rules]\na = b\n")
    assert len(look(folder).plugins) == 1
    monkeypatch.setattr(sys, "argv", [os.path.join(folder, "evlint")])
    assert look(folder) == Installed()


def test_the_files_of_a_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "path" / "evx_pack" / "__pycache__").mkdir(parents=True)
    for name in ("evx_pack/a.py", "evx_pack/words.txt", "evx_pack/__pycache__/a.pyc", "evx_one.py"):
        (tmp_path / "path" / name).write_text("", "utf-8")
    monkeypatch.syspath_prepend(tmp_path / "path")
    found = [os.path.relpath(one, tmp_path / "path") for one in plugins.sources("evx_pack.a")]
    assert found == ["evx_pack/a.py", "evx_pack/words.txt"]
    assert [os.path.basename(one) for one in plugins.sources("evx_one")] == ["evx_one.py"]
    assert list(plugins.sources("evx_nowhere.a")) == []
    assert "evx_pack" not in sys.modules
