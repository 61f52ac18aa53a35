"""A key that holds a date holds something else, a day that no calendar has, or a year that cannot be meant.

Jekyll stops the whole site at such a value, or takes it for today; Hugo refuses the post; a calendar sorts it among the
oldest. The other date rules stay silent about such a post, since nothing can be concluded from it.

How to fix: write year, month and day with hyphens (`2022-11-02`), with a time if there is one (`2022-11-02 18:30:00
+01:00`).

Leaves alone: keys without a value (drafts without a date), values made by a template or by Eleventy (`Last Modified`), keys
such as `start` or `updated` that mean other things elsewhere, a bare year as start or end where all posts around give one,
a day of another form (`01-27-2022 18:00 -0500`, `2016-05-11 12-00-00`) or a year alone under a key that only the site's own
code reads, where nearly all posts have it so (so, too, a year alone in a `date` of Hugo), words under such a key where
nearly all posts have words (`9-11 septembre 2024`), and dates in keys below a date's key where nobody knows the site's
generator.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from evlint.dates.partial_datetime import PartialDateTime, is_plausible, read_moment
from evlint.dates.roles import holds_nothing, read_scalar, roles
from evlint.dates.window import FILE_NAME, dated, named_day, named_parts
from evlint.generators import generator_of
from evlint.model.context import FEWEST_BESIDE, RuleContext
from evlint.model.diagnostic import Finding
from evlint.model.document import Document, Entry, Mapping, Node, Scalar
from evlint.model.message import msg
from evlint.model.rule import Bad, Good, Rule
from evlint.model.site import within
from evlint.startup.lazy_regex import lazy_regex

_TEMPLATE = ("{{", "{%", "<%", "${", "`r ", "`{r} ", "`{python} ")  # R and Python run in line, too
# What Eleventy fills in itself where `date` says so; it reads them in any case.
_ELEVENTY = frozenset(("last modified", "created", "git last modified", "git created"))

_YEAR = lazy_regex(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def check(document: Document, context: RuleContext) -> Iterator[Finding]:
    """Read every date key: those with a role, and those where the schema asks for a date."""
    yield from _of_name(document, context)
    known: set[str] = set()
    for entry, pointer, role, strict, moment in roles(document, context).every():
        known.add(pointer)
        if strict and (moment is None or not is_plausible(moment)):
            if role in ("start", "end") and _spans_years(document, context):
                continue
            if _is_common_form(document, context, entry):
                continue
            yield from _judge(document, context, entry.name, entry.value, moment, pointer)
    front, schema = document.front, context.schema
    if front is None or schema is None:
        return
    wants_date = schema.wants_date
    for pointer, key, scalar in front.leaves:
        if key is not None and pointer not in known and wants_date(pointer):
            moment = read_scalar(scalar)
            if moment is None or not is_plausible(moment):
                yield from _judge(document, context, key.name, scalar, moment, pointer)


def _spans_years(document: Document, context: RuleContext) -> bool:
    """Tell whether start and end are years, here and in all posts around: how long a customer was one, or a book took."""
    found = [one for one in roles(document, context).every() if one.role in ("start", "end")]
    if not all(_A_YEAR.fullmatch(document.source(one.entry.value.span).strip("\"'")) for one in found):
        return False
    beside = [context.tree.values_beside(document.path, one.entry.name) for one in found]
    values = [value for values in beside for value in values if value]
    return max(map(len, beside)) >= FEWEST_BESIDE and all(map(_A_YEAR.fullmatch, values))


def _is_common_form(document: Document, context: RuleContext, entry: Entry) -> bool:
    """Tell whether nearly all posts around write days in one form: the site's own code reads it, no generator does.

    Of Hugo's own dates that is so of a lone year, which Hugo takes for a number of seconds: it stops at any other form. Or
    none of them is a date (`9-11 septembre 2024`, `26-28 janvier 2027`): the site shows them as they are.
    """
    own = _form(document.source(entry.value.span).strip("\"'"))
    if _IN_WORDS.search(own) is not None and entry.name.lower() not in _READ_BY_ALL:
        beside = [value for value in context.tree.values_beside(document.path, entry.name) if value]
        words = [one for one in beside if _IN_WORDS.search(_form(one)) is not None]
        unread = sum(read_moment(one) is None for one in words)
        return unread >= FEWEST_BESIDE and len(words) >= _NEARLY_ALL * len(beside)
    if _OTHER_FORM.match(own) is None:
        return False
    if entry.name.lower() in _READ_BY_ALL and (own != "0000" or not generator_of(context.site).numbers_are_dates):
        return False
    beside = [value for value in context.tree.values_beside(document.path, entry.name) if value]
    return len(beside) >= FEWEST_BESIDE and sum(_form(one) == own for one in beside) >= _NEARLY_ALL * len(beside)


_NEARLY_ALL = 0.9  # of the posts around that have the key


def _form(text: str) -> str:
    return _DIGIT.sub("0", text)


_DIGIT = lazy_regex(r"\d")
# What generators read themselves, or their usual themes: there a value of another form is a mistake, even in all posts.
_READ_BY_ALL = frozenset(("date", "publishdate", "pubdate", "lastmod", "expirydate", "updated", "last_modified_at"))
_OTHER_FORM = lazy_regex(
    r"00?[-/.]00?[-/.]0000\b|0000\Z|0000-00-00[ T]00[-.]00\b"
)  # the day first, a year alone, 12-00-00
_IN_WORDS = lazy_regex(r"\b00? [^\W\d]{3,}|[^\W\d]{3,} 00?\b")  # a day and a month
_A_YEAR = lazy_regex(r"(?:19|20)\d\d")


def _of_name(document: Document, context: RuleContext) -> Iterator[Finding]:
    """Tell of a day in a file's name that no calendar has, and of a `date` without a value, where they stop the build."""
    site = context.site
    chosen = generator_of(site)
    if not chosen.strict_names or chosen.is_dated_by_name is None:
        return
    path = within(site, document.path)
    front = document.front
    if front is None or front.root is None or not chosen.is_dated_by_name(site, path):
        return
    entry = front.root.entry("date")
    if entry is not None:
        if holds_nothing(entry):
            yield Finding(
                entry.key.span if entry.value.span.end <= entry.value.span.start else entry.value.span,
                msg("“date” stands here without a date: {title} stops at it and builds no site.", title=chosen.title),
                msg("Write a date, as in 2022-11-02, or delete the line."),
                pointer="/date",
            )
        return
    parts = named_parts(document.path)
    if parts is not None and named_day(document.path) is None:
        from evlint.rules.dates._moment_flaws import flaw

        typed = "-".join((str(parts[0]), f"{parts[1]:02}", f"{parts[2]:02}"))
        message, help_ = flaw(FILE_NAME, typed)
        yield Finding(document.lines.line_span(1), message, help_)


