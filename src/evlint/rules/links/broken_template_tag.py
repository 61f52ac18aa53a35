"""A template tag that stops the build of the whole site: not closed, or asking for a file that is nowhere.

The generator ends with an error, and nothing of the site is published until somebody finds the line.

How to fix: close the tag (`}}`, `%}`, `{% endif %}`, `{{< /note >}}`), or correct the name that it asks for. A tag that is
to be shown goes between `{% raw %}` and `{% endraw %}` (Jekyll, Eleventy, Hexo), or is written `{{</* note */>}}` (Hugo).

Leaves alone: what stands between `raw` or `comment` tags, escaped shortcodes, and names that a theme, a module or a plugin
may bring.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from evlint.generators import generator_of
from evlint.model.context import RuleContext
from evlint.model.diagnostic import Finding
from evlint.model.document import Document
from evlint.model.message import Msg, msg
from evlint.model.rule import Bad, Good, Rule
from evlint.model.span import Span
from evlint.rules.links._tags import Tag, tags
from evlint.startup.lazy_regex import lazy_regex

_LONGEST = 60  # characters of a tag that a message quotes
_BLOCKS = frozenset(("if", "unless", "for", "case", "capture", "highlight", "tablerow"))
_OPAQUE = frozenset(("raw", "comment", "highlight"))
_CUT_SHORTCODE = lazy_regex(r"\{\{[<%](?!/\*)")
_CUT = lazy_regex(r"\{\{(?![{%<])|\{%")


def check(document: Document, context: RuleContext) -> Iterator[Finding]:
    """Look at the tags that the site's generator runs, and at those that it cannot run."""
    if document.text.find("{", document.body_start) < 0 or document.path.lower().endswith(".mdx"):
        return
    chosen = generator_of(context.site)
    if not chosen.title or document.data.get("render_with_liquid") is False:
        return
    if chosen.stopped_by:
        yield from _foreign(document, context)
    if chosen.blocks and chosen.runs_tags(context.site, document.path, document.data):
        yield from _unclosed(document, chosen.title, _CUT, in_code=chosen.tags_in_code)
        yield from _blocks(document, chosen.title, in_code=chosen.tags_in_code)
    elif "shortcode" in chosen.tags and chosen.tags_in_code:
        yield from _unclosed(document, chosen.title, _CUT_SHORTCODE, in_code=True)
        malformed = list(_malformed(document, chosen.title))
        yield from malformed or _pairs(document, context, chosen.title)
    if chosen.needs is not None:
        for tag in tags(document):
            if tag.in_code and not chosen.tags_in_code:
                continue
            wanted = chosen.needs(context.site, document.text[tag.start : tag.end], document.path)
            if wanted and not any(context.tree.has(path) for path in wanted):
                yield _finding(
                    document,
                    tag,
                    msg("The site has no “{path}”, which this tag asks for: it will not build.", path=wanted[0]),
                    msg("Correct the name, or add the file."),
                )


def _foreign(document: Document, context: RuleContext) -> Iterator[Finding]:
    chosen = generator_of(context.site)
    for tag in tags(document):
        if tag.kind == "shortcode" and not (tag.in_code and not chosen.tags_in_code):
            yield _finding(
                document,
                tag,
                msg("{title} cannot read this tag of another site generator: it will not build.", title=chosen.title),
                msg("Write what {title} reads in its place, or put it between “raw” tags.", title=chosen.title),
            )


def _unclosed(document: Document, title: str, opens: re.Pattern[str], *, in_code: bool) -> Iterator[Finding]:
    """Find what opens a tag and is none, since nothing closes it on its line or the next."""
    text = document.text
    spans, code = document.body.templates, [] if in_code else sorted(document.body.code)
    index = inside = covered = 0  # `covered`: where the code ends that began before the place reached
    for match in opens.finditer(text, document.body_start):
        start = match.start()
        while index < len(spans) and spans[index].end <= start:
            index += 1
        if index < len(spans) and spans[index].start <= start:
            continue
        while inside < len(code) and code[inside].start <= start:
            covered = max(covered, code[inside].end)
            inside += 1
        if start < covered:
            continue
        closing = {"{{": "}}", "{%": "%}", "{{<": ">}}"}.get(match[0], "%}}")
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        rest = text[start : min(end, start + _LONGEST)].rstrip()
        yield Finding(
            Span(start, match.end()),
            msg("“{tag}” opens a tag that nothing closes: {title} will not build the site.", tag=rest, title=title),
            msg("Close it with “{closing}”.", closing=closing),
        )
        return


