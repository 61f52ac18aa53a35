"""`--help` of every command: short, with examples that run, in both languages, within 80 columns."""

from __future__ import annotations

import re

import pytest
from run_evlint import evlint

from evlint.report import FORMATS

COMMANDS = (
    "", "check", "links", "calendar", "rule", "init", "schema", "schema infer", "schema import", "schema list",
    "schema show", "config", "config show", "config schema", "cache", "cache dir", "cache clear", "server", "mcp",
)  # fmt: skip
BARE = ("schema list", "cache dir", "cache clear", "server", "mcp")  # their usage line is all that there is to type


def shown(command: str, language: str) -> str:
    ended = evlint("--lang", language, *command.split(), "--help", env={"COLUMNS": "80"})
    assert (ended.status, ended.err) == (0, "")
    return ended.out


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("command", COMMANDS)
def test_the_help_is_short_and_has_examples(command: str, language: str) -> None:
    text = shown(command, language)
    lines = text.splitlines()
    assert max(map(len, lines)) <= 80
    assert len(lines) <= (66 if command == "check" else 26)
    assert lines[0].startswith({"en": "Usage: evlint", "fr": "Utilisation\u00a0: evlint"}[language])
    examples = [line.strip() for line in lines if re.match(r"  (?:\w+ \S+ \| )?evlint ", line)]
    assert examples or command in BARE
    for example in examples:
        assert f"evlint {command}".rstrip() in example


def test_every_command_is_in_the_list() -> None:
    listed = re.findall(r"^  (\w+)  ", shown("", "en").partition("Commands:")[2], re.MULTILINE)
    assert listed == [command for command in COMMANDS if command and " " not in command]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_options_of_check_stand_in_groups(language: str) -> None:
    from evlint.cli.check import GROUPS, command

    text = shown("check", language)
    heads = re.findall(r"^(\S[^:\n]*?)\s?:$", text, re.MULTILINE)
    assert len(heads) == len(GROUPS)
    assert "Options" not in heads
    flags = [flag for param in command.params for flag in param.opts if flag.startswith("--")]
    for flag in [*flags, "--help"]:
        assert len(re.findall(rf"^  (?:-\w, )?{flag}\b(?!-)", text, re.MULTILINE)) == 1, flag
    starts = {found.end() - found.start() for found in re.finditer(r"^  -.*?\S {2,}(?=\S)", text, re.MULTILINE)}
    assert len(starts) == 1, "one column for all groups"


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_help_of_check_names_every_format(language: str) -> None:
    words = set(re.findall(r"\w+", shown("check", language)))
    assert set(FORMATS) <= words


def test_the_place_in_an_example_is_underlined_where_there_are_colours() -> None:
    assert "Le \x1b[4mvendredi 3 novembre 2022\x1b[0m à 14 h." in evlint("rule", "EV206", "--color", "always").out
    assert "Le «vendredi 3 novembre 2022» à 14 h." in evlint("rule", "EV206").out
