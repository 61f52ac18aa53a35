"""A link names a label, `[text][label]`, that is defined nowhere, or a footnote, `[^2]`, whose text is nowhere.

It is no link then: readers see the brackets and the label as they stand.

How to fix: add the definition, `[label]: https://…` or `[^2]: …`, on a line of its own, or correct the label. Where only
the colon behind the mark of a note is missing, put it there: that is told once, at the note.

Leaves alone: brackets that are just brackets (`[9h30] Accueil`, `[Quiz] [Démo]`), task lists, code, mathematics
(`$$a[i][j]$$`), classes of characters (`[A-Z][2-7]`, `[12][0-9]`), brackets in the text of a link, two marks before
an entry of a list (`- [Service][ABC-1] Text`), labels with dots in them (`[x][config.site_url]`), which plugins of MkDocs
define, those of a file that MkDocs puts below every page, tags in brackets (`[x=1]…[/x][x=2]…[/x]`), and, where nobody knows
what renders the post, a definition that stands within a paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from evlint.model.context import RuleContext
from evlint.model.diagnostic import Finding
from evlint.model.document import Document
from evlint.model.message import msg
from evlint.model.rule import Bad, Good, Rule
from evlint.model.span import Span, apart, last_before
from evlint.rules.links._local import is_part
from evlint.site.layout import plain_label
from evlint.startup.lazy_regex import lazy_regex


def check(document: Document, context: RuleContext) -> Iterator[Finding]:
    """Tell the references that the parser found no definition for."""
    formulas: list[Span] | None = None
    linked: list[Span] = []
    noted: dict[str, Span] | None = None
    tried: frozenset[str] | None = None
    if not document.body.undefined or is_part(document, context):
        return
    elsewhere = context.tree.labels(document.path)
    if _INCLUDES in document.text and context.site.markdown == "python-markdown":
        elsewhere = None
    for reference in document.body.undefined:
        label, source = reference.label, document.source(reference.span)
        if (elsewhere is None and label[0] != "^") or plain_label(label) in (elsewhere or ()):
            continue
        if formulas is None:
            formulas = math_spans(document.text, document.body_start)
            linked = apart(link.whole for link in document.body.links if link.text is not None)
        if last_before(formulas, reference.span.start).end >= reference.span.end:
            continue
        if _is_no_reference(document, reference.span, label, source):
            continue
        if tried is None:
            tried = _tried(document, context.site.markdown)
        if plain_label(label) in tried:
            continue
        if label.startswith(("http://", "https://")) and context.runs("EV316"):
            continue  # an address in the wrong brackets, which it tells
        if source[0] == "[" and label[0] != "^" and last_before(linked, reference.span.start).end >= reference.span.end:
            continue  # a link holds no other: `[[Translation][Korean] post-03](https://…)`
        if label.startswith("^"):
            if noted is None:
                noted = _without_colon(document)
            note = noted.get(label.casefold())
            if note is not None and note != reference.span:
                continue  # told where its text stands
            if note is not None:
                yield Finding(
                    reference.span,
                    msg(
                        "A colon is missing after the mark of the footnote “{label}”, so readers see the brackets.",
                        label=label[1:],
                    ),
                    msg("Put a colon after “[{label}]”.", label=label),
                )
                continue
            if _is_link(document, context, reference.span):
                continue
            yield Finding(
                reference.span,
                msg("The footnote “{label}” has no text in this post, so readers see the brackets.", label=label[1:]),
                msg("Add a line “[{label}]: ” with the text of the note, or correct the mark.", label=label),
            )
            continue
        yield Finding(
            reference.span,
            msg(
                "“{label}” is defined nowhere in this post, so readers see the brackets instead of a link.",
                label=reference.label,
            ),
            msg("Add a line “[{label}]: ” with the address, or correct the label.", label=reference.label),
        )


def _tried(document: Document, markdown: str) -> frozenset[str]:
    """Return the labels of definitions that CommonMark does not take and the renderer does, or may.

    kramdown takes an address with a parenthesis open, and so the definitions that follow it.
    """
    text, start = document.text, document.body_start
    if markdown == "unknown" or (markdown == "kramdown" and _OPEN_ADDRESS.search(text, start) is not None):
        return frozenset(plain_label(match[1]) for match in _DEFINES.finditer(text, start))
    return frozenset()


# A line that begins as a definition does, within a paragraph too: older parsers take it.
_DEFINES = lazy_regex(r"^ {0,3}\[([^\[\]\r\n^][^\[\]\r\n]*+)\]:[ \t]*+\S", re.MULTILINE)
_OPEN_ADDRESS = lazy_regex(r"^ {0,3}\[[^\[\]\r\n^][^\[\]\r\n]*+\]:[ \t]*+[^\s()]*+\([^\s()]*+[ \t]*+$", re.MULTILINE)


def _without_colon(document: Document) -> dict[str, Span]:
    """Return where the text of a note begins with its mark and no colon, by label: the last such line of each."""
    text = document.text
    return {
        reference.label.casefold(): reference.span
        for reference in document.body.undefined
        if reference.label.startswith("^")
        and text[reference.span.end : reference.span.end + 1] in (" ", "\t")
        and _stands_alone(text, reference.span.start)
    }


def _stands_alone(text: str, position: int) -> bool:
    """Tell whether a place begins a line that follows nothing, an empty line or another note, with a colon or without."""
    while text[position - 1 : position] == " ":
        position -= 1
    if position == 0 or text[position - 1] != "\n":
        return position == 0
    before = text.rfind("\n", 0, position - 1) + 1
    return not text[before:position].strip() or _NOTE_LINE.match(text, before) is not None


_NOTE_LINE = lazy_regex(r" {0,3}\[\^[^\]\r\n]+\][: \t]")


def _is_link(document: Document, context: RuleContext, span: Span) -> bool:
    """Tell whether an address follows a mark that no note belongs to: `[^5](#note)` is a link then, but to kramdown."""
    if context.site.markdown == "kramdown" or document.text[span.end : span.end + 1] != "(":
        return False
    return any(link.whole.start == span.start for link in document.body.links)


def _is_no_reference(document: Document, span: Span, label: str, source: str) -> bool:
    """Tell whether brackets are an index, classes of characters, a plugin's label, or a note set off as text."""
    if label.startswith("^"):
        return _NOTE.fullmatch(label) is None or document.text[span.start - 1 : span.start] == "\\"
    if _DOTTED.fullmatch(label) is not None or "</" in label:
        return True  # no label holds HTML: the type of a value, `<code>[string, <a href="#x">X</a>][]</code>`
    text = source[source.index("[") + 1 : source.index("]")]
    if not text.strip():
        return True  # the box of a task list, with a blank missing behind it
    if _CLOSING.fullmatch(text) is not None or (
        _STRING.fullmatch(text) is not None and _STRING.fullmatch(label) is not None
    ):
        return True  # tags in brackets, `[x=1]…[/x][x=2]…[/x]`; what an array of arrays is asked for, `a['x']['y']`
    if _TEMPLATE.fullmatch(label) is not None and _QUOTED.fullmatch(*_before(document.text, span.start)) is not None:
        return True  # what a text that is quoted leaves open, or numbers in its own place
    before = document.text[span.start - 1 : span.start]
    if before.isalnum() and len(text) <= _LONGEST_INDEX and _INDEX.fullmatch(label) is not None:
        return True
    if label.isdecimal():
        return "".join(text.replace(",", " ").split()).isdecimal()  # an array and its index: `[1 2 3][0]`
    if label.startswith("@") or (_CODE.fullmatch(label) is not None and _begins(document.text, span.start)):
        return True
    return _CLASS.fullmatch(label) is not None and ("-" in label[1:] or _CLASS.fullmatch(text) is not None)


