"""A link leads nowhere or shows nothing: no target, `#`, a placeholder such as `LIEN` or `à ajouter`, no text, a picture
without words or a punctuation mark for its only text; in a block of the front matter, `lien` without `contenu` or an
address in `contenu` without `lien`.

Somebody meant to fill it in. Readers click and stay where they are; a link without text cannot be clicked, and a screen
reader reads its address out, letter by letter.

How to fix: put the address in, or take the link away and keep its text; give a link that shows only an image a text in
the image's `alt`.

Leaves alone: named anchors, `#` where it takes readers to the top of the page, drives a script or a tooltip, or stands in a
quoted letter, a style guide or a section of examples, links whose title says what they are, links that are struck out,
links that a script fills (in a `<template>`, or right before it), images without a description (decoration), forms,
components and custom elements as text, `../` and other paths, layouts, includes and `template.md`, what the schema tells of
the same block, links that `data-proofer-ignore` marks as deliberate.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from evlint.generators import generator_of
from evlint.model.context import RuleContext
from evlint.model.diagnostic import Finding
from evlint.model.document import Document, Heading, Link, once
from evlint.model.file_names import INCLUDES, LAYOUTS, is_skeleton
from evlint.model.message import Msg, msg
from evlint.model.rule import Bad, Good, Rule
from evlint.model.span import Span, last_before
from evlint.rules.links._classify import classify_links
from evlint.rules.links._deliberate import deliberate_spans, is_within
from evlint.rules.links._hidden import Hidden
from evlint.rules.links._links import where
from evlint.rules.links._pairs import TARGET, TEXT, lone_values
from evlint.rules.links._placeholder import placeholder_in_text, shows_specimens
from evlint.startup.lazy_regex import lazy_regex


def check(document: Document, context: RuleContext) -> Iterator[Finding]:
    """Find links without a target, with a placeholder for one, or without a text; and texts that say a link is missing."""
    if not _PARTS_OF_PAGES.isdisjoint(document.path.split("/")[:-1]) or is_skeleton(document.path):
        return
    empty = classify_links(document).empty
    for link in empty:
        if link.element not in _ELEMENTS or _drives_a_script(document, link) or _is_in_template(document, link):
            continue
        target = link.url.strip()
        if link.kind == "reference" and document.text.startswith(":", link.whole.end):
            continue  # `[comment]: <> (…)`, where a comment of that form further down defines the label
        if _is_struck_out(document.text, link):
            continue
        if target == "#" and _is_meant(document, link):
            continue
        if link.element == "a" and not link.text and _GIVES_ID.match(document.text, link.whole.end) is not None:
            continue  # `[](){#id}`: a place to be linked to
        if target and not _NOT_A_FILE.match(target):
            there = context.tree.target(document.path, target, suggests=False)
            if there.state == "found":
                continue
        yield Finding(where(link), _message(target), _HELP, pointer=link.pointer, url=link.url)
    yield from _without_text(document, empty, titled=generator_of(context.site).names_links)
    yield from _missing(document)
    told = _told_by_schema(document, context)
    for lone in lone_values(document):
        value = lone.entry.value
        if lone.pointer in told or lone.pointer.rpartition("/")[0] in told:
            continue
        yield Finding(
            value.span,
            _LONE_TARGET if lone.missing == "text" else _LONE_TEXT,
            msg(
                "Give the block both: “{text}” for what readers see, “{target}” for the address.",
                text=TEXT,
                target=TARGET,
            ),
            pointer=lone.pointer,
            url=str(getattr(value, "value", "")).strip(),
        )


def _told_by_schema(document: Document, context: RuleContext) -> frozenset[str]:
    """Return the pointers at which the rules of the schema find something: one cause is one finding."""
    if context.schema is None:
        return frozenset()
    from evlint.rules.schema._judged import schema_errors

    codes = [code for code in ("EV101", "EV102", "EV103", "EV105") if context.runs(code)]
    return frozenset(error.pointer for code in codes for error in schema_errors(document, context, code))


# Folders whose files are put into pages: layouts, includes. What they show depends on the page.
_PARTS_OF_PAGES = LAYOUTS | INCLUDES | {"shortcodes"}
_NOT_A_FILE = lazy_regex(r"[#?]|.*[/:]")
_LONE_TARGET = msg("This link has no text: there is no “{text}” beside “{target}”.", text=TEXT, target=TARGET)
_LONE_TEXT = msg(
    "Readers see this address but cannot click on it: no “{target}” stands beside “{text}”.", text=TEXT, target=TARGET
)
_ELEMENTS = frozenset(("a", "area", "img", "iframe", "source", "video", "audio", "embed"))
# Attributes that tell of a script, which does what an address would, or of a place to be linked to.
_SCRIPTED = lazy_regex(
    r"\s(?:role|on[a-z]+|data-[\w-]+|aria-(?:expanded|controls|haspopup|describedby)|@click|v-on:[a-z]+|name|id)\s*="
)
# Links back to the top: `#` alone leads there.
_TO_TOP = lazy_regex(
    r"\b(?:haut|top|d[ée]but|oben|arriba|inicio|inizio|boven|sommaire)\b|[↑⬆▲⇧⤴⤒🔝🔼]|返回|回到|[顶頂]部|目[录錄次]|トップ|先頭|맨\s?위",
    re.IGNORECASE,
)
_NO_TARGET = msg("This link has no target.")
_NO_TEXT = msg("This link has no text: readers see nothing to click on.")
_NO_WORDS = msg(
    "The picture in this link has no words: who has the page read aloud, or sees no pictures, gets nothing."
)
_HELP = msg("Put the address in, or take the link away and keep its text.")
_TEXT_HELP = msg("Write what the link leads to, between its brackets or tags, or in the image's description.")


def _message(target: str) -> Msg:
    if not target:
        return _NO_TARGET
    if target == "#":
        return msg("“#” alone leads nowhere: readers stay where they are.")
    return msg("“{target}” is no address yet, but a note that one is to come.", target=target)


def _is_meant(document: Document, link: Link) -> bool:
    """Tell whether `#` stands on purpose: it leads to the top, or stands in a quoted letter, an example or a specimen."""
    if link.text is not None and _TO_TOP.search(link.text) is not None:
        return True
    return (
        _is_in_block_quote(document.text, link.whole.start)
        or _is_specimen(document)
        or _is_among_examples(document, link.whole.start)
    )


def _is_among_examples(document: Document, position: int) -> bool:
    """Tell whether a place stands in a section of examples: below a heading that says so, or a heading below that one."""
    return last_before(_sections_of_examples(document), position).end > position


@once
def _sections_of_examples(document: Document) -> list[Span]:
    """Return the sections whose heading says that they show examples, each to the next heading of its level or above."""
    found: list[Span] = []
    opened: Heading | None = None
    for heading in document.body.headings:
        if opened is not None and heading.level <= opened.level:
            found.append(Span(opened.span.start, heading.span.start))
            opened = None
        if opened is None and _EXAMPLES.match(heading.text) is not None:
            opened = heading
    if opened is not None:
        found.append(Span(opened.span.start, len(document.text)))
    return found


# In the languages that evlint reads.
_EXAMPLES = lazy_regex(
    r"\W*(?:examples?|exemples?|beispiele?|ejemplos?|esempio?|voorbeeld(?:en)?|exemplos?)\b", re.IGNORECASE
)


def _is_struck_out(text: str, link: Link) -> bool:
    """Tell whether a link of Markdown is struck out (`~~[Liste]()~~`): it once led somewhere, and readers are told."""
    end = text.find(")", link.span.end, link.span.end + 3) + 1
    return end > 0 and text.startswith("~~", end) and text.endswith("~~", 0, link.whole.start)


@once
def _is_specimen(document: Document) -> bool:
    return shows_specimens(document, "/".join(document.path.split("/")[-2:]))


def _is_in_block_quote(text: str, position: int) -> bool:
    """Tell whether a place stands in a block quotation, on a line that is marked so or that continues one."""
    for _ in range(_MOST_LINES):
        line = _line_before(text, position)
        if line is None or line.lstrip().startswith(">"):
            return line is not None
        start = position - len(line)
        above = _line_before(text, start - 1) if start else None
        if above is None or not above.strip(" \t\r>"):
            break
        position = start - 1
    opened = text.rfind("<blockquote", max(0, position - _LONGEST_CONTENT), position)
    return opened >= 0 and text.find("</blockquote", opened, position) < 0


def _line_before(text: str, position: int) -> str | None:
    """Return what stands before a place on its line, None where that is very long."""
    least = max(0, position - _LONGEST_CONTENT)
    start = text.rfind("\n", least, position) + 1
    return text[start:position] if start or not least else None


_MOST_LINES = 20  # of one paragraph that are looked at for the mark of a quotation


def _drives_a_script(document: Document, link: Link) -> bool:
    is_tag = link.kind in ("html", "front-matter")
    start = document.text.rfind("<", link.whole.start, link.span.start) if is_tag else -1
    return start >= 0 and _SCRIPTED.search(document.text, start, document.text.find(">", link.span.end)) is not None


def _is_in_template(document: Document, link: Link) -> bool:
    """Tell whether a link of HTML stands in a `<template>`: nobody sees it before a script has copied and filled it."""
    if link.kind != "html":
        return False
    known = _template_elements(document)
    return bool(known) and is_within(link, known)


@once
def _template_elements(document: Document) -> list[Span]:
    """Return the `<template>` elements that browsers do not show, in order, one in another not for itself."""
    found: list[Span] = []
    text, code = document.text, None
    start, depth = 0, 0
    for tag in _TEMPLATE.finditer(text, document.body_start):
        if code is None:
            code = Hidden(document)
        if code.touches(Span(*tag.span())):
            continue
        if not tag[1]:
            if not depth and _SHOWN_TEMPLATE.search(tag[2]) is not None:
                continue
            start = start if depth else tag.start()
            depth += 1
        elif depth:
            depth -= 1
            if not depth:
                found.append(Span(start, tag.end()))
    return found


_TEMPLATE = lazy_regex(r"<(/?)template(?=[\s>/])([^<>]{0,500}+)>", re.IGNORECASE)
# What a framework (`v-if`, `#slot`, `:key`, `@click`) or the browser shows in its place.
_SHOWN_TEMPLATE = lazy_regex(r"\s(?:v-|[#:@]|shadowroot|slot)", re.IGNORECASE)


def _is_named(document: Document, link: Link) -> bool:
    """Tell whether a link without text is a place to point at, or gets its text from its label, a title or a template."""
    source = document.source(link.whole)
    if link.kind == "html":
        return link.url.startswith("#") or _LABELLED.search(source) is not None
    return (
        "{{" in source
        or "{%" in source
        or _DESCRIBED.search(source) is not None
        or _TITLED.match(document.text, link.span.end) is not None
        or _NAMED_AFTER.match(document.text, link.whole.end) is not None
    )


def _content(document: Document, link: Link) -> str:
    """Return what stands between the brackets or tags of a link, as typed; the beginning of what is very long."""
    if link.kind != "html":
        return document.text[link.whole.start : link.span.start]
    start = link.whole.end
    inside = document.text[start : start + _LONGEST_CONTENT]
    return inside[: end.start()] if (end := _CLOSING.search(inside)) is not None else inside


_LONGEST_CONTENT = 2_000  # characters: icons and pictures with their attributes are shorter
_CLOSING = lazy_regex(r"</a\b", re.IGNORECASE)
# What fills a link where it is shown: custom elements, components of a framework.
_COMPONENT = lazy_regex(
    r"<(?:[a-z][a-z0-9]*-[\w.-]*|slot|(?!(?:Img|Span|Div|Br|Font|Svg|Strong|Em)\b)[A-Z][A-Za-z0-9.]*[a-z][\w.]*)(?=[\s/>])"
)
# An element of HTML that a script right behind it fills: `<a class="twitter-timeline" …></a> <script …>`.
_FILLED = lazy_regex(r"\s*</a>\s*<script\b", re.IGNORECASE)
_PICTURE = lazy_regex(r"!\[|<(?:img|svg|picture|i|span|video|canvas|object)\b", re.IGNORECASE)
# Punctuation of sentences; what stands as a sign of its own (`…`, `*`, `»`, `#`, `?`) is a text.
_MARKS = frozenset(".,;:'\"’‘“”()[]{}-–—_ \u00a0")


def _is_mark(text: str) -> bool:
    """Tell whether a text is nothing but a mark or two of punctuation: a link that was drawn over the wrong characters."""
    return len(text) < _MOST_MARKS and text not in ("...", "") and _MARKS.issuperset(text)


_MOST_MARKS = 4  # characters from which a text is more than a mark or two (`…`, `->`)
_LABELLED = lazy_regex(r"\s(?:name|id|title|aria-label|aria-labelledby|aria-hidden)\s*=")
# A list of attributes behind the link that gives it a name, or hides it from who cannot see it.
_NAMED_AFTER = lazy_regex(r"\{:[^{}\n]{0,300}?\s?(?:aria-label|aria-labelledby|aria-hidden|title)=")
# A title behind the target: it is read aloud where there is no text.
_TITLED = lazy_regex(r">?\s+(?:\"[^\"\s]|'[^'\s])")
_GIVES_ID = lazy_regex(r"\{:?[ \t]*(?:(?!#)[^{}\s]++[ \t]++)*+#[\w-]")
_DESCRIBED = lazy_regex(r"<img\s[^>]{0,2000}\balt\s*=\s*[\"']?[^\s\"'>]", re.IGNORECASE)


def _is_silent(text: str | None) -> bool:
    """Tell whether a link's text is empty, or nothing but an attribute list (kramdown takes it, and leaves nothing)."""
    return text == "" or (text is not None and text.startswith("{:") and _LIST_ALONE.match(text) is not None)


