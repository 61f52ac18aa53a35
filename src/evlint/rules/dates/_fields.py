"""Which texts of the front matter speak for the event itself: the title, summaries, and fields labelled Date or Hours."""

from __future__ import annotations

import re
from functools import lru_cache

from evlint.dates.roles import roles
from evlint.model.context import RuleContext
from evlint.model.document import Document, Mapping, Node, Prose, Scalar, Sequence, escape_pointer, once
from evlint.rules.dates._surroundings import label_before
from evlint.startup.lazy_regex import lazy_regex

TITLES = frozenset({"/title", "/titre"})
SUMMARIES = frozenset(
    {"/chapeau-text", "/chapeau_text", "/chapeau", "/chapo", "/description", "/summary", "/excerpt", "/deck", "/resume"}
)
OPENINGS = SUMMARIES | {"/introduction", "/intro", "/lead", "/teaser", "/subtitle", "/accroche"}
_DATE_LABELS = (
    "date dates jour jours quand when day days datum termin termine data datas datums tag tage wann fecha fechas cuándo "
    "cuando día días data giorno giorni "
    "quando wanneer dag dagen dia dias"
)
_HOUR_LABELS = (
    "horaire horaires heure heures hour hours time times uhrzeit zeit uhr hora horas horario horarios "
    "orario orari ora ore tijd "
    "tijden tijdstip horário horários horas horaires beginn début debut start inicio inizio início aanvang begin"
)
_OTHER_LABELS = (
    "et and und y e en of de du des da do do la le les l d the der del di event événement évènement evenement evento "
    "veranstaltung schedule lieu lieux place where où ort wo lugar dónde donde luogo dove plaats waar local onde location "
    "termine evenement"
)
_DATES = frozenset(_DATE_LABELS.split())
_HOURS = frozenset(_HOUR_LABELS.split())
_LABELS = _DATES | _HOURS | frozenset(_OTHER_LABELS.split())
_NEITHER = (False, False)
_WORD = lazy_regex(r"[^\W_]+")
# A label at the beginning of a line, with what parts it from the date: “Date limite : le …”.
_LINE_LABEL = lazy_regex(
    r"\W*([^\W\d_]+(?:[ '’&,/]+[^\W\d_]+){0,3})\s*[:?–—-]+\W*"
    r"(?:(?:le|les|du|the|from|am|vom|el|il|op|em|on|de|a|der|den|dal)\s+)?",
    re.IGNORECASE,
)
# What may stand between a label and the date or hour that it is for.
_MARKS = frozenset('*_>(«“"–-')
_LEADS = frozenset(
    (
        "le", "les", "du", "de", "da", "das", "dà", "dàs", "des", "à", "the", "from", "at", "between", "entre", "am", "vom",
        "von", "ab", "um", "el", "la", "las", "il", "dal", "dalle", "ore", "op", "van", "om", "em", "a", "on", "der", "den",
    )
)  # fmt: skip
_CALENDARS = frozenset("📅📆🗓")
_CLOCKS = frozenset("⏰⏱⌚🕰" + "".join(map(chr, range(0x1F550, 0x1F568))))
_ENDS_OF_LABELS = frozenset(":?–—-")
_LONGEST_LABEL = 60  # characters of “Date et heure :” and its like: more are a sentence
_DEEPEST = 8  # levels of the front matter at which labels are looked for


class Labelled:
    """The pointers of the texts that stand under a label for dates, and under one for hours (some under both)."""

    def __init__(self) -> None:
        self.dates: set[str] = set()
        self.hours: set[str] = set()


@once
def labelled(document: Document, context: RuleContext) -> Labelled:
    """Find the labelled fields of a post.

    A field is a top-level key (`horaires: 9h-12h`) or a mapping that holds its label as a value
    (`- intitule: Horaires`, `contenu: 9h-12h`).
    """
    found = Labelled()
    root = document.front.root if document.front is not None else None
    if root is not None:
        taken: set[str] | None = None
        for name, _, value in root.entries:
            if not isinstance(value, Scalar):
                _walk(found, value, f"/{escape_pointer(name)}", 0)
            elif _kinds(name) != _NEITHER:
                pointer = f"/{escape_pointer(name)}"
                if taken is None:
                    taken = {keyed.pointer for keyed in roles(document, context).every()}
                if pointer not in taken:
                    _note(found, name, pointer)
    return found


