"""Shell completion, as a shell asks for it."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from run_evlint import evlint

SHELLS = {
    "bash": "complete -o nosort -F _evlint_completion evlint",
    "zsh": "#compdef evlint",
    "fish": "complete --no-files",
}


def completed(words: str, at: int) -> list[str]:
    env = {"_EVLINT_COMPLETE": "bash_complete", "COMP_WORDS": words, "COMP_CWORD": str(at)}
    return evlint(env=env).out.splitlines()


@pytest.mark.parametrize("shell", SHELLS)
def test_each_shell_gets_its_script(shell: str) -> None:
    if shell == "bash" and shutil.which("bash") is None:
        pytest.skip("click asks bash for its version")
    ended = evlint(env={"_EVLINT_COMPLETE": f"{shell}_source"})
    assert (ended.status, ended.err) == (0, "")
    assert SHELLS[shell] in ended.out
    assert f"_EVLINT_COMPLETE={shell}_complete" in ended.out


@pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash")
def test_the_script_is_sound_bash(tmp_path: Path) -> None:
    script = tmp_path / "evlint.bash"
    script.write_text(evlint(env={"_EVLINT_COMPLETE": "bash_source"}).out, "utf-8")
    subprocess.run(["bash", "-c", f". {script} && complete -p evlint"], check=True, capture_output=True)


def test_commands_options_and_choices_are_offered() -> None:
    assert "plain,check" in completed("evlint ch", 1)
    assert completed("evlint check --fo", 2) == ["plain,--format", "plain,--force-exclude"]
    assert completed("evlint check --format sa", 3) == ["plain,sarif"]


@pytest.mark.parametrize("words", ["evlint check con", "evlint check --config con", "evlint check --baseline con"])
def test_files_are_left_to_the_shell(words: str) -> None:
    assert completed(words, words.count(" ")) == ["file,con"]
