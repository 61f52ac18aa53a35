"""Rules that installed packages bring, through entry points of the group `evlint.rules`.

Every run looks for them, so the look is cheap: the folders of installed packages are listed, and of each package one small
file is read; `importlib.metadata` would take longer than the run. A package counts only where it is installed: for this
Python, beside evlint, or in a folder on the path that has nothing to do with the working folder and its repository. What
somebody commits to the tree that is checked never is a plugin.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from evlint.startup.namedtuple import NamedTuple

if TYPE_CHECKING:
    from evlint.config.errors import ConfigProblem
    from evlint.model.message import Msg
    from evlint.model.rule import Rule

GROUP = "evlint.rules"
_MAX_SIZE = 32_000  # of what a package says of itself, as far as it matters here
_SITE_FOLDERS = ("site-packages", "dist-packages")


class Plugin(NamedTuple):
    """A package with rules: its name and version, its page, and its entry points (name, what it leads to)."""

    name: str
    version: str
    url: str
    entries: tuple[tuple[str, str], ...]


class Installed(NamedTuple):
    """The packages with rules, and where there are any the name and version of every installed package."""

    plugins: tuple[Plugin, ...] = ()
    packages: tuple[str, ...] = ()


_found: list[Installed] = []


def installed() -> Installed:
    """Return what is installed; looked for once in a process."""
    if not _found:
        _found.append(_look(sys.path))
    return _found[0]


def use_plugins() -> None:
    """Let the registry take in the rules of installed packages when rules are first needed."""
    from evlint.rules import bring

    bring(plugin_rules)


def plugin_rules() -> tuple[Rule, ...]:
    """Import the rules of installed packages. Raises `ConfigError` that names each package that cannot be used."""
    from evlint.rules import own_outlines

    plugins = installed().plugins
    if not plugins:
        return ()
    problems: list[ConfigProblem] = []
    found: dict[str, Rule] = {}
    owners = {rule.code: "evlint" for rule in own_outlines()}
    for plugin in plugins:
        rules, why = _rules_of(plugin, owners)
        found.update((rule.code, rule) for rule in rules)
        owners.update((rule.code, plugin.name) for rule in rules)
        if why is not None:
            problems.append(_problem(plugin, why))
    if problems:
        from evlint.config.errors import ConfigError

        raise ConfigError(problems)
    return tuple(found.values())


def sources(module: str) -> Iterator[str]:
    """List the files of the package that a module stands in, or the module's own file, without importing them."""
    from importlib.util import find_spec

    try:
        spec = find_spec(module.partition(".")[0])
    except (ImportError, ValueError, AttributeError):
        return
    if spec is None:
        return
    for folder in spec.submodule_search_locations or ():
        for inner, folders, names in os.walk(folder):
            folders[:] = sorted(one for one in folders if one != "__pycache__")
            yield from (os.path.join(inner, name) for name in sorted(names))
    if spec.origin is not None and not spec.submodule_search_locations:
        yield spec.origin


def _look(path: Sequence[str]) -> Installed:
    plugins: dict[str, Plugin] = {}
    packages: list[str] = []
    script = os.path.dirname(sys.argv[0])
    for folder in path:
        if not os.path.isabs(folder) or folder == script:
            continue
        try:
            names = [name for name in os.listdir(folder) if name.endswith(".dist-info")]
        except OSError:  # an archive, or nothing
            continue
        packages += names
        for name in names:
            text = _read(f"{folder}/{name}/entry_points.txt")
            if GROUP.encode() in text:
                plugin = _plugin(text.decode("utf-8", "replace"), f"{folder}/{name}")
                if plugin.entries and _is_installed(folder):
                    plugins.setdefault(plugin.name.lower().replace("_", "-"), plugin)
    return Installed(tuple(sorted(plugins.values())), tuple(sorted(packages))) if plugins else Installed()


def _read(path: str) -> bytes:
    try:
        descriptor = os.open(path, os.O_RDONLY)
    except OSError:
        return b""
    try:
        return os.read(descriptor, _MAX_SIZE)
    except OSError:
        return b""
    finally:
        os.close(descriptor)


def _is_installed(folder: str) -> bool:
    """Tell whether a folder of the path is one that the tree in the working folder cannot have made up."""
    place, here = os.path.realpath(folder), os.path.realpath(".")
    beside = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    if place == os.path.realpath(beside):
        return True
    bases = [sys.prefix, sys.base_prefix, getattr(sys.modules.get("site"), "USER_BASE", None)]
    if os.path.basename(place) in _SITE_FOLDERS and any(base and _is_below(place, base) for base in bases):
        return True
    return not (_is_below(place, _tree(here)) or _is_below(here, place))