_LIST_ALONE = lazy_regex(r"\{:[^{}]*\}\s*\Z")


_FIRST = "{.,;:'\"’‘“”()[]}-–—_"


def _shows_nothing(link: Link) -> bool:
    text = link.text
    return _is_silent(text) or (text is not None and not link.url.startswith("#") and _is_mark(text))


def _without_text(document: Document, empty: list[Link], *, titled: bool) -> Iterator[Finding]:
    silent = [
        link
        for link in document.links
        if (not link.text or link.text[0] in _FIRST) and link.element == "a" and _shows_nothing(link)
    ]
    if not silent:
        return
    told = {link.span for link in empty}
    skipped = deliberate_spans(document)
    for link in silent:
        if link.span in told or _is_named(document, link) or (skipped and is_within(link, skipped)):
            continue
        if _is_in_template(document, link) or _FILLED.match(document.text, link.whole.end) is not None:
            continue
        if link.text == ".." and link.url.startswith("../"):
            continue  # that is what the folder above is called
        content = _content(document, link)
        if link.text and link.text[0] != "{":
            message = msg("The only text of this link is “{text}”: readers hardly see it, or hit it.", text=link.text)
        elif _COMPONENT.search(content) is not None or (
            titled and link.kind != "html" and _PICTURE.search(content) is None
        ):
            continue
        else:
            message = _NO_WORDS if _PICTURE.search(content) is not None else _NO_TEXT
        yield Finding(link.whole, message, _TEXT_HELP, pointer=link.pointer, url=link.url)