_INCLUDES = "--8<--"  # a snippet of Python-Markdown: its file may define labels
_NOTE = lazy_regex(r"\^(?!(?:\w-\w)+\w{0,3}\Z)[^\W_][\w.:-]*")  # and no class of characters: `[^a-z]`
_CLOSING = lazy_regex(r"/[A-Za-z][\w-]*")
_STRING = lazy_regex(r"\"[^\"]*\"|'[^']*'")
_DOTTED = lazy_regex(r"[A-Za-z_]\w*(?:\.\w+)+(?:\(\))?")
# A class of characters in a pattern, or a name of one sign: `A-Z`, `0-9a-f_`, `i`.
_CLASS = lazy_regex(r"\^?(?:(?:\\?\S-\\?\S|\\[wdsWDS])+\S{0,3}|\S)")
# The second of two marks that stand before an entry of a list: `- [Orchestrateur][VECTOR2PYR] Correction…`.
_CODE = lazy_regex(r"[A-Z][A-Z0-9]*(?:[-_ ][A-Z0-9]+)*")
# At the head of a quoted line: `> - [Topic][Link]` of a template for mails, `> [$N/A][936448]` of somebody's notes.
_QUOTED = lazy_regex(r"[ \t]*(?:>[ \t]*)+(?:[-*+][ \t]+)?")
_TEMPLATE = lazy_regex(r"link|url|lien|enlace|collegamento|\d{4,}", re.IGNORECASE)
_ITEM = lazy_regex(r"[ \t>]*(?:[-*+]|\d{1,9}[.)])[ \t]+")
_INDEX = lazy_regex(r"\w{1,3}|[\"'].*[\"']")
_LONGEST_INDEX = 3  # characters: `m[i][k]`, `rows[12][n]`


