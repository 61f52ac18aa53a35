"""What a stranger's tree may cost: work is counted before it is done, findings beyond a thousand are counted, not listed."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import pytest
from run_evlint import Ended, evlint

from evlint import lint_text
from evlint.dates.resolve import TextWithDates
from evlint.rules.dates import weekday_mismatch
from evlint.schema.budget import Work
from evlint.urls.names import host_matches

MANY = 1_500


@pytest.fixture
def here(tmp_path: Path) -> Path:
    return tmp_path


def check(folder: Path, *args: str) -> Ended:
    return evlint("check", "--isolated", "--offline", "--no-cache", *args, cwd=folder)


def post(folder: Path, text: str, name: str = "p.md") -> None:
    (folder / name).write_text(text, "utf-8")


def schema(folder: Path, contents: object, front: str = "title: x\n") -> Ended:
    (folder / "s.json").write_text(json.dumps(contents), "utf-8")
    post(folder, f"---\n$schema: s.json\n{front}---\n")
    return check(folder)


def doubling(count: int, keyword: str = "anyOf") -> dict[str, object]:
    """Return a schema of a few lines that is twice as large for each of its definitions."""
    parts: dict[str, object] = {"a0": {"type": "string"}}
    for number in range(1, count + 1):
        parts[f"a{number}"] = {keyword: [{"$ref": f"#/definitions/a{number - 1}"}] * 2}
    return {"definitions": parts, "properties": {"title": {"$ref": f"#/definitions/a{count}"}}}


@pytest.mark.parametrize("keyword", ["anyOf", "allOf", "oneOf"])
def test_a_schema_that_explodes_is_told_as_unusable_with_its_name(here: Path, keyword: str) -> None:
    ended = schema(here, doubling(40, keyword))
    assert ended.status == 2
    assert ended.err.startswith("evlint: s.json:1:1: This schema, written out without its references,")
    assert schema(here, doubling(8, "allOf")).status == 0


def test_a_schema_that_goes_round_in_circles_costs_what_the_post_does(here: Path) -> None:
    tree = {"type": "object", "properties": {"children": {"type": "array", "items": {"$ref": "#"}}}}
    assert schema(here, tree, "children:\n- children:\n  - children: []\n").status == 0
    twice = {"anyOf": [{"properties": {"a": {"$ref": "#"}}}, {"properties": {"a": {"$ref": "#"}}}]}
    deep = schema(here, twice, "a: " + "{a: " * 60 + "1" + "}" * 60 + "\n")
    assert (deep.status, "EV105" in deep.out, "more than 2000000 steps" in deep.out) == (1, True, True)
    assert "EV105" in schema(here, {"$ref": "#"}).out


def test_the_parts_of_a_schema_are_counted_once_each() -> None:
    counts = [Work(doubling(number)).parts for number in (1, 2, 3, 40)]
    assert all(isinstance(one, int) for one in counts)
    sizes = [one or 0 for one in counts]
    assert [after - before for before, after in pairwise(sizes[:3])] == [sizes[1] - sizes[0], 2 * (sizes[1] - sizes[0])]
    assert sizes[3] > 2**40


def test_a_pattern_that_looks_around_gets_short_texts_only(here: Path) -> None:
    odd = {"properties": {"title": {"pattern": "^(?!lundi).*$"}}}
    assert schema(here, odd, "title: mardi\n").status == 0
    assert "EV103" in schema(here, odd, "title: lundi\n").out
    long = schema(here, odd, f"title: {'a' * 3000}\n")
    assert "EV103 “title” is too long to be judged: it has 3000 characters" in long.out
    assert schema(here, {"properties": {"title": {"pattern": "^a*$"}}}, f"title: {'a' * 3000}\n").status == 0
    names = {"patternProperties": {"^(?=x)": {"type": "string"}}}
    assert "too long for the schema’s patterns" in schema(here, names, f"? {'a' * 3000}\n: b\n").out


def test_a_chain_of_schemas_ends_with_the_limit_that_it_meets(here: Path) -> None:
    for number in range(1, 250):
        (here / f"c{number}.json").write_text(json.dumps({"$ref": f"c{number + 1}.json"}), "utf-8")
    (here / "c250.json").write_text("{}", "utf-8")
    ended = schema(here, {"$ref": "c1.json"})
    assert ended.status == 2
    assert "refers to more than 200 files" in ended.err


def test_an_enumeration_of_nothing_lets_nothing_through(here: Path) -> None:
    ended = schema(here, {"properties": {"title": {"enum": []}}})
    assert (ended.status, ended.err) == (1, "")
    assert "EV103 “title” is “x”, and the schema allows no value here at all." in ended.out


def test_doubles_in_a_list_are_found_without_comparing_each_with_each(here: Path) -> None:
    items = ", ".join(f"{{a: {number}}}" for number in range(3_000))
    unique = {"properties": {"t": {"uniqueItems": True}}, "required": ["u"]}
    assert "EV101" in schema(here, unique, f"t: [{items}]\n").out
    assert "twice" in schema(here, unique, f"t: [{items}, {{a: 7}}]\n").out
    assert "twice" not in schema(here, unique, "t: [1, true, '1']\n").out


@pytest.mark.parametrize(
    ("name", "text"),
    [("evlint.toml", "x.{} = 1\n"), ("hugo.toml", "x.{} = 1\n"), ("pyproject.toml", "[tool.evlint]\n[x.{}]\n")],
)
def test_keys_of_thousands_of_parts_are_refused_wherever_toml_is_read(here: Path, name: str, text: str) -> None:
    """tomllib takes minutes over this text, so that without the guard the command would not end in time."""
    (here / name).write_text(text.format(".".join("a" * 200_000)), "utf-8")
    post(here, "---\ntitle: x\n---\n")
    ended = evlint("check", "--offline", "--no-cache", cwd=here)
    if name != "hugo.toml":
        assert (ended.status, "nests tables or lists too deeply" in ended.err) == (2, True)
    else:
        assert ended.status == 0


def test_dots_in_a_text_are_no_keys(here: Path) -> None:
    (here / "evlint.toml").write_text(f'timezone = "UTC" # {"." * 500}\nlanguage = "fr"\n', "utf-8")
    post(here, f'+++\ntitle = "{"." * 500}"\nx = {{ y = "{"a." * 300}" }}\n+++\n')
    assert evlint("check", "--offline", "--no-cache", cwd=here).status == 0


def test_the_pattern_of_a_host_takes_no_more_time_for_more_stars() -> None:
    host = "a" * 60 + "." + "a" * 60 + ".fr"
    assert host_matches(host, ["*".join("a" * 40) + "*z"]) is None
    assert host_matches(host, [".*".join("a" * 40) + "*z"]) is None
    for glob, key, takes in [
        ("*.actimage.net", "bo.x.actimage.net", True),
        ("*.actimage.net", "actimage.net", False),
        (".actimage.net", "actimage.net", True),
        (".actimage.net", "x.actimage.net", True),
        (".actimage.net", "notactimage.net", False),
        (".a*b.fr", "x.acb.fr", True),
        (".a*b.fr", "acb.fr", True),
        ("a*b*c", "abbc", True),
        ("a*b*c", "acb", False),
        ("*", "x", True),
        ("ab*ab", "ab", False),
        ("*ab*", "xaby", True),
    ]:
        assert (host_matches(key, [glob]) is not None) == takes, (glob, key)


def test_a_text_with_thousands_of_years_keeps_one_of_each_calendar(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each day used to be held against every day of its text: a hundred kilobytes took seconds, ten megabytes hours."""
    years = " ".join(f"le 3 novembre {year}," for year in range(1900, 2100))
    seen: list[int] = []
    calendars = weekday_mismatch._calendars

    def counted(text: TextWithDates) -> tuple[int, ...]:
        found = calendars(text)
        seen.append(len(found))
        return found

    monkeypatch.setattr(weekday_mismatch, "_calendars", counted)
    text = f"---\nevent_start_date: 2022-11-02\nlang: fr\n---\n\nLe lundi 3 janvier et {years} jeudi 3 mars.\n"
    lint_text(text, select=["EV206"])
    assert seen == [14]