def _missing(document: Document) -> Iterator[Finding]:
    """Find texts of the front matter that stand where a link is to come (they are no links, so no other rule sees them)."""
    front = document.front
    if front is None or document.text.find("à ", *front.content) < 0:
        return
    linked = {link.pointer for link in document.front_links}
    for leaf in front.leaves:
        value = leaf.scalar.value
        if isinstance(value, str) and placeholder_in_text(value) and leaf.pointer not in linked:
            yield Finding(
                leaf.scalar.span,
                msg("“{text}” is no text for readers, but a note that a link is to come.", text=value.strip()),
                _HELP,
                pointer=leaf.pointer,
            )


RULE = Rule(
    code="EV304",
    severity="warning",
    check=check,
    needs="links-or-notes",
    examples=(
        Good(
            '## Examples\n\n### Failures\n\n<span><a href="#" style="color:#006061">I’m a link.</a> Just text.</span>\n',
            source="18F/guides, content/accessibility/color.md",
            note="An example of what readers are to see.",
        ),
        Bad('## Programme\n\n<a href="«#»">Inscription</a>\n', says="“#” alone leads nowhere"),
        Good(
            '- [<i class="fa-youtube"></i>](https://www.youtube.com/user/anthrocon "YouTube")\n',
            source="Anthrocon/www, content/footer.md",
            note="The title is read aloud.",
        ),
        Good(
            "[](){#operator-and}\n\n## Opérateur et\n\nVoir [et](#operator-and).\n",
            path="docs/operateurs.md",
            files=(("mkdocs.yml", "site_name: C\nplugins: [autorefs]\nmarkdown_extensions: [attr_list]\n"),),
            source="heig-tin-info/handbook, docs/course-c/15-fundations/operators.md",
            note="An empty link with an id is a place to link to.",
        ),
        Good('[](https://www.mairie.fr/){: .icone aria-label="La mairie"}\n\n# TODO\n\n[la liste](#todo)\n'),
        Good(
            '<a class="twitter-timeline" data-height="300" href="https://twitter.com/InnerSourceJP"></a> '
            '<script async src="https://platform.twitter.com/widgets.js"></script>\n',
            source="InnerSourceCommons/innersourcecommons.org, content/ja/about/_index.md",
        ),
        Bad("[les actes](«A%20AJOUTER») [nous](«mailto:your-email@example.com»)\n", says="no address yet"),
        Bad(
            "---\ntitle: Vœux\n---\n\n[Inscription](«à compléter»), [plan](«lien à ajouter»)\n",
            says="no address yet",
            path="content/a.md",
            files=(("hugo.toml", "baseURL = 'https://example.org/'\n"),),
            note="Typed with blanks, so that there it is no link either.",
        ),
        Bad(
            '<a href="«LIEN»">Consulter les offres</a>\n',
            says="“LIEN”",
            source="choisir-le-service-public-2024, line 18",
        ),
        Bad(
            '«<a href="" class="button">»<b>S\'inscrire au Forum à Paris</b></a>\n',
            says="no target",
            source="duplication-le-forum-de-l-emploi-tech",
        ),
        Bad(
            "---\nchamps_informations:\n- intitule: Replay\n  contenu: «lien à ajouter»\n---\n",
            says="note",
            source="la-dinum-en-action, line 21",
        ),
        Bad("«[Programme]()» et [inscription](«#»)\n", says="no target"),
        Bad(
            "[a](«TODO») [b](«#TODO») [c](«null») [d](«https://») [e](«lien-à-compléter») [f](«http://lien»)\n",
            says="“TODO”",
        ),
        Bad("---\nlien: «LIEN»\n---\n", says="“LIEN”"),
        Bad("Voir l’agenda«[.](https://www.mairie.fr/agenda)»\n", says="The only text"),
        Bad('«<a href="https://social.example.org/@ville">»<i class="fa fa-mastodon"></i></a>\n', says="The picture"),
        Bad("«[](https://www.numerique.gouv.fr/)» «[![](logo.png)](https://www.etalab.gouv.fr/)»\n", says="no text"),
        Bad('«<a href="https://www.etalab.gouv.fr/">»<img src="logo.png" alt=""></a>\n', says="has no words"),
        Bad(
            "---\nchamps_informations:\n- intitule: Horaires\n  contenu: 13h45-14h45\n- intitule: Plus d'informations sur\n"
            "  lien: «https://eig.etalab.gouv.fr/participer/administrations/»\n---\n",
            says="no “contenu” beside “lien”",
            source="appel-a-projets-du-programme-eig-1er…, line 24",
        ),
        Bad(
            "---\nchamps_informations:\n- intitule: Inscription\n  contenu: «https://demarches-simplifiees.fr/tour»\n---\n",
            says="cannot click",
            source="tour-de-france-demarches-simplifiees…, line 18",
        ),
        Bad(
            '![Capture](/uploads/capture.jpg)«[{: width="200px"}](http://evolution-rgaa.numerique.gouv.fr/)»\n',
            says="no text",
            source="accessibilite-numerique-participez-a-levolution-du-rgaa, line 23",
        ),
        Good(
            "Voir [la vue d’ensemble](../), [plus haut](..) ou [ici](../../).\n",
            source="ruby-lang.org, en/documentation",
        ),
        Good(
            '<a href="/x"><build-cost></build-cost></a> [<Icon name="a" />](/z) [*](/note) [»](/suite)\n',
            source="11ty.dev, docs/index.md",
        ),
        Good('<a href="https://x.fr/"><i class="fa fa-x"></i></a>\n', path="_includes/pied.md", note="part of a page"),
        Good('<a name="programme"></a> <a id="haut" href="#"></a> [Retour en haut](#) [Programme](#programme)\n'),
        Good('<a href="#" role="button" data-toggle="collapse">Déplier</a> <a href="#" onclick="go()">Lire</a>\n'),
        Good('![](fond.png) <img src="fond.png" alt=""> [![Etalab](logo.png)](https://www.etalab.gouv.fr/)\n'),
        Good('<a href="https://x.fr/" aria-label="X"><i class="icon"></i></a> [{{ page.title }}](https://x.fr/)\n'),
        Good("[liens](liens.md) [Todo](/todo/) [null](https://null.fr/) [à venir](/agenda/a-venir/) `[x]()`\n"),
        Good("---\ncontenu: Le lien de connexion vous sera envoyé\nlieu: à préciser\n---\n"),
        Good(
            "[lien](link)\n",
            files=(("link.md", "# Link\n"), ("link", "x")),
        ),
        Good('<form action=""><input></form>\n'),
        Good(
            'publiée <a aria-describedby="tooltip-1" href="#" class="fr-link">mi-octobre</a>'
            '<span class="fr-tooltip" id="tooltip-1" role="tooltip">Troisième édition.</span>\n',
            source="cartes.gouv.fr, actualites/2024-10-inventaire-police-de-l-eau.md",
            note="a tooltip of the State's design system",
        ),
        Good(
            "> To view the claim, [log in](#) to the service.\n>\n> Please complete our short survey:\n[survey](#)\n",
            source="nhsbsa-asc-tfrs-design-history, post-processing-emails.md; prevention-services-design-history",
            note="mails that a post quotes",
        ),
        Bad("> The letter.\n\nSee [the letter](«#»).\n", says="“#” alone"),
        Good(
            "---\ntitle: Éléments\n---\n\nLorem [consectetur](#) adipisicing.\n",
            path="a-propos/styleguide.md",
            source="shinze.com a-propos/styleguide.md",
        ),
        Good(
            "Für das Treffen haben wir ein ~~[Dudle]()~~ angelegt. (Update: Der Link ist nun abgelaufen.)\n",
            source="bremen.freifunk.net 2017-05-19-Breminale-2017-Vorbereitungen.md",
            note="struck out",
        ),
        Good(
            '<template class="preview-model">\n    <span class="name"></span>\n    <ul>\n        '
            '<li class="factory"><a class="btn" href="">Erstinstallation</a></li>\n        '
            '<li><a href="#">Update</a> <a href="/firmware/"></a></li>\n    </ul>\n</template>\n',
            source="bremen.freifunk.net firmware.html",
            note="A script copies and fills it.",
        ),
        Bad(
            '<template>\n<b></b>\n</template>\n\n`<template>`\n\n<p>«<a href="">»Update</a></p>\n\n'
            '<template v-if="a">\n<p>«<a href="">»Alle</a></p>\n</template>\n',
            says="no target",
        ),
        Good("[🔝 返回目录](#)\n", source="mafeifan/vitepress-blog, Laravel-best-practices.md"),
        Good("* [Issue]()\n", path="decision/template.md", source="wet-boew/wet-boew-documentation"),
        Good("[..](../)\n", source="guides.data.gouv.fr, fabriquedesstandards/readme", note="the folder above"),
        Good(
            '<div class="result" data-proofer-ignore>\n<ul><li><a href="#">Introduction</a></li></ul>\n</div>\n',
            source="jekyll-docs, navigation.md",
        ),
        Good(
            '[<img class="alignright" alt="Ready.gov Logo" src="ready.jpg">](https://www.ready.gov/)\n',
            source="digital.gov, 2013-09-12",
        ),
    ),
)
