"""What a user may set, resolved: frozen values with their defaults. `evlint.config` makes them from a file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from evlint.startup.namedtuple import NamedTuple

Severity = Literal["error", "warning", "info"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")  # worst first
FailOn = Literal["error", "warning", "info", "never"]
Level = Literal["error", "warning", "info", "off"]
DateRole = Literal["published", "modified", "start", "end"]


class LinkSettings(NamedTuple):
    """`[links]`: see `docs/configuration.md` for each key."""

    online: bool = True
    staging: tuple[str, ...] = ()
    staging_words: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    rewrite: Mapping[str, str] = {}
    allow_private: tuple[str, ...] = ()
    https_hosts: tuple[str, ...] = ()
    remote_anchors: bool = True
    site_url: str | None = None
    site_root: str | None = None
    timeout: float = 10.0  # seconds: with the HEAD before, a host that hangs is done with in less than twenty
    concurrency: int = 64
    retries: int = 3
    time_limit: float = 1_800.0
    max_age: float = 86_400.0
    max_age_unverified: float = 3_600.0
    hosts: Mapping[str, HostSettings] = {}
    headers: Mapping[str, Mapping[str, str]] = {}
    header_hosts: tuple[str, ...] | None = (
        None  # those that may get such headers; None: every host that `headers` names
    )


class HostSettings(NamedTuple):
    """`[links.hosts."name"]`: how politely one host is asked."""

    concurrency: int = 4
    interval: float = 0.05
    timeout: float | None = None


class Collection(NamedTuple):
    """`[[collection]]`: posts of one kind. `dates` gives keys for roles; `schema` is a path or a built-in name."""

    name: str
    files: tuple[str, ...] = ()
    schema: str | None = None
    dates: Mapping[str, str] = {}


class FileRules(NamedTuple):
    """`[per-file]`: other rules for files that match a glob."""

    files: str
    select: tuple[str, ...] | None = None
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severity: Mapping[str, Level] = {}


class Reference(NamedTuple):
    """`[[reference]]`: what the values of a front matter key must be among. `values_from` is a file or a folder."""

    key: str
    values_from: str


class CustomRule(NamedTuple):
    """`[[rule]]`: a rule of the site's own. `where` is "body", "front-matter" or "links"."""

    name: str
    forbid: tuple[str, ...]
    message: str
    where: str = "body"
    severity: Severity = "warning"


class Settings(NamedTuple):
    """The configuration of a run. Globs and paths are relative to `root`, the folder of the configuration file.

    `root` is relative to the working folder; `here` is the working folder as seen from `root`, "" where they are the same.
    `file` is the name of the configuration file as messages show it, "" where there is none. `has_select` tells whether it
    says what to select.
    """

    root: str = "."
    here: str = ""
    file: str = ""
    extends: tuple[str, ...] = ()
    generator: str | None = None
    timezone: str | None = None
    language: str | None = None
    messages: str | None = None
    select: tuple[str, ...] = ("EV",)
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severity: Mapping[str, Level] = {}
    fail_on: FailOn = "warning"
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    max_file_size: int = 10_485_760
    baseline: str | None = None
    collections: tuple[Collection, ...] = ()
    per_file: tuple[FileRules, ...] = ()
    links: LinkSettings = LinkSettings()
    has_select: bool = False
    references: tuple[Reference, ...] = ()
    rules: tuple[CustomRule, ...] = ()
