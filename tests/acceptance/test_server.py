"""The language server, through a real client: the same findings as the command line, at the editor's positions."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from editor import UTF8, UTF16, editor
from lsprotocol import types
from run_evlint import evlint

from evlint.cache import cache_dir
from evlint.cache.links import LinkCache
from evlint.model.context import Answer
from evlint.model.settings import LinkSettings
from evlint.pipeline.page_queue import _setup
from evlint.server.positions import Positions

pytestmark = pytest.mark.asyncio

EXAMPLE = "mois-innovation-publique-2022.md"
WRONG_DAY = "---\ntitle: 𝄞 Atelier\ndate: 2022-10-21\n---\n\n𝄞 é : le vendredi 3 novembre 2022.\n"


def applied(text: str, action: types.CodeAction, encoding: str = "utf-16") -> str:
    """Do what an editor does with an action."""
    assert action.edit is not None
    assert action.edit.document_changes is not None
    (change,) = action.edit.document_changes
    assert isinstance(change, types.TextDocumentEdit)
    positions = Positions(text, encoding)
    edits = sorted(change.edits, key=lambda edit: positions.offset(edit.range.start), reverse=True)
    for edit in edits:
        assert isinstance(edit, types.TextEdit)
        start, end = positions.span(edit.range)
        text = text[:start] + edit.new_text + text[end:]
    return text


@pytest.fixture
def site(tmp_path: Path, fixtures: Path) -> Path:
    shutil.copy(fixtures / "demo" / EXAMPLE, tmp_path / EXAMPLE)
    return tmp_path


async def test_the_example_post_is_told_as_on_the_command_line(site: Path) -> None:
    told = evlint("check", "--offline", "--format", "json", EXAMPLE, cwd=site)
    async with editor(site) as running:
        found = await running.open(EXAMPLE)
    assert [(one.code, one.range.start.line + 1) for one in found] == [
        (one["rule"], one["start"]["line"]) for one in json.loads(told.out)["diagnostics"]
    ]
    (bad,) = [
        one for one in found if one.severity in (types.DiagnosticSeverity.Error, types.DiagnosticSeverity.Warning)
    ]
    assert bad.code == "EV301"
    assert bad.code_description is not None
    assert bad.code_description.href.endswith("ev301-staging-link.md")
    line = (site / EXAMPLE).read_text("utf-8").splitlines()[bad.range.start.line]
    assert line[bad.range.start.character :].startswith("https://bo-modernisation2021.bercy.actimage.net")


async def test_a_change_is_told_before_it_is_saved_and_the_latest_wins(site: Path) -> None:
    async with editor(site) as running:
        await running.open(EXAMPLE)
        for number in range(20):
            running.send(EXAMPLE, WRONG_DAY.replace("3 novembre", f"{number + 1} novembre"))
        running.send(EXAMPLE, WRONG_DAY)
        found = await running.found(EXAMPLE)
        assert [one.code for one in found] == ["EV206"]
        assert (await running.change(EXAMPLE, WRONG_DAY.replace("vendredi", "jeudi"))) == []
        running.client.text_document_did_close(types.DidCloseTextDocumentParams(running.identifier(EXAMPLE)))


@pytest.mark.parametrize(("encodings", "unit"), [(None, "utf-16"), ([UTF16], "utf-16"), ([UTF8, UTF16], "utf-8")])
async def test_columns_are_in_the_agreed_unit(
    encodings: list[types.PositionEncodingKind] | None, unit: str, tmp_path: Path
) -> None:
    async with editor(tmp_path, encodings) as running:
        assert str(running.result.capabilities.position_encoding) == unit
        (found,) = await running.open("post.md", WRONG_DAY)
        (action, *_) = await running.actions("post.md", found.range)
    before = WRONG_DAY.splitlines()[5].partition("vendredi")[0]
    assert found.range.start.character == len(before.encode(unit.replace("16", "16-le"))) // (2 if "16" in unit else 1)
    assert "le jeudi 3 novembre 2022" in applied(WRONG_DAY, action, unit)


async def test_a_related_place_is_shown(tmp_path: Path) -> None:
    text = "---\ntitle: Forum\nevent_start_date: 2022-11-30\nevent_end_date: 2022-11-02\n---\n"
    async with editor(tmp_path) as running:
        found = {one.code: one for one in await running.open("post.md", text)}
    (related,) = found["EV202"].related_information or ()
    assert related.location.range.start.line == 2
    assert related.location.uri.endswith("/post.md")


async def test_every_action_silences_or_mends(tmp_path: Path) -> None:
    text = "---\r\ntitle: Atelier\r\nheure: 12:30\r\n---\r\n\r\nLe vendredi 3 novembre 2022, [ici](https://bo-x.example.com/).\r\n"
    async with editor(tmp_path) as running:
        found = await running.open("post.md", text)
        assert {one.code for one in found} >= {"EV007", "EV206", "EV301"}
        for one in found:
            actions = await running.actions("post.md", one.range, [types.CodeActionKind.QuickFix])
            own = [action for action in actions if action.diagnostics and action.diagnostics[0].code == one.code]
            assert any("Silence" in action.title for action in own), one.code
            for action in own:
                mended = applied(text, action)
                assert mended.count("\r\n") == mended.count("\n")
                left = await running.change("post.md", mended)
                assert one.code not in {other.code for other in left}, (action.title, mended)
                assert len(left) == len(found) - 1
                await running.change("post.md", text)


async def test_all_that_is_safe_is_mended_at_once(tmp_path: Path) -> None:
    text = "\ufeff---\ntitle: Atelier\nheure: 12:30\npause: 10:00\n---\n\nLe vendredi 3 novembre 2022.\n"
    async with editor(tmp_path) as running:
        await running.open("post.md", text)
        (action,) = await running.actions(
            "post.md", types.Range(types.Position(0, 0), types.Position(0, 0)), ["source.fixAll"]
        )
        assert action.kind == "source.fixAll.evlint"
        mended = applied(text, action)
        left = await running.change("post.md", mended)
    assert 'heure: "12:30"' in mended
    assert "vendredi" in mended, "an unsafe fix is left to the author"
    assert [one.code for one in left] == ["EV206"]


async def test_hovering_tells_of_rules_dates_and_links(tmp_path: Path) -> None:
    (tmp_path / "autre.md").write_text("---\ntitle: Autre\n---\n", "utf-8")
    text = (
        "---\ntitle: Forum\nevent_start_date: 2022-11-02 18:30:00 +01:00\n---\n\n"
        "Le 3 novembre, [ici](autre.md), [là](https://bo-x.example.com/), https://www.example.org/.\n"
    )
    async with editor(tmp_path) as running:
        await running.open("post.md", text)
        assert "the start of the event" in await running.hover("post.md", 2, 25)
        assert "Thursday 3 November 2022" in await running.hover("post.md", 5, 6)
        assert "Not within the event" in await running.hover("post.md", 5, 6)
        assert "`autre.md`" in await running.hover("post.md", 5, 24)
        told = await running.hover("post.md", 5, 45)
        assert "EV301" in told
        assert "How to fix" in told
        assert "a name for examples" in await running.hover("post.md", 5, 80)
        assert await running.hover("post.md", 1, 10) == ""


async def test_everything_is_told_in_the_language_of_the_configuration(tmp_path: Path) -> None:
    (tmp_path / "evlint.toml").write_text('messages = "fr"\ntimezone = "Europe/Paris"\n', "utf-8")
    (tmp_path / "autre.md").write_text("---\ntitle: Autre\n---\n", "utf-8")
    text = (
        "---\ntitle: Forum\nevent_start_date: 2022-11-02 18:30:00 +01:00\nheure: 12:30\n---\n\n"
        "Du 3 au 4 novembre, [ici](autre.md), [là](https://bo-x.example.com/), <https://www.example.org/>.\n"
    )
    async with editor(tmp_path) as running:
        found = await running.open("post.md", text)
        places = ((2, 25), (3, 8), (6, 5), (6, 27), (6, 50), (6, 80))
        told = [await running.hover("post.md", line, column) for line, column in places]
        assert [part for part, one in zip(FRENCH_PARTS, told, strict=True) if part not in one] == []
        titles = [
            action.title
            for one in found
            for action in await running.actions("post.md", one.range, [types.CodeActionKind.QuickFix, "source.fixAll"])
        ]
        said = "\n".join([*told, *titles, *(one.message for one in found)])
    assert "Faire taire EV301 staging-link à cette ligne" in titles
    assert "Corriger tout ce qui peut l’être sans risque (evlint)" in titles
    english = re.findall(r"\b(the|and|of|with|is|that|which|for|this)\b", re.sub(r"`[^`]*`|\(https[^)]*\)", "", said))
    assert english == []


FRENCH_PARTS = (
    "c’est le début de l’événement",
    "Pour corriger",
    "du jeudi 3\u00a0novembre 2022 au vendredi 4\u00a0novembre 2022",
    "Mène à `autre.md`.",
    "EV301",
    "un nom pour les exemples",
)


async def test_links_can_be_followed(tmp_path: Path) -> None:
    (tmp_path / "autre.md").write_text("---\ntitle: Autre\n---\n", "utf-8")
    async with editor(tmp_path) as running:
        await running.open("post.md", "[a](autre.md) [b](https://www.example.org/x) [c](nulle-part.md) [d](#x)\n")
        links = await running.client.text_document_document_link_async(
            types.DocumentLinkParams(running.identifier("post.md"))
        )
    assert [link.target for link in links or ()] == [
        (tmp_path / "autre.md").as_uri(), "https://www.example.org/x", (tmp_path / "post.md").as_uri(),
    ]  # fmt: skip


async def test_an_open_text_counts_before_the_file(tmp_path: Path) -> None:
    (tmp_path / "autre.md").write_text("---\ntitle: Autre\n---\n\n# Ancien\n", "utf-8")
    text = "---\ntitle: Un\n---\n\n[a](autre.md#nouveau), [b](pas-encore.md)\n"
    async with editor(tmp_path) as running:
        found = await running.open("post.md", text)
        assert [one.code for one in found] == ["EV307", "EV306"]
        await running.open("autre.md", "---\ntitle: Autre\n---\n\n# Nouveau\n")
        assert [one.code for one in await running.change("post.md", text + "\n")] == ["EV306"]
        await running.open("pas-encore.md", "---\ntitle: Pas encore\n---\n")
        assert await running.change("post.md", text) == []


async def test_the_configuration_is_read_again_when_it_changes(tmp_path: Path) -> None:
    config = tmp_path / "evlint.toml"
    async with editor(tmp_path, watches=True) as running:
        assert [one.code for one in await running.open("post.md", WRONG_DAY)] == ["EV206"]
        config.write_text('ignore = ["EV206"]\n', "utf-8")
        assert await running.change("post.md", WRONG_DAY) == []
        config.write_text('[severity]\nEV206 = "info"\n', "utf-8")
        changed = types.FileEvent(config.as_uri(), types.FileChangeType.Changed)
        running.client.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams([changed]))
        (found,) = await running.found("post.md")
        assert found.severity == types.DiagnosticSeverity.Information
        (watched,) = running.client.watched
        assert watched.method == "workspace/didChangeWatchedFiles"
        config.write_text("ignore = [\n", "utf-8")
        (found,) = await running.change("post.md", WRONG_DAY)
        assert found.severity == types.DiagnosticSeverity.Information, "the last sound configuration holds"
        assert "evlint.toml" in running.client.messages[-1].message


async def test_the_configuration_is_read_again_when_one_that_it_extends_changes(tmp_path: Path) -> None:
    (tmp_path / "evlint.toml").write_text('extends = "shared.toml"\n', "utf-8")
    shared = tmp_path / "shared.toml"
    shared.write_text("", "utf-8")
    async with editor(tmp_path) as running:
        assert [one.code for one in await running.open("post.md", WRONG_DAY)] == ["EV206"]
        shared.write_text('ignore = ["EV206"]\n', "utf-8")
        assert await running.change("post.md", WRONG_DAY) == []


async def test_a_saved_file_lets_the_others_be_judged_again(tmp_path: Path) -> None:
    async with editor(tmp_path) as running:
        found = await running.open("post.md", "---\ntitle: Un\n---\n\n[b](autre.md)\n")
        assert [one.code for one in found] == ["EV306"]
        (tmp_path / "autre.md").write_text("---\ntitle: Autre\n---\n", "utf-8")
        await running.save("post.md")
        assert await running.found("post.md") == []


async def test_keys_and_values_are_completed(tmp_path: Path) -> None:
    text = "---\ntitle: Forum\nevent_start_date: 2022-11-02\nchamps_informations:\n- intitule: Lieu\n  \n---\n"
    async with editor(tmp_path) as running:
        await running.open("post.md", text)
        inner = [item.label for item in await running.completions("post.md", 5, 2)]
        await running.change("post.md", text.replace("  \n---", "publ\n---"))
        outer = {item.label: item for item in await running.completions("post.md", 5, 4)}
        assert "contenu" in inner
        assert "intitule" not in inner
        assert "title" not in outer
        edit = outer["published"].text_edit
        assert isinstance(edit, types.TextEdit)
        assert (edit.range.start.character, edit.new_text) == (0, "published: ")
        await running.change("post.md", text.replace("  \n---", "published:\n---"))
        values = await running.completions("post.md", 5, 10)
        assert {"true", "false"} <= {item.label for item in values}
        assert await running.completions("post.md", 6, 0) == []


async def test_texts_that_are_no_posts_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "evlint.toml").write_text('exclude = ["brouillons/**"]\n', "utf-8")
    async with editor(tmp_path) as running:
        assert await running.open("page.html", "<p>Le vendredi 3 novembre 2022</p>\n", "html") == []
        assert await running.open("brouillons/post.md", WRONG_DAY) == []
        assert [one.code for one in await running.open("sans-nom", WRONG_DAY)] == ["EV206"]


async def test_odd_texts_do_no_harm(tmp_path: Path) -> None:
    async with editor(tmp_path) as running:
        await running.open("post.md", "")
        for text in ("---", "\0", "---\n{\n---\n", "a\u2028b\x0cc\x85[x](https://bo-x.example.com/)\r\rz", "\ufeff"):
            found = await running.change("post.md", text)
            everywhere = types.Range(types.Position(0, 0), types.Position(99, 0))
            await running.actions("post.md", everywhere)
            for line in range(4):
                await running.hover("post.md", line, 1)
                await running.completions("post.md", line, 1)
            if "bo-x" in text:
                (one,) = found
                assert one.range.start == types.Position(0, text.index("https"))


async def test_without_pygls_one_line_says_that_the_installation_is_not_whole(tmp_path: Path) -> None:
    program = (
        "import sys; sys.modules['pygls'] = sys.modules['pygls.lsp'] = sys.modules['pygls.lsp.server'] = None\n"
        "from evlint.cli import run; sys.exit(run(['server']))"
    )
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False, input="")
    assert ended.returncode == 2
    assert "pygls is missing" in ended.stderr
    assert "pip" not in ended.stderr, "no name of a package that this project may not own"
    assert ended.stderr.count("\n") == 1


async def test_findings_are_in_the_language_of_the_configuration(tmp_path: Path) -> None:
    async with editor(tmp_path) as running:
        (english,) = await running.open("post.md", WRONG_DAY)
        (tmp_path / "evlint.toml").write_text('messages = "fr"\n', "utf-8")
        (french,) = await running.change("post.md", WRONG_DAY)
    assert "Thursday" in english.message
    assert "jeudi" in french.message


async def test_what_is_remembered_of_a_link_is_told_and_nothing_is_asked(tmp_path: Path) -> None:
    url = "http://127.0.0.1:1/page"
    text = f"---\ntitle: Un\n---\n\n[a](https://www.w3.org/x) [b]({url})\n"
    async with editor(tmp_path) as running:
        assert "EV401" not in {one.code for one in await running.open("post.md", text)}
        now = time.time()
        cache = LinkCache(cache_dir(), _setup(LinkSettings()), max_age=9e9, max_age_unverified=9e9, now=now)
        cache.put("https://www.w3.org/x", Answer("unverifiable", 403, checked_at=now), {})
        cache.close()
        await running.save("post.md")
        found = {one.code for one in await running.found("post.md")}
        assert "EV401" in found
        assert "EV405" not in found
        assert "status 403" in await running.hover("post.md", 4, 10)


@pytest.mark.parametrize("locale", ["fr", "fr-FR", "fr_CA.UTF-8"])
async def test_findings_are_in_the_editor_s_language(tmp_path: Path, locale: str) -> None:
    async with editor(tmp_path, locale=locale) as running:
        (french,) = await running.open("post.md", WRONG_DAY)
        told = await running.hover("post.md", french.range.start.line, french.range.start.character + 1)
        (tmp_path / "evlint.toml").write_text('messages = "en"\n', "utf-8")
        (english,) = await running.change("post.md", WRONG_DAY)
    assert "jeudi" in french.message
    assert french.code_description is not None
    assert "/docs/fr/rules/" in french.code_description.href
    assert "/docs/fr/rules/" in told
    assert "Thursday" in english.message, "the configuration is asked first"


async def test_an_editor_in_another_language_is_answered_in_english(tmp_path: Path) -> None:
    async with editor(tmp_path, locale="de") as running:
        (found,) = await running.open("post.md", WRONG_DAY)
    assert "Thursday" in found.message
