"""Reads hours from tokens: `9h30-12h`, `14 h`, `de 9h à midi`, `9:30 am – 5 p.m.`, `von 16 bis 18 Uhr`."""

from __future__ import annotations

from evlint.dates import vocabulary as w
from evlint.dates.phrasebook import HOUR_LABELS
from evlint.dates.phrases import Hours
from evlint.dates.tokens import Tokens
from evlint.dates.vocabulary import BETWEEN
from evlint.startup.namedtuple import NamedTuple


class Clocks(NamedTuple):
    """The hours of a text, and the tokens that they take."""

    hours: tuple[Hours, ...]
    taken: frozenset[int]


class _Time(NamedTuple):
    """One time of day: minutes, first and next token, half of the day (0, 1, or -1 where none is named).

    `is_bare` tells a number alone; `is_24` that it is written as on a clock of 24 hours (`9h`, `16.30 Uhr`, `14:00`), and
    `is_padded` that it may be (`09:00`): `9:00` alone is as well in the evening.
    """

    minutes: int
    first: int
    after: int
    half: int = -1
    is_bare: bool = False
    is_24: bool = False
    is_padded: bool = False


_NO_HOURS = Clocks((), frozenset())
_DAY = 1440  # minutes
_BEGINS = w.NUMBER | w.NOON


def clocks(t: Tokens, *, by_24: bool = False) -> Clocks:
    """Find the hours of a text and the ranges that they make; `by_24`: the language counts to 24 (`9:00` is one)."""
    found: list[Hours] = []
    taken: set[int] = set()
    i, last = 1, len(t.flags) - 1
    all_flags = t.flags
    while i < last:
        opens = _range_at(t, i, by_24) if all_flags[i] & _BEGINS else None
        if opens is None:
            i += 1
            continue
        hours, after = opens
        found.append(hours)
        taken.update(range(i, after))
        i = after
    return Clocks(tuple(found), frozenset(taken)) if found else _NO_HOURS


def _range_at(t: Tokens, i: int, by_24: bool) -> tuple[Hours, int] | None:
    one = _time(t, i, by_24)
    if one is None:
        return None
    j = one.after
    if t.flags[j] & w.AND and t.flags[j + 1] & w.TO and not t.flags[j] & w.TO:
        j += 1  # "et jusqu'à"
    joins = t.flags[j] & w.TO or (t.flags[j] & w.AND and _follows_between(t, one.first))
    if joins:
        j += 1
        while (t.flags[j] & (w.TO | w.AT) or t.folded(j) in _ALL_HOUR_ARTICLES) and not t.flags[j] & (
            w.NUMBER | w.DASH
        ):
            j += 1
        two = _time(t, j, by_24)
        if two is not None and one.is_bare and two.is_bare and _both_with_article(t, one, two):
            return _hours(t, one._replace(is_24=True), two), two.after
        if two is not None and (not two.is_bare or _goes_without(t, one, two)):
            return _hours(t, one, two), two.after
    if one.is_bare:
        return None
    if one.half >= 0:
        one = one._replace(minutes=_with_half(one.minutes, one.half), is_24=True)
    return Hours(
        t.starts[one.first], t.ends[one.after - 1], one.minutes, None, one.is_24 or one.is_padded
    ), one.after  # fmt: skip


def _goes_without(t: Tokens, one: _Time, two: _Time) -> bool:
    """Tell whether a number alone closes a range of hours: `dalle 9.30 alle 12`, `ore 9-12`."""
    if one.is_bare or t.flags[two.after] & (w.MONTH | w.OF | w.SLASH):
        return False
    return t.folded(two.first - 1) == "alle" or t.folded(one.first - 1) == "ore"


def _follows_between(t: Tokens, first: int) -> bool:
    return t.folded(first - 1) in BETWEEN or _opens_between(t, first)


def _opens_between(t: Tokens, first: int) -> bool:
    """Tell whether `tra le` or `entre las` stands before a number."""
    return t.folded(first - 1) in _HOUR_ARTICLES.get(t.folded(first - 2), ())


def _both_with_article(t: Tokens, one: _Time, two: _Time) -> bool:
    """Tell whether two numbers alone are hours: `tra le 12 e le 14`, `entre las 12 y las 14`."""
    return t.folded(two.first - 1) == t.folded(one.first - 1) and _opens_between(t, one.first)


