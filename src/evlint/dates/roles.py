"""Which key of the front matter says what: published, modified, start or end of the event.

`[[collection]].dates` decides where it names a role; the rest go by the usual names, written in any of the usual ways
(`event_start_date`, `eventStartDate`, `event-start-date`). A lone `date` is the event's day where an end stands beside it,
or where the post lies among events and something tells that it is not the day of publication.
"""

from __future__ import annotations

import re
from collections.abc import Mapping as DataMapping
from datetime import timedelta
from functools import lru_cache

from evlint.dates.partial_datetime import PartialDateTime, read_moment, usual_moment
from evlint.model.context import RuleContext
from evlint.model.document import Document, Entry, FrontMatter, Mapping, Node, Scalar, escape_pointer, once
from evlint.model.settings import DateRole
from evlint.startup.namedtuple import NamedTuple

ROLES: tuple[DateRole, ...] = ("start", "end", "published", "modified")

# The usual names of the seven languages with `_`, `-`, accents and capitals dropped, the most telling first.
_NAMES: dict[DateRole, tuple[str, ...]] = {
    "start": (
        "eventstartdate", "eventstart", "eventstartsat", "startdate", "startdatetime", "datestart", "startsat", "dtstart",
        "eventdate", "eventdatetime", "dateevent", "datedebutevenement", "datededebutevenement", "debutevenement",
        "dateevenement", "datedebut", "datededebut", "debutdate", "begindate", "startdatum", "begindatum", "beginndatum",
        "datumbeginn", "datumstart", "veranstaltungsbeginn", "terminbeginn", "fechainicio", "fechadeinicio", "fechaevento",
        "fechainicioevento", "datainizio", "datadiinizio", "datainizioevento", "dataevento", "datainicio", "datadeinicio",
        "datainicioevento", "start", "starttime", "begin", "begins", "debut", "beginn", "anfang", "inicio", "comienzo",
        "inizio", "aanvang", "comeco", "starts", "datumvon", "datumab", "vondatum",
        "eventtime", "eventstarttime", "eventday", "startingdate", "startat", "termin",
    ),
    "end": (
        "eventenddate", "eventend", "eventendsat", "enddate", "enddatetime", "dateend", "endsat", "dtend",
        "datefinevenement", "datedefinevenement", "finevenement", "datefin", "datedefin", "findate", "enddatum",
        "endedatum", "datumende", "veranstaltungsende", "terminende", "fechafin", "fechadefin", "fechafinal",
        "fechafinevento",
        "datafine", "datadifine", "datafineevento", "einddatum", "datumeinde", "datafim", "datadefim",
        "datatermino", "datafimevento",
        "end", "endtime", "ends", "fin", "ende", "fine", "einde", "fim", "termino",
        "datumbis", "bisdatum", "eventendtime", "endingdate", "endat",
    ),
    "published": (
        "publishdate", "publisheddate", "publishedat", "publishedon", "pubdate", "datepublished", "datepublication",
        "datedepublication", "publicationdate", "date", "published", "datum", "fecha", "data",
    ),
    "modified": (
        "lastmodifiedat", "lastmodified", "lastmod", "lastupdated", "updatedat", "updateddate", "dateupdated",
        "modifieddate", "datemodified", "datemodification", "datedemodification", "updated", "modified",
    ),
}  # fmt: skip
ROLE_OF: dict[str, DateRole] = {name: role for role, names in _NAMES.items() for name in names}
# Words that also head other things (an hour, a flag, the first number of a list): dates only where they hold one.
LOOSE = frozenset((
    "start", "starts", "starttime", "begin", "begins", "debut", "beginn", "anfang", "inicio", "comienzo", "inizio",
    "aanvang", "comeco", "end", "endtime", "ends", "fin", "ende", "fine", "einde", "fim", "termino", "published",
    "updated", "modified", "datum",
    "fecha", "data", "eventtime", "startat", "endat", "termin",
))  # fmt: skip
# What a mapping that holds the dates of the event is called, and the keys that hold its only day there.
_EVENTS = frozenset((
    "event", "events", "evenement", "evento", "veranstaltung", "termin", "when", "quand", "wann", "cuando", "quando",
    "wanneer", "dates", "eventdates", "schedule", "agenda",
))  # fmt: skip
# Words for the two ends that say so within such a mapping alone: elsewhere they head anything.
_ENDS_INSIDE: dict[str, DateRole] = {
    **dict.fromkeys(("from", "von", "ab", "du", "dal", "desde", "van"), "start"),
    **dict.fromkeys(("to", "till", "until", "bis", "au", "al", "hasta", "ate", "tot"), "end"),
}
_ONLY_DAY = frozenset(("date", "day", "datum", "fecha", "data", "jour"))
# What folders and kinds of posts are called that hold events, in the seven languages.
_GATHERINGS = _EVENTS - {"when", "quand", "wann", "cuando", "quando", "wanneer", "dates", "schedule"} | frozenset((
    "evenements", "eventos", "eventi", "evenementen", "veranstaltungen", "termine", "agendas", "agende", "meetup", "meetups",
    "rencontres", "ateliers", "webinaires", "webinars", "webinare", "workshops", "treffen", "incontri", "encontros",
    "encuentros", "bijeenkomsten", "soirees", "manifestations",
))  # fmt: skip
_KINDS = ("type", "layout", "template", "blueprint", "kind")
# What only a post about an event says of itself: where it takes place and at what hour.
_PLACE_OR_HOUR = frozenset((
    "location", "venue", "place", "eventplace", "eventlocation", "lieu", "adresse", "address", "ville", "city", "ort",
    "veranstaltungsort", "lugar", "ubicacion", "luogo", "plaats", "locatie", "local", "localizacao", "time", "hour", "heure",
    "heures", "horaire", "horaires", "uhrzeit", "hora", "horario", "ora", "orario", "tijd", "starttime",
))  # fmt: skip
_RANKS = {name: rank for names in _NAMES.values() for rank, name in enumerate(names)}
_LONGEST_NAME = 40  # characters of a key that is looked up; the longest known one has 20


