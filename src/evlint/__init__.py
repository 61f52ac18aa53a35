"""evlint checks posts before they are published: front matter, dates, links.

The public interface is `lint_text` for one post given as text, `check_paths` for files and folders, and the values that
these return, `Diagnostic` and `Outcome`. Each is loaded when it is first used: importing evlint costs next to nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from evlint.api import check_paths, lint_text
    from evlint.model.diagnostic import Diagnostic
    from evlint.model.outcome import Outcome

__version__ = "0.2.0"
__all__ = ["Diagnostic", "Outcome", "__version__", "check_paths", "lint_text"]


if not TYPE_CHECKING:  # a type checker must still tell a name that is not there

    def __getattr__(name: str) -> object:
        homes = {
            "check_paths": "evlint.api",
            "lint_text": "evlint.api",
            "Diagnostic": "evlint.model.diagnostic",
            "Outcome": "evlint.model.outcome",
        }
        if name not in homes:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from importlib import import_module

        return globals().setdefault(name, getattr(import_module(homes[name]), name))


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
