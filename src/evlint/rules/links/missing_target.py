"""A link or an image that leads to a file or page of the same site which is not there.

The reader gets an error page, or a hole where the picture should be. Nobody notices while writing: the text looks
right, and only the published page shows it. Upper and lower case count: `Affiche.PNG` and `affiche.png` are two files
on a web server.

How to fix: correct the path (the nearest name is shown where one is near), or add the file. Where the page did exist
and was renamed, link to its new address, or give the new page a `redirect_from` (Jekyll) or `aliases` (Hugo).

In a page that has expired (`expiryDate` of Hugo, EV213), and in a catalogue's pages that a script copies from the README of
each program (`repository` beside `minimum_version` in their front matter), it is told as information only; so it
is where no generator is known, in a folder that calls itself `legacy`, `deprecated`, `obsolete`, `outdated` or `attic`.

Leaves alone: addresses from the site's root whose layout is not known, such as pages that a plugin or a theme makes,
folders of uploads that are not in the checkout, and pictures of the front matter where those of nearly all posts around are
nowhere either; links with template tags, except `link`, `post_url`, `ref` and `relref` with a literal; where `netlify.toml`
shows that Netlify publishes the site, what differs from the address of a page or file in upper and lower case only, or
lacks a page's `.html`: Netlify answers both; whole addresses on `github.io` and its like whose first folder the site does
not have, which may be another repository's.
"""

from __future__ import annotations

from collections.abc import Iterator

from evlint.generators import generator_of, why_hidden
from evlint.model.context import RuleContext
from evlint.model.diagnostic import Finding
from evlint.model.document import Document
from evlint.model.message import Msg, msg
from evlint.model.rule import Bad, Good, Rule
from evlint.rules.links._classify import malformed_spans
from evlint.rules.links._local import (
    LocalLink,
    is_in_absent_folder,
    is_kept_elsewhere,
    is_of_a_neighbour,
    is_part,
    local_links,
    target_of,
)
from evlint.rules.links._unpublished import UNPUBLISHED_HELP, stops_message, unpublished_message
from evlint.rules.links.malformed_url import ends_at_blank


def check(document: Document, context: RuleContext) -> Iterator[Finding]:
    """Flag every local link whose target is known to be missing."""
    if not document.links and not document.body.templates:
        return
    part: bool | None = None
    for local in local_links(document, context):
        if not local.address:
            continue
        if not local.tag and not local.address.startswith("/"):
            part = is_part(document, context) if part is None else part
            if part:
                continue  # it is looked for from the page that brings this part
        target = target_of(document, context, local)
        if target.state == "missing" and local.link.span not in malformed_spans(document):
            if local.tag and why_hidden(document, context, context.today):
                continue  # its tags are not run
            if ends_at_blank(document, context, local.link) or is_of_a_neighbour(document, context, local):
                continue
            if is_kept_elsewhere(document, context, local) or is_in_absent_folder(document, context, local):
                continue
            near = target.nearest
            hidden = stops_message if generator_of(context.site).stops_at_tags(context.site) else unpublished_message
            why = "" if target.path is None else context.tree.unpublished(target.path)
            yield Finding(
                local.link.span,
                _message(local, near, context) if not why else hidden(why, local.shown, target.path or ""),
                _help(near) if not why else UNPUBLISHED_HELP,
                pointer=local.link.pointer,
                url=local.link.url,
            )


def _message(local: LocalLink, near: str | None, context: RuleContext) -> Msg:
    shown = local.shown
    if near is not None and near.casefold() == shown.casefold():
        return msg(
            "“{shown}” is written “{near}” on the site: upper and lower case count there.", shown=shown, near=near
        )
    if local.tag and not generator_of(context.site).stops_at_tags(context.site):
        return msg("The site has no “{shown}”, which this tag asks for.", shown=shown)
    if local.tag and not local.shown.startswith("/"):
        return msg("The site has no “{shown}”, which this tag asks for: the site will not build.", shown=shown)
    if shown.startswith("/"):
        return msg("The site has nothing at “{shown}”.", shown=shown)
    if local.link.element == "img":
        return msg("There is no picture “{shown}” where this post looks for it.", shown=shown)
    return msg("There is no “{shown}” where this post looks for it.", shown=shown)