def _walk(found: Labelled, node: Node, pointer: str, depth: int) -> None:
    if depth > _DEEPEST:
        return
    if isinstance(node, Sequence):
        for index, item in enumerate(node.items):
            if not isinstance(item, Scalar):
                _walk(found, item, f"{pointer}/{index}", depth + 1)
    elif isinstance(node, Mapping):
        for entry in node.entries:
            if not isinstance(entry.value, Scalar):
                _walk(found, entry.value, f"{pointer}/{escape_pointer(entry.name)}", depth + 1)
                continue
            label = entry.value.value
            if isinstance(label, str) and len(label) <= _LONGEST_LABEL and _kinds(label) != _NEITHER:
                for other in node.entries:
                    if other is not entry and isinstance(other.value, Scalar):
                        _note(found, label, f"{pointer}/{escape_pointer(other.name)}")


def _note(found: Labelled, label: str, pointer: str) -> None:
    is_date, is_hours = _kinds(label)
    if is_date:
        found.dates.add(pointer)
    if is_hours:
        found.hours.add(pointer)


@lru_cache(2048)  # a site writes the same few keys in every post
def _kinds(label: str) -> tuple[bool, bool]:
    """Tell whether a label speaks of the event's dates, and whether of its hours; another word in it makes it neither."""
    words = _words(label)
    if not words or not words <= _LABELS:
        return _NEITHER
    return bool(words & _DATES), bool(words & _HOURS)


def _words(text: str) -> set[str]:
    return {word.casefold() for word in _WORD.findall(text.replace("_", " "))}


def is_date_labelled(document: Document, prose: Prose, start: int) -> bool:
    """Tell whether a date of the body stands under a label for the event's dates: a heading, a term, a cell, 📅."""
    return is_labelled_line(prose.text.text, start) or _is_headed(document, prose, start, _CALENDARS, 0)


def are_hours_labelled(document: Document, prose: Prose, start: int) -> bool:
    """Tell the same of hours: `**Horaires :** 9 h`, a heading “Time”, a cell “Uhrzeit”, ⏰."""
    text = prose.text.text
    line = text[max(text.rfind("\n", 0, start) + 1, start - _LONGEST_LABEL) : start]
    if not _ENDS_OF_LABELS.isdisjoint(line) and not _HOURS.isdisjoint(_words(line)):
        match = _LINE_LABEL.match(line)
        if match is not None and _kinds(match[1])[1] and _leads(line[match.end() :]):
            return True
    return _is_headed(document, prose, start, _CLOCKS, 1)


def _is_headed(document: Document, prose: Prose, start: int, signs: frozenset[str], kind: int) -> bool:
    text = prose.text.text
    line = text[text.rfind("\n", 0, start) + 1 : start]
    if len(line) > _LONGEST_LABEL:
        return False
    if not signs.isdisjoint(line):
        return not line.strip(" \t\ufe0f*_:–-" + "".join(signs)) or _leads(line.lstrip("\ufe0f" + "".join(signs)))
    if len(line) != start or not _leads(line):
        return False
    label = label_before(document, prose.text.span(0, 1).start)
    return label is not None and len(label) <= _LONGEST_LABEL and _kinds(label.strip(" :?¿–-"))[kind]


def _leads(text: str) -> bool:
    """Tell whether nothing but marks, and then small words, leads to what stands behind a text."""
    at = 0
    while at < len(text) and (text[at] in _MARKS or text[at].isspace()):
        at += 1
    return at == len(text) or (text[-1].isspace() and _LEADS.issuperset(text[at:].lower().split()))


def is_labelled_line(text: str, start: int) -> bool:
    """Tell whether a date stands directly behind a label at the beginning of its line (`Quand ? 13 et 14 juin`)."""
    line = text[max(text.rfind("\n", 0, start) + 1, start - _LONGEST_LABEL) : start]
    if _ENDS_OF_LABELS.isdisjoint(line) or _DATES.isdisjoint(_words(line)):
        return False
    match = _LINE_LABEL.fullmatch(line)
    return match is not None and _kinds(match[1])[0]