def _hours(t: Tokens, one: _Time, two: _Time) -> Hours:
    opens, closes = one.minutes, two.minutes
    certain = True
    if two.half >= 0:
        closes = _with_half(closes, two.half)
        if one.half >= 0:
            opens = _with_half(opens, one.half)
        elif opens < 13 * 60 and not one.is_24:
            same = _with_half(opens, two.half)
            opens = same if same <= closes else _with_half(opens, 1 - two.half)
    elif one.half >= 0:
        opens = _with_half(opens, one.half)
        if closes < opens and closes <= 12 * 60:
            closes += 720
        certain = False
    else:
        certain = one.is_24 or two.is_24 or (one.is_padded and two.is_padded)
    if closes == 0 and opens > 0:
        closes = _DAY
    if one.minutes == _DAY and one.half < 0:
        opens = 0
    return Hours(t.starts[one.first], t.ends[two.after - 1], opens, closes, certain)


def _with_half(minutes: int, half: int) -> int:
    if minutes >= 13 * 60:
        return minutes
    return minutes % 720 + 720 * half


def _time(t: Tokens, i: int, by_24: bool) -> _Time | None:
    """Read one time of day at the token `i`."""
    flags = t.flags[i]
    if flags & w.NOON:
        return _Time(t.words[i].minutes, i, i + 1, is_24=True)
    if not flags & w.NUMBER or t.ends[i] - t.starts[i] > 2 or t.numbers[i] > 24 or flags & w.GLUED_LEFT:
        return None
    hour = t.numbers[i]
    j = i + 1
    if t.flags[j] & w.HOUR and t.starts[j] - t.ends[i] <= 1:
        return _with_unit(t, i, j)
    if t.flags[j] & (w.COLON | w.DOT) and t.tight(j) and _is_minutes(t, j + 1):
        return _with_sign(t, i, j, by_24)
    if t.flags[j] & w.HALF and t.starts[j] - t.ends[i] <= 1 and 1 <= hour <= 12 and not flags & w.GLUED_RIGHT:
        return _Time(hour * 60, i, j + 1, t.numbers[j])
    if flags & w.GLUED_RIGHT or t.is_letter_beside(j) or (t.tight(i) and t.flags[i - 1] & (w.SLASH | w.DOT | w.DASH)):
        return None
    if t.folded(i - 1) in _ONLY_HOURS:
        return _Time(hour * 60, i, j, is_24=True)
    before = t.flags[i - 1]
    if _opens_between(t, i) or (t.folded(i - 2) in ("e", "y") and t.folded(i - 1) in _ALL_HOUR_ARTICLES):
        return _Time(hour * 60, i, j, is_bare=True)
    if before & (w.NUMBER | w.MONTH | w.WEEKDAY) or (before & w.ARTICLE and not before & (w.OPEN | w.AT)):
        return None  # `mardi 3 à 9h`, `November 3 - 5pm`
    return _Time(hour * 60, i, j, is_bare=True)


def _with_unit(t: Tokens, i: int, j: int) -> _Time | None:
    """Read `9h`, `9 h 30`, `9 heure 30`, `16 Uhr 30`."""
    after = j + 1
    minutes = t.numbers[i] * 60
    if t.flags[after] & w.DOT and t.tight(after) and t.flags[after + 1] & w.NUMBER:
        return None
    k = after
    is_minutes = t.flags[k] & w.NUMBER and t.ends[k] - t.starts[k] == 2 and t.numbers[k] < 60
    if is_minutes and (t.tight(k) or (t.starts[k] - t.ends[j] == 1 and not t.flags[k + 1] & (w.MONTH | w.SLASH))):
        minutes += t.numbers[k]
        after = k + 1
    if t.is_letter_beside(after):
        return None
    return _Time(minutes, i, after, is_24=True) if minutes <= _DAY else None


def _is_minutes(t: Tokens, i: int) -> bool:
    return bool(t.flags[i] & w.NUMBER) and t.tight(i) and t.ends[i] - t.starts[i] == 2 and t.numbers[i] < 60


