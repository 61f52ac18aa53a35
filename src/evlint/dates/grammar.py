"""Joins single days to phrases: ranges (`du 2 au 30 novembre`) and lists (`les 7, 8 et 9 septembre 2021`)."""

from __future__ import annotations

from functools import lru_cache

from evlint.dates import vocabulary as w
from evlint.dates.day_parser import Order, Point, bare_range, day_first, day_in_words, month_first, numeric
from evlint.dates.hours import Clocks, clocks
from evlint.dates.phrases import Day, Hours, Phrase, is_backwards
from evlint.dates.shared_month import Group, opens_between, to_the_left, to_the_right
from evlint.dates.tokens import Tokens, date_tokens, hour_tokens
from evlint.dates.vocabulary import lexicon, month_comes_first
from evlint.dates.weekdays import share_weekdays


def phrases_in(text: str, language: str = "fr", region: str | None = None) -> tuple[Phrase, ...]:
    """Find every date phrase in a text, read in a language (and region) and its neighbours, in the order of the text.

    Never raises, and takes time linear in the text.
    """
    language = _language(language)
    t = date_tokens(text, lexicon(language))
    if t is None:
        return ()
    order: Order = "day"
    if month_comes_first(language, region):
        order = "month"
    elif language in ("en", "") and region is None:
        order = "either"
    found = clocks(t, by_24=language not in ("en", ""))
    groups = _joined(t, _groups(t, language, order, found), found)
    for group in groups:
        if len(group.days) == 1:
            if group.days[0].plural:
                group.days[0] = group.days[0]._replace(weekday=-1, word=None)  # `les vendredis 3 novembre`
        else:
            group.days = share_weekdays(
                t, group.days, group.first, group.after, is_range=group.kind in ("range", "reversed")
            )
    return tuple(Phrase(g.kind, tuple(g.days), g.days[0].start, max(d.end for d in g.days), g.beside) for g in groups)


def hours_in(text: str, language: str = "fr", *, falling: bool = False) -> tuple[Hours, ...]:
    """Find every hour and every range of hours in a text, in its order.

    With `falling` only those around a range whose end, as typed, is no later than its beginning: they are found sooner.
    Never raises, and takes time linear in the text.
    """
    language = _language(language)
    t = hour_tokens(text, lexicon(language), falling=falling)
    return clocks(t, by_24=language not in ("en", "")).hours if t is not None else ()


_LISTS = ("day", "list")
_DIGITS_OF_YEAR = 4


@lru_cache(64)
def _language(tag: str) -> str:
    """Return the language of a tag such as `en-US`."""
    return tag.replace("_", "-").split("-")[0].lower()


def _groups(t: Tokens, language: str, order: Order, found: Clocks) -> list[Group]:
    groups: list[Group] = []
    i, low, last = 1, 0, len(t.flags) - 1
    while i < last:
        flags = t.flags[i]
        point: Point | None = None
        if flags & w.NUMBER and i not in found.taken:
            read = numeric(t, i, order, language)
            if isinstance(read, Point):
                point = read
            # Figures that hang together and are no date (a version, a number of pages): none of them is a day.
            elif read > i + 1:
                i = read
                continue
            else:
                point = day_first(t, i)
        elif flags & w.DAY_WORD:
            point = day_in_words(t, i)
        elif flags & w.MONTH:
            point = month_first(t, i, language)
        if point is None:
            both = bare_range(t, i) if flags & w.NUMBER and i not in found.taken else None
            if both is not None:
                groups.append(Group("range", [both[0].day, both[1].day], both[0].first, both[1].after, 0))
                low = both[1].after
            i = low if both is not None else i + 1
            continue
        more = to_the_left(t, point, low, found)
        group = more[-1]
        if flags & w.MONTH and not flags & w.NUMBER:
            to_the_right(t, group, found)
        groups += more
        i = low = group.after
    return groups


def _joined(t: Tokens, groups: list[Group], found: Clocks) -> list[Group]:
    """Join groups that a word of range or list stands between, and share the years."""
    result: list[Group] = []
    for group in groups:
        previous = result[-1] if result else None
        joint = _joint_between(t, previous.after, group.first, found) if previous is not None else 0
        if joint == w.AND and previous is not None and opens_between(t, previous.first, 0):
            joint = w.TO
        if previous is not None and joint == w.TO and previous.kind == group.kind == "day":
            previous.kind = "range"
        elif previous is not None and joint == w.AND and previous.kind in _LISTS and group.kind in _LISTS:
            previous.kind = "list"
        else:
            result.append(group)
            continue
        previous.days += group.days
        previous.after = group.after
        previous.beside = group.beside or previous.beside
    for group in result:
        _share_years(group)
        if group.kind == "range" and _is_reversed(group.days[0], group.days[-1]):
            group.kind = "reversed"
    return result


def _is_reversed(first: Day, last: Day) -> bool:
    """Tell whether a range ends before it begins, in whichever order its numbers stand for day and month."""
    if not is_backwards(first, last):
        return False
    if not first.swapped or not last.swapped:
        return True
    turned = [day._replace(day=day.month, month=day.day) for day in (first, last)]
    return is_backwards(turned[0], turned[1])


def _joint_between(t: Tokens, start: int, end: int, found: Clocks) -> int:
    if end - start > 16 or any(_begins_sentence(t, i) for i in range(start, end - 1)):
        return 0
    if t.flags[start] & w.DOT and t.flags[start - 1] & w.NUMBER and len(t.folded(start - 1)) == _DIGITS_OF_YEAR:
        return 0  # a sentence ends: "il 21 gennaio 2013. Fino al 17 dicembre 2012"
    signs = [t.flags[i] for i in range(start, end) if i not in found.taken]
    while signs and signs[-1] & (w.ARTICLE | w.OPEN | w.AT) and not signs[-1] & (w.TO | w.AND):
        signs.pop()
    while len(signs) > 1 and signs[0] & (w.AT | w.COMMA | w.DOT):
        signs.pop(0)
    if len(signs) == 2 and signs[0] & (w.AND | w.TO | w.COMMA) and signs[1] & (w.TO | w.AND):
        signs.pop(0)
    if len(signs) != 1:
        return 0
    if signs[0] & w.TO:
        return w.TO
    return w.AND if signs[0] & (w.AND | w.COMMA) else 0


def _begins_sentence(t: Tokens, dash: int) -> bool:
    """Tell whether a sentence begins behind a dash, as in a press release: `June 28, 2022 — On Friday, …`."""
    behind = t.flags[dash + 1]
    leads = behind & (w.ARTICLE | w.OPEN | w.AT) and not behind & (w.TO | w.AND)
    return bool(t.flags[dash] & w.DASH and leads and t.capital(dash + 1))


def _share_years(group: Group) -> None:
    """Let a year stated for the end of a phrase hold for what comes before; in a range also for what comes after."""
    days = group.days
    for i in range(len(days) - 2, -1, -1):
        after = days[i + 1]
        if days[i].year is None and after.year is not None:
            turn = (days[i].month, days[i].day) > (after.month, after.day) and not is_backwards(days[i], after)
            days[i] = days[i]._replace(year=after.year - turn, shared_year=True)
    if group.kind == "range" and days[-1].year is None and days[0].year is not None:
        turn = (days[-1].month, days[-1].day) < (days[0].month, days[0].day) and not is_backwards(days[0], days[-1])
        days[-1] = days[-1]._replace(year=days[0].year + turn, shared_year=True)
