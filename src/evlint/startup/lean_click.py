"""click, imported without `inspect` and `gettext`, which take longer than click itself.

Of `inspect` click needs one function to make options, and what click asks `gettext` is answered from evlint's catalogue.
Where click was imported before, or this is not the command's own process, it has the real ones, and those of `gettext` are
told whom to ask. Saves 35 million instructions, 4 to 8 of 62 ms.
"""

from __future__ import annotations

import sys

from evlint.model.message import ENGLISH, Wording
from evlint.startup import may_change_modules
from evlint.startup.lean_import import StandIn, lean


class _Spoken:
    wording: Wording = ENGLISH


def cleandoc(doc: str) -> str:
    """Take the indentation and the blank edges off a docstring, as `inspect.cleandoc` does."""
    first, *rest = doc.expandtabs().split("\n")
    margin = min((len(line) - len(line.lstrip()) for line in rest if line.strip()), default=0)
    lines = [first.lstrip(), *(line[margin:] for line in rest)]
    while lines and not lines[-1]:
        lines.pop()
    while lines and not lines[0]:
        lines.pop(0)
    return "\n".join(lines)


def _gettext(message: str) -> str:
    return _Spoken.wording.gettext(message)


def _ngettext(one: str, many: str, count: int) -> str:
    return _Spoken.wording.ngettext(one, many, count)


def teach_click(wording: Wording) -> None:
    """Let click speak a language: what it asks of `gettext` is answered by this wording from now on."""
    if wording is _Spoken.wording:
        return
    _Spoken.wording = wording
    if not _IS_LEAN:
        import gettext

        def dgettext(domain: str, message: str) -> str:  # noqa: ARG001 the standard library's own signature
            return _gettext(message)

        def dngettext(domain: str, msgid1: str, msgid2: str, n: int) -> str:  # noqa: ARG001 likewise
            return _ngettext(msgid1, msgid2, n)

        gettext.dgettext, gettext.dngettext = dgettext, dngettext


_IS_LEAN = may_change_modules() and "click" not in sys.modules and "gettext" not in sys.modules
_INSPECT = StandIn("inspect", cleandoc=cleandoc)
_GETTEXT = StandIn("gettext", gettext=_gettext, ngettext=_ngettext)
with lean(_INSPECT, _GETTEXT):
    import click

__all__ = ["cleandoc", "click", "teach_click"]
