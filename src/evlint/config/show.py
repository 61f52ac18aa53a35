"""The resolved configuration as a person reads it (TOML, each line with its origin) and as data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from evlint.config.resolve import DEFAULT, THE_SITE, Value
from evlint.config.ruleorigins import RuleState
from evlint.config.toml_text import toml_key, toml_value
from evlint.model.message import ENGLISH, Msg, Wording, msg, render
from evlint.model.site import NONE, Site
from evlint.startup.namedtuple import NamedTuple

_WIDEST = 60  # columns of a setting that the others are aligned with; a longer one sticks out alone
_ORIGINS = {DEFAULT: msg("default"), THE_SITE: msg("the site")}
Origin = str | Msg


class FileView(NamedTuple):
    """What holds for one post: `context` are name, value and origin; `defaults` what the site supplies.

    `left_out` says what keeps a walk from checking it; None where nothing does.
    """

    path: str
    context: Sequence[tuple[str, object, Origin]]
    defaults: Mapping[str, object]
    rules: Sequence[RuleState]
    left_out: Msg | None = None


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
            "recognised-by": site.sign,
            "version": ".".join(map(str, site.version)),
            "content": site.content,
            "yaml": site.yaml,
            "collections": [one.name for one in site.collections],
        },
        "settings": {
            ".".join(map(str, value.trail)): {"value": value.value, "origin": value.origin} for value in view.values
        },
    }
    if view.file is not None:
        file = view.file
        data["file"] = {
            "path": file.path,
            "left-out": None if file.left_out is None else render(file.left_out),
            **{name: {"value": value, "origin": render(origin)} for name, value, origin in file.context},
            "defaults": file.defaults,
            "rules": {
                state.rule.code: {"name": state.rule.name, "severity": state.level, "origin": state.origin}
                for state in file.rules
            },
        }
    return data


def as_text(view: View, wording: Wording = ENGLISH) -> str:
    """Write a view as TOML, with comments in a language."""

    def comment(message: Msg) -> str:
        return f"# {render(message, wording)}"

    def aligned(rows: Sequence[tuple[str, object, Origin]]) -> list[str]:
        return _aligned([_row(*row, wording) for row in rows])

    site = view.site
    lines = [comment(msg("Configuration: {file}", file=view.config or msg("no file, the defaults hold")))]
    if site.generator != NONE or site.config:
        own = site.config or msg("no configuration of its own")
        lines.append(comment(msg("Site: {generator}, {file}", generator=site.generator, file=own)))
    lines += [comment(said) for said in _follows(site)]
    if site.collections:
        names = ", ".join(one.name for one in site.collections)
        lines.append(comment(msg("Its collections: {names}", names=names)))
    lines.append("")
    lines += aligned([(str(one.trail[0]), one.value, one.origin) for one in view.values if len(one.trail) == 1])
    for head, values in _tables(view.values):
        lines += ["", head, *aligned([(str(one.trail[-1]), one.value, one.origin) for one in values])]
    file = view.file
    if file is not None:
        lines += ["", comment(msg("What holds for {path}", path=file.path))]
        if file.left_out is not None:
            lines.append(comment(msg("It is checked only where it is named: left out {reason}", reason=file.left_out)))
        lines += ["[file]", *aligned(file.context)]
        if file.defaults:
            lines += ["", comment(msg("Front matter that the site supplies")), "[file.defaults]"]
            lines += [
                f"{toml_key(key)} = {toml_value('' if one is None else one)}" for key, one in file.defaults.items()
            ]
        lines += ["", comment(msg("The rules, with their severity there")), "[file.rules]"]
        states = [(one.rule.code, one.level, f"{one.rule.name}, {_origin(one.origin, wording)}") for one in file.rules]
        lines += aligned(states)
    return "\n".join(lines) + "\n"


def _follows(site: Site) -> list[Msg]:
    """Say what the site was recognised by, and what follows from it."""
    if site.generator == NONE and not site.sign:
        return []
    said = [
        msg("Recognised by: {sign}", sign=site.sign)
        if site.sign != "generator"
        else msg("Recognised by: the configuration of evlint")
    ]
    if site.version:
        said.append(msg("Version: {version}", version=".".join(map(str, site.version))))
    if site.content:
        said.append(msg("Its pages lie in: {folder}", folder=site.content))
    if site.yaml:
        said.append(msg("It reads YAML as this does: {reader}", reader=site.yaml))
    return said


def _origin(origin: Origin, wording: Wording) -> str:
    return render(_ORIGINS.get(origin, origin) if isinstance(origin, str) else origin, wording)


def _tables(values: Sequence[Value]) -> list[tuple[str, list[Value]]]:
    tables: dict[tuple[str | int, ...], list[Value]] = {}
    for value in values:
        if len(value.trail) > 1:
            tables.setdefault(value.trail[:-1], []).append(value)
    return [(_head(trail), held) for trail, held in tables.items()]


def _head(trail: tuple[str | int, ...]) -> str:
    names = ".".join(toml_key(part) for part in trail if isinstance(part, str))
    return f"[[{names}]]" if isinstance(trail[-1], int) else f"[{names}]"


def _row(name: str, value: object, origin: Origin, wording: Wording) -> tuple[str, str]:
    said = _origin(origin, wording)
    if value is None:
        unset = render(msg("{key} is not set", key=toml_key(name)), wording)
        return f"# {unset}", "" if origin == DEFAULT else said
    return f"{toml_key(name)} = {toml_value(value)}", said


def _aligned(rows: Sequence[tuple[str, str]]) -> list[str]:
    width = max((len(left) for left, _ in rows if len(left) <= _WIDEST), default=0)
    return [f"{left:<{width}}  # {right}" if right else left for left, right in rows]