def _with_sign(t: Tokens, i: int, j: int, by_24: bool) -> _Time | None:
    """Read `9:30`, `9:30 am`, `16.30 Uhr`; a dot counts only with a unit behind it, or a word such as "ore" before."""
    k = j + 1
    after = k + 1
    half = -1
    unit = False
    if t.flags[after] & w.HALF and t.starts[after] - t.ends[k] <= 1:
        half = t.numbers[after]
        after += 1
    elif t.flags[after] & w.HOUR and t.starts[after] - t.ends[k] <= 1:
        unit = True
        after += 1
    if t.flags[j] & w.DOT and not (unit or half >= 0 or _dotted_range(t, i, after)):
        return None
    if t.is_letter_beside(after) or (t.tight(after) and _goes_on(t, after)):
        return None
    minutes = t.numbers[i] * 60 + t.numbers[k]
    if minutes > _DAY or (half >= 0 and not 60 <= minutes < 780):
        return None
    if half >= 0:
        return _Time(minutes, i, after, half)
    is_24 = by_24 or unit or minutes >= 780 or bool(t.flags[j] & w.DOT)
    return _Time(minutes, i, after, is_24=is_24, is_padded=t.text[t.starts[i]] == "0")


def _goes_on(t: Tokens, k: int) -> bool:
    """Tell whether a sign right behind an hour makes something else of it: seconds, a ratio; not `14:00: plenary`."""
    if t.flags[k] & w.SLASH:
        return True
    return bool(t.flags[k] & w.COLON and t.tight(k + 1) and t.flags[k + 1] & w.NUMBER)


_HOUR_ARTICLES = {"tra": ("le",), "fra": ("le",), "entre": ("las", "as")}
_ALL_HOUR_ARTICLES = frozenset(("le", "las", "as"))
_BEFORE_HOURS = frozenset({"ore", "alle", "dalle", "um", "kl"})
_ONLY_HOURS = frozenset({"ore", "dalle"})


def _dotted_range(t: Tokens, i: int, after: int) -> bool:
    """Tell whether `16.30` is an hour: by the word before it, or by a unit behind the other end of its range."""
    if t.folded(i - 1) in _BEFORE_HOURS:
        return True
    is_date = t.numbers[i] >= 1 and 1 <= t.numbers[i + 2] <= 12
    if is_date and t.flags[i - 2 if t.flags[i - 1] & w.DOT else i - 1] & w.WEEKDAY:
        return False  # `Dim. 19.04 à 16h30`
    if not t.flags[after] & w.TO:
        k = i - 1
        while t.flags[k] & (w.TO | w.AT):
            k -= 1
        if k < i - 1 and t.flags[k] & w.NUMBER and t.flags[k - 1] & w.DOT and t.tight(k):
            return t.folded(k - 3) in _BEFORE_HOURS or _is_timetable(t, k - 2, after)
        return bool(k < i - 1 and t.flags[k] & w.HOUR)
    if t.flags[after] & w.DASH and t.flags[after + 2] & w.DOT and _is_timetable(t, i, after + 4):
        return True
    k = after + 1
    while t.flags[k] & (w.TO | w.AT):
        k += 1
    if not t.flags[k] & w.NUMBER:
        return False
    while k < len(t.flags) - 1 and t.flags[k] & (w.NUMBER | w.DOT):
        k += 1
    return bool(t.flags[k] & w.HOUR) and not (is_date and t.tight(k) and t.folded(k) == "h")


def _is_timetable(t: Tokens, i: int, after: int) -> bool:
    """Tell whether `16.30-14.45` behind a day is a range of hours: two dots, whole fives of minutes, and no unit behind.

    `i` is the token of its first number, `after` the one behind its last.
    """
    if after - i != 7 or not all(_is_minutes(t, k) and t.numbers[k] % 5 == 0 for k in (i + 2, i + 6)):
        return False
    if not all(t.flags[k] & w.DOT and t.tight(k) for k in (i + 1, i + 5)) or not t.flags[i + 3] & w.DASH:
        return False
    if not all(_EARLIEST <= t.numbers[k] <= 24 and t.ends[k] - t.starts[k] == 2 for k in (i, i + 4)):
        return False
    ahead = i - 2 if t.flags[i - 1] & w.COMMA else i - 1
    if t.flags[i - 1] & w.COLON and t.folded(i - 2) in HOUR_LABELS:
        return True
    is_dated = t.flags[ahead] & (w.WEEKDAY | w.MONTH) or (
        t.flags[ahead] & w.NUMBER and t.ends[ahead] - t.starts[ahead] == 4
    )
    behind = t.text[t.ends[after - 1] : t.ends[after - 1] + 3].lstrip()[:1]
    return bool(is_dated) and not (behind and behind in "€$£%°")


_EARLIEST = 6  # the earliest hour that is read with dots: `05.10-06.15` is sooner two dates
