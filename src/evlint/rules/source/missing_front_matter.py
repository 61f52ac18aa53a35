"""A file of a collection has no front matter.

Jekyll copies such a file to the site as it stands, without layout, title or menu, and Hugo publishes a page without a
title or a date. Nobody meant that of a file that stands among the posts.

How to fix: begin the file with a line of three dashes, then the keys (`title: …`), then another line of three dashes. The
very first line counts: nothing may stand before it, not even an empty line. Dashes that a word processor made longer (—),
or four of them, begin none: that is told in every file.

Leaves alone: files that neither the configuration nor the site's own configuration puts in a collection, and files in
Jekyll's `_posts` whose names bear no date: Jekyll takes those for no posts; pages of Docusaurus, which takes the title from
the heading; folders in which most files have none, which hold parts of other pages. In a Hugo site empty lines may stand
before the front matter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from evlint.generators import generator_of
from evlint.model.context import RuleContext
from evlint.model.diagnostic import Finding, Related
from evlint.model.document import Document
from evlint.model.message import msg
from evlint.model.rule import Bad, Good, Rule
from evlint.model.site import within
from evlint.model.span import BOM, Span
from evlint.startup.lazy_regex import lazy_regex

_PUSHED_DOWN = r"(?:[ \t\u00a0\u200b]*(?:\r\n|\n|\r))*[ \t\u00a0\u200b]*(-{3}|\+{3})[ \t]*(?![^\r\n])"
# Dashes that a word processor made longer, or two or four of them, before a key that posts have, and as many lines below.
_OTHER_FENCE = lazy_regex(
    r"\ufeff?\s*(?P<fence>(?!---[ \t]*[\r\n])[-–—‐‑−]{1,6})[ \t]*\r?\n(?:[\w-]+:.*\r?\n|[ \t#-].*\r?\n){0,30}?"
    r"(?:title|titre|date|layout):[ \t].*\r?\n(?:[\w-]+:.*\r?\n|[ \t#-].*\r?\n){0,60}?[-–—‐‑−]{1,6}[ \t]*(?:\r?\n|\Z)"
)
_BESIDE = (("_evenements/forum.md", "---\ntitle: Forum\n---\n"),)
_CONFIG = '[[collection]]\nname = "evenements"\nfiles = ["_evenements/**"]\n'


def check(document: Document, context: RuleContext) -> Iterator[Finding]:
    """Look at files that have no front matter at all, not even an unclosed one."""
    collection = context.front_matter_expected
    if document.front is not None or document.problems:
        return
    fence = _OTHER_FENCE.match(document.text)
    if fence is not None and fence["fence"] in generator_of(context.site).fences:
        return
    if fence is not None:
        yield Finding(
            Span(*fence.span("fence")),
            msg("“{fence}” does not begin a front matter, so readers see its keys as text.", fence=fence["fence"]),
            msg("Write three dashes, ---, on the first line and on the line behind the keys."),
        )
        return
    if collection is None:
        return
    chosen = generator_of(context.site)
    if chosen.leaves is not None and chosen.leaves(context.site, within(context.site, document.path)):
        return
    is_configured = context.collection is not None and bool(context.collection.files)
    if not chosen.wants_front_matter and not is_configured:
        return
    if not context.tree.has_posts_beside(document.path):
        return
    text = document.text
    start = 1 if text.startswith(BOM) else 0
    fence = re.compile(_PUSHED_DOWN).match(text, start)
    if fence is not None and fence.start(1) > start:
        yield Finding(
            document.lines.line_span(1),
            msg("The front matter does not begin on the first line, so the site takes it for a part of the text."),
            msg("Delete what stands before it: even an empty line or a space is too much."),
            related=(Related(Span(*fence.span(1)), msg("The front matter begins here.")),),
        )
        return
    line = document.lines.line_span(1)
    yield Finding(
        Span(start, max(line.end, start)),
        msg("This page has no front matter, although it is one of the collection “{name}”.", name=collection),
        msg("Begin it with a line ---, then “title: …” and the other keys, then a line ---."),
    )


RULE = Rule(
    code="EV002",
    severity="warning",
    check=check,
    needs="no-front",
    options=("collection.files",),
    examples=(
        Good(
            "------\ntitle: Book club\n---\n\nText.\n",
            path="content/blog/club.md",
            files=(("hugo.toml", "baseURL = 'https://e.org/'\n"),),
            source="kubernetes/contributor-site, content/en/blog/2024/k8s-book-club/k8s-book-club.md",
            note="Hugo reads six dashes, and neither four nor five.",
        ),
        Bad(
            "«# Atelier accessibilité»\n\nLe programme.\n",
            says="evenements",
            path="_evenements/atelier.md",
            config=_CONFIG,
            files=_BESIDE,
        ),
        Bad(
            "«»\n---\ntitle: Atelier\n---\n\nLe programme.\n",
            says="first line",
            path="_evenements/atelier.md",
            config=_CONFIG,
            files=_BESIDE,
            note="an empty line stands before the front matter",
        ),
        Bad(
            "«—»\ntitle: Atelier\ndate: 2026-03-12\n—\n\nLe programme.\n",
            says="“—” does not begin a front matter",
            path="content/atelier.md",
            files=(("hugo.toml", "baseURL = 'https://example.org/'\n"),),
        ),
        Bad("«----»\ntitle: Atelier\n---\n\nLe programme.\n", says="“----” does not begin"),
        Good("----\nNote : demain\n\nLe titre\n----\n\n—\ntitle: x\n", note="a rule and a heading"),
        Good("---\ntitle: Atelier\n---\n", path="_evenements/atelier.md", config=_CONFIG),
        Good(
            "# Goals\n\nSet one.\n",
            path="docs/features/goals.md",
            files=(
                ("docusaurus.config.js", "export default {};\n"),
                *((f"docs/features/{name}.md", f"---\ntitle: {name}\n---\n") for name in ("nodes", "habits", "tasks")),
            ),
            source="21nOrg/docs, docs/features",
        ),
        Good("---\n---\n", path="_evenements/atelier.md", config=_CONFIG, note="empty, but there"),
        Good(
            "- **Make the label selectable.** Users may select either.\n",
            path="_evenements/guidance/usability.md",
            config=_CONFIG,
            files=(
                ("_evenements/guidance/tests.md", "---\ntitle: Tests\n---\n"),
                ("_evenements/guidance/implementation.md", "{:.usa-content-list }\nImplementing.\n"),
            ),
            source="designsystem.digital.gov/_components/checkbox/guidance/usability.md",
            note="Most files of the folder are parts of other pages.",
        ),
        Good("# Read me\n", path="README.md", config=_CONFIG, note="in no collection"),
        Bad(
            "«# Atelier accessibilité»\n",
            says="posts",
            path="_posts/2022-11-04-atelier.md",
            files=(("_config.yml", "title: Site\n"), ("_posts/2022-11-01-a.md", "---\ntitle: A\n---\n")),
        ),
        Good(
            "- **Provide a label.** For every field.\n",
            path="_components/date/guidance/usability.md",
            config='[[collection]]\nname = "components"\nfiles = ["_components/**"]\n',
            files=(
                ("_components/date/date.md", "---\ntitle: Date\n---\n"),
                ("_components/date/guidance/a.md", "- x\n"),
            ),
            source="uswds/uswds-site, _components/memorable-date/guidance/usability.md",
        ),
        Good(
            "\n---\ntitle: Workshop\n---\n",
            path="content/posts/workshop.md",
            files=(("hugo.toml", 'baseURL = "https://www.example.org/"\npermalinks = {posts = "/:slug/"}\n'),),
            note="Hugo lets empty lines stand before it",
        ),
        Good("# Read me\n", path="_posts/README.md", files=(("_config.yml", "title: Site\n"),)),
    ),
)
