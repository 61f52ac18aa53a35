"""Ids of headings, against what the engines made of them (kramdown 2.4.0, kramdown-parser-gfm 1.1.0, Hugo 0.111.3)."""

from __future__ import annotations

import pytest

from evlint.site.slugs import (
    HeadingText,
    blackfriday_id,
    gfm_id,
    goldmark_ascii_id,
    goldmark_id,
    heading_ids,
    kramdown_gfm_id,
    kramdown_id,
    transliterated_id,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Accès", "accès"),
        ("« Programme »", "-programme-"),
        ("9h30 -- Accueil & café", "9h30--accueil--café"),
        ("L'État, c'est nous — enfin…", "létat-cest-nous--enfin"),
        ("100 % numérique", "100--numérique"),
        ("snake_case", "snake_case"),
        ("E\u0301te\u0301", "e\u0301te\u0301"),
        ("½ jour", "-jour"),
        ("Un\tdeux", "un-deux"),
        ("🎉", ""),
    ],
)
def test_kramdown_with_gfm_input(text: str, expected: str) -> None:
    assert kramdown_gfm_id(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Accès", "accs"),
        ("100 % numérique", "numrique"),
        ("2022 --- bilan", "bilan"),
        ("Été", "t"),
        ("...", "section"),
        ("9h30 - 12h", "h30---12h"),
    ],
)
def test_kramdown_alone(text: str, expected: str) -> None:
    assert kramdown_id(text) == expected


def test_kramdown_may_write_accents_out() -> None:
    assert transliterated_id("Été à l'école") == "ete-a-lecole"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("« Programme »", "-programme-"),
        ("9h30 -- Accueil & *café*", "9h30----accueil--café"),
        ("Un [lien](https://example.org/x) et du `code`", "un-lienhttpsexampleorgx-et-du-code"),
        ("&amp; après", "amp-après"),
        ("", "heading"),
        ("  bords  ", "bords"),
    ],
)
def test_goldmark(text: str, expected: str) -> None:
    assert goldmark_id(text) == expected


def test_hugo_has_two_other_ways() -> None:
    assert goldmark_ascii_id("Été à l'école") == "ete-a-lecole"
    assert blackfriday_id("Été -- à l'école !") == "été-à-l-école"


def test_github_keeps_two_hyphens() -> None:
    assert gfm_id("a -- b") == "a----b"
    assert kramdown_gfm_id("a -- b") == "a--b"


def test_repeated_headings_are_numbered() -> None:
    headings = [HeadingText("Accès"), HeadingText("Accès"), HeadingText("Accès")]
    assert heading_ids(headings, "kramdown") == {"accès", "accès-1", "accès-2"}
    assert heading_ids(headings, "goldmark") == {"accès", "accès-1", "accès-2"}


def test_a_number_that_is_taken_is_skipped() -> None:
    headings = [HeadingText("a"), HeadingText("a-1"), HeadingText("a")]
    assert heading_ids(headings, "goldmark") == {"a", "a-1", "a-2"}


def test_an_id_that_the_author_gave_stands_instead() -> None:
    assert heading_ids([HeadingText("Le plan", "## Le plan {#plan}", "plan")], "kramdown") == {"plan"}


def test_goldmark_takes_the_source_without_hashes_and_attributes() -> None:
    ids = heading_ids([HeadingText("Un lien", "### Un [lien](/x) {.classe} ###")], "goldmark")
    assert "un-lienx" in ids
    assert heading_ids([HeadingText("Un lien", "### Un [lien](/x) ###")], "kramdown") == {"un-lien"}


def test_without_automatic_ids_only_given_ones_count() -> None:
    assert heading_ids([HeadingText("a"), HeadingText("b", id="c")], "none") == {"c"}


def test_an_unknown_engine_takes_every_way() -> None:
    ids = heading_ids([HeadingText("L'été — à 2")], "unknown")
    assert {"lété--à-2", "lt---2", "l-été-à-2", "lete--a-2"} <= ids


def test_many_equal_headings_take_linear_time() -> None:
    ids = heading_ids([HeadingText("a")] * 4_000 + [HeadingText("a-1")] * 4_000, "unknown")
    assert {"a", "a-1", "a-1-1", "a_1"} <= ids
    assert len(ids) <= 16_000