class Keyed(NamedTuple):
    """An entry of the front matter that has a date's key: its pointer, its role, whether only a date may stand there, and
    the date that does (None where it cannot be read; its year may be implausible)."""

    entry: Entry
    pointer: str
    role: DateRole
    strict: bool
    moment: PartialDateTime | None


class Roles(NamedTuple):
    """The entries by role, and those that would have a role if another key did not have it already."""

    start: Keyed | None
    end: Keyed | None
    published: Keyed | None
    modified: Keyed | None
    others: tuple[Keyed, ...]

    def every(self) -> tuple[Keyed, ...]:
        """Return all of them, in the order of the file."""
        found = [keyed for keyed in self[:4] if keyed is not None]
        if self.start is not None and self.published is not None and self.start.entry is self.published.entry:
            found.remove(self.published)
        found += self.others
        if len(found) > 1:
            found.sort(key=lambda keyed: keyed.entry.key.place[0])
        return tuple(found)


class _Usual(NamedTuple):
    """What a key tells by its name: that name as `plain` writes it, pointer, role, whether only a date may stand there."""

    name: str
    pointer: str
    role: DateRole
    strict: bool


@lru_cache(2048)  # a site writes the same few keys in every post
def _usual(key: str) -> _Usual | None:
    """Return what a key tells by its name alone; None for most."""
    name = plain(key) if len(key) <= _LONGEST_NAME else ""
    role = ROLE_OF.get(name)
    return None if role is None else _Usual(name, f"/{escape_pointer(key)}", role, name not in LOOSE)


def role_of(key: str) -> DateRole | None:
    """Return the role that a key has by its name alone, or None."""
    return ROLE_OF.get(plain(key)) if len(key) <= _LONGEST_NAME else None


