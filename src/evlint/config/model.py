"""The configuration, key by key: how each is written, read, stored and explained.

One table serves the reader, the JSON Schema of `evlint.toml` and `evlint config show`; a key that is not here is refused.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from evlint.config import addresses, values
from evlint.config import value_types as kinds
from evlint.config.value_types import ValueType
from evlint.generators._signs import NAMES
from evlint.model.message import msg
from evlint.model.settings import Collection, CustomRule, FileRules, HostSettings, LinkSettings, Reference, Settings
from evlint.startup.namedtuple import NamedTuple


class Key(NamedTuple):
    """One key: its name in the file, the field that holds it, its kind (a table of its own, or a value), its manual.

    `example` is a value that somebody might write.
    """

    name: str
    field: str
    kind: ValueType | Table
    doc: str
    example: object = None


class Table(NamedTuple):
    """A table with fixed keys. `form` "named": a table of such tables by a name of the user's; "list": `[[…]]`.

    `name` reads the user's name for a named table; `name_field` is where it is stored.
    """

    make: Callable[..., Any]
    keys: tuple[Key, ...]
    form: str = "one"
    required: tuple[str, ...] = ()
    name: kinds.Reader = kinds.any_name
    name_field: str | None = None


def _selection(where: str) -> tuple[Key, ...]:
    return (
        Key(
            "select",
            "select",
            values.CODES,
            f'Run only these rules{where}; a prefix such as "EV2" stands for a family.',
            ["EV2", "EV3"],
        ),
        Key("extend-select", "extend_select", values.CODES, f"Run these rules too{where}.", ["EV312"]),
        Key("ignore", "ignore", values.CODES, f"Do not run these rules{where}.", ["EV213"]),
        Key(
            "severity",
            "severity",
            values.LEVELS,
            f'Another severity for a rule or a family{where}; "off" switches it off.',
            {"EV305": "off"},
        ),
    )


DATE_ROLES = ("published", "modified", "start", "end")
DATES = kinds.ValueType(
    kinds.table_of(
        kinds.word_name(DATE_ROLES),
        kinds.TEXT.read,
        msg('a table, such as { start = "event_start_date" }'),
    ),
    {
        "type": "object",
        "properties": {role: {"type": "string", "minLength": 1} for role in DATE_ROLES},
        "additionalProperties": False,
    },
)

COLLECTION = Table(
    Collection,
    (
        Key("name", "name", kinds.TEXT, "What posts of this kind are called.", "evenements"),
        Key(
            "files",
            "files",
            values.GLOBS,
            "Which files they are; the first collection that matches counts.",
            ["_evenements/**"],
        ),
        Key(
            "schema",
            "schema",
            values.SCHEMA,
            'Their schema: a file, or the name of a built-in one ("evlint schema list").',
            "schemas/evenement.schema.json",
        ),
        Key(
            "dates",
            "dates",
            DATES,
            "The front matter keys that hold their dates, where these have unusual names.",
            {"published": "date", "start": "event_start_date", "end": "event_end_date"},
        ),
    ),
    form="list",
    required=("name", "files"),
)

PER_FILE = Table(
    FileRules,
    _selection(" in these files"),
    form="named",
    name=values.glob_name,
    name_field="files",
)

HOST = Table(
    HostSettings,
    (
        Key(
            "concurrency", "concurrency", kinds.count(1, 64), "How many of this host's links are asked for at once.", 1
        ),
        Key("interval", "interval", values.DURATION, "The pause between two requests to this host.", "500ms"),
        Key("timeout", "timeout", values.DURATION, "How long to wait for this host.", "1m"),
    ),
    form="named",
    name=addresses.host_name,
)

LINKS = Table(
    LinkSettings,
    (
        Key("online", "online", kinds.FLAG, "Ask for links over the network (--offline and --online win).", False),
        Key(
            "staging",
            "staging",
            addresses.HOSTS,
            "Hosts that are no place to send readers to, beside the built-in patterns.",
            ["*.actimage.net"],
        ),
        Key(
            "staging-words",
            "staging_words",
            kinds.TEXTS,
            'Words that make a host a staging one, such as "beta".',
            ["beta", "demo"],
        ),
        Key(
            "ignore",
            "ignore",
            kinds.TEXTS,
            'Addresses that are not asked for; "*" stands for any text.',
            ["https://www.linkedin.com/*"],
        ),
        Key(
            "rewrite",
            "rewrite",
            addresses.REWRITE,
            'The public host for a staging host: "--fix" then mends the link.',
            {"preprod.example.org": "www.example.org"},
        ),
        Key(
            "allow-private",
            "allow_private",
            addresses.NETWORKS,
            "Hosts and networks of yours that may be asked although private.",
            ["wiki.example.org", "10.0.0.0/8"],
        ),
        Key("https-hosts", "https_hosts", addresses.HOSTS, "Hosts known to serve https, for EV305.", ["*.gouv.fr"]),
        Key("remote-anchors", "remote_anchors", kinds.FLAG, 'Look for "#fragment" in pages of other sites.', False),
        Key(
            "site-url",
            "site_url",
            addresses.URL,
            "The address of your own site, where the site generator does not say.",
            "https://www.example.org",
        ),
        Key(
            "site-root",
            "site_root",
            values.PATH,
            "The folder with the built site, where links from its root are looked up.",
            "_site",
        ),
        Key("timeout", "timeout", values.DURATION, "How long to wait for an answer.", "30s"),
        Key("concurrency", "concurrency", kinds.count(1, 512), "How many links are asked for at once.", 16),
        Key(
            "retries",
            "retries",
            kinds.count(0, 10),
            "How often a link is asked for again after a dropped connection or a passing error such as 429 or 503.",
            1,
        ),
        Key(
            "time-limit",
            "time_limit",
            values.DURATION,
            "How long all links together may take: what is not asked for by then is counted as not verified.",
            "10m",
        ),
        Key("max-age", "max_age", values.DURATION, "How long a good answer is remembered.", "7d"),
        Key(
            "max-age-unverified",
            "max_age_unverified",
            values.DURATION,
            "How long an answer that tells nothing is remembered.",
            "6h",
        ),
        Key("hosts", "hosts", HOST, "How politely single hosts are asked."),
        Key(
            "headers",
            "headers",
            addresses.HEADERS,
            'Headers for single hosts, with values from the environment: "$EVLINT_TOKEN". Other variables are not sent, and '
            "these only where --config names the configuration, or EVLINT_HEADER_HOSTS lists the host.",
            {"api.example.org": {"Authorization": "$EVLINT_TOKEN"}},
        ),
    ),
)

REFERENCE = Table(
    Reference,
    (
        Key("key", "key", kinds.TEXT, "The front matter key whose values are ids.", "author"),
        Key(
            "values-from",
            "values_from",
            values.PATH,
            "Where the ids are: keys of a mapping, ids of a list, or names of the files of a folder.",
            "_data/authors.yml",
        ),
    ),
    form="list",
    required=("key", "values-from"),
)

RULE = Table(
    CustomRule,
    (
        Key("name", "name", values.RULE_NAME, 'Its name: its code is "EVX-" with the name.', "no-click-here"),
        Key(
            "forbid",
            "forbid",
            values.FORBIDDEN,
            'Words that are not to stand there; "*" stands for any text without a blank.',
            ["cliquez ici", "click here"],
        ),
        Key("in", "where", values.WHERE, "Where they are looked for; else in the body.", "links"),
        Key("message", "message", kinds.TEXT, "What to tell the author.", "Say where the link leads."),
        Key("severity", "severity", values.SEVERITY, "How grave it is; else a warning.", "error"),
    ),
    form="list",
    required=("name", "forbid", "message"),
)

ROOT = Table(
    Settings,
    (
        Key(
            "extends",
            "extends",
            values.EXTENDED,
            "A configuration (or several) to read first, relative to this file. Tables are merged key by key, all else is "
            "replaced by what this file says. Patterns and folders hold from this file's folder, a schema from that of the "
            "file that names it. Outside the repository only where --config names this file.",
            "../communes/evlint.toml",
        ),
        Key(
            "generator",
            "generator",
            kinds.choice(*NAMES),
            'What builds your site, where its own files do not tell: "none" for what evlint does not know.',
            "hugo",
        ),
        Key(
            "timezone",
            "timezone",
            values.ZONE,
            'The time zone of your dates, such as "Europe/Paris"; else the site\'s own; without either, EV204 says nothing.',
            "Europe/Paris",
        ),
        Key(
            "language",
            "language",
            values.LANGUAGE,
            "The language of your posts; else the one that a post names (“lang”), else the site's own, else French.",
            "fr",
        ),
        Key(
            "messages",
            "messages",
            values.LANGUAGE,
            "The language of evlint's messages, where it is not to be that of your terminal.",
            "fr",
        ),
        *_selection(""),
        Key(
            "fail-on",
            "fail_on",
            kinds.choice("error", "warning", "info", "never"),
            "From which severity up a run ends with exit status 1.",
            "error",
        ),
        Key(
            "include",
            "include",
            values.GLOBS,
            "Which files are posts, where that is not told by their endings.",
            ["*.md", "*.txt"],
        ),
        Key("exclude", "exclude", values.GLOBS, "Files that are not checked.", ["_archives/**"]),
        Key("max-file-size", "max_file_size", values.SIZE, "Larger files are not read (EV001).", "1 MB"),
        Key(
            "baseline",
            "baseline",
            values.PATH,
            "A file of known findings that are not reported again.",
            "evlint-baseline.json",
        ),
        Key("collection", "collections", COLLECTION, "Posts of one kind: their files, schema and dates."),
        Key("reference", "references", REFERENCE, "What the values of a key must be among, for EV502."),
        Key("rule", "rules", RULE, "Rules of your own, without code."),
        Key("per-file", "per_file", PER_FILE, "Other rules for files that match a pattern."),
        Key("links", "links", LINKS, "How links are judged."),
    ),
)


def key_named(name: str) -> Key | None:
    """Return the key with a full name, such as `links.staging`; None where there is none."""
    table: Table | None = ROOT
    key: Key | None = None
    for part in name.split("."):
        key = next((one for one in table.keys if one.name == part), None) if table is not None else None
        table = key.kind if key is not None and isinstance(key.kind, Table) else None
    return key
