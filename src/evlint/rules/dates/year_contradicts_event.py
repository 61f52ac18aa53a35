"""The year in the title, or in the address made from the file's name, is not the event's.

Mostly the post was copied from last year's edition. Readers take the event for an old one, and search engines too.

How to fix: correct the year in the title or the file name, or the dates of the event.

Leaves alone: titles that also name the right year, reports and plans that bear another year by nature (“Bilan 2021”,
“Horizon 2025”), a yearly assembly held by June of the year after, the year when a book came out (“« Conquering Peace »
(Harvard University Press, 2021)”), numbers that are no years, years more than two away, and the year of a whole date in the
title, which EV207 judges.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from evlint.dates.resolve import related_window, survey
from evlint.dates.window import Window, window
from evlint.model.context import RuleContext
from evlint.model.diagnostic import Finding
from evlint.model.document import Document, Scalar
from evlint.model.message import msg
from evlint.model.rule import Bad, Good, Rule
from evlint.model.span import Span
from evlint.rules.dates._fields import TITLES
from evlint.rules.dates._nearby import one_of
from evlint.startup.lazy_regex import lazy_regex

# A year, and no price, share, file or decade (“the 2020s”).
_YEAR = lazy_regex(r"(?<![\w.,/#$€°])(?:19|20)\d\d(?!\w|[.,/]\d|\s?(?:€|%|\$|h\b|[^\W\d_]+s\b(?<=\ds)))")
_COUNTED = lazy_regex(  # behind such a word, or before one, a number counts something
    r"(?:\b(?:les|des|nos|vos|aux|ces|plus\sde|over|more\sthan|über|mehr\sals|más\sde|oltre|più\sdi|meer\sdan|mais\sde)"
    r"\s(?P<after>\d{4})(?=\s[^\W\d_A-Z]))"
    r"|(?P<before>\d{4})\s(?:particip|personn|person|people|visit|inscri|candidat|emploi|poste|place|agent|entrepris|membre"
    r"|member|teilnehm|besucher|deelnem|kilom|km|m[èe]tres?|m\b|euro|millions?|ans\b|jours\b|heures\b|years\b|days\b)",
    re.IGNORECASE,
)
# A book and the year when it came out: “« Conquering Peace » (Harvard University Press, 2021)”, “… (PUF, 2021)”.
_PUBLISHED = lazy_regex(
    r"(?:[»”\"’*_]\s*\([^()]{2,60}"
    r"|\([^()]{0,60}?\b(?:press(?:es)?|[ée]d(?:itions?|iteurs?|\.)|verlag|editora|editoriale?|uitgeverij|editore|publish\w*)\b[^()]{0,60}?)"
    r",\s*(?P<year>\d{4})\)",
    re.IGNORECASE,
)
_SLUG_YEAR = lazy_regex(r"(?:^|[-_])((?:19|20)\d\d)(?=$|[-_])")
_FILE_DATE = lazy_regex(r"^\d{4}-\d\d?-\d\d?[-_]?")
_MOST = 2  # years that a mistyped one is away: further off it is another edition, or history
_OTHER_MATTERS = lazy_regex(  # what bears another year than its own by nature: looks back, plans, norms, budgets
    one_of(
        r"bilan retour rétrospective rapport résultat baromètre enquête étude palmarès lauréat report review"
        r" results?\b survey"
        r" census recap lessons state_of index trends tendances statisti horizon objectif plans?\b stratég"
        r" strateg agenda vision"
        r" roadmap feuille_de_route budget \bplf\b fiscal \bfy france_\d \bjop?\b olymp paralymp \bcap\b élection election"
        r" \bloi\b \bact\b rentrée perspective outlook vers\b towards? prépar prepar ahead d'ici by_\d after après wcag rgaa"
        r" version norme iso\b iec rfc ecma world_cup coupe_du_monde euro_\d expo_\d depuis since before avant ziele bericht"
        r" informe balance relazione jaarverslag relatório promotion classe generation génération students? fellows saison"
        r" season school_year année looking_back challenge prize prix"
        r" décret arrêté ordonnance directive règlement circulaire decree regulation gesetz verordnung decreto legge"
        r" lei\b ley\b v(?:œ|oe)ux parcoursup campagne concours calendrier calendar programmation promo\b"
        r" office windows \bcop_?\d"
    ),
    re.IGNORECASE,
)

# A yearly meeting of members bears the year that it gives account of, which may be the one before.
_GIVES_ACCOUNT = lazy_regex(
    r"\b(?:assembl[ée]e\sg[ée]n[ée]rale|AG|annual\s(?:general\s)?meeting|AGM|(?:jahres)?(?:haupt|mitglieder)versammlung"
    r"|assemblea\s(?:generale|dei\ssoci)|asamblea\sgeneral|assembleia\sgeral|(?:algemene\s)?ledenvergadering|ALV)\b",
    re.IGNORECASE,
)
_LAST_MONTH = 6  # of the year after, by which accounts are given


def check(document: Document, context: RuleContext) -> Iterator[Finding]:
    """Compare the only year of the title, else that of the slug or file name, with the years of the event."""
    event = window(document, context)
    if event is None:
        return
    for prose in document.prose:
        if prose.pointer in TITLES:
            text = prose.text.text
            found = _years_in(text)
            if found:
                if context.runs("EV207") and _stands_in_date(document, context, prose.pointer, found):
                    return
                years = {int(match[0]) for match in found}
                if len(years) == 1 and _contradicts(years.pop(), text, event):
                    first = found[0]
                    yield _finding(prose.text.span(*first.span()), "title", int(first[0]), event, prose.pointer)
                return
    yield from _slug_findings(document, event)


def _stands_in_date(document: Document, context: RuleContext, pointer: str, found: list[re.Match[str]]) -> bool:
    """Tell whether a year of the title is part of a whole date there, which EV207 judges."""
    return any(
        phrase.start <= match.start() < phrase.end
        for text in survey(document, context)
        if text.prose.pointer == pointer
        for phrase in text.phrases
        for match in found
    )


def _years_in(text: str) -> list[re.Match[str]]:
    """Find the numbers of a title that name a year of its own: they count nothing, and no book came out then."""
    found = [] if _names_no_year(text) else list(_YEAR.finditer(text))
    if not found:
        return found
    counts = {match.start(match.lastgroup or 0) for match in _COUNTED.finditer(text)}
    counts |= {match.start("year") for match in _PUBLISHED.finditer(text)}
    return [match for match in found if match.start() not in counts]


def _names_no_year(text: str) -> bool:
    """Tell at a glance that no pattern here will find a year: True is certain."""
    return "20" not in text and "19" not in text


def _contradicts(year: int, text: str, event: Window) -> bool:
    near = min(abs(year - event.first.year), abs(year - event.last.year))
    inside = event.first.year <= year <= event.last.year
    if year == event.first.year - 1 and event.first.month <= _LAST_MONTH and _GIVES_ACCOUNT.search(text) is not None:
        return False
    return not inside and near <= _MOST and _OTHER_MATTERS.search(text) is None


def _slug_findings(document: Document, event: Window) -> Iterator[Finding]:
    front = document.front
    slug = front.root.get("slug") if front is not None and front.root is not None else None
    pointer: str | None = None
    if front is not None and isinstance(slug, Scalar) and isinstance(slug.value, str):
        if slug.kind == "str" and _names_no_year(slug.value):
            return
        mapped = front.mapped(slug)
        text, span, pointer = mapped.text, slug.span, "/slug"
        if found := _SLUG_YEAR.search(text):
            span = mapped.span(*found.span(1))
    else:
        text = document.path.rsplit("/", 1)[-1].rsplit(".", 1)[0]
        if _names_no_year(text):
            return
        text = _FILE_DATE.sub("", text)
        span = event.start.span
    years = {int(year) for year in _SLUG_YEAR.findall(text)}
    if len(years) == 1 and not re.search(r"(?:19|20)\d\d[-_]\d\d?(?:[-_]|$)", text):
        year = years.pop()
        if _contradicts(year, text.replace("-", " ").replace("_", " "), event):
            yield _finding(span, "slug" if pointer else "file name", year, event, pointer)


def _finding(span: Span, where: str, year: int, event: Window, pointer: str | None) -> Finding:
    own = str(event.first.year) if event.first.year == event.last.year else f"{event.first.year}–{event.last.year}"
    if where == "title":
        message = msg("The title says {year}, but the event is in {own}.", year=str(year), own=own)
    elif where == "slug":
        message = msg("The address of the post says {year}, but the event is in {own}.", year=str(year), own=own)
    else:
        message = msg("The name of the file says {year}, but the event is in {own}.", year=str(year), own=own)
    return Finding(
        span,
        message,
        msg("Correct the year, or the dates of the event in the front matter."),
        pointer=pointer,
        related=related_window(event),
        marked=f"{where} {year}",
    )


RULE = Rule(
    code="EV209",
    severity="warning",
    check=check,
    needs="event",
    options=("language", "collection.dates"),
    examples=(
        Good(
            "---\ntitle: Assemblée Générale 2020\npublishdate: 2021-01-20\ndate: 2021-02-03\nlieu: Pau\n---\n",
            path="content/agenda/2021/ag.md",
            files=(("hugo.toml", ""),),
            source="pau-a-velo/pauavelo-website, content/agenda/2021",
            note="It gives account of the year before.",
        ),
        Bad(
            "---\ntitle: Le Forum de l’emploi tech de l’État «2020»\nevent_start_date: 2021-11-29 09:00:00 +01:00\n"
            "event_end_date: 2021-12-16 18:00:00 +01:00\n---\n\nVenez.\n",
            says="The title says 2020, but the event is in 2021.",
        ),
        Bad(
            "---\nlang: en\ntitle: Community Summit\nslug: community-summit-«2018»\nstart_date: 2019-05-02\n---\n\nCome.\n",
            says="The address of the post says 2018",
        ),
        Bad(
            "---\ntitle: Ethics by Design\nevent_start_date: «2022-11-16 00:00:00 +01:00»\n---\n\nVenez.\n",
            path="_evenements/ethics-by-design-2021.markdown",
            says="The name of the file says 2021",
        ),
        Good(
            "---\ntitle: Le Forum de l’emploi tech de l’État 2020\nevent_start_date: 2020-11-30 00:00:00 +01:00\n---\n"
            "\nVenez.\n",
            path="_evenements/forum-emploi-tech-etat-2020.markdown",
            source="numerique.gouv.fr, _evenements/forum-emploi-tech-etat-2020.markdown",
        ),
        Good("---\ntitle: 'Bilan 2021 et perspectives'\nevent_start_date: 2022-01-20\n---\n\nVenez.\n"),
        Good("---\ntitle: 'Parcoursup 2023 : réunion d’information'\nevent_start_date: 2022-12-08\n---\n\nVenez.\n"),
        Good(
            "---\ntitle: Journée Numérique & Territoires, 18 janvier 2023\nevent_start_date: 2024-01-18\n---\n\nVenez.\n",
            note="EV207 tells it, once.",
        ),
        Good("---\ntitle: Du Forum 2021 au Forum 2022\nevent_start_date: 2022-01-20\n---\n\nVenez.\n"),
        Good(
            "---\ntitle: Nuit blanche 2022-2023\nevent_start_date: 2022-12-31\nevent_end_date: 2023-01-01\n---\n\nVenez.\n"
        ),
        Good(
            "---\ntitle: 2000 emplois et 2021 postes à pourvoir\nevent_start_date: 2024-01-20\n---\n\nVenez.\n",
            note="numbers that are no years",
        ),
        Good(
            "---\ntitle: Table ronde autour de « Conquering Peace » (Harvard University Press, 2021)\n"
            "startDate: 2023-06-09\n---\n\nVenez.\n",
            source="uxwithem/institut-pour-la-paix, src/content/evenements/table-ronde-conquering-peace.md",
            note="the year when the book came out",
        ),
        Bad(
            "---\ntitle: Forum de l’emploi (Paris, «2021»)\nevent_start_date: 2022-11-29\n---\n\nVenez.\n",
            says="The title says 2021",
        ),
        Good("---\ntitle: Les 2021 participants du forum\nevent_start_date: 2022-01-20\n---\n\nVenez.\n"),
        Good(
            "---\ntitle: Atelier\nevent_start_date: 2022-12-01\n---\n\nVenez.\n",
            path="_posts/2021-11-02-atelier.md",
            note="the date at the front of a file name is not the event's",
        ),
    ),
)
