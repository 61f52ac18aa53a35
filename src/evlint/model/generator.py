"""What evlint asks of a site generator: one value of this form a generator, made in `evlint.generators.NAME`.

A generator answers what is known of it and leaves the rest to what stands here, which says “none known”.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Literal, Protocol

from evlint.model.file_names import PAGES
from evlint.startup.namedtuple import NamedTuple

if TYPE_CHECKING:
    from evlint.model.files import Files
    from evlint.model.message import Msg
    from evlint.model.site import Site

Head = Mapping[str, object]  # what stands at the head of a page, its keys in lower case (`evlint.site.head`)


class Found(NamedTuple):
    """What an address leads to: "found" (the file, from the site's root), "missing" (the nearest address), "unknown".

    `stops` tells that the generator refuses to build the site with such a link.
    """

    state: Literal["found", "missing", "unknown"]
    path: str | None = None
    nearest: str | None = None
    stops: bool = False


class Published(NamedTuple):
    """A file that the generator writes for a source: its path in the built site, and the key and text that put it there.

    `key` is "" where the source's own path does. `is_alias` tells a page that only leads on to the source's own.
    """

    file: str
    key: str = ""
    text: str = ""
    is_alias: bool = False


UNKNOWN = Found("unknown")


class Layout(Protocol):
    """How the files of a site become addresses. Paths are relative to the site's root, addresses begin with `/`.

    What stands here is said where nobody can tell; a layout begins with `site.layout.PlainLayout`, which finds files.
    """

    endings: tuple[str, ...] = PAGES  # of sources that become pages
    by_document: bool = False  # whether an address from the site's root may lead elsewhere from another page
    makes_files: bool = False  # whether templates may make files beside the pages that no source has

    alias_key: str = ""  # the only key of a page's head that makes files which lead on to it; "" where others may too

    def published(self, path: str) -> Iterator[Published]:
        """Yield each file that is surely written for a source; nothing where nobody can tell."""
        return iter(())

    def static_file(self, written: str) -> str | None:
        """Return the file that is copied as it is to a place of the built site (`written`, from its top), or None."""

    def labels(self) -> frozenset[str] | None:
        """Return the labels of reference links that every page has; None where nobody can tell which those are."""
        return frozenset()

    def term_page(self, term: str) -> str:
        """Return what tells the page of a tag or category from that of another."""
        return term

    def layouts(self, path: str) -> frozenset[str] | None:
        """Return the layouts that a page may name; None where a theme or the configuration may bring others."""
        return None

    def layout_ids(self, path: str) -> frozenset[str]:
        """Return the ids that the layout of a page makes of the page's own keys; `names.ANY` alone where nobody can tell."""
        return frozenset()

    def find(self, path: str) -> Found:
        """Find what an address of the site (`/x/y`, percent escapes undone, base path taken off) leads to."""

    def address(self, path: str) -> str | None:
        """Return the address that a source file gets, or None where nobody can tell."""
        return None

    def shows_elsewhere(self, path: str) -> bool:
        """Tell whether a source has no page of its own, or a bare one, so that readers meet its text on others."""
        return False

    def hides_body(self, path: str) -> bool:
        """Tell whether surely no template shows what a source says below its front matter."""
        return False

    def drops_day(self, path: str) -> bool:
        """Tell whether the address of a source surely leaves out the day that its name gives."""
        return False

    def page(self, argument: str, document: str, language: str = "") -> Found:
        """Find the page that a tag such as Hugo's `ref` asks for, from a document; "": in the document's language."""
        return UNKNOWN

    def rooted(self, document: str, path: str) -> Found | None:
        """Find what an address from the site's root leads to on a page; None: what it leads to on every page."""
        return None

    def tagged(self, kind: str, argument: str, document: str) -> Found:
        """Find what a tag of a kind ("ref", "link", "post") names from a document; "ref:en" names a language too."""

    def relative(self, document: str, path: str, *, raw: bool) -> Found | None:
        """Find what a relative link of a document leads to (`raw`: one in raw HTML); None: look beside the document."""
        return None


def _always(*_asked: object) -> bool:
    return True


def _none(_site: Site) -> tuple[tuple[str, str], ...]:
    return ()


class Generator(NamedTuple):
    """A site generator.

    `name` is its word in `generator =`, `title` as its makers write it. `signs` are names in a site's root folder that
    make it likely (with a slash: below that folder); `rank` orders those that share a sign, the lowest is asked first.
    `read` makes a site of the root's configuration, or says None where it is another generator's; it is given the files,
    the root, the sign, and a list for faults.
    """

    name: str
    title: str
    signs: tuple[str, ...]
    read: Callable[[Files, str, str, list[Msg]], Site | None]
    layout: str  # "module:Class" of its `Layout`, below `evlint.generators`: it is loaded when a link first asks
    rank: int = 50
    # A file that must stand beside a sign: looked for before this generator is loaded.
    beside_sign: str = ""
    # A folder that makes a site of its generator's, without any configuration.
    bare: str = ""
    # Whether its configuration lists every collection there is.
    lists_collections: bool = False
    # Whether a file in a collection's folder is taken for no page, so that it needs no front matter.
    leaves: Callable[[Site, str], bool] | None = None
    # Whether a page of a collection without front matter lacks something; a title from the heading may do.
    wants_front_matter: bool = True
    # Whether a file is no page of its own, but a part of others, whose ids, labels and folder are those of the others.
    is_part: Callable[[Site, str], bool] | None = None
    # Links in Markdown that begin with this lead to a source file from the content folder or the site's root.
    roots: tuple[tuple[str, str], ...] = ()
    # Whether a file that lies beside a post's source is where a relative address of the page looks for it.
    beside: Callable[[Site, str], bool] | None = None
    # Whether a blank in a target of Markdown ends the link, as CommonMark says, so that readers see the brackets.
    blank_ends_link: bool = False
    # Whether addresses in raw HTML stay as typed, so that they are relative to the page and not to its source.
    leaves_html: bool = False
    # What says that an address leads to something beside the site's pages: a key of the front matter, an attribute.
    outside_mark: str = ""
    # Whether a link without a text gets the title of what it leads to.
    names_links: bool = False
    # Whether a picture that the front matter names by `./` or `../` is looked for beside the source.
    pictures_beside: bool = False
    # Whether a value is a date for it: True or False, None where that is not known.
    reads_date: Callable[[Site, str, str], bool | None] | None = None
    # Whether a date's key may hold keys of its own (`date: {created: …}`).
    dates_in_groups: bool = False
    # The key of the front matter below which terms stand, beside those at its top.
    terms_below: str = ""
    # Whether a number alone is a date for it, as seconds since 1970: a year then stops no build.
    numbers_are_dates: bool = False
    # Whether older versions take a key that stands twice, though the newest stops at it.
    once_took_keys_twice: bool = False
    # First lines that open front matter though they are not the usual three dashes.
    fences: tuple[str, ...] = ()
    # Whether it leaves out a post whose front matter it cannot read, and builds the others.
    skips_unreadable: bool = False
    # Whether a file's path is one whose name dates it.
    is_dated_by_name: Callable[[Site, str], bool] | None = None
    # Whether the day of a name goes before the one that the post says.
    name_goes_first: Callable[[Site], bool] | None = None
    # Whether a name that dates a file and holds no day of any calendar stops the build, or is read as another day.
    strict_names: bool = False
    # Whether a time without an offset is read as UTC, and then shown in the site's zone.
    utc_times: Callable[[Site], bool] | None = None
    # Why a page is not there on a day: "draft", "ahead", "expired", "" where it is (path, head, day of the run).
    hidden: Callable[[Site, str, Head, date], str] | None = None
    # What it takes though the type is another: key in lower case, value.
    casts: Callable[[str, object], bool] | None = None
    # Whether the site's files belong to what it publishes, by their path from its root.
    publishes: Callable[[Site, str], bool] | None = None
    # The keys whose terms may have pages of their own.
    terms: tuple[str, ...] = ("tags", "categories")
    # Which tags it runs, in code too: "liquid-output" is `{{ x }}`, "liquid-tag" `{% x %}`, "shortcode" `{{< x >}}` or
    # `{{% x %}}`; "vue", "mdx" and "calls" stand for braces of their own.
    tags: tuple[str, ...] = ()
    tags_in_code: bool = False
    # Whether HTML in Markdown is left out of the page, so that no tag in it is run.
    drops_html: Callable[[Site], bool] | None = None
    # The marks of comments that it takes out of a post's text, beside HTML's.
    comments: Callable[[Site], tuple[tuple[str, str], ...]] = _none
    # Whether a tag of another generator stops its build: those languages.
    stopped_by: tuple[str, ...] = ()
    # Whether blocks of tags must be closed; whether it runs them in a page at all (path, front matter).
    blocks: bool = False
    runs_tags: Callable[[Site, str, Mapping[str, object]], bool] = _always
    # Whether tags of other generators come to readers as they stand, as far as the site's plugins tell.
    shows_foreign: Callable[[Site], bool] = _always
    # Whether a tag that leads nowhere stops the build: False where the site's configuration has that told only.
    stops_at_tags: Callable[[Site], bool] = _always
    # The files of which one must be there for a tag (the site, the tag as typed, the page); empty where it needs none.
    needs: Callable[[Site, str, str], tuple[str, ...]] | None = None
    # Where the template of a shortcode may lie, the one that counts first; one that uses `.Inner` must be closed.
    templates: Callable[[Site, str], tuple[str, ...]] | None = None
    # Whether a shortcode of the generator's own must be closed (True) or may not be (False); None where nobody can tell.
    takes_text: Callable[[Site, str], bool | None] | None = None
    # Whether a page whose layout is not there is built with that of its kind.
    replaces_layouts: bool = False
    # Whether a shortcode that is left open stops the build: before some version it takes all that follows for its text.
    stops_at_open: Callable[[Site], bool] = _always
    # Which lists of attributes readers see as they are typed: "link" `[x](u){.a}`, "colon" `{: .a}`, "span" `[x]{.a}`.
    typed_lists: Callable[[Site], tuple[str, ...]] | None = None