def rank_of(key: str) -> int:
    """Return how telling the name of a date key is: the less the more. Only for keys that have a role."""
    return _RANKS[plain(key)]


@lru_cache(2048)
def plain(name: str) -> str:
    """Return a key without what only spells it: case, accents, `_`, `-` and blanks."""
    name = name.lower().replace("_", "").replace("-", "").replace(" ", "")
    if name.isascii():
        return name
    from unicodedata import combining, normalize

    return "".join(sign for sign in normalize("NFD", name) if not combining(sign))


def holds_nothing(entry: Entry) -> bool:
    """Tell whether a key stands there without a value."""
    value = entry.value
    return isinstance(value, Scalar) and (value.kind == "null" or value.value == "")


_NO_ROLES = Roles(None, None, None, None, ())


@once
def roles(document: Document, context: RuleContext) -> Roles:
    """Find the date keys of a post. Keys without a value have no role."""
    front = document.front
    if front is None or front.root is None:
        return _NO_ROLES
    given: dict[str, str] = dict(context.collection.dates) if context.collection is not None else {}
    claimed = {_pointer(front, key) for key in given.values()}
    usual: dict[DateRole, dict[str, Keyed]] = {}
    for entry in front.root.entries:
        told = _usual(entry.name)
        if isinstance(entry.value, Mapping) and plain(entry.name) in _EVENTS:
            _nested(usual, entry, entry.value, claimed)
        elif told is not None and told.pointer not in claimed and not holds_nothing(entry):
            name, pointer, role, strict = told
            moment = read_scalar(entry.value)
            if strict or moment is not None:
                usual.setdefault(role, {})[name] = Keyed(entry, pointer, role, strict, moment)
    taken: dict[DateRole, Keyed | None] = {}
    others: list[Keyed] = []
    for role in ROLES:
        found = [*usual[role].values()] if role in usual else []
        if len(found) > 1:
            found.sort(key=lambda keyed: _RANKS.get(plain(keyed.entry.name), len(_RANKS)))
        if role in given:
            taken[role] = _given(front, given[role], role)
        else:
            taken[role] = found.pop(0) if found else None
        others += found
    start, published = taken["start"], taken["published"]
    if start is None and "start" not in given and "published" not in given:
        if taken["end"] is not None:
            start, published, others = _date_starts(published, others)
        elif (
            published is not None
            and not _is_day_of_writing(published, taken["modified"])
            and _has_day_of_event(document, context, published, others)
        ):
            # The generator goes on dating the post by it, so that it stays the day of publication where no other key is.
            start, rest, others = _date_starts(published, others)
            published = rest or published
    return Roles(start, taken["end"], published, taken["modified"], tuple(others))


def _nested(usual: dict[DateRole, dict[str, Keyed]], outer: Entry, inner: Mapping, claimed: set[str]) -> None:
    """Add the dates of a mapping that holds the event's: `event: {start, end}`."""
    for entry in inner.entries:
        name = plain(entry.name)
        role = "start" if name in _ONLY_DAY else _ENDS_INSIDE.get(name, role_of(entry.name))
        pointer = f"/{escape_pointer(outer.name)}/{escape_pointer(entry.name)}"
        if role not in ("start", "end") or pointer in claimed or holds_nothing(entry):
            continue
        moment = read_scalar(entry.value)
        if moment is not None:
            usual.setdefault(role, {}).setdefault(name, Keyed(entry, pointer, role, strict=False, moment=moment))


def leads_somewhere(front: FrontMatter, key: str) -> bool:
    """Tell whether a key of `dates` stands in a front matter, empty or not."""
    return front.entry_at(_pointer(front, key)) is not None


def _pointer(front: FrontMatter, key: str) -> str:
    """Return the JSON Pointer of a key of `dates`: a dot or a slash leads inside, unless a key is written so."""
    if key.startswith("/"):
        return key
    if front.root is not None and ("." in key or "/" in key) and front.root.entry(key) is None:
        return "".join(f"/{escape_pointer(part)}" for part in key.replace("/", ".").split("."))
    return f"/{escape_pointer(key)}"


