"""The JSON Schema of `evlint.toml`, and the page that explains each key, from the table that reads them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import cast

from evlint.config import addresses, values
from evlint.config import value_types as kinds
from evlint.config.jsonschema import config_schema
from evlint.config.model import DATES, ROOT, Key, Table
from evlint.config.toml_text import toml_value
from evlint.model.settings import Settings

_INTRO = """\
<!-- Written by scripts/generate_config_schema.py from src/evlint/config/model.py: change it there. -->

# Configuration

evlint needs none. What you set stands in `evlint.toml`, in `.evlint.toml`, or below `[tool.evlint]` in `pyproject.toml`:
the nearest one upwards from the folder that you are in, else from the first path that you name. `--config FILE` names
another, `--isolated` ignores them all. `evlint init` writes one from what it finds in your site, `evlint config show` says
what holds and where each value came from, and `evlint config show POST` says what holds for one post.

A key that evlint does not know, or a value that it cannot use, ends the run with exit status 2 and names the line.
Editors complete and check the file with `schemas/config.schema.json` (`evlint config schema` prints it).

File patterns are those of `.gitignore`, seen from the configuration's folder. Paths may not lead out of that folder, or of
its repository where there is one. Times are seconds, or texts such as `"1d"`, `"12h"`, `"30m"`, `"500ms"`.

What your site generator's own configuration says (Jekyll's `_config.yml`, Hugo's `hugo.toml` and its kin) holds for time
zone, language, address, collections and default values; your own keys win.
"""

_EXAMPLE = """\
## An example

```toml
timezone = "Europe/Paris"
language = "fr"
fail-on = "warning"
ignore = ["EV213"]

[severity]
EV305 = "off"

[[collection]]
name = "evenements"
files = ["_evenements/**"]
schema = "schemas/evenement.schema.json"
dates = { published = "date", start = "event_start_date", end = "event_end_date" }

[per-file]
"_archives/**" = { ignore = ["EV2"] }

[links]
staging = ["*.actimage.net"]
ignore = ["https://www.linkedin.com/*"]
rewrite = { "bo-modernisation2021.bercy.actimage.net" = "www.modernisation.gouv.fr" }

[links.hosts."www.example.org"]
concurrency = 1

[[reference]]
key = "author"
values-from = "_data/authors.yml"

[[rule]]
name = "no-click-here"
forbid = ["cliquez ici", "ici"]
in = "links"
message = "Dites où mène le lien."
severity = "error"

[links.headers."api.example.org"]
Authorization = "$EVLINT_TOKEN"
```
"""


def generated() -> dict[str, str]:
    """Return path to text of what is made from the configuration's table."""
    schema = json.dumps(config_schema(), ensure_ascii=False, indent=2) + "\n"
    return {"schemas/config.schema.json": schema, "docs/configuration.md": manual()}


# What a value of each kind is, in words; kinds that are not here tell it by their schema.
_WORDS = (
    (kinds.FLAG, "`true` or `false`"),
    (kinds.TEXT, "text"),
    (kinds.TEXTS, "list of texts"),
    (values.ZONE, "name of a time zone"),
    (values.LANGUAGE, "language tag, such as `fr` or `en-US`"),
    (values.CODES, "list of rule codes and their prefixes"),
    (values.LEVELS, "table: a rule code or prefix to `error`, `warning`, `info` or `off`"),
    (values.GLOBS, "list of file patterns"),
    (values.RULE_NAME, "name: small letters, digits and hyphens"),
    (values.FORBIDDEN, "list of words; `*` stands for any text without a blank"),
    (values.PATH, "path, seen from the configuration's folder"),
    (values.SCHEMA, "path of a JSON Schema, or the name of a built-in one"),
    (values.DURATION, "time: seconds, or a text such as `1d`, `12h`, `30m`, `500ms`"),
    (values.SIZE, "size: bytes, or a text such as `10 MB`"),
    (addresses.HOSTS, "list of hosts; `*` stands for any text"),
    (addresses.NETWORKS, "list of hosts, addresses and networks"),
    (addresses.REWRITE, "table: a host to another host"),
    (addresses.URL, "address that begins with `https://` or `http://`"),
    (
        addresses.HEADERS,
        "table: a host to its headers, each with the name of an environment variable that begins with `EVLINT_`",
    ),
    (values.EXTENDED, "path of a configuration, or list of such paths"),
    (DATES, "table: `published`, `modified`, `start` or `end` to a key of the front matter"),
)
_NAMES = {"per-file": "_archives/**", "links.hosts": "www.example.org"}


