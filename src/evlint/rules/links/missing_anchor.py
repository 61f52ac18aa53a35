"""A link to a part of a page, `#programme`, where that page has no such heading and no such id.

The page opens at its top and the reader is left to search. It happens when a heading is reworded: its id is made from
its words, and each site generator makes it its own way (accents kept or dropped, `-1` after a repeated one).

How to fix: use the id that the heading has now (the nearest one is shown), or give the heading an id of its own that
outlives rewording: `## Programme {#programme}`.

A query belongs before the `#`: in `#programme?utm_source=x` the whole is the name that is looked for.

Leaves alone: `#` and `#top`, addresses inside applications (`#/`, `#!`, `/api/#tag/users`), text fragments (`#:~:text=`),
`#page=3`; pages whose parts come from includes or shortcodes, since nobody can tell what ids those bring; ids that stand in
the site's layouts; sites with a script that gives headings other ids in the browser, or takes links by their fragment.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from evlint.model.context import RuleContext
from evlint.model.diagnostic import Finding
from evlint.model.document import Document, once
from evlint.model.message import msg
from evlint.model.rule import Bad, Good, Rule
from evlint.rules.links._local import LocalLink, is_part, local_links, target_of
from evlint.rules.links._placeholder import is_placeholder
from evlint.rules.links.malformed_url import ends_at_blank
from evlint.site.names import ANY, MAYBE, MOST_SUGGESTED
from evlint.site.nearest import Nearest

_NO_PLACE = ("/", "!", ":~:", "?", "fn:", "fnref:", "fn-", "markdown-toc", "user-content-")


def check(document: Document, context: RuleContext) -> Iterator[Finding]:
    """Flag every fragment that the local page it leads to does not answer to."""
    missed = 0
    listed = _contributors(document.text)
    part, body = is_part(document, context), document.body
    for local in local_links(document, context):
        fragment = local.fragment
        if not fragment or fragment.lower() == "top" or fragment.startswith(_NO_PLACE):
            continue
        if ("=" in fragment and "?" not in fragment) or (part and not local.address.startswith("/")):
            continue
        if listed[0] <= local.link.span.start < listed[1]:
            continue
        if context.runs("EV303") and ends_at_blank(document, context, local.link):
            continue
        target = target_of(document, context, local)
        if target.state != "found" or target.path is None:
            continue
        anchors = anchors_of(document, context, target.path)
        if anchors is None or _is_there(fragment, anchors, known=bool(context.site.config)):
            continue
        if local.address and "/" in fragment:
            continue  # a place of an application on that page
        if not local.address and is_placeholder(f"#{fragment}"):
            continue
        if not local.address and (
            (local.link.kind == "front-matter" and not (body.headings or body.anchors))
            or context.tree.shows_elsewhere(document.path)
        ):
            continue  # a page without any place of its own: its head is shown on another page, or all of it
        missed += 1
        near = _names(document, target.path, anchors).of(_decoded(fragment)) if missed <= MOST_SUGGESTED else None
        yield _finding(local, fragment, near, context, own=target.path == document.path)


def _contributors(text: str) -> tuple[int, int]:
    """Return where the list stands that the all-contributors bot writes: its anchors lead nowhere on purpose."""
    start = text.find("<!-- ALL-CONTRIBUTORS-LIST:START")
    return (start, text.find("<!-- ALL-CONTRIBUTORS-LIST:END", start)) if start >= 0 else (0, 0)


def _is_there(fragment: str, anchors: frozenset[str], *, known: bool) -> bool:
    """Tell whether a fragment is among the ids: as typed, else decoded; where nobody knows who makes them, in any case."""
    spellings = _spellings(fragment)
    if not spellings.isdisjoint(anchors) or any(f"{MAYBE}{one}" in anchors for one in spellings):
        return True
    if any(_fits(one, name) for name in anchors if ANY in name for one in spellings):
        return True
    if known:
        return False
    folded = {one.removeprefix(MAYBE).casefold() for one in anchors}
    # Wikis join the ids of the headings above one with `_`: `#versions_2019-1` is “2019.1” below “Versions”.
    return any(one in folded or folded.issuperset(one.split("_")) for one in map(str.casefold, spellings))


def _fits(fragment: str, pattern: str) -> bool:
    """Tell whether a fragment may be an id that a template makes in part."""
    parts = pattern.split(ANY)
    if len(fragment) < sum(map(len, parts)) or not fragment.startswith(parts[0]) or not fragment.endswith(parts[-1]):
        return False
    position = len(parts[0])
    for part in parts[1:-1]:
        found = fragment.find(part, position)
        if found < 0:
            return False
        position = found + len(part)
    return position <= len(fragment) - len(parts[-1])


def _names(document: Document, path: str, anchors: frozenset[str]) -> Nearest:
    """Return the ids of a page, indexed once for all the links of a post that miss it."""
    known = document.memo.get(f"nearest_anchor:{path}")
    if not isinstance(known, Nearest):
        known = document.memo[f"nearest_anchor:{path}"] = Nearest(
            sorted(name for name in anchors if ANY not in name and not name.startswith(MAYBE))
        )
    return known


def _finding(local: LocalLink, fragment: str, near: str | None, context: RuleContext, *, own: bool) -> Finding:
    wanted = f"#{fragment}"
    message = (
        msg("No heading and no id of this page is “{wanted}”.", wanted=wanted)
        if own
        else msg("No heading and no id of “{page}” is “{wanted}”.", page=local.shown, wanted=wanted)
    )
    advice = (
        msg("Use the id that the heading has, or give it one: {example}", example=_example(fragment, context))
        if near is None
        else msg("Did you mean “{near}”?", near=f"#{near}")
    )
    return Finding(local.link.span, message, advice, pointer=local.link.pointer, url=local.link.url)


def _example(fragment: str, context: RuleContext) -> str:
    """Return how the site's Markdown gives an id to a heading: the one that is missing, where it is short and plain."""
    from evlint.site.slugs import NO_OWN_IDS

    name = (
        fragment
        if len(fragment) <= _LONGEST_SHOWN and fragment.replace("-", "").replace("_", "").isalnum()
        else "programme"
    )
    if context.site.markdown in NO_OWN_IDS:
        return f'<a id="{name}"></a>'
    return f"## … {{#{name}}}"


