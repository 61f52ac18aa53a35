"""Joins single days to phrases: ranges (`du 2 au 30 novembre`) and lists (`les 7, 8 et 9 septembre 2021`)."""

from __future__ import annotations

from evlint.dates import words as w
from evlint.dates.hours import Clocks, clocks
from evlint.dates.phrases import Day, Hours, Phrase, PhraseKind
from evlint.dates.points import Order, Point, bare_before, bare_range, day_first, is_day_number, month_first, numeric, skip_ordinal
from evlint.dates.tokens import Tokens, date_tokens, hour_tokens, may_hold_range
from evlint.dates.words import BETWEEN, lexicon, month_comes_first

_MOST_DAYS = 40  # in one phrase


class _Group:
    """Days that belong together, while they are being found: the tokens they take, and how they hang together."""

    __slots__ = ("after", "beside", "days", "first", "kind")

    def __init__(self, kind: PhraseKind, days: list[Day], first: int, after: int, beside: int) -> None:
        self.kind = kind
        self.days = days
        self.first = first
        self.after = after
        self.beside = beside


def phrases_in(text: str, language: str = "fr", region: str | None = None) -> tuple[Phrase, ...]:
    """Find every date phrase in a text, read in a language (and region) and its neighbours, in the order of the text.

    Never raises, and takes time linear in the text.
    """
    language = language.replace("_", "-").split("-")[0].lower()
    t = date_tokens(text, lexicon(language))
    if t is None:
        return ()
    order: Order = "day"
    if month_comes_first(language, region):
        order = "month"
    elif language == "en" and region is None:
        order = "either"
    found = clocks(t, language)
    groups = _joined(t, _groups(t, language, order, found), found)
    return tuple(Phrase(g.kind, tuple(g.days), g.days[0].start, max(d.end for d in g.days), g.beside) for g in groups)


def hours_in(text: str, language: str = "fr", *, ranges: bool = False) -> tuple[Hours, ...]:
    """Find every hour and every range of hours in a text, in its order; with `ranges` nothing where there is no range.

    Never raises, and takes time linear in the text.
    """
    if ranges and not may_hold_range(text):
        return ()
    language = language.replace("_", "-").split("-")[0].lower()
    t = hour_tokens(text, lexicon(language))
    return clocks(t, language).hours if t is not None else ()


def _groups(t: Tokens, language: str, order: Order, found: Clocks) -> list[_Group]:
    groups: list[_Group] = []
    i, low, last = 1, 0, len(t.flags) - 1
    while i < last:
        flags = t.flags[i]
        point: Point | None = None
        if flags & w.NUMBER and i not in found.taken:
            read = numeric(t, i, order, language)
            if isinstance(read, Point):
                point = read
            elif read > i + 1:
                i = read
                continue
            else:
                point = day_first(t, i)
        elif flags & w.MONTH:
            point = month_first(t, i, language)
        if point is None:
            both = bare_range(t, i) if flags & w.NUMBER and i not in found.taken else None
            if both is not None:
                groups.append(_Group("range", [both[0].day, both[1].day], both[0].first, both[1].after, 0))
                low = both[1].after
            i = low if both is not None else i + 1
            continue
        more = _to_the_left(t, point, low, found)
        group = more[-1]
        if flags & w.MONTH and not flags & w.NUMBER:
            _to_the_right(t, group, found)
        groups += more
        i = low = group.after
    return groups


def _to_the_left(t: Tokens, point: Point, low: int, found: Clocks) -> list[_Group]:
    """Take in the days before a day that share its month: `2 au`, `7, 8 et`. Several ranges give several groups."""
    if point.day.mark or t.flags[point.first] & w.MONTH:
        return [_Group("day", [point.day], point.first, point.after, point.beside)]
    group = _Group("day", [point.day], point.first, point.after, point.beside)
    groups = [group]
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
        read = bare_before(t, before, group.days[0]) if before > low else None
        if read is None or read.first <= low:
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


