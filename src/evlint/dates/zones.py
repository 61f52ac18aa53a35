"""Time zones by name, and the two local hours a year that trip people up: the one skipped and the one that comes twice."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, tzinfo

_known: dict[str, tzinfo | None] = {}


def zone(name: str) -> tzinfo | None:
    """Return the zone of an IANA name ("Europe/Paris", also "UTC"), or None where there is none of that name.

    The tables come from the system or from the `tzdata` package. Names that could be paths are refused.
    """
    if name not in _known:
        _known[name] = _load(name)
    return _known[name]


def _load(name: str) -> tzinfo | None:
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    if not name or name.strip() != name or not name[0].isalpha():
        return None
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def offset_at(instant: datetime, there: tzinfo) -> timedelta:
    """Return the offset from UTC that `there` has at an instant (an aware datetime)."""
    return instant.astimezone(there).utcoffset() or timedelta()


def exists(wall: datetime, there: tzinfo) -> bool:
    """Tell whether clocks of `there` ever show this naive local time: they skip an hour when summer time begins."""
    back = wall.replace(tzinfo=there).astimezone(UTC).astimezone(there)
    return back.replace(tzinfo=None) == wall


def offsets_of(wall: datetime, there: tzinfo) -> tuple[timedelta, ...]:
    """Return the offsets that a naive local time can have in `there`: none if skipped, two if it comes twice, else one."""
    if not exists(wall, there):
        return ()
    first = wall.replace(tzinfo=there, fold=0).utcoffset() or timedelta()
    second = wall.replace(tzinfo=there, fold=1).utcoffset() or timedelta()
    return (first,) if first == second else (first, second)
