"""What the rules for links leave out to be fast changes nothing that they say."""

from __future__ import annotations

import re

from hypothesis import example, given, settings
from hypothesis import strategies as st

from evlint.model.context import RuleContext
from evlint.model.document import all_urls, urls_in_lower_case
from evlint.model.settings import LinkSettings
from evlint.parse import parse
from evlint.rules.links import _backoffice as backoffice
from evlint.rules.links._backoffice import _HINTS, hints_in
from evlint.rules.links._classify import _CONTACT, _FILES, _OWN_MACHINE, Sorted, classify_links, sort_link
from evlint.rules.links._local import local_links
from evlint.rules.links._placeholder import _LONGEST, _MAYBE, _exact, _readable, is_placeholder
from evlint.rules.links.staging_link import _suspects
from evlint.site.registrations import SERVICE_MARKS, may_be_registrations
from evlint.site.same_site_path import own_mark, same_site_path
from evlint.urls.staging import may_preview_by_path, staging_host

URLS = st.sampled_from(
    [
        "https://www.example.fr/a", "HTTPS://Example.FR/B", "http://example.fr", "https://autre.org/x?y#z", "#a", "/a.png",
        "https://localhost/", "https://10.0.0.1/x", "https://example.com/", "https://preprod.mairie.fr/{{ x }}", "LIEN",
        "mailto:a@b.fr", "https:/x.fr", "www.mairie.fr", "https://256.1.1.1/", "https://x_y.fr/é", "{{ site.url }}/a",
        "https://www.eventbrite.fr/e/x-168711525715", "https://x.fr/wp-admin/", "//example.fr/c", "autre.html",
    ]
)  # fmt: skip
POSTS = st.lists(URLS, max_size=8).map(lambda urls: "\n\n".join(f"[un lien]({url}) et {url}" for url in urls))


@settings(deadline=None)
@given(POSTS)
@example("[a](https://example.com/) [b](https://x.fr/a b) [c](https://256.1.1.1/)")
def test_links_are_sorted_as_one_by_one(text: str) -> None:
    document = parse("post.md", text)
    one_by_one = Sorted([], [], [], [], [])
    for link in document.links:
        sort_link(link, one_by_one)
    found = classify_links(document)
    broken_off = {wrong.link for wrong in found.wrong if wrong.broken_off is not None}
    assert found.web == [web for web in one_by_one.web if web.link not in broken_off]
    assert found.contact == one_by_one.contact
    assert [one for one in found.wrong if one.broken_off is None] == one_by_one.wrong
    assert found.local == one_by_one.local


@settings(deadline=None)
@given(POSTS, st.sampled_from([None, "https://www.example.fr", "https://Example.fr/", "https://example.fr:443/b", "x"]))
def test_no_link_into_the_own_site_is_passed_over(text: str, site_url: str | None) -> None:
    document = parse("post.md", text)
    mark = own_mark(site_url)
    own = [link for link in document.links if same_site_path(link.url, site_url) is not None]
    assert not own or (mark is not None and mark in urls_in_lower_case(document))
    local = {one.link for one in local_links(document, RuleContext(links=LinkSettings(site_url=site_url)))}
    assert {link for link in own if not link.templated and link.url[:4].lower() == "http"} <= local


@settings(deadline=None)
@given(POSTS)
def test_what_stands_in_one_link_stands_in_all_of_them(text: str) -> None:
    document = parse("post.md", text)
    together = all_urls(document)
    for link in document.links:
        assert set(hints_in(link.url)) <= set(hints_in(together)) <= set(_HINTS)
        assert may_be_registrations(link.url) == any(mark in link.url for mark in SERVICE_MARKS)
        assert may_be_registrations(together) or not may_be_registrations(link.url)


PARTS = st.sampled_from(
    [
        "..", "...", ".", "/", "//", "#", "-", "_", "x", "xx", "X", "lien", "link", "url", "ici", "todo", "TBD", "null", "à",
        "a", "ajouter", "ins\u00e9rer", " ", "%20", "%2E", "%5D", "%C3%A0", "https://", "http:", "www.", "<", ">", "[", "]",
        "(", ")", "{", "}", "'", '"', "?", "…", "*", "\u017f", "file:", "C:", "\\", "localhost", "127.0.0.1", "10.1.2.3",
        "192.168.0.1", "0.0.0.0", "@", "mailto:", "tel", ":", "blob", "a.fr", "smb", ":80", "\u0131", "/wp-admin/", "1/edit",
        "/ghost", "preview=true", "&", "=", "jsessionid=", "cfid", "/administrator", "/typo3", "x-amz-signature=", "sig=",
    ]
)  # fmt: skip
TARGETS = st.lists(PARTS, max_size=6).map("".join)


_AFTER_DOTS = r"(?=[.%])"
_WIDE = re.compile(
    _MAYBE.pattern.replace(_AFTER_DOTS, ""), re.IGNORECASE
)  # any path that begins with two dots may be one


@settings(max_examples=1000, deadline=None)
@given(TARGETS)
@example("../")
@example("-..")
@example("..%5D")
@example("https://..//")
def test_no_placeholder_is_passed_over(text: str) -> None:
    assert _WIDE.pattern != _MAYBE.pattern
    maybe = len(text) <= _LONGEST and _WIDE.match(text) is not None
    assert is_placeholder(text) == (maybe and _exact().match(_readable(text)) is not None)


@settings(max_examples=1000, deadline=None)
@given(TARGETS)
def test_no_odd_target_is_passed_over(text: str) -> None:
    text = text.strip()
    assert _CONTACT.match(text) is None or ":" in text or "@" in text
    assert _FILES.match(text) is None or ":" in text or text[0] == "\\"
    assert _OWN_MACHINE.match(text) is None or text[0] in "lL10"


@settings(max_examples=1000, deadline=None)
@given(TARGETS, TARGETS)
def test_no_back_office_is_passed_over(path: str, query: str) -> None:
    found = backoffice._ADMIN_PATH.search(path)
    assert found is None or any(part in path for part in backoffice._ADMIN_PARTS)
    assert backoffice._PREVIEW.search("") is None
    if any(one.search(both) for both in (path, query) for one in (backoffice._SESSION, backoffice._AMAZON)):
        assert "=" in path + query
    assert backoffice._AZURE.search(query) is None or "=" in query


@settings(deadline=None)
@given(st.lists(st.sampled_from(["preprod.a.fr", "a.fr", "a.github.io", "x.a.fr", "dev.a.fr"])))
def test_hosts_are_suspected_as_one_by_one(hosts: list[str]) -> None:
    for globs, words in (((), ()), (("x.a.fr",), ("dev",))):
        suspects = _suspects(globs, words)
        for host in hosts:
            one_by_one = may_preview_by_path(host) or staging_host(host, globs, words) is not None
            assert suspects[host] == one_by_one
