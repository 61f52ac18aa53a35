"""The site generators that evlint knows. One file (or folder) here is one generator and defines `GENERATOR`.

Which names in a folder make it a site of which generator stands in `_signs`, written by `scripts/generate_generators.py`:
a run loads only the generator that its site has.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from evlint.generators._signs import NAMES
from evlint.model.site import within

if TYPE_CHECKING:
    from datetime import date

    from evlint.model.context import RuleContext
    from evlint.model.document import Document
    from evlint.model.generator import Generator
    from evlint.model.site import Site

_known: dict[str, Generator] = {}


def generator(name: str) -> Generator:
    """Return a generator by its name; the one that knows nothing for a name that is none."""
    found = _known.get(name)
    if found is None:
        module = import_module(f"{__name__}.{name if name in NAMES else 'none'}")
        found = _known[name] = module.GENERATOR
    return found


def generator_of(site: Site) -> Generator:
    """Return the generator of a site."""
    return _known.get(site.generator) or generator(site.generator)


def why_hidden(document: Document, context: RuleContext, day: date) -> str:
    """Say why the site's generator leaves a post out on a day ("draft", "ahead", "expired"); "" where it does not.

    The day that the rules judge by is `context.today`, which is read only where a caller asks it: who reads it gets a result
    that holds for that day alone.
    """
    tells = generator_of(context.site).hidden
    if tells is None:
        return ""
    head = {key.lower(): value for key, value in {**context.defaults, **document.data}.items()}
    return tells(context.site, within(context.site, document.path), head, day)
