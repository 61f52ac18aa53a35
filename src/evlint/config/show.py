"""The resolved configuration as a person reads it (TOML, each line with its origin) and as data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from evlint.config.resolve import Value
from evlint.config.ruleorigins import RuleState
from evlint.config.toml_text import toml_key, toml_value
from evlint.model.site import Site
from evlint.model.values import NamedTuple

_WIDEST = 60


class FileView(NamedTuple):
    """What holds for one post: `facts` are name, value and origin; `defaults` what the site supplies."""

    path: str
    facts: Sequence[tuple[str, object, str]]
    defaults: Mapping[str, object]
    rules: Sequence[RuleState]


class View(NamedTuple):
    """All that `evlint config show` says."""

    config: str | None
    site: Site
    values: Sequence[Value]
    file: FileView | None = None


def as_data(view: View) -> dict[str, object]:
    """Return a view as plain data."""
    site = view.site
    data: dict[str, object] = {
        "config": view.config,
        "site": {
            "generator": site.generator,
            "config": site.config,
            "root": site.root,
            "collections": [one.name for one in site.collections],
        },
        "settings": {_name(value): {"value": value.value, "origin": value.origin} for value in view.values},
    }
    if view.file is not None:
        file = view.file
        data["file"] = {
            "path": file.path,
            **{name: {"value": value, "origin": origin} for name, value, origin in file.facts},
            "defaults": file.defaults,
            "rules": {
                state.rule.code: {"name": state.rule.name, "severity": state.level, "origin": state.origin}
                for state in file.rules
            },
        }
    return data


def as_text(view: View) -> str:
    """Write a view as TOML with comments."""
    site = view.site
    lines = [f"# Configuration: {view.config or 'no file, the defaults hold'}"]
    if site.generator != "unknown" or site.config:
        lines.append(f"# Site: {site.generator}, {site.config or 'no configuration of its own'}")
    if site.collections:
        lines.append("# Its collections: " + ", ".join(one.name for one in site.collections))
    lines.append("")
    lines += _aligned(
        [_row(str(value.trail[0]), value.value, value.origin) for value in view.values if len(value.trail) == 1]
    )
    for head, values in _tables(view.values):
        lines += ["", head, *_aligned([_row(str(value.trail[-1]), value.value, value.origin) for value in values])]
    if view.file is not None:
        lines += _file_lines(view.file)
    return "\n".join(lines) + "\n"


def _tables(values: Sequence[Value]) -> list[tuple[str, list[Value]]]:
    tables: dict[tuple[str | int, ...], list[Value]] = {}
    for value in values:
        if len(value.trail) > 1:
            tables.setdefault(value.trail[:-1], []).append(value)
    return [(_head(trail), held) for trail, held in tables.items()]


def _head(trail: tuple[str | int, ...]) -> str:
    names = ".".join(toml_key(part) for part in trail if isinstance(part, str))
    return f"[[{names}]]" if isinstance(trail[-1], int) else f"[{names}]"


def _file_lines(file: FileView) -> list[str]:
    lines = ["", f"# What holds for {file.path}", "[file]"]
    lines += _aligned([_row(name, value, origin) for name, value, origin in file.facts])
    if file.defaults:
        lines += ["", "# Front matter that the site supplies", "[file.defaults]"]
        lines += [
            f"{toml_key(key)} = {toml_value('' if value is None else value)}" for key, value in file.defaults.items()
        ]
    lines += ["", "# The rules, with their severity there", "[file.rules]"]
    return lines + _aligned(
        [(f'{state.rule.code} = "{state.level}"', f"{state.rule.name}, {state.origin}") for state in file.rules]
    )


def _row(name: str, value: object, origin: str) -> tuple[str, str]:
    if value is None:
        return f"# {toml_key(name)} is not set", "" if origin == "default" else origin
    return f"{toml_key(name)} = {toml_value(value)}", origin


def _aligned(rows: Sequence[tuple[str, str]]) -> list[str]:
    width = max((len(left) for left, _ in rows if len(left) <= _WIDEST), default=0)
    return [f"{left:<{width}}  # {right}" if right else left for left, right in rows]


def _name(value: Value) -> str:
    return ".".join(str(part) for part in value.trail)
