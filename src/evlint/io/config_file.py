"""Finds and reads the configuration file."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from evlint.io.tree import CONFIG_NAMES, Tree, is_below, near_name
from evlint.model.settings import Settings

if TYPE_CHECKING:
    from evlint.config.errors import ConfigError, ConfigProblem
    from evlint.config.layers import Layer
    from evlint.model.message import Msg

NAMES = CONFIG_NAMES
_MAX_SIZE = 4_000_000  # bytes: a configuration of any site has a thousandth of it; more is another file by mistake
_MOST_LAYERS = 50  # files that one configuration may bring together


def find_config(start: str, first_path: str | None, tree: Tree | None = None) -> str | None:
    """Return the nearest configuration file upwards from a folder, else from a path; None where there is none.

    At one level `evlint.toml` comes before `.evlint.toml`, and that before a `pyproject.toml` with a table `tool.evlint`.
    The search ends where the tree around the folder begins. Raises `ConfigError` for a file that leads out of it.
    """
    tree = tree or Tree()
    found = _upwards(start, tree)
    if found is None and first_path not in (None, "-"):
        found = _upwards(first_path if os.path.isdir(first_path) else os.path.dirname(first_path) or ".", tree)
    return found


def _upwards(start: str, tree: Tree) -> str | None:
    folder, top = os.path.realpath(start), tree.top(start)
    while True:
        for name in NAMES:
            path = os.path.join(folder, name)
            if os.path.islink(path) and not is_below(os.path.realpath(path), top):
                raise _outside(shown_path(path))
            if os.path.isfile(path) and (name != "pyproject.toml" or has_table(path)):
                return shown_path(path)
        parent = os.path.dirname(folder)
        if folder in (top, parent):
            return None
        folder = parent


def shown_path(path: str) -> str:
    """Return a path as messages show it: relative to the working folder where that is on the same drive."""
    try:
        return os.path.relpath(path).replace(os.sep, "/")
    except ValueError:
        return path


def has_table(path: str) -> bool:
    """Tell whether a `pyproject.toml` holds a table for evlint."""
    try:
        with open(path, "rb") as file:
            data = file.read(_MAX_SIZE)
    except OSError:
        return False
    if b"evlint" not in data:
        return False
    from evlint.parse.front.toml.scanner import loads

    try:
        tool = loads(data.decode("utf-8")).get("tool", {})
    except (ValueError, RecursionError):
        return b"[tool.evlint" in data
    return isinstance(tool, dict) and "evlint" in tool


def load_settings(
    config: str | None,
    isolated: bool,
    first_path: str | None,
    tree: Tree | None = None,
    *,
    trusted: bool | None = None,
) -> tuple[Settings, str | None]:
    """Read the configuration that holds for a run, and say which file it was (None: the defaults).

    `config` names the file; without it the nearest one is looked for in the tree, unless `isolated`. Only a `trusted` one
    may extend what lies outside the tree: None trusts what `config` names. Raises `ConfigError`.
    """
    tree = tree or Tree()
    if config is not None and not tree.follow and tree.leads_out(config):
        raise _outside(config)
    path = config if config is not None else None if isolated else find_config(".", first_path, tree)
    if path is None:
        return Settings(), None
    from evlint.config.read import read_settings

    root, here = folder_of(path)
    text = read_text(path)
    if "extends" in text:
        from evlint.config.layers import settings_of_layers

        layers = read_layers(path, tree, trusted=config is not None if trusted is None else trusted)
        if len(layers) > 1:
            return settings_of_layers(layers, root=root, here=here), path
    return read_settings(text, file=path, root=root, here=here, above=repository_above(path)), path


def read_layers(path: str, tree: Tree, *, trusted: bool) -> list[Layer]:
    """Return a configuration and all that it extends, in the order in which they hold: the last one wins.

    `trusted` says that the user named the file: then what it extends may lie outside the tree, and its schemas are read
    there. Raises `ConfigError` for a file that is not there, leads out, extends itself, or is no sound configuration.
    """
    bound = None if trusted else tree.top(os.path.dirname(path) or ".")
    layers: list[Layer] = []
    _read_layer(path, bound, (), layers)
    if trusted:
        for layer in layers[:-1]:
            if layer.has_schemas:
                tree.add(layer.file)
    return layers


def _read_layer(path: str, bound: str | None, stack: tuple[str, ...], layers: list[Layer]) -> None:
    from evlint.config.errors import ConfigError
    from evlint.config.layers import Layer, names_of_rules
    from evlint.config.read import extended_files, read_settings

    text = read_text(path)
    inner = (*stack, os.path.realpath(path))
    for index, name in enumerate(extended_files(text, file=path)):
        named = os.path.join(os.path.dirname(path), os.path.expanduser(name) if bound is None else name)
        fault, near = _extends_fault(named, bound, inner, len(layers))
        if fault is not None:
            raise ConfigError([_extends_problem(path, text, index, fault, near)])
        _read_layer(shown_path(named), bound, inner, layers)
    read_settings(text, file=path, above=repository_above(path), custom=names_of_rules(layers))  # sound by itself
    layers.append(Layer(path, text, os.path.realpath(os.path.dirname(path) or ".").replace(os.sep, "/")))


def _extends_fault(path: str, bound: str | None, stack: tuple[str, ...], known: int) -> tuple[Msg | None, str | None]:
    """Return why a file cannot be extended, and the name that may be meant."""
    from evlint.model.message import msg

    real = os.path.realpath(path)
    if bound is not None and not is_below(real, bound):
        message = msg(
            "“{name}” leads out of the folder that is checked: only a configuration that --config names may extend it",
            name=shown_path(path),
        )
        return message, None
    if real in stack:
        way = [shown_path(one) for one in (*stack[stack.index(real) :], real)]
        return msg("this goes in a circle: {way}", way=" → ".join(way)), None
    if known + len(stack) >= _MOST_LAYERS:
        return msg("more than {most} files extend one another", most=_MOST_LAYERS), None
    if not os.path.exists(path):
        return msg("there is no file “{name}” to extend", name=shown_path(path)), near_name(path)
    return None, None


def _extends_problem(file: str, text: str, index: int, message: Msg, near: str | None) -> ConfigProblem:
    from evlint.config.errors import ConfigProblem, base_trail
    from evlint.config.read import EXTENDS
    from evlint.config.toml_text import Places

    trail = (*base_trail(file), EXTENDS)
    places = Places(text.removeprefix("\ufeff"))
    line, column = max(places.of(trail, at_value=True), places.of((*trail, index), at_value=True))
    return ConfigProblem(file, line, column, message, shown_path(near) if near is not None else None)


def for_header_hosts(settings: Settings, *, named: bool) -> Settings:
    """Say which hosts may get what `[links.headers]` takes from the environment.

    A configuration that was `named` (`--config`) is trusted. One that was found may come with the checked tree: its headers
    go only to the hosts that `EVLINT_HEADER_HOSTS` lists (names or patterns, between commas or blanks).
    """
    if named or not settings.links.headers:
        return settings
    listed = os.environ.get("EVLINT_HEADER_HOSTS", "").lower().replace(",", " ").split()
    return settings._replace(links=settings.links._replace(header_hosts=tuple(listed)))


def folder_of(path: str) -> tuple[str, str]:
    """Return a file's folder relative to the working folder, and the working folder as seen from there ("" the same)."""
    folder = os.path.realpath(os.path.dirname(path) or ".")
    try:
        return os.path.relpath(folder).replace(os.sep, "/"), seen_from(folder)
    except ValueError:  # another drive
        return folder, ""