def _judge(
    document: Document, context: RuleContext, key: str, node: Node, moment: PartialDateTime | None, pointer: str
) -> Iterator[Finding]:
    """Tell of a value that is no plausible date, unless something else may stand there; `moment` is what it reads as."""
    source = document.source(node.span)
    if any(mark in source for mark in _TEMPLATE) or (
        isinstance(node, Scalar) and (node.value is None or node.value is False or not str(node.value).strip())
    ):
        return
    text = source.strip("\"' ")
    if text.lower() in _ELEVENTY or (isinstance(node, Scalar) and _is_prose(node)):
        return
    chosen = generator_of(context.site)
    if chosen.dates_in_groups and isinstance(node, Mapping) and _is_group(node, source):
        return
    reads = chosen.reads_date
    if (
        reads is not None
        and isinstance(node, Scalar)
        and reads(context.site, within(context.site, document.path), text)
    ):
        return
    from evlint.rules.dates._moment_flaws import flaw, not_one, wrong_year

    if moment is not None:
        message, help_ = wrong_year(key, source, moment, _year_named(document, context))
    elif not isinstance(node, Scalar) or node.value is True:
        message, help_ = not_one(key, node)
    else:
        message, help_ = flaw(key, node.value if isinstance(node.value, str) else source)
    yield Finding(node.span, message, help_, pointer=pointer)


