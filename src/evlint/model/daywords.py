"""How a day is written in an English message: "Friday 4 November 2022"."""

from __future__ import annotations

from datetime import date, datetime

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def english_day(value: object) -> str:
    """Write a date as "Friday 4 November 2022", and a datetime with its hours and offset after it."""
    if not isinstance(value, date):
        return str(value)
    text = f"{_DAYS[value.weekday()]} {value.day} {_MONTHS[value.month - 1]} {value.year}"
    if isinstance(value, datetime):
        text += f" {value:%H:%M}"
        if value.tzinfo is not None:
            offset = f"{value:%z}"
            text += f" {offset[:3]}:{offset[3:5]}" if value.utcoffset() else " UTC"
    return text