def _given(front: FrontMatter, key: str, role: DateRole) -> Keyed | None:
    pointer = _pointer(front, key)
    entry = front.entry_at(pointer)
    if entry is None or holds_nothing(entry):
        return None
    return Keyed(entry, pointer, role, strict=True, moment=read_scalar(entry.value))


def _date_starts(published: Keyed | None, others: list[Keyed]) -> tuple[Keyed | None, Keyed | None, list[Keyed]]:
    """Let `date` be the event's start where only an end stands beside it, as on digital.gov (`date`, `end_date`)."""
    for keyed in (published, *others):
        if keyed is not None and plain(keyed.entry.name) in _ONLY_DAY:
            start = keyed._replace(role="start")
            return start, None if keyed is published else published, [other for other in others if other is not keyed]
    return None, published, others


def _is_day_of_writing(published: Keyed, modified: Keyed | None) -> bool:
    """Tell whether a post was changed last on its `date` or soon after: that is then the day when somebody wrote it."""
    if modified is None or modified.moment is None or published.moment is None:
        return False
    return timedelta() <= modified.moment.day - published.moment.day <= _AT_WRITING


_AT_WRITING = timedelta(days=2)  # a text is often looked over once more on the next days


def _has_day_of_event(document: Document, context: RuleContext, published: Keyed, others: list[Keyed]) -> bool:
    """Tell whether the `date` of a post without another date of an event is that of its event.

    The post lies among events, and the others there name their `date` in their texts; where nobody can tell, it has a key
    for its publication beside it (`publishDate`), or one for a place or an hour.
    """
    if not is_among_events(document.path, document.data):
        return False
    named = context.tree.dates_of_events(document.path)
    if named is not None:
        return named
    if any(plain(one.entry.name) not in _ONLY_DAY for one in (published, *others) if one.role == "published"):
        return True
    groups = [
        document.data,
        *(group for key in ("extra", "params") if isinstance(group := document.data.get(key), dict)),
    ]
    return any(plain(str(name)) in _PLACE_OR_HOUR for group in groups for name, value in group.items() if value)


def is_among_events(path: str, data: DataMapping[str, object]) -> bool:
    """Tell whether a folder on the way to a post, or a key for its kind, says that it is about an event.

    The page that lists them (`_index.md`, `events/index.md`) is none of them.
    """
    folder, _, name = path.rpartition("/")
    if name.startswith("_index."):
        return False
    if events_folder(folder) is not None:
        return not (name.startswith("index.") and events_folder(folder) == folder)
    return any(isinstance(kind := data.get(key), str) and plain(kind) in _GATHERINGS for key in _KINDS)


@lru_cache(2048)
def events_folder(folder: str) -> str | None:
    """Return the outermost folder on the way that is called after events (`content/events`), None where none is."""
    taken = ""
    for part in folder.split("/"):
        taken = f"{taken}/{part}" if taken else part
        if len(part) <= _LONGEST_NAME and (plain(part) in _GATHERINGS or plain(_last_word(part)) in _GATHERINGS):
            return taken
    return None


def _last_word(name: str) -> str:
    """Return the last word of a folder's name: `past-events`, `pastEvents`."""
    last = re.split(r"[-_ ]", name)[-1]
    return re.split(r"(?<=[a-z])(?=[A-Z])", last)[-1]


def read_scalar(node: Node) -> PartialDateTime | None:
    """Read the date that a value of the front matter holds, or None."""
    if not isinstance(node, Scalar):
        return None
    value = node.value
    if node.kind == "timestamp" and isinstance(value, str):
        moment = usual_moment(value)  # in ISO 8601 already, so mostly of the form that is read soonest
        if moment is not None:
            return moment
    if node.style == "plain":
        moment = read_moment(node.source)
        if moment is not None:
            return moment
    return read_moment(value) if isinstance(value, str) else None
