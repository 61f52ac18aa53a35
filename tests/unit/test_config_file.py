"""Finding and reading the configuration file."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from evlint.config.errors import ConfigError
from evlint.io.config_file import find_config, load_settings
from evlint.model.settings import Settings


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "site" / "posts" / "2022").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "site" / "posts")
    return tmp_path


def test_without_a_file_the_defaults_hold(tree: Path) -> None:
    assert load_settings(None, False, "2022") == (Settings(), None)


def test_the_nearest_file_upwards_holds(tree: Path) -> None:
    (tree / "evlint.toml").write_text('language = "de"\n', "utf-8")
    assert find_config(".", None) is None, "without a repository the working folder is where the tree begins"
    (tree / ".git").mkdir()
    assert find_config(".", None) == "../../evlint.toml"
    (tree / "site" / "pyproject.toml").write_text("[tool.other]\n", "utf-8")
    assert find_config(".", None) == "../../evlint.toml"
    (tree / "site" / "pyproject.toml").write_text('[tool.evlint]\nlanguage = "it"\n', "utf-8")
    assert find_config(".", None) == "../pyproject.toml"
    (tree / "site" / ".evlint.toml").write_text('language = "nl"\n', "utf-8")
    assert find_config(".", None) == "../.evlint.toml"
    (tree / "site" / "evlint.toml").write_text('language = "es"\n', "utf-8")
    settings, path = load_settings(None, False, None)
    assert (settings.language, settings.root, settings.here, path) == ("es", "..", "posts", "../evlint.toml")


def test_the_first_path_is_asked_after_the_working_folder(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tree)
    (tree / "site" / "evlint.toml").write_text('exclude = ["posts/2022/**"]\n', "utf-8")
    assert find_config(".", None) is None
    assert find_config(".", "-") is None
    assert find_config(".", "site/posts") == "site/evlint.toml"
    assert find_config(".", "site/posts/a.md") == "site/evlint.toml"
    settings, _ = load_settings(None, False, "site/posts/2022")
    assert (settings.root, settings.here) == ("site", "..")
    (tree / "evlint.toml").write_text("", "utf-8")
    assert find_config(".", "site/posts") == "evlint.toml"


def test_a_named_file_holds_and_isolated_reads_none(tree: Path) -> None:
    (tree / "evlint.toml").write_text('language = "de"\n', "utf-8")
    other = tree / "other.toml"
    other.write_text('language = "it"\n', "utf-8")
    assert load_settings(str(other), False, None)[0].language == "it"
    assert load_settings(None, True, None) == (Settings(), None)


@pytest.mark.parametrize(
    ("name", "data", "text"),
    [
        ("evlint.tml", None, "evlint.tml: there is no such file; did you mean “evlint.toml”?"),
        (".", None, ".: this is no file"),
        (
            "evlint.toml",
            b'# \xc3\xa9\nlanguage = "\xe9"\n',
            "evlint.toml:2:13: the file is not UTF-8: byte 18 is no part of a character",
        ),
        ("evlint.toml", b"[linkz]\n", "evlint.toml:1:2: unknown key “linkz”; did you mean “links”?"),
    ],
)
def test_a_file_that_cannot_be_used_is_told(tree: Path, name: str, data: bytes | None, text: str) -> None:
    Path("evlint.toml").write_bytes(data or b"")
    with pytest.raises(ConfigError) as caught:
        load_settings(name, False, None)
    assert str(caught.value) == text


def test_paths_may_lead_to_the_root_of_the_repository(tree: Path) -> None:
    text = 'baseline = "../known.json"\n'
    Path("evlint.toml").write_text(text, "utf-8")
    with pytest.raises(ConfigError):
        load_settings(None, False, None)
    (tree / "site" / ".git").mkdir()
    assert load_settings(None, False, None)[0].baseline == "../known.json"


def test_a_run_without_a_file_imports_no_toml(tree: Path) -> None:
    code = (
        "import sys; from evlint.io.config_file import load_settings; load_settings(None, False, None);"
        "print([name for name in ('tomllib', 'pathspec', 'evlint.config.read', 'difflib') if name in sys.modules])"
    )
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ended.stdout.strip() == "[]"
