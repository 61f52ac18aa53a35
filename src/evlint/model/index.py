"""The index of a site: what other posts must know of each post, and what the rules of the site may ask.

An entry is made beside a post's findings by whoever parsed it. Every value in it is plain, so that it can be remembered.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Protocol

from evlint.startup.namedtuple import NamedTuple

if TYPE_CHECKING:
    from evlint.model.generator import Published
    from evlint.model.settings import Reference

# Keys whose value two pages share that are one page in two languages.
TRANSLATIONS = (
    "ref", "translationkey", "translation_key", "translation-key", "translation_id", "translationid", "lang-ref", "lang_ref",
    "i18n_key", "i18n-key", "trans_id",
)  # fmt: skip

Stretch = tuple[int, int]  # a span as a bare pair of offsets


class KeyValue(NamedTuple):
    """A text of the front matter that the rules of the site look at: its key (in lower case), text, place and pointer.

    `edit` is where another text may be put in its place: the value without its quotes; None where that is not plain.
    """

    key: str
    text: str
    place: Stretch
    pointer: str
    edit: Stretch | None = None


class EventDays(NamedTuple):
    """When the event of a post takes place: its first and last day (ISO), and where the start stands.

    `has_end` tells whether the front matter names an end; else the last day is the first.
    """

    first: str
    last: str
    place: Stretch
    pointer: str
    has_end: bool = False


class Statement(NamedTuple):
    """A sentence that links to a page of the site and holds one single date.

    `target` is that page's path, `day` the date (ISO), `quoted` as it stands at `place`; `before` and `after` are what
    stands in the sentence on both sides of it.
    """

    target: str
    day: str
    quoted: str
    place: Stretch
    before: str
    after: str


class IndexEntry(NamedTuple):
    """What other posts must know of a post.

    `head` are the keys that say where it goes (`site.head`), `has_front` whether it has front matter at all. `values` are
    its terms, references and keys of addresses. `registrations` are the links to registration pages, by what tells such a
    page from others, each with its place. `is_silencing` tells that a comment in it silences a rule of the site. Where the
    entry is not `is_whole`, only the front matter was read.
    """

    path: str
    has_front: bool = False
    language: str = ""
    head: Mapping[str, object] = {}
    services: tuple[str, ...] = ()
    values: tuple[KeyValue, ...] = ()
    event: EventDays | None = None
    statements: tuple[Statement, ...] = ()
    registrations: tuple[tuple[str, Stretch], ...] = ()
    is_silencing: bool = False
    is_whole: bool = True

    def of(self, *keys: str) -> Iterator[KeyValue]:
        """Yield the texts of some keys."""
        return (one for one in self.values if one.key in keys)

    @property
    def title(self) -> str:
        """The title, "" where there is none."""
        title = self.head.get("title")
        return title.strip() if isinstance(title, str) else ""


class Index(Protocol):
    """The index of one site, as its rules see it. Paths are relative to the working folder."""

    entries: Mapping[str, IndexEntry]  # by path, sorted; drafts and what has expired left out
    checked: frozenset[str]  # the posts of this run: only these are told
    references: Sequence[Reference]  # `[[reference]]` of the configuration

    def published(self) -> Iterator[tuple[str, Published]]:
        """Yield each file that the generator writes for a source, with the source; sources sorted by path."""

    def static_file(self, written: str) -> str | None:
        """Return the file that is copied as it is to this place of the built site; None: no file is."""

    def has_terms(self, key: str) -> bool:
        """Tell whether the terms of a key ("tags", "categories") may have pages of their own on this site."""

    def term_page(self, term: str) -> str:
        """Return what tells the page of a term from that of another: the term itself, or what the generator makes of it."""

    def layouts(self, path: str) -> frozenset[str] | None:
        """Return the layouts that a post may name; None where a theme may bring others."""

    def data(self, key: str) -> Mapping[str, frozenset[str]]:
        """Return the data files whose name is that of a key (`authors` for `author`), each with the ids in it."""

    def ids_in(self, path: str) -> frozenset[str] | None:
        """Return the ids in a file or folder that the configuration names; None where there are none to be read."""

    def counts(self, words: Sequence[str]) -> Mapping[str, int]:
        """Count words (as they stand, capitals aside) in the texts of all posts, the front matter left out."""

    def default_language(self) -> str:
        """Return the site's default language, "" where it does not say."""

    def languages(self) -> frozenset[str]:
        """Return the languages that stand in paths and file names."""
