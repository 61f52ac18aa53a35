"""Permalinks: patterns, and the words that Jekyll and Hugo make of file names."""

from __future__ import annotations

import re

import pytest

from evlint.site.permalinks import (
    canonical,
    compile_permalink,
    hugo_path,
    is_near_day,
    jekyll_slug,
    jekyll_title,
    stem_of,
)


@pytest.mark.parametrize(
    ("name", "title", "slug"),
    [
        ("cafe-number-2-<<-le-numerique->>", "cafe-number-2-le-numerique", "cafe-number-2-le-numerique"),
        ("Design & Éco-conception (2022)", "Design-&-Éco-conception-(2022)", "design-éco-conception-2022"),
        ("A Talk, given", "A-Talk,-given", "a-talk-given"),
        ("_config.yml", "_config.yml", "config-yml"),
        ("--x--", "x", "x"),
        ("e\u0301te\u0301", "été", "été"),
        ("", "", ""),
    ],
)
def test_words_of_jekyll(name: str, title: str, slug: str) -> None:
    assert (jekyll_title(name), jekyll_slug(name)) == (title, slug)


@pytest.mark.parametrize(
    ("name", "slug", "date"),
    [
        ("2022-10-21-mois.md", "mois", "2022-10-21"),
        ("2018-07-3-actu-test-2.md", "actu-test-2", "2018-07-3"),
        ("mois-2022.markdown", "mois-2022", None),
        ("2022-10-21.md", "2022-10-21", None),
        ("2022-10-21-fin....md", "fin", "2022-10-21"),
        ("LICENSE", "LICENSE", None),
    ],
)
def test_a_date_before_a_name_is_no_part_of_it(name: str, slug: str, date: str | None) -> None:
    stem = stem_of(name)
    assert (stem.slug, stem.date) == (slug, date)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("Posts/Éco & conception (2022)", "posts/éco-conception-2022"),
        ("a/b_c.d", "a/b_c.d"),
        ("Un  Deux", "un-deux"),
        ("C++", "c++"),
    ],
)
def test_paths_of_hugo(path: str, expected: str) -> None:
    assert hugo_path(path) == expected


@pytest.mark.parametrize(
    "address", ["/a/b", "/a/b/", "a/b", "/a/b.html", "/a/b/index.html", "/a/b/index.htm", "//a/b//"]
)
def test_one_page_has_one_canonical_address(address: str) -> None:
    assert canonical(address) == "/a/b"


def test_the_home_page_is_a_slash() -> None:
    assert {canonical(one) for one in ("/", "", "/index.html")} == {"/"}


@pytest.mark.parametrize(
    ("template", "address", "key", "value"),
    [
        ("/agenda/:title/", "/agenda/un-titre", "title", "un-titre"),
        ("date", "/a/b/2022/10/21/x", "title", "x"),
        ("pretty", "/2022/10/21/x", "title", "x"),
        ("/:year/:i_month/:i_day/:slug.html", "/2022/1/5/x", "slug", "x"),
        ("ordinal", "/2022/294/x", "title", "x"),
        ("/news/:year-:month-:day-:title/", "/news/2022-10-21-x", "title", "x"),
        ("/:collection/:path:output_ext", "/docs/a/b", "path", "a/b"),
        ("/docs/:name", "/docs/x", "name", "x"),
        ("/event/:year/:month/:slug/", "/event/2019/03/x", "slug", "x"),
        ("/:sections/:slug/", "/a/b/x", "slug", "x"),
        ("/:sections[1:]/:contentbasename/", "/a/b/x", "slug", "x"),
    ],
)
def test_a_pattern_finds_the_word_that_tells_posts_apart(template: str, address: str, key: str, value: str) -> None:
    pattern = compile_permalink(template, "docs")
    assert pattern is not None
    match = pattern.regex.match(address)
    assert match is not None
    assert pattern.key == key
    assert match[key] == value


@pytest.mark.parametrize(
    ("template", "certain"),
    [("/agenda/:title/", True), ("date", True), ("/:collection/:path/", True), ("/:title/", False), ("none", False)],
)
def test_only_a_fixed_beginning_or_a_date_makes_sure(template: str, certain: bool) -> None:
    pattern = compile_permalink(template, "docs")
    assert pattern is not None
    assert pattern.certain is certain


@pytest.mark.parametrize("template", ["/about/", "/:year/:month/", "", "/x/:foo:bar:title/", "/:a-:b-:c-:title"])
def test_patterns_that_tell_nothing_are_left_out(template: str) -> None:
    assert compile_permalink(template) is None


def test_a_pattern_takes_linear_time() -> None:
    pattern = compile_permalink("/:categories/:sections/:categories/:year/:title/")
    assert pattern is not None
    assert pattern.regex.match("/a" * 20_000) is None


@pytest.mark.parametrize(
    ("address", "day", "slack", "near"),
    [
        ("2022-03-02", "2022-03-01", 1, True),
        ("2022-03-01", "2022-02-28", 1, True),
        ("2022-03-02", "2022-03-01", 0, False),
        ("2022-03-03", "2022-03-01", 1, False),
        ("2022-03-03", None, 0, True),
        ("2022-03-03", "2022-02-30", 1, False),
        ("9999-12-31", "9999-12-31", 1, True),
    ],
)
def test_a_day_may_shift_by_a_zone(address: str, day: str | None, slack: int, near: bool) -> None:
    match = re.match(r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)", address)
    assert match is not None
    assert is_near_day(match, day, slack) is near
