"""A configuration's text in, `Settings` out, or every problem with its place at once."""

from __future__ import annotations

from collections.abc import Mapping

from evlint.config import model
from evlint.config.errors import (
    IN_PYPROJECT,
    ConfigError,
    ConfigProblem,
    Note,
    ProblemCollector,
    Trail,
    base_trail,
    nearest,
)
from evlint.config.model import Key, Table
from evlint.config.value_types import name_of, wrong_type
from evlint.config.values import EXTENDED
from evlint.model.message import msg
from evlint.model.settings import Settings

EXTENDS = "extends"


def read_settings(
    text: str,
    *,
    file: str,
    root: str = ".",
    here: str = "",
    above: int = 0,
    custom: frozenset[str] = frozenset(),
) -> Settings:
    """Read the text of a configuration file.

    `file` is its name in errors, and tells `pyproject.toml` (whose table `tool.evlint` counts) from the others. `root` is
    its folder relative to the working folder, `here` the reverse. Paths may lead `above` folders up from it (to the root of
    the repository) and no further. `custom` names rules that files beside this one bring. Raises `ConfigError`.
    """
    text = text.removeprefix("\ufeff")
    data = table_of(parse_toml(text, file), file)
    return settings_of(
        data, file=file, trail=base_trail(file), root=root, here=here, above=above, text=text, custom=custom
    )


def settings_of(
    data: object,
    *,
    file: str,
    trail: Trail,
    root: str,
    here: str,
    above: int,
    text: str = "",
    custom: frozenset[str] = frozenset(),
) -> Settings:
    """Read a parsed table, to which `trail` leads in `text`; `custom` names rules of files beside. Raises `ConfigError`."""
    notes = ProblemCollector(above, custom | custom_names(data))
    settings = read_table(model.ROOT, data, trail, notes)
    if notes.found or not isinstance(settings, Settings):
        problems = _placed(notes.found, text, file)
        if notes.full:
            problems.append(ConfigProblem(file, 0, 0, msg("so much is wrong that the rest was not read")))
        raise ConfigError(problems)
    has_select = isinstance(data, Mapping) and "select" in data
    return settings._replace(root=root, here=here, file=file, has_select=has_select)


def extended_files(text: str, *, file: str) -> tuple[str, ...]:
    """Return what a configuration extends, before the rest of it is read. Raises `ConfigError`."""
    text = text.removeprefix("\ufeff")
    data = table_of(parse_toml(text, file), file)
    value = data.get(EXTENDS) if isinstance(data, Mapping) else None
    if value is None:
        return ()
    notes = ProblemCollector()
    found = EXTENDED.read(value, (*base_trail(file), EXTENDS), notes)
    if notes.found or not isinstance(found, tuple):
        raise ConfigError(_placed(notes.found, text, file))
    return found


def custom_names(data: object) -> frozenset[str]:
    """Return the names of the rules that a configuration brings, before it is read: its other keys may name them."""
    rules = data.get("rule") if isinstance(data, Mapping) else None
    names = (one.get("name") for one in (rules if isinstance(rules, list) else ()) if isinstance(one, Mapping))
    return frozenset(name for name in names if isinstance(name, str))


def table_of(data: object, file: str) -> object:
    """Return evlint's own table of a parsed file (empty where there is none)."""
    for part in base_trail(file):
        data = data.get(str(part), {}) if isinstance(data, Mapping) else {}
    return data


def parse_toml(text: str, file: str) -> dict[str, object]:
    """Parse TOML. Raises `ConfigError` at the place of a syntax error."""
    import tomllib

    from evlint.parse.front.toml.scanner import loads

    try:
        return loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError([_syntax(str(error), text, file)]) from None
    except RecursionError:
        problem = ConfigProblem(file, 1, 1, msg("the file nests tables or lists too deeply"))
        raise ConfigError([problem]) from None
    except ValueError:
        problem = ConfigProblem(file, 1, 1, msg("a number in the file has too many digits"))
        raise ConfigError([problem]) from None


