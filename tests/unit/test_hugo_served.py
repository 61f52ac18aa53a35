"""Hugo sites: tags never run, addresses that something else serves, days in names; held against Hugo 0.111 and 0.168."""

from __future__ import annotations

from datetime import date

import pytest

from evlint.api import lint_text

HEAD = "---\ntitle: Post\n---\n\n"
SITE = {"hugo.toml": "baseURL = 'https://example.org/'\n"}
UNSAFE = {"hugo.toml": SITE["hugo.toml"] + "[markup.goldmark.renderer]\nunsafe = true\n"}
TAG = '{{< ref "no.md" >}}'


def told(body: str, files: dict[str, str], path: str = "content/news/p.md", *codes: str) -> list[str]:
    """Return what is told of a post: its rules and messages."""
    found = lint_text(
        HEAD + body, path=path, files=SITE | files, today=date(2026, 11, 30), select=list(codes or ("EV306", "EV314"))
    )
    return [f"{one.rule} {one.message}" for one in found]


@pytest.mark.parametrize(
    ("body", "is_run"),
    [
        (f"<!--\n[a]({TAG})\n-->\n", False),
        (f"Text <!-- {TAG} --> more\n", False),
        (f'<a href="{TAG}">x</a>\n', False),
        (f'Text <a href="{TAG}">x</a>\n', False),
        (f"<div>\n[a]({TAG})\n</div>\n", False),
        (f"<pre>\n{TAG}\n</pre>\n", False),
        ('<!--\n[a]({{% ref "no.md" %}})\n-->\n', True),
        (f"Text <b>{TAG}</b> more\n", True),
        (f"a <!-- b\n\n{TAG}\n\n-->\n", True),
        (f"<div>\n\n[a]({TAG})\n\n</div>\n", True),
        ("{{< inner >}}\n<!-- " + TAG + " -->\n{{< /inner >}}\n", True),
        ("<!--\n{{< inner >}}\n" + TAG + "\n{{< /inner >}}\n-->\n", False),
    ],
)
def test_a_tag_in_html_is_run_where_the_page_keeps_html(body: str, is_run: bool) -> None:
    assert bool(told(body, {})) is is_run
    assert told(body, UNSAFE)


HIDDEN = {"draft": "draft: true", "expired": "expiryDate: 2020-01-01", "ahead": "date: 2099-01-01"}


@pytest.mark.parametrize("why", sorted(HIDDEN))
def test_a_link_to_a_hidden_page_works_where_a_live_page_leads_on_from_its_address(why: str) -> None:
    def page(*keys: str) -> str:
        return "---\ntitle: Page\n" + "".join(f"{key}\n" for key in keys) + "---\n"

    files = {
        "content/news/old.md": page(HIDDEN[why]),
        "content/news/exp.md": page(HIDDEN[why]),
        "content/news/third.md": page(HIDDEN[why]),
        "content/news/own.md": page(HIDDEN[why]),
        "content/news/a.md": page("draft: true", "aliases: [/news/third/]"),
        "content/news/live.md": page("aliases: [/news/old/, exp]"),
    }
    body = "[a](/news/old/) [b](/news/exp/) [c](/news/third/) [d](../exp/) [e](https://example.org/news/old/)\n"
    assert [one.split("”")[0] for one in told(body, files)] == ["EV314 “/news/third/"]
    own = HEAD.replace("---\n\n", "aliases: [/news/own/]\n---\n\n") + "[a](/news/own/)\n"
    found = lint_text(own, path="content/news/p.md", files=SITE | files, today=date(2026, 11, 30), select=["EV314"])
    assert not found
    files["static/_redirects"] = "/news/thi* /news/live/\n"
    assert not told(body, files)