def _malformed(document: Document, title: str) -> Iterator[Finding]:
    """Find the first shortcode whose end is another tag's (`{{< x }}`), or that leaves a quotation mark open."""
    for span in document.body.templates:
        source = document.text[span.start : span.end]
        opening = source[:3]
        closing = {"{{<": ">}}", "{{%": "%}}"}.get(opening)
        if closing is None or source.startswith("/*", 3):
            continue
        shown = source.partition("\n")[0][:_LONGEST].rstrip()
        if not source.endswith(closing):
            message = msg(
                "“{tag}” begins with “{opening}” and does not end with “{closing}”: {title} will not build the site.",
                tag=shown,
                opening=opening,
                closing=closing,
                title=title,
            )
            yield Finding(span, message, msg("Close it with “{closing}”.", closing=closing))
            return
        first = source[: source.find(closing) + len(closing)]  # of what may be a pair with its text
        if '"' not in first or _OPEN_QUOTE.search(_QUOTED.sub("", first)) is None:
            continue
        if _CLOSED_LATER.match(document.text, span.start + len(first)) is not None:
            continue  # the mark of an end may stand in a value
        yield Finding(
            Span(span.start, span.start + len(first)),
            msg(
                "A quotation mark in “{tag}” is never closed: {title} will not build the site.", tag=shown, title=title
            ),
            msg("Put a quotation mark where the value ends."),
        )
        return


# Values in quotation marks stand behind a blank or an equals sign; a mark within a word is a part of it.
_QUOTED = lazy_regex(r'(?<=[\s=])"(?:[^"\\]|\\.)*+"|`[^`]*+`')
_OPEN_QUOTE = lazy_regex(r'(?<=[\s=])"')
_CLOSED_LATER = lazy_regex(r'[^"\r\n]*+"[^\r\n]*[>%]\}\}')


def _blocks(document: Document, title: str, *, in_code: bool) -> Iterator[Finding]:
    """Find blocks that are opened and not closed, and ends of blocks that nobody opened."""
    opened: list[Tag] = []
    for tag in tags(document):
        if tag.kind != "tag" or (tag.in_code and not in_code):
            continue
        name = tag.name
        if name in _OPAQUE and _is_whole(document, tag, name):
            continue
        if name in _BLOCKS or name in _OPAQUE:
            opened.append(tag)
        elif name.startswith("end"):
            inner = name.removeprefix("end")
            if opened and opened[-1].name == inner:
                opened.pop()
            elif inner in _BLOCKS or inner in _OPAQUE:
                yield _finding(
                    document,
                    tag,
                    msg(
                        "“{tag}” closes what nothing opens here: {title} will not build the site.",
                        tag=name,
                        title=title,
                    ),
                    msg("Delete it, or open the block before it."),
                )
                return
    for tag in opened[:1]:
        yield _finding(
            document,
            tag,
            msg(
                "“{tag}” opens a block that nothing closes: {title} will not build the site.", tag=tag.name, title=title
            ),
            msg("Close it with “{closing}”.", closing=f"{{% end{tag.name} %}}"),
        )


