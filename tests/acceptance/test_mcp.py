"""`evlint mcp`, asked by a real client of the protocol over standard input and output."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

Answer = tuple[bool, str]  # whether it is an error, and its text


def asked(folder: Path, calls: Sequence[tuple[str, dict[str, Any]]]) -> list[Answer]:
    """Start the server in a folder, put the calls to it one after the other, and return its answers."""
    from mcp.client.session import ClientSession
    from mcp.client.stdio import StdioServerParameters, stdio_client

    async def talk() -> list[Answer]:
        server = StdioServerParameters(
            command=sys.executable, args=["-m", "evlint", "mcp"], cwd=folder, env={"EVLINT_LANG": "en"}
        )
        answers = []
        async with stdio_client(server) as (reader, writer), ClientSession(reader, writer) as session:
            await session.initialize()
            names = [tool.name for tool in (await session.list_tools()).tools]
            assert names == ["check_text", "weekday_of", "explain_rule"]
            for name, arguments in calls:
                result = await session.call_tool(name, arguments)
                answers.append((bool(result.is_error), "".join(getattr(one, "text", "") for one in result.content)))
        return answers

    return asyncio.run(talk())


POST = "---\ntitle: Forum\n---\n\nLe jeudi 4 novembre 2026, [programme](https://bo-site.example.fr/p).\n"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Return a site whose configuration asks for a key."""
    schema = {"type": "object", "required": ["title", "lieu"]}
    (tmp_path / "s.schema.json").write_text(json.dumps(schema), "utf-8")
    (tmp_path / "evlint.toml").write_text(
        'language = "fr"\n[[collection]]\nname = "e"\nfiles = ["_e/**"]\nschema = "s.schema.json"\n', "utf-8"
    )
    return tmp_path


def test_a_text_is_judged_by_the_sites_configuration_as_the_file_that_it_will_be(site: Path) -> None:
    found = asked(site, [("check_text", {"text": POST, "path": path}) for path in ("_e/a.md", "b.md")])
    codes = [[one["rule"] for one in json.loads(text)["findings"]] for _, text in found]
    assert codes == [["EV101", "EV206", "EV301"], ["EV206", "EV301"]]
    first = json.loads(found[0][1])
    assert first["clean"] is False
    assert [(one["line"], one["column"]) for one in first["findings"]] == [(1, 1), (5, 4), (5, 39)]
    assert first["findings"][1]["fix"]["edits"][0]["text"] == "mercredi"
    assert not list(site.rglob("*.md")), "nothing is written"


def test_weekdays_are_told_and_days_that_no_calendar_has_refused(tmp_path: Path) -> None:
    right, french, wrong, other = asked(
        tmp_path,
        [
            ("weekday_of", {"date": "2026-11-04"}),
            ("weekday_of", {"date": "2026-11-04", "language": "fr"}),
            ("weekday_of", {"date": "2026-02-30"}),
            ("weekday_of", {"date": "2026-02-03", "language": "xx"}),
        ],
    )
    assert (json.loads(right[1])["weekday"], json.loads(french[1])["weekday"]) == ("Wednesday", "mercredi")
    assert (wrong[0], "2026-02-30" in wrong[1], "Traceback" in wrong[1]) == (True, True, False)
    assert other[0]


def test_rules_are_explained_by_code_and_name(tmp_path: Path) -> None:
    by_code, by_name, unknown = asked(
        tmp_path, [("explain_rule", {"rule": one}) for one in ("ev206", "weekday-mismatch", "weekday-mismatsh")]
    )
    assert by_code == by_name
    assert by_code[1].startswith("# EV206 weekday-mismatch")
    assert (unknown[0], "weekday-mismatch" in unknown[1]) == (True, True)


def test_nothing_outside_of_the_working_folder_is_asked_for(tmp_path: Path) -> None:
    (tmp_path / "inner").mkdir()
    for is_error, text in asked(
        tmp_path / "inner", [("check_text", {"text": "x", "path": path}) for path in ("../a.md", "/etc/a.md")]
    ):
        assert is_error
        assert "leads out" in text


def test_a_configuration_that_cannot_be_used_is_said_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "evlint.toml").write_text("[linkz]\n", "utf-8")
    ((is_error, text),) = asked(tmp_path, [("check_text", {"text": POST})])
    assert (is_error, "evlint.toml:1:2" in text, "\n" in text) == (True, True, False)
