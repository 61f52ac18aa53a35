"""Every format over the same awkward results: valid where it has a schema or a syntax, and nothing of a post runs."""

from __future__ import annotations

import json
import re
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awkward import EVIL, MANY, OUTCOME, awkward
from evlint.api import lint_text
from evlint.cache.packing import pack, unpack
from evlint.model.outcome import Outcome
from evlint.report import FOR_PEOPLE, FORMATS, MACHINES, SYNTAXES, Style, render
from evlint.report.escape import visible

STYLE = Style()


@pytest.mark.parametrize("name", FORMATS)
def test_nothing_escapes(name: str) -> None:
    text = render(OUTCOME, name, STYLE)
    assert "\x1b" not in text
    assert text.endswith("\n")
    if name in ("html", "markdown"):
        assert "<script>alert" not in text
    if name in ("table", "full", "concise", "markdown", "html", "github"):
        assert "\u202e" not in text
        assert "\r" not in text


@pytest.mark.parametrize("name", FORMATS)
def test_a_clean_run(name: str) -> None:
    text = render(Outcome(files=3), name, STYLE)
    if name in ("json", "sarif", "gitlab", "rdjson"):
        json.loads(text)
    if name == "jsonl":
        assert text == ""


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_outcome_gives_the_same_text(name: str) -> None:
    assert render(OUTCOME, name, STYLE) == render(OUTCOME, name, STYLE)


def test_github_commands_hold_their_properties_apart() -> None:
    lines = render(OUTCOME, "github", STYLE).splitlines()
    commands = [line for line in lines if line.startswith(("::error", "::warning", "::notice"))]
    assert len(commands) == 3
    assert commands[0].startswith("::error file=dir%2C a%3Ab/é <x>.md,line=2,endLine=2,col=3,endColumn=5,title=EV301")
    stop = next(line for line in lines if line.startswith("::stop-commands::"))
    assert lines[-1] == f"::{stop.removeprefix('::stop-commands::')}::"
    inside = lines[lines.index(stop) + 1 : -1]
    assert all("\n" not in line for line in inside)


def test_github_shows_ten_of_a_level_and_counts_the_rest() -> None:
    lines = render(MANY, "github", STYLE).splitlines()
    assert sum(line.startswith("::warning") for line in lines) == 10
    assert any(line.startswith("15 more") for line in lines)
    assert sum("024.md:2:3" in line for line in lines) == 1


def test_sarif_has_what_github_requires() -> None:
    log = json.loads(render(OUTCOME, "sarif", STYLE))
    run = log["runs"][0]
    assert run["columnKind"] == "unicodeCodePoints"
    for rule in run["tool"]["driver"]["rules"]:
        for key in ("shortDescription", "fullDescription", "help"):
            assert rule[key]["text"]
        assert len(rule["fullDescription"]["text"]) <= 1024
    first = run["results"][0]
    region = first["locations"][0]["physicalLocation"]["region"]
    assert region == {"startLine": 2, "startColumn": 3, "endLine": 2, "endColumn": 6}
    assert first["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "dir%2C%20a%3Ab/%C3%A9%20%3Cx%3E.md"
    assert first["partialFingerprints"] == {"evlint/v1": "abc"}
    assert [result.get("suppressions", [{}])[0].get("kind") for result in run["results"]] == [
        None, None, None, "inSource", "external",
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["junit", "checkstyle"])
def test_xml_is_well_formed(name: str) -> None:
    root = ET.fromstring(render(OUTCOME, name, STYLE))  # noqa: S314 our own text
    assert EVIL.split("\x1b", maxsplit=1)[0] in ET.tostring(root, encoding="unicode")


def test_rdjson_counts_bytes() -> None:
    data = json.loads(render(OUTCOME, "rdjson", STYLE))
    assert data["diagnostics"][0]["location"]["range"]["start"] == {"line": 2, "column": 4}


def test_no_line_of_the_table_ends_in_blanks() -> None:
    assert not [line for line in render(OUTCOME, "table", STYLE).split("\n") if line != line.rstrip()]


def test_the_table_cuts_nothing_without_a_terminal() -> None:
    long = "word " * 100 + "end"
    text = render(Outcome(diagnostics=(awkward(text=long),), files=1), "table", STYLE)
    assert long in text


def test_the_table_fits_a_narrow_terminal() -> None:
    text = render(OUTCOME, "table", Style(width=60))
    lines = text.replace("\\x3a:", "::").splitlines()  # what would be a command at the start of a line is longer
    assert max(map(len, lines)) <= 60


def test_full_underlines_the_span() -> None:
    found = lint_text(
        "---\ntitle: é\nevent_start_date: 2026-05-02\nevent_end_date: 2026-05-01\n---\n", select=["EV202"]
    )
    lines = render(Outcome(diagnostics=tuple(found), files=1), "full", STYLE).splitlines()
    marked = next(index for index, line in enumerate(lines) if "^" in line)
    start = lines[marked].index("^")
    assert lines[marked - 1][start:] == "2026-05-01"
    assert lines[marked].count("^") == len("2026-05-01")


@given(st.text(max_size=30))
def test_visible_text_is_harmless_and_keeps_letters(text: str) -> None:
    shown = visible(text)
    assert not re.search(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\ud800-\udfff]", shown)
    assert [char for char in text if char.isalnum()] == [char for char in text if char in shown and char.isalnum()]


def test_packed_diagnostics_come_back_whole() -> None:
    for found in (*OUTCOME.diagnostics, *MANY.diagnostics):
        assert unpack(pack(found)) == found


def test_github_shows_each_rule_of_each_file_before_the_next_of_the_same() -> None:
    crowd = tuple(awkward("error", f"m{n}", "a.md") for n in range(12))
    lines = render(
        Outcome(diagnostics=(*crowd, awkward("error", "last", "z.md")), files=2), "github", STYLE
    ).splitlines()
    shown = [line for line in lines if line.startswith("::error")]
    assert len(shown) == 10
    assert shown[0].endswith("m0%0Am0")
    assert shown[1].startswith("::error file=z.md")
    assert shown[2].endswith("m1%0Am1")


def test_junit_fails_for_no_note() -> None:
    root = ET.fromstring(render(Outcome(diagnostics=(awkward("info"), awkward("warning")), files=1), "junit", STYLE))  # noqa: S314
    assert (root.get("tests"), root.get("failures")) == ("2", "1")
    assert [case[0].tag for case in root.iter("testcase")] == ["skipped", "failure"]


def test_every_format_says_what_it_is_made_of_and_who_reads_it() -> None:
    assert set(SYNTAXES) == set(FORMATS)
    assert {"markdown", "html"} == set(FORMATS) - MACHINES - FOR_PEOPLE