def _pairs(document: Document, context: RuleContext, title: str) -> Iterator[Finding]:
    """Find shortcodes that are closed and never opened, or closed though their templates take no text between the tags,
    and those left open whose templates take one or whose like the post closes elsewhere."""
    opened: list[Tag] = []
    closed: set[str] = set()
    left: list[Tag] = []
    for tag in tags(document):
        if tag.kind != "shortcode" or not tag.name.strip("/"):
            continue
        if not tag.name.startswith("/"):
            # One that holds code is one span with its end.
            if (
                document.text[tag.end - 4 : tag.end - 3] != "/"
                and document.text.rfind("{{", tag.start, tag.end) == tag.start
            ):
                opened.append(tag)
            continue
        name = tag.name[1:]
        at = next((at for at in range(len(opened) - 1, -1, -1) if opened[at].name == name), None)
        if at is None and opened and name in closed:
            opened.pop()  # Hugo takes any name that was opened before for the end of the last one
            continue
        if at is None:
            yield _finding(
                document,
                tag,
                msg("“{tag}” closes what nothing opens here: {title} will not build the site.", tag=name, title=title),
                msg("Delete it, or open the block before it."),
            )
            return
        if _takes_text(context, name) is False:
            yield _finding(
                document,
                tag,
                msg("“{tag}” takes no text between its tags: {title} will not build the site.", tag=name, title=title),
                msg("Delete the tag that closes it."),
            )
            return
        closed.add(name)
        left += opened[at + 1 :]
        del opened[at:]
    if not generator_of(context.site).stops_at_open(context.site):
        return
    still_open = [*left, *opened]
    blocks = {name for name in {tag.name for tag in still_open} if name in closed or _takes_text(context, name)}
    first = min((tag for tag in still_open if tag.name in blocks), default=None)
    if first is not None:
        yield _finding(
            document,
            first,
            msg(
                "“{tag}” opens a block that nothing closes: {title} will not build the site.",
                tag=first.name,
                title=title,
            ),
            msg("Close it with “{closing}”.", closing=f"{{{{< /{first.name} >}}}}"),
        )


def _takes_text(context: RuleContext, name: str) -> bool | None:
    """Tell whether a shortcode must be closed, by its template; None where nobody can tell."""
    chosen = generator_of(context.site)
    if chosen.templates is None or name.endswith(".inline"):
        return None
    for path in chosen.templates(context.site, name):
        uses = context.tree.template_uses(path, ".Inner")
        if uses is not None:
            return uses or context.tree.template_uses(path, ".InnerDeindent") is True
    return None if chosen.takes_text is None else chosen.takes_text(context.site, name)


def _is_whole(document: Document, tag: Tag, name: str) -> bool:
    """Tell whether a tag with an opaque body was read with its end."""
    return document.text.rfind(f"end{name}", tag.start, tag.end) > tag.start


def _finding(document: Document, tag: Tag, message: Msg, help_: Msg) -> Finding:
    end = document.text.find("\n", tag.start, tag.end)
    return Finding(Span(tag.start, tag.end if end < 0 else end), message, help_)


_JEKYLL = (("_config.yml", "title: Site\n"),)
_HUGO = (("hugo.toml", "baseURL = 'https://example.org/'\n"),)
_POST = "_posts/2026-01-02-a.md"

