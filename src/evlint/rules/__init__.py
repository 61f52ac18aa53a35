"""The registry: a rule is known by being there. One file of a family folder is one rule.

`registry()` imports every rule file once and returns the rules sorted by code; a file of the wrong form is refused, so
that a mistake shows in the first run and not as a rule that is silently missing. Files whose name begins with `_` are
helpers shared by the rules of a family.
"""

from __future__ import annotations

import os
from importlib import import_module

from evlint.model.rule import Rule

FAMILIES = ("source", "schema", "dates", "links", "remote")
_found: tuple[Rule, ...] = ()


def registry() -> tuple[Rule, ...]:
    """Return every rule of evlint, sorted by code, with `name` and `doc` taken from its file."""
    global _found  # noqa: PLW0603 made once for the process
    if not _found:
        here = os.path.dirname(__file__)
        rules: dict[str, Rule] = {}
        for family in FAMILIES:
            for file in sorted(os.listdir(os.path.join(here, family))):
                if file.endswith(".py") and not file.startswith("_"):
                    rule = _load(f"{__name__}.{family}.{file[:-3]}", file[:-3].replace("_", "-"))
                    if rule.code in rules:
                        raise TypeError(f"{rule.code} stands in two files: {rule.name} and {rules[rule.code].name}")
                    rules[rule.code] = rule
        _found = tuple(sorted(rules.values(), key=_code_of))
    return _found


def _code_of(rule: Rule) -> str:
    return rule.code


def _load(module_name: str, name: str) -> Rule:
    module = import_module(module_name)
    rule = getattr(module, "RULE", None)
    if not isinstance(rule, Rule):
        raise TypeError(f"{module_name} defines no RULE")
    return rule._replace(name=name, doc=module.__doc__ or "")
