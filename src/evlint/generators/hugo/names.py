"""What Hugo reads off the path of a source: its section, whether it is a list's or a bundle's, its day and its slug.

The day is `:filename` among the sources of a page's date. Measured on Hugo 0.111.3, 0.147.9, 0.148.0 and 0.168.0: year,
month and day have four, two and two digits and must be of the calendar; what follows loses the hyphens, blanks and
underscores at its ends; where nothing is left, the whole name stays.
"""

from __future__ import annotations

from datetime import date

from evlint.startup.lazy_regex import lazy_regex

TIMED_NAMES_SINCE = (0, 148)  # the first version that takes a time behind the day too
_DAY = lazy_regex(r"\d{4}-\d\d-\d\d", 256)  # re.ASCII
_TIME = lazy_regex(r"-([01]\d|2[0-3])-[0-5]\d-[0-5]\d", 256)  # re.ASCII


def dated_name(name: str, *, with_time: bool = True) -> tuple[str, str | None]:
    """Return the slug and the day (ISO) of a name without its ending: the name itself and None where it holds no day."""
    match = _DAY.match(name)
    day = _of_calendar(match[0]) if match is not None else None
    if match is None or day is None:
        return name, None
    end = match.end()
    timed = _TIME.match(name, end) if with_time else None
    if timed is not None:
        end = timed.end()
    return name[end:].strip(" -_") or name, day


def day_in_path(path: str) -> str | None:
    """Return the day (ISO) of a page's file, or of the folder of an `index` file; None where the name holds none."""
    folder, _, name = path.rpartition("/")
    if folder and name.startswith("index."):
        name = folder.rpartition("/")[2]
    return dated_name(name)[1]


def section_of(inner: str) -> str:
    """Return the section of a page, by its path below the content folder; "" for a page at the top."""
    return inner.partition("/")[0] if "/" in inner else ""


def is_list(path: str) -> bool:
    """Tell whether a source is that of a section's own page."""
    return path.rpartition("/")[2].startswith("_index.")


def is_bundle(path: str) -> bool:
    """Tell whether a source has its folder to itself: what lies beside it goes with its page."""
    return path.rpartition("/")[2].startswith(("index.", "_index."))


def _of_calendar(text: str) -> str | None:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        return None
