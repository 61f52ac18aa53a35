"""The forms in which nearly every post writes a date, read without a regular expression: three of those would be compiled
for the first date of a run. Each reader knows more forms by itself, and asks here first.
"""

from __future__ import annotations

from datetime import date, datetime

_BARE, _SPACED, _JOINED = len("2022-10-21"), len("2022-10-21 09:36:00 +02:00"), len("2022-10-21T09:36:00+02:00")


def joined(text: str) -> str:
    """Write `2022-10-21 09:36:00 +02:00` as `2022-10-21T09:36:00+02:00`; any other text is returned as it is."""
    if len(text) == _SPACED and text[10] == text[19] == " ":
        return f"{text[:10]}T{text[11:19]}{text[20:]}"
    return text


def usual_date(text: str) -> date | None:
    """Read `2022-10-21` or `2022-10-21T09:36:00+02:00` (then the day is a `datetime`); None for all else."""
    if len(text) != _BARE and len(text) != _JOINED:
        return None
    if text[4] != "-" or text[7] != "-" or not text.isascii():
        return None
    try:
        if len(text) == _BARE:
            return date.fromisoformat(text)
        marks = text[10] + text[13] + text[16] + text[22]
        # Python takes 24:00 for the next midnight, and does not look at the minutes of an offset.
        if marks != "T:::" or text[19] not in "+-" or text[11:13] == "24" or text[23] > "5":
            return None
        return datetime.fromisoformat(text)
    except ValueError:
        return None
