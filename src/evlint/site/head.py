"""What the tree wants to know of a page, read without parsing it: a few keys, and the registration pages that it links to.

The tree wants `permalink`, `slug`, `url`, dates and the like of thousands of posts. Most values stand plainly on the line of
their key; only where one does not is the front matter really read. Each page is read once for both; where a memory from
earlier runs is given, a page that did not change is not read at all.
"""

from __future__ import annotations

import marshal
import re
from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from sys import intern
from typing import TYPE_CHECKING, Protocol

from evlint.model.files import Files
from evlint.site.configtext import mapping_of, read_mapping
from evlint.site.registrations import registration_keys
from evlint.startup.lazy_regex import lazy_regex
from evlint.startup.namedtuple import NamedTuple

if TYPE_CHECKING:
    from evlint.model.settings import DateRole

Head = Mapping[str, object]
NO_HEAD: Head = {}
_KEYS = frozenset(
    {
        "permalink", "slug", "url", "aliases", "redirect_from", "redirects", "published", "draft", "title", "date",
        "end_date", "event_start_date", "event_date", "start_date", "dateevent", "path", "id", "publishdate", "pubdate",
        "expirydate", "unpublishdate", "redirect_to", "output-file", "build", "_build", "headless",
        "layout",
    }
)  # fmt: skip
_WORDS = {
    "true": True, "false": False, "yes": True, "no": False, "on": True, "off": False, "null": None, "~": None, "": None,
}  # fmt: skip
_LONGEST = 200_000  # characters of front matter that are looked at
_COMPLEX = object()


# They begin with the end of a line, which is searched for fast, and not with `^`, which is tried at each character.
_LINE = lazy_regex(
    rf"\n({'|'.join(sorted(_KEYS, key=len, reverse=True))})[ \t]*(?:=|:(?=[ \t\r\n]|\Z))", re.IGNORECASE | re.ASCII
)
# The head of a table of TOML: what follows it is none of the page’s own keys.
_TABLE = lazy_regex(r"\n[ \t]*\[\[?[ \t]*([\w-]+)[\w. \t\"'-]*\]\]?[ \t]*(?:#[^\n]*)?\r?(?=\n)")
_PLAIN = lazy_regex(r"[\w/][\w/.:+ \t()-]*\Z")
_YAML_END = lazy_regex(r"\n(?:---|\.\.\.)[ \t]*\r?(?=\n|\Z)")
_TOML_END = lazy_regex(r"\n\+\+\+[ \t]*\r?(?=\n|\Z)")
_JSON = lazy_regex(r"\{\s*(?:\"|\}|\Z)")
# A truth in a word that YAML 1.1 reads as one, and YAML 1.2 as a text.
_ANSWER = lazy_regex(
    r"\n(draft|published|headless)[ \t]*:[ \t]+(yes|no|on|off)[ \t]*(?:#[^\n]*)?\r?(?=\n)", re.IGNORECASE | re.ASCII
)
_ANSWERS = "answers"  # no key of a page: those words by their keys, for a reader to whom they are texts
_BARE_KEY = lazy_regex(r"[A-Za-z_][\w-]*:(?=[ \t\r\n])")
_BARE_END = lazy_regex(r"\n-{3,}[ \t]*\r?(?=\n|\Z)")
_DAY = lazy_regex(r"[ \t]*([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?![0-9])")


def begins_with_front_matter(text: str) -> bool:
    """Tell whether a text opens front matter on its first line."""
    first, _, rest = text.removeprefix("\ufeff").partition("\n")
    return (first.rstrip() in ("---", "+++") and bool(rest)) or (
        first.startswith("{") and _JSON.match(text.removeprefix("\ufeff")) is not None
    )


