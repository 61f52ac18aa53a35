"""Whether the `date` of a site's posts about events is the day of the event or that of publication: their texts tell.

Many sites give an event nothing but a `date` (`content/events/2009/06-15-ddd/index.md`), others mean the day when
the post went out. Where it is the event's, most texts name that day; where it is not, they name another.
"""

from __future__ import annotations

from evlint.dates.grammar import phrases_in
from evlint.dates.roles import events_folder, is_among_events, role_of
from evlint.model.file_names import is_page
from evlint.model.files import Files
from evlint.parse.front.split import split
from evlint.site.configtext import mapping_of, read_mapping
from evlint.startup.lazy_regex import lazy_regex

_MOST_READ = 24  # posts of a folder that are read: taken evenly, since the first ones may all be of one year
_LONGEST = 20_000  # characters of each: an announcement names its day early
_FEWEST = 2  # posts that name their own day: one may do so by chance
_DAY = lazy_regex(r"(\d{4})-(\d\d?)-(\d\d?)(?!\d)")


class EventDates:
    """What the posts about events of a tree say, by the folder that holds them; each folder is looked at once."""

    def __init__(self, files: Files) -> None:
        """Take the files: they are listed and read at the first question."""
        self._files = files
        self._known: dict[str, bool | None] = {}

    def of(self, path: str) -> bool | None:
        """Tell whether the posts around a file name the day of their `date`; None where too few of them name any."""
        folder = path.rpartition("/")[0]
        around = events_folder(folder) or folder
        if around not in self._known:
            self._known[around] = self._look(f"{around}/" if around else "", deep=around == events_folder(folder))
        return self._known[around]

    def _look(self, start: str, *, deep: bool) -> bool | None:
        """`deep` looks into the folders below too: all of them hold events."""
        names = [
            name
            for name in self._files.names()
            if name.startswith(start) and is_page(name) and (deep or "/" not in name[len(start) :])
        ]
        if not deep:
            names = names[:200]  # of posts of all kinds, few are about events
        step = max(1, len(names) // _MOST_READ) if deep else 1
        own = other = 0
        for name in names[::step]:
            text = (self._files.read(name) or "")[:_LONGEST]
            parts = split(text)
            if parts is None or not parts.closed:
                continue
            head = mapping_of(read_mapping(text[slice(*parts.content)], parts.format))
            if not is_among_events(name, head):
                continue
            if any(role_of(key) == "start" and value for key, value in head.items()):
                return False
            found = _DAY.match(str(head.get("date", "")))
            told = f"{head.get('title')}. {head.get('description')}.\n{text[parts.body_start :]}"
            named = _days(told) if found is not None else None
            if found is not None and named:
                is_own = (int(found[3]), int(found[2])) in named
                own, other = own + is_own, other + (not is_own)
        if own < _FEWEST and other < _FEWEST:
            return None
        return own >= _FEWEST and own >= 2 * other


def _days(text: str) -> set[tuple[int, int]]:
    """Return every day and month that a text names, in whatever language; both ways where nobody says which goes first."""
    days = [day for phrase in phrases_in(text, "") for day in phrase.days]
    return {(day.day, day.month) for day in days} | {(day.month, day.day) for day in days if day.swapped}