def seen_from(folder: str) -> str:
    """Return the working folder as seen from another folder, "" where they are the same."""
    seen = os.path.relpath(os.path.realpath("."), os.path.realpath(folder)).replace(os.sep, "/")
    return "" if seen == "." else seen


def _outside(path: str) -> ConfigError:
    """Tell of a configuration that leads out of the tree, whether there is something or not."""
    from evlint.config.errors import ConfigError, ConfigProblem
    from evlint.model.message import msg

    said = msg("this is a link that leads out of the folder that is checked, and evlint reads nothing there")
    return ConfigError([ConfigProblem(path, 0, 0, said)])


def repository_above(path: str) -> int:
    """Return how many folders up from a configuration its repository begins (0 where there is none)."""
    folder = os.path.realpath(os.path.dirname(path) or ".")
    count = 0
    while not os.path.exists(os.path.join(folder, ".git")):
        parent = os.path.dirname(folder)
        if parent == folder:
            return 0
        folder = parent
        count += 1
    return count


def read_text(path: str) -> str:
    """Return the text of a configuration file. Raises `ConfigError` where it cannot be read or is not UTF-8."""
    from evlint.config.errors import ConfigError, ConfigProblem
    from evlint.model.message import msg, reason

    try:
        if not os.path.exists(path):
            raise ConfigError([ConfigProblem(path, 0, 0, msg("there is no such file"), near_name(path))])
        if not os.path.isfile(path):
            raise ConfigError([ConfigProblem(path, 0, 0, msg("this is no file"))])
        with open(path, "rb") as file:
            data = file.read(_MAX_SIZE + 1)
    except OSError as error:
        raise ConfigError(
            [ConfigProblem(path, 0, 0, msg("the file cannot be read: {reason}", reason=reason(error)))]
        ) from None
    if len(data) > _MAX_SIZE:
        raise ConfigError([ConfigProblem(path, 0, 0, msg("the file is too large for a configuration"))])
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8")
        line = before.count("\n") + 1
        column = len(before) - (before.rfind("\n") + 1) + 1
        message = msg("the file is not UTF-8: byte {byte} is no part of a character", byte=error.start + 1)
        raise ConfigError([ConfigProblem(path, line, column, message)]) from None
