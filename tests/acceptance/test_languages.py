"""The language of the command line: who chooses it, what stays English, and what a first run says."""

from __future__ import annotations

import os
import pty
import subprocess
import termios
from pathlib import Path

import pytest
from run_evlint import EVLINT, evlint

POST = "---\ntitle: Atelier\n---\n\n[Programme](http://localhost:4000/)\n"
FRENCH = "est la machine de chaque lecteur"
ENGLISH = "each reader's own machine"
LOCALE = {"LC_ALL": "fr_FR.UTF-8"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "post.md").write_text(POST, "utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("args", "env", "config", "expected"),
    [
        ([], {}, "", ENGLISH),
        (["--lang", "fr"], {}, "", FRENCH),
        (["--lang=fr"], {"EVLINT_LANG": "en"}, "", FRENCH),
        (["--lang", "en"], {"EVLINT_LANG": "fr"}, 'messages = "fr"', ENGLISH),
        ([], {"EVLINT_LANG": "fr"}, 'messages = "en"', FRENCH),
        ([], {}, 'messages = "fr"', FRENCH),
        ([], LOCALE, 'messages = "en"', ENGLISH),
        ([], LOCALE, "", FRENCH),
        ([], {"LC_ALL": "", "LC_MESSAGES": "fr_CA", "LANG": "en_GB.UTF-8"}, "", FRENCH),
        ([], {"LC_ALL": "", "LC_MESSAGES": "", "LANG": "fr"}, "", FRENCH),
        ([], {"LC_ALL": "de_DE.UTF-8"}, "", ENGLISH),
        ([], {"EVLINT_LANG": "xx", **LOCALE}, "", FRENCH),
    ],
)
def test_who_chooses(folder: Path, args: list[str], env: dict[str, str], config: str, expected: str) -> None:
    (folder / "evlint.toml").write_text(config, "utf-8")
    ended = evlint("check", "--offline", "post.md", *args, cwd=folder, env=env)
    assert expected in ended.out
    assert ended.status == 1


@pytest.mark.parametrize("name", ["json", "jsonl", "sarif", "github", "gitlab", "junit", "checkstyle", "rdjson"])
def test_what_programs_read_is_french_only_when_asked(folder: Path, name: str) -> None:
    command = ("check", "--offline", "--format", name, "post.md")
    by_locale = evlint(*command, cwd=folder, env=LOCALE)
    assert FRENCH not in by_locale.out
    assert "machine" in by_locale.out
    assert FRENCH in evlint(*command, "--lang", "fr", cwd=folder).out


def test_the_rules_of_a_sarif_report_speak_its_language(folder: Path) -> None:
    command = ("check", "--offline", "--format", "sarif", "post.md")
    for asked, said in (((), "How to fix"), (("--lang", "fr"), "Comment corriger")):
        rules = evlint(*command, *asked, cwd=folder).report["runs"][0]["tool"]["driver"]["rules"]
        assert rules
        assert all(("How to fix" in one["help"]["markdown"]) == (said == "How to fix") for one in rules)
        assert all(said in one["help"]["markdown"] for one in rules)


def test_a_report_for_programs_beside_the_terminal_is_english_too(folder: Path) -> None:
    evlint("check", "--offline", "--output", "json:report.json", "post.md", cwd=folder, env=LOCALE)
    assert ENGLISH in (folder / "report.json").read_text("utf-8")


def test_codes_names_and_keys_stay_english(folder: Path) -> None:
    (found,) = evlint("check", "--offline", "--format", "json", "--lang", "fr", "post.md", cwd=folder).report[
        "diagnostics"
    ]
    assert (found["rule"], found["name"], found["severity"]) == ("EV302", "local-link", "error")


def test_what_is_remembered_is_remembered_by_language(folder: Path) -> None:
    for language, expected in (("fr", FRENCH), ("en", ENGLISH), ("fr", FRENCH)):
        assert expected in evlint("check", "--offline", "post.md", "--lang", language, cwd=folder).out


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["chek"], "Vouliez-vous dire «\u00a0check\u00a0»\u202f?"),
        (["check", "nowhere.md"], "«\u00a0nowhere.md\u00a0» n’existe pas."),
        (["check", "--foo"], "Il n’y a pas d’option"),
        (["check", "--format", "pdf"], "n’est pas dans la liste"),
        (["check", "--config", "nowhere.toml"], "ce fichier n’existe pas"),
        (["check", "--select", "EV999"], "aucune règle n’a le code"),
        (["rule", "EV999"], "La règle «\u00a0EV999\u00a0» n’existe pas."),
        (["schema", "show", "evenment"], "Vouliez-vous dire «\u00a0evenement\u00a0»\u202f?"),
        (["init", "nowhere"], "«\u00a0nowhere\u00a0» n’existe pas"),
        (["check", "--baseline", "nowhere.json"], "la liste de référence ne peut pas être lue"),
    ],
)
def test_errors_are_told_in_french(folder: Path, args: list[str], said: str) -> None:
    ended = evlint(*args, cwd=folder, env={"EVLINT_LANG": "fr"})
    assert ended.status == 2
    assert said in ended.err
    assert "Traceback" not in ended.err


