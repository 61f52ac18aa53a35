"""What holds for every finding, over the posts of the fixtures (real ones among them) and texts put together from words."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from evlint.lint.linter import Linter
from evlint.model.diagnostic import Diagnostic, report_order
from evlint.model.files import MemoryFiles
from evlint.model.settings import Settings
from evlint.model.span import BOM
from evlint.parse import parse
from evlint.parse.front.split import split
from evlint.pipeline.in_memory import linter_in_memory

ROOT = Path(__file__).parents[2]
PIECES = (
    "[x](http://bo.a.fr) ", "[x](absent.md) ", "<a href='http://localhost/é'>é</a> ", "lundi 3 novembre 2022 ",
    "30/02/2023 ", "de 18h15 à 16h15 ", "[x][y] ", "[a](#b) ", "http:/x ", "[a@b.fr](c@d.fr) ", "![](a.png) ", "\n\n",
    "\r\n", "# é\n", "- ", "> ", "`[x](http://bo.a.fr)` ", "<!-- evlint-disable-line -->", "😀", "&eacute;",
    "{% raw %}", "{% endraw %}", "{: .x}", "| ",
)  # fmt: skip
FRONT = "---\ntitle: x\n---\n"
LONGER = "---\n# é 😀\r\n\ntitle: x\nsubtitle: 'é'\n---\n"


def linter() -> Linter:
    return linter_in_memory(Settings(), MemoryFiles({}), today=date(2026, 1, 15))


def found(text: str) -> list[Diagnostic]:
    result = linter().lint(parse("post.md", text))
    assert not result.defects
    return result.diagnostics


def told(diagnostics: list[Diagnostic], by: int) -> list[tuple[object, ...]]:
    return [
        (
            one.rule, one.severity, one.message, one.help, one.url, one.pointer,
            one.span.start - by, one.span.end - by,
            [(edit.span.start - by, edit.span.end - by, edit.text) for edit in (one.fix.edits if one.fix else ())],
        )
        for one in diagnostics
    ]  # fmt: skip


def real_posts() -> list[Path]:
    paths = [path for ending in ("md", "markdown") for path in sorted((ROOT / "fixtures").rglob(f"*.{ending}"))]
    return [path for path in paths if path.is_file() and b"\0" not in path.read_bytes()]


def text_of(path: Path) -> str:
    return path.read_bytes().decode("utf-8", "replace")


def test_there_are_posts() -> None:
    assert len(real_posts()) > 40
    assert sum(len(found(text_of(path))) for path in real_posts()) > 10


@pytest.mark.parametrize("path", real_posts(), ids=lambda path: path.name)
def test_what_a_front_matter_holds_more_shifts_findings_and_changes_none(path: Path) -> None:
    text = text_of(path)
    parts = split(text)
    body = text if parts is None else text[parts.body_start :]
    if body.startswith(BOM) or split(body) is not None:
        body = "x" + body
    assert told(found(FRONT + body), len(FRONT)) == told(found(LONGER + body), len(LONGER))


@pytest.mark.parametrize("path", real_posts(), ids=lambda path: path.name)
def test_the_same_text_gives_the_same_findings_each_inside_the_file_and_on_what_it_names(path: Path) -> None:
    text = text_of(path)
    diagnostics = found(text)
    assert diagnostics == found(text)
    assert diagnostics == sorted(diagnostics, key=report_order)
    named(text, diagnostics)


def named(text: str, diagnostics: list[Diagnostic]) -> None:
    """Each place lies inside; it is where its offset in bytes, its line and its column say; a URL as typed stands there."""
    whole = text.encode("utf-8", "surrogatepass")
    for one in diagnostics:
        assert 0 <= one.span.start <= one.span.end <= len(text)
        shown = text[one.span.start : one.span.end]
        assert whole[one.start.offset : one.end.offset].decode("utf-8", "surrogatepass") == shown
        before = text[: one.span.start]
        lines = before.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        if not (before.endswith("\r") and text[one.span.start :].startswith("\n")):
            assert (one.start.line, one.start.column) == (len(lines), len(lines[-1]) + 1)
        if one.rule.startswith("EV3") and one.url and one.url in text and shown.startswith(("http", "/", "#")):
            assert shown.split(" ")[0].rstrip("\"'>)") in one.url or one.url in shown


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(body=st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_the_same_holds_for_any_text(body: str) -> None:
    text = FRONT + body
    diagnostics = found(text)
    assert told(diagnostics, len(FRONT)) == told(found(LONGER + body), len(LONGER))
    assert diagnostics == found(text)
    named(text, diagnostics)
