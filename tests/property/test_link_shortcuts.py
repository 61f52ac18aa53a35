"""What the rules for links leave out to be fast changes nothing that they say."""

from __future__ import annotations

from hypothesis import example, given, settings
from hypothesis import strategies as st

from evlint.model.facts import Facts
from evlint.model.settings import LinkSettings
from evlint.parse import parse
from evlint.rules.links._backoffice import _HINTS, hints_in
from evlint.rules.links._local import local_links
from evlint.rules.links._sorted import Sorted, sort_link, sorted_links
from evlint.rules.links._urls import all_urls, urls_in_lower_case
from evlint.site.own import own_mark, own_path
from evlint.site.registrations import SERVICE_MARKS, may_be_registrations

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
    found = sorted_links(document)
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
    own = [link for link in document.links if own_path(link.url, site_url) is not None]
    assert not own or (mark is not None and mark in urls_in_lower_case(document))
    local = {one.link for one in local_links(document, Facts(links=LinkSettings(site_url=site_url)))}
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