def _syntax(said: str, text: str, file: str) -> ConfigProblem:
    """Tell a syntax error in the words and at the place that TOML front matter gets; `said` is what the parser says."""
    from evlint.model.span import LineIndex, Span
    from evlint.parse.front.toml.reader import read_toml

    lines = LineIndex(text)
    problem = next(iter(read_toml(text, Span(0, len(text))).problems), None)
    if problem is None:
        return ConfigProblem(file, 1, 1, msg("this is no TOML: {reason}", reason=said[:1].lower() + said[1:]))
    place = lines.place(problem.span.start)
    source = text[problem.span.start : problem.span.end]
    if problem.code == "EV005":
        message = msg("the key “{key}” stands here a second time", key=source)
    elif source == ":" and "equals sign" in problem.message.template:
        message = msg("a colon stands after the key, where TOML wants an equals sign")
    elif "without quotes" in problem.message.template:
        message = msg('this is no value: a text needs quotes, as in language = "fr"')
    else:
        message = msg("{problem} {help}", problem=problem.message, help=problem.help)
    return ConfigProblem(file, place.line, place.column, message)


def read_table(
    table: Table, raw: object, trail: Trail, notes: ProblemCollector, given: Mapping[str, object] = {}
) -> object:
    """Read a table with fixed keys; unknown keys, and required ones that are not there, are noted.

    `given` are fields that do not stand in the table: the name that the user gave it.
    """
    if not isinstance(raw, Mapping):
        wrong_type(raw, msg("a table"), trail, notes)
        return None
    known = {key.name: key for key in table.keys}
    found: dict[str, object] = dict(given)
    for name, value in raw.items():
        if notes.full:
            return None
        key = known.get(name)
        if key is None:
            _note_unknown(name, trail, known, notes)
        else:
            found[key.field] = _read_key(key, value, (*trail, name), notes)
    for name in table.required:
        if name not in raw:
            if any(note.suggestion == name and note.trail[:-1] == trail for note in notes.found):
                return None
            notes.key(trail, msg("“{table}” needs the key “{key}”", table=name_of(trail), key=name))
            return None
    return None if notes.found else table.make(**found)


def _read_key(key: Key, value: object, trail: Trail, notes: ProblemCollector) -> object:
    kind = key.kind
    if not isinstance(kind, Table):
        return kind.read(value, trail, notes)
    if kind.form == "list":
        if not isinstance(value, list):
            wrong_type(value, msg("tables that begin with [[{key}]]", key=name_of(trail)), trail, notes)
            return None
        pairs = enumerate(value)
        return tuple(read_table(kind, one, (*trail, index), notes) for index, one in pairs if not notes.full)
    if kind.form == "named":
        return _read_named(kind, value, trail, notes)
    return read_table(kind, value, trail, notes)


def _read_named(table: Table, value: object, trail: Trail, notes: ProblemCollector) -> object:
    if not isinstance(value, Mapping):
        wrong_type(value, msg("a table"), trail, notes)
        return None
    found: dict[str, object] = {}
    for name, one in value.items():
        if notes.full:
            return None
        inner = (*trail, name)
        table.name(name, inner, notes)
        given = {table.name_field: name} if table.name_field is not None else {}
        found[name] = read_table(table, one, inner, notes, given)
    return found if table.name_field is None else tuple(found.values())


def _note_unknown(name: str, trail: Trail, known: Mapping[str, Key], notes: ProblemCollector) -> None:
    """Note a key that is not known: with the nearest known one, or with the table that it belongs to."""
    near = nearest(name, known)
    plain = name.replace("_", "-")
    if not trail or trail == IN_PYPROJECT:
        within = [f"{key.name}.{plain}" for key in model.ROOT.keys if _has(key.kind, plain)]
        notes.key((*trail, name), msg("unknown key “{key}”", key=name), near or next(iter(within), None))
    elif any(key.name == plain for key in model.ROOT.keys):
        notes.key(
            (*trail, name),
            msg(
                "“{key}” does not belong to “{table}”: write it above the first line in square brackets",
                key=name,
                table=name_of(trail),
            ),
        )
    else:
        notes.key((*trail, name), msg("unknown key “{key}” in “{table}”", key=name, table=name_of(trail)), near)


def _has(kind: object, name: str) -> bool:
    return isinstance(kind, Table) and kind.form == "one" and any(key.name == name for key in kind.keys)


def _placed(found: list[Note], text: str, file: str) -> list[ConfigProblem]:
    from evlint.config.toml_text import Places

    places = Places(text)
    problems = []
    for note in found:
        line, column = places.of(note.trail, at_value=note.at_value)
        problems.append(ConfigProblem(file, line, column, note.message, note.suggestion))
    return sorted(problems, key=lambda problem: (problem.line, problem.column))
