"""Template tags with a literal, and links into the site's own URL."""

from __future__ import annotations

import pytest

from evlint.site.same_site_path import same_site_path
from evlint.site.tags import Reference, reference


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("{% link _docs/history.md %}", Reference("link", "_docs/history.md")),
        ("{%- link _docs/history.md -%}#v1", Reference("link", "_docs/history.md", "v1")),
        ("{{ site.baseurl }}{% link /assets/files/doc.pdf %}", Reference("link", "/assets/files/doc.pdf")),
        ("{{ site.url }}{{ site.baseurl }}{% post_url 2010-07-21-name %}", Reference("post", "2010-07-21-name")),
        ("{{ site.baseurl }}/{% post_url /subdir/2010-07-21-name %}", Reference("post", "/subdir/2010-07-21-name")),
        (
            "{{ '/docs/installation/#requirements' | relative_url }}",
            Reference("root", "/docs/installation/", "requirements"),
        ),
        ('{{ "/a.png" | absolute_url }}', Reference("root", "/a.png")),
        ("{{ '/a' | prepend: site.baseurl }}#b", Reference("root", "/a", "b")),
        ("{{ site.baseurl }}/docs/?x=1#y", Reference("root", "/docs/", "y")),
        ("{{site.url}}/docs/", Reference("root", "/docs/")),
        ('{{< ref "post.md" >}}', Reference("ref", "post.md")),
        ('{{% relref "post.md#more" %}}', Reference("ref", "post.md", "more")),
        ('{{<ref path="/a/b.md" lang="fr">}}', Reference("ref:fr", "/a/b.md")),
        ("{{< ref `a.md` >}}#b", Reference("ref", "a.md", "b")),
    ],
)
def test_tags_with_a_literal(url: str, expected: Reference) -> None:
    assert reference(url) == expected


@pytest.mark.parametrize(
    "url",
    [
        "{% link {{ page.my_variable }} %}",
        '{% link mypage.html | append: "#section1" %}',
        "{% link %}",
        "{{ page.url }}",
        "{{ site.repository }}/issues/744",
        "{{ '/a' | append: page.x | relative_url }}",
        '{{< link "/event/x/" >}}',
        "{{< ref . >}}",
        "x{% link a.md %}",
        "/plain",
        "{{ site.baseurl }}" * 300,
        "{% link " + " " * 400 + "x",
    ],
)
def test_every_other_tag_is_left_alone(url: str) -> None:
    assert reference(url) is None


@pytest.mark.parametrize(
    ("url", "site", "expected"),
    [
        ("https://www.example.org/agenda/x/?a=b#c", "https://www.example.org", "/agenda/x/?a=b#c"),
        ("http://WWW.example.org:80/x", "https://www.example.org/", "/x"),
        ("https://www.example.org", "https://www.example.org", "/"),
        ("https://www.example.org#x", "https://www.example.org", "/#x"),
        ("https://www.example.org?x", "https://www.example.org", "/?x"),
        ("https://example.org/docs/a", "https://example.org/docs", "/docs/a"),
        ("https://example.org/docsify/a", "https://example.org/docs", None),
        ("https://example.org/x", "https://www.example.org", None),
        ("https://www.example.org:8080/x", "https://www.example.org", None),
        ("https://www.example.org.evil.net/x", "https://www.example.org", None),
        ("https://me@www.example.org/x", "https://www.example.org", None),
        ("ftp://www.example.org/x", "https://www.example.org", None),
        ("/x", "https://www.example.org", None),
        ("https:///x", "https://", None),
        ("https://www.example.org/x", None, None),
    ],
)
def test_links_into_the_own_site(url: str, site: str | None, expected: str | None) -> None:
    assert same_site_path(url, site) == expected
