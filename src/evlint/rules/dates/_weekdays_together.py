"""Two days of one range or list whose weekdays go together in no year: `du jeudi 23 au jeudi 28 septembre`."""

from __future__ import annotations

from datetime import date

from evlint.dates.phrases import Day, Phrase
from evlint.dates.resolve import TextWithDates
from evlint.dates.vocabulary import weekday_name
from evlint.model.diagnostic import Finding, Related
from evlint.model.message import msg

_YEARS = range(2000, 2028)  # each calendar that there is, leap years and others, stands among 28 years that follow
_HALF = 6  # months by which the second falls behind where the year ends between the two


def apart(phrase: Phrase) -> tuple[Day, Day] | None:
    """Return the first two days with weekdays of their own that go together in no year; None where all do.

    Only days without a year are looked at: what names one is judged by it.
    """
    if phrase.kind not in ("range", "list"):
        return None
    named = [one for one in phrase.days if one.weekday >= 0 and one.month and one.year is None and not one.swapped]
    first = named[0] if named else None
    for other in named[1:]:
        if first is not None and other.weekday_start != first.weekday_start and not _goes_with(first, other):
            return first, other
    return None


def _goes_with(first: Day, other: Day) -> bool:
    for year in _YEARS:
        both = _on(first, other, year)
        if both is not None and both[0].weekday() == first.weekday and both[1].weekday() == other.weekday:
            return True
    return False


def _on(first: Day, other: Day, year: int) -> tuple[date, date] | None:
    """Return both days in a year, the second in the next one where New Year lies between."""
    one, two = first.on(year), other.on(year + 1 if first.month - other.month >= _HALF else year)
    return None if one is None or two is None else (one, two)


def finding_of_both(text: TextWithDates, first: Day, other: Day) -> Finding:
    """Tell of the second day what its weekday would be if the first is right."""
    mapped = text.prose.text
    ends = [(min(day.start, day.weekday_start), max(day.end, day.weekday_end)) for day in (first, other)]
    quoted = [" ".join(mapped.text[start:end].split()) for start, end in ends]
    both = next(found for year in _YEARS if (found := _on(first, other, year)) is not None)
    weekday = (first.weekday + (both[1] - both[0]).days) % 7
    typed = mapped.text[other.weekday_start : other.weekday_end]
    named = weekday_name(other.word, weekday, typed) if other.word is not None else typed
    return Finding(
        mapped.span(*ends[1]),
        msg(
            "“{day}” does not go with “{other}” in any year: if that one is right, this one is “{weekday}”.",
            day=quoted[1],
            other=quoted[0],
            weekday=named,
        ),
        msg("Look both days up, and correct the one that is wrong."),
        pointer=text.prose.pointer,
        related=(Related(mapped.span(*ends[0]), msg("the day that it does not go with")),),
    )