def test_a_broken_configuration_is_told_in_french(folder: Path) -> None:
    (folder / "evlint.toml").write_text('timezon = "Europe/Paris"\n', "utf-8")
    ended = evlint("check", cwd=folder, env=LOCALE)
    unknown = "evlint.toml:1:1: clé inconnue\u00a0: «\u00a0timezon\u00a0»"
    assert ended.err == f"{unknown}\u202f; vouliez-vous dire «\u00a0timezone\u00a0»\u202f?\n"


@pytest.mark.parametrize(
    "command", ["", "check", "rule", "init", "schema", "schema infer", "config show", "cache", "links"]
)
def test_help_is_french_throughout(command: str, tmp_path: Path) -> None:
    ended = evlint(*command.split(), "--help", cwd=tmp_path, env={"EVLINT_LANG": "fr"})
    assert ended.status == 0
    assert ended.out.startswith("Utilisation\u00a0: evlint")
    english = {" the ", " and ", " with ", "Usage", "Show ", "Write ", " of "}
    assert not {word for word in english if word in ended.out}


@pytest.mark.parametrize("arguments", [("EV206",), ("EV301", "--format", "markdown"), ("EV312",)])
def test_a_rule_is_explained_in_french(arguments: tuple[str, ...], tmp_path: Path) -> None:
    ended = evlint("rule", *arguments, "--lang", "fr", cwd=tmp_path)
    assert "Comment corriger" in ended.out
    assert "La faire taire" in ended.out
    said = "\n".join(
        line for line in ended.out.splitlines() if not line.startswith("    ")
    )  # examples are in any language
    assert not {word for word in (" the ", " and ", "Severity", "Source:", "How to") if word in said}


def test_rules_are_listed_in_french(tmp_path: Path) -> None:
    listed = evlint("rule", "--lang", "fr", cwd=tmp_path).out.splitlines()
    assert len(listed) > 50
    assert all(" the " not in line and " is " not in line for line in listed)


@pytest.mark.parametrize(
    "command", ["init", "config show", "config schema", "schema list", "schema show post", "cache dir", "rule EV101"]
)
def test_every_command_takes_the_option(command: str, tmp_path: Path) -> None:
    ended = evlint(*command.split(), "--lang", "fr", cwd=tmp_path)
    assert (ended.status, ended.err) == (0, "")


@pytest.mark.parametrize("command", ["server", "schema infer", "cache clear"])
def test_every_command_names_the_option(command: str, tmp_path: Path) -> None:
    assert "--lang [en|fr]" in evlint(*command.split(), "--help", cwd=tmp_path).out


@pytest.mark.parametrize(
    ("args", "said"),
    [
        ("rule EV206", "Gravité"),
        ("rule", "Un lien mène"),
        ("config show", "par défaut"),
        ("check --help", "Utilisation"),
        ("check --foo", "Il n’y a pas d’option"),
        ("chek", "Vouliez-vous dire"),
        ("cache nowhere", "Il n’y a pas de commande"),
        ("check --jobs many", "n’est pas un nombre entier à partir de 1."),
        ("check --jobs 0", "n’est pas un nombre entier à partir de 1."),
        ("links --format cvs", "n’est pas dans la liste\u00a0: table, csv, json. Vouliez-vous dire"),
        ("check --output", "demande une valeur"),
        ("links --help", "Liste tous les liens"),
    ],
)
def test_the_configuration_chooses_for_every_command(args: str, said: str, folder: Path) -> None:
    """Where the words would be said before the configuration is read, it is read for them."""
    assert not any(said in part for part in evlint(*args.split(), cwd=folder)[1:])
    (folder / "evlint.toml").write_text('messages = "fr"\n', "utf-8")
    assert any(said in part for part in evlint(*args.split(), cwd=folder)[1:])
    assert not any(said in part for part in evlint(*args.split(), cwd=folder, env={"EVLINT_LANG": "en"})[1:])


def test_a_rule_as_json_is_english_unless_asked(folder: Path) -> None:
    assert "Un lien mène" not in evlint("rule", "EV301", "--format", "json", cwd=folder, env=LOCALE).out
    assert "Un lien mène" in evlint("rule", "EV301", "--format", "json", "--lang", "fr", cwd=folder).out


def test_a_new_configuration_speaks_french(folder: Path) -> None:
    assert evlint("init", cwd=folder, env=LOCALE).out.startswith("Écrit\u00a0: evlint.toml\n")
    assert (
        (folder / "evlint.toml")
        .read_text("utf-8")
        .splitlines()[1]
        .startswith("# La configuration d’evlint, qui vérifie")
    )
    assert evlint("check", "--offline", "post.md", cwd=folder, env=LOCALE).err == ""


def test_the_system_s_reasons_are_french(folder: Path) -> None:
    (folder / "taken").mkdir()
    ended = evlint("check", "--offline", "--output", "json:taken", "post.md", cwd=folder, env=LOCALE)
    assert ended.status == 2
    assert "c’est un dossier" in ended.err