def read_head(text: str | None, *, bare: bool = False) -> Head:
    """Return the keys (in lower case) that tell where a post goes and whether it is published; dates stay text.

    `yes` and `no` are read as YAML 1.1 reads them; `as_typed` makes texts of them.
    `bare` lets them begin on the first line, without dashes before them.
    """
    if not text:
        return NO_HEAD
    text = text.removeprefix("\ufeff").lstrip(" \t\r\n")  # Hugo lets empty lines stand before it
    if text.startswith("{"):
        return _loaded(_json_head(text), "json")
    fence = text[:3]
    start = text.find("\n") + 1
    if bare and _BARE_KEY.match(text) is not None:
        end = _BARE_END.search(text, 0, _LONGEST)
        return NO_HEAD if end is None else _read(f"\n{text[: end.start() + 1]}", "yaml")
    if fence not in ("---", "+++") or not start or text[3 : start - 1].strip():
        return NO_HEAD
    end = (_YAML_END if fence == "---" else _TOML_END).search(text, start - 1, start + _LONGEST)
    if end is None:
        return NO_HEAD
    return _read(text[start - 1 : end.start() + 1], "yaml" if fence == "---" else "toml")


def _read(head: str, kind: str) -> Head:
    """Read what stands between the fences, from the end of the opening line on."""
    answers = {match[1].lower(): match[2] for match in _ANSWER.finditer(head)} if kind == "yaml" else {}
    values = _values(head, kind)
    return {**values, _ANSWERS: answers} if answers else values


def _values(head: str, kind: str) -> Head:
    values: dict[str, object] = {}
    if kind == "toml":
        table = _TABLE.search(head)
        if table is not None and any(one[1].lower() in _KEYS for one in _TABLE.finditer(head, table.start())):
            return _loaded(head[1:], kind)
        # Keys below it are the table's own: `path` of `[[extra.links]]` is no address of the page.
        head = head if table is None else head[: table.start() + 1]
    for match in _LINE.finditer(head):
        key = intern(match[1].lower())  # the same few keys stand in thousands of posts
        stop = head.find("\n", match.end())
        stop = len(head) if stop < 0 else stop
        value = head[match.end() : stop].strip()
        simple = _simple(value, kind)
        if key == "title" and head[stop + 1 : stop + 2] not in (" ", "\t"):
            values[key] = value if simple is _COMPLEX else simple
        elif simple is _COMPLEX or head[stop + 1 : stop + 2] in (" ", "\t", "-"):
            return _loaded(head[1:], kind)
        else:
            values[key] = simple
    return values


def as_typed(head: Head) -> Head:
    """Return a head as a reader of YAML 1.2 has it: `draft: yes` holds the text “yes”."""
    answers = mapping_of(head.get(_ANSWERS))
    return {**head, **answers, _ANSWERS: {}} if answers else head


def _simple(value: str, kind: str) -> object:
    """Return a scalar that stands plainly on its line; `_COMPLEX` for anything that must be parsed."""
    if len(value) > 1 and value[0] == value[-1] and value[0] in "'\"":
        inner = value[1:-1]
        return inner if "\\" not in inner and value[0] not in inner else _COMPLEX
    if kind == "toml":
        return {"true": True, "false": False}.get(value, _COMPLEX)
    word = value.lower()
    if word in _WORDS:
        return _WORDS[word]
    return value if _PLAIN.match(value) and ": " not in value and value[-1] != ":" else _COMPLEX


def _loaded(head: str, kind: str) -> Head:
    values = {key.lower(): value for key, value in mapping_of(read_mapping(head, kind)).items()}
    return {key: value for key, value in values.items() if key in _KEYS}


def _json_head(text: str) -> str:
    import json

    try:
        _, end = json.JSONDecoder().raw_decode(text)
    except (ValueError, RecursionError):
        return ""
    return text[:end]


def day_of(value: object) -> str | None:
    """Return the day of a date that stands as text, `2022-10-21`, or None."""
    match = _DAY.match(value) if isinstance(value, str) else None
    return None if match is None else f"{match[1]}-{match[2]:0>2}-{match[3]:0>2}"


@cache
def _keys_of(role: DateRole) -> tuple[str, ...]:
    """Return those of `_KEYS` that have this role in an event, the most telling first."""
    from evlint.dates.roles import rank_of, role_of  # most runs ask no post for its event

    return tuple(sorted((key for key in _KEYS if role_of(key) == role), key=rank_of))


