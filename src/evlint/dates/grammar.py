"""Joins single days to phrases: ranges (`du 2 au 30 novembre`) and lists (`les 7, 8 et 9 septembre 2021`).

Days that share the month of another one stand before it (`2 au`, `7, 8 et`) or, in English, after it (`3–5`).
"""

from __future__ import annotations

from functools import lru_cache

from evlint.dates import vocabulary as w
from evlint.dates.day_parser import (
    Order,
    Point,
    bare_before,
    bare_range,
    day_first,
    day_in_words,
    is_day_number,
    month_first,
    numeric,
    skip_ordinal,
    year_after,
)
from evlint.dates.hours import Clocks, clocks
from evlint.dates.phrases import Day, Hours, Phrase, PhraseKind, is_backwards
from evlint.dates.tokens import Tokens, date_tokens, hour_tokens
from evlint.dates.vocabulary import BETWEEN, lexicon, month_comes_first
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


_MOST_DAYS = 40  # in one phrase


class Group:
    """Days that belong together, while they are being found: the tokens they take, and how they hang together.

    `first` and `after` are indices: its tokens are `[first, after)`. `beside` tells which of several days it means, as in
    `Point`: -1 where "dernier" follows, 1 where "prochain" does, else 0.
    """

    __slots__ = ("after", "beside", "days", "first", "kind")

    def __init__(self, kind: PhraseKind, days: list[Day], first: int, after: int, beside: int) -> None:
        self.kind = kind
        self.days = days
        self.first = first
        self.after = after
        self.beside = beside


def to_the_left(t: Tokens, point: Point, low: int, found: Clocks) -> list[Group]:
    """Take in the days before a day that share its month: `2 au`, `7, 8 et`. Several ranges give several groups."""
    group = Group("day", [point.day], point.first, point.after, point.beside)
    groups = [group]
    if point.day.mark:
        _open_before(t, group, low, found)
        return groups
    if t.flags[point.first] & w.MONTH:
        return groups
    needs_sign = False
    for _ in range(_MOST_DAYS):
        joint, before, is_comma = _joint_before(t, group.first, low)
        if not joint:
            break
        if before in found.taken:  # `vendredi 3 à 18h au dimanche 5 novembre`
            while before in found.taken or t.flags[before] & (w.AT | w.COMMA):
                before -= 1
        if group.kind == "range":
            earlier = _range_before(t, before, group.days[0], low) if joint == w.AND else None
            if earlier is None:
                break
            group = earlier
            groups.insert(0, group)
            continue
        if joint == w.TO and group.kind == "list":
            break
        falls = joint == w.TO and group.kind == "day"
        read = bare_before(t, before, group.days[0], may_fall=falls) if before > low else None
        if read is None or read.first <= low or _counts(t, read, group):
            break
        # “du 14 au 12 mars”: kept as it is, for the rule that tells of it.
        if read.day.day > group.days[0].day:
            group.days.insert(0, read.day)
            group.first = read.first
            group.kind = "reversed"
            break
        if is_comma and group.kind == "day":
            needs_sign = True
        group.days.insert(0, read.day)
        group.first = read.first
        group.kind = "range" if joint == w.TO else "list"
    if needs_sign and not t.flags[group.first - 1] & w.ARTICLE:
        group.days[:-1] = []
        group.kind = "day"
        group.first = point.first
    return groups


def _counts(t: Tokens, number: Point, group: Group) -> bool:
    """Tell whether a number before a dash counts what follows: in `Day 1 - Wednesday, October 3` it has no weekday."""
    if not t.flags[group.first - 1] & w.DASH or not t.flags[group.first] & w.WEEKDAY:
        return False
    has_weekday = number.day.weekday >= 0 and number.day.weekday_start == number.day.start
    return not has_weekday and not t.flags[number.first - 1] & w.OPEN


def _open_before(t: Tokens, group: Group, low: int, found: Clocks) -> None:
    """Take in the 2 of `du 2 au 30/11/2022`: numeric dates are joined so only where a word opens the range."""
    last = group.days[0]
    joint, before, is_comma = _joint_before(t, group.first, low)
    if not joint or before <= low or before in found.taken or t.flags[before + 1] & w.DASH:
        return
    read = bare_before(t, before, last, may_fall=joint == w.TO)
    if read is None or read.first - 1 <= low:
        return
    if joint == w.AND:
        if last.year is not None and not is_comma and not t.flags[before + 1] & w.SLASH:
            group.days.insert(0, read.day)
            group.first, group.kind = read.first, "list"
        return
    if not t.flags[read.first - 1] & w.OPEN:
        return
    if t.folded(read.first - 1) == "de" and last.year is None:
        return  # `de 3 à 5/10`
    group.days.insert(0, read.day)
    group.first = read.first
    group.kind = "range" if read.day.day < last.day else "reversed"


