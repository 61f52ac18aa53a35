"""Offsets to places: code points, bytes and UTF-16 units, with every line end and a byte order mark."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evlint.model.span import BOM, LineIndex, MappedText, Place, Segment, Span

TEXTS = st.text(st.sampled_from("aé\u202f😀\t \r\n\u2028"), max_size=60)


@pytest.mark.parametrize(
    ("text", "offset", "place"),
    [
        ("abc", 0, Place(1, 1, 0, 1, 1)),
        ("a\nb", 2, Place(2, 1, 2, 1, 1)),
        ("a\r\nb", 3, Place(2, 1, 3, 1, 1)),
        ("a\rb", 2, Place(2, 1, 2, 1, 1)),
        ("é😀x", 2, Place(1, 3, 6, 7, 4)),
        (f"{BOM}---", 1, Place(1, 1, 3, 4, 2)),
        (f"{BOM}é\nx", 3, Place(2, 1, 6, 1, 1)),
        ("abc", 99, Place(1, 4, 3, 4, 4)),
    ],
)
def test_place(text: str, offset: int, place: Place) -> None:
    found = LineIndex(text).place(offset)
    assert found[:3] == place[:3]
    if not text.startswith(BOM):
        assert found == place


@given(TEXTS)
def test_places_agree_with_the_bytes_on_disk(text: str) -> None:
    index = LineIndex(text)
    data = text.encode()
    for offset in range(len(text) + 1):
        place = index.place(offset)
        assert data[: place.offset].decode() == text[:offset]
        line = index.line_span(place.line)
        assert line.start <= offset
        assert "\n" not in text[line.start : line.end]


@given(st.lists(st.tuples(st.text(max_size=4), st.integers(0, 6)), max_size=8))
def test_mapped_spans_lie_in_order_and_inside(parts: list[tuple[str, int]]) -> None:
    pieces: list[Segment] = []
    text, source = "", 10
    for part, size in parts:
        if part:
            pieces.append(Segment(len(text), source, source + size))
            text += part
        source += size
    mapped = MappedText(text, pieces)
    for start in range(len(text)):
        for end in range(start + 1, len(text) + 1):
            span = mapped.span(start, end)
            assert 10 <= span.start <= span.end <= source


def test_an_entity_is_pointed_at_whole() -> None:
    mapped = MappedText("a\u00a0b", [Segment(0, 0, 1), Segment(1, 1, 7), Segment(2, 7, 8)])
    assert mapped.span(1, 2) == Span(1, 7)
    assert mapped.span(0, 2) == Span(0, 7)
    assert mapped.span(2, 3) == Span(7, 8)