def identity_of(head: Mapping[str, object]) -> str | None:
    """Return what an event is known by: the day of its start and its title; None for a post that is no event."""
    values = {key.lower(): value for key, value in head.items()}
    start = next((day for key in _keys_of("start") if (day := day_of(values.get(key))) is not None), None)
    if start is None and not values.keys().isdisjoint(_keys_of("end")):
        start = day_of(values.get("date"))
    title = values.get("title")
    return None if start is None or not isinstance(title, str) else f"{start} {title.strip()}"


class Page(NamedTuple):
    """What is kept of a page: its head; of an event, the keys of the registration pages too."""

    head: Head
    registrations: tuple[str, ...] = ()


class Memory(Protocol):
    """Remembers pages between runs, by their path relative to the working folder."""

    def get(self, path: str) -> Page | None:
        """Return what is remembered of a page that is as it was, else None."""

    def put(self, path: str, page: Page) -> None:
        """Remember a page that `get` did not know."""


NO_PAGE = Page(NO_HEAD)
Mark = int  # the hash of a text: what tells it from another of the same file within one run
_Kept = bytes | Page | tuple[Mark, Page]  # a page, with the mark of the text that it was made of where it was of one
_FEW = 5_000  # pages that are kept as they are; those beyond are packed: a third of the memory, 1 µs a question
_NO_MARK: Mark = 0  # of a page that was made of no text that this run has seen


class Pages:
    """The pages of a tree, each looked at once per run."""

    def __init__(
        self, files: Files, memory: Memory | None = None, *, bare: bool = False, literal: bool = False
    ) -> None:
        """Take the files, what is remembered of them, how their heads begin (`read_head`) and are read (`as_typed`)."""
        self._bare = bare
        self._literal = literal
        self._files = files
        self._memory = memory
        self._known: dict[str, _Kept] = {}
        self._read: dict[str, _Kept] = {}  # what was made of a text

    def of(self, path: str) -> Page:
        """Return what is to be known of a page; one that cannot be read has nothing."""
        kept = self._known.get(path)
        if kept is None:
            kept = self._known[path] = self._looked_up(path)
        page = _unpacked(kept)[1]
        return self._as_read(page) if self._literal else page

    def _as_read(self, page: Page) -> Page:
        return page._replace(head=as_typed(page.head)) if _ANSWERS in page.head else page

    def know(self, path: str, page: Page) -> None:
        """Keep what is known of a page from elsewhere, so that it is not read."""
        self._known[path] = page
        self._read.pop(path, None)

    def of_text(self, path: str, text: str) -> Page:
        """Return what is to be known of a page with this text, which need not be what stands on the disk.

        The posts of a run are read for their findings, for where links to them lead and for the index: their heads once.
        """
        page = _unpacked(self._of_text(path, text))[1]
        return self._as_read(page) if self._literal else page

    def _of_text(self, path: str, text: str) -> _Kept:
        mark = hash(text)
        kept = self._read.get(path)
        if kept is None or _unpacked(kept)[0] != mark:
            kept = self._read[path] = self._packed(mark, read_page(text, bare=self._bare))
        return kept

    def _looked_up(self, path: str) -> _Kept:
        page = self._memory.get(path) if self._memory is not None else None
        if page is not None:
            return self._packed(_NO_MARK, page)
        text = self._files.read(path)
        kept = self._of_text(path, text) if text else NO_PAGE
        if self._memory is not None:
            self._memory.put(path, _unpacked(kept)[1])
        return kept

    def _packed(self, mark: Mark, page: Page) -> _Kept:
        if max(len(self._known), len(self._read)) > _FEW:  # most pages stand in both
            with suppress(ValueError):  # a value that is no plain data
                return marshal.dumps((mark, dict(page.head), page.registrations))
        return mark, page


def _unpacked(kept: _Kept) -> tuple[Mark, Page]:
    if isinstance(kept, bytes):
        mark, head, registrations = marshal.loads(kept)  # noqa: S302 packed by ourselves
        return mark, Page(head, registrations)
    return (_NO_MARK, kept) if isinstance(kept, Page) else kept


def read_page(text: str | None, *, bare: bool = False) -> Page:
    """Return what is to be known of a page with this text; `bare` as in `read_head`."""
    if not text:
        return NO_PAGE
    head = read_head(text, bare=bare)
    return Page(head, registration_keys(text) if identity_of(head) is not None else ())
