"""The ways that spare a run its regular expressions say what the regular expressions say."""

from __future__ import annotations

import re
from unittest.mock import patch

from hypothesis import example, given, settings
from hypothesis import strategies as st

from evlint.dates import partial_datetime as moment
from evlint.model.span import MappedText
from evlint.parse.front.yaml import decode as yaml_decode
from evlint.parse.front.yaml import scalars as yaml_scalars
from evlint.rules.dates import _fields
from evlint.urls import staging

DATES = ("2026-02-28", "2026-02-28 09:36:00 +02:00", "2026-02-28T09:36:00+02:00")
CHARS = "0123456789-+:/ tT.,Zz٣²wW\u2028\ud800"


@st.composite
def nearly_dates(draw: st.DrawFn) -> str:
    """Return a date as posts write it, with up to four characters changed, dropped or put in."""
    text = list(draw(st.sampled_from(DATES)))
    for _ in range(draw(st.integers(0, 4))):
        at = draw(st.integers(0, len(text) - 1))
        text[at : at + draw(st.integers(0, 1))] = draw(st.text(CHARS, max_size=1))
        if not text:
            break
    return "".join(text)


@settings(max_examples=1500, deadline=None)
@given(nearly_dates())
@example("2026-02-28T24:00:00+02:00")
@example("2026-02-28T09:36:00+02:75")
@example("2026-02-28T09:36:60+02:00")
@example("2026-02-28T09:36:00-00:00")
@example("2026-02-28T00:00:00+24:00")
@example("2026-W09-6T09:36:00+02:00")
@example("0000-02-28")
@example("2026-02-28 24:00:00 +02:00")
def test_dates_are_read_as_the_long_way_reads_them(text: str) -> None:
    short = moment.read_moment(text)
    with patch.object(moment, "_usual_date", lambda _: None):
        assert short == moment.read_moment(text)


@given(st.one_of(nearly_dates(), st.text("12٣²-: tT", max_size=12)))
def test_what_begins_with_no_year_is_no_date(text: str) -> None:
    if yaml_scalars._TIME.fullmatch(text) or yaml_scalars._is_date(text.ljust(10)[:10]):
        assert text[:4].isdecimal()


def test_the_usual_dates_take_the_short_way() -> None:
    assert all(moment.usual_moment(moment._joined(text)) is not None for text in DATES)


@given(st.text("ab \t\n\r\x85\u2028\u2029\\\"'\xa0é\0", max_size=30))
def test_scalars_without_folds_quotes_and_escapes_are_as_typed(source: str) -> None:
    as_typed = MappedText.verbatim(source, 5)
    with patch.object(MappedText, "verbatim", lambda *_: as_typed):
        for pattern in (yaml_decode._FOLD, yaml_decode._SINGLE, yaml_decode._DOUBLE):
            assert (yaml_decode._folded(source, 5, pattern) is as_typed) == (pattern.search(source) is None)


WORDS = st.lists(st.text("abAB-_.*é0", max_size=6), max_size=4).map(tuple)


@given(WORDS, st.text("ab-_.0é", max_size=20))
def test_a_host_with_a_word_holds_the_words_beginning(words: tuple[str, ...], key: str) -> None:
    if staging._tokens(words).search(key):
        assert any(head in key for head in staging._heads(words))


@given(st.sampled_from(staging._WORDS), st.sampled_from(["-", "_"]), st.sampled_from(["", "x.", "2"]))
def test_every_word_of_ours_is_found(word: str, joint: str, before: str) -> None:
    key = f"{before}{word.replace('-', joint)}.example.org"
    assert any(head in key for head in staging._heads(staging._WORDS)) is True
    assert staging._tokens(staging._WORDS).search(key) is not None


@given(st.text("abé '&:?–—- \nle", max_size=30))
def test_a_label_has_an_end(line: str) -> None:
    pattern = re.compile(_fields._LINE_LABEL.pattern, re.IGNORECASE)
    if pattern.fullmatch(line):
        assert not _fields._ENDS_OF_LABELS.isdisjoint(line)
