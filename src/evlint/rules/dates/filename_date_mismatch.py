"""The name of the file gives one day, and the date of the post another.

Jekyll takes the date in the post and drops that of the name without a word, so the address and the archive are not
those that the name promises. One of the two is an oversight. A post dated 1 to 31 days later was mostly written on the
day of its name and published afterwards, so that is a note only, unless a slip of the keys explains the two days better.

How to fix: rename the file, or correct the date.

Where the date is one to thirty-one days later and no slip of a digit explains that, it is a remark only: such posts were
begun before they were published. So it is where the day of the name comes into no address: Eleventy's `page.fileSlug` and
`page.filePathStem` leave it out, and so does Hexo by `new_post_name`; there a name is the author's own note.

Leaves alone: drafts, posts with an address of their own (`permalink`, `slug`, `url`) unless only the year or only the month
is one off, a name that gives the day of any date
of the post, or one ahead that its text speaks of (the day of the event), names made by a program
(`2026-05-04-0992769b607f.md`), sites that take the day of the name first (Hugo's `:filename`), and days that differ only
between local time and UTC, where nobody names the zone between UTC and any local time.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, timedelta, timezone, tzinfo

from evlint.dates.partial_datetime import PartialDateTime, local
from evlint.dates.resolve import anchor, resolved, survey
from evlint.dates.roles import roles
from evlint.dates.window import named_day, published
from evlint.model.context import RuleContext
from evlint.model.diagnostic import Finding, Related
from evlint.model.document import Document
from evlint.model.message import msg
from evlint.model.rule import Bad, Good, Rule
from evlint.model.span import Span
from evlint.rules.dates._moment_posts import is_unpublished
from evlint.startup.lazy_regex import lazy_regex

_WEEK = 7  # days: of two days so near each other one digit mostly differs, so that a slip explains nothing better
_MONTH = 31  # days: a post that waits longer than this after its file was named was mostly dated or named by mistake
# A name that a program made of the day it wrote the file and of random figures: it promises no date.
_MADE_NAME = lazy_regex(r"\d[-_](?=[a-z]*\d)(?=\d*[a-f])[0-9a-f]{8,40}\.\w+\Z")
_OWN_ADDRESS = ("permalink", "slug", "url")


def check(document: Document, context: RuleContext) -> Iterator[Finding]:
    """Compare the day in the file's name (or in the folder of an `index` file) with the publication date."""
    named = named_day(document.path)
    post = published(document, context) if named is not None else None
    if named is None or post is None or not post.pointer or named in _days(post.moment, context.zone):
        return
    if _MADE_NAME.search(document.path) is not None:
        return
    if is_unpublished(document, context):
        return
    others = (one.moment for one in roles(document, context).every() if one.moment is not None)
    if any(named in _days(moment, context.zone) for moment in others):
        return
    day = local(post.moment, context.zone)[0]
    if any(document.data.get(key) for key in _OWN_ADDRESS) and not _is_one_off(named, day):
        return  # the name may say what it likes
    if day < named and not _is_slip(named, day) and _is_spoken_of(document, context, named):
        return
    yield Finding(
        post.span,
        msg("The post is dated {date}, but the name of its file says {named}.", date=day, named=named),
        msg(
            "Rename the file, or correct “{key}”: sites take the date from the post and not from the name.",
            key=post.key,
        ),
        pointer=post.pointer,
        related=(Related(Span(0, 0), msg("The name of the file: {named}", named=named)),),
        severity="info"
        if _was_written_before(named, day)
        or _is_year_only(named, day)
        or (context.tree.drops_day(document.path) and not _is_near_slip(named, day))
        else None,
    )


def _is_spoken_of(document: Document, context: RuleContext, named: date) -> bool:
    """Tell whether the post names the day of its file's name: that of the event which it announces."""
    near = anchor(document, context)
    return any(
        resolved(day, near) == named
        for text in survey(document, context)
        for phrase in text.phrases
        for day in phrase.days
    )


def _was_written_before(named: date, day: date) -> bool:
    """Tell whether the post went out some days after its file was named, and no slip of the keys explains the two better."""
    later = (day - named).days
    return 1 <= later <= _WEEK or (_WEEK < later <= _MONTH and not _is_slip(named, day))


def _is_year_only(named: date, day: date) -> bool:
    """Tell whether a name says 1 January as who knows, or means, the year alone, and no slip explains the two better."""
    return (named.month, named.day) == (1, 1) and not _is_slip(named, day)


def _is_near_slip(named: date, day: date) -> bool:
    """Tell whether a slip of the keys explains two days, whichever is first, better than that both are meant."""
    return abs((day - named).days) > _WEEK and _is_slip(named, day)


def _is_one_off(named: date, day: date) -> bool:
    """Tell whether two days are the same but for the year, or the month, which is the one before or after."""
    years, months = abs(named.year - day.year), abs(named.month - day.month)
    return named.day == day.day and (years, months) in ((1, 0), (0, 1))


