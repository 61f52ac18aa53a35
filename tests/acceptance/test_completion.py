"""Shell completion, as a shell asks for it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from run_evlint import evlint

SHELLS = {
    "bash": "complete -o nosort -F _evlint_completion evlint",
    "zsh": "#compdef evlint",
    "fish": "complete --no-files",
    "powershell": "Register-ArgumentCompleter -Native -CommandName evlint",
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
    wanted = (
        "$env:_EVLINT_COMPLETE = 'powershell_complete'"
        if shell == "powershell"
        else f"_EVLINT_COMPLETE={shell}_complete"
    )
    assert wanted in ended.out


@pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash")
def test_the_script_is_sound_bash(tmp_path: Path) -> None:
    script = tmp_path / "evlint.bash"
    script.write_text(evlint(env={"_EVLINT_COMPLETE": "bash_source"}).out, "utf-8")
    subprocess.run(["bash", "-c", f". {script} && complete -p evlint"], check=True, capture_output=True)


def test_commands_options_and_choices_are_offered() -> None:
    assert "plain,check" in completed("evlint ch", 1)
    assert completed("evlint check --fo", 2) == ["plain,--format", "plain,--force-exclude", "plain,--follow"]
    assert completed("evlint check --format sa", 3) == ["plain,sarif"]


@pytest.mark.parametrize("words", ["evlint check con", "evlint check --config con", "evlint check --baseline con"])
def test_files_are_left_to_the_shell(words: str) -> None:
    assert completed(words, words.count(" ")) == ["file,con"]


# What each real shell offers: bash and zsh run the function that the script defines, fish asks itself.
ASK = {
    "bash": """
        eval "$(_EVLINT_COMPLETE=bash_source evlint)"
        COMP_WORDS=($1); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _evlint_completion evlint
        printf '%s\\n' "${COMPREPLY[@]}"
    """,
    "zsh": """
        compdef() { : }
        compadd() { print -l -- ${(P)argv[-1]} }
        _describe() { local each; for each in ${(P)3}; do print -- ${each%%:*}; done }
        eval "$(_EVLINT_COMPLETE=zsh_source evlint)"
        words=(${=1}); CURRENT=${#words}; _evlint_completion
    """,
    "fish": """
        _EVLINT_COMPLETE=fish_source evlint | source
        complete -C $argv[1]
    """,
}
TYPED = {
    "evlint ru": {"rule"},
    "evlint rule EV20": {f"EV20{n}" for n in range(1, 10)},
    "evlint check --select ev40": {f"EV40{n}" for n in range(1, 10)},
    "evlint check --ignore EV1,EV31": {f"EV1,EV31{n}" for n in range(9)},
    "evlint check --format s": {"sarif"},
    "evlint check --output j": {"json:", "jsonl:", "junit:"},
    "evlint check --fail-on w": {"warning"},
    "evlint check --stat": {"--statistics"},
}


@pytest.mark.parametrize("typed", TYPED)
@pytest.mark.parametrize("shell", ASK)
def test_a_real_shell_offers_it(shell: str, typed: str) -> None:
    program = shutil.which(shell)
    if program is None:
        pytest.skip(f"no {shell} on this machine")
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    plain = {"bash": ["--norc"], "zsh": ["-f"], "fish": ["--no-config"]}[shell]
    ended = subprocess.run(
        [program, *plain, "-c", ASK[shell], *(["-"] if shell != "fish" else []), typed],
        env={**os.environ, "PATH": path}, capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert ended.stderr == ""
    assert {line.partition("\t")[0] for line in ended.stdout.splitlines()} == TYPED[typed]


def test_codes_are_completed_after_a_comma() -> None:
    assert completed("evlint check --ignore EV2,EV31", 3) == [f"plain,EV2,EV31{n}" for n in range(9)]
    assert completed("evlint check --select E", 3)[:5] == [f"plain,EV{n}" for n in range(5)]


@pytest.mark.parametrize(
    ("before", "typed", "offered"),
    [
        ("evlint", "ru", ["plain\trule\tExplain a rule, or list all."]),
        ("evlint\ncheck", "--stat", ["plain\t--statistics\tCount the findings of each rule."]),
        ("evlint\ncheck\n--ignore", "EV1,EV312", ["plain\tEV1,EV312\town-site-absolute"]),
        ("evlint\ncheck\n--fail-on", "", [f"plain\t{one}\t" for one in ("error", "warning", "info", "never")]),
        ("evlint\ncheck", "con", ["file\tcon\t"]),
    ],
)
def test_powershell_is_answered_between_tabs(before: str, typed: str, offered: list[str]) -> None:
    env = {"_EVLINT_COMPLETE": "powershell_complete", "COMP_WORDS": before, "COMP_CWORD": typed}
    assert evlint(env=env).out.splitlines() == offered


@pytest.mark.skipif(shutil.which("pwsh") is None, reason="no PowerShell on this machine")
def test_the_script_is_sound_powershell(tmp_path: Path) -> None:
    script = tmp_path / "evlint.ps1"
    script.write_text(evlint(env={"_EVLINT_COMPLETE": "powershell_source"}).out, "utf-8")
    subprocess.run(["pwsh", "-NoProfile", "-File", script], check=True, capture_output=True)