def _before(text: str, position: int) -> tuple[str, int, int]:
    """Return what stands before a place on its line, as a pattern takes it: the text, where it begins and ends."""
    return text, text.rfind("\n", 0, position) + 1, position


def _begins(text: str, position: int) -> bool:
    """Tell whether a place is the beginning of an entry of a list."""
    return _ITEM.fullmatch(*_before(text, position)) is not None


def math_spans(text: str, start: int) -> list[Span]:
    """Return the stretches of mathematics (`$$…$$`, `$…$` on one line, `\\\\(…\\\\)`, `\\\\[…\\\\]`), in order."""
    spans: list[Span] = []
    if "$" not in text and "\\\\" not in text:
        return spans
    missing: set[str] = set()
    position = start
    while (opener := _OPENS_MATH.search(text, position)) is not None:
        position = opener.end()
        closer = _CLOSES_MATH[opener[0]]
        if closer in missing:
            continue
        end = text.find(closer, position)
        if end < 0:
            missing.add(closer)
        elif closer != "$":
            position = end + len(closer)
            spans.append(Span(opener.start(), position))
        elif "\n" not in text[position:end] and not text[position].isspace() and not text[end - 1].isspace():
            position = end + 1
            spans.append(Span(opener.start(), position))
    return spans


_OPENS_MATH = lazy_regex(r"\$\$|\$|\\\\[(\[]")
_CLOSES_MATH = {"$$": "$$", "$": "$", "\\\\(": "\\\\)", "\\\\[": "\\\\]"}