def test_links_take_the_option_too(folder: Path) -> None:
    ended = evlint("links", "--lang", "fr", "nowhere.md", cwd=folder)
    assert "n’existe pas" in ended.err


def test_an_unknown_language_is_refused(folder: Path) -> None:
    ended = evlint("check", "--lang", "de", cwd=folder)
    assert ended.status == 2
    assert "“de” is none of en, fr." in ended.err


def test_the_group_takes_the_option_too(folder: Path) -> None:
    assert FRENCH in evlint("--lang", "fr", "check", "--offline", "post.md", cwd=folder).out


def on_a_terminal(folder: Path, *args: str, columns: int = 300, everything: bool = False) -> str:
    """Run evlint with a terminal as its standard error, and return what it says there; `everything` shows it the report."""
    ours, theirs = pty.openpty()
    termios.tcsetwinsize(theirs, (24, columns))
    report = theirs if everything else subprocess.DEVNULL
    with subprocess.Popen([*EVLINT, *args], cwd=folder, stdout=report, stderr=theirs) as process:
        os.close(theirs)
        said = b""
        try:
            while part := os.read(ours, 65536):
                said += part
        except OSError:  # Linux ends a terminal that nobody holds any more with an error
            pass
        process.wait(60)
    os.close(ours)
    return said.decode("utf-8").replace("\r\n", "\n")


def test_a_first_run_says_what_it_assumed(folder: Path) -> None:
    (folder / "_config.yml").write_text("lang: en\ntimezone: Europe/Paris\n", "utf-8")
    said = on_a_terminal(folder, "check", "--offline", ".")
    assert said == (
        "\nevlint: There is no evlint.toml, so this was assumed: a Jekyll site, posts in “en”, time zone Europe/Paris, "
        "built-in schemas, links not asked for over the network. “evlint init” writes it down for you to change.\n"
    )


def test_what_was_assumed_comes_last_and_breaks_between_words(folder: Path) -> None:
    said = on_a_terminal(folder, "check", "--offline", ".", columns=60, everything=True)
    report, told, notice = said.partition("\nevlint: ")
    assert told
    assert "to report" in report or "found" in report or "checked" in report
    lines = f"evlint: {notice}".splitlines()
    assert len(lines) > 3
    assert all(len(line) <= 60 for line in lines)
    assert " ".join(lines).endswith(
        "links not asked for over the network. “evlint init” writes it down for you to change."
    )


def test_a_first_run_says_it_in_french(folder: Path) -> None:
    said = on_a_terminal(folder, "check", "--offline", "--lang", "fr", ".")
    assert "aucun générateur de site, langue des articles\u00a0: " in said
    assert "aucun fuseau horaire" in said
    assert "evlint init" in said


def test_a_folder_is_told_once_of_what_was_assumed(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EVLINT_CACHE_DIR", str(tmp_path / "cache"))
    told = "no time zone"
    assert told in on_a_terminal(folder, "check", "--offline", ".")
    assert on_a_terminal(folder, "check", "--offline", ".") == ""
    assert told in on_a_terminal(folder, "check", "--offline", "-v", ".")
    (folder / "_config.yml").write_text("timezone: Europe/Paris\n", "utf-8")
    assert "Europe/Paris" in on_a_terminal(folder, "check", "--offline", "."), "something else is assumed now"
    evlint("cache", "clear", cwd=folder)
    assert "Europe/Paris" in on_a_terminal(folder, "check", "--offline", ".")
    assert "Europe/Paris" in on_a_terminal(folder, "check", "--offline", "--no-cache", "."), "nothing is remembered"


@pytest.mark.parametrize("args", [("--quiet",), ("--isolated",)])
def test_nothing_is_said_where_nobody_wants_it(folder: Path, args: tuple[str, ...]) -> None:
    assert on_a_terminal(folder, "check", "--offline", *args, ".") == ""


def test_nothing_is_said_where_there_is_a_configuration_or_no_terminal(folder: Path) -> None:
    assert evlint("check", "--offline", ".", cwd=folder).err == ""
    (folder / "evlint.toml").write_text("", "utf-8")
    assert on_a_terminal(folder, "check", "--offline", ".") == ""


def test_a_guessed_language_is_told_where_more_is_asked_for(tmp_path: Path) -> None:
    french = "Le programme de la journée est en ligne, et les inscriptions sont ouvertes pour tous dans nos bureaux.\n"
    for name, head in (("a", "title: A"), ("b", "title: B"), ("c", "title: C\nlang: de")):
        (tmp_path / f"{name}.md").write_text(f"---\n{head}\n---\n\n{french}", "utf-8")
    told = "The language of 2 posts was guessed from their words: fr (2)."
    assert told in evlint("check", "--offline", "-v", ".", cwd=tmp_path).err
    assert "guessed" not in evlint("check", "--offline", ".", cwd=tmp_path).err
    (tmp_path / "evlint.toml").write_text('language = "fr"\n', "utf-8")
    assert "guessed" not in evlint("check", "--offline", "-v", ".", cwd=tmp_path).err