def _joint_before(t: Tokens, first: int, low: int) -> tuple[int, int, bool]:
    """Return how the token `first` hangs on what stands before it (TO, AND or 0), the token before, and if by a comma alone."""
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
        between = t.words[j + 1].flags & w.AND and _opens_between(t, j, low)
        return (w.TO if between else w.AND), j, False
    if flags & w.COMMA:
        return w.AND, j - 1, True
    if flags & w.SLASH and t.tight(j) and t.tight(j + 1):
        return w.AND, j - 1, False
    return 0, j, False


def _opens_between(t: Tokens, j: int, low: int) -> bool:
    """Tell whether "entre" or its like opens the range whose first number is at `j`."""
    for k in range(j - 1, max(low, j - 5), -1):
        if t.folded(k) in BETWEEN:
            return True
        if not t.flags[k] & (w.WEEKDAY | w.ARTICLE | w.ORDINAL | w.DOT):
            return False
    return False


def _range_before(t: Tokens, before: int, following: Day, low: int) -> _Group | None:
    """Read `2 au 4` before `et du 9 au 11 novembre`."""
    last = bare_before(t, before, following)
    if last is None or last.first <= low:
        return None
    joint, ahead, _ = _joint_before(t, last.first, low)
    start = bare_before(t, ahead, last.day) if joint == w.TO and ahead > low else None
    if start is None or start.first <= low:
        return None
    return _Group("range", [start.day, last.day], start.first, last.after, 0)


def _to_the_right(t: Tokens, group: _Group, found: Clocks) -> None:
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
        if not is_day_number(t, j) or j in found.taken or t.numbers[j] > 31 or t.numbers[j] <= days[-1].day:
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
            kind = "range"
            break
        kind = "list"
    if kind == "list" and not signed:
        return
    if kind != "day":
        j = i + 1 if t.flags[i] & w.COMMA else i
        if t.flags[j] & w.NUMBER and t.ends[j] - t.starts[j] == 4 and 1000 <= t.numbers[j] <= 2999:
            year = t.numbers[j]
            days[-1] = days[-1]._replace(year=year, end=t.ends[j])
            days[:-1] = [day._replace(year=year, shared_year=True) for day in days[:-1]]
            i = j + 1
        group.days, group.kind, group.after = days, kind, i


def _joined(t: Tokens, groups: list[_Group], found: Clocks) -> list[_Group]:
    """Join groups that a word of range or list stands between, and share the years."""
    result: list[_Group] = []
    for group in groups:
        previous = result[-1] if result else None
        joint = _joint_between(t, previous.after, group.first, found) if previous is not None else 0
        if previous is not None and joint == w.TO and previous.kind == group.kind == "day":
            previous.kind = "range"
        elif previous is not None and joint == w.AND and previous.kind != "range" and group.kind != "range":
            previous.kind = "list"
        else:
            result.append(group)
            continue
        previous.days += group.days
        previous.after = group.after
        previous.beside = group.beside or previous.beside
    for group in result:
        _share_years(group)
    return result


def _joint_between(t: Tokens, start: int, end: int, found: Clocks) -> int:
    if end - start > 16:
        return 0
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


def _share_years(group: _Group) -> None:
    """Let a year stated for the end of a phrase hold for what comes before; in a range also for what comes after."""
    days = group.days
    for i in range(len(days) - 2, -1, -1):
        after = days[i + 1]
        if days[i].year is None and after.year is not None:
            turn = (days[i].month, days[i].day) > (after.month, after.day)
            days[i] = days[i]._replace(year=after.year - turn, shared_year=True)
    if group.kind == "range" and days[-1].year is None and days[0].year is not None:
        turn = (days[-1].month, days[-1].day) < (days[0].month, days[0].day)
        days[-1] = days[-1]._replace(year=days[0].year + turn, shared_year=True)