def test_unknown_keys_beyond_some_hundred_get_no_suggestion(here: Path) -> None:
    post(
        here,
        f"---\nevent_start_date: 2026-01-15\n{''.join(f'event_end_dat{number}: v{chr(10)}' for number in range(MANY))}---\n",
    )
    ended = check(here, "--format", "json", "--select", "EV104")
    helps = [one["help"] for one in ended.report["diagnostics"]]
    assert len(helps) == 1_000
    assert 100 < sum(one.startswith("Did you mean") for one in helps) < 1_000


def test_findings_beyond_a_thousand_are_counted_and_not_listed(here: Path) -> None:
    post(here, "---\n" + "k: v\n" * MANY + "l: m\n" * 2 + "---\n")
    ended = check(here, "--format", "json")
    report = ended.report
    assert ended.status == 1
    assert len(report["diagnostics"]) == 1_000
    assert report["summary"]["warnings"] == MANY
    assert report["capped"] == [{"rule": "EV005", "path": "p.md", "more": MANY - 1_000}]
    assert ended.err == "evlint: p.md: 500 findings more of EV005 are counted, and not listed.\n"
    assert f"{MANY} warnings" in check(here).out


def test_comments_silence_those_that_are_not_listed_too(here: Path) -> None:
    wrong = "lundi 3 novembre 2022\n\n" * MANY
    post(here, f"---\nlang: fr\n---\n\n<!-- evlint-disable EV206 -->\n\n{wrong}")
    ended = check(here, "--format", "json")
    assert (ended.status, ended.report["diagnostics"], "capped" in ended.report) == (0, [], False)
    assert ended.report["summary"]["suppressed"] == MANY
    post(here, f"---\nlang: fr\n---\n\n<!-- evlint-disable EV206 -->\n\n{wrong}<!-- evlint-enable EV206 -->\n\n{wrong}")
    both = check(here, "--format", "json").report
    assert (both["summary"]["suppressed"], both["summary"]["errors"]) == (MANY, MANY)


