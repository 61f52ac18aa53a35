"""Where Hexo puts posts by the names of their files, and where it takes pictures from."""

from __future__ import annotations

import pytest

from evlint.api import lint_text

PACKAGE = '{"dependencies": {"hexo": "8.0.0", "hexo-generator-index": "4.0.0"}}'
CONFIG = "title: Blog\nurl: https://blog.x.fr\npermalink: :year/:month/:day/:title/\n"
SITE = {"package.json": PACKAGE, "_config.yml": CONFIG, "source/about.md": "---\ntitle: x\n---\n"}
PATH = "source/_posts/a.md"
HEAD = "---\ntitle: A\ndate: 2024-05-06 10:00:00\n---\n\n"


def told(body: str, files: dict[str, str], path: str = PATH, head: str = HEAD) -> list[str]:
    """Return the targets that EV306 tells in a post of a blog."""
    text = f"{head}{body}\n"
    return [one.url or "" for one in lint_text(text, path=path, files={**SITE, **files, path: text}, select=["EV306"])]


def test_a_file_name_tells_title_and_date_as_new_post_name_says() -> None:
    files = {
        "_config.yml": CONFIG + "new_post_name: :year-:month-:day-:title.md\n",
        "source/_posts/2016-02-28-hexo-3-2-released.md": "---\ntitle: Hexo 3.2\n---\n",
    }
    body = "[a](/2016/02/28/hexo-3-2-released/) [b](/2016/02/28/2016-02-28-hexo-3-2-released/)"
    assert told(body, files) == ["/2016/02/28/2016-02-28-hexo-3-2-released/"]


@pytest.mark.parametrize("named", [":x-:title.md", ":title.md"])
def test_a_name_that_tells_no_date_leaves_its_address_open(named: str) -> None:
    files = {"_config.yml": f"{CONFIG}new_post_name: {named}\n", "source/_posts/2-3-b.md": "---\ntitle: B\n---\n"}
    assert told("[b](/2016/02/28/2-3-b/)", files) == []


def test_the_source_folder_of_the_theme_stands_at_the_root() -> None:
    files = {"_config.yml": CONFIG + "theme: cactus\n", "themes/cactus/source/img/a.png": ""}
    assert told("![a](/img/a.png) ![b](/img/b.png)", files) == ["/img/b.png"]


def test_a_theme_that_is_not_in_the_tree_may_bring_files() -> None:
    files = {"_config.yml": CONFIG + "theme: next\n", "source/photos/a.png": ""}
    assert told("![a](/img/a.png) ![b](/photos/b.png)", files) == ["/photos/b.png"]


def test_files_of_a_post_s_own_folder_stand_below_its_address() -> None:
    files = {
        "_config.yml": CONFIG + "post_asset_folder: true\n",
        "source/_posts/b.md": "---\ntitle: B\ndate: 2024-01-02\n---\n",
        "source/_posts/b/plan.png": "",
    }
    assert told("![a](/2024/01/02/b/plan.png) ![b](/2024/01/02/b/plan-2.png)", files) == ["/2024/01/02/b/plan-2.png"]


def test_what_a_draft_s_relative_links_lead_to_is_not_known() -> None:
    files = {"source/img/a.png": ""}
    assert told('<img src="../../img/a.png" alt="">', files, "source/_drafts/a.md") == []


def test_posts_without_dashes_before_their_keys_have_their_addresses() -> None:
    files = {"source/_posts/b.md": "title: B\ndate: 2024-01-02\n---\nTexte\n"}
    assert told("[b](/2024/01/02/b/) [c](/2024/01/02/c/)", files) == ["/2024/01/02/c/"]


TAGS = """\
{% post_link b %} {% post_link "B title" %} {% post_link b#x Text %} {% asset_img wide p.png 20 %} {% asset_path p.png %}
{% post_link gone %} [a]({% post_path gone-too %}) {% asset_img left gone.png %} {% asset_link gone.pdf %}

`{% post_link no %}`

```
{% post_link no %}
```
"""


def test_tags_name_posts_by_slug_or_title_and_files_of_the_posts_folder() -> None:
    files = {
        "_config.yml": f"{CONFIG}post_asset_folder: true\n",
        "source/_posts/b.md": "---\ntitle: B title\n---\n",
        "source/_posts/a/p.png": "",
    }
    found = [one.partition(" %")[0].rpartition(" ")[2] for one in told(TAGS, files)]
    assert found == ["gone", "gone-too", "gone.png", "gone.pdf"]


def test_older_versions_show_nothing_for_a_post_that_is_not_there() -> None:
    text = f"{HEAD}{{% post_link gone %}}\n"
    for version, stops in (("8.0.0", True), ("5.4.2", False)):
        files = {**SITE, "package.json": PACKAGE.replace("8.0.0", version), PATH: text}
        (found,) = lint_text(text, path=PATH, files=files, select=["EV306"])
        assert ("will not build" in str(found.message)) is stops
