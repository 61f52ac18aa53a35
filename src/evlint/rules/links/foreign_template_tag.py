"""A tag of another site generator, which this site's generator does not run; a shortcode of WordPress, `[youtube=…]`; a list
of attributes, `{.btn}` or `{:target="_blank"}`, that this generator's Markdown does not read.

Readers see `{{ site.baseurl }}` or `{% include contact.html %}` as it stands, or a hole where the picture should be. It
happens when a site moves to another generator, or when a text is copied from a site that has another.

How to fix: write what the site's own generator reads (an address, a shortcode of its own), or delete the tag. Where the
tag is to be shown, put it in code, or between `{% raw %}` and `{% endraw %}` where the generator runs tags in code too.

It is told once a file for each tag, with how often it stands there.

Leaves alone: tags of the site's own generator; code, where the generator runs no tags in it; posts about the other
generator; braces of Vue, MDX and mathematics; `<%= x %>` outside of addresses; sites whose generator is unknown.
"""

from __future__ import annotations

from collections.abc import Iterator

from evlint.generators import generator_of
from evlint.generators._signs import TITLES
from evlint.model.context import RuleContext
from evlint.model.diagnostic import Finding, Text
from evlint.model.document import Document
from evlint.model.message import msg, plural
from evlint.model.rule import Bad, Good, Rule
from evlint.model.span import Span, last_before
from evlint.rules.links._foreign_marks import Mark, attribute_lists, wordpress_tags
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
_KINDS = {"tag": "liquid-tag", "output": "liquid-output", "shortcode": "shortcode", "erb": "erb"}
# What a post is about that shows tags: the generators, their languages.
_ABOUT = (
    "shortcode",
    "liquid",
    "jinja",
    "nunjucks",
    "twig",
    "wordpress",
    "template",
    *(one.lower() for one in TITLES.values() if one),
)
_LONGEST = 60  # characters of a tag that a message quotes
# Those that stop at another's tags are told by EV318; these have braces of their own that look like them.
_OWN_BRACES = frozenset(("vue", "mdx", "calls"))


def check(document: Document, context: RuleContext) -> Iterator[Finding]:
    """Flag the first of each tag that the generator does not read."""
    chosen = generator_of(context.site)
    if not chosen.title:
        return
    yield from _typed_marks(document, context)
    if not document.body.templates or not chosen.shows_foreign(context.site):
        return
    mdx = document.path.lower().endswith(".mdx") or "mdx" in chosen.tags
    eats_code = chosen.tags_in_code and "liquid-output" in chosen.tags  # it takes what is in braces for its own
    found: dict[str, list[Tag]] = {}
    addresses = sorted(link.span for link in document.links if link.templated)
    for tag in tags(document):
        language = _KINDS[tag.kind]
        if language in chosen.tags or language in chosen.stopped_by or mdx:
            continue
        if tag.in_code and not eats_code:
            continue
        if tag.kind == "output" and (not _OWN_BRACES.isdisjoint(chosen.tags) or not _LIQUID.match(tag.name)):
            continue
        if tag.kind == "erb" and last_before(addresses, tag.start).end < tag.end:
            continue  # a text may show what such a tag looks like, an address does not
        if tag.kind == "tag" and (tag.name.lstrip("/") not in _LIQUID_TAGS or "calls" in chosen.tags):
            continue
        if not eats_code and _is_in_comment(document, tag):
            continue
        name = tag.name.split("|")[0].strip() if tag.kind == "output" else tag.name.lstrip("/")
        found.setdefault(f"{tag.kind} {name}", []).append(tag)
    for places in found.values():
        first = places[0]
        if _is_about(document):
            continue
        shown = _shown(document, first)
        message = msg("{title} does not read “{tag}”: it is another site generator's.", title=chosen.title, tag=shown)
        yield Finding(Span(first.start, first.end), message, _advice(chosen.title, len(places)))


