"""URLs in parts, each where it stands; and the one spelling of each."""

from __future__ import annotations

import pytest

from evlint.urls.split import split_url


def test_every_part_stands_where_it_is_said_to() -> None:
    url = split_url("HTTPS://jane:secret@Www.Mairie.fr:8443/a/b;c?d=e&f#g#h")
    assert (url.scheme, url.userinfo, url.host, url.port) == ("https", "jane:secret", "Www.Mairie.fr", "8443")
    assert (url.path, url.query, url.fragment) == ("/a/b;c", "d=e&f", "g#h")
    assert url.text[url.host_start : url.host_end] == "Www.Mairie.fr"
    assert url.text[url.path_start :].startswith("/a/b;c?")
    assert url.is_web


@pytest.mark.parametrize(
    ("text", "scheme", "host", "port", "path"),
    [
        ("https://mairie.fr", "https", "mairie.fr", None, ""),
        ("//mairie.fr/x", "", "mairie.fr", None, "/x"),
        ("/agenda/x", "", None, None, "/agenda/x"),
        ("agenda.md", "", None, None, "agenda.md"),
        ("mailto:a@b.fr", "mailto", None, None, "a@b.fr"),
        ("http://[::1]:80/x", "http", "[::1]", "80", "/x"),
        ("http://[::1]/x", "http", "[::1]", None, "/x"),
        ("http://[::1", "http", "[::1", None, ""),
        ("http:\\\\evil.fr\\@good.fr/", "http", "evil.fr", None, "\\@good.fr/"),
        ("http://good.fr@evil.fr/", "http", "evil.fr", None, "/"),
        ("http://good.fr:x@evil.fr@worse.fr/", "http", "worse.fr", None, "/"),
        ("http://mairie.fr:/x", "http", "mairie.fr", "", "/x"),
        ("  https://mairie.fr/x", "https", "mairie.fr", None, "/x"),
        ("https://", "https", "", None, ""),
        ("localhost:4000/x", "localhost", None, None, "4000/x"),
        ("", "", None, None, ""),
    ],
)
def test_parts(text: str, scheme: str, host: str | None, port: str | None, path: str) -> None:
    url = split_url(text)
    assert (url.scheme, url.host, url.port, url.path) == (scheme, host, port, path)


def test_an_empty_query_is_not_a_missing_one() -> None:
    assert split_url("x?").query == ""
    assert split_url("x").query is None
    assert split_url("x?#").fragment == ""
