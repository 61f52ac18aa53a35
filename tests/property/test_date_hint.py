"""The gate in front of prose: what it leaves out holds no date and no hour, whatever markup stands between."""

from __future__ import annotations

from unittest.mock import patch

from hypothesis import example, given
from hypothesis import strategies as st

from evlint.dates.grammar import hours_in, phrases_in
from evlint.dates.vocabulary import LANGUAGES
from evlint.parse.body.reader import read_body

_PIECES = st.sampled_from((
    "le", "3", "14", "2022", "2", ".", "5", "novembre", "Nov.", "May", "may", "out", "lundi", "Montag",
    "fe\u0301vrier", "d’août", "à", "18h", "18", "30", "/", "11", "-", "–", "h", "Uhr", "uur", "pm", "p.m.", "bis",
    "alle", "dalle", "ore", "um", "kl.", "to", ":", "1er", "mars", ",", "st", "of", "de", " ", "\u00a0", "\u202f",
    "\n", "\n\n", "\n- ", "\n> ", "# ", " | ", "**", "*", "_", "~~", "`", "\\", "[", "](https://a.fr/2022/3)",
    '](/x "le 3")', "](un 3)", "][x]", "[^1]", "\n[x]: /2022/11/3\n", "\n[^1]: le ", "![", "<b>", "</b>", "<br>",
    "<p>", "</p>", "<a href='/3-11-2022'>", "</a>", "<", ">", "<!-- 3 -->", "<https://b.fr/3>", "https://c.fr/2022",
    "&nbsp;", "&eacute;", "&#47;", "&", "{{ x }}", "{% y %}", "{: .z}", "<img alt='le 3 mai'>", "    ",
    "midi", "noon", "13.30", "16.30", "{: .a .b .c .d .e .f .g}", "&amp;", "![31 avril](/a.png)", "](/a/b/c/d/e/f-g-h)",
    "Texte",
    "<script>u</script>", "&#1;", "\\.", "**15**", "hora", "avril", "31",
))  # fmt: skip
_DIALECTS = st.sampled_from(("kramdown", "goldmark"))


def _read(text: str, dialect: str, markup: str) -> list[str]:
    prose = read_body(text, 0, markup=markup, dialect=dialect, mdx=False).prose()
    found = []
    for run in prose:
        for language in LANGUAGES:
            found += [run.text.text[one.start : one.end] for one in phrases_in(run.text.text, language)]
            found += [run.text.text[one.start : one.end] for one in hours_in(run.text.text, language)]
    return found


@example(["Le [31", "](/a/b/c/d/e/f-g-h)", " avril", "&amp;", " x"], "", "kramdown", "markdown")
@example(["31", "{: .a .b .c .d .e .f .g}", " avril ", "&amp;"], "", "kramdown", "markdown")
@example(["Apr", "<script>u</script>", "31", "&amp;"], " ", "goldmark", "markdown")
@example(["[May", "&#1;", '](/x "le 3")', " 4"], "", "goldmark", "markdown")
@example(["![31 avril](/a.png)", "Texte"], "", "kramdown", "markdown")
@example(["De ", "midi", "à", "13.30"], " ", "kramdown", "markdown")
@example(["13.30", "–", "midi"], " ", "kramdown", "markdown")
@example(["noon", "–", "1.30", " lunch"], "", "goldmark", "markdown")
@example(["de", "**15**", "h", "à", "**14**", "h"], " ", "goldmark", "markdown")
@example(["**13**", "&nbsp;", "h"], "", "goldmark", "markdown")
@example(["hora", "-", "16.30"], "", "goldmark", "markdown")
@example(["31", ".4", "\\.", "E"], "", "kramdown", "markdown")
@given(st.lists(_PIECES, max_size=14), st.sampled_from(("", " ")), _DIALECTS, st.sampled_from(("markdown", "html")))
def test_what_is_left_out_holds_no_date(pieces: list[str], glue: str, dialect: str, markup: str) -> None:
    text = glue.join(pieces)
    with patch("evlint.parse.body.prose.may_hold_dates", lambda _: True):
        everything = _read(text, dialect, markup)
    assert _read(text, dialect, markup) == everything
