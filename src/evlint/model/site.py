"""What the site generator's own configuration says, whichever generator it is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from evlint.model.message import Msg
from evlint.startup.namedtuple import NamedTuple

Generator = Literal["jekyll", "hugo", "astro", "eleventy", "unknown"]


class SiteCollection(NamedTuple):
    """A collection (Jekyll) or section (Hugo). `folder` is relative to the site's root, `permalink` as configured."""

    name: str
    folder: str
    permalink: str | None = None
    output: bool = True


class SiteDefaults(NamedTuple):
    """Front matter that the site supplies: for files below `path` (glob or folder, "" for all) of collection `type`."""

    path: str
    type: str | None
    values: Mapping[str, object]


class Site(NamedTuple):
    """A site. `root` is its folder relative to the working folder; `config` the file that it was read from."""

    generator: Generator = "unknown"
    root: str = "."
    config: str | None = None
    timezone: str | None = None
    language: str | None = None
    url: str | None = None
    baseurl: str = ""
    permalink: str | None = None
    collections: tuple[SiteCollection, ...] = ()
    defaults: tuple[SiteDefaults, ...] = ()
    exclude: tuple[str, ...] = ()
    future: bool | None = None  # whether the site shows posts dated after today; None where it does not say
    unpublished: bool = False
    content: str = ""  # where posts stand, relative to root ("content" for Hugo)
    static: tuple[str, ...] = ()  # folders whose files stand at the root of the built site
    markdown: Literal["kramdown", "goldmark", "github", "unknown"] = "unknown"  # how headings get their ids
    heading_ids: str = ""  # how it makes ids where that is not its usual way: a key of `site.slugs`
    include: tuple[str, ...] = ()  # Jekyll: folders and files that are taken in although their name begins with _ or .
    contents: tuple[str, ...] = ()  # Hugo: the content folders of the site's other languages
    languages: tuple[str, ...] = ()  # Hugo: the languages, as they stand in file names and addresses
    here: str = ""  # the working folder as seen from root, where root lies above it ("" where it does not)
    faults: tuple[Msg, ...] = ()  # what of its configuration cannot be read, and where
    mounted: bool = False  # Hugo: pages may come from modules or mounts, which nobody can list


NO_SITE = Site()