def _help(near: str | None) -> Msg:
    if near is not None:
        return msg("Did you mean “{near}”?", near=near)
    return msg("Correct the path, or add what it names to the site.")


_JEKYLL = (
    "_config.yml",
    "url: https://www.numerique.gouv.fr\n"
    "collections:\n  evenements: {output: true, permalink: '/agenda/:title/'}\n  pages: {output: true}\n",
)
_GOVTECH = ("_evenements/sommet-des-govtech.markdown", "---\ntitle: Sommet des GovTech\n---\n")
_HUGO = ("hugo.toml", "baseURL = 'https://example.org/'\n")

RULE = Rule(
    code="EV306",
    severity="error",
    check=check,
    needs="local-links",
    options=("links.site-root", "links.site-url"),
    examples=(
        Bad(
            "---\ntitle: Trends\nexpiryDate: 2025-01-01\n---\n\nSee the [guidelines](«/resources/guidelines/»).\n",
            says="/resources/guidelines/",
            path="content/news/trends.md",
            files=(("hugo.toml", "baseURL = 'https://digital.gov/'\n"),),
            severity="info",
            source="digital.gov, content/news/2013/09/2013-09-24-trends-on-tuesday-pew-cell-phone-activities-report.md",
            note="a note only: the site no longer shows this page",
        ),
        Bad(
            '\n+++\ntitle = "terminimal"\ntemplate = "theme.html"\n\n[extra]\n'
            'repository = "https://github.com/pawroman/zola-theme-terminimal.git"\nminimum_version = "0.11.0"\n+++    \n\n'
            "See [LICENSE-Hack.md](«../master/LICENSE-Hack.md»).\n",
            path="content/themes/terminimal/index.md",
            files=(("config.toml", "base_url = 'https://www.getzola.org/'\n"),),
            severity="info",
            source="getzola/zola, docs/content/themes/zola-theme-terminimal/index.md",
            note="a note only: a script copies the program's README",
        ),
        Bad(
            "1. Select **Draft a new release**.\n\n![Draft](«../internal-images/DraftNewRelease.png»)\n",
            path="CONTRIBUTING/legacy-gatsby-docs/README.md",
            says="There is no picture",
            severity="info",
            source="grafana/k6-docs, CONTRIBUTING/legacy-gatsby-docs/README.md",
            note="a note only: the folder is kept as it was",
        ),
        Bad(
            "Le [programme](«programme-2022.pdf») est en ligne.\n",
            says="programme-2022.pdf",
            files=(("programme-2023.pdf", ""),),
            note="The nearest name is offered.",
        ),
        Bad(
            "![L'affiche](«images/Affiche.png»)\n",
            says="upper and lower case",
            files=(("images/affiche.png", ""),),
            note="A web server tells upper from lower case, even where the author's computer does not.",
        ),
        Bad(
            "[Paris Digital Week](«/agenda/paris-digital-week/»)\n",
            says="/agenda/paris-digital-week/",
            path="_evenements/hackathon-forum-paris-paix.markdown",
            files=(_JEKYLL, _GOVTECH),
            source="numerique.gouv.fr/_evenements/sommet-des-govtech.markdown",
            note="Jekyll's configuration says what stands below /agenda/.",
        ),
        Bad(
            "<a href='«https://www.numerique.gouv.fr/agenda/sommet-des-govtechs/»'>Le sommet</a>\n",
            says="/agenda/sommet-des-govtechs/",
            path="_evenements/journee.md",
            files=(_JEKYLL, _GOVTECH),
            note="A link to the site's own address is looked up in the tree, not on the network.",
        ),
        Bad(
            "[3.4.0]({% post_url 2017-01-18-jekyll-3-4-0-released %}), [3.4.1](«{% post_url 2017-03-02-jekyll-3-4-1 %}»)\n",
            says="2017-03-02-jekyll-3-4-1",
            path="_posts/2017-03-07-jekyll-3-4-2-released.markdown",
            files=(
                ("_config.yml", "title: Jekyll\n"),
                ("_posts/2017-01-18-jekyll-3-4-0-released.markdown", ""),
                ("_posts/2017-03-02-jekyll-3-4-1-released.markdown", ""),
            ),
            source="jekyll-docs/docs/_posts/2017-03-07-jekyll-3-4-2-released.markdown",
        ),
        Bad(
            '[The guide](«{{< ref "/guides/analytics.md" >}}»)\n',
            says="/guides/analytics.md",
            path="content/news/post.md",
            files=(_HUGO, ("content/guides/dap/_index.md", "---\ntitle: DAP\n---\n")),
        ),
        Bad(
            '---\ntitle: News\n---\n\nSee [the guide](«{{< ref "guide.md" >}}»).\n',
            says="guide.md",
            path="content/news/post.md",
            files=(_HUGO, ("content/news/guide.md", "---\ntitle: Guide\ndraft: true\n---\n")),
            note="A draft is not there: Hugo stops at the tag.",
        ),
        Bad(
            '- [Plain Writing Basics](«{{< ref "2014-04-16-your-agencys-story.md" >}}»)\n',
            says="has expired, content/news/2014-04-16-your-agencys-story.md: the site will not build",
            path="content/resources/guidelines.md",
            files=(
                _HUGO,
                (
                    "content/news/2014-04-16-your-agencys-story.md",
                    "---\ntitle: Story\nexpiryDate: 2020-01-01\n---\n",
                ),
            ),
            source="digital.gov content/resources/federal-plain-language-guidelines.md",
            note="The file is there, and has expired.",
        ),
        Bad(
            "![Plan](«plan.png»)\n",
            says="plan.png",
            path="_posts/2024-01-01-a.md",
            files=(("_config.yml", "title: Site\n"), ("_posts/plan.png", "")),
            note="Jekyll copies nothing from `_posts`.",
        ),
        Bad(
            "[À propos](«/a-propos.html»)\n",
            says="/a-propos.html",
            path="_posts/2018-05-23-facteurs.md",
            files=(
                ("_config.yml", "title: x\nplugins: [jekyll-paginate-v2]\n"),
                (
                    "_plugins/bundle.rb",
                    "module Jekyll\n  class Bundle < Converter\n    def convert(text)\n      text\n    end\n  end\nend\n",
                ),
            ),
            source="entrepreneur-interet-general.etalab.gouv.fr, 6-facteurs-de-reussite-defi-eig.md",
            note="A plugin of the site's own that only converts makes no pages.",
        ),
        Good(
            "[the commons](commons.md)\n",
            path="docs/people.md",
            files=(("mkdocs.yml", "plugins: [search, ezlinks]\n"), ("docs/concepts/commons.md", "")),
            source="DesigningOpenDemocracy.github.io, docs",
            note="The plugin looks for a file of that name in every folder.",
        ),
        Good(
            "---\ntitle: Dash\nimage: articles/dash.png\n---\n",
            path="src/content/posts/dash.md",
            files=(
                ("astro.config.mjs", "export default {};\n"),
                ("src/assets/head.png", ""),
                *((f"src/content/posts/{one}.md", f"---\nimage: articles/{one}.png\n---\n") for one in "abc"),
            ),
            source="chrischinchilla.com, src/content/posts",
            note="The pictures of the posts around are nowhere either: the site brings them from elsewhere.",
        ),
        Bad(
            "---\ntitle: Dash\nimage: «articles/dash.png»\n---\n",
            path="src/content/posts/dash.md",
            files=(
                ("astro.config.mjs", "export default {};\n"),
                *((f"src/assets/articles/{one}.png", "") for one in "abc"),
                *((f"src/content/posts/{one}.md", f"---\nimage: articles/{one}.png\n---\n") for one in "abc"),
            ),
            says="no picture “articles/dash.png”",
        ),
        Good(
            "---\ntitle: VeloxChem\n---\n\nVisit the [lesson page](https://enccs.github.io/veloxchem-hpc/)"
            " or [another](https://enccs.github.io/python-for-hpda).\n",
            path="content/lessons/veloxchem.md",
            files=(
                ("zola.toml", "base_url = 'https://enccs.github.io'\n\n[extra]\nmaturity = {\n  alpha = '#f00',\n}\n"),
                ("content/lessons/_index.md", "+++\ntitle = 'Lessons'\n+++\n"),
            ),
            source="ENCCS/enccs.github.io, content/lessons/veloxchem-hpc.md",
            note="Another repository of the same owner is published there.",
        ),
        Bad(
            "---\ntitle: VeloxChem\n---\n\nVisit the [lesson page](«https://enccs.github.io/lessons/veloxchem-hpc/»).\n",
            path="content/lessons/veloxchem.md",
            says="/lessons/veloxchem-hpc/",
            files=(
                ("zola.toml", "base_url = 'https://enccs.github.io'\n"),
                ("content/lessons/_index.md", "+++\ntitle = 'Lessons'\n+++\n"),
            ),
        ),
        Good(
            "---\ntitle: Version courte\nlinks:\n- url: /slides/light.html\n---\n\n[Diapositives](/slides/light.html)\n",
            path="cards/index.qmd",
            files=(
                ("_quarto.yml", "project:\n  type: website\n"),
                (
                    "slides/formation_light.qmd",
                    "---\ntitle: Git\nformat:\n  onyxia-revealjs:\n    output-file: light.html\n---\n",
                ),
            ),
            source="InseeFrLab/formation-bonnes-pratiques-git-R, cards/version-light/index.qmd",
            note="The format names the file that it writes.",
        ),
        Good(
            "---\ntitle: useR\nslug: june-user\nlinks:\n- url: /talks/june-user/slides.html\n---\n\n[HTML](slides.html)\n",
            path="content/talks/2022-06-20-use-r/index.md",
            files=(
                ("hugo.toml", "baseURL = 'https://nrennie.rbind.io/'\n"),
                ("content/talks/2022-06-20-use-r/slides.html", "<!doctype html>\n<title>useR</title>\n"),
            ),
            source="nrennie/nrennie.rbind.io, content/talks/2022-06-20-use-r-conference/index.md",
            note="Hugo copies HTML without front matter beside its page.",
        ),
        Good(
            '---\ntitle: Map\n---\n\n[Mitmachen]({{< relref "/participate.de.md" >}}), '
            '[in English]({{< relref path="/about" lang="en" >}})\n',
            path="content/map.de.md",
            files=(
                ("hugo.toml", "defaultContentLanguage = 'de'\n[languages.de]\n[languages.en]\n"),
                ("content/participate.de.md", "---\ntitle: Mitmachen\n---\n"),
                ("content/about.en.md", "---\ntitle: About\n---\n"),
            ),
            source="freifunk-berlin/berlin.freifunk.net, content/map.de.md; openfisca/openfisca.org",
            note="Hugo takes the language off the name of a file, and looks in the language that the tag names.",
        ),
        Bad(
            '---\ntitle: Map\n---\n\n[in English](«{{< relref path="/about" lang="en" >}}»)\n',
            path="content/map.de.md",
            says="“/about”",
            files=(
                ("hugo.toml", "defaultContentLanguage = 'de'\n[languages.de]\n[languages.en]\n"),
                ("content/about.de.md", "---\ntitle: Über uns\n---\n"),
            ),
        ),
        Good(
            "[Équipe](/equipe/)\n",
            path="_posts/2018-05-23-facteurs.md",
            files=(("_config.yml", "title: x\n"), ("_plugins/pages.rb", "class Pages < Jekyll::Generator\nend\n")),
            note="One that makes pages does.",
        ),
        Good(
            "![Rodin](slide.png)\n",
            path="_d/a.md",
            files=(("_config.yml", "permalink: pretty\ncollections: {d: {output: true}}\n"), ("_d/a/slide.png", "")),
            source="doc.makerspace-amiens.fr _docs/concepts/le-workflow-logiciel.md",
        ),
        Good(
            "[Den ICS-Kalender](c14h.ics) und [das Wiki](/wiki/knb:meet)\n",
            path="stammtisch.md",
            files=(("_config.yml", "title: x\n"), ("_plugins/ical.rb", "class C14h < Generator\nend\n")),
            source="noname-ev.de/stammtisch.md",
            note="A plugin may write a calendar.",
        ),
        Good(
            "[Das Wiki](/wiki/knb:meet), [ein Pad](/pad/p/Marktplatz)\n",
            path="dienste.md",
            files=(("_config.yml", "title: x\n"),),
            source="ffmuc.net/dienste.md",
            note="Below such names another program of the host answers.",
        ),
        Good(
            "[Installing](installing.html), ![a](../a.png)\n",
            path="start/_part.md",
            files=(("_config.yml", "title: x\n"), ("start/index.md", "---\n---\n{% include_relative _part.md %}\n")),
            note="Looked for from the page that brings this part.",
        ),
        Good(
            "Le [programme](programme%202022.pdf?v=2#page=3) et [l'autre billet](autre.html), [l'index](dossier/).\n",
            files=(("programme 2022.pdf", ""), ("autre.md", ""), ("dossier/index.md", "")),
            note="Percent escapes, query and fragment, the Markdown source of a page, a folder with an index.",
        ),
        Good(
            "[Le sommet](/agenda/sommet-des-govtech/), [le site](/), [un PDF](/uploads/x.pdf), [un bilan](/bilans/2022/)\n",
            path="_evenements/x.md",
            files=(_JEKYLL, _GOVTECH),
            source="numerique.gouv.fr",
            note="Uploads that are not in the checkout and pages made elsewhere: nobody can tell.",
        ),
        Good(
            "[S'inscrire](edite-piaf-sip.eventbrite.com), [écrire](logiciels-libres@data.gouv.fr), [à venir](LIEN)\n",
            source="numerique.gouv.fr/_evenements/annotathon-piaf-pour-des-ia-francophones-speciale-sip.markdown",
            note="Other rules tell these: a link without a scheme, an address without mailto:, a placeholder.",
        ),
        Good(
            "![Logo](/uploads/351px-Logo_de_la_Pr%C3%A9fecture_(2020).png)\n",
            files=(("uploads/351px-Logo_de_la_Préfecture_(2020).png", ""), ("_config.yml", "title: x\n")),
            note="Accents may be composed or not, escaped or not.",
        ),
        Good(
            '[DAP]({{< ref "/guides/dap/_index.md" >}}), [news]({{< relref "post.md#more" >}})\n',
            path="content/news/index.md",
            files=(_HUGO, ("content/guides/dap/_index.md", ""), ("content/news/post.md", "")),
            source="digitalgov",
        ),
        Good(
            '<!--\n[T]({{< ref "sponsor.md" >}})\n-->\n\nA <!-- {{< ref "no.md" >}} -->.\n',
            path="content/events/2026.md",
            files=(_HUGO,),
            source="parisjug.org content/events/2026/06-09-todo.md",
            note="Hugo leaves HTML out of Markdown, unless `unsafe` is on, and never runs the tags in it.",
        ),
        Good(
            "There are [many ways to contribute](/dev :).\n",
            path="docs/community/faq.md",
            files=(
                ("docusaurus.config.js", "module.exports = {presets: [['classic', {docs: {routeBasePath: '/'}}]]}\n"),
            ),
            source="YunoHost/doc docs/community/05.faq.mdx",
            note="A blank in the target is told by EV303 alone.",
        ),
        Good(
            "---\ntitle: 7.0\n---\n\n[options](/docs/options), [the old page](/old)\n",
            path="website/blog/2018-08-27-7.0.0.md",
            files=(
                (
                    "website/docusaurus.config.js",
                    "module.exports = {presets: [['classic', {docs: {path: '../docs'}}]],\n"
                    "plugins: [['@docusaurus/plugin-client-redirects',\n"
                    "{redirects: [{from: '/old', to: '/docs/options'}]}]]}\n",
                ),
                ("docs/options.md", "Text.\n"),
            ),
            source="babel/website",
            note="Docusaurus may read its docs from above the folder of its configuration.",
        ),
        Good(
            "![Le tableau](/img/Tableau.JPG), [les chiffres](/blog/2019/05/09/chiffres-eig)\n",
            path="_posts/2019-06-26-rapport.md",
            files=(
                ("_config.yml", "title: x\npermalink: /blog/:year/:month/:day/:title.html\n"),
                ("netlify.toml", "[build]\ncommand = 'bundle exec jekyll build'\n"),
                ("_posts/2019-05-09-Chiffres-EIG.md", "---\ntitle: Chiffres\n---\n"),
                ("img/tableau.jpg", ""),
            ),
            source="entrepreneur-interet-general.etalab.gouv.fr, rapport-analyse-eig.md",
            note="Netlify answers addresses in any case, and those of pages without their ending.",
        ),
        Good(
            "Lire [l’introduction]({% link _api/intro.md %}) et [le billet]({% link _posts/2026-01-12-a.md %}).\n",
            path="articles/_api/usage.md",
            files=(
                ("_config.yml", "collections_dir: articles\ncollections:\n  api: {output: true}\n"),
                ("articles/_api/intro.md", "---\ntitle: Introduction\n---\n"),
                ("articles/_posts/2026-01-12-a.md", "---\ntitle: A\n---\n"),
            ),
            source="doc.data.gouv.fr, articles/_api/dataset-workflow.md",
            note="The tag names a document from the folder that holds all collections.",
        ),
        Good(
            "[OAuth](./oauth.md), [l’installation](../../admin/install/) et [l’accueil](../index.md).\n",
            path="content/docs/4.developers/token/2.miauth.md",
            files=(
                ("content/docs/4.developers/token/1.oauth.md", "# OAuth\n"),
                ("content/docs/4.developers/1.index.md", "# A\n"),
                ("content/docs/3.admin/install/1.index.md", "# B\n"),
            ),
            source="misskey-hub.net content/de/docs/4.for-developers/api/token/2.miauth.md",
            note="A number before a name may give the order only.",
        ),
        Good(
            "All of it is on [our blog](/blog), by [day](/blog/archive).\n",
            path="docs/release_notes/v6x.md",
            files=(
                (
                    "docusaurus.config.ts",
                    "export default {presets: [['classic', {docs: {}, blog: {blogTitle: 'Blog'}}]]};\n",
                ),
                ("blog/2017-04-04-beta.md", "---\ntitle: Beta\n---\n"),
            ),
            source="manifold-docusaurus docs/administering/release_notes/v6x.md",
            note="Docusaurus makes the list of a blog's posts.",
        ),
        Good(
            "The [source](../../shell/browser/README.md).\n",
            path="docs/latest/api/web-contents.md",
            files=(
                (
                    "docusaurus.config.ts",
                    "import toForge from './src/transformers/github-content-links.ts';\n"
                    "export default {presets: [['classic', {docs: {remarkPlugins: [toForge]}}]]};\n",
                ),
                (
                    "src/transformers/github-content-links.ts",
                    "for (const node of nodes) {\n  node.url = `https://github.com/electron/electron/blob/${node.url}`;\n}\n",
                ),
            ),
            source="electronjs.org docs/latest/api/web-contents.md",
            note="A plugin of the site's own may lead such links elsewhere.",
        ),
        Good(
            '<img src="../map.jpg">\n',
            path="content/camp/guide.zh.md",
            files=(
                ("config.toml", "base_url = '/'\n[languages.zh]\n"),
                ("content/camp/_index.zh.md", "+++\ntitle = 'C'\n+++\n"),
                ("static/zh/a.png", ""),
                ("content/camp/map.jpg", ""),
            ),
            source="AOSC-Dev/wiki content/community/aoscc/2024-guide.zh.md",
            note="Zola copies what lies beside a translated section to its address too.",
        ),
        Good(
            "`[lien](absent.md)` et [un site](https://www.example.org/absent.md)\n",
            note="Code is not a link, and other sites are asked over the network.",
        ),
    ),
)