def _is_slip(named: date, day: date) -> bool:
    """Tell whether two days are one wrong digit apart, or two digits, or month and day, that changed places."""
    if (named.year, named.month, named.day) == (day.year, day.day, day.month):
        return True
    typed, other = f"{named:%Y%m%d}", f"{day:%Y%m%d}"
    apart = [index for index in range(8) if typed[index] != other[index]]
    if len(apart) == 2:
        first, second = apart
        return second == first + 1 and (typed[first], typed[second]) == (other[second], other[first])
    return len(apart) == 1


def _days(moment: PartialDateTime, zone: tzinfo | None) -> set[date]:
    """Return the days that an instant can be said to be on: as typed, in the configured zone, in UTC.

    Where nobody names the zone, an instant in UTC is one that a program wrote: its author may have been anywhere.
    """
    days = {moment.day, local(moment, zone)[0], local(moment, UTC)[0]}
    if zone is None and moment.offset == timedelta():
        days |= {local(moment, one)[0] for one in _FARTHEST}
    return days


# The zones whose days begin first and last (IANA: Pacific/Kiritimati, Etc/GMT+12).
_FARTHEST = (timezone(timedelta(hours=14)), timezone(timedelta(hours=-12)))


RULE = Rule(
    code="EV205",
    severity="warning",
    check=check,
    needs="front",
    options=("timezone", "collection.dates"),
    examples=(
        Bad(
            "---\ntitle: Wordles\ndate: «2023-05-22»\nslug: wordle-bilingual-support\n---\n",
            says="Wednesday 22 May 2024",
            path="src/collections/news/2024-05-22-wordle-bilingual-support.md",
            source="inclusive-design/floeproject.org, until somebody mended it",
            note="The year alone is another, also where the post has its own address.",
        ),
        Bad(
            "---\ntitle: Atelier\ndate: «2023-05-14 10:00:00 +02:00»\n---\n",
            path="_posts/2023-05-04-atelier.md",
            says="Thursday 4 May 2023",
        ),
        Bad(
            "---\ntitle: Actualité test 2\ndate: «2018-07-02 00:00:00 Z»\n---\n",
            path="_actualites/2018-07-3-actu-test-2.md",
            says="Tuesday 3 July 2018",
            source="numerique.gouv.fr _actualites/2018-07-3-actu-test-2.md",
        ),
        Bad(
            "---\ntitle: Jekyll 3.8.0 Released\ndate: «2018-04-19 10:00:00 -0500»\n---\n",
            path="docs/_posts/2018-03-15-jekyll-3-8-0-released.markdown",
            says="Thursday 15 March 2018",
            source="jekyllrb.com docs/_posts/2018-03-15-jekyll-3-8-0-released.markdown",
        ),
        Good(
            "---\ntitle: Linux Day 2024\ndate: 2024-10-15\n---\n\nSabato 26 ottobre 2024 anche ad Avellino.\n",
            path="content/blog/2024-10-26-linux-day-2024.md",
            config='language = "it"\n',
            source="IrLUG/irlug.github.io, content/blog",
            note="named by the day of the event",
        ),
        Bad(
            "---\ntitle: Linux Day 2024\ndate: «2024-10-15»\n---\n\nIl 20 ottobre 2024 ad Avellino.\n",
            path="content/blog/2024-10-26-linux-day-2024.md",
            config='language = "it"\n',
            says="Saturday 26 October 2024",
        ),
        Bad(
            "---\ntitle: Workshop\ndate: «2023-05-14»\n---\n",
            path="content/posts/2023-05-04-workshop/index.md",
            says="Thursday 4 May 2023",
            note="Hugo's page bundles: the folder bears the name.",
        ),
        Bad(
            "---\ntitle: Bilan\ndate: «2024-02-12»\n---\n",
            path="_posts/2024-02-05-bilan.md",
            says="Monday 12 February 2024",
            note="a note only: published a week after the file was named",
            severity="info",
        ),
        Bad(
            "---\ntitle: Swift at WWDC22\ndate: «2022-07-06 08:00:00»\n---\n",
            path="_posts/2022-07-01-swift-language-updates-from-wwdc22.md",
            says="Friday 1 July 2022",
            source="swift.org/_posts/2022-07-01-swift-language-updates-from-wwdc22.md",
            note="a note only: that the last digit differs says nothing of days of one week",
            severity="info",
        ),
        Bad(
            "---\ntitle: Pair programming\ndate: «2015-05-04»\n---\n",
            path="content/posts/2015-05-01-pair-programming.md",
            says="Friday 1 May 2015",
            source="18f.gsa.gov content/posts/2015-05-01-pair-programming-why-two-heads-are-better-than-one.md",
            note="a note only: published three days after the file was named",
            severity="info",
        ),
        Good(
            "---\ntitle: The Evelyn Hotel, Melbourne\npublishDate: 2007-04-13T23:29:23.000Z\n---\n",
            path="src/content/posts/2007/2007-04-14-the-evelyn-hotel-melbourne.md",
            source="chrischinchilla.com, src/content/posts/2007",
            note="In Melbourne it was the 14th, and nobody says where the site is at home.",
        ),
        Good(
            "---\ntitle: Nuit des étoiles\ndate: 2026-06-04\n---\n",
            path="src/content/events/2026-05-04-0992769b607f.md",
            source="allumeurs-etoiles src/content/events",
            note="The name was made by a program, on the day when the event was entered.",
        ),
        Good("---\ntitle: Atelier\ndate: 2023-05-04 10:00:00 +02:00\n---\n", path="_posts/2023-05-04-atelier.md"),
        Good(
            "---\ntitle: Out in the Open - April 2021\ndate: 2021-05-01T11:04:33+02:00\n---\n",
            path="content/blog/2021-05-02-out-in-the-open.md",
            files=(("config.yaml", "baseURL: /\nfrontmatter:\n  date: [':filename', ':default']\n"),),
            source="codefor.de content/blog/2021-05-02-out-in-the-open.md",
            note="Hugo is told to take the day of the name here, whatever the post says.",
        ),
        Bad(
            "---\ntitle: Out in the Open\ndate: «2021-06-01»\n---\n",
            path="content/blog/2021-05-02-out-in-the-open.md",
            files=(("config.yaml", "baseURL: /\nfrontmatter:\n  date: [':default', ':filename']\n"),),
            says="Sunday 2 May 2021",
            note="The name counts only where the post says no date.",
            severity="info",
        ),
        Bad(
            "---\ntitle: Conversation with CFPB\ndate: «2015-11-06»\n---\n",
            path="content/posts/2015-11-09-conversation-with-cfpb.md",
            files=(
                (".eleventy.js", "module.exports = () => ({ dir: { input: 'content' } });\n"),
                (
                    "content/posts/posts.11tydata.js",
                    "module.exports = { permalink: '/{{ page.date | toDatePath }}/{{ page.fileSlug }}/' };\n",
                ),
            ),
            says="Monday 9 November 2015",
            source="18f.gsa.gov content/posts/2015-11-09-conversation-with-cfpb-natalie-kurz.md",
            note="a note only: the day of the name comes into no address",
            severity="info",
        ),
        Bad(
            "---\ntitle: Anycubic Photon\ndate: «2016-12-26 18:39:22»\n---\n",
            path="_posts/maquinas/2017-1-1-Anycubic-Photon-UV-LED.markdown",
            says="Sunday 1 January 2017",
            source="factores.github.io _posts/maquinas",
            note="a note only: 1 January stands for the year",
            severity="info",
        ),
        Bad(
            "---\ntitle: Faith schools\ndate: «2025-12-03»\n---\n",
            path="app/posts/2025-03-12-faith-schools.md",
            files=(
                (".eleventy.js", "module.exports = () => ({ dir: { input: 'app' } });\n"),
                (
                    "app/posts/posts.json",
                    '{"permalink": "{{ page.filePathStem }}/", "eleventyComputed": {"key": "{{ title }}"}}\n',
                ),
            ),
            says="Wednesday 12 March 2025",
            source="DFE-Digital/teaching-vacancies-design-history app/posts/2025-03-12-improving-the-teaching-vacancies…",
            note="Day and month have changed places.",
            severity="warning",
        ),
        Bad(
            "---\ntitle: Petite introduction\ndate: «2015-10-20 20:00:00»\n---\n",
            path="source/_posts/2015-10-22-petite-introduction.md",
            files=(
                ("_config.yml", "new_post_name: :year-:month-:day-:title.md\npermalink: :year-:month-:day-:title/\n"),
                ("package.json", '{"dependencies": {"hexo": "8.0.0"}}\n'),
            ),
            says="Thursday 22 October 2015",
            source="cheredeprince.net source/_posts/2015-10-22-petite-introduction.md",
            note="a note only: Hexo's address is made of the post's own day",
            severity="info",
        ),
        Good("---\ntitle: Atelier\n---\n", path="_posts/2023-05-04-atelier.md", note="The name is the date."),
        Good(
            "---\ntitle: Jekyll 1.0.1 Released\ndate: 2013-05-07 23:30:00 -0400\n---\n",
            path="_posts/2013-05-08-jekyll-1-0-1-released.md",
            note="The 8th in UTC.",
        ),
        Good(
            "---\ntitle: Atelier\ndate: 2023-04-01\nevent_start_date: 2023-05-04 18:00:00 +02:00\n---\n",
            path="_evenements/2023-05-04-atelier.md",
            note="The name gives the day of the event.",
        ),
        Good(
            "---\nslug: basic-scrum-ii\ntitle: Basic scrum II\ndate: 2019-11-12 13:00:00 -0500\n"
            "end_date: 2019-11-12 14:00:00 -0500\n---\n",
            path="content/events/2019/11/2019-11-08-basic-scrum-ii.md",
            source="digital.gov content/events/2019/11/2019-11-08-basic-scrum-ii.md",
            note="The address comes from `slug`; the name keeps the day on which the file was made.",
        ),
        Good(
            "---\ntitle: Rapport\ndate: 2023-05-14\n---\n", path="2022-2025-strategie.md", note="No date in the name."
        ),
    ),
)