RULE = Rule(
    code="EV318",
    severity="error",
    check=check,
    holds=("{",),
    options=("generator",),
    examples=(
        Bad(
            '---\ntitle: A\n---\n\n«{{< company name="SnT" url="https://sustainoss.org/snt.html>}}»\n',
            says="is never closed: Hugo will not build",
            path="content/a.md",
            files=(("hugo.toml", "baseURL = 'https://e.org/'\n"), ("layouts/shortcodes/company.html", "x")),
            source="CURIOSSorg/curioss.org, content/about/members/_index.md, until somebody mended it",
        ),
        Bad(
            "---\ntitle: A\n---\n\n«{{< replay }}»\n",
            says="does not end with",
            path="content/a.md",
            files=(("hugo.toml", "baseURL = 'https://e.org/'\n"), ("layouts/shortcodes/replay.html", "x")),
        ),
        Good(
            '{{< x "a >}} b" >}} {{< x `a"b` >}} {{< x a"b \'c >}} {{< x n="a\\"b" >}} {{</* x "a */>}}\n',
            path="content/a.md",
            files=(("hugo.toml", "baseURL = 'https://e.org/'\n"), ("layouts/shortcodes/x.html", "x")),
        ),
        Bad(
            "---\ntitle: A\n---\n\n«{% include encadre.html %}»\n",
            says="_includes/encadre.html",
            path=_POST,
            files=_JEKYLL,
        ),
        Good(
            "{% include_relative _traditional.md %}\n",
            path="install/windows/_windows.md",
            files=_JEKYLL,
            source="swift.org/install/windows/_windows.md",
            note="Looked for beside the page that brings this part.",
        ),
        Bad("---\ntitle: A\n---\n\n«{{» page.title }\n", says="nothing closes", path=_POST, files=_JEKYLL),
        Bad("---\ntitle: A\n---\n\n«{% if page.x %}»\n\nText.\n", says="“if” opens a block", path=_POST, files=_JEKYLL),
        Bad("---\ntitle: A\n---\n\n«{{< nowhere >}}»\n", says="shortcodes/nowhere", path="content/a.md", files=_HUGO),
        Good(
            "---\ntitle: FAQ\n---\n\n{{< faq.inline >}}{{ range .Page.Pages }}{{ .Title }}{{ end }}{{< /faq.inline >}}\n",
            path="content/faq/_index.md",
            files=_HUGO,
            source="fossgis/openstreetmap.de, content/faq/_index.md",
            note="an inline shortcode brings its own text",
        ),
        Bad(
            '---\ntitle: A\n---\n\n«{{< figure src="/a.png" >}}»\n',
            says="cannot read this tag",
            path="source/_posts/a.md",
            files=(("_config.yml", "title: Site\n"), ("package.json", '{"dependencies": {"hexo": "^8.0.0"}}')),
        ),
        Good(
            "---\ntitle: A\n---\n\n{% raw %}{% include x.html %} {{ y }{% endraw %}\n\n"
            "{% include a.html %} {{ site.baseurl }}\n",
            path=_POST,
            files=(*_JEKYLL, ("_includes/a.html", "")),
        ),
        Bad(
            "---\ntitle: A\n---\n\n{{< note >}}A{{< /note >}}\n\n«{{< /note >}}»\n",
            says="closes what nothing opens",
            path="content/a.md",
            files=(*_HUGO, ("layouts/shortcodes/note.html", "<div>{{ .Inner }}</div>")),
        ),
        Bad(
            "---\ntitle: A\n---\n\n«{{< note >}}»A\n\n{{< note >}}B{{< /note >}}\n",
            says="“note” opens a block that nothing closes",
            path="content/a.md",
            files=(*_HUGO, ("layouts/shortcodes/note.html", "<div>{{ .Inner }}</div>")),
        ),
        Bad(
            "---\ntitle: Community\n---\n\n«{{< paragraph-center >}}»\n\nUnsere Community zählt rund 300 Menschen.\n",
            says="“paragraph-center” opens a block that nothing closes",
            path="content/community/_index.md",
            files=(
                ("config.yaml", "baseURL: https://codefor.de/\ntheme: codefor-theme\n"),
                ("themes/codefor-theme/layouts/shortcodes/paragraph-center.html", "<p>{{ .Inner | markdownify }}</p>"),
            ),
            source="codefor.de content/community/_index.md",
            note="Its template uses `.Inner`.",
        ),
        Good(
            '---\ntitle: R lernen\n---\n\n### Kontakt\n{{< contact key="zoe" >}}\n',
            path="content/nonprofits/rlernen.md",
            files=(
                *_HUGO,
                ("layouts/shortcodes/contact.html", "<p>{{ .Inner | markdownify }}</p>"),
                ("netlify.toml", '[build.environment]\nHUGO_VERSION = "0.70.0"\n'),
            ),
            source="CorrelAid/hugo-website, content/de/nonprofits/rlernen.md",
            note="Before 0.111 Hugo takes all that follows for the text.",
        ),
        Bad(
            '---\ntitle: A\n---\n\n{{< figure src="/a.png" >}}Légende«{{< /figure >}}»\n',
            says="“figure” takes no text",
            path="content/a.md",
            files=_HUGO,
        ),
        Good(
            "---\ntitle: A\n---\n\n{{< icon a >}} {{< old >}} {{< brought >}} {{< figure >}}B{{< /figure >}}\n",
            path="content/a.md",
            files=(
                ("hugo.toml", "theme = 'absent'\n"),
                ("layouts/shortcodes/icon.html", "<i></i>"),
                ("layouts/shortcodes/old.html", "{{/* .Inner was here */}}<i></i>"),
            ),
            note="Templates without `.Inner`; those of a theme that is not here may be anything.",
        ),
        Good(
            "---\ntitle: A\n---\n\n{{< note >}}{{< icon a >}} B {{% note %}}C{{% /note %}}{{< /note >}}{{< note />}}\n",
            path="content/a.md",
            files=(
                *_HUGO,
                ("layouts/shortcodes/note.html", "<div>{{ .Inner }}</div>"),
                ("layouts/shortcodes/icon.html", "<i></i>"),
            ),
            note="One that takes no text, one in another, one closed at once.",
        ),
        Good(
            "---\ntitle: A\n---\n\nUse {{< highlight >}}a .gov domain{{< /highlight >}}.\n\n{{< highlight go >}}\nx\n"
            "{{< /highlight >}}\n",
            path="content/a.md",
            files=_HUGO,
            source="digital.gov content/news/2019/11/2019-11-18-building-elements-that-earn-trust.md",
        ),
        Good(
            "---\ntitle: A\n---\n\n{{< note >}}A{{< /note >}}\n{{< box >}}B{{< /note >}}\n",
            path="content/a.md",
            files=(
                *_HUGO,
                ("layouts/shortcodes/note.html", "{{ .Inner }}"),
                ("layouts/shortcodes/box.html", "{{ .Inner }}"),
            ),
            source="opentelemetry.io content/en/ecosystem/registry/_index.md",
            note="Hugo builds it.",
        ),
        Good(
            '---\ntitle: A\n---\n\n{% include step.html\ntitle="Déroulement"\n\ncontent="\n- **Placement** : en arrêt.\n\n'
            '- **Fin** : à **1 m** !\n"\nimage="otto.png"%}\n',
            path="_docs/chrono_race.md",
            files=(*_JEKYLL, ("_includes/step.html", "<h3>{{ include.title }}</h3>")),
            source="doc.makerspace-amiens.fr _docs/concepts/otto-mks/ottolympiades/chrono_race.md",
            note="Liquid reads a tag over blank lines, too.",
        ),
        Bad(
            "---\ntitle: A\n---\n\n«{%» include step.html title='A'\n\nText.\n\n{% if page.x %}B{% endif %}\n",
            says="nothing closes",
            path=_POST,
            files=(*_JEKYLL, ("_includes/step.html", "")),
        ),
        Good("---\ntitle: A\n---\n\n{{</* note */>}} {{< youtube abc >}}\n", path="content/a.md", files=_HUGO),
        Good(
            "---\ntitle: A\n---\n\n{% include seo.html %}\n",
            path=_POST,
            files=(("_config.yml", "theme: minima\n"),),
            note="The theme may bring it.",
        ),
        Good(
            "---\nlayout: base\n---\n\n{# {% for post in posts %} #}\n{% set post = posts[0] %}\n",
            path="src/index.html",
            files=(
                (".eleventy.js", "module.exports = () => ({ dir: { input: 'src' }, htmlTemplateEngine: 'njk' })\n"),
            ),
            source="whykay/coding-grace-netlifycms src/index.html",
            note="HTML is run through Nunjucks there, whose comments Liquid does not know.",
        ),
        Good(
            "---\ntitle: A\ntemplateEngineOverride: njk,md\n---\n\n{# {% for post in posts %} #}\n",
            path="src/a.md",
            files=((".eleventy.js", "module.exports = () => ({ dir: { input: 'src' } })\n"),),
        ),
    ),
)
