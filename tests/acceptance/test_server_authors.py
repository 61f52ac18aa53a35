"""What the server does for somebody who types: offers, explanations, mends; and that changed parts leave it where the
command would be."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from editor import Editor, editor
from lsprotocol import types
from test_server import applied

from evlint.api import lint_text
from evlint.server.positions import Positions

pytestmark = pytest.mark.asyncio

CONFIG = """timezone = "Europe/Paris"
[[collection]]
name = "notes"
files = ["*.md"]
schema = "note.schema.json"
"""
SCHEMA = """{"type": "object", "required": ["kind"], "properties": {
  "title": {"type": "string", "description": "What the page is called. ![x](https://www.example.org/x.png)"},
  "kind": {"enum": ["webinaire", "atelier", "forum"], "description": "The kind of event."},
  "tags": {"type": "array", "items": {"enum": ["santé", "ville", "a, b"]}},
  "when": {"type": "string", "format": "date-time"},
  "people": {"type": "array", "items": {"type": "object", "properties": {"name": {"type": "string"}}}}
}}"""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "evlint.toml").write_text(CONFIG, "utf-8")
    (tmp_path / "note.schema.json").write_text(SCHEMA, "utf-8")
    return tmp_path


async def offered(running: Editor, marked: str) -> dict[str, types.CompletionItem]:
    """Return what is offered where `|` stands, by label, in the order that editors show."""
    text, offset = marked.replace("|", "", 1), marked.index("|")
    await running.change("post.md", text)
    at = Positions(text).at(offset)
    items = await running.completions("post.md", at.line, at.character)
    return {item.label: item for item in sorted(items, key=lambda item: item.sort_text or item.label)}


def taken(marked: str, item: types.CompletionItem) -> str:
    """Return the text after an offer was taken."""
    text = marked.replace("|", "", 1)
    assert isinstance(item.text_edit, types.TextEdit)
    start, end = Positions(text).span(item.text_edit.range)
    return text[:start] + item.text_edit.new_text + text[end:]


async def test_keys_are_offered_before_the_front_matter_is_closed_required_ones_first(site: Path) -> None:
    async with editor(site) as running:
        await running.open("post.md", "")
        for marked in (
            "---\n|",
            "---\nk|",
            "---\ntitle: a\n|\n\nDu texte.\n",
            "---\ntitle: a\nk|\n\nUn : mot.\n\n---\n",
        ):
            found = await offered(running, marked)
            assert next(iter(found)) == "kind", marked
            assert ("title" in found) == ("title" not in marked), marked
        assert await offered(running, "---\ntitle: a\n\nDu te|xte.\n") == {}


async def test_items_of_lists_are_offered_once(site: Path) -> None:
    async with editor(site) as running:
        await running.open("post.md", "")
        assert list(await offered(running, "---\ntags:\n- ville\n- |\n---\n")) == ["santé", "a, b"]
        marked = "---\ntags: [ville, |]\n---\n"
        found = await offered(running, marked)
        assert taken(marked, found["a, b"]) == '---\ntags: [ville, "a, b"]\n---\n'
        assert "name" in await offered(running, "---\npeople:\n- |\n---\n")
        assert list(await offered(running, "---\nkind: fo|\n")) == ["webinaire", "atelier", "forum"]
        assert list(await offered(running, "---\nkind: |\n---\n")) == ["webinaire", "atelier", "forum"]
        assert (
            taken("---\nkind:|\n---\n", (await offered(running, "---\nkind:|\n---\n"))["forum"])
            == "---\nkind: forum\n---\n"
        )


async def test_dates_come_with_the_offset_that_the_site_has_then(site: Path) -> None:
    async with editor(site) as running:
        await running.open("post.md", "")
        assert list(await offered(running, "---\nwhen: 2022-07-05|\n---\n")) == ["2022-07-05 09:00:00 +02:00"]
        assert list(await offered(running, "---\ndate: 2022-12-05 18:30:00|\n---\n")) == ["2022-12-05 18:30:00 +01:00"]
        assert await offered(running, "---\ndate: 2022-12-05 18:30:00 +01:00|\n---\n") == {}
        today = list(await offered(running, "---\ndate: |\n---\n"))
        assert [len(one) for one in today] == [10, 26]
        assert await offered(running, "---\ntitle: |\n---\n") == {}


async def test_targets_and_anchors_of_links_are_offered(site: Path) -> None:
    (site / "autre page.md").write_text("---\nkind: forum\n---\n\n# Le lieu\n", "utf-8")
    (site / "images").mkdir()
    (site / "images" / "plan.png").write_bytes(b"")
    async with editor(site) as running:
        await running.open("post.md", "")
        found = await offered(running, "---\nkind: forum\n---\n\n[x](|)\n")
        assert {"autre page.md", "images/plan.png"} <= set(found)
        assert "post.md" not in found
        marked = "---\nkind: forum\n---\n\n[x](autr|)\n"
        done = taken(marked, (await offered(running, marked))["autre page.md"])
        assert "[x](autre%20page.md)" in done
        assert await running.change("post.md", done) == []
        assert "images/plan.png" in await offered(running, '---\nkind: forum\n---\n\n<img src="pla|">\n')
        assert list(await offered(running, "---\nkind: forum\n---\n\n## Un\n\n## Deux mots\n\n[x](#|)\n")) == [
            "deux-mots",
            "un",
        ]
        assert list(await offered(running, "---\nkind: forum\n---\n\n[x](autre%20page.md#|)\n")) == ["le-lieu"]
        assert await offered(running, "---\nkind: forum\n---\n\n[x](https://|)\n") == {}
        assert await offered(running, "---\nkind: forum\n---\n\nDu texte (|)\n") == {}


async def test_codes_are_offered_in_silencing_comments(site: Path) -> None:
    async with editor(site) as running:
        await running.open("post.md", "")
        line = "[x](https://bo-x.example.com/) <!-- evlint-disable-line |"
        found = await offered(running, f"---\nkind: forum\n---\n\n{line}\n")
        assert next(iter(found)) == "EV301", "what is told here comes first"
        assert found["EV206"].detail == "weekday-mismatch"
        found = await offered(running, "---\nkind: forum # evlint-disable-line EV103, EV1|\n---\n")
        assert "EV103" not in found
        assert "EV102" in found
        assert "disable-next-line" in await offered(running, "---\nkind: forum\n---\n\n<!-- evlint-|\n")
        assert await offered(running, "---\nkind: forum\n---\n\n<!-- evlint-disable-line EV301: car |\n") == {}


async def test_hovering_over_a_key_tells_what_the_schema_says(site: Path) -> None:
    text = "---\ntitle: Un\nkind: forum\npeople:\n- name: Zoé\n---\n"
    async with editor(site) as running:
        await running.open("post.md", text)
        told = await running.hover("post.md", 2, 1)
        assert "The kind of event." in told
        assert "`webinaire`, `atelier`, `forum`" in told
        assert "must be there" in told
        told = await running.hover("post.md", 1, 1)
        assert "a text" in told
        assert "![x]" not in told, "a schema loads no picture"
        assert "`name`" in await running.hover("post.md", 4, 3)
        assert await running.hover("post.md", 2, 7) == ""


async def test_hovering_over_a_date_tells_the_day_and_how_far_the_event_is(tmp_path: Path) -> None:
    text = (
        "---\ntitle: Un\ndate: 2022-10-21\nevent_start_date: 2022-11-02\nevent_end_date: 2022-11-03\n"
        "limite: 2022-11-10\n---\n\n"
        "Le 1er novembre 2022.\n"
    )
    async with editor(tmp_path) as running:
        await running.open("post.md", text)
        told = await running.hover("post.md", 2, 8)
        assert "Friday 21 October 2022" in told
        assert "12 days before the event begins" in told
        assert "7 days after the end of the event" in await running.hover("post.md", 5, 12)
        assert "1 day before the event begins" in await running.hover("post.md", 8, 6)


@pytest.mark.parametrize(
    ("before", "after", "title"),
    [
        ("---\nkind: webinar\n---\n", "---\nkind: webinaire\n---\n", "webinaire"),
        ("---\nkind: Forums\n---\n", "---\nkind: forum\n---\n", "forum"),
        ("---\nkind: forum\ntags: [vile, a]\n---\n", "---\nkind: forum\ntags: [ville, a]\n---\n", "ville"),
        ("[x](a@b.fr)\n", "[x](mailto:a@b.fr)\n", "mailto:"),
        ("[mailto:a@b.fr](a@b.fr)\n", "[a@b.fr](mailto:a@b.fr)\n", "mailto:"),
        ('<a href="mailto:a@b.fr ">x</a>\n', '<a href="mailto:a@b.fr">x</a>\n', "mailto:a@b.fr"),
        ("[x](mailto://a@b.fr)\n", "[x](mailto:a@b.fr)\n", "mailto:a@b.fr"),
        ("Écrivez à mailto:a@b.fr.\n", "Écrivez à [a@b.fr](mailto:a@b.fr).\n", "link"),
        ("<p>mailto:a@b.fr</p>\n", '<p><a href="mailto:a@b.fr">a@b.fr</a></p>\n', "link"),
    ],
)
async def test_wrong_values_and_mail_links_are_mended(site: Path, before: str, after: str, title: str) -> None:
    front = "" if before.startswith("---") else "---\nkind: forum\n---\n\n"
    async with editor(site) as running:
        found = [one for one in await running.open("post.md", front + before) if one.code in ("EV103", "EV309")]
        actions = await running.actions("post.md", found[0].range, [types.CodeActionKind.QuickFix])
    first = next(action for action in actions if "Silence" not in action.title)
    assert title in first.title
    assert applied(front + before, first) == front + after


async def test_every_value_that_may_stand_there_is_offered_once_the_nearest_first(site: Path) -> None:
    async with editor(site) as running:
        (found,) = await running.open("post.md", "---\nkind: foru\n---\n")
        actions = await running.actions("post.md", found.range, [types.CodeActionKind.QuickFix])
    titles = [action.title for action in actions if "Silence" not in action.title]
    assert len(titles) == 3
    assert "forum" in titles[0]


async def test_the_tree_is_followed_when_files_come_go_and_are_renamed(tmp_path: Path) -> None:
    (tmp_path / "plan.png").write_bytes(b"")
    text = "---\ntitle: Un\n---\n\n![Le plan](plan.png)\n"
    async with editor(tmp_path, watches=True) as running:
        client = running.client
        assert await running.open("post.md", text) == []
        (tmp_path / "plan.png").rename(tmp_path / "carte.png")
        renamed = types.FileRename((tmp_path / "plan.png").as_uri(), (tmp_path / "carte.png").as_uri())
        client.workspace_did_rename_files(types.RenameFilesParams([renamed]))
        assert [one.code for one in await running.found("post.md")] == ["EV306"]
        (tmp_path / "plan.png").write_bytes(b"")
        client.workspace_did_create_files(types.CreateFilesParams([types.FileCreate((tmp_path / "plan.png").as_uri())]))
        assert await running.found("post.md") == []
        (tmp_path / "plan.png").unlink()
        client.workspace_did_delete_files(types.DeleteFilesParams([types.FileDelete((tmp_path / "plan.png").as_uri())]))
        assert [one.code for one in await running.found("post.md")] == ["EV306"]
        (watched,) = client.watched
        assert "**/*" in str(watched.register_options), "pictures, too, are linked to"


async def test_an_editor_s_settings_hold_and_change(tmp_path: Path) -> None:
    text = "---\ntitle: Un\n---\n\nLe vendredi 3 novembre 2022.\n"
    async with editor(tmp_path) as running:
        (found,) = await running.open("post.md", text)
        settings = {"evlint": {"language": "fr", "rules": {"weekday-mismatch": "info"}}}
        running.client.workspace_did_change_configuration(types.DidChangeConfigurationParams(settings))
        (told,) = await running.found("post.md")
        assert (found.severity, told.severity) == (types.DiagnosticSeverity.Error, types.DiagnosticSeverity.Information)
        assert "jeudi" in told.message
        settings = {"evlint": {"rules": {"EV206": "off"}}}
        running.client.workspace_did_change_configuration(types.DidChangeConfigurationParams(settings))
        assert await running.found("post.md") == []


PIECES = (
    "", "a", " ", "\n", "𝄞", "é", "---\n", "Le vendredi 3 novembre 2022. ", "[x](https://bo-x.example.com/) ",
    "[y](nulle.md)", "<!-- evlint-disable-line EV301 -->", "heure: 12:30\n", "# Titre\n", "- ", "\x0c", "\u2028", "```\n",
    "date: 2022-02-30\n",
)  # fmt: skip


async def test_120_random_edits_leave_the_server_where_the_command_would_be(tmp_path: Path) -> None:
    rng = random.Random(20261130)  # noqa: S311 reproducible, not secret
    text = "---\ntitle: Un\ndate: 2022-10-21\n---\n\nLe jeudi 3 novembre 2022, [x](https://www.example.org/).\n"
    async with editor(tmp_path) as running:
        await running.open("post.md", text)
        for number in range(120):
            start = rng.randint(0, len(text))
            end = min(len(text), start + rng.choice((0, 0, 0, 1, 5, 30)))
            piece = rng.choice(PIECES)
            running.splice("post.md", text, (start, end), piece)
            text = text[:start] + piece + text[end:]
            if number % 4 == 3:
                found = await running.found("post.md")
                told = sorted((one.rule, one.start.line) for one in lint_text(text))
                assert sorted((str(one.code), one.range.start.line + 1) for one in found) == told, f"{number}: {text!r}"
