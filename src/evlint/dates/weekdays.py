"""Tells which weekday belongs to a date: `vendredi 3`, `lundi soir, 12 mars`, `12 mars, un jeudi`, `les jeudis 5 et 12`.

A weekday belongs to a date where nothing but a part of the day, an article or punctuation stands between the two, or where
a row of weekdays stands beside a row of days. The words for it are in `phrasebook`.
"""

from __future__ import annotations

from evlint.dates import vocabulary as w
from evlint.dates.phrasebook import (
    BEFORE_PARTS,
    EACH,
    EVERY,
    GOES_ON,
    IS_ONE,
    NAMES_WITH_WEEKDAY,
    ONE_OF_ITS_KIND,
    ORDINALS,
    PLURAL_ARTICLES,
    SHORT_AND_A_WORD,
    WEEKLY_ARTICLES,
)
from evlint.dates.phrases import Day
from evlint.dates.tokens import Tokens
from evlint.dates.vocabulary import Word
from evlint.startup.namedtuple import NamedTuple

_MOST_BETWEEN = 9  # tokens between a weekday and its date: `Na sexta-feira da outra semana (14/05)`
_MOST_WEEKDAYS = 8  # of a row
_DAYS_OF_A_WEEK = 7
_LEADS_TO_HOUR = w.AT | w.OPEN
_ROW = w.AND | w.COMMA | w.ARTICLE | w.SLASH


class NearWeekday(NamedTuple):
    """A weekday beside a date: its token, and the one behind all that belongs to it."""

    at: int
    after: int


def weekday_before(t: Tokens, i: int) -> tuple[Word | None, int]:
    """Return the weekday that stands before the token `i` (None: there is none), and the index of the date's first token."""
    j = i - 1
    commas = 0
    part = False
    for _ in range(_MOST_BETWEEN):
        flags = t.flags[j]
        if flags & w.WEEKDAY or (flags & w.DOT and t.tight(j) and t.words[j - 1].weekday_short):
            break
        if flags & w.COMMA and commas < 2:
            commas += 1
        elif flags & w.COLON and j == i - 1 and t.flags[j - 1] & w.WEEKDAY and not _begins_line(t, j - 1):
            part = True  # `Ce lundi : 12 mars`, but not of `Chaque lundi : …`
        elif flags & w.PART or (flags & w.DASH and t.tight(j) and t.flags[j - 1] & w.PART):
            part = True
        elif not (
            flags & (w.ARTICLE | w.BESIDE)
            or (part and t.folded(j) in BEFORE_PARTS)
            or (j == i - 1 and t.is_sign(j, "("))
            or t.folded(j) in ("feira", "feiras")
        ):
            return None, i
        j -= 1
    # “Do. 12. März”: the dot is that of the short form.
    at = j - 1 if t.flags[j] & w.DOT else j
    if (
        not t.flags[at] & w.WEEKDAY
        or not _is_weekday(t, at, i, dotted=at != j)
        or _is_one_of_several(t, at)
        or (part and (_is_every(t, at) or "\n" in t.text[t.ends[at] : t.starts[i]]))
    ):
        return None, i
    return t.words[at], at


def _begins_line(t: Tokens, j: int) -> bool:
    start = t.starts[j]
    return start == 0 or t.text[start - 1] == "\n"


def _is_weekday(t: Tokens, at: int, i: int, *, dotted: bool) -> bool:
    """Tell whether a word that may be a weekday is one: `Sun` and `mar` are other words too, `Santo Domingo` is a town."""
    word = t.words[at]
    if word.weekday_capital and not dotted and not t.capital(at):
        return False
    before = t.folded(at - 1)
    if before in NAMES_WITH_WEEKDAY:
        return False
    start = t.starts[at]
    follows_word = start > 1 and t.text[start - 1] in " \u00a0" and t.text[start - 2].isalpha()
    if not follows_word:
        return True
    if word.weekday_short and not dotted and at + 1 < i and t.folded(at) in SHORT_AND_A_WORD:
        return bool(t.flags[at - 1] & w.ARTICLE)  # `al mar, 12 de marzo`: the sea
    if (
        t.text[start : start + 2].istitle()
        and word.language not in ("en", "de")
        and t.flags[at - 1] & w.ARTICLE
        and t.capital(at - 1)
    ):
        ahead = t.text[: t.starts[at - 1]].rstrip(" \u00a0")[-1:] if t.starts[at - 1] < 400 else "."
        return not ahead.isalpha()  # `uit De Zondag, 12 maart`: the name of a paper
    return True


def _is_every(t: Tokens, j: int) -> bool:
    """Tell whether a weekday comes again and again: `tous les lundis soir`, `jeden Freitag`."""
    for k in (j - 1, j - 2):
        if t.folded(k) in EVERY:
            return True
        if not t.flags[k] & w.ARTICLE:
            return False
    return False