_LONGEST_SHOWN = 40  # characters of an id that an example is made with


def anchors_of(document: Document, context: RuleContext, path: str) -> frozenset[str] | None:
    """Return the fragments of a page; this very post is taken as it stands, with what the site's layouts add."""
    return _own_anchors(document, context) if path == document.path else context.tree.anchors(path)


@once
def _own_anchors(document: Document, context: RuleContext) -> frozenset[str] | None:
    from evlint.site.anchors import document_anchors

    own = document_anchors(document, context.site)
    return None if own is None else own | (context.tree.anchors(document.path) or frozenset())


def _spellings(fragment: str) -> set[str]:
    """Return a fragment as typed and with its percent escapes undone, composed."""
    typed = {fragment, unicodedata.normalize("NFC", fragment)}
    if "%" not in fragment:
        return typed
    decoded = _decoded(fragment)
    return typed | {decoded, unicodedata.normalize("NFC", decoded)}


def _decoded(fragment: str) -> str:
    """Undo the percent escapes of a fragment."""
    if "%" not in fragment:
        return fragment
    from urllib.parse import unquote

    return unquote(fragment)


_CONFIG = ("_config.yml", "collections:\n  evenements: {output: true, permalink: '/agenda/:title/'}\n")
_FORUM = (
    "_evenements/forum-emploi-tech-etat-2021.markdown",
    '---\ntitle: Forum\n---\n\n<h3 id="forum-en-ligne">En ligne</h3>\n\n<h3 id="forum-paris">À Paris</h3>\n',
)

