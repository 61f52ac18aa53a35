"""Pages are remembered while their files look the same, and only then."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from evlint.cache.pages import PREFIX, PageCache
from evlint.io.looks import Signature, signature_of
from evlint.model.settings import Settings
from evlint.pipeline import sites
from evlint.pipeline.sites import Sites
from evlint.site.head import Page

PAGE = Page({"permalink": "/a/", "draft": False}, ("eventbrite/123456789",))
LONG_AGO = 1_600_000_000


@pytest.fixture
def post(tmp_path: Path) -> str:
    path = tmp_path / "a.md"
    path.write_text("---\npermalink: /a/\n---\n", "utf-8")
    os.utime(path, (LONG_AGO, LONG_AGO))
    return str(path)


def cache(
    folder: Path, fingerprint: bytes = b"f", signature: Callable[[str], Signature | None] = signature_of
) -> PageCache:
    return PageCache(str(folder / "cache"), lambda: fingerprint, signature)


def remembered(folder: Path, post: str, page: Page = PAGE) -> None:
    one = cache(folder)
    assert one.get(post) is None
    one.put(post, page)
    one.save()


def test_of_a_page_outside_the_tree_nothing_is_asked(
    tmp_path: Path, post: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    remembered(tmp_path, post)
    looked: list[str] = []
    monkeypatch.setattr(sites, "signature_of", looked.append)
    here = Sites(Settings(), date(2026, 2, 15))
    monkeypatch.setattr(here.files_tree, "holds", lambda _: False)
    outside = cache(tmp_path, signature=here.signature_of)
    assert outside.get(post) is None
    outside.put(post, PAGE)
    assert looked == []


def test_an_unchanged_page_is_remembered(tmp_path: Path, post: str) -> None:
    remembered(tmp_path, post)
    assert cache(tmp_path).get(post) == PAGE
    assert cache(tmp_path, b"another evlint").get(post) is None


def test_any_change_of_the_file_makes_it_read_again(tmp_path: Path, post: str) -> None:
    remembered(tmp_path, post)
    text = Path(post).read_bytes()
    Path(post).write_bytes(text.replace(b"/a/", b"/b/"))
    assert cache(tmp_path).get(post) is None
    os.utime(post, (LONG_AGO, LONG_AGO))  # of the same size and time as before: the time of its entry tells
    assert cache(tmp_path).get(post) is None
    os.unlink(post)
    assert cache(tmp_path).get(post) is None


def test_a_link_in_the_place_of_the_page_is_not_taken_for_it(tmp_path: Path, post: str) -> None:
    remembered(tmp_path, post)
    os.rename(post, tmp_path / "b.md")
    os.symlink(tmp_path / "b.md", post)
    assert cache(tmp_path).get(post) is None


def test_what_was_just_written_is_not_remembered(tmp_path: Path) -> None:
    path = tmp_path / "new.md"
    path.write_text("---\n---\n", "utf-8")
    remembered(tmp_path, str(path))
    assert cache(tmp_path).get(str(path)) is None


def test_values_that_are_no_plain_data_are_read_again(tmp_path: Path, post: str) -> None:
    remembered(tmp_path, post, Page({"date": object()}))
    assert cache(tmp_path).get(post) is None


def test_a_damaged_file_is_as_good_as_none(tmp_path: Path, post: str) -> None:
    remembered(tmp_path, post)
    (file,) = (tmp_path / "cache").glob(f"{PREFIX}*")
    data = file.read_bytes()
    for damaged in (b"", data[:-3], data[:40] + b"\xff" + data[41:], os.urandom(200)):
        file.write_bytes(damaged)
        assert cache(tmp_path).get(post) is None
    file.write_bytes(data)
    assert cache(tmp_path).get(post) == PAGE


def test_a_folder_that_cannot_be_written_costs_nothing(tmp_path: Path, post: str) -> None:
    (tmp_path / "cache").write_text("a file where the folder should be", "utf-8")
    remembered(tmp_path, post)
    assert cache(tmp_path).get(post) is None