def test_a_baseline_knows_those_that_are_not_listed_too(here: Path) -> None:
    post(here, "---\nlang: fr\n---\n\n" + "lundi 3 novembre 2022\n\n" * MANY)
    assert check(here, "--write-baseline", "b.json").status == 0
    ended = check(here, "--baseline", "b.json", "--format", "json")
    assert (ended.status, ended.report["summary"]["baselined"]) == (0, MANY)
    post(here, "---\nlang: fr\n---\n\n" + "lundi 3 novembre 2022\n\n" * (MANY + 1))
    more = check(here, "--baseline", "b.json", "--format", "json")
    assert (more.status, more.report["summary"]["errors"]) == (1, 1)


def test_what_is_counted_is_remembered(here: Path) -> None:
    post(here, "---\nlang: fr\n---\n\n" + "lundi 3 novembre 2022\n\n" * MANY)
    runs = [evlint("check", "--isolated", "--offline", "--format", "json", cwd=here) for _ in range(2)]
    assert runs[0].out == runs[1].out
    assert runs[0].err == runs[1].err


def test_fixes_beyond_a_thousand_are_made_too(here: Path) -> None:
    post(here, "---\ntitle: x\n---\n\n" + "lundi 3 novembre 2022\n\n" * MANY)
    assert check(here, "--unsafe-fixes").status == 0
    assert (here / "p.md").read_text("utf-8").count("jeudi") == MANY