def _is_one_of_several(t: Tokens, j: int) -> bool:
    """Tell whether a weekday ends a row of weekdays (`du lundi au vendredi 3 …`) or is a name (`The Sun, November 3`)."""
    k = j - 1
    if t.words[j].weekday_short and t.folded(k) == "the":
        return True
    for _ in range(3):
        flags = t.flags[k]
        if flags & w.WEEKDAY:
            return True
        if flags & w.DOT and t.words[k - 1].weekday_short:
            return True  # `Mo.–Fr., 3.–7. August`
        if not flags & (w.AND | w.TO | w.COMMA | w.ARTICLE | w.SLASH):
            return False
        k -= 1
    return False


def with_weekday(t: Tokens, day: Day, before: tuple[Word | None, int], after: int) -> tuple[Day, int]:
    """Put its weekday to a day: the one before it, or one at the token `after`. Returns the day and the index after it."""
    word, at = before
    if word is not None:
        return dated(t, day, at), after
    beside = _in_brackets(t, after) or _behind(t, day, after)
    if beside is None:
        return day, after
    day = dated(t, day, beside.at)
    return day._replace(end=t.ends[beside.after - 1]), beside.after


def dated(t: Tokens, day: Day, at: int) -> Day:
    """Return a day with the weekday at a token."""
    word = t.words[at]
    start = t.starts[at]
    end = start + word.stem if word.stem > 0 else t.ends[at]
    return day._replace(
        weekday=word.weekday,
        weekday_start=start,
        weekday_end=end,
        word=word if word.stem >= 0 else None,
        plural=word.plural,
    )


def _in_brackets(t: Tokens, after: int) -> NearWeekday | None:
    """Read `(Friday)`, `(lundi matin)`, `(Montag, vormittags)` behind a date."""
    at = after + 1
    if not t.is_sign(after, "(") or not t.flags[at] & w.WEEKDAY or (t.words[at].weekday_capital and not t.capital(at)):
        return None
    closing = at + 2 if t.flags[at + 1] & w.DOT else at + 1
    for _ in range(4):
        if t.is_sign(closing, ")"):
            return NearWeekday(at, closing + 1)
        if not (t.flags[closing] & (w.PART | w.COMMA | w.ARTICLE | w.DASH) or t.folded(closing) in BEFORE_PARTS):
            break
        closing += 1
    return None


def _behind(t: Tokens, day: Day, after: int) -> NearWeekday | None:
    """Read `, jeudi`, ` - jeudi`, `, un jeudi`, `, the third Thursday` behind a date, and `2026-03-12 Thursday`."""
    flags = t.flags[after]
    at = after
    if flags & (w.COMMA | w.DASH):
        at += 1
        if flags & w.DASH and t.tight(after):
            return None
        if t.folded(at) == "the" and t.folded(at + 1) in ORDINALS:
            at += 2
        elif t.folded(at) in ONE_OF_ITS_KIND:
            at += 1
    elif t.folded(after) in IS_ONE:
        at += 1
        if t.folded(at) in IS_ONE:
            at += 1
        if t.folded(at) in ONE_OF_ITS_KIND:
            at += 1
        elif t.folded(at - 1) not in ("en", "em", "di"):
            return None
    elif not (
        flags & w.WEEKDAY and day.mark == "-" and day.year is not None and t.text[day.start : day.start + 4].isdecimal()
    ):
        return None
    word = t.words[at]
    if (
        not t.flags[at] & w.WEEKDAY
        or (word.weekday_short and not (word.language == "pt" and word.stem < 0))
        or word.plural
        or "\n" in t.text[day.end : t.starts[at]]
    ):
        return None
    stop = at + 1
    while t.flags[stop] & w.PART or (t.folded(stop) in BEFORE_PARTS and t.flags[stop + 1] & w.PART):
        stop += 1
    return NearWeekday(at, stop) if _ends_there(t, stop) else None


def _ends_there(t: Tokens, k: int) -> bool:
    """Tell whether a weekday behind a date does not begin what follows: `, lundi 14 mars`, `, lundi, mardi`."""
    flags = t.flags[k]
    if flags & (w.COMMA | w.DASH):
        k += 1
        flags = t.flags[k]
        if flags & w.AND:
            further = k + 2 if t.flags[k + 1] & w.ARTICLE else k + 1
            return not t.flags[further] & (w.WEEKDAY | w.NUMBER)
        return not flags & w.WEEKDAY and (not flags & w.NUMBER or _is_clock(t, k))
    if flags & w.NUMBER:
        return _is_clock(t, k)
    if flags & (w.SLASH | w.WEEKDAY):
        return False
    if t.starts[k] >= 0 and t.text[t.starts[k]].isalpha() and "\n" not in t.text[t.ends[k - 1] : t.starts[k]]:
        if flags & _LEADS_TO_HOUR:
            return bool(t.flags[k + 1] & (w.NUMBER | w.NOON | w.ARTICLE | w.AT)) and not t.flags[k + 1] & w.WEEKDAY
        return t.folded(k) in GOES_ON
    return not flags & w.AND


