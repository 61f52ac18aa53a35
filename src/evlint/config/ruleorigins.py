"""Which rules hold for one file, and which entry switched each on or off or gave it its severity."""

from __future__ import annotations

from collections.abc import Sequence

from evlint.config.resolve import DEFAULT, Origins
from evlint.lint.select import Selector, level_of
from evlint.model.globs import Globs, relative_to
from evlint.model.rule import Rule
from evlint.model.settings import Settings
from evlint.startup.namedtuple import NamedTuple

SELECT, EXTEND, IGNORE = "--select", "--extend-select", "--ignore"


class Codes(NamedTuple):
    """The codes that the command line names."""

    select: tuple[str, ...] | None = None
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()


class RuleState(NamedTuple):
    """A rule, its severity on a file ("off" where it does not run), and where that comes from."""

    rule: Rule
    level: str
    origin: str


def rule_states(
    settings: Settings, registry: Sequence[Rule], codes: Codes, origins: Origins, path: str | None
) -> list[RuleState]:
    """List every rule as it holds for a file, or for files that no `[per-file]` entry matches."""
    general = _levels(settings._replace(per_file=()), registry, codes, path or "")
    if path is None:
        return [RuleState(rule, general[rule.code], _origin(rule, settings, codes, origins)) for rule in registry]
    here = _levels(settings, registry, codes, path)
    inner = relative_to(path, settings.root, settings.here)
    entry = next((one.files for one in reversed(settings.per_file) if Globs((one.files,)).match(inner)), None)
    return [
        RuleState(
            rule,
            here[rule.code],
            (origins.of(("per-file", entry)) or DEFAULT)
            if entry is not None and here[rule.code] != general[rule.code]
            else _origin(rule, settings, codes, origins),
        )
        for rule in registry
    ]


def _levels(settings: Settings, registry: Sequence[Rule], codes: Codes, path: str) -> dict[str, str]:
    selector = Selector(settings, registry, select=codes.select, extend_select=codes.extend_select, ignore=codes.ignore)
    return {rule.code: "off" for rule in registry} | {one.rule.code: str(one.severity) for one in selector.active(path)}


def _origin(rule: Rule, settings: Settings, codes: Codes, origins: Origins) -> str:
    """Return the entry that speaks of a rule most precisely: its severity, else what selects or ignores it."""
    if level_of(rule.code, settings.severity) is not None:
        prefix = max((one for one in settings.severity if rule.code.startswith(one)), key=len)
        return origins.of(("severity", prefix)) or DEFAULT
    named: list[tuple[int, int, str]] = []
    for layer, option, chosen in (
        (2, IGNORE, codes.ignore),
        (1, EXTEND, codes.extend_select),
        (1, SELECT, codes.select or ()),
    ):
        named += [(len(code), layer, option) for code in chosen if rule.code.startswith(code)]
    lists: list[tuple[str, tuple[str, ...]]] = [("ignore", settings.ignore)]
    if codes.select is None:
        lists += [("extend-select", settings.extend_select), ("select", settings.select)]
    for key, chosen in lists:
        for index, code in enumerate(chosen):
            place = origins.of((key, index))
            if rule.code.startswith(code) and place is not None:
                named.append((len(code), 0, place))
    if named:
        return max(named)[2]
    if codes.select is not None:
        return SELECT
    return origins.of(("select",)) or DEFAULT
