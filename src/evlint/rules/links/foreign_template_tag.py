"""A tag of another site generator, which this site's generator does not run.

Readers see `{{ site.baseurl }}` or `{% include contact.html %}` as it stands, or a hole where the picture should be. It
happens when a site moves to another generator, or when a text is copied from a site that has another.

How to fix: write what the site's own generator reads (an address, a shortcode of its own), or delete the tag. Where the
tag is to be shown, put it in code, or between `{% raw %}` and `{% endraw %}` where the generator runs tags in code too.

It is told once a file for each tag, with how often it stands there.

Leaves alone: tags of the site's own generator; code, where the generator runs no tags in it; posts about the other
generator; braces of Vue, MDX and mathematics; sites whose generator is unknown.
"""

from __future__ import annotations

from collections.abc import Iterator

from evlint.generators import generator_of
from evlint.generators._signs import TITLES
from evlint.model.context import RuleContext
from evlint.model.diagnostic import Finding
from evlint.model.document import Document
from evlint.model.message import msg, plural
from evlint.model.rule import Bad, Good, Rule
from evlint.model.span import Span
from evlint.rules.links._tags import Tag, tags
from evlint.startup.lazy_regex import lazy_regex

# What stands in the braces of Liquid and its kin, and in no mathematics and no other braces.
_LIQUID = lazy_regex(
    r"(?:site|page|post|layout|content|include|paginator|collections|theme|jekyll)(?:[.\[][^{}]*|\s*\|[^{}]*)?\Z"
    r"|['\"][^'\"{}]*['\"]\s*\|[^{}]*\Z"
)
_LIQUID_TAGS = frozenset(
    (
        "include", "include_relative", "include_cached", "link", "post_url", "highlight", "endhighlight", "raw", "endraw",
        "if", "elsif", "else", "endif", "unless", "endunless", "for", "endfor", "case", "endcase", "when", "assign",
        "capture", "endcapture", "comment", "endcomment", "gist", "youtube", "render", "tablerow", "seo", "toc", "asset_img",
        "img", "block", "endblock", "extends", "set", "macro", "endmacro", "call", "import", "from", "codeblock",
        "endcodeblock",
    )
)  # fmt: skip
_KINDS = {"tag": "liquid-tag", "output": "liquid-output", "shortcode": "shortcode"}
# What a post is about that shows tags: the generators, their languages.
_ABOUT = (
    "shortcode",
    "liquid",
    "jinja",
    "nunjucks",
    "twig",
    "template",
    *(one.lower() for one in TITLES.values() if one),
)
_LONGEST = 60  # characters of a tag that a message quotes
# Those that stop at another's tags are told by EV318; these have braces of their own that look like them.
_OWN_BRACES = frozenset(("vue", "mdx", "calls"))


def check(document: Document, context: RuleContext) -> Iterator[Finding]:
    """Flag the first of each tag that the generator does not read."""
    if not document.body.templates:
        return
    chosen = generator_of(context.site)
    if not chosen.title or not chosen.shows_foreign(context.site):
        return
    mdx = document.path.lower().endswith(".mdx") or "mdx" in chosen.tags
    eats_code = chosen.tags_in_code and "liquid-output" in chosen.tags  # it takes what is in braces for its own
    found: dict[str, list[Tag]] = {}
    for tag in tags(document):
        language = _KINDS[tag.kind]
        if language in chosen.tags or language in chosen.stopped_by or mdx:
            continue
        if tag.in_code and not eats_code:
            continue
        if tag.kind == "output" and (not _OWN_BRACES.isdisjoint(chosen.tags) or not _LIQUID.match(tag.name)):
            continue
        if tag.kind == "tag" and (tag.name.lstrip("/") not in _LIQUID_TAGS or "calls" in chosen.tags):
            continue
        if not eats_code and _is_quoted(document, tag):
            continue
        name = tag.name.split("|")[0].strip() if tag.kind == "output" else tag.name.lstrip("/")
        found.setdefault(f"{tag.kind} {name}", []).append(tag)
    for places in found.values():
        first = places[0]
        if _is_about(document):
            continue
        shown = " ".join(document.text[first.start : first.end].split())
        shown = shown if len(shown) <= _LONGEST else shown[: _LONGEST - 1] + "…"
        yield Finding(
            Span(first.start, first.end),
            msg("{title} does not read “{tag}”: it is another site generator's.", title=chosen.title, tag=shown),
            msg("Write what {title} reads in its place, or delete it.", title=chosen.title)
            if len(places) == 1
            else plural(
                "It stands here {count} time: write what {title} reads in its place, or delete it.",
                "It stands here {count} times: write what {title} reads in its place, or delete it.",
                len(places),
                title=chosen.title,
            ),
        )


def _is_quoted(document: Document, tag: Tag) -> bool:
    """Tell whether a tag stands in an HTML comment, which nobody sees."""
    opened = document.text.rfind("<!--", document.body_start, tag.start)
    return opened >= 0 and document.text.find("-->", opened, tag.start) < 0


def _is_about(document: Document) -> bool:
    """Tell whether a post is about site generators or their tags."""
    data = document.data
    said = " ".join(str(data.get(key, "")) for key in ("title", "tags", "categories", "description")).lower()
    return any(word in said for word in _ABOUT)


_HUGO = (("hugo.toml", "baseURL = 'https://example.org/'\n"),)
_JEKYLL = (("_config.yml", "title: Site\n"),)

RULE = Rule(
    code="EV317",
    severity="warning",
    check=check,
    needs="templates",
    options=("generator",),
    examples=(
        Bad(
            "---\ntitle: A\n---\n\nRead [the guide](«{{ site.baseurl }}»/guide/).\n",
            says="Hugo does not read “{{ site.baseurl }}”",
            path="content/a.md",
            files=_HUGO,
        ),
        Bad("---\ntitle: A\n---\n\n«{% include contact.html %}»\n", says="{% include", path="content/a.md", files=_HUGO),
        Bad(
            '---\ntitle: A\n---\n\n```\n«{{< figure src="/a.png" >}}»\n```\n',
            says="Jekyll does not read",
            path="_posts/2026-01-02-a.md",
            files=_JEKYLL,
            note="Jekyll runs tags in code too: the line is empty on the page.",
        ),
        Bad(
            "---\ntitle: A\n---\n\n«{{ site.title }}» et {{ site.title }}.\n",
            says="{{ site.title }}",
            path="content/a.md",
            files=_HUGO,
            note="Once a file and tag.",
        ),
        Good(
            "---\ntitle: A\n---\n\nWrite `{{ site.baseurl }}` there.\n\n```liquid\n{% include x.html %}\n```\n",
            path="content/a.md",
            files=_HUGO,
            note="Shown as code.",
        ),
        Good(
            '---\ntitle: A\n---\n\n{% raw %}{{< figure src="/a.png" >}}{% endraw %} {{ page.title }}\n',
            path="_posts/2026-01-02-a.md",
            files=_JEKYLL,
        ),
        Good('---\ntitle: A\n---\n\n{{ site.baseurl }} {{< figure src="/a.png" >}}\n', note="Nobody knows who reads it."),
        Good(
            "---\ntitle: A\n---\n\n{{ $frontmatter.title }}\n",
            path="guide/a.md",
            files=((".vitepress/config.mjs", "export default {}\n"),),
            note="Vue's own braces.",
        ),
    ),
)  # fmt: skip
