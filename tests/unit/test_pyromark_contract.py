"""What evlint relies on in pyromark, whose interface still moves: a new release that changes it fails here first."""

from __future__ import annotations

import pyromark

from evlint.parse.body.pyromark_events import events_of


def test_events_are_words_or_mappings_of_one_word_with_byte_places() -> None:
    events = events_of("a *b*  \n[c](d)\n", "", 0, [])
    assert events == [
        ({"Start": "Paragraph"}, {"start": 0, "end": 15}),
        ({"Text": "a "}, {"start": 0, "end": 2}),
        ({"Start": "Emphasis"}, {"start": 2, "end": 5}),
        ({"Text": "b"}, {"start": 3, "end": 4}),
        ({"End": "Emphasis"}, {"start": 2, "end": 5}),
        ("HardBreak", {"start": 5, "end": 8}),
        ({"Start": {"Link": {"link_type": "Inline", "dest_url": "d", "title": "", "id": ""}}}, {"start": 8, "end": 14}),
        ({"Text": "c"}, {"start": 9, "end": 10}),
        ({"End": "Link"}, {"start": 8, "end": 14}),
        ({"End": "Paragraph"}, {"start": 0, "end": 15}),
    ]


def test_blocks() -> None:
    shown = [event for event, _ in events_of("# a {#b}\n\n<p>\n\n    c\n\n`d` <i>\n", "", 0, []) if "Text" not in event]
    assert shown == [
        {"Start": {"Heading": {"level": "H1", "id": "b", "classes": (), "attrs": ()}}}, {"End": {"Heading": "H1"}},
        {"Start": "HtmlBlock"}, {"Html": "<p>\n"}, {"End": "HtmlBlock"},
        {"Start": {"CodeBlock": "Indented"}}, {"End": "CodeBlock"},
        {"Start": "Paragraph"}, {"Code": "d"}, {"InlineHtml": "<i>"}, {"End": "Paragraph"},
    ]  # fmt: skip


def test_definitions() -> None:
    assert pyromark.reference_definitions("[A b]: c 'd'\n[a  B]: e\n") == {
        "A b": {"dest": "c", "title": "d", "span": {"start": 0, "end": 12}}
    }