def _is_clock(t: Tokens, k: int) -> bool:
    follows = t.flags[k + 1]
    return bool(follows & (w.HOUR | w.COLON | w.HALF) or (follows & w.DOT and t.flags[k + 2] & w.NUMBER))


def share_weekdays(t: Tokens, days: list[Day], first: int, after: int, *, is_range: bool) -> list[Day]:
    """Put weekdays to several days that have none of their own; `first` and `after` are the tokens around them.

    A row of as many weekdays before or behind them (`jeudi et samedi 12 et 14`), or one that holds for each (`les jeudis 5
    et 12`, `am 5. und 12. März, jeweils dienstags`).
    """
    if all(day.weekday < 0 for day in days):
        row, joined = _row_before(t, first)
        if not row and not is_range:
            row = _row_behind(t, after)
        if len(row) == len(days) and (_runs_alike(t, row, days) if joined else not is_range or _is_a_week(days)):
            return [dated(t, day, at) for day, at in zip(days, row, strict=True)]
        if len(row) == 1 and not is_range and (row[0] > after or _is_plural(t, row[0])):
            return [dated(t, day, row[0]) for day in days]
    elif days[0].weekday >= 0 and all(day.weekday < 0 for day in days[1:]):
        at = first
        while t.starts[at] < days[0].weekday_start:
            at += 1
        if is_range and (_is_plural(t, at) or t.folded(at - 1) in WEEKLY_ARTICLES):
            return [days[0]._replace(weekday=-1, word=None), *days[1:]]
        if not is_range and _is_plural(t, at):
            return [days[0], *(dated(t, day, at) for day in days[1:])]
    return days


def _is_plural(t: Tokens, at: int) -> bool:
    """Tell whether a weekday is said of several days: `jeudis`, `los martes`."""
    return t.words[at].plural or t.folded(at - 1) in PLURAL_ARTICLES


def _row_before(t: Tokens, first: int) -> tuple[list[int], bool]:
    """Return the tokens of the weekdays that stand in a row before the token `first`, and whether "to" joins them."""
    j = first - 1
    for _ in range(3):
        if t.flags[j] & (w.COMMA | w.ARTICLE | w.OPEN) or t.is_sign(j, "("):
            j -= 1
    row: list[int] = []
    is_range = False
    while len(row) < _MOST_WEEKDAYS:
        dotted = bool(t.flags[j] & w.DOT and t.tight(j) and t.words[j - 1].weekday_short)
        at = j - dotted
        if not t.flags[at] & w.WEEKDAY or not _is_weekday(t, at, first, dotted=dotted):
            break
        row.insert(0, at)
        j = at - 1
        joints = 0
        while joints < 3 and t.flags[j] & (_ROW | w.TO | w.OPEN) and not t.flags[j] & w.WEEKDAY:
            is_range = is_range or bool(
                t.flags[j] & w.TO and (t.flags[j - 1] & w.WEEKDAY or t.words[j - 2].weekday_short)
            )
            joints += 1
            j -= 1
        if not joints or not t.flags[j if not t.flags[j] & w.DOT else j - 1] & w.WEEKDAY:
            break
    return row, is_range


def _row_behind(t: Tokens, after: int) -> list[int]:
    """Return the tokens of the weekdays in a row behind some days: `, Terça-Feira e Quinta-Feira`, `, jeweils dienstags`."""
    if not t.flags[after] & w.COMMA:
        return []
    k = after + 1
    if t.folded(k) in EACH:
        k += 1
        if t.flags[k] & w.ARTICLE:
            k += 1
        is_one = t.flags[k] & w.WEEKDAY and not t.words[k].weekday_short and t.folded(k - 1) in EACH | {"op", "am"}
        return [k] if is_one and _ends_there(t, k + 1) else []
    row: list[int] = []
    while len(row) < _MOST_WEEKDAYS and t.flags[k] & w.WEEKDAY and not t.words[k].weekday_short:
        row.append(k)
        k += 1
        if not t.flags[k] & (w.AND | w.COMMA) or not t.flags[k + 1] & w.WEEKDAY:
            break
        k += 1
    return row if len(row) > 1 and _ends_there(t, k) else []


def _runs_alike(t: Tokens, row: list[int], days: list[Day]) -> bool:
    """Tell whether two weekdays are as far apart as two days: `lundi au jeudi, 9 au 12 mars`; else they are opening days."""
    if len(row) != 2 or days[0].month != days[1].month:
        return False
    return (t.words[row[1]].weekday - t.words[row[0]].weekday) % 7 == days[1].day - days[0].day


def _is_a_week(days: list[Day]) -> bool:
    """Tell whether a range is no longer than a week: two weekdays beside it are its ends, no rhythm."""
    return days[0].month == days[-1].month and 0 < days[-1].day - days[0].day < _DAYS_OF_A_WEEK
