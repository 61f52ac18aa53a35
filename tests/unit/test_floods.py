"""Findings that are alike are one line with a count for people; machines get each; `--statistics` says what dominates."""

from __future__ import annotations

import json

from evlint import lint_text
from evlint.model.message import ENGLISH
from evlint.model.outcome import Outcome
from evlint.report import Style, render
from evlint.report.summary import folded, statistics

SILENT = "".join(f"\n- [](https://x.fr/{number})" for number in range(38))
FOUND = tuple(lint_text(f"---\ntitle: A\n---\n{SILENT}\n", path="a/b/post.md", select=("EV304",)))
OUTCOME = Outcome(FOUND, files=1)


def test_beyond_ten_in_a_file_what_is_alike_is_one_line() -> None:
    lines = folded(FOUND)
    assert [line.more for line in lines] == [0] * 10 + [28]
    assert lines[-1].last == FOUND[-1].start.line
    assert [line.more for line in folded(FOUND, all_alike=True)] == [0] * 38


def test_ten_are_ten_lines_and_other_words_are_other_findings() -> None:
    assert [line.more for line in folded(FOUND[:10])] == [0] * 10
    others = [one._replace(message=f"{'x' * number} else") for number, one in enumerate(FOUND)]
    assert len(folded(others)) == 38
    quoted = [one._replace(message=f"“{'x' * number}” is defined nowhere.") for number, one in enumerate(FOUND)]
    assert len(folded(quoted)) == 11


def test_people_read_a_count_and_machines_every_finding() -> None:
    for name in ("table", "full"):
        text = render(OUTCOME, name, Style())
        assert "and 28 more like these, up to line 42" in text
        assert text.count("EV304") <= 13, name
        assert render(OUTCOME, name, Style(verbose=True)).count("EV304") >= 38
    assert len(json.loads(render(OUTCOME, "json", Style()))["diagnostics"]) == 38
    assert len(render(OUTCOME, "concise", Style(quiet=True)).splitlines()) == 38


def test_many_hidden_posts_are_one_line() -> None:
    hidden = tuple(
        FOUND[0]._replace(rule="EV213", path=f"_posts/{number}.md", message="The site hides this post.")
        for number in range(5)
    )
    for name in ("table", "full", "concise"):
        text = render(Outcome(hidden, files=5), name, Style())
        assert text.count("EV213") - text.count("EV213  ") * (name == "table") <= 2
        assert "and 4 more posts like this one" in text
    assert len(folded(hidden[:4])) == 4


def test_statistics_say_what_dominates_and_what_silences_it() -> None:
    assert statistics(OUTCOME, ENGLISH) == [
        "38  EV304  empty-link",
        "EV304 is 38 of 38 findings. To silence it there, write below [per-file] in evlint.toml: "
        '"a/b/**" = { ignore = ["EV304"] }',
    ]
    apart = tuple(one._replace(path=f"p{number}.md") for number, one in enumerate(FOUND))
    assert statistics(Outcome(apart), ENGLISH)[-1].endswith('To silence it, write in evlint.toml: ignore = ["EV304"]')
    assert len(statistics(Outcome(FOUND[:5]), ENGLISH)) == 1