def _typed_marks(document: Document, context: RuleContext) -> Iterator[Finding]:
    """Flag the first shortcode of WordPress of each name, and the first list of attributes that nothing reads."""
    chosen = generator_of(context.site)
    shown = chosen.typed_lists(context.site) if chosen.typed_lists is not None else ()
    found: dict[str, list[Mark]] = {}
    for mark in (*wordpress_tags(document), *(attribute_lists(document, shown) if shown else ())):
        found.setdefault(f"{mark.kind} {mark.name}", []).append(mark)
    if not found or _is_about(document):
        return
    for places in found.values():
        first = places[0]
        tag = _shown(document, first)
        message = (
            msg(
                "“{tag}” is a tag of WordPress: {title} shows it to readers as it is typed.",
                tag=tag,
                title=chosen.title,
            )
            if first.kind == "WordPress"
            else msg("{title} reads no attributes here, and shows “{tag}” to readers.", tag=tag, title=chosen.title)
        )
        yield Finding(Span(first.start, first.end), message, _advice(chosen.title, len(places)))


def _shown(document: Document, tag: Tag | Mark) -> str:
    shown = " ".join(document.text[tag.start : tag.end].split())
    return shown if len(shown) <= _LONGEST else shown[: _LONGEST - 1] + "…"


def _advice(title: str, count: int) -> Text:
    if count == 1:
        return msg("Write what {title} reads in its place, or delete it.", title=title)
    return plural(
        "It stands here {count} time: write what {title} reads in its place, or delete it.",
        "It stands here {count} times: write what {title} reads in its place, or delete it.",
        count,
        title=title,
    )


def _is_in_comment(document: Document, tag: Tag) -> bool:
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
    holds=("{", "=", "[/", "[gallery"),
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
        Bad(
            "---\ntitle: HHS\n---\n\n«[youtube=http://www.youtube.com/watch?v=xVhdb6VWuZ4&w=600]»\n\n"
            '«[caption id="attachment_12" width="300"]»![](/a.png) Tables[/caption]\n',
            says="is a tag of WordPress",
            path="content/news/2014/10/2014-10-30-hhs.md",
            files=_HUGO,
            source="digital.gov content/news/2014/10/2014-10-30-hhs-conquers-tables-in-a-responsive-design.md",
        ),
        Bad(
            "---\ntitle: A\n---\n\n![DataFlow](https://example.org/d.png)«{: .img-responsive }» et\n"
            "[Metrics](https://www.data.gov/metrics){.local-link}, [un titre]{.title-ref}.\n",
            says="Hugo reads no attributes here, and shows “{: .img-responsive }”",
            path="content/a.md",
            files=_HUGO,
            source="codefor.de content/projekte/2014-04-19-dd-freieparkplaetze.md",
            note="once a file,",
        ),
        Bad(
            '---\ntitle: A\n---\n\n[Le site](https://example.org/)«{target="_blank"}»\n',
            says="Jekyll reads no attributes here",
            path="_posts/2026-01-02-a.md",
            files=_JEKYLL,
            note='kramdown wants a colon: `{:target="_blank"}`.',
        ),
        Bad(
            '---\ntitle: A\n---\n\n<a href="https://example.org/«<%= version %>»/a.zip">Télécharger</a>, <%= version %>\n',
            says="Jekyll does not read “<%= version %>”",
            path="_posts/2026-01-02-a.md",
            files=_JEKYLL,
        ),
        Good(
            '---\ntitle: A\n---\n\n<a href="https://example.org/<%= version %>/a.zip">Télécharger</a>\n',
            path="content/a.html",
            files=(("nanoc.yaml", "output_dir: output\n"),),
        ),
        Good(
            '---\ntitle: A\n---\n\n[Le site](https://example.org/){:target="_blank"}\n\nTexte.\n{: .note}\n',
            path="_posts/2026-01-02-a.md",
            files=_JEKYLL,
        ),
        Good(
            "---\ntitle: A\n---\n\n## [Titre](https://example.org/) {.x}\n\n`[youtube=x]`, `[a]{.b}`, $\\sqrt[3]{.5}$\n\n"
            "- [video](https://example.org/) [caption]: et [gallery](/g/)\n",
            path="content/a.md",
            files=(*_HUGO, ("content/g.md", "---\ntitle: g\n---\n")),
            note="The heading's own, code, mathematics, links.",
        ),
        Good(
            "---\ntitle: A\n---\n\n[Le site](https://example.org/){.btn} [mot]{.u}\n",
            path="a.qmd",
            files=(("_quarto.yml", "project: {type: website}\n"),),
            note="pandoc reads both.",
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
