"""What was meant as a link is shown as it is typed: a blank or a line end between the text and its address, brackets and
parentheses swapped, one of them missing, the quotation mark of a title or an attribute that is never closed.

Readers see brackets and addresses in the middle of a sentence, and have nothing to click on; a quotation mark that is not
closed takes the words after it into the address.

How to fix: write `[text](https://…)` without a blank between the two, and close what is opened. `--fix` does so where it is
plain what was meant. Markdown inside a block of HTML, told as information only, becomes a link as `<a href="…">text</a>`.

Leaves alone: `[1] (page 3)` and other brackets that no address follows, notes (`[^1]`), boxes of task lists, code, comments,
template tags, references that are defined, blanks in a target, which EV303 tells.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from evlint.model.context import RuleContext
from evlint.model.diagnostic import Edit, Finding, Fix, safe, unsafe
from evlint.model.document import Document
from evlint.model.message import Msg, msg
from evlint.model.rule import Bad, Good, Rule
from evlint.model.span import Span
from evlint.rules.links._brackets_around import closes_shortcode, holds_open_bracket, is_in_parentheses
from evlint.rules.links._hidden import Hidden
from evlint.rules.links._quotes import unclosed_quotes
from evlint.startup.lazy_regex import lazy_regex


def check(document: Document, context: RuleContext) -> Iterator[Finding]:
    """Look at each place where the marks of a link stand, and no link is."""
    found = [*_brackets(document, context), *unclosed_quotes(document)]
    if not found:
        return
    hidden = Hidden(document)
    yield from (one for one in sorted(found, key=lambda one: one.span.start) if not hidden.touches(one.span))


# What an address is, where only its look tells: a scheme, `www.`, or a path with a slash in front.
_URL = r"(?:https?://|www\.|mailto:|tel:)[^\s()<>\[\]]+|(?:/|\.{1,2}/)[\w./%~#?=&+-]*\w[\w./%~#?=&+-]*"
_TEXT = r"\[(?P<text>[^\[\]\r\n]*[^\W\d_][^\[\]\r\n]*)\]"
# Text and address that a blank or the end of a line parts.
_APART = lazy_regex(rf"{_TEXT}(?P<between>[ \t]+|[ \t]*(?:\r\n|\n|\r)[ \t>]*)\((?P<url>{_URL})\)")
# `(text)[address]`.
_SWAPPED = lazy_regex(rf"(?<!\w)\((?P<text>[^()\[\]\r\n]*[^\W\d_][^()\[\]\r\n]*)\)\[(?P<url>{_URL})\](?!\(|\[|:)")
# An address that no `)` ends: a `]` stands there, or the line ends.
_UNCLOSED = lazy_regex(rf"{_TEXT}\((?P<url>https?://[^\s()<>\[\]]+)(?:(?P<wrong>\])(?![(\[:])|(?=[ \t]*(?:[\r\n]|\Z)))")
_CLOSED_BELOW = lazy_regex(r"[ \t]*(?:\r\n|\n|\r)[ \t]*([^\s()<>\[\]]+)\)")
_IN_HTML = lazy_regex(rf"{_TEXT}\((?P<url>{_URL})\)")
# Two parentheses before an address and one behind it: it is taken for a part of the address, which nothing ends then.
_DOUBLED = lazy_regex(rf"\[(?P<text>[^\[\]]*[^\W\d_][^\[\]]*)\]\(\((?P<url>{_URL})\)(?!\))")

# An address in braces, or in square brackets as if it were a label.
_BRACED = lazy_regex(r"\[(?P<text>[^\[\]\r\n]*\w[^\[\]\r\n]*)\][{\[](?P<url>https?://[^\s{}\[\]<>]+)[}\]](?!\()")
# The parenthesis within an address is closed, that of the link is not: `[Paris](https://fr.wikipedia.org/wiki/Paris_(France)`.
_HALF_CLOSED = lazy_regex(
    rf"{_TEXT}\((?P<url>https?://[^\s()<>\[\]]*+\([^\s()<>\[\]]*+\)[\w/#]*+)(?=[.,;:!?»”]*+(?:[ \t\r\n]|\Z))"
)
# A title whose quotation mark is not closed, or by another one.
_TITLED = lazy_regex(
    rf"{_TEXT}\((?P<url>(?:{_URL}))[ \t]++(?:\"(?P<title>[^\"\r\n()]++)|'(?P<other>[^'\"\r\n()]++)\"?)\)"
)
# `[text(address)`; in an aside (`[voir le site (https://…)]`) a bracket closes later.
_NO_BRACKET = lazy_regex(
    r"\[(?P<text>[^\[\]()\r\n]*[^\W_])\((?P<url>https?://[^\s()<>\[\]]+)\)(?!(?:[^\[\]\r\n]|\r?\n(?!\s*\r?\n))*+\])"
)
# A picture whose parenthesis the end of the line closes; without a word in its brackets only its ending tells.
_PICTURE_UNCLOSED = lazy_regex(
    r"!\[(?P<text>[^\[\]\r\n]*)\]\((?P<url>(?!https?:)[^\s()<>\[\]\"']+\.(?:png|jpe?g|gif|svg|webp|avif))"
    r"(?=[ \t]*(?:[\r\n]|\Z))",
    re.IGNORECASE,
)
# Text of more than one word in brackets, and the address behind them: `[our report]https://…`.
_NO_PARENTHESES = lazy_regex(rf"{_TEXT}(?P<url>https?://[^\s()<>\[\]]*[\w/])(?=[.,;:!?]?(?:[ \t\r\n]|\Z))")
# A picture that is to lead somewhere: `[![Logo](logo.png)] (https://…)`.
_PICTURE_APART = lazy_regex(
    rf"\[(?P<text>!\[[^\[\]\r\n]*\]\([^\s()<>\[\]]+\))\](?:[ \t]+|[ \t]*(?:\r\n|\n|\r)[ \t>]*)\((?P<url>{_URL})\)"
)
_NO_PARENTHESIS = lazy_regex(rf"{_TEXT}(?P<url>https?://[^\s()<>\[\]]+)\)")  # `[text]address)`
_TWICE = lazy_regex(rf"{_TEXT}\]\((?P<url>{_URL})\)")  # `[text]](address)`
_NO_TEXT = lazy_regex(rf"\]\((?P<url>{_URL})\)")


# What is rare in each, from the bracket behind the text: where none stands, nothing else of the body is looked at.
_APART_AT = lazy_regex(r"\](?:[ \t]++|[ \t]*+(?:\r\n|\n|\r)[ \t>]*+)\(")
_SWAPPED_AT = lazy_regex(r"\)\[")
# The end of such a link alone: found fast, before its text is looked for.
_UNCLOSED_AT = lazy_regex(r"\]\(https?://[^\s()<>\[\]]++(?:\](?![(\[:])|(?=[ \t]*+(?:[\r\n]|\Z)))")
_IN_HTML_AT = lazy_regex(r"\]\(")
_BRACED_AT = lazy_regex(r"\](?:\{|\[)https?://")
_DOUBLED_AT = lazy_regex(r"\]\(\((?=https?:|\.{0,2}/)")
_HALF_CLOSED_AT = lazy_regex(r"\]\((?=https?://[^\s()<>\[\]]*+\()")
_TITLED_AT = lazy_regex(r"\]\((?=[^\s()<>\[\]]++[ \t]++[\"'])")
_TWICE_AT = lazy_regex(r"\](?=\]\()")
_NO_BRACKET_AT = lazy_regex(r"\((?<=[^\W_]\()(?=https?://)")  # what is rare comes first
_NO_PARENTHESES_AT = lazy_regex(r"\](?=https?://[^\s()<>\[\]]++(?:[ \t\r\n]|\Z))")
_NO_PARENTHESIS_AT = lazy_regex(r"\](?=https?://[^\s()<>\[\]]++\))")


def _brackets(document: Document, context: RuleContext) -> Iterator[Finding]:
    text, start = document.text, document.body_start
    if text.find("]", start) < 0 and text.find("[", start) < 0:
        return
    for match in _around(_APART_AT, _APART, text, start):
        if _is_box_or_note(match["text"]):
            continue
        lines = not match["between"].isspace() or "\n" in match["between"] or "\r" in match["between"]
        yield _finding(
            match,
            msg("The text and the address of this link stand on two lines, so readers see both as they are typed.")
            if lines
            else msg(
                "A blank stands between the text and the address of this link, so readers see both as they are typed."
            ),
            _link(match),
        )
    for match in _around(_SWAPPED_AT, _SWAPPED, text, start):
        if closes_shortcode(text, match):
            continue
        yield _finding(
            match,
            msg("The brackets of this link are swapped, so readers see it as it is typed: “[ ]” is for the text."),
            _link(match),
        )
    if "]{http" in text or "][http" in text:
        for match in _around(_BRACED_AT, _BRACED, text, start):
            yield _finding(match, msg("The address of a link stands between “(” and “)”."), _link(match))
    for match in _around(_NO_BRACKET_AT, _NO_BRACKET, text, start):
        yield _finding(match, _missing("]"), _link(match))
    for match in _around(_NO_PARENTHESIS_AT, _NO_PARENTHESIS, text, start):
        if not is_in_parentheses(text, match.start()):
            yield _finding(match, _missing("("), _link(match))
    for match in _around(_NO_PARENTHESES_AT, _NO_PARENTHESES, text, start):
        if " " not in match["text"].strip():
            continue  # `[PDF]https://…`: a mark before an address
        yield _finding(
            match,
            msg("The parentheses around the address of this link are missing, so readers see it as it is typed."),
            _link(match),
        )
    marks = text.count("](", start)
    if not marks:
        return
    for match in _around(_UNCLOSED_AT, _UNCLOSED, text, start):
        rest = None if match["wrong"] else _CLOSED_BELOW.match(text, match.end())
        if rest is not None:
            yield _over_two_lines(match, rest)
        elif not _is_box_or_note(match["text"]):
            yield _finding(
                match,
                msg("The parenthesis of this link is never closed, so readers see it as it is typed."),
                _link(match),
            )
    for match in _PICTURE_UNCLOSED.finditer(text, start) if "![" in text else ():
        if _CLOSED_BELOW.match(text, match.end()) is None:
            meant = f"![{match['text']}]({match['url']})"
            yield _finding(
                match, msg("The parenthesis of this picture is never closed, so readers see it as it is typed."), meant
            )
    for match in _PICTURE_APART.finditer(text, start) if "[![" in text else ():
        closed = match.end("text")
        yield Finding(
            Span(closed, match.end()),
            msg(
                "Something stands between this picture and the address that it is to lead to: readers see both as typed."
            ),
            msg("Put the address right behind the “]”."),
            url=match["url"],
            fix=safe(msg("Take out what stands between"), Edit(Span(closed + 1, match.start("url") - 1), "")),
        )
    for match in _around(_DOUBLED_AT, _DOUBLED, text, start):
        yield _finding(
            match,
            msg(
                "Two parentheses stand before the address of this link and one behind it, so readers see it as it is typed."
            ),
            _link(match),
        )
    # Where each `](` belongs to a link that was read, none is left to be wrong.
    if marks > sum([link.kind in ("inline", "image") for link in document.body.links]):
        yield from _incomplete(text, start)
        for match in _around(_IN_HTML_AT, _IN_HTML, text, start):
            if _is_escaped(match):
                yield _finding(
                    match,
                    msg("A backslash before a bracket takes this link apart: readers see it as it is typed."),
                    _link(match),
                    is_note=True,
                )
                continue
            if context.site.markdown == "pandoc":
                continue  # it reads Markdown in HTML too
            yield _finding(
                match,
                msg("In a block of HTML this Markdown is no link: readers see it as it is typed."),
                f'<a href="{match["url"]}">{match["text"]}</a>',
                is_note=True,
            )


def _incomplete(text: str, start: int) -> Iterator[Finding]:
    """Find links whose last parenthesis, quotation mark of a title, or first bracket is missing."""
    for match in _around(_HALF_CLOSED_AT, _HALF_CLOSED, text, start):
        yield _finding(
            match, msg("The parenthesis of this link is never closed, so readers see it as it is typed."), _link(match)
        )
    for match in _around(_TITLED_AT, _TITLED, text, start):
        title = f'"{match["title"]}"' if match["title"] else f"'{match['other']}'"
        yield _finding(
            match,
            msg("The quotation mark before the title of this link is never closed: the link does not work."),
            f"[{match['text']}]({match['url']} {title})",
        )
    for match in _around(_TWICE_AT, _TWICE, text, start):
        yield _finding(
            match, msg("One “]” too many stands in this link, so readers see it as it is typed."), _link(match)
        )
    for match in _NO_TEXT.finditer(text, start):
        block = max(start, match.start() - _LONGEST_TEXT)
        block = max(block, text.rfind("\n\n", block, match.start()), text.rfind("\r\n\r\n", block, match.start()))
        before = text[block : match.start()]
        if before.strip() and not holds_open_bracket(before) and not before.endswith(("\\", "]")):
            yield Finding(
                Span(*match.span()),
                _missing("["),
                msg("Write “[” where the text of the link begins."),
                url=match["url"],
            )


_LONGEST_TEXT = 1000  # characters of a link's text


def _missing(mark: str) -> Msg:
    return msg("“{mark}” is missing in this link, so readers see it as it is typed.", mark=mark)


def _over_two_lines(match: re.Match[str], rest: re.Match[str]) -> Finding:
    """Tell of an address that is closed on the line after: no reader of Markdown joins both parts."""
    span, meant = Span(match.start(), rest.end()), f"[{match['text']}]({match['url']}{rest[1]})"
    return Finding(
        span,
        msg("The address of this link is typed on two lines: its two parts do not become one."),
        msg("Write it so: {link}", link=meant),
        url=match["url"] + rest[1],
        fix=safe(msg("Write {link}", link=meant), Edit(span, meant)),
    )


def _around(rare: re.Pattern[str], whole: re.Pattern[str], text: str, start: int) -> Iterator[re.Match[str]]:
    """Yield what `whole` matches around each match of `rare`, which begins where the `text` of `whole` is closed.

    No text holds its own brackets: it begins behind the place before, so all of the body is looked at once.
    """
    for found in rare.finditer(text, start):
        closed = found.start()
        opened = text.rfind("(" if text[closed] == ")" else "[", start, closed)
        start = closed
        match = whole.match(text, opened) if opened >= 0 else None
        if match is not None and match.end("text") == closed:
            yield match


def _is_box_or_note(text: str) -> bool:
    return text in ("x", "X") or text.startswith("^")


def _link(match: re.Match[str]) -> str:
    """Return the link that was meant: without the backslashes that escape what closes its text or its address."""
    text, url = (part[:-1] if _ends_in_escape(part) else part for part in (match["text"], match["url"]))
    return f"[{text}]({url})"


def _is_escaped(match: re.Match[str]) -> bool:
    """Tell whether a backslash makes a mere sign of one of the brackets around the text."""
    return _ends_in_escape(match["text"]) or _ends_in_escape(match.string[_before(match) : match.start()])


def _before(match: re.Match[str]) -> int:
    """Return where the backslashes before a match begin."""
    start = match.start()
    while start > 0 and match.string[start - 1] == "\\":
        start -= 1
    return start


def _ends_in_escape(text: str) -> bool:
    return (len(text) - len(text.rstrip("\\"))) % 2 == 1


def _finding(match: re.Match[str], message: Msg, meant: str, *, is_note: bool = False) -> Finding:
    span = Span(*match.span())
    fix: Fix | None = None
    if not is_note:
        # Who escapes brackets may want them to be seen; the backslash before them goes with the edit.
        escaped = (match.start() - _before(match)) % 2
        make = unsafe if _is_escaped(match) else safe
        fix = make(msg("Write {link}", link=meant), Edit(Span(span.start - escaped, span.end), meant))
    return Finding(
        span,
        message,
        msg("Write it so: {link}", link=meant),
        url=match["url"],
        fix=fix,
        severity="info" if is_note else None,
    )


RULE = Rule(
    code="EV316",
    severity="warning",
    check=check,
    holds=("[", "]", "<"),
    fix="safe",
    examples=(
        Bad(
            "«[Télécharger une ancienne version.]http://www.adobe.com/support/downloads.html»\n",
            says="parentheses around the address",
            fixed="[Télécharger une ancienne version.](http://www.adobe.com/support/downloads.html)\n",
            source="TEA-ebook/help-center, _pages/FAQ-erreur.md, until somebody mended it",
        ),
        Bad(
            '<a href=«"mailto:contact@mairie.fr»>"écrivez-nous</a>\n',
            says="stands after the “>”",
            fixed='<a href="mailto:contact@mairie.fr">écrivez-nous</a>\n',
            source="ESHackathon/eshackathon.github.io, pages/events/2019_04_canberra/home.md",
        ),
        Bad(
            "Voir le «[Gros Mollard]((/single-tracks/gros-mollard/)».\n",
            says="Two parentheses",
            fixed="Voir le [Gros Mollard](/single-tracks/gros-mollard/).\n",
            source="dpobel/revermont.bike, src/single-tracks/crete-de-la-cabatane/video.md",
        ),
        Bad(
            "«![](/assets/news/2024-06-02-server.jpg»\n\nTexte.\n",
            says="parenthesis of this picture",
            fixed="![](/assets/news/2024-06-02-server.jpg)\n\nTexte.\n",
            source="AOSC-Dev/website-2023, news/2024-06-03-new-loongarch64-build-server.md",
        ),
        Bad(
            "[![GPLv3](https://img.shields.io/gpl.png)«]\n(https://github.com/x/y/LICENSE)»\n",
            says="between this picture and the address",
            fixed="[![GPLv3](https://img.shields.io/gpl.png)](https://github.com/x/y/LICENSE)\n",
            source="153957/153957, README.md",
        ),
        Good(
            '[PDF]https://mairie.fr/a.pdf [fr]https://mairie.fr ![a](b.png) [![a](b.png)](c) <a href="/x">« a »</a>\n'
        ),
        Bad(
            "Ein «[empfehlenswerter\nArtikel]((http://dplyr.tidyverse.org/articles/programming.html)» gibt Auskunft.\n",
            says="Two parentheses stand before",
            fixed="Ein [empfehlenswerter\nArtikel](http://dplyr.tidyverse.org/articles/programming.html) gibt Auskunft.\n",
            source="CorrelAid/hugo-website, content/de/blog/whats-out-there-2.md",
        ),
        Bad(
            "Ratios greater than «[4.5:1][https://www.w3.org/WAI/?versions=2.0#contrast]».\n",
            says="between “(” and “)”",
            fixed="Ratios greater than [4.5:1](https://www.w3.org/WAI/?versions=2.0#contrast).\n",
            source="18F/guides content/accessibility/color.md",
        ),
        Bad(
            "Voir «[le site(https://www.mairie.fr/x)», «[le plan][https://www.mairie.fr/plan]» et «[l’agenda]{https://mairie.fr/a}».\n",
            says="“]” is missing",
            fixed="Voir [le site](https://www.mairie.fr/x), [le plan](https://www.mairie.fr/plan)"
            " et [l’agenda](https://mairie.fr/a).\n",
        ),
        Bad(
            "Voir «[le site(https://www.mairie.fr/x)».\n",
            says="“]” is missing",
            fixed="Voir [le site](https://www.mairie.fr/x).\n",
        ),
        Bad("Voir le site«](https://www.mairie.fr/x)» pour en savoir plus.\n", says="“[” is missing"),
        Good(
            "Venez [voir la page (https://www.mairie.fr/x)] ou [le site(https://www.mairie.fr/) de la mairie]. "
            "Un tableau[i](https://www.mairie.fr/x) et [un\nlien](https://www.mairie.fr/y), [le code][https://b.fr].\n\n"
            "[https://b.fr]: https://www.mairie.fr/z\n"
        ),
        Good("Voir [la page](((https://www.mairie.fr/x))) et ((ceci)).\n"),
        Bad(
            "Voir «[la page] (https://www.mairie.fr/x)».\n",
            says="A blank stands between",
            fixed="Voir [la page](https://www.mairie.fr/x).\n",
        ),
        Bad(
            "See «(the page)[https://www.mairie.fr/x]».\n",
            says="swapped",
            fixed="See [the page](https://www.mairie.fr/x).\n",
        ),
        Bad(
            "«[Le programme]\n(https://www.mairie.fr/programme)»\n",
            says="on two lines",
            fixed="[Le programme](https://www.mairie.fr/programme)\n",
        ),
        Bad(
            'Lisez <a href=«"https://mairie.fr/charte»>la charte</a> avant de venir.\n',
            says="never closed",
            fixed='Lisez <a href="https://mairie.fr/charte">la charte</a> avant de venir.\n',
            note="kramdown and goldmark show the tag as it is typed",
        ),
        Bad(
            '<p>Lisez <a href=«"https://mairie.fr/charte» target="_blank">la charte</a>.</p>\n',
            says="never closed",
            fixed='<p>Lisez <a href="https://mairie.fr/charte" target="_blank">la charte</a>.</p>\n',
        ),
        Bad(
            "- «[le plan](https://www.mairie.fr/plan»\n- «[la carte](https://www.mairie.fr/carte]»\n",
            says="parenthesis",
            fixed="- [le plan](https://www.mairie.fr/plan)\n- [la carte](https://www.mairie.fr/carte)\n",
        ),
        Bad(
            "Voir «[Paris](https://fr.wikipedia.org/wiki/Paris_(France)» et la suite.\n",
            says="never closed",
            fixed="Voir [Paris](https://fr.wikipedia.org/wiki/Paris_(France)) et la suite.\n",
        ),
        Bad(
            'Voir «[la page](https://www.mairie.fr/x "Le plan)».\n',
            says="before the title",
            fixed='Voir [la page](https://www.mairie.fr/x "Le plan").\n',
        ),
        Bad(
            "Voir «[la page(https://www.mairie.fr/x)».\n",
            says="“]” is missing",
            fixed="Voir [la page](https://www.mairie.fr/x).\n",
        ),
        Bad(
            "Voir «[la page]https://www.mairie.fr/x)».\n",
            says="“(” is missing",
            fixed="Voir [la page](https://www.mairie.fr/x).\n",
        ),
        Bad(
            "Voir «[la page]](https://www.mairie.fr/x)».\n",
            says="One “]” too many",
            fixed="Voir [la page](https://www.mairie.fr/x).\n",
            source="letsencrypt/website, content/zh-tw/docs/certificates-for-localhost.md",
        ),
        Bad("Voir la page«](https://www.mairie.fr/x)».\n", says="“[” is missing"),
        Good(
            "Voir [Paris](https://fr.wikipedia.org/wiki/Paris_(France)), [un mot (https://www.mairie.fr/x)] "
            'f(https://x.fr) (et [1]https://www.mairie.fr/y), [le plan](https://www.mairie.fr/x "Le plan").\n\n'
            "[![Le plan](plan.png)](https://www.mairie.fr/plan) `a](https://www.mairie.fr/x)`\n",
        ),
        Bad(
            "Source: «[vision](https://azure.microsoft.com/en-gb/resources/\ndictionary/what-is#object)»\n",
            says="typed on two lines",
            fixed="Source: [vision](https://azure.microsoft.com/en-gb/resources/dictionary/what-is#object)\n",
            source="The-Strategy-Unit/data_science, presentations/2024-10-10_what-is-ai-tom/index.qmd",
        ),
        Bad(
            "<div>\n«[serveur](https://www.mairie.fr/)»\n</div>\n",
            says="In a block of HTML",
            note="a note only",
            severity="info",
        ),
        Good(
            "<details>\n<summary>Plan</summary>\n![Source : [A](https://www.mairie.fr/a)](https://www.mairie.fr/a.png)\n</details>\n",
            path="a.qmd",
            files=(("_quarto.yml", "project: {type: website}\n"),),
            source="InseeFrLab/ssphub infolettre/infolettre_18",
            note="pandoc reads Markdown in HTML.",
        ),
        Bad(
            "Voir \\«[la page\\] (https://www.mairie.fr/x)».\n",
            says="A blank stands between",
            fixed="Voir [la page](https://www.mairie.fr/x).\n",
            source="hexojs/site source/ru/docs/front-matter.md",
            note="brackets that a program escaped",
        ),
        Bad(
            "Voir \\«[la page\\](https://www.mairie.fr/x)».\n",
            says="A backslash before a bracket",
            note="a note only",
            severity="info",
        ),
        Good(
            "Voir [1] (page 3), [la loi] (article 4) et (l’annexe)[^1]. Un tableau `a[i] (https://www.mairie.fr/x)`.\n\n"
            "- [x] (https://www.mairie.fr/) fait\n- [ ] (facultatif)\n\n[^1]: Note.\n"
        ),
        Good(
            "Voir [la page] (https://www.mairie.fr/x), [le site](https://www.mairie.fr/) (https://www.mairie.fr/).\n\n"
            "[la page]: https://www.mairie.fr/page\n",
            note="a reference that is defined, and an address in parentheses",
        ),
        Good(
            '[caption width="150"]<img src="/uploads/CSV.jpg" alt="CSV"> (Cliquez sur le logo)[/caption]\n',
            source="DataBzh/archives, _posts/2016-06-04-cotes-darmor-geo-api.md",
            note="the end of another program's tag, which EV317 tells",
        ),
        Good(
            '<a href="https://mairie.fr/?q=a>b">x</a> <img alt="a > b" src="/a.png"> <a href=/x>x</a>\n\n'
            '    <a href="https://mairie.fr>code</a>\n\n<!-- [a] (https://mairie.fr) -->\n'
        ),
    ),
)
