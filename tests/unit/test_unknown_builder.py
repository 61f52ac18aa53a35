"""Sites of a builder that evlint does not know: pages that it makes, folders that are kept elsewhere."""

from __future__ import annotations

from datetime import date

from evlint.api import lint_text

POST = "---\ntitle: Post\n---\n\n"


def told(text: str, files: dict[str, str], path: str = "content/a.md") -> list[str | None]:
    """Return the targets that lead nowhere."""
    found = lint_text(POST + text, path=path, files=files, today=date(2026, 11, 30), select=["EV306"])
    return [one.url for one in found]


def test_pages_of_html_are_known_only_where_such_pages_lie() -> None:
    """As Lucas-C/ludochaordic links to what Pelican makes of its posts, by their slugs."""
    files = {"content/2018-11-14-b.md": POST}
    text = "[x](la-brigade.html) [y](../100-languages/index.html) [z](gone.md)\n"
    assert told(text, files) == ["gone.md"]
    assert told(text, {**files, "content/c.html": ""}) == ["la-brigade.html", "gone.md"]


def test_a_folder_that_many_posts_use_and_that_is_not_there_is_kept_elsewhere() -> None:
    """As Lucas-C/ludochaordic sends its pictures to the server by a script, and not to git."""
    text = "![x](images/2014/x.png)\n"
    posts = {f"content/{number}.md": POST + f"![y](images/{number}.png)\n" for number in range(8)}
    assert told(text, posts) == []
    assert told(text, dict(list(posts.items())[:4])) == ["images/2014/x.png"]
    assert told(text, {**posts, "content/images/z.png": ""}) == ["images/2014/x.png"]


def test_a_folder_of_another_name_is_a_mistake_however_many_posts_make_it() -> None:
    posts = {f"_posts/2024-01-0{number}-a.md": POST + f"![y](/images/{number}.png)\n" for number in range(1, 9)}
    site = {**posts, "_config.yml": "title: x\n"}
    post = "_posts/2024-02-01-b.md"
    assert told("![x](/images/x.png)\n", site, post) == []
    assert told("![x](/images/x.png)\n", {**site, "image/x.png": ""}, post) == ["/images/x.png"]
