"""The registry, and the names that a rule is written with.

A rule of evlint's own is known by being there: one file of a family folder is one rule, sorted by code. A file of the wrong
form is refused, so that a mistake shows in the first run and not as a rule that is silently missing. Files whose name begins
with `_` are helpers shared by the rules of a family. Rules of other packages come after them: who finds those is told by
`bring`, and they are asked for when rules are first needed.

A run needs of most rules only what they say of themselves (code, severity, what must be there for them): that stands in
`_outlines`, written by `scripts/generate_outlines.py`, and a rule's file is imported when the first post has what the rule
needs. `outlines` gives such rules, `registry` whole ones, with their examples and their manual.

Everything in `__all__` is public: a package with rules of its own imports them from here (docs/guides/own-rules.md). Each
name is loaded when it is first used.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache, partial
from importlib import import_module
from typing import TYPE_CHECKING

from evlint.model.about import OWN, rule_url

if TYPE_CHECKING:
    from evlint.model.context import Answer, RuleContext, Target, Tree
    from evlint.model.diagnostic import Edit, Finding, Fix, Related, safe, unsafe
    from evlint.model.document import (
        Anchor,
        Document,
        Entry,
        FrontMatter,
        Heading,
        Leaf,
        Link,
        Node,
        Prose,
        Scalar,
    )  # fmt: skip
    from evlint.model.document import (
        Mapping as FrontMapping,
    )
    from evlint.model.document import (
        Sequence as FrontSequence,
    )
    from evlint.model.index import Index
    from evlint.model.message import Msg, Plural, msg, plural
    from evlint.model.rule import Bad, Check, Good, Outline, Rule
    from evlint.model.settings import Collection, Severity
    from evlint.model.site import Site
    from evlint.model.span import MappedText, Span

__all__ = [
    "Anchor", "Answer", "Bad", "Check", "Collection", "Document", "Edit", "Entry", "Finding", "Fix",
    "FrontMapping", "FrontMatter", "FrontSequence", "Good", "Heading", "Leaf", "Link", "MappedText", "Msg", "Node", "Plural",
    "Prose", "Related", "Rule", "RuleContext", "Scalar", "Severity", "Site", "Span", "Target", "Tree", "msg", "plural",
    "registry", "safe", "unsafe",
]  # fmt: skip
_HOMES = {
    "context": ("Answer", "RuleContext", "Target", "Tree"),
    "diagnostic": ("Edit", "Finding", "Fix", "Related", "safe", "unsafe"),
    "document": ("Anchor", "Document", "Entry", "FrontMatter", "Heading", "Leaf", "Link", "Node", "Prose", "Scalar"),
    "message": ("Msg", "Plural", "msg", "plural"),
    "rule": ("Bad", "Check", "Good", "Rule"),
    "settings": ("Collection", "Severity"),
    "site": ("Site",),
    "span": ("MappedText", "Span"),
}
_RENAMED = {"FrontMapping": ("document", "Mapping"), "FrontSequence": ("document", "Sequence")}

_FORMER = {"Facts": "RuleContext", "Mapped": "MappedText"}  # what 0.1.0 called them: packages with rules import them

FAMILIES = ("source", "schema", "dates", "links", "site", "remote")


if not TYPE_CHECKING:  # a type checker must still tell a name that is not there

    def __getattr__(name: str) -> object:
        if name in _FORMER:
            from warnings import warn

            warn(
                f"evlint.rules.{name} is called {_FORMER[name]} now, and goes with 0.4",
                DeprecationWarning,
                stacklevel=2,
            )
            return getattr(import_module(__name__), _FORMER[name])
        home, inner = next(
            ((one, name) for one, names in _HOMES.items() if name in names), _RENAMED.get(name, ("", ""))
        )
        if not home:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        return globals().setdefault(name, getattr(import_module(f"evlint.model.{home}"), inner))


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})


class _Known:
    """What was loaded so far in this process."""

    own: tuple[Rule, ...] = ()
    outlines: tuple[Rule, ...] = ()
    others: tuple[Rule, ...] | None = None
    lent: tuple[Rule, ...] = ()
    configured: tuple[Rule, ...] = ()
    find: Callable[[], tuple[Rule, ...]] = tuple


def registry() -> tuple[Rule, ...]:
    """Return every rule: evlint's own, those of the configuration, those of other packages, each sorted by code."""
    return own_rules() + _Known.configured + _other_rules()


def outlines() -> tuple[Rule, ...]:
    """Return the rules of `registry` as a run needs them: those of evlint's own have no examples and no manual.

    Their files are imported when they are first called.
    """
    return own_outlines() + _Known.configured + _other_rules()


