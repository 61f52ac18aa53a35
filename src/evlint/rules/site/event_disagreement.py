"""Two pages of the site say different days of one event.

Each looks right by itself: the event's own page says the 13th, the news that links to it the 12th. Readers go by the one
that they saw.

How to fix: decide which of the two is right, and correct the other.

Leaves alone: sentences with several dates or links to several pages; what is done before, until or after the event; looks
back on past editions; sessions that share one registration page, each on a day of its own.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from evlint.model.context import RuleContext
from evlint.model.diagnostic import Finding, Related, Text
from evlint.model.index import TRANSLATIONS
from evlint.model.message import msg
from evlint.model.rule import Bad, Good, Rule
from evlint.model.span import Span
from evlint.rules.dates._nearby import announces, is_apart, is_apart_after, is_bound, is_earlier, is_law
from evlint.rules.site._languages import language_of, neutral
from evlint.rules.site._terms import unaccented

if TYPE_CHECKING:
    from evlint.model.index import EventDays, Index, IndexEntry, Statement, Stretch

_FARTHEST = 31  # days between two windows that may be one event's; farther apart they are two editions


def check_site(index: Index, context: RuleContext) -> Iterator[tuple[str, Finding]]:  # noqa: ARG001 the form of every rule
    """Flag sentences, translations and pages with one registration link that disagree about an event."""
    told = set[str]()
    for path, finding in (*_translations(index), *_registrations(index)):
        if path not in told:
            told.add(path)
            if path in index.checked:
                yield path, finding
    for path in sorted(index.checked & index.entries.keys()):
        for one in index.entries[path].statements:
            other = index.entries.get(one.target)
            if other is not None and other.event is not None and _contradicts(one, other.event):
                yield path, _of_sentence(one, other, other.event)


def _contradicts(one: Statement, event: EventDays) -> bool:
    """Tell whether a sentence announces the event, and for a day on which it is not."""
    if (
        event.first <= one.day <= event.last
        or abs((date.fromisoformat(one.day) - date.fromisoformat(event.first)).days) > 366
    ):
        return False
    text = one.before + one.quoted + one.after
    start, end = len(one.before), len(one.before) + len(one.quoted)
    if is_bound(text, start) or is_apart(text, start) or is_apart_after(text, end) or is_law(text, start):
        return False
    return announces(text, start) and not is_earlier(text, start, end)


def _of_sentence(one: Statement, other: IndexEntry, event: EventDays) -> Finding:
    day = date.fromisoformat(one.day)
    return Finding(
        Span(*one.place),
        _message(one.quoted, day, event, other.path),
        msg("Correct the one that is wrong."),
        related=(_related(other, event),),
    )


def _message(quoted: str, day: date, event: EventDays, path: str) -> Text:
    first, last = date.fromisoformat(event.first), date.fromisoformat(event.last)
    if first == last:
        return msg(
            "“{text}” is {day}, but the page that is linked here says {first} ({path}).",
            text=quoted, day=day, first=first, path=path,
        )  # fmt: skip
    return msg(
        "“{text}” is {day}, but the page that is linked here says {first} to {last} ({path}).",
        text=quoted, day=day, first=first, last=last, path=path,
    )  # fmt: skip


def _related(other: IndexEntry, event: EventDays) -> Related:
    first, last = date.fromisoformat(event.first), date.fromisoformat(event.last)
    said = msg("{first} here", first=first) if first == last else msg("{first} to {last} here", first=first, last=last)
    return Related(Span(*event.place), said, other.path)


def _differ(one: EventDays, other: EventDays) -> bool:
    """Tell whether two windows contradict each other; one that names no end leaves the end open."""
    return one.first != other.first or (one.has_end and other.has_end and one.last != other.last)


def _translations(index: Index) -> Iterator[tuple[str, Finding]]:
    groups: dict[str, list[IndexEntry]] = defaultdict(list)
    codes = index.languages()
    for entry in index.entries.values():
        if entry.event is not None:
            for key in {neutral(entry.path, codes), *(f"{one.key}={one.text}" for one in entry.of(*TRANSLATIONS))}:
                groups[key].append(entry)
    default = index.default_language()
    done = set[tuple[str, str]]()
    for group in groups.values():
        spoken = {language_of(entry, codes, default): entry for entry in group}
        if len(group) < 2 or len(spoken) < len(group):  # two of one language: the key tells something else
            continue
        original = spoken.get(default) or group[0]
        for other in group:
            if (
                other is original
                or original.event is None
                or other.event is None
                or (original.path, other.path) in done
            ):
                continue
            done.add((original.path, other.path))
            if _differ(original.event, other.event):
                message = msg(
                    "This page says {day}, but {path}, the same in another language, says {first}.",
                    day=date.fromisoformat(_side(other.event, original.event)),
                    path=original.path,
                    first=date.fromisoformat(_side(original.event, other.event)),
                )
                yield other.path, _of_window(other.event, message, original, original.event)


def _side(one: EventDays, other: EventDays) -> str:
    """Return the day in which a window differs from another: its first, else its last."""
    return one.first if one.first != other.first else one.last


def _of_window(own: EventDays, message: Text, other: IndexEntry, its: EventDays) -> Finding:
    return Finding(
        Span(*own.place),
        message,
        msg("Correct the one that is wrong."),
        pointer=own.pointer,
        related=(_related(other, its),),
    )


def _registrations(index: Index) -> Iterator[tuple[str, Finding]]:
    groups: dict[str, list[tuple[IndexEntry, EventDays, Stretch]]] = defaultdict(list)
    for entry in index.entries.values():
        for key, place in entry.registrations:
            if entry.event is not None:
                groups[key].append((entry, entry.event, place))
    for group in groups.values():
        yield from _odd_ones(group)


def _odd_ones(group: Sequence[tuple[IndexEntry, EventDays, Stretch]]) -> Iterator[tuple[str, Finding]]:
    """Yield the pages of one registration link that say another day than the others; the later path of two."""
    events = [event for _, event, _ in group]
    if len(group) < 2 or not any(_differ(events[0], one) for one in events[1:]):
        return
    days = Counter(event.first for event in events)
    if len(days) > 2 or (len(days) == 2 and len(group) > 2 and min(days.values()) > 1):
        return  # sessions, each on a day of its own
    if not all(_is_one_event(group[0][0], entry) for entry, _, _ in group[1:]):
        return
    usual = next(one for one in group if days[one[1].first] == max(days.values()))
    for entry, event, _ in group:
        near = abs((date.fromisoformat(event.first) - date.fromisoformat(usual[1].first)).days) <= _FARTHEST
        if entry is not usual[0] and near and _differ(event, usual[1]):
            message = msg(
                "This page says {day}, but {path} has the same registration link and says {first}.",
                day=date.fromisoformat(_side(event, usual[1])),
                path=usual[0].path,
                first=date.fromisoformat(_side(usual[1], event)),
            )
            yield entry.path, _of_window(event, message, usual[0], usual[1])


def _is_one_event(one: IndexEntry, other: IndexEntry) -> bool:
    """Tell whether two pages with one registration link are of one event: of one title, or in two languages.

    Two events by two names that share a link are told by EV313.
    """
    return plain_title(one.title) == plain_title(other.title) or one.language != other.language


def plain_title(title: str) -> str:
    """Return a title for comparison: its words in lower case, without accents and signs."""
    return " ".join(re.findall(r"\w+", unaccented(title)))


_FORUM = ("evenements/forum.md", "---\ntitle: Forum\ndate: 2026-10-20\nstart_date: 2026-11-13\n---\n\nTexte.\n")
_FRENCH = 'language = "fr"\n'
_LINKED = "---\ntitle: Forum\ndate: 2026-10-20\nstart_date: {}\n---\n\n[S’inscrire](https://billets.example.org/e/42)\n"


def _linked(day: str) -> str:
    return _LINKED.format(day)


RULE = Rule(
    code="EV504",
    severity="warning",
    needs="site",
    check_site=check_site,
    options=("language", "timezone", "collection.dates"),
    examples=(
        Bad(
            "---\ntitle: Annonce\ndate: 2026-10-20\n---\n\n"
            "Le [forum](../evenements/forum.md) aura lieu le «jeudi 12 novembre 2026».\n",
            says="Thursday 12 November 2026, but the page that is linked here says Friday 13 November 2026",
            config=_FRENCH,
            path="actus/annonce.md",
            files=(_FORUM,),
        ),
        Bad(
            "---\ntitle: Forum\ndate: 2026-10-20\nstart_date: «2026-11-13»\n---\n\nText.\n",
            says="content/forum.fr.md",
            path="content/forum.en.md",
            files=(
                (
                    "hugo.toml",
                    'baseURL = "https://www.example.org/"\ndefaultContentLanguage = "fr"\n[languages.fr]\n[languages.en]\n',
                ),
                ("content/forum.fr.md", "---\ntitle: Forum\ndate: 2026-10-20\nstart_date: 2026-11-12\n---\n\nTexte.\n"),
            ),
        ),
        Bad(
            _linked("«2026-12-12»"),
            says="a.md has the same registration link and says Friday 11 December 2026",
            path="b.md",
            files=(("a.md", _linked("2026-12-11")),),
        ),
        Good(
            "---\ntitle: Annonce\ndate: 2026-10-20\n---\n\n"
            "Inscrivez-vous au [forum](../evenements/forum.md) avant le 5 novembre 2026. La visite du 12 novembre 2026 "
            "précède le [forum](../evenements/forum.md) du 13 novembre 2026.\n",
            config=_FRENCH,
            path="actus/annonce.md",
            files=(_FORUM,),
            note="Other dates beside the link.",
        ),
        Good(
            "---\ntitle: Retour\ndate: 2026-10-20\n---\n\n"
            "La première édition du [forum](../evenements/forum.md) a eu lieu le 12 décembre 2025.\n",
            config=_FRENCH,
            path="actus/retour.md",
            files=(_FORUM,),
        ),
        Good(
            _linked("2026-12-19"),
            path="c.md",
            files=(("a.md", _linked("2026-12-05")), ("b.md", _linked("2026-12-12"))),
            note="Sessions: each has a day of its own.",
        ),
    ),
)