RULE = Rule(
    code="EV308",
    severity="warning",
    check=check,
    needs="undefined",
    examples=(
        Good(
            "Fixed in `is_array`: [1 2 3][0] is now treated as a string.\n",
            source="redox-os/website, content/news/this-week-in-redox-30.md",
        ),
        Good(
            "- [[Translation][Korean] post-03 (edition-2)](https://github.com/phil-opp/blog_os/pull/1121)\n",
            source="rust-osdev/homepage, content/this-month/2022-06/index.md",
            note="A link holds no other: these are brackets of a title.",
        ),
        Good(
            "Grav **[version=16]1.6[/version][version=17]1.7[/version]** reads `themes` as config['author']['email'].\n",
            source="getgrav/grav-learn, pages/01.basics/02.requirements/docs.md",
        ),
        Good(
            "The code in the [repository][demo] was updated[^1].\n\n[^1]: By us.\n[demo]: https://github.com/svdo/demo\n",
            source="040code.github.io, content/posts/2020-05-25-getting-help-from-your-compiler/index.md",
            note="Gatsby's older parser takes the last line for a definition.",
        ),
        Bad(
            "The code in the «[repository][demo]» was updated[^1].\n\n[^1]: By us.\n[demo]: https://github.com/svdo/demo\n",
            says="“demo” is defined nowhere",
            generator="hugo",
            note="To goldmark it belongs to the note.",
        ),
        Good(
            "Teks ada [di sini][3].\n\n[3]: http://hackety.org/2008/05/06/bytecode.html(dan\n",
            path="_posts/2008-05-07-bytecode.md",
            files=(("_config.yml", "title: x\n"),),
            source="ruby-lang.org, id/news/_posts/2008-05-07-mengubah-ruby-1-9-bytecode-ke-python.md",
            note="kramdown takes the address with its parenthesis open.",
        ),
        Bad("Voir «[le règlement][]» de la salle.\n", says="“le règlement” is defined nowhere"),
        Good("Un tableau int[][], a[i][] ou `[x][]`, et [le plan][].\n\n[le plan]: https://mairie.fr/plan\n"),
        Bad("[«![Logo][logo]»](https://www.numerique.gouv.fr/)\n", says="“logo”"),
        Good(
            "Datenwerte: _(0[1-9]|[12][0-9]|3[01])\\.(0[1-9]|1[1,2])_ zwischen 1900 und 2099.\n",
            source="I14Y-ch/handbook, content/de/publikation/konzept/_index.md",
        ),
        Good(
            "As in the [Community Overview][community].\n",
            path="contributing/_code.md",
            files=(
                ("_config.yml", "title: x\n"),
                ("contributing/index.md", "---\n---\n{% include_relative _code.md %}\n\n[community]: /community\n"),
            ),
            source="swift.org/contributing/_contributing-code.md",
            note="The page that brings this part defines it.",
        ),
        Bad("Voir le «[programme][prog]».\n\n[programme]: https://www.numerique.gouv.fr/\n", says="“prog”"),
        Bad("«![Logo de la DINUM][logo]»\n", says="“logo”"),
        Bad("Un chiffre[^1] et un autre«[^2]».\n\n[^1]: Source.\n", says="The footnote “2”"),
        Bad("Voir «[le site][1]».\n", says="“1”"),
        Bad(
            "Le format WKT (OGC)[^4] et le point[^3].\n\n[^3]: Le point.\n«[^4]» Open Geospatial Consortium.\n",
            says="A colon is missing after the mark of the footnote “4”",
            source="geotribu/website, articles/2009/2009-03-16_tutoriel-geodjango.md",
            note="told once, where the text of the note stands",
        ),
        Bad("Un chiffre[^1] et un autre\n«[^2]» encore.\n\n[^1]: Source.\n", says="The footnote “2” has no text"),
        Good(
            'Des situations embarrassantes[^5](#footnote5_r6c7g9s "Marc Gervais et al.").\n',
            path="docs/a.md",
            files=(("mkdocs.yml", "site_name: x\n"),),
            source="geotribu/website, articles/2010/2010-05-11_rencontres_sig_la_lettre.md",
            note="a link, since no note has that mark; EV307 tells where it leads",
        ),
        Good("Un chiffre[^1], `[^2]` le motif \\[^3] et la classe [^a-z0-9].\n\n[^1]: Source,\n    suite.\n"),
        Good("Soit $$a[i][j]$$, $b[i][j]$ ou \\\\(c[i][j]\\\\) :\n\n$$\ns = w[p][q]\n$$\n\nEt m[i][k] vaut 3.\n"),
        Good("El código tiene la forma [A-Z][2-7].\n\n- [ ][x](https://www.mairie.fr/)\n"),
        Good(
            'Type: <code>[string, <a href="#ssr">SSRComponentMetadata</a>][]</code>\n\n<a id="ssr"></a>\n',
            source="withastro/docs src/content/docs/en/reference/integrations-reference.mdx",
        ),
        Good(
            "- Edit distance base cases are critical: dp[i][0] = i (delete all), dp[0][j] = j (insert all)\n",
            source="AnastasiyaW/knowledge-space docs/algorithms/dp-sequence-problems.md",
        ),
        Good("See [the setting][mkdocs.site_url].\n", source="mkdocs-material, docs/setup/building.md"),
        Good(
            "[MkDocs][mkdocs] is one of the few frameworks that build offline documentation.\n",
            path="docs/plugins/offline.md",
            files=(
                (
                    "mkdocs.yml",
                    "markdown_extensions:\n  - pymdownx.snippets:\n      auto_append: [includes/links.md]\n",
                ),
                ("includes/links.md", "  [mkdocs]: https://www.mkdocs.org\n"),
            ),
            source="mkdocs-material, docs/plugins/offline.md",
        ),
        Good(
            "See [the handler][handler].\n",
            path="docs/a.md",
            files=(("mkdocs.yml", "plugins: [search, autorefs]\n"),),
            note="autorefs leads a label to the heading of that name, on any page.",
        ),
        Good("Voir le [programme][Prog], [prog][] ou [prog].\n\n[prog]: https://www.numerique.gouv.fr/\n"),
        Good(
            "<b>[Le jeudi 03/11 de 16h15 à 18h15] [Quiz]</b> <i>Qui veut gagner le quiz ?</i>\n\n[9h30] Accueil café\n\n"
            "* [10h15 - 12h] Plénière\n* [ ] à faire\n\n\\[9h–9h30\\] Accueil **[5 minutes]** (*)\n",
            source="mois-innovation-publique-2022.md",
        ),
        Good(
            "- [Statistiques] Ajout des requêtes.\n- [Orchestrateur][VECTOR2PYR] Correction d’un défaut.\n"
            '\nLe motif $("input[@type=radio][@checked]") renvoie la case.\n',
            source="cartes.gouv.fr, changements-evolutions; michelc.github.io, utiliser-ajax.md",
        ),
        Good(
            "> **Weekend reading**\n> * [Topic][Link]\n>\n> [$N/A][936448] High CVE-2019-5786\n",
            source="18f.gsa.gov 2021-10-21-the_weekly_ship.md; cyberweekly.net 2019-03-09",
            note="a template that is quoted; numbers that mean something where the quotation is from",
        ),
        Good("t[0][1] vaut 3.\n", note="a number of a number is an index"),
        Good("`[a][b]` et `tableau[0][1]`\n\n    [a][b]\n"),
    ),
)
