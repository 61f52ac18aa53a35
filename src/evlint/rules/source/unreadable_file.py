"""The file cannot be read as a text: it is not UTF-8, holds NUL bytes, is too large, or may not be opened.

Site generators read UTF-8. A file in another encoding stops the build, or its accents come out as “Ã©” on the page; a NUL
byte is a sign that the file was damaged or is no text at all.

How to fix: save the file again as UTF-8 (most editors offer “Save with encoding”). Where bytes were damaged, bring an
earlier version back. A file that is too large can be allowed with `max-file-size`, or left out with `exclude`.
"""

from __future__ import annotations

from collections.abc import Iterator

from evlint.model.context import RuleContext
from evlint.model.diagnostic import Finding
from evlint.model.document import Document
from evlint.model.message import msg, plural
from evlint.model.rule import Bad, Good, Rule
from evlint.model.span import Span
from evlint.rules.source._problems import told


def check(document: Document, context: RuleContext) -> Iterator[Finding]:  # noqa: ARG001 the form of every rule
    """Tell what the reader met; in a text that was given to us decoded, only NUL characters can be wrong."""
    if document.problems:
        yield from told(document, "EV001")
    at = document.text.find("\0")
    if at >= 0 and not any(problem.code == "EV001" for problem in document.problems):
        yield Finding(
            Span(at, at + 1),
            plural(
                "The file holds a NUL character: it is no text, or it was damaged.",
                "The file holds {count} NUL characters: it is no text, or it was damaged.",
                document.text.count("\0"),
            ),
            msg("Delete the invisible character there in your editor, or restore an earlier version of the file."),
        )


RULE = Rule(
    code="EV001",
    severity="error",
    check=check,
    needs="damage",
    options=("max-file-size", "exclude"),
    examples=(
        Bad("---\ntitle: Atelier\n---\n\nLe programme«\0»\n", says="NUL"),
        Good("\ufeff---\ntitle: Évènement\n---\n\nÀ Paris, 5 € l’entrée 🎉\n", note="accents and emoji in UTF-8"),
    ),
)
