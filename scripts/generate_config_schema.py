"""The JSON Schema of `evlint.toml`, and the page that explains each key, from the table that reads them."""

from __future__ import annotations

import json
from collections.abc import Iterator

from evlint.config.jsonschema import config_schema
from evlint.config.model import ROOT, Table
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

_EXAMPLE = """
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

[links.headers."api.example.org"]
Authorization = "$EXAMPLE_TOKEN"
```
"""


def generated() -> dict[str, str]:
    """Return path to text of what is made from the configuration's table."""
    schema = json.dumps(config_schema(), ensure_ascii=False, indent=2) + "\n"
    return {"schemas/config.schema.json": schema, "docs/configuration.md": manual()}


def manual() -> str:
    """Write the page."""
    parts = [_INTRO, "## Keys\n", _rows(ROOT, Settings())]
    for title, table, defaults in _tables(ROOT, "", Settings()):
        parts += [f"## `{title}`\n", _rows(table, defaults)]
    return "\n".join(parts) + _EXAMPLE


def _tables(table: Table, before: str, defaults: object) -> Iterator[tuple[str, Table, object]]:
    for key in table.keys:
        kind = key.kind
        if isinstance(kind, Table):
            name = f"{before}{key.name}"
            title = {"one": f"[{name}]", "list": f"[[{name}]]", "named": f'[{name}."…"]'}[kind.form]
            inner = getattr(defaults, key.field, None) if kind.form == "one" else None
            yield title, kind, inner
            yield from _tables(kind, f"{name}.", inner)


def _rows(table: Table, defaults: object) -> str:
    lines = ["| key | default | |", "| --- | --- | --- |"]
    for key in table.keys:
        default = getattr(defaults, key.field, None)
        shown = "" if default is None or isinstance(key.kind, Table) else f"`{toml_value(default)}`"
        lines.append(f"| `{key.name}` | {shown} | {key.doc} |")
    return "\n".join(lines) + "\n"
