"""How the HTML page says things: in the reader's language, and escaped."""

from __future__ import annotations

from hashlib import blake2b
from html import escape

from evlint.model.message import Msg, Plural, msg
from evlint.model.message import render as words
from evlint.report import Style
from evlint.report.escape import visible


class Words:
    """Says messages in the report's language, fit to stand in HTML."""

    def __init__(self, style: Style) -> None:
        self._wording = style.wording
        self.language = style.language
        self.colon = "\u00a0:" if style.language == "fr" else ":"

    def __call__(self, template: str, /, **args: object) -> str:
        return self.message(msg(template, **args))

    def message(self, message: Msg | Plural) -> str:
        """Write a message out; nothing in it can be taken for HTML or turn the text round."""
        return shown(words(message, self._wording))

    def code(self, name: str) -> str:
        """Write a rule's name, which is English: a page in another language says so to those who listen to it."""
        return escape(name) if self.language == "en" else f'<span lang="en">{escape(name)}</span>'

    def manual(self, paragraph: str) -> str:
        """Write a paragraph of a rule's manual, empty where the language has none; what stands in backticks is code."""
        said = self._wording.gettext(paragraph)
        if said == paragraph and self.language != "en":
            return ""
        parts = shown(said).split("`")
        return "".join(f"<code>{part}</code>" if at % 2 else part for at, part in enumerate(parts))


def shown(text: str) -> str:
    """Return a line of text that comes from a post as HTML shows it."""
    return escape(visible(text))


def file_id(path: str) -> str:
    """Return the id under which a file's findings stand: the same in every report."""
    return "file-" + blake2b(path.encode("utf-8", "backslashreplace"), digest_size=6).hexdigest()