RULE = Rule(
    code="EV307",
    severity="warning",
    check=check,
    needs="local-links",
    options=("links.site-root",),
    examples=(
        Bad(
            "[Le programme](«#programe»)\n\n## Programme\n",
            says="#programe",
            note="The nearest id is offered.",
        ),
        Bad(
            "[Le forum à Paris](«/agenda/forum-emploi-tech-etat-2021/#forum-16dec»)\n",
            says="#forum-16dec",
            path="_evenements/journee-speciale.md",
            files=(_CONFIG, _FORUM),
            source="numerique.gouv.fr/_evenements/journee-speciale…, line 44",
            note="the page has only forum-en-ligne and forum-paris",
        ),
        Bad(
            "[Accès](«#acces»)\n\n## Accès\n",
            says="#acces",
            path="_evenements/x.md",
            files=(_CONFIG,),
            note="Jekyll keeps accents: the id is `accès`.",
        ),
        Bad(
            "---\ntitle: Salle\n---\n\n## 🪪 Réservations d’été\n\nVoir [plus bas](«#r%C3%A9servation-ete»).\n",
            path="content/a.md",
            files=(("hugo.toml", "baseURL = 'https://example.org/'\n"),),
            says="#r%C3%A9servation-ete",
        ),
        Good(
            "---\ntitle: Bilan\n---\n\nLe [compte 768](#produits-classe- 76).\n",
            path="content/a.md",
            files=(("hugo.toml", "baseURL = 'https://example.org/'\n"),),
            source="artsmartiauxgenas/web, src/docs/legal/budgets/2025-26-bilan.md",
            note="EV303 tells the blank that ends the link.",
        ),
        Bad(
            "---\ntitle: Bilan\n---\n\n## Ateliers\n\n[Les ateliers](«#les/ateliers») ; `<%- partial('x') %>`\n",
            path="source/_posts/a.md",
            files=(("_config.yml", "title: S\n"), ("package.json", '{"dependencies": {"hexo": "7.0.0"}}')),
            note="What stands in code brings no ids.",
        ),
        Good(
            "Une [légende](#legende-d-image) et un [CAPTCHA](#captcha).\n\n## Notes\n",
            path="src/rgaa/criteres/1.2/annexe.md",
            files=(
                (".eleventy.js", "module.exports = (c) => { c.addPlugin(x); return { dir: { input: 'src' } }; };\n"),
                ("src/methode.md", "---\nlayout: page.njk\n---\n"),
            ),
            source="accessibilite.numerique.gouv.fr, src/rgaa/criteres/1.2/annexe.md",
            note="Without a layout it is no page for readers: another one collects it.",
        ),
        Bad(
            "---\nlayout: page.njk\n---\n\nUne [légende](«#legende-d-image»).\n\n## Légende\n",
            path="src/rgaa/a.md",
            files=((".eleventy.js", "module.exports = () => ({ dir: { input: 'src' } });\n"),),
            says="#legende-d-image",
        ),
        Good(
            "See [`mkdocs get-deps`](../user-guide/cli.md#mkdocs-get-deps).\n",
            path="docs/about/release-notes.md",
            files=(
                ("mkdocs.yml", "site_name: MkDocs\n"),
                ("docs/user-guide/cli.md", "# Command line\n\n::: mkdocs-click\n    :module: mkdocs.__main__\n"),
            ),
            source="mkdocs/mkdocs, docs/about/release-notes.md",
            note="A plugin writes what stands for `:::`, headings included.",
        ),
        Good(
            "See [AWS](#aws), [our terms](../annexes.html#terms) and [its own page](../aup.html).\n",
            path="source/documentation/data/sources.md",
            files=(
                ("source/documentation/index.html.md.erb", "---\ntitle: Guide\n---\n\n<%= partial 'data/sources' %>\n"),
                ("source/documentation/annexes.md", "# Annexes\n"),
            ),
            source="moj-analytical-services/user-guidance, source/documentation",
            note="Middleman makes pages of `x.html.md` alone: other Markdown files are parts of those.",
        ),
        Good(
            "##### Apps\n\nZie de paragraaf [Crashlytics](#crashlytics).\n",
            path="content/about/privacy/hydra.md",
            files=(
                ("nanoc.yaml", "output_dir: output\n"),
                ("content/about/privacy.erb", '<h3 id="crashlytics">Crashlytics</h3>\n<% projects.each do |one| %>\n'),
            ),
            source="ZeusWPI/zeus.ugent.be content/about/privacy/hydra.md",
            note="One page shows all texts of the folder of its name.",
        ),
        Good(
            "---\ntitle: Chaque [zone cliquable](#zone-cliquable) est-elle doublée ?\n---\n\n1. Retrouver les zones.\n",
            path="src/rgaa/criteres/1.1/tests/4.md",
            files=(
                (".eleventy.js", "module.exports = (c) => { c.addPlugin(x); return { dir: { input: 'src' } }; };\n"),
            ),
            source="accessibilite.numerique.gouv.fr, src/rgaa/criteres/1.1/tests/4.md",
            note="A page without any heading: its head is shown on another one, which has the glossary.",
        ),
        Good(
            "# Gluon-Versionen\n\n## 2019.1.2\n\n# Änderungen\n\n- Update auf [2019.1.2](#gluon-versionen_2019-1-2)\n",
            source="FreifunkBremen/wiki, Firmware/Changelog.md",
            note="The wiki joins the ids of a heading and of the one above it.",
        ),
        Bad(
            "# Gluon-Versionen\n\n## 2019.1.2\n\n- Update auf [2019.1.3](«#gluon-versionen_2019-1-3»)\n",
            says="#gluon-versionen_2019-1-3",
        ),
        Good(
            "---\ntitle: Stages\n---\n\n[un](#stage-1:-decorators)\n\n"
            "### Stage 1: Decorators { /*#stage-1:-decorators*/ }\n",
            path="docs/stages.md",
            files=(("docusaurus.config.js", "module.exports = {};\n"),),
            source="babel/website docs/plugins-list.md",
        ),
        Good(
            "---\ntitle: Notes\n---\n\nUne phrase.^[Et sa note.]\n\n[la note](#fn1)\n",
            path="post.qmd",
            files=(("_quarto.yml", "project: {type: website}\n"),),
            note="pandoc numbers notes within the text too",
        ),
        Good(
            "[a](#acc%C3%A8s), [b](#accès-1), [c](#plan), [d](#ici), [e](#top), [f](#), [g](page.html#/route)\n\n"
            "## Accès\n\n## Accès\n\n## Le plan {#plan}\n\n<a name='ici'></a>\n",
            path="_evenements/x.md",
            files=(_CONFIG, ("_evenements/page.md", "")),
        ),
        Good(
            "[a](/agenda/forum-emploi-tech-etat-2021/#forum-en-ligne)\n",
            path="_evenements/x.md",
            files=(_CONFIG, _FORUM),
            source="numerique.gouv.fr",
        ),
        Good(
            "[a](#whats-new--more) [b](#with-code-and-link)\n\n## What's *new* & more\n\n## With `code` and [link](https://example.org)\n",
            note="Emphasis, code and links in a heading: only their text counts.",
        ),
        Good(
            "[a](#formulaire) [b](#section)\n\n{% include contact.html %}\n",
            note="What an include brings is not known.",
        ),
        Good(
            "[a](#commentaires)\n",
            path="_evenements/x.md",
            files=(_CONFIG, ("_layouts/default.html", '<div id="commentaires"></div>')),
            note="The layout brings this id.",
        ),
        Good(
            "---\nlayout: startups\n---\n\n[Construire](#construction)\n",
            path="startups.md",
            files=(
                _CONFIG,
                ("_layouts/startups.html", "---\nlayout: default\n---\n{% include phases.html %}\n{{ content }}\n"),
                (
                    "_includes/phases.html",
                    '{% for phase in site.data.phases %}<div id="{{ phase.status }}"></div>{% endfor %}\n',
                ),
            ),
            source="beta.gouv.fr/_pages/startups.md",
            note="The layout makes ids of data.",
        ),
        Good(
            "---\ntitle: API\n---\n\nSee [`Vue.set`](#Vue-set).\n\n### Vue.set( target, key, value )\n",
            path="src/v2/api/index.md",
            files=(
                ("_config.yml", "title: Vue.js\nsource_dir: src\ntheme: vue\n"),
                ("package.json", '{"dependencies": {"hexo": "^3.6.0"}}'),
                (
                    "themes/vue/source/js/common.js",
                    "content.querySelectorAll('h3').forEach(function (title) {\n"
                    "  title.setAttribute('id', slugize(title.textContent))\n})\n",
                ),
            ),
            source="v2.vuejs.org/src/v2/api/index.md",
            note="A script gives the headings other ids in the browser.",
        ),
        Bad(
            "---\ntitle: x\n---\n\n[Le plan](«#plan»)\n\n## Accès\n",
            path="_evenements/x.md",
            files=(
                _CONFIG,
                (
                    "assets/sommaire.js",
                    "document.querySelectorAll('h2, h3').forEach((title) => {\n"
                    "  const entry = document.createElement('li')\n  entry.id = `to-${title.id}`\n})\n",
                ),
            ),
            says="#plan",
            note="The script only reads the ids of headings.",
        ),
        Bad(
            "---\ntitle: Mitmachen\n---\n\n[Kontakt](#email-mitmachen), [Plan](«#plan»)\n",
            path="content/mitmachen.md",
            files=(("hugo.yaml", ""), ("assets/main.js", "all('a[href^=\"#email-\"]').forEach(write)\n")),
            source="casperli/fws-homepage content/mitmachen.md",
        ),
        Bad(
            "---\ntitle: Police\nlayout: guide\n---\n\n[a](#police), [b](«#jetons»)\n",
            path="police.md",
            files=(
                _CONFIG,
                ("_layouts/guide.html", '<h1 id="{{ page.title | slugify }}">{{ page.title }}</h1>{{ content }}\n'),
            ),
            says="#jetons",
            note="The layout makes one id, of the title.",
        ),
        Good(
            "---\ntitle: Playtest\n---\n\n[servers](#dedicated-server-changes)\n\n"
            "<hr />\n## Dedicated server changes\n<hr />\nText.\n",
            path="news/_posts/2016-04-03-playtest-20160403.md",
            files=(("_config.yml", "title: x\n"),),
            source="OpenRA/OpenRAWebsiteV3, 2016-04-03-playtest-20160403.md",
            note="kramdown ends a block of HTML with its tag, so a heading follows without a blank line.",
        ),
        Good(
            "See [Installing](#installing-swift), [merging](#code-merger).\n",
            path="getting-started/_build-system.md",
            files=(
                ("_config.yml", "title: Swift\n"),
                ("getting-started/index.md", "---\ntitle: x\n---\n{% include_relative _build-system.md %}\n"),
            ),
            source="swift.org/getting-started/_build-system.md",
            note="A part of another page.",
        ),
        Good(
            "See [power](#power-management) and [battery](#battery).\n\n## :battery: Power management\n\n## `:battery:`\n",
            path="docs/kit.md",
            files=(
                (
                    "mkdocs.yml",
                    "site_name: Kit\nmarkdown_extensions:\n  - toc\n  - pymdownx.emoji:\n"
                    "      emoji_generator: !!python/name:pymdownx.emoji.to_svg\n",
                ),
            ),
            source="fablabbcn/smartcitizen-docs, docs/Smart Citizen Kit.md",
            note="A short code becomes a picture, which is no part of the id.",
        ),
        Bad(
            "See [power](«#power-management»).\n\n## :battery: Power management\n",
            path="docs/kit.md",
            files=(("mkdocs.yml", "site_name: Kit\nmarkdown_extensions: [toc]\n"),),
            says="#power-management",
        ),
        Good(
            "---\nlayout: post.njk\n---\n\nStill [Solid Explorer](#8_solid_explorer).\n\n## 8) Solid (Explorer)!\n",
            path="src/apps.md",
            files=(
                (
                    ".eleventy.js",
                    'const anchor = require("markdown-it-anchor");\nmodule.exports = (c) => {\n'
                    '  const options = { slugify: (s) => s.replace(/[^\\w\\s]/g, "").toLowerCase().replace(/ /g, "_") };\n'
                    '  c.setLibrary("md", require("markdown-it")().use(anchor, options));\n'
                    "  return { dir: { input: 'src' } };\n};\n",
                ),
            ),
            source="jasonbayton/11ty, _src/blog/2018/12/my-top-android-apps-in-2018.md",
            note="The site makes the ids by a function of its own: nobody can tell them.",
        ),
        Bad(
            "---\nlayout: post.njk\n---\n\nStill [Solid Explorer](«#8-explorer»).\n\n## 8) Solid (Explorer)!\n",
            path="src/apps.md",
            files=(
                (
                    ".eleventy.js",
                    'const anchor = require("markdown-it-anchor");\nconst slug = require("@sindresorhus/slugify");\n'
                    "module.exports = (c) => {\n"
                    '  c.setLibrary("md", require("markdown-it")().use(anchor, { slugify: slug, level: 2 }));\n'
                    "  return { dir: { input: 'src' } };\n};\n",
                ),
            ),
            says="#8-explorer",
            note="How this package makes ids is known.",
        ),
        Good(
            "---\ntitle: Vue3\n---\n\n[创建Rocket 项目](#创建rocket-项目)\n\n### 创建Rocket 项目\n",
            path="source/_posts/vue3.md",
            files=(
                ("_config.yml", "title: Notes\n"),
                (
                    "package.json",
                    '{"dependencies": {"hexo": "^7.3.0", "hexo-renderer-markdown-it-plus": "^1.0.6"}}',
                ),
            ),
            source="12Tall/12tall.github.io, source/_posts/rust/2022/vue3.md",
            note="This renderer writes ids in lower case.",
        ),
        Good(
            "---\ntitle: Analyseurs\ndate: 2025-09-18\nslug: md\n---\n\n"
            "[Raw attributes](/blog/2023/06/01/pandoc/#raw-attributes)\n\n"
            "[En français](/fr/blog/2023/06/01/pandoc/#attributs-bruts)\n",
            path="content/blog/2025-09-18-md/index.fr.md",
            files=(
                (
                    "hugo.toml",
                    "baseURL = 'https://example.org/'\ndefaultContentLanguage = 'en'\n[languages.en]\nweight = 1\n"
                    "[languages.fr]\nweight = 2\n[permalinks]\nblog = '/blog/:year/:month/:day/:slug/'\n",
                ),
                (
                    "content/blog/2023-06-01-pandoc/index.fr.md",
                    "---\ntitle: Pandoc\ndate: 2023-06-01\nslug: pandoc\n---\n\n## Attributs bruts\n",
                ),
                (
                    "content/blog/2023-06-01-pandoc/index.md",
                    "---\ntitle: Pandoc\ndate: 2023-06-01\nslug: pandoc\n---\n\n## Raw attributes\n",
                ),
            ),
            source="ropensci/roweb3, content/blog/2025-09-18-markdown-programmatic/index.fr.md",
            note="Two translations share all of their address but the language before it.",
        ),
        Good("[un site](https://example.org/#absent) et `[code](#absent)`\n"),
    ),
)
