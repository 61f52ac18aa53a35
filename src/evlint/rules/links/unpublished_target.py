"""A link to a post of the same site that is not there: a draft (`published: false`, `draft: true`, in `_drafts`), one whose
day has not come, or one that has expired.

The link works on the author's computer, where drafts are shown, and leads to an error page on the site.

How to fix: publish the other post first (or in the same change), or take the link out until it is.

Leaves alone: links from a post that is itself a draft; sites that show drafts (`unpublished: true`, `buildDrafts`);
addresses from which another page (`aliases`, `redirect_from`) or the site's host leads on.
"""

from __future__ import annotations

from collections.abc import Iterator

from evlint.generators import why_hidden
from evlint.model.context import RuleContext
from evlint.model.diagnostic import Finding, Related
from evlint.model.document import Document
from evlint.model.message import msg
from evlint.model.rule import Bad, Good, Rule
from evlint.model.span import Span
from evlint.rules.links._local import local_links, target_of
from evlint.rules.links._unpublished import UNPUBLISHED_HELP, unpublished_message


def check(document: Document, context: RuleContext) -> Iterator[Finding]:
    """Flag links from a published post to a local post that is known to be unpublished."""
    links = local_links(document, context)
    if not links or _is_draft(document, context):
        return
    hidden: str | None = None
    for local in links:
        if not local.address:
            continue
        target = target_of(document, context, local)
        path = target.path
        if target.state != "found" or path is None or path == document.path:
            continue
        why = context.tree.unpublished(path)
        if why and hidden is None:
            hidden = why_hidden(document, context, context.today)
        if why and hidden not in ("draft", "expired", why):
            yield Finding(
                local.link.span,
                unpublished_message(why, local.shown, path),
                UNPUBLISHED_HELP,
                pointer=local.link.pointer,
                url=local.link.url,
                related=(Related(Span(0, 0), msg("the post that is not published"), path),),
            )


def _is_draft(document: Document, context: RuleContext) -> bool:
    data, defaults = document.data, context.defaults
    for key, hides in (("published", False), ("draft", True)):
        if (data[key] if key in data else defaults.get(key)) is hides:
            return True
    return "/_drafts/" in f"/{document.path}"


_CONFIG = ("_config.yml", "collections:\n  evenements: {output: true, permalink: '/agenda/:title/'}\n")
_GOVTECH = ("_evenements/sommet-des-govtech.markdown", "---\ntitle: Sommet des GovTech\npublished: false\n---\n")

RULE = Rule(
    code="EV314",
    severity="warning",
    check=check,
    needs="local-links",
    examples=(
        Bad(
            "---\ntitle: Hackathon\n---\n\nEn marge du [sommet des GovTech](«/agenda/sommet-des-govtech/») (12 novembre).\n",
            says="_evenements/sommet-des-govtech.markdown",
            path="_evenements/hackathon-forum-paris-paix.markdown",
            files=(_CONFIG, _GOVTECH),
            source="numerique.gouv.fr/_evenements/hackathon-forum-paris-paix.markdown",
        ),
        Bad(
            "---\ntitle: News\n---\n\nSee [the guide](«/news/guide/») and [the list](«../guide/»).\n",
            says="content/news/guide.md",
            path="content/news/post.md",
            files=(
                ("hugo.toml", "baseURL = 'https://example.org/'\n"),
                ("content/news/guide.md", "---\ntitle: Guide\ndraft: true\n---\n"),
            ),
        ),
        Bad(
            "---\ntitle: News\n---\n\nSee [the guide](«/news/guide/»).\n",
            says="content/news/guide.md",
            path="content/news/post.md",
            files=(
                ("hugo.toml", "baseURL = 'https://example.org/'\n"),
                ("netlify.toml", "[build.environment]\nHUGO_VERSION = '0.111.3'\n"),
                ("content/news/guide.md", "---\ntitle: Guide\ndraft: yes # not yet\n---\n"),
            ),
            note="Hugo 0.111 takes `yes` for true;",
        ),
        Good(
            "---\ntitle: News\n---\n\nSee [the guide](/news/guide/).\n",
            path="content/news/post.md",
            files=(
                ("hugo.toml", "baseURL = 'https://example.org/'\n"),
                ("content/news/guide.md", "---\ntitle: Guide\ndraft: yes # not yet\n---\n"),
            ),
            note="Hugo 0.168 takes it for a text, and publishes the page (EV007 tells it there).",
        ),
        Good(
            "---\ntitle: Nouvelles\n---\n\n[Le guide](/2026/01/02/guide/)\n",
            path="source/_posts/nouvelles.md",
            files=(
                ("_config.yml", "permalink: :year/:month/:day/:title/\n"),
                ("package.json", '{"dependencies": {"hexo": "^7.0.0"}}'),
                ("source/_posts/guide.md", "---\ntitle: Guide\ndate: 2026-01-02\npublished: no\n---\n"),
            ),
            note="Hexo too reads `no` as a text.",
        ),
        Good(
            "---\ntitle: Webinar\n---\n\nPresented with [DigitalGov University](/digitalgov-university/).\n",
            path="content/events/webinar.md",
            files=(
                ("hugo.toml", "baseURL = 'https://digital.gov/'\n"),
                (
                    "content/about/digitalgov-university.md",
                    "---\ntitle: DGU\nurl: /digitalgov-university/\nexpiryDate: 2020-01-01\n---\n",
                ),
                ("content/about/contribute.md", "---\ntitle: Contribute\naliases: [/digitalgov-university/]\n---\n"),
            ),
            source="digital.gov content/about/contribute.md",
            note="The page has expired, and another leads on from its address.",
        ),
        Good(
            "---\ntitle: Hackathon\npublished: false\n---\n\n[Le sommet](/agenda/sommet-des-govtech/)\n",
            path="_evenements/hackathon.markdown",
            files=(_CONFIG, _GOVTECH),
            note="From one draft to another.",
        ),
        Good(
            "---\ntitle: Hackathon\n---\n\n[Le sommet](/agenda/sommet-des-govtech/)\n",
            path="_evenements/hackathon.markdown",
            files=(("_config.yml", _CONFIG[1] + "unpublished: true\n"), _GOVTECH),
            note="The site shows unpublished posts.",
        ),
        Good(
            "---\ntitle: Hackathon\n---\n\n[Le sommet](/agenda/sommet-des-govtech/)\n",
            path="_evenements/hackathon.markdown",
            files=(_CONFIG, (_GOVTECH[0], "---\ntitle: Sommet\npublished: true\n---\n\npublished: false\n")),
        ),
    ),
)