def own_rules() -> tuple[Rule, ...]:
    """Return evlint's own rules, sorted by code, with `name` and `doc` taken from their files.

    Every file is imported at the first call. Raises `TypeError` for a code that stands in two files, or a file without rule.
    """
    if not _Known.own:
        _Known.own = _sorted(map(_load, _modules()))
    return _Known.own


def own_outlines() -> tuple[Rule, ...]:
    """Return evlint's own rules as a run needs them; a file of which nothing was written down yet is imported."""
    if not _Known.outlines:
        from evlint.rules._outlines import OUTLINES

        _Known.outlines = _sorted(
            _load(module) if (said := OUTLINES.get(module)) is None else _outlined(module, said)
            for module in _modules()
        )
    return _Known.outlines


def _modules() -> Iterator[str]:
    """List the files with a rule of evlint's own: `family.the_rules_name`."""
    here = os.path.dirname(__file__)
    for family in FAMILIES:
        for file in sorted(os.listdir(os.path.join(here, family))):
            if file.endswith(".py") and not file.startswith("_"):
                yield f"{family}.{file[:-3]}"


def _sorted(found: Iterable[Rule]) -> tuple[Rule, ...]:
    rules: dict[str, Rule] = {}
    for rule in found:
        if rule.code in rules:
            raise TypeError(f"{rule.code} stands in two files: {rule.name} and {rules[rule.code].name}")
        rules[rule.code] = rule
    return tuple(sorted(rules.values(), key=_code_of))


def _other_rules() -> tuple[Rule, ...]:
    if _Known.others is None:
        _Known.others = tuple(sorted(_Known.find(), key=_code_of))
    if not _Known.lent:
        return _Known.others
    taken = {rule.code for rule in _Known.lent}
    return tuple(sorted((*(one for one in _Known.others if one.code not in taken), *_Known.lent), key=_code_of))


def configured() -> tuple[Rule, ...]:
    """Return the rules of the configuration (`[[rule]]`) that holds now."""
    return _Known.configured


def set_configured(rules: tuple[Rule, ...]) -> None:
    """Take in the rules of a configuration from now on, in the place of those of another: `lint.select` makes them."""
    _Known.configured = rules


def bring(find: Callable[[], tuple[Rule, ...]]) -> None:
    """Say what finds the rules of other packages. It is called once, when rules are first needed."""
    if _Known.find is not find:
        _Known.find, _Known.others = find, None


@contextmanager
def lent(rules: Iterable[Rule]) -> Iterator[None]:
    """Take these rules in while the `with` block lasts, in the place of those that have their codes: for tests of rules.

    They are taken for rules of another package; not for two threads at once.
    """
    before, _Known.lent = _Known.lent, tuple(rules)
    try:
        yield
    finally:
        _Known.lent = before


def page_url(code: str, name: str, language: str = "en") -> str:
    """Return the address of a rule's page in a language; empty where a rule of another package has none."""
    if code.startswith(OWN):
        return "" if code.startswith(f"{OWN}X") else rule_url(code, name, language)
    return next((rule.url for rule in _other_rules() if rule.code == code), "")


def words_of_others(language: str) -> Mapping[str, str]:
    """Return what rules of other packages say in a language, by their English templates; nothing is loaded for it."""
    return {
        one: said
        for rule in (*(_Known.others or ()), *_Known.lent)
        for one, said in rule.words.get(language, {}).items()
    }


def _code_of(rule: Rule) -> str:
    return rule.code


@cache
def _load(module: str) -> Rule:
    rule: object = getattr(import_module(f"{__name__}.{module}"), "RULE", None)
    from evlint.model.rule import Rule

    if not isinstance(rule, Rule):
        raise TypeError(f"{__name__}.{module} defines no RULE")
    return rule._replace(name=_name_of(module), doc=sys.modules[f"{__name__}.{module}"].__doc__ or "")


def _outlined(module: str, said: Outline) -> Rule:
    """Make a rule of what stands in `_outlines`: its file is imported when it is first called."""
    from evlint.model.rule import Rule, no_check

    code, severity, needs, holds, default = said
    is_site = needs == "site"
    check = no_check if is_site else partial(_check, module)
    check_site = partial(_check_site, module) if is_site else None
    # In the order of the fields: by their names it takes five times as long, for every rule of every run.
    return Rule._make(
        (code, severity, check, (), needs, default, (), "", _name_of(module), "", {}, "", "", check_site, holds)
    )


def _check(module: str, document: Document, context: RuleContext) -> Iterator[Finding]:
    return _load(module).check(document, context)


def _check_site(module: str, index: Index, context: RuleContext) -> Iterator[tuple[str, Finding]]:
    check_site = _load(module).check_site
    return iter(()) if check_site is None else check_site(index, context)


def _name_of(module: str) -> str:
    return module.rpartition(".")[2].replace("_", "-")
