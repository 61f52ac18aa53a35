"""Offsets and positions of the protocol agree, in every unit; edits by lines make one text of another."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evlint.lint.fixer import apply_edits
from evlint.model.diagnostic import Diagnostic, EditPlace, FixPlace
from evlint.model.span import LineIndex, Place, Span
from evlint.server.actions import changes
from evlint.server.positions import UTF8, UTF16, UTF32, Positions

TEXTS = st.text(alphabet="ab é𝄞\n\r\u2028\x0c\ufeff", max_size=30)
HERE = Place(1, 1, 0)


@pytest.mark.parametrize("unit", [UTF8, UTF16, UTF32])
@settings(max_examples=120, deadline=None)
@given(text=TEXTS)
def test_an_offset_comes_back(unit: str, text: str) -> None:
    positions = Positions(text, unit)
    index = LineIndex(text)
    for offset in range(len(text) + 1):
        at = positions.at(offset)
        inside_crlf = text[offset - 1 : offset + 1] == "\r\n"
        if not inside_crlf:
            assert positions.offset(at) == offset
        place = index.place(offset)
        assert at.line == place.line - 1
        has_mark = place.line == 1 and text.startswith("\ufeff")
        if not has_mark:
            column = {UTF8: place.byte_column, UTF16: place.unit_column, UTF32: place.column}[unit]
            assert at.character == column - 1
            assert positions.of_place(place) == at


def test_places_beyond_the_text_are_its_end() -> None:
    from lsprotocol.types import Position

    positions = Positions("ab\ncd", UTF16)
    assert positions.offset(Position(0, 99)) == 2
    assert positions.offset(Position(9, 0)) == 5
    assert positions.at(99) == Position(1, 2)


@settings(max_examples=120, deadline=None)
@given(TEXTS, TEXTS)
def test_changes_make_one_text_of_the_other(before: str, after: str) -> None:
    edits = tuple(EditPlace(HERE, HERE, edit.text, edit.span) for edit in changes(before, after))
    whole = Diagnostic(
        "EV900", "n", "error", "m", None, "p", HERE, HERE, Span(0, 0), "", fix=FixPlace("safe", "m", edits)
    )
    assert apply_edits(before, [whole]) == after
