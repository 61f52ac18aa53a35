"""Which rules run on which file, and with which severity.

Where several entries speak of a rule, the longest wins (`EV206` over `EV2`), and of two equally long ones the command line
over the file, then `ignore` over `select`. A severity of "off" switches a rule off, whatever selects it. `[per-file]`
entries whose glob matches then hold on top, in their order. A rule that is off by default runs where its full code is
selected or where it is given a severity.

Rules of other packages run without being selected, as long as the configuration selects nothing of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from evlint.lint.engine import Active
from evlint.model.document import Directive
from evlint.model.globs import Globs, relative_to
from evlint.model.rule import CUSTOM, Rule, letters
from evlint.model.settings import CustomRule, FileRules, Level, Settings
from evlint.rules import configured, set_configured


def use_configured(rules: Sequence[CustomRule]) -> None:
    """Let the registry hold the rules of the configuration that is used from now on (`[[rule]]`), instead of another's."""
    if rules:
        from evlint.rules.custom import made  # most configurations bring no rule

        set_configured(made(rules))
    elif configured():
        set_configured(())


class Selector:
    """The choice of rules of one run. `codes` are those of every rule, `default_codes` of those that run unasked."""

    def __init__(
        self,
        settings: Settings,
        registry: Sequence[Rule],
        *,
        select: tuple[str, ...] | None = None,
        extend_select: tuple[str, ...] = (),
        ignore: tuple[str, ...] = (),
    ) -> None:
        """Take the settings, every rule, and the command line's codes (`select` replaces that of the settings).

        Raises `ConfigError` where the command line names a code that no rule has.
        """
        codes = [rule.code for rule in registry]
        names = {rule.name: rule.code for rule in registry if rule.code.startswith(CUSTOM)}
        select = None if select is None else tuple(names.get(one, one) for one in select)
        extend_select = tuple(names.get(one, one) for one in extend_select)
        ignore = tuple(names.get(one, one) for one in ignore)
        _refuse_unknown(codes, (("--select", select or ()), ("--extend-select", extend_select), ("--ignore", ignore)))
        self.codes = frozenset(codes)
        self.default_codes = frozenset([rule.code for rule in registry if rule.default])
        self._settings = settings
        self._registry = registry
        self._asked = select is not None
        chosen = selected(settings, registry) + settings.extend_select if select is None else ()
        self._for = [(code, 0) for code in chosen] + [(code, 1) for code in (*(select or ()), *extend_select)]
        self._against = [(code, 0) for code in settings.ignore] + [(code, 1) for code in ignore]
        self._globs = [Globs((entry.files,)) for entry in settings.per_file]
        self._known: dict[tuple[bool, ...], tuple[Active, ...]] = {}

    def with_codes(self, directives: Iterable[Directive]) -> tuple[Directive, ...]:
        """Return comments that silence with the codes of the rules that they name."""
        names = {rule.name: rule.code for rule in self._registry}
        return tuple(
            one._replace(codes=tuple(code._replace(text=names.get(code.text, code.text)) for code in one.codes))
            for one in directives
        )

    def site_rules(self) -> tuple[Rule, ...]:
        """Return the rules of the site that run on some file."""
        chosen = {
            active.rule.code
            for entries in ([], *([one] for one in self._settings.per_file))
            for active in self._chosen(entries)
        }
        return tuple(rule for rule in self._registry if rule.needs == "site" and rule.code in chosen)

    def active(self, path: str) -> tuple[Active, ...]:
        """Return the rules that run on a file (its path relative to the working folder), in the order of their codes."""
        matching: tuple[bool, ...] = ()
        if self._globs:
            inner = relative_to(path, self._settings.root, self._settings.here)
            matching = tuple(globs.match(inner) for globs in self._globs)
        found = self._known.get(matching)
        if found is None:
            entries = [entry for entry, matches in zip(self._settings.per_file, matching, strict=True) if matches]
            found = self._known[matching] = tuple(self._chosen(entries))
        return found

    def _chosen(self, entries: Sequence[FileRules]) -> Iterable[Active]:
        levels = dict(self._settings.severity)
        for entry in entries:
            levels.update(entry.severity)
        for rule in self._registry:
            level = level_of(rule.code, levels)
            on = self._is_on(rule, level is not None)
            for entry in entries:
                on = self._is_on_in(entry, rule, on, level is not None)
            if on and level != "off":
                yield Active(rule, rule.severity if level is None else level)

    def _is_on(self, rule: Rule, has_level: bool) -> bool:
        best = _rank(rule, self._for, has_level)
        return best is not None and best > (_rank(rule, self._against, True) or (0, 0))

    def _is_on_in(self, entry: FileRules, rule: Rule, on: bool, has_level: bool) -> bool:
        wanted = (*(entry.select or ()), *entry.extend_select)
        for_it = _rank(rule, [(code, 0) for code in wanted], has_level)
        against = _rank(rule, [(code, 0) for code in entry.ignore], True)
        if against is not None and (for_it is None or against >= for_it):
            return False
        if entry.select is not None and for_it is None:
            return False
        return on or (for_it is not None and not self._asked)


def selected(settings: Settings, registry: Sequence[Rule]) -> tuple[str, ...]:
    """Return the codes that the settings select: where they say nothing, evlint's own and those of other packages."""
    if settings.has_select:
        return settings.select
    others = {letters(rule.code): None for rule in registry if rule.package}
    return (*settings.select, *others)


def _rank(rule: Rule, codes: Iterable[tuple[str, int]], has_level: bool) -> tuple[int, int] | None:
    """Return the best (length, layer) among the codes that name a rule; one that is off by default needs its full code."""
    shortest = 0 if rule.default or has_level else len(rule.code)
    return max(
        ((len(code), layer) for code, layer in codes if rule.code.startswith(code) and len(code) >= shortest),
        default=None,
    )


def level_of(code: str, levels: Mapping[str, Level]) -> Level | None:
    """Return the severity configured for a rule: that of the longest prefix, or None."""
    best = max((prefix for prefix in levels if code.startswith(prefix)), key=len, default=None)
    return None if best is None else levels[best]


def _refuse_unknown(known: Sequence[str], options: Iterable[tuple[str, Sequence[str]]]) -> None:
    unknown = [
        (option, code) for option, codes in options for code in codes if not any(one.startswith(code) for one in known)
    ]
    if unknown:
        from evlint.config.errors import ConfigError
        from evlint.config.values import FAMILIES, unknown_code

        problems = [unknown_code(option, code) for option, code in unknown if code not in FAMILIES]
        if problems:
            raise ConfigError(problems)