def _is_prose(node: Scalar) -> bool:
    """Tell whether a value is a text over lines of its own without any number: the key then is a word, and no date's."""
    return node.style in ("literal", "folded") and not any(char.isdecimal() for char in str(node.value))


def _is_group(node: Mapping, source: str) -> bool:
    """Tell whether keys below a date's key hold dates, or are still to hold them: not what slipped below it."""
    if _YEAR.search(source) is not None:
        return True
    return any(isinstance(one.value, Scalar) and one.value.value is None for one in node.entries)


def _year_named(document: Document, context: RuleContext) -> int | None:
    """Return the year that the title names, else that of the publication date; None where there is no single one."""
    title = document.data.get("title")
    years = set(re.findall(r"(?<!\d)20\d\d(?!\d)", title)) if isinstance(title, str) else set()
    if len(years) == 1:
        return int(years.pop())
    post = dated(roles(document, context).published)
    return None if post is None or years else post.moment.day.year


_QUARTO = (("_quarto.yml", "project: {type: website}\n"),)

RULE = Rule(
    code="EV201",
    severity="error",
    check=check,
    needs="front",
    options=("collection.dates", "collection.schema"),
    examples=(
        Good(
            "---\ntitle: January club meeting\nevent_date: 01-27-2022 18:00 -0500\n---\n",
            path="src/events/2022/01/january.md",
            files=(
                (".eleventy.js", "module.exports = function (config) {};\n"),
                *(
                    (f"src/events/2022/{name}/a.md", f"---\ntitle: {name}\nevent_date: {day} 18:00 -0400\n---\n")
                    for name, day in (("04", "04-28-2022"), ("05", "05-26-2022"), ("06", "06-18-2022"))
                ),
            ),
            source="Kanawha-Valley-Homebrew-Club/kvhomebrew.club src/events/2022/01/january-club-meeting.md",
            note="The site's own filters read this form, which its events have in all folders.",
        ),
        Good(
            "---\ntitle: Bayesian additive regression networks\npublicationDate: 2024\n---\n",
            path="src/publications/networks.md",
            files=(
                (".eleventy.js", "module.exports = function (config) {};\n"),
                *(
                    (f"src/publications/{name}.md", f"---\ntitle: {name}\npublicationDate: {year}\n---\n")
                    for name, year in (("barmpy", 2024), ("isotopes", 2025), ("cultures", 2025))
                ),
            ),
            source="datadiversitylab/datadiversitylab.github.io src/publications/bayesian-additive-regression-networks.md",
        ),
        Good(
            "---\ntitle: Flughafenabholung\ndate: 15. Januar 2024\n---\n",
            path="src/content/services/flughafenabholung.de.md",
            files=(
                ("astro.config.mjs", "export default {};\n"),
                ("src/content/config.ts", "const a = defineCollection({ schema: z.object({ date: z.string() }) });\n"),
            ),
            source="0AGP0/Campus-German src/content/unsere-dienstleistungen/flughafenabholung.de.md",
        ),
        Bad(
            "---\ntitle: Flughafenabholung\ndate: «15. Januar 2024»\n---\n",
            says="is no date",
            path="src/content/services/flughafenabholung.de.md",
            files=(
                ("astro.config.mjs", "export default {};\n"),
                ("src/content/config.ts", "const a = defineCollection({ schema: z.object({ date: z.date() }) });\n"),
            ),
        ),
        Good(
            "---\ntitle: CEMTI\nyear: 2024\ndate: 2024\n---\n",
            path="content/fr/projects/2024/cemti.html",
            files=(
                ("hugo.toml", ""),
                *(
                    (f"content/fr/projects/{year}/a.html", f"---\ntitle: A\ndate: {year}\n---\n")
                    for year in (2021, 2022, 2023, 2025)
                ),
            ),
            source="osunyorg/osuny-www, content/fr/projects",
            note="written by a program, and read by the site's own layouts",
        ),
        Bad(
            "---\ntitle: CEMTI\ndate: «2024»\n---\n",
            path="content/fr/projects/cemti.md",
            says="it is a year",
            files=(
                ("hugo.toml", ""),
                *(
                    (f"content/fr/projects/{name}.md", f"---\ntitle: A\ndate: 2024-0{name}-02\n---\n")
                    for name in (1, 2, 3)
                ),
            ),
        ),
        Good(
            "---\ntitle: Assemblée générale\neventDate: 26-28 janvier 2027\n---\n",
            path="content/fr/news/ag-2027.md",
            files=tuple(
                (f"content/fr/news/{name}.md", f"---\ntitle: A\neventDate: {days}\n---\n")
                for name, days in (("a", "18 Novembre 2024"), ("b", "13-15 Novembre 2024"), ("c", "9 avril 2026"))
            ),
            source="diamond-diadem/diamond-diadem.github.io content/fr/news",
            note="shown as it stands",
        ),
        Bad(
            "---\ntitle: January club meeting\nevent_date: «01-27-2022 18:00 -0500»\n---\n",
            says="the year must come first",
            path="src/events/2022/january.md",
            files=tuple(
                (f"src/events/2022/{name}.md", f"---\ntitle: {name}\nevent_date: {day} 18:00 -0400\n---\n")
                for name, day in (("april", "2022-04-28"), ("may", "2022-05-26"), ("june", "2022-06-18"))
            ),
        ),
        Bad(
            "---\ntitle: Forum\nlang: fr\ndate: «le lundi 2 décembre 2019»\n---\n",
            says="is a date for people",
        ),
        Bad(
            "---\ntitle: FranceConnect à l'ID Forum de Lille les 7, 8 et 9 septembre 2021\n"
            "event_start_date: «0007-08-31 23:09:21 +00:09»\nevent_end_date: «0009-08-31 23:09:21 +00:09»\n---\n",
            says="in the year 7",
            source="numerique.gouv.fr _evenements/franceconnect-a-lhonneur-a-lid-forum-de-lille-"
            "les-7-8-et-9-septembre-2021.markdown",
            note="The day was typed where the year belongs.",
        ),
        Bad("---\ntitle: Atelier\ndate: «2023-02-29»\n---\n", says="ends on Tuesday 28 February 2023"),
        Bad("---\ntitle: Atelier\nevent_date: «2022-11-31 18:30»\n---\n", says="ends on Wednesday 30 November 2022"),
        Bad("---\ntitle: Atelier\nstart_date: «2022-13-01»\n---\n", says="no month 13"),
        Bad('---\ntitle: Atelier\nend_date: «"2022-11-18 25:00"»\n---\n', says="no hour 25"),
        Bad("---\ntitle: Atelier\nend_date: «2021-08-31 24:00»\n---\n", says="24:00"),
        Bad("---\ntitle: Atelier\ndate: «02/11/2022»\n---\n", says="two ways"),
        Bad("---\ntitle: Atelier\nevent_date: «à venir»\n---\n", says="à venir"),
        Bad("---\ntitle: Atelier\ndate: «2022»\n---\n", says="a year"),
        Bad("---\ntitle: Atelier\ndate: «2026\u201111\u201130»\n---\n", says="(U+2011) only looks like"),
        Bad("---\ntitle: Atelier\ndate: «“2026-11-30”»\n---\n", says="quotation mark of the keyboard"),
        Bad("---\ntitle: Atelier\nevent_date: «[2022-11-02, 2022-11-03]»\n---\n", says="a list"),
        Bad(
            "---\ntitle: 'Jekyll 3.9.3 Released'\ndate: «2023-01-29 18:30:22 2023 -0800»\n---\n",
            says="not a time",
            source="jekyllrb.com docs/_posts/2023-01-29-jekyll-3-9-3-released.markdown",
        ),
        Good(
            "---\nname: Slint\nstart_date: 2022\nend_date: 2024\n---\n",
            path="src/content/clients/slint.md",
            files=tuple((f"src/content/clients/{one}.md", f"---\nstart_date: 201{one}\n---\n") for one in "123"),
            source="chrischinchilla.com, src/content/clients",
            note="A year in this post and in all around it: that is what the key holds.",
        ),
        Good(
            "---\ntitle: date\ndate: |\n  Date-related commands.\n---\n",
            source="nushell.sh commands/docs/date.md",
            note="The key is the name of a command, the value what it does.",
        ),
        Good(
            "---\ntitle: Atelier\ndate: 2022-10-21 09:36:00 +02:00\nevent_start_date: 2022-11-02 00:00:00 +01:00\n---\n"
        ),
        Good("---\ntitle: Atelier\ndate: 2018-07-18 15:16:00 Z\n---\n", source="numerique.gouv.fr"),
        Good('---\ntitle: Jekyll\ndate: "2013-05-06 02:12:52 +0200"\n---\n', source="jekyllrb.com docs/_posts"),
        Good("---\ntitle: Astro's own starter\npubDate: 'Jul 08 2022'\nupdatedDate: 2022-07-09T10:00:00.000Z\n---\n"),
        Good(
            "---\ntitle: Eleventy\ndate: Last Modified\nupdated: git Created\n---\n",
            note="Eleventy puts the day there.",
        ),
        Good("---\ntitle: Leap day\ndate: 2024-02-29\n---\n"),
        Good(
            '---\ntitle: ONS\ndate: "23 04 2020"\n---\n',
            path="blog/ons.qmd",
            files=_QUARTO,
            source="nhs-r-community blog/building-the-ons-mortality-dataset.qmd",
            note="A form that Quarto documents: `dd MM yyyy`.",
        ),
        Good('---\ntitle: ONS\ndate: "04 23, 2020"\n---\n', path="blog/ons.qmd", files=_QUARTO),
        Good("---\ntitle: ONS\ndate: 04/23/2020\n---\n", path="blog/ons.qmd", files=_QUARTO),
        Good("---\ntitle: ONS\ndate: 04-23-20\n---\n", path="blog/ons.qmd", files=_QUARTO),
        Bad('---\ntitle: ONS\ndate: «"31 04 2020"»\n---\n', says="is no date", path="blog/ons.qmd", files=_QUARTO),
        Bad("---\ntitle: ONS\ndate: «23/04/2020»\n---\n", says="23/04/2020", path="blog/ons.qmd", files=_QUARTO),
        Good(
            "---\ntitle: Chris\nupdated_at: 1655452221\n---\n",
            source="Dutch-Laravel-Foundation content/collections/board",
            note="Seconds since 1970, which some systems write; a generator that is known and reads no such number says so.",
        ),
        Good("---\ntitle: Rapport\ndate: '`r Sys.Date()`'\n---\n", note="R puts the day there."),
        Good(
            "---\ntitle: Brouillon\npublished: false\ndate:\nevent_start_date: ''\n---\n", note="Drafts without a date."
        ),
        Good(
            "---\ntitle: Causal\ndate:\n  published: 2022-11-24T09:00:00Z\n  modified: 2022-11-24T09:00:00Z\n---\n",
            source="3perf.com src/content/blog/causal/index.md",
            note="Where nobody knows the generator, that is the site's own form.",
        ),
        Good("---\ntitle: Archetype\ndate: '{{ .Date }}'\nlastmod: \"{{ now }}\"\n---\n"),
        Good("---\ntitle: Menu\nstart: 9h30\nend: 18\nupdated: true\ndate_format: long\n---\n", note="Not date keys."),
    ),
)
