"""The configuration's manual: each key stands there with its type, its default and an example that evlint accepts."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from evlint.config.model import ROOT, Key, Table, key_named
from evlint.config.read import read_settings
from evlint.rules import registry

CHECKOUT = Path(__file__).parents[2]
PAGE = (CHECKOUT / "docs" / "configuration.md").read_text("utf-8")
SCHEMA: dict[str, Any] = json.loads((CHECKOUT / "schemas" / "config.schema.json").read_text("utf-8"))


def keys(table: Table = ROOT, before: str = "") -> Iterator[tuple[str, Key]]:
    for key in table.keys:
        name = before + key.name
        if isinstance(key.kind, Table):
            yield from keys(key.kind, name + ".")
        else:
            yield name, key


@pytest.mark.parametrize(("name", "key"), [pytest.param(name, key, id=name) for name, key in keys()])
def test_a_key_has_its_entry_with_an_example_that_holds(name: str, key: Key) -> None:
    entry = re.search(rf"^### `{re.escape(name)}`\n(.*?)^(?:##|\Z)", PAGE, re.DOTALL | re.MULTILINE)
    assert entry is not None
    assert key.doc in entry[1]
    assert re.search(r"^- Type: \S", entry[1], re.MULTILINE)
    assert re.search(r"^- Default: \S", entry[1], re.MULTILINE)
    (example,) = re.findall(r"```toml\n(.*?)```", entry[1], re.DOTALL)
    assert f"{name.rpartition('.')[2]} = " in example
    jsonschema.validate(tomllib.loads(example), SCHEMA)
    assert read_settings(example, file="evlint.toml") != read_settings("", file="evlint.toml")


def test_a_key_is_found_by_its_full_name() -> None:
    assert all(key_named(name) is key for name, key in keys())
    for unknown in ("", "staging", "links.nothing", "links.staging.more", "select.x"):
        assert key_named(unknown) is None


def test_the_whole_file_at_the_end_holds() -> None:
    whole = PAGE.rpartition("```toml\n")[2].partition("```")[0]
    jsonschema.validate(tomllib.loads(whole), SCHEMA)
    assert read_settings(whole, file="evlint.toml") != read_settings("", file="evlint.toml")


def test_the_tables_lead_to_the_entries() -> None:
    headings = {re.sub(r"[^a-z-]", "", title) for title in re.findall(r"^##+ (.*)$", PAGE, re.MULTILINE)}
    links = re.findall(r"^\| \[`[^`]*`\]\(#([^)]*)\)", PAGE, re.MULTILINE)
    assert len(links) > 30
    assert set(links) <= headings


def test_the_options_of_rules_are_keys() -> None:
    options = {option for rule in registry() for option in rule.options}
    assert len(options) > 10
    assert [option for option in options if key_named(option) is None] == []
