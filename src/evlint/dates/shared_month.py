"""Finds the days that share the month of another one: before it (`2 au`, `7, 8 et`) or, in English, after it (`3–5`)."""

from __future__ import annotations

from evlint.dates import vocabulary as w
from evlint.dates.day_parser import Point, bare_before, is_day_number, skip_ordinal, year_after
from evlint.dates.hours import Clocks
from evlint.dates.phrases import Day, PhraseKind
from evlint.dates.tokens import Tokens
from evlint.dates.vocabulary import BETWEEN

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
