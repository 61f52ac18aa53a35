"""What the site generator's own configuration says, whichever generator it is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from evlint.model.message import Msg
from evlint.startup.namedtuple import NamedTuple

NONE = "none"  # the generator of a site that nobody knows


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

    generator: str = NONE  # its word in `generator =`: a name in `evlint.generators`
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
    shows_drafts: bool = False  # whether it publishes drafts too (`buildDrafts`, `unpublished: true`)
    content: str = ""  # where posts stand, relative to root ("content" for Hugo)
    static: tuple[str, ...] = ()  # folders whose files stand at the root of the built site
    markdown: str = "unknown"  # how headings get their ids
    heading_ids: str = ""  # how it makes ids where that is not its usual way: a key of `site.slugs`
    include: tuple[str, ...] = ()  # Jekyll: folders and files that are taken in although their name begins with _ or .
    contents: tuple[str, ...] = ()  # Hugo: the content folders of the site's other languages
    languages: tuple[str, ...] = ()  # Hugo: the languages, as they stand in file names and addresses
    here: str = ""  # the working folder as seen from root, where root lies above it ("" where it does not)
    faults: tuple[Msg, ...] = ()  # what of its configuration cannot be read, and where
    mounted: bool = False  # Hugo: pages may come from modules or mounts, which nobody can list
    version: tuple[int, ...] = ()  # of the generator, as far as a lock file or a manifest names it
    yaml: str = ""  # who reads YAML scalars: a key of `parse.front.yaml.readers`, "psych", "" where nobody knows
    sign: str = ""  # what the generator was recognised by, or "generator" where the configuration of evlint says so
    sections: bool = False  # whether the folders of `content` are collections, named or not
    plugins: tuple[str, ...] | None = None  # those that the configuration names; None where that cannot be told
    options: Mapping[str, Any] = {}  # what only the generator's own files ask for, which know what stands there
    home: str = ""  # the folder of its configuration, from root, where content lies above that


NO_SITE = Site()


def join(folder: str, name: str) -> str:
    """Return the path of a name in a folder; the site's root may be `.`."""
    return name if folder in (".", "") else f"{folder.rstrip('/')}/{name}"


def within(site: Site, path: str) -> str:
    """Return a path (relative to the working folder) as seen from the site's root; one outside of it as it is."""
    root = site.root.rstrip("/")
    return path[len(root) + 1 :] if root not in ("", ".") and path.startswith(f"{root}/") else path
