"""Importing a library without what a run never asks it for.

A library imports modules and compiles patterns for all that it can do, and a run of one post pays for everything: PyYAML
compiles the patterns of its own resolver, which the C parser's nodes never meet; click asks `inspect` for one function. In
a `with lean(…)` block stand-ins lie where such modules are looked for. A stand-in brings in the real module as soon as it
is asked for a name that it does not have, so that nothing behaves otherwise; and what the library compiles with `re` is
compiled when it is first used. Late patterns save 70 million instructions, 10 of 62 ms; `inspect` 20 million and 3 ms.

While a block lasts, other threads would find the stand-ins too: so it does something only in the command's own process.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from types import ModuleType

from evlint.startup import may_change_modules
from evlint.startup.lazy_regex import METHODS, lazy_regex


class StandIn(ModuleType):
    """Lies in the place of a module, with the names that are given; the real one is imported for any other."""

    def __init__(self, name: str, **known: object) -> None:
        """`known` are the names that are given without importing the module `name`."""
        super().__init__(name)
        vars(self).update(known)

    def __getattr__(self, name: str) -> object:
        if name.startswith("__"):  # the import system's own questions
            raise AttributeError(name)
        if sys.modules.get(self.__name__) is self:
            del sys.modules[self.__name__]
        return getattr(import_module(self.__name__), name)


class _Late:
    """A pattern that is compiled when one of its methods is called: libraries bind methods as default arguments."""

    def __init__(self, pattern: object) -> None:
        self._pattern = pattern

    def __getattr__(self, name: str) -> object:
        def call(*args: object, **named: object) -> object:
            return getattr(self._pattern, name)(*args, **named)

        return call if name in METHODS else getattr(self._pattern, name)


def _compile(source: str, flags: int = 0) -> _Late:
    return _Late(lazy_regex(source, flags))


@contextmanager
def lean(*stand_ins: StandIn) -> Iterator[None]:
    """While this lasts, what is imported compiles its patterns late and finds stand-ins for modules that nobody imported."""
    if not may_change_modules():
        yield
        return
    placed = [one for one in stand_ins if one.__name__ not in sys.modules]
    late = ModuleType("re")
    vars(late).update({**vars(re), "compile": _compile})
    sys.modules.update({one.__name__: one for one in placed}, re=late)
    try:
        yield
    finally:
        sys.modules["re"] = re
        for one in placed:
            if sys.modules.get(one.__name__) is one:
                del sys.modules[one.__name__]
