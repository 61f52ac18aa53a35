"""Tells whether a weekday belongs to a date: `vendredi 3`, `Freitag, den 3.`, `Fri., Nov. 3`, `November 3 (Friday)`."""

from __future__ import annotations

from evlint.dates import vocabulary as w
from evlint.dates.phrases import Day
from evlint.dates.tokens import Tokens
from evlint.dates.vocabulary import Word


def weekday_before(t: Tokens, i: int) -> tuple[Word | None, int]:
    """Return the weekday that stands directly before the token `i`, and the first token of the date with it."""
    j = i - 1
    commas = 0
    for _ in range(3):
        flags = t.flags[j]
        if flags & w.WEEKDAY:
            break
        if flags & w.COMMA and not commas:
            commas = 1
        elif not flags & (w.ARTICLE | w.BESIDE) and not (j == i - 1 and t.is_sign(j, "(")):
            break
        j -= 1
    dotted = t.flags[j] & w.DOT and t.tight(j) and t.words[j - 1].weekday_short
    if dotted:
        j -= 1
    word = t.words[j]
    if (
        not t.flags[j] & w.WEEKDAY
        or (word.weekday_capital and not dotted and not t.capital(j))
        or _is_one_of_several(t, j)
    ):
        return None, i
    return word, j


def _is_one_of_several(t: Tokens, j: int) -> bool:
    """Tell whether a weekday ends a row of weekdays (`du lundi au vendredi 3 …`) or is a name (`The Sun, November 3`)."""
    k = j - 1
    if t.words[j].weekday_short and t.folded(k) == "the":
        return True
    for _ in range(3):
        flags = t.flags[k]
        if flags & w.WEEKDAY:
            return True
        if not flags & (w.AND | w.TO | w.COMMA | w.ARTICLE | w.SLASH):
            return False
        k -= 1
    return False


def with_weekday(t: Tokens, day: Day, before: tuple[Word | None, int], after: int) -> tuple[Day, int]:
    """Put its weekday to a day: the one before it, or one in parentheses at the token `after` (`November 3 (Friday)`).

    Returns the day and the index after it.
    """
    word, at = before
    if word is None and t.is_sign(after, "(") and t.flags[after + 1] & w.WEEKDAY:
        closing = after + 3 if t.flags[after + 2] & w.DOT else after + 2
        if t.is_sign(closing, ")") and (not t.words[after + 1].weekday_capital or t.capital(after + 1)):
            word, at, after = t.words[after + 1], after + 1, closing + 1
            day = day._replace(end=t.ends[closing])
    if word is not None:
        day = day._replace(weekday=word.weekday, weekday_start=t.starts[at], weekday_end=t.ends[at], word=word)
    return day, after
