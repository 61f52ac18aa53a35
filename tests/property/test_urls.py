"""Whatever stands in a URL, it is taken apart without an error, without a loss and in linear time."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from effort import takes_less
from evlint.model.document import Link
from evlint.model.span import Span
from evlint.rules.links._attributes import first_slip
from evlint.rules.links._backoffice import back_office, hints_in
from evlint.rules.links._classify import Sorted, sort_link
from evlint.rules.links._mail import mail_fault, phone_fault
from evlint.rules.links._malformed import malformed
from evlint.rules.links._placeholder import is_placeholder, placeholder_in_text
from evlint.rules.links._webtext import mismatch
from evlint.urls.hosts import classify
from evlint.urls.names import host_key
from evlint.urls.split import Url, split_url
from evlint.urls.staging import find_staging

PIECES = st.sampled_from(
    [
        "http",
        "https",
        ":",
        "/",
        "//",
        "\\",
        "@",
        ".",
        "..",
        "-",
        "_",
        "?",
        "#",
        "[",
        "]",
        "(",
        ")",
        "%",
        "%2",
        "%41",
        "%zz",
        "é",
        "…",
        "\u200b",
        "\t",
        "\n",
        "127",
        "0x7f",
        "1",
        "localhost",
        "www.",
        "mairie.fr",
        "xn--",
        "staging",
        "bo-",
        "--x.netlify.app",
        "mailto:",
        "tel:",
        "file:",
        "C:\\",
        "lien",
        "TODO",
        "{{",
        "}}",
        ";",
        ",",
        "=",
        '"',
        "'",
        "{",
        "}",
        "target=",
        "blank",
        "2130706433",
        "::1",
        "𝔘",
        "�",
    ]
)
TEXTS = st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=14).map("".join))


def whole(url: Url) -> str:
    """Put a URL together again."""
    text = url.text[: url.path_start] + url.path
    text += "" if url.query is None else f"?{url.query}"
    return text + ("" if url.fragment is None else f"#{url.fragment}")


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_nothing_is_lost(text: str) -> None:
    url = split_url(text)
    assert whole(url) == text
    if url.host is not None:
        assert text[url.host_start : url.host_end] == url.host


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_nothing_raises(text: str) -> None:
    url = split_url(text)
    find_staging(url, ("*.x.fr", "!y"), ("dev",))
    classify(text)
    malformed(text, url)
    malformed(text, url, bare=True)
    is_placeholder(text)
    placeholder_in_text(text)
    hints_in(text)
    back_office(url)
    mail_fault(f"mailto:{text}")
    phone_fault(f"tel:{text}")
    mismatch(text, f"https://{text}")
    mismatch(f"www.x.fr/{text}", text)
    first_slip(text)
    found = Sorted([], [], [], [], [])
    sort_link(Link(text, Span(0, len(text)), "inline", Span(0, len(text)), text), found)
    assert sum(len(one) for one in (found.web, found.empty, found.wrong, found.local, found.contact)) <= 1


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_a_key_is_its_own_key(text: str) -> None:
    key = host_key(text)
    if key is not None and not key.startswith("["):
        assert key.isascii()
        assert host_key(key) == key
        assert host_key(key.upper()) == key


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_what_was_meant_is_well_formed(text: str) -> None:
    fault = malformed(text, split_url(text))
    if fault is not None and fault.meant is not None and not fault.meant.startswith(("mailto:", "tel:")):
        assert malformed(fault.meant, split_url(fault.meant)) is None


@pytest.mark.parametrize(
    "piece",
    [
        "http://",
        "a.",
        "a-",
        "%",
        "%4",
        "[",
        "(",
        "@",
        "/",
        "\\",
        ":",
        "bo-",
        "preview=",
        "xn--a.",
        "é",
        '.a="',
        "a=“",
        " ",
        "ext=",
    ],
)
def test_no_text_is_slow(piece: str) -> None:
    def look(count: int) -> None:
        text = f"https://{piece * count}"
        url = split_url(text)
        find_staging(url)
        malformed(text, url)
        back_office(url)
        mail_fault(f"mailto:{text}")
        phone_fault(f"tel:{text}")
        mismatch(text, text)
        first_slip(piece * count)
        sort_link(Link(text, Span(0, 1), "inline", Span(0, 1), text), Sorted([], [], [], [], []))

    assert takes_less(lambda: look(40_000), 0.5)
