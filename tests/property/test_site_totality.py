"""Nothing that a site, a post or a link may hold makes the site's room raise, and names never cost their square."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from evlint.model.files import MemoryFiles
from evlint.model.settings import LinkSettings
from evlint.parse import parse
from evlint.site.detect import detect_site, site_root_of
from evlint.site.head import read_head
from evlint.site.nearest import Nearest
from evlint.site.permalinks import canonical, compile_permalink
from evlint.site.registrations import registration_key
from evlint.site.slugs import HeadingText, heading_ids
from evlint.site.tags import reference
from evlint.site.tree import SiteTree

PIECES = st.sampled_from(
    [
        "/", "..", ".", "a", "B", "é", "e\u0301", " ", "+", "%20", "%ff", "%", "#", "?", "-", "_posts", "2022-10-21-x.md",
        ".html", "index", "{{", "}}", "{%", "%}", "link", "post_url", '"', "<", "ref", "site.baseurl", "\0", "\n", ".md",
        "agenda",
    ]
)  # fmt: skip
PATHS = st.lists(PIECES, max_size=10).map("".join)
NAMES = PATHS.map(lambda path: path.replace("\0", "").strip("/")).filter(bool)
LINES = (
    "url: https://example.org",
    "baseurl: /b",
    "permalink: pretty",
    "permalink: /:title",
    "permalink: '/:path/:path/:foo'",
    "collections: {a: {output: true}}",
    "collections: [a]",
    "collections: 3",
    "defaults: [{scope: {path: ''}, values: {permalink: '/:categories/:title/'}}]",
    "markdown: GFM",
    "source: src",
    "include: [_posts]",
    "languages: {fr: {}}",
    "permalinks: {a: '/:year/:slug/', page: {b: '/x/:title'}}",
    "contentDir: .",
    "staticDir: [static, '']",
)
CONFIGS = st.one_of(st.text(max_size=60), st.lists(st.sampled_from(LINES), max_size=6, unique=True).map("\n".join))
CONFIG_NAMES = st.sampled_from(["_config.yml", "hugo.yaml", "config.yaml", "astro.config.mjs", "x.txt"])


@settings(max_examples=150, deadline=None)
@given(CONFIG_NAMES, CONFIGS, st.lists(NAMES, max_size=8), NAMES, PATHS, st.text(max_size=40))
def test_no_site_and_no_link_raises(name: str, config: str, names: list[str], post: str, url: str, text: str) -> None:
    files = MemoryFiles({**dict.fromkeys(names, text), post: f"---\n{text}\n---\n# {text}\n", name: config})
    site_root_of(post, files.exists)
    tree = SiteTree(files, detect_site(files), LinkSettings(site_root="built"), parse)
    for one in (url, f"/{url}", f"/agenda/{url}", f"{{% link {url} %}}", f'{{{{< ref "{url}" >}}}}'):
        target = tree.target(post, one)
        assert target.state in ("found", "missing", "unknown")
        assert (target.path is not None) == (target.state == "found")
    tree.unpublished(post)
    tree.anchors(post)
    tree.registrations(f"https://www.eventbrite.fr/e/{url}-123456789")


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=200), st.sampled_from(["---\n", "+++\n", "{", "---\nslug: ", "---\ndate: ", "+++\nslug = "]))
def test_no_text_breaks_the_small_readers(text: str, start: str) -> None:
    read_head(start + text)
    read_head(f"{start}{text}\n---\n")
    reference(text)
    reference(f"{{% link {text} %}}")
    registration_key(text)
    compile_permalink(text)
    assert canonical(canonical(text)) == canonical(text) or "index.htm" in text
    for engine in ("kramdown", "kramdown-plain", "goldmark", "github", "unknown"):
        ids = heading_ids([HeadingText(text, f"# {text}"), HeadingText(text, f"# {text}")], engine)
        assert all(ids)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.text(min_size=1, max_size=30), max_size=20), st.integers(0, 19))
def test_a_name_is_nearest_to_itself(names: list[str], index: int) -> None:
    nearest = Nearest(names)
    if names:
        wanted = names[index % len(names)]
        found = nearest.of(wanted)
        assert found is not None
        assert found.casefold() == wanted.casefold() or len(found) == len(wanted)


def test_repeated_headings_all_get_ids() -> None:
    headings = [HeadingText("a"), HeadingText("a-1")] * 2_000
    assert len(heading_ids(headings, "goldmark")) == 4_000