def manual() -> str:
    """Write the page: the tables of keys, then each key with its type, default and an example, then a whole file."""
    parts = [_INTRO]
    for title, name, table, defaults in [("", "", ROOT, Settings()), *_tables(ROOT, "", Settings())]:
        parts += [f"## `{title}`\n" if title else "## Keys\n", _rows(name, table, defaults)]
        parts += [_entry(name, table, key, defaults) for key in table.keys if not isinstance(key.kind, Table)]
    return "\n".join(parts) + "\n" + _EXAMPLE


def _tables(table: Table, before: str, defaults: object) -> Iterator[tuple[str, str, Table, object]]:
    for key in table.keys:
        kind = key.kind
        if isinstance(kind, Table):
            name = f"{before}{key.name}"
            title = {"one": f"[{name}]", "list": f"[[{name}]]", "named": f'[{name}."…"]'}[kind.form]
            inner = getattr(defaults, key.field, None) if kind.form == "one" else None
            yield title, name, kind, inner
            yield from _tables(kind, f"{name}.", inner)


def _full(name: str, key: Key) -> str:
    return f"{name}.{key.name}" if name else key.name


def _default(key: Key, defaults: object) -> str:
    default = getattr(defaults, key.field, None)
    return "" if default is None or isinstance(key.kind, Table) else f"`{toml_value(default)}`"


def _rows(name: str, table: Table, defaults: object) -> str:
    lines = ["| key | default | what it is for |", "| --- | --- | --- |"]
    for key in table.keys:
        place = re.sub(r"[^a-z-]", "", _full(name, key))
        if isinstance(key.kind, Table):
            form = {
                "one": f"[{_full(name, key)}]",
                "list": f"[[{_full(name, key)}]]",
                "named": f"[{_full(name, key)}.]",
            }
            place = re.sub(r"[^a-z-]", "", form[key.kind.form])
        lines.append(f"| [`{key.name}`](#{place}) | {_default(key, defaults)} | {key.doc} |")
    return "\n".join(lines) + "\n"


def _entry(name: str, table: Table, key: Key, defaults: object) -> str:
    default = _default(key, defaults) or ("needed" if key.name in table.required else "none")
    lines = [f"### `{_full(name, key)}`", "", key.doc, ""]
    lines += [
        f"- Type: {type_words(key)}",
        f"- Default: {default}",
        "",
        "```toml",
        *_example(name, table, key),
        "```",
        "",
    ]
    return "\n".join(lines)


def _example(name: str, table: Table, key: Key) -> list[str]:
    wanted = [one for one in table.keys if one.name in table.required and one is not key]
    heads = {"one": [f"[{name}]"] if name else [], "list": [f"[[{name}]]"], "named": [f'[{name}."{_NAMES.get(name)}"]']}
    return [*heads[table.form], *(f"{one.name} = {toml_value(one.example)}" for one in (*wanted, key))]


def type_words(key: Key) -> str:
    """Say what a value of a key is."""
    if isinstance(key.kind, Table):
        return "table"
    for kind, words in _WORDS:
        if kind is key.kind:
            return words
    schema = key.kind.schema
    if "enum" in schema:
        return "one of " + ", ".join(f"`{toml_value(one)}`" for one in cast("list[str]", schema["enum"]))
    return f"whole number from {schema['minimum']} to {schema['maximum']}"
