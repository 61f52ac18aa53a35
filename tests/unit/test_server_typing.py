"""What an editor sends while somebody types: changed parts of texts, front matter without its end, settings."""

from __future__ import annotations

import random

import pytest
from lsprotocol import types

from evlint.model.settings import Settings
from evlint.server.front_text import front_stretch, written
from evlint.server.positions import Positions
from evlint.server.preferences import Preferences, preferred, read_preferences
from evlint.server.protocol import changed

PIECES = ("a", "é", "𝄞", "\n", "\r\n", "\r", "\x0c", "\u2028", "\x85", "---\n", "", "mot ")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8", "utf-32"])
def test_changed_parts_make_the_text_that_the_editor_has(encoding: str) -> None:
    for seed in range(60):
        rng = random.Random(seed)  # noqa: S311 reproducible, not secret
        text = expected = "".join(rng.choices(PIECES, k=20))
        changes: list[types.TextDocumentContentChangeEvent] = []
        for _ in range(6):
            # A place between CR and LF is none that an editor can name.
            places = [at for at in range(len(expected) + 1) if expected[at - 1 : at + 1] != "\r\n"]
            start, end = sorted(rng.choices(places, k=2))
            piece = "".join(rng.choices(PIECES, k=3))
            place = types.Range(Positions(expected, encoding).at(start), Positions(expected, encoding).at(end))
            changes.append(types.TextDocumentContentChangePartial(range=place, text=piece))
            expected = expected[:start] + piece + expected[end:]
        assert changed(text, changes, encoding) == expected, f"seed {seed}"


def test_a_whole_text_takes_the_place_of_all() -> None:
    assert changed("a", [types.TextDocumentContentChangeWholeDocument("b")], "utf-16") == "b"


@pytest.mark.parametrize(
    ("marked", "front"),
    [
        ("---\n|", ""),
        ("---\nti|", "ti"),
        ("---\ntitle: a\nda|", "title: a\nda"),
        ("---\ntitle: a\n|\n\nDu texte.\n", "title: a\n\n"),
        ("---\ntitle: a\nda|\n\nDu texte : oui.\n\n---\n\nFin.\n", "title: a\nda\n"),
        ("---\ntitle: a\n|\n---\n\nDu texte.\n\n---\n", "title: a\n\n"),
        ("---\ntitle: a\n\ndate: b|\n---\n", "title: a\n\ndate: b\n"),
        ("+++\ntitle = 'a'\nda|\n\nDu texte.\n", "title = 'a'\nda\n"),
        ("\ufeff---\r\ntitle: a\r\nda|\r\n\r\nDu texte.\r\n", "title: a\r\nda\r\n"),
    ],
)
def test_front_matter_is_known_before_it_is_closed(marked: str, front: str) -> None:
    text = marked.replace("|", "", 1)
    parts = front_stretch(text, marked.index("|"))
    assert parts is not None
    assert text[parts.content.start : parts.content.end] == front


@pytest.mark.parametrize("text", ["", "Du texte.\n", "----\n", "***\n"])
def test_a_text_without_front_matter_has_none(text: str) -> None:
    assert front_stretch(text, len(text)) is None


@pytest.mark.parametrize(
    ("value", "in_brackets", "source"),
    [
        ("forum", False, "forum"),
        ("yes", False, '"yes"'),
        ("a, b", False, "a, b"),
        ("a, b", True, '"a, b"'),
        (True, False, "true"),
        (None, False, "null"),
    ],
)
def test_values_are_written_so_that_yaml_reads_them_again(value: object, in_brackets: bool, source: str) -> None:
    assert written(value, is_yaml=True, is_in_brackets=in_brackets) == source


@pytest.mark.parametrize(
    ("given", "read"),
    [
        (None, Preferences()),
        ("nonsense", Preferences()),
        ({"language": "fr", "online": False}, Preferences("fr", online=False)),
        ({"evlint": {"rules": {"EV305": "off", "EV301": "loud", "EV302": 3}}}, Preferences(rules={"EV305": "off"})),
        ({"language": "", "online": "yes", "rules": []}, Preferences()),
    ],
)
def test_settings_of_an_editor_are_read_with_patience(given: object, read: Preferences) -> None:
    assert read_preferences(given) == read


def test_an_author_s_settings_lie_over_the_configuration() -> None:
    settings = Settings(severity={"EV305": "info", "EV2": "warning"})
    done = preferred(settings, Preferences(online=False, rules={"staging-link": "info", "ev305": "off"}), NAMES)
    assert done.severity == {"EV305": "off", "EV2": "warning", "EV301": "info"}
    assert not done.links.online


NAMES = {"staging-link": "EV301"}
