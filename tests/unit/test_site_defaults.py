"""What a site's own configuration says of one file."""

from __future__ import annotations

import pytest

from evlint.model.site import Site, SiteCollection, SiteDefaults
from evlint.site.defaults import Defaults

JEKYLL = Site(
    "jekyll",
    collections=(
        SiteCollection("evenements", "_evenements"),
        SiteCollection("archives", "_evenements/_archives"),
        SiteCollection("posts", "_posts"),
    ),
    defaults=(
        SiteDefaults("", "evenements", {"layout": "evenement", "image": {"alt": None, "wide": True}}),
        SiteDefaults("", None, {"layout": "page", "lang": "fr"}),
        SiteDefaults("_evenements/2022", None, {"layout": "old", "image": {"wide": False}}),
        SiteDefaults("**/special-*.md", None, {"special": True}),
        SiteDefaults("", "pages", {"layout": "plain"}),
        SiteDefaults("", "drafts", {"draft": True}),
    ),
)


@pytest.mark.parametrize(
    ("path", "collection", "declared"),
    [
        ("_evenements/a.md", "evenements", "evenements"),
        ("_evenements/2022/a.md", "evenements", "evenements"),
        ("_evenements/_archives/a.md", "archives", "archives"),
        ("_actualites/a.md", "actualites", None),
        ("blog/_posts/a.md", "posts", None),
        ("_drafts/a.md", "posts", None),
        ("about/a.md", None, None),
        ("a.md", None, None),
    ],
)
def test_the_collection_of_a_file(path: str, collection: str | None, declared: str | None) -> None:
    defaults = Defaults(JEKYLL)
    assert (defaults.collection(path), defaults.declared(path)) == (collection, declared)


@pytest.mark.parametrize(
    ("path", "values"),
    [
        ("_evenements/a.md", {"layout": "evenement", "lang": "fr", "image": {"alt": None, "wide": True}}),
        ("_evenements/2022/a.md", {"layout": "old", "lang": "fr", "image": {"alt": None, "wide": False}}),
        (
            "_evenements/special-a.md",
            {"layout": "evenement", "lang": "fr", "image": {"alt": None, "wide": True}, "special": True},
        ),
        ("_posts/a.md", {"layout": "page", "lang": "fr"}),
        ("_drafts/a.md", {"layout": "page", "lang": "fr", "draft": True}),
        ("about.md", {"layout": "plain", "lang": "fr"}),
    ],
)
def test_the_values_that_the_site_supplies(path: str, values: dict[str, object]) -> None:
    defaults = Defaults(JEKYLL)
    assert defaults.values(defaults.key(path)) == values


def test_hugo_counts_from_its_content_folder() -> None:
    site = Site(
        "hugo",
        content="content",
        sections=True,
        collections=(SiteCollection("news", "content/news"),),
        defaults=(SiteDefaults("news", None, {"kind": "news"}),),
    )
    defaults = Defaults(site)
    assert defaults.values(defaults.key("content/news/2022/a.md")) == {"kind": "news"}
    assert defaults.values(defaults.key("content/events/a.md")) == {}
    assert (defaults.collection("content/events/2022/a.md"), defaults.declared("content/events/a.md")) == (
        "events",
        None,
    )
    assert defaults.declared("content/news/a.md") == "news"
    assert defaults.collection("content/about.md") is None


def test_a_site_that_says_nothing() -> None:
    defaults = Defaults(Site())
    assert defaults.key("a.md") == ()
    assert defaults.values(()) == {}