def _tree(folder: str) -> str:
    """Return the folder of the repository that a folder belongs to, or the folder itself."""
    top = folder
    while not os.path.exists(os.path.join(top, ".git")):
        if os.path.dirname(top) == top:
            return folder
        top = os.path.dirname(top)
    return top


def _is_below(path: str, folder: str) -> bool:
    return os.path.join(path, "").startswith(os.path.join(os.path.realpath(folder), ""))


def _plugin(text: str, folder: str) -> Plugin:
    """Read what a package says of itself: its entry points, and its name, version and page."""
    entries: list[tuple[str, str]] = []
    section = ""
    for line in map(str.strip, text.splitlines()):
        if line.startswith("["):
            section = line.strip("[] ")
        elif section == GROUP and "=" in line and not line.startswith(("#", ";")):
            name, _, target = line.partition("=")
            entries.append((name.strip(), target.partition("[")[0].strip()))
    name, _, version = os.path.basename(folder).removesuffix(".dist-info").partition("-")
    pages: dict[str, str] = {}
    for line in _read(f"{folder}/METADATA").decode("utf-8", "replace").splitlines():
        field, _, value = line.partition(": ")
        if not line:
            break
        if field == "Name":
            name = value.strip()
        elif field == "Project-URL":
            label, _, address = value.partition(",")
            pages.setdefault(label.strip().lower(), address.strip())
        elif field == "Home-page":
            pages["homepage"] = value.strip()
    url = next((pages[one] for one in ("documentation", "homepage", "repository", "source") if one in pages), "")
    return Plugin(name, version, url if url.startswith(("https://", "http://")) else "", tuple(entries))


def _rules_of(plugin: Plugin, owners: dict[str, str]) -> tuple[list[Rule], Msg | None]:
    """Import the rules of one package: those that can be used, and why another one cannot."""
    from evlint.model.message import msg
    from evlint.rules.others import completed, fault

    found: list[Rule] = []
    for name, target in plugin.entries:
        try:
            rules = _imported(target)
        except (Exception, SystemExit) as error:  # noqa: BLE001 whatever a package does when it is imported
            return found, msg("“{target}” cannot be loaded ({error})", target=target, error=_told(error))
        if not rules:
            return found, msg("its entry point “{name}” leads to no rule (“{target}”)", name=name, target=target)
        for rule in map(completed, rules):
            why = fault(rule)
            if why is None and rule.code in owners:
                why = msg("a rule of {other} has the code {code} too", other=owners[rule.code], code=rule.code)
            if why is None and any(rule.code == one.code for one in found):
                why = msg("two of its rules have the code {code}", code=rule.code)
            if why is not None:
                return found, why
            page = rule.url or plugin.url
            found.append(rule._replace(url=page, package=f"{plugin.name} {plugin.version}"))
    return found, None


def _imported(target: str) -> list[Rule]:
    """Return the rules that an entry point leads to: a module with `RULE` or `RULES`, a rule, or several."""
    from importlib import import_module
    from types import ModuleType

    from evlint.model.rule import Rule

    module, _, way = target.partition(":")
    held: object = import_module(module.strip())
    for part in way.split(".") if way else ():
        held = getattr(held, part.strip())
    if isinstance(held, ModuleType):
        held = [getattr(held, "RULE", None), *getattr(held, "RULES", ())]
        held = [one for one in held if one is not None]
    if isinstance(held, Rule):
        return [held]
    rules = list(held) if isinstance(held, (list, tuple)) else []
    return rules if all(isinstance(one, Rule) for one in rules) else []


def _told(error: BaseException) -> str:
    said = " ".join(str(error).split())
    return f"{type(error).__name__}: {said}" if said else type(error).__name__


def _problem(plugin: Plugin, why: Msg) -> ConfigProblem:
    from evlint.config.errors import ConfigProblem
    from evlint.model.message import msg

    text = msg(
        "the rules of this package cannot be used: {why}. Update the package, or remove it: pip uninstall {name}",
        why=why,
        name=plugin.name,
    )
    return ConfigProblem(f"evlint: {plugin.name} {plugin.version}", 0, 0, text)