def _joint_before(t: Tokens, first: int, low: int) -> tuple[int, int, bool]:
    """Return how the token `first` hangs on what stands before it (TO, AND or 0), the token before, if by a comma alone."""
    j = first - 1
    for _ in range(2):
        if t.flags[j] & (w.ARTICLE | w.OPEN) and not t.flags[j] & (w.TO | w.AND):
            j -= 1
    flags = t.flags[j]
    if j <= low:
        return 0, j, False
    if flags & w.TO:
        j -= 1
        if t.flags[j] & (w.AND | w.TO | w.COMMA) and not t.flags[j] & w.DASH:  # "et jusqu'au", "tot en met", "fino al"
            j -= 1
        return w.TO, j, False
    if flags & w.AND:
        j -= 1
        if t.flags[j] & w.COMMA:
            j -= 1
        number = j - 1 if t.flags[j] & (w.ORDINAL | w.DOT) and not t.flags[j] & w.NUMBER else j
        between = t.words[j + 1].flags & w.AND and opens_between(t, number, low)
        return (w.TO if between else w.AND), j, False
    if flags & w.COMMA:
        return w.AND, j - 1, True
    if flags & w.SLASH and t.tight(j) and t.tight(j + 1):
        return w.AND, j - 1, False
    return 0, j, False


def opens_between(t: Tokens, j: int, low: int) -> bool:
    """Tell whether "entre" or its like opens the range whose first day begins at the token `j`."""
    for k in range(j - 1, max(low, j - 5), -1):
        if t.folded(k) in BETWEEN:
            return True
        if not t.flags[k] & (w.WEEKDAY | w.ARTICLE | w.ORDINAL | w.DOT):
            return False
    return False


def _range_before(t: Tokens, before: int, following: Day, low: int) -> Group | None:
    """Read `2 au 4` before `et du 9 au 11 novembre`."""
    last = bare_before(t, before, following)
    if last is None or last.first <= low:
        return None
    joint, ahead, _ = _joint_before(t, last.first, low)
    start = bare_before(t, ahead, last.day) if joint == w.TO and ahead > low else None
    if start is None or start.first <= low:
        return None
    return Group("range", [start.day, last.day], start.first, last.after, 0)


def to_the_right(t: Tokens, group: Group, found: Clocks) -> None:
    """Take in the days after an English `November 3` that share its month, and the year behind them."""
    first = group.days[0]
    if len(group.days) != 1 or first.year is not None:
        return
    days = [first]
    kind: PhraseKind = "day"
    i = group.after
    signed = False
    while len(days) < _MOST_DAYS:
        j = i
        comma = bool(t.flags[j] & w.COMMA)
        if comma:
            j += 1
        if t.flags[j] & w.AND:
            joint, signed = w.AND, True
            j += 1
        elif t.flags[j] & w.TO and not comma:
            joint = w.TO
            j += 1
        elif comma:
            joint = w.AND
        else:
            break
        if t.flags[j] & w.ARTICLE:
            j += 1
        weekday = j
        if t.flags[j] & w.WEEKDAY:
            j += 1
            if t.flags[j] & w.COMMA:
                j += 1
        if not is_day_number(t, j) or j in found.taken or t.numbers[j] > 31 or t.numbers[j] == days[-1].day:
            break
        falls = t.numbers[j] < days[-1].day
        if falls and (joint != w.TO or kind != "day"):
            break
        k = skip_ordinal(t, j)
        if t.flags[k - 1] & w.DOT:
            k -= 1
        if k < 0 or t.flags[k] & (w.MONTH | w.HALF | w.HOUR) or (t.flags[k] & w.COLON and t.tight(k)):
            break
        if joint == w.TO and kind != "day":
            break
        day = Day(t.starts[weekday], t.ends[k - 1], t.numbers[j], first.month, None, shared_month=True)
        word = t.words[weekday] if weekday != j else None
        if word is not None:
            day = day._replace(
                weekday=word.weekday, weekday_start=t.starts[weekday], weekday_end=t.ends[weekday], word=word
            )
        days.append(day)
        i = k
        if joint == w.TO:
            if falls and year_after(t, k, comma=True)[0] is None:
                return  # `May 15 to 10 people`
            kind = "reversed" if falls else "range"
            break
        kind = "list"
    # Commas alone make no list of days: the numbers behind a date may count anything.
    if kind == "list" and not signed:
        return
    if kind != "day":
        year, i = year_after(t, i, comma=True)
        if year is not None:
            days[-1] = days[-1]._replace(year=year, end=t.ends[i - 1])
            days[:-1] = [day._replace(year=year, shared_year=True) for day in days[:-1]]
        group.days, group.kind, group.after = days, kind, i
